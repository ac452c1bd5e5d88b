"""The calendar at a secret address: who gets it, what all others get, and what is never told."""

import logging
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import time_machine

from lib.accounts import facilitating
from lib.accounts.desk import Role
from lib.accounts.feeds import READ_EVERY, feed_of, find_reader, make_feed, stop_feed
from lib.accounts.own_account import remove_account
from lib.accounts.sessions import SignedIn
from lib.accounts.tokens import new_token, token_hash
from lib.domain.commands import ChooseTimeZone
from lib.domain.errors import NotSignedInError
from lib.identity import actor_of, desk, store
from lib.settings import settings
from lib.store.actor import LOCAL, Actor
from lib.store.store import Store
from tests.asgi import Answer, asked
from tests.cast import NOW, a_goal, scheduled
from tests.pages.hosted import ROUTES, an_account, cookies_of

NONE = b"There is no calendar here."


def signed_in(name: str, role: Role = Role.PARTICIPANT) -> SignedIn:
    actor = actor_of(cookies_of(an_account(name, role)))
    assert isinstance(actor, SignedIn)
    return actor


def fed(actor: Actor) -> str:
    """Give somebody's own workspace a feed, and return its token."""
    workspace_id = store().workspace(actor).id
    make_feed(desk(), actor, workspace_id, address="here")
    feed = feed_of(desk(), actor, workspace_id)
    assert feed
    return feed.token


def read(token: str, method: str = "GET", **headers: str) -> Answer:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return asked(ROUTES, f"/calendar/{token}.ics", method=method, headers=given)


def summaries(answer: Answer) -> list[str]:
    calendar = icalendar.Calendar.from_ical(answer.body)
    return [str(event["SUMMARY"]) for event in calendar.events]


def assert_none(answer: Answer) -> None:
    assert (answer.status, answer.body) == (404, NONE)
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.fixture
def ben(hosted: pytest.MonkeyPatch) -> SignedIn:
    """Ben, who has agreed on a talk."""
    assert hosted
    actor = signed_in("Ben")
    scheduled(store().workspace(actor), on=(datetime.now(UTC) + timedelta(days=3)).date())
    return actor


def test_whoever_holds_the_token_reads_the_calendar_without_any_cookie(ben: SignedIn) -> None:
    answer = read(fed(ben))
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "Talk with Amara Obi" in summaries(answer)
    assert "set-cookie" not in answer.headers
    assert read(fed(ben), "HEAD").status == 200


def test_a_program_that_has_it_already_is_not_sent_it_again(ben: SignedIn) -> None:
    token = fed(ben)
    tag = read(token).headers["etag"]
    again = read(token, if_none_match=f'"another", W/{tag}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    scheduled(store().workspace(ben))
    changed = read(token, if_none_match=tag)
    assert changed.status == 200
    assert changed.headers["etag"] != tag


def test_what_is_due_moves_on_with_the_day_in_the_owners_own_zone(ben: SignedIn) -> None:
    token = fed(ben)
    store().workspace(ben).do(ChooseTimeZone(time_zone="Pacific/Auckland"))
    with time_machine.travel(datetime(2030, 5, 1, 11, 0, tzinfo=UTC), tick=False):
        before = read(token)
    with time_machine.travel(datetime(2030, 5, 1, 13, 0, tzinfo=UTC), tick=False):  # past midnight in Auckland
        after = read(token)
    assert before.headers["etag"] != after.headers["etag"]
    assert b"DTSTART;VALUE=DATE:20300501" in before.body
    assert b"DTSTART;VALUE=DATE:20300502" in after.body


def test_every_token_that_is_none_gets_one_and_the_same_answer(ben: SignedIn) -> None:
    old = fed(ben)
    right = fed(ben)  # renewed
    for wrong in (old, new_token(), "", "x", "x" * 20_000, right[:-1], f"{right}x", token_hash(right), "../..", "\0"):
        assert_none(read(wrong))
    for path in (f"/calendar/{right}", f"/calendar/{right}.ICS", f"/calendar/a/{right}.ics", "/calendar/"):
        assert_none(asked(ROUTES, path))
    assert read(right).status == 200
    stop_feed(desk(), ben, store().workspace(ben).id, address="here")
    assert_none(read(right))


def test_wrong_tokens_are_counted_and_right_ones_are_served_all_the_same(
    ben: SignedIn, caplog: pytest.LogCaptureFixture
) -> None:
    token = fed(ben)
    with caplog.at_level(logging.INFO, "askwell.accounts"):
        for _ in range(62):
            assert_none(read("x"))
    assert [record.deed for record in caplog.records if hasattr(record, "deed")].count("sign_in_locked") == 1
    assert read(token).status == 200


def test_the_calendar_of_a_disabled_account_is_none_until_it_is_enabled(ben: SignedIn) -> None:
    token, ida = fed(ben), signed_in("Ida", Role.ADMINISTRATOR)
    facilitating.disable(desk(), ida, ben.owner, address="here")
    assert_none(read(token))
    facilitating.disable(desk(), ida, ben.owner, address="here", is_disabled=False)
    assert read(token).status == 200


def test_the_calendar_goes_with_the_account_and_with_the_workspace(ben: SignedIn) -> None:
    cora = signed_in("Cora")
    bens, coras = fed(ben), fed(cora)
    store().remove(cora, "own")
    assert_none(read(coras))
    with desk().writing() as connection:
        remove_account(connection, ben.owner)
    assert_none(read(bens))


def test_a_reader_may_read_and_never_write(ben: SignedIn) -> None:
    reader = find_reader(desk(), fed(ben), address="here")
    workspace = store().bound(reader, reader.workspace_id)
    assert len(workspace.snapshot().interviews) == 1
    with pytest.raises(NotSignedInError):
        a_goal(workspace)
    stop_feed(desk(), ben, reader.workspace_id, address="here")
    with pytest.raises(NotSignedInError):
        workspace.snapshot()


def test_that_it_is_read_is_noted_once_an_hour(ben: SignedIn) -> None:
    token, workspace_id = fed(ben), store().workspace(ben).id

    def read_at() -> datetime | None:
        feed = feed_of(desk(), actor_of(cookies_of(ben.owner)), workspace_id)
        assert feed
        return feed.read_at

    assert read_at() is None
    with time_machine.travel(NOW, tick=False) as clock:
        read(token)
        assert read_at() == NOW
        clock.shift(READ_EVERY - timedelta(seconds=1))
        read(token)
        assert read_at() == NOW
        clock.shift(timedelta(seconds=1))
        read(token)
        assert read_at() == NOW + READ_EVERY


def test_no_token_is_told_in_any_log(ben: SignedIn, caplog: pytest.LogCaptureFixture) -> None:
    token = fed(ben)
    with caplog.at_level(logging.DEBUG):
        read(token)
        read(f"{token}x")
    assert token not in caplog.text
    assert token not in repr(feed_of(desk(), ben, store().workspace(ben).id))


def test_the_database_holds_no_token_that_could_be_read_where_there_is_a_key(ben: SignedIn) -> None:
    token = fed(ben)
    raw = desk().engine.raw_connection()
    kept = str(raw.cursor().execute("SELECT * FROM calendar_feeds").fetchall())
    raw.close()
    assert token not in kept
    assert token_hash(token) in kept


def test_with_another_secret_key_the_address_still_works_and_can_not_be_shown(
    ben: SignedIn, hosted: pytest.MonkeyPatch
) -> None:
    token = fed(ben)
    hosted.setenv("ASKWELL_SECRET_KEY", "another key, of more than thirty-two characters")
    settings.cache_clear()
    feed = feed_of(desk(), ben, store().workspace(ben).id)
    assert feed
    assert feed.token == ""
    assert read(token).status == 200


def test_a_database_that_is_away_is_said_so(ben: SignedIn, hosted: pytest.MonkeyPatch) -> None:
    token = fed(ben)
    hosted.setenv("ASKWELL_DATABASE_URL", "postgresql://localhost:1/nowhere")
    settings.cache_clear()
    assert read(token).status == 503


def test_at_ones_own_computer_it_works_without_an_account(process_store: Store) -> None:
    scheduled(process_store.workspace(LOCAL))
    token = fed(LOCAL)
    answer = read(token)
    assert answer.status == 200
    assert "Talk with Amara Obi" in summaries(answer)
    assert_none(read("x"))
