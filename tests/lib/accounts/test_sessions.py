"""A session lives while it is used, no longer than its time, and ends at once wherever it has to end."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts import own_account, sessions, sign_in, tables
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.facilitating import change_role, disable, make_reset_link
from lib.accounts.reset_links import use_reset_link
from lib.accounts.sessions import Session, SignedIn
from lib.accounts.sign_in import who
from lib.domain.errors import NotSignedInError
from lib.store.store import Store
from tests.cast import NOW
from tests.lib.accounts.people import (
    ADDRESS,
    DEVICE,
    ELSEWHERE,
    NEW_PHRASE,
    PHRASE,
    actor_of,
    arrived,
    begun,
    made,
    present,
    rows,
    signed_in,
    texts,
)

Ending = Callable[[AccountDesk, SignedIn], object]
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


def _by_administrator(deed: Callable[[AccountDesk, SignedIn, str], object]) -> Ending:
    return lambda desk, actor: deed(desk, present(desk, "fay", Role.ADMINISTRATOR), actor.owner)


def _by_link(desk: AccountDesk, administrator: SignedIn, account_id: str) -> None:
    token = make_reset_link(desk, administrator, account_id, address=ADDRESS)
    use_reset_link(desk, token, NEW_PHRASE, address=ADDRESS)


ENDINGS: dict[str, Ending] = {
    "sign-out": lambda desk, actor: sign_in.sign_out(desk, actor, address=ADDRESS),
    "ended by id": lambda desk, actor: own_account.end_session(desk, actor, actor.session, address=ADDRESS),
    "ended from elsewhere": lambda desk, _: own_account.end_other_sessions(desk, signed_in(desk), address=ADDRESS),
    "pass phrase": lambda desk, actor: own_account.change_pass_phrase(desk, actor, PHRASE, NEW_PHRASE, address=ADDRESS),
    "deletion": lambda desk, actor: own_account.delete_account(desk, actor, PHRASE, address=ADDRESS),
    "reset link": _by_administrator(_by_link),
    "role": _by_administrator(lambda desk, fay, of: change_role(desk, fay, of, Role.FACILITATOR, address=ADDRESS)),
    "disabling": _by_administrator(lambda desk, fay, of: disable(desk, fay, of, address=ADDRESS)),
}


def _listed(desk: AccountDesk, actor: SignedIn) -> list[Session]:
    with desk.reading() as connection:
        return sessions.sessions_of(connection, actor.owner, desk.clock())


def _confirms(desk: AccountDesk, actor: SignedIn) -> bool:
    try:
        with desk.reading() as connection:
            actor.confirm(connection)
    except NotSignedInError:
        return False
    return True


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS.keys())
def test_it_ends_at_once_for_every_page_that_is_open(desk: AccountDesk, store: Store, ending: Ending) -> None:
    made(desk)
    session = begun(desk)
    actor = actor_of(desk, session)
    workspace = store.workspace(actor)
    ending(desk, actor)
    assert who(desk, session.id) is None
    with pytest.raises(NotSignedInError):
        workspace.snapshot()
    with pytest.raises(NotSignedInError):
        own_account.account(desk, actor)


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS.keys())
def test_nobody_elses_session_ends_with_it(desk: AccountDesk, ending: Ending) -> None:
    made(desk, "ben")
    bens = begun(desk, "ben")
    ending(desk, arrived(desk))
    assert who(desk, bens.id)


def test_who_is_known_by_its_id_alone(desk: AccountDesk) -> None:
    account_id = made(desk)
    session = begun(desk)
    [row] = rows(desk, tables.sessions)
    assert who(desk, session.id) == SignedIn(account_id, row.id_hash, Role.PARTICIPANT)


def test_what_never_was_an_id_is_nobody(desk: AccountDesk) -> None:
    arrived(desk)
    for forged in ("", "x", "A" * 43, "\ud800", "\x00", "' OR 1=1 --", "A" * 100_000):
        assert who(desk, forged) is None


def test_neither_the_hash_nor_a_part_of_the_id_lets_in(desk: AccountDesk) -> None:
    made(desk)
    session = begun(desk)
    [row] = rows(desk, tables.sessions)
    for near in (row.id_hash, session.id[:-1], session.id.swapcase(), session.id + "="):
        assert who(desk, near) is None


def test_the_table_holds_no_id(desk: AccountDesk) -> None:
    made(desk)
    session = begun(desk)
    assert len(session.id) == 43
    assert session.id not in texts(desk, tables.sessions)


def test_every_session_has_an_id_of_its_own(desk: AccountDesk) -> None:
    made(desk)
    assert len({begun(desk).id for _ in range(5)}) == 5


def test_it_ends_two_hours_after_it_was_last_used(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    made(desk)
    session = begun(desk)
    for _ in range(3):
        moment.shift(2 * HOUR)
        assert who(desk, session.id)
    moment.shift(2 * HOUR + SECOND)
    assert who(desk, session.id) is None


def test_it_ends_twelve_hours_after_it_began_however_much_it_is_used(
    desk: AccountDesk, moment: time_machine.Traveller
) -> None:
    made(desk)
    session = begun(desk)
    for _ in range(11):
        moment.shift(HOUR)
        assert who(desk, session.id)
    moment.shift(HOUR - SECOND)
    assert who(desk, session.id)
    moment.shift(SECOND)
    assert who(desk, session.id) is None


def test_a_remembered_one_lasts_thirty_days_unused(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    made(desk)
    session = begun(desk, is_remembered=True)
    assert session.ends_at == NOW + timedelta(days=30)
    moment.shift(timedelta(days=30) - SECOND)
    actor = actor_of(desk, session)
    moment.shift(SECOND)
    assert who(desk, session.id) is None
    assert not _confirms(desk, actor)


def test_the_host_says_how_long(
    desk: AccountDesk, moment: time_machine.Traveller, configure: Callable[..., None]
) -> None:
    configure(session_idle_hours=1, session_hours=2, remember_days=1)
    made(desk)
    kept = begun(desk, is_remembered=True)
    unused, used = begun(desk), begun(desk)
    moment.shift(HOUR)
    assert who(desk, used.id)
    moment.shift(SECOND)
    assert who(desk, unused.id) is None
    moment.shift(HOUR - SECOND)
    assert who(desk, used.id) is None
    moment.shift(22 * HOUR)
    assert who(desk, kept.id) is None


def test_an_open_page_finds_out_on_its_own_that_the_time_is_over(
    desk: AccountDesk, moment: time_machine.Traveller
) -> None:
    actor = arrived(desk)
    assert _confirms(desk, actor)
    moment.shift(2 * HOUR + SECOND)
    assert not _confirms(desk, actor)


def test_a_session_is_not_taken_for_another_account(desk: AccountDesk) -> None:
    ada, ben = arrived(desk), arrived(desk, "ben")
    assert not _confirms(desk, SignedIn(ben.owner, ada.session, ben.role))
    assert not _confirms(desk, SignedIn(ada.owner, "", ada.role))


@pytest.mark.parametrize(
    "values", [{"generation": 2}, {"disabled_at": NOW}, {"expires_at": NOW}], ids=["generation", "disabled", "over"]
)
def test_it_ends_by_what_its_account_says_even_where_its_row_was_left(
    desk: AccountDesk, values: dict[str, object]
) -> None:
    made(desk)
    session = begun(desk)
    actor = actor_of(desk, session)
    with desk.writing() as connection:
        connection.execute(sa.update(tables.accounts).values(values))
    assert who(desk, session.id) is None
    assert not _confirms(desk, actor)


def test_sessions_from_before_a_change_are_not_listed(desk: AccountDesk) -> None:
    actor = arrived(desk)
    with desk.writing() as connection:
        connection.execute(sa.update(tables.accounts).values(generation=2))
    assert _listed(desk, actor) == []


def test_its_use_is_written_down_once_a_minute(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    made(desk)
    session = begun(desk)
    for wait, seen in ((MINUTE, NOW), (SECOND, NOW + MINUTE + SECOND), (MINUTE, NOW + MINUTE + SECOND)):
        moment.shift(wait)
        assert who(desk, session.id)
        assert [row.seen_at for row in rows(desk, tables.sessions)] == [seen]


def test_to_confirm_writes_nothing(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    actor = arrived(desk)
    moment.shift(HOUR)
    assert _confirms(desk, actor)
    assert [row.seen_at for row in rows(desk, tables.sessions)] == [NOW]


def test_they_are_listed_with_the_one_used_last_first(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    first = arrived(desk)
    moment.shift(MINUTE)
    second = signed_in(desk)
    arrived(desk, "ben")
    listed = _listed(desk, first)
    assert [session.id_hash for session in listed] == [second.session, first.session]
    assert listed[1] == Session(first.session, DEVICE, NOW, NOW, is_remembered=False)


def test_those_that_are_over_are_not_listed(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    made(desk)
    kept = actor_of(desk, begun(desk, is_remembered=True))
    begun(desk)
    moment.shift(2 * HOUR + SECOND)
    assert [session.id_hash for session in _listed(desk, kept)] == [kept.session]
    moment.shift(timedelta(days=30))
    assert _listed(desk, kept) == []


def test_a_long_name_of_a_device_is_cut(desk: AccountDesk) -> None:
    account_id = made(desk)
    with desk.writing() as connection:
        sessions.begin(connection, account_id, device="x" * 5_000, is_remembered=False, now=NOW)
    assert [len(row.device) for row in rows(desk, tables.sessions)] == [200]


def test_nobody_ends_another_ones(desk: AccountDesk) -> None:
    ada, ben = arrived(desk), arrived(desk, "ben")
    with desk.writing() as connection:
        assert not sessions.end(connection, ben.owner, ada.session)
    assert _confirms(desk, ada)


def test_the_rows_of_those_that_are_over_are_cleared_away(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    made(desk)
    kept = actor_of(desk, begun(desk, is_remembered=True))
    begun(desk)
    moment.shift(12 * HOUR)
    with desk.writing() as connection:
        assert sessions.clear_ended(connection, desk.clock()) == 1
    assert [row.id_hash for row in rows(desk, tables.sessions)] == [kept.session]


def test_it_is_the_same_session_from_another_address_and_server(desk: AccountDesk, other_desk: AccountDesk) -> None:
    made(desk)
    step = sign_in.sign_in(desk, "ada", PHRASE, is_remembered=False, address=ADDRESS)
    session = sign_in.exchange(other_desk, step.ticket, device=DEVICE, address=ELSEWHERE)
    assert session
    assert who(desk, session.id) == who(other_desk, session.id)
