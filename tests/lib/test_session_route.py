"""The cookie of a session: what it takes to get one, and how it is taken away."""

import sqlite3
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http.cookies import Morsel, SimpleCookie

import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts import tickets
from lib.accounts.own_account import own_log, own_sessions
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import sign_out
from lib.accounts.tables import accounts
from lib.accounts.tables import sessions as session_rows
from lib.accounts.tickets import LIFE, Purpose
from lib.domain.errors import NotSignedInError
from lib.identity import COOKIE, actor_of, desk, store
from lib.settings import settings
from tests.asgi import CLIENT, Answer, asked
from tests.cast import NOW
from tests.pages.hosted import ROUTES, an_account, cookies_of

OURS = {"x-askwell": "1", "sec-fetch-site": "same-origin", "user-agent": "Firefox on Linux"}


@pytest.fixture
def ben(hosted: pytest.MonkeyPatch) -> str:
    """Ben's account."""
    assert hosted
    return an_account("Ben")


def a_ticket(account_id: str, purpose: Purpose = Purpose.SIGN_IN, *, is_remembered: bool = False) -> str:
    asked_at = desk()
    with asked_at.writing() as connection:
        details = {"is_remembered": is_remembered, "generation": 1}
        return tickets.issue(connection, purpose, account_id, asked_at.clock(), details)


def begun(ticket: str, headers: Mapping[str, str] = OURS) -> Answer:
    return asked(ROUTES, "/session", method="POST", headers={**headers, "x-ticket": ticket})


def the_cookie(answer: Answer) -> "Morsel[str]":
    [(name, morsel)] = SimpleCookie(answer.headers["set-cookie"]).items()
    assert name == COOKIE
    return morsel


def assert_safe(cookie: "Morsel[str]") -> None:
    """Check what the prefix __Host- demands, and that neither scripts nor other sites get at it."""
    assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "strict")
    assert cookie["secure"]
    assert cookie["httponly"]


def sessions_there_are() -> int:
    with store().engine.connect() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(session_rows)).scalar_one()


def test_a_ticket_is_exchanged_for_the_cookie_of_a_session(ben: str) -> None:
    answer = begun(a_ticket(ben))
    assert (answer.status, answer.body, answer.headers["cache-control"]) == (204, b"", "no-store")
    cookie = the_cookie(answer)
    assert_safe(cookie)
    assert (cookie["expires"], cookie["max-age"]) == ("", "")  # it ends with the browser
    actor = actor_of({COOKIE: cookie.value})
    assert actor.owner == ben


def test_who_wants_to_stay_gets_a_cookie_that_ends_with_the_session(ben: str) -> None:
    with time_machine.travel(NOW, tick=False):
        cookie = the_cookie(begun(a_ticket(ben, is_remembered=True)))
    assert_safe(cookie)
    assert parsedate_to_datetime(cookie["expires"]) == NOW + timedelta(days=settings().remember_days)


def test_the_session_knows_its_device_and_the_log_from_where_it_came(ben: str) -> None:
    cookie = the_cookie(begun(a_ticket(ben), {**OURS, "user-agent": "é" * 100 + "x" * 1_000}))
    actor = actor_of({COOKIE: cookie.value})
    assert isinstance(actor, SignedIn)
    [session] = own_sessions(desk(), actor)
    assert len(session.device) == 200
    [line] = own_log(desk(), actor)
    assert (line.deed, line.address) == ("Signed in", CLIENT)


def test_a_ticket_works_once(ben: str) -> None:
    ticket = a_ticket(ben)
    assert [begun(ticket).status for _ in range(3)] == [204, 403, 403]
    assert sessions_there_are() == 1


def test_each_exchange_makes_another_session(ben: str) -> None:
    first, second = (the_cookie(begun(a_ticket(ben))).value for _ in range(2))
    assert first != second
    assert sessions_there_are() == 2


def test_a_browser_has_one_session_at_a_time(ben: str) -> None:
    cora = an_account("Cora")
    ended, elsewhere = (the_cookie(begun(a_ticket(ben))).value for _ in range(2))
    cookie = {"cookie": f"{COOKIE}={ended}"}
    # What lets nobody in ends nothing.
    assert begun("x" * 43, {**OURS, **cookie}).status == 403
    assert actor_of({COOKIE: ended}).owner == ben
    answer = begun(a_ticket(cora), {**OURS, **cookie})
    assert actor_of({COOKIE: the_cookie(answer).value}).owner == cora
    with pytest.raises(NotSignedInError):
        actor_of({COOKIE: ended})
    still = actor_of({COOKIE: elsewhere})
    assert isinstance(still, SignedIn)
    assert [line.deed for line in own_log(desk(), still)] == ["Signed out", "Signed in", "Signed in"]


def test_a_ticket_is_over_after_half_a_minute(ben: str) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        early, late = a_ticket(ben), a_ticket(ben)
        clock.shift(LIFE[Purpose.SIGN_IN] - timedelta(seconds=1))
        assert begun(early).status == 204
        clock.shift(timedelta(seconds=1))
        assert begun(late).status == 403


@pytest.mark.parametrize("purpose", [purpose for purpose in Purpose if purpose is not Purpose.SIGN_IN])
def test_a_ticket_for_something_else_lets_nobody_in(ben: str, purpose: Purpose) -> None:
    ticket = a_ticket(ben, purpose)
    answer = begun(ticket)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers
    with desk().reading() as connection:
        assert tickets.look(connection, purpose, ticket, desk().clock()) is not None


@pytest.mark.usefixtures("ben")
@pytest.mark.parametrize("ticket", ["", "x", "x" * 43, "x" * 100, "x" * 101, "x" * 100_000, "' OR 1=1 --"])
def test_a_forged_ticket_lets_nobody_in(ticket: str) -> None:
    answer = begun(ticket)
    assert (answer.status, answer.body) == (403, b"")
    assert "set-cookie" not in answer.headers
    assert sessions_there_are() == 0


def test_a_ticket_may_not_stand_in_the_address(ben: str) -> None:
    ticket = a_ticket(ben)
    assert asked(ROUTES, f"/session?x-ticket={ticket}", method="POST", headers=OURS).status in {403, 404}
    assert asked(ROUTES, "/session", method="POST", headers=OURS, body=ticket.encode()).status == 403
    assert sessions_there_are() == 0


def test_while_the_disk_is_full_nobody_is_let_in_and_the_ticket_still_holds(ben: str) -> None:
    ticket, engine = a_ticket(ben), store().engine

    def refuse(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO sessions"):
            raise sqlite3.OperationalError("database or disk is full")

    sa.event.listen(engine, "before_cursor_execute", refuse)
    assert begun(ticket).status == 503
    sa.event.remove(engine, "before_cursor_execute", refuse)
    assert begun(ticket).status == 204


def test_a_ticket_of_an_account_that_was_changed_since_lets_nobody_in(ben: str) -> None:
    ticket = a_ticket(ben)
    with desk().writing() as connection:
        connection.execute(sa.update(accounts).values(generation=2))
    assert begun(ticket).status == 403


def test_another_site_can_sign_nobody_in(ben: str) -> None:
    ticket = a_ticket(ben)
    for headers in ({}, {"sec-fetch-site": "same-origin"}, {**OURS, "sec-fetch-site": "cross-site"}):
        answer = begun(ticket, headers)
        assert answer.status == 403
        assert "set-cookie" not in answer.headers
    assert begun(ticket).status == 204  # it was not used up


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT"])
@pytest.mark.parametrize("path", ["/session", "/session/end"])
def test_a_link_neither_begins_nor_ends_a_session(ben: str, path: str, method: str) -> None:
    answer = asked(ROUTES, path, method=method, headers={**OURS, "x-ticket": a_ticket(ben)})
    assert answer.status == 405
    assert "set-cookie" not in answer.headers


def test_a_database_that_is_away_is_told_and_the_ticket_stays(hosted: pytest.MonkeyPatch, ben: str) -> None:
    ticket = a_ticket(ben)
    with pytest.MonkeyPatch.context() as away:
        away.setenv("ASKWELL_DATABASE_URL", "postgresql://localhost:1/nowhere")
        settings.cache_clear()
        answer = begun(ticket)
        assert (answer.status, answer.body) == (503, b"")
        assert "set-cookie" not in answer.headers
    assert hosted
    settings.cache_clear()
    assert begun(ticket).status == 204


@pytest.mark.usefixtures("process_store")
def test_at_ones_own_computer_there_is_no_session_to_begin() -> None:
    answer = begun("x" * 43)
    assert answer.status == 404
    assert "set-cookie" not in answer.headers


def test_the_cookie_is_taken_away(ben: str) -> None:
    cookies = cookies_of(ben)
    actor = actor_of(cookies)
    assert isinstance(actor, SignedIn)
    sign_out(desk(), actor, address="here")
    headers = {**OURS, "cookie": f"{COOKIE}={cookies[COOKIE]}"}
    answer = asked(ROUTES, "/session/end", method="POST", headers=headers)
    assert (answer.status, answer.headers["cache-control"]) == (204, "no-store")
    cookie = the_cookie(answer)
    assert_safe(cookie)
    assert (cookie.value, cookie["max-age"]) == ("", "0")
    with pytest.raises(NotSignedInError):
        actor_of(cookies)


@pytest.mark.usefixtures("hosted")
def test_another_site_can_take_nobodys_cookie_away() -> None:
    for headers in ({}, {"x-askwell": "1", "sec-fetch-site": "cross-site"}):
        answer = asked(ROUTES, "/session/end", method="POST", headers=headers)
        assert answer.status == 403
        assert "set-cookie" not in answer.headers


def test_a_disabled_account_gets_no_session(ben: str) -> None:
    ticket = a_ticket(ben)
    with desk().writing() as connection:
        connection.execute(sa.update(accounts).values(disabled_at=NOW))
    assert begun(ticket).status == 403
    assert sessions_there_are() == 0
