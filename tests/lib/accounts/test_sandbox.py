"""A visitor's sandbox is theirs alone, goes away by itself with all that is in it, or is kept as an account."""

import gc
import weakref
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts import sandbox, tickets
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.inviting import invite
from lib.accounts.own_account import account, delete_account, remove_account
from lib.accounts.sandbox import can_be_kept, clear_sandboxes, keep_sandbox, open_sandbox
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import BegunSession, exchange, who
from lib.accounts.sign_up import CODE_UNKNOWN, NAME_TAKEN
from lib.accounts.tables import accounts, sessions, throttle
from lib.accounts.tickets import Purpose
from lib.domain.errors import InvalidInputError, NotFoundError, NotSignedInError, SignInRefusedError, TooManyTriesError
from lib.store import tables
from lib.store.actor import show_rows_of
from lib.store.store import SAMPLE, Store
from tests.cast import NOW, a_goal
from tests.lib.accounts.people import (
    ADDRESS,
    DEVICE,
    ELSEWHERE,
    PHRASE,
    a_workshop,
    actor_of,
    arrived,
    at_once,
    by_ticket,
    deeds,
    made,
    present,
    row_of,
    rows,
    signed_in,
    tried,
)

Configure = Callable[..., None]
DAY = timedelta(days=1)
# SQLite has one writer at a time.
on_postgresql = pytest.mark.parametrize("store_url", ["postgres_url"], ids=["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def _with_demo(configure: Configure) -> None:
    configure(demo="beside", sign_up="open")


def _opened(desk: AccountDesk) -> BegunSession:
    return by_ticket(desk, open_sandbox(desk, address=ADDRESS))


def _visitor(desk: AccountDesk) -> SignedIn:
    return actor_of(desk, _opened(desk))


def _kept(desk: AccountDesk, visitor: SignedIn, name: str = "ada", pass_phrase: str = PHRASE, code: str = "") -> str:
    return keep_sandbox(desk, visitor, name, pass_phrase, code=code, address=ADDRESS)


def test_one_click_opens_a_sandbox_without_a_name(desk: AccountDesk) -> None:
    session = _opened(desk)
    visitor = actor_of(desk, session)
    mine = account(desk, visitor)
    assert (mine.name, mine.role) == ("", Role.VISITOR)
    assert session.ends_at == visitor.ends_at == NOW + DAY
    assert deeds(desk, visitor.owner) == [Deed.SANDBOX_OPENED, Deed.SIGNED_IN]


def test_every_visitor_has_their_own(desk: AccountDesk, store: Store) -> None:
    first, second = _visitor(desk), _visitor(desk)
    a_goal(store.workspace(first, SAMPLE))
    assert store.snapshots(second) == {}


def test_a_hundred_open_theirs_at_the_same_moment(desk: AccountDesk, other_desk: AccountDesk) -> None:
    opened = at_once([partial(open_sandbox, one, address=ADDRESS) for one in (desk, other_desk) * 50])
    assert len({str(ticket) for ticket in opened}) == 100
    assert len(rows(desk, accounts)) == 100


def test_a_flood_from_one_address_is_stopped(desk: AccountDesk) -> None:
    open_sandbox(desk, address=ADDRESS)
    with desk.writing() as connection:
        connection.execute(sa.update(throttle).values(level=120))
    with pytest.raises(TooManyTriesError):
        open_sandbox(desk, address=ADDRESS)
    assert open_sandbox(desk, address=ELSEWHERE)
    assert len(rows(desk, accounts)) == 2


def test_where_there_is_no_demo_the_page_is_not_found(desk: AccountDesk, configure: Configure) -> None:
    configure(demo="off")
    with pytest.raises(NotFoundError):
        open_sandbox(desk, address=ADDRESS)
    assert rows(desk, accounts) == []


def test_it_ends_by_itself_whether_or_not_anything_clears(
    desk: AccountDesk, store: Store, moment: time_machine.Traveller
) -> None:
    session = _opened(desk)
    visitor = actor_of(desk, session)
    workspace = store.workspace(visitor)
    moment.shift(DAY - timedelta(seconds=1))
    assert who(desk, session.id)
    moment.shift(timedelta(seconds=1))
    assert who(desk, session.id) is None
    with pytest.raises(NotSignedInError):
        workspace.snapshot()


def test_the_host_says_for_how_long(desk: AccountDesk, configure: Configure) -> None:
    configure(demo_hours=3)
    assert _opened(desk).ends_at == NOW + timedelta(hours=3)


def test_clearing_takes_the_notes_too_and_only_of_those_whose_time_is_over(
    desk: AccountDesk, store: Store, moment: time_machine.Traveller
) -> None:
    first = _visitor(desk)
    moment.shift(timedelta(hours=1))
    later, ada = _visitor(desk), arrived(desk)
    for actor in (first, later, ada):
        a_goal(store.workspace(actor))
        store.workspace(actor, SAMPLE)
    moment.shift(DAY - timedelta(hours=1, minutes=1))
    seen = weakref.ref(store.workspace(first).snapshot())
    moment.shift(timedelta(minutes=1))
    assert clear_sandboxes(desk, desk.clock()) == 1
    gc.collect()
    assert seen() is None
    assert {row.id for row in rows(desk, accounts)} == {later.owner, ada.owner}
    assert [_left_behind(desk, actor.owner) for actor in (first, later, ada)] == [0, 2, 2]
    assert {row.account_id for row in rows(desk, sessions)} == {later.owner, ada.owner}
    assert clear_sandboxes(desk, desk.clock()) == 0


def _left_behind(desk: AccountDesk, owner: str) -> int:
    with desk.reading() as connection:
        show_rows_of(connection, owner)
        mine = sa.select(tables.workspaces.c.id).where(tables.workspaces.c.owner == owner)
        return len(connection.execute(mine).all())


def test_so_many_are_cleared_at_once_and_the_rest_the_next_time(
    desk: AccountDesk, moment: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_MOST_AT_ONCE", 2)
    for _ in range(3):
        open_sandbox(desk, address=ADDRESS)
    moment.shift(DAY)
    assert [clear_sandboxes(desk, desk.clock()) for _ in range(3)] == [2, 1, 0]


def test_of_two_servers_one_clears(desk: AccountDesk, other_desk: AccountDesk, moment: time_machine.Traveller) -> None:
    for _ in range(5):
        open_sandbox(desk, address=ADDRESS)
    moment.shift(DAY)
    cleared = at_once([partial(clear_sandboxes, one, desk.clock()) for one in (desk, other_desk) * 2])
    assert sorted(map(str, cleared)) == ["0", "0", "0", "5"]


@on_postgresql
def test_while_another_server_clears_nothing_is_cleared(
    desk: AccountDesk, other_desk: AccountDesk, moment: time_machine.Traveller
) -> None:
    open_sandbox(desk, address=ADDRESS)
    moment.shift(DAY)
    with other_desk.writing() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sandbox._CLEARING_LOCK)))  # noqa: SLF001 - a server's
        assert clear_sandboxes(desk, desk.clock()) == 0
    assert clear_sandboxes(desk, desk.clock()) == 1


@on_postgresql
def test_one_that_is_being_kept_is_not_cleared_away(
    desk: AccountDesk, other_desk: AccountDesk, store: Store, moment: time_machine.Traveller
) -> None:
    visitor = _visitor(desk)
    a_goal(store.workspace(visitor))
    moment.shift(DAY)
    with other_desk.writing() as connection:
        mine = sa.update(accounts).where(accounts.c.id == visitor.owner)
        connection.execute(mine.values(role=Role.PARTICIPANT, expires_at=None, name="ada", name_key="ada"))
        assert clear_sandboxes(desk, desk.clock()) == 0
    assert clear_sandboxes(desk, desk.clock()) == 0
    assert row_of(desk, visitor.owner).name == "ada"


def test_kept_it_is_an_account_with_all_that_is_in_it(
    desk: AccountDesk, store: Store, moment: time_machine.Traveller
) -> None:
    visitor = _visitor(desk)
    a_goal(store.workspace(visitor))
    session = by_ticket(desk, _kept(desk, visitor, "Ada"))
    assert session.ends_at is None
    actor = actor_of(desk, session)
    assert (actor.owner, actor.role) == (visitor.owner, Role.PARTICIPANT)
    moment.shift(10 * DAY)
    assert clear_sandboxes(desk, desk.clock()) == 0
    ada = signed_in(desk)
    assert (ada.owner, account(desk, ada).name, ada.ends_at) == (visitor.owner, "Ada", None)
    assert len(store.workspace(ada).snapshot().goals) == 1
    assert Deed.SANDBOX_KEPT in deeds(desk, ada.owner)


def test_keeping_it_ends_the_visitors_session(desk: AccountDesk) -> None:
    session = _opened(desk)
    _kept(desk, actor_of(desk, session))
    assert who(desk, session.id) is None
    assert rows(desk, sessions) == []


def test_a_ticket_from_before_is_worth_nothing_once_it_is_kept(desk: AccountDesk) -> None:
    visitor = _visitor(desk)
    with desk.writing() as connection:
        before = tickets.issue(
            connection,
            Purpose.SIGN_IN,
            visitor.owner,
            desk.clock(),
            {"is_remembered": True, "generation": 1},
        )
    _kept(desk, visitor)
    assert exchange(desk, before, device=DEVICE, address=ADDRESS) is None


@pytest.mark.parametrize(
    ("name", "pass_phrase", "field"),
    [
        ("ben", PHRASE, "name"),
        ("BEN", PHRASE, "name"),
        ("<b>ada</b>", PHRASE, "name"),
        ("", PHRASE, "name"),
        ("ada", "short", "pass_phrase"),
        ("ada", "password1234", "pass_phrase"),
    ],
)
def test_what_is_wrong_is_told_and_the_sandbox_stays(
    desk: AccountDesk, name: str, pass_phrase: str, field: str
) -> None:
    made(desk, "ben")
    visitor = _visitor(desk)
    with pytest.raises(InvalidInputError) as refusal:
        _kept(desk, visitor, name, pass_phrase)
    assert refusal.value.field == field
    assert account(desk, visitor).role is Role.VISITOR


def test_where_one_has_to_be_invited_a_sandbox_is_kept_with_a_code(desk: AccountDesk, configure: Configure) -> None:
    configure(sign_up="invited")
    visitor = _visitor(desk)
    for code in ("", "abcd-efgh-ijkl"):
        with pytest.raises(InvalidInputError) as refusal:
            _kept(desk, visitor, code=code)
        assert (refusal.value.field, str(refusal.value)) == ("code", CODE_UNKNOWN)
    workshop = a_workshop(desk)
    code = invite(desk, present(desk, "fay", Role.FACILITATOR, workshop), uses=1, address=ADDRESS)
    _kept(desk, visitor, code=code)
    kept = row_of(desk, visitor.owner)
    assert (kept.name, kept.role, kept.workshop_id) == ("ada", Role.PARTICIPANT, workshop)
    with pytest.raises(InvalidInputError):
        _kept(desk, _visitor(desk), "ben", code=code)


@pytest.mark.parametrize("host", [{"sign_up": "closed"}, {"demo": "only"}])
def test_where_nobody_makes_an_account_no_sandbox_is_kept(
    desk: AccountDesk, configure: Configure, host: dict[str, str]
) -> None:
    assert can_be_kept()
    configure(**host)
    assert not can_be_kept()
    visitor = _visitor(desk)
    with pytest.raises(NotFoundError):
        _kept(desk, visitor)
    assert account(desk, visitor).role is Role.VISITOR


def test_names_can_not_be_tried_on_and_on_by_keeping(desk: AccountDesk) -> None:
    made(desk, "ben")
    visitor = _visitor(desk)
    with pytest.raises(InvalidInputError):
        _kept(desk, visitor, "ben")
    with desk.writing() as connection:
        connection.execute(sa.update(throttle).values(level=1_000))
    with pytest.raises(TooManyTriesError):
        _kept(desk, visitor)
    assert account(desk, visitor).role is Role.VISITOR


def test_codes_can_not_be_guessed_on_and_on_by_keeping(desk: AccountDesk, configure: Configure) -> None:
    configure(sign_up="invited")
    visitor = _visitor(desk)
    with desk.writing() as connection:
        connection.execute(sa.update(throttle).values(level=0))
    for _ in range(3):
        with pytest.raises(InvalidInputError) as refusal:
            _kept(desk, visitor, code="bcdf-2345-wxyz")
        assert refusal.value.field == "code"
    levels = [row.level for row in rows(desk, throttle)]
    assert levels.count(3) == 2  # of the address, and of all
    with desk.writing() as connection:
        connection.execute(sa.update(throttle).values(level=1_000))
    with pytest.raises(TooManyTriesError):
        _kept(desk, visitor, code="bcdf-2345-wxyz")


def test_kept_under_an_address_the_link_for_a_new_pass_phrase_goes_there(desk: AccountDesk) -> None:
    visitor = _visitor(desk)
    _kept(desk, visitor, "ada@example.org")
    assert row_of(desk, visitor.owner).email == "ada@example.org"


def test_of_two_who_keep_theirs_under_one_name_one_gets_it(desk: AccountDesk, other_desk: AccountDesk) -> None:
    visitors = [(desk, _visitor(desk)), (other_desk, _visitor(desk))]
    outcomes = at_once([partial(_kept, one, visitor) for one, visitor in visitors])
    assert [str(outcome) for outcome in outcomes if isinstance(outcome, InvalidInputError)] == [NAME_TAKEN]
    assert sorted(row.name for row in rows(desk, accounts)) == ["", "ada"]


def test_a_participant_has_no_sandbox_to_keep(desk: AccountDesk) -> None:
    ada = arrived(desk)
    with pytest.raises(NotFoundError):
        _kept(desk, ada, "somebody")
    assert account(desk, ada).name == "ada"


def test_one_that_has_gone_can_not_be_kept(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    visitor = _visitor(desk)
    moment.shift(DAY)
    with pytest.raises(NotSignedInError):
        _kept(desk, visitor)
    clear_sandboxes(desk, desk.clock())
    with pytest.raises(NotSignedInError):
        _kept(desk, visitor)
    assert rows(desk, accounts) == []


def test_one_that_goes_at_this_very_moment_is_told_so(desk: AccountDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = _visitor(desk)
    # The look at the session was in time; the clearing of another server came before the next statement.
    monkeypatch.setattr(SignedIn, "confirm", lambda _self, _connection: None)
    with desk.writing() as connection:
        remove_account(connection, visitor.owner)
    with pytest.raises(NotSignedInError):
        _kept(desk, visitor)


def test_a_visitor_deletes_theirs_without_a_pass_phrase(desk: AccountDesk, store: Store) -> None:
    visitor = _visitor(desk)
    a_goal(store.workspace(visitor))
    delete_account(desk, visitor, "", address=ADDRESS)
    assert rows(desk, accounts) == []
    assert _left_behind(desk, visitor.owner) == 0


def test_nobody_signs_in_to_a_sandbox_by_an_empty_name(desk: AccountDesk) -> None:
    _visitor(desk)
    with pytest.raises(SignInRefusedError):
        tried(desk, "", "")
