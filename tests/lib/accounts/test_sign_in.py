"""Name and pass phrase let in, with a code where one is asked for; what is wrong is never told, nor by the time."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from functools import partial

import pyotp
import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts import sign_in
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.facilitating import disable
from lib.accounts.own_account import change_pass_phrase, switch_second_factor_on
from lib.accounts.pass_phrases import MOST_FROM_ONE, UNKNOWN_HASH, in_turn
from lib.accounts.second_factor import new_secret
from lib.accounts.sign_in import exchange, give_code, sign_out, who
from lib.accounts.sign_up import add_account
from lib.accounts.tables import accounts, recovery_codes, throttle, tickets
from lib.domain.errors import BusyError, DiskFullError, SignInRefusedError, TooManyTriesError
from tests.cast import NOW
from tests.lib.accounts.people import (
    ADDRESS,
    CHEAP,
    DEVICE,
    ELSEWHERE,
    NEW_PHRASE,
    PHRASE,
    CheckedPhrases,
    actor_of,
    arrived,
    at_once,
    begun,
    by_ticket,
    deeds,
    lock_with,
    made,
    row_of,
    rows,
    signed_in,
    texts,
    tried,
)

WRONG = "nine ships to the harbour"
STEP = timedelta(seconds=30)


def _refused(desk: AccountDesk, name: str, pass_phrase: str = PHRASE) -> str:
    with pytest.raises(SignInRefusedError) as refusal:
        tried(desk, name, pass_phrase)
    return str(refusal.value)


def _code_refused(desk: AccountDesk, ticket: str, code: str) -> None:
    with pytest.raises(SignInRefusedError):
        give_code(desk, ticket, code, address=ADDRESS)


@pytest.fixture
def full_disk(desk: AccountDesk) -> Callable[[], None]:
    """Let every later change fail as it does where there is no room left."""

    def refuse(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("UPDATE", "INSERT")):
            raise sqlite3.OperationalError("database or disk is full")

    return lambda: sa.event.listen(desk.engine, "before_cursor_execute", refuse)


@pytest.fixture
def secret() -> str:
    return new_secret()


@pytest.fixture
def recovery(desk: AccountDesk, secret: str, moment: time_machine.Traveller) -> tuple[str, ...]:
    """Ada switched the second factor on a while ago; her recovery codes."""
    codes = switch_second_factor_on(desk, arrived(desk), secret, _code(secret, desk), PHRASE, address=ADDRESS)
    moment.shift(timedelta(minutes=15))
    return codes


def _code(secret: str, desk: AccountDesk) -> str:
    return pyotp.TOTP(secret).at(desk.clock())


def _asked_for_code(desk: AccountDesk) -> str:
    step = tried(desk, "ada")
    assert step.needs_code
    return step.ticket


def _given(desk: AccountDesk, code: str) -> bool:
    """Sign in with a code, and return whether that led in."""
    try:
        step = give_code(desk, _asked_for_code(desk), code, address=ADDRESS)
    except SignInRefusedError:
        return False
    return who(desk, by_ticket(desk, step.ticket).id) is not None


def test_name_and_pass_phrase_let_in(desk: AccountDesk) -> None:
    account_id = made(desk)
    step = tried(desk, "ada")
    assert not step.needs_code
    assert actor_of(desk, by_ticket(desk, step.ticket)).owner == account_id
    assert deeds(desk, account_id) == [Deed.SIGNED_IN]


def test_every_spelling_of_the_name_lets_in(desk: AccountDesk) -> None:
    made(desk)
    for name in ("ada", "ADA", " ada ", "Ada\n", "\uff41\uff44\uff41", "\u0430da"):
        assert tried(desk, name).ticket


def test_the_pass_phrase_counts_to_the_letter(desk: AccountDesk) -> None:
    near = (PHRASE.upper(), f" {PHRASE}", f"{PHRASE} ", PHRASE[:-1], f"{PHRASE}\n", "", WRONG)
    for number, phrase in enumerate(near):
        made(desk, f"person{number}")
        _refused(desk, f"person{number}", phrase)


def test_an_unknown_name_and_a_wrong_pass_phrase_look_alike(desk: AccountDesk, checked: CheckedPhrases) -> None:
    account_id = made(desk)
    assert _refused(desk, "ada", WRONG) == _refused(desk, "nobody", WRONG)
    # Each is compared once, at the same cost: neither the sentence nor the time tells which it was.
    assert checked.hashes == [row_of(desk, account_id).password_hash, UNKNOWN_HASH]


def test_what_is_no_name_is_refused_like_an_unknown_one(desk: AccountDesk) -> None:
    made(desk, "adam")
    for name in ("", " ", "\x00", "\ud800", "ada\x00", "' OR 1=1 --", "<b>ada</b>", "a" * 100_000, "ada%", "a_a"):
        _refused(desk, name)


def test_a_disabled_account_is_refused_like_a_wrong_pass_phrase(desk: AccountDesk, checked: CheckedPhrases) -> None:
    account_id = made(desk)
    disable(desk, arrived(desk, "fay", Role.ADMINISTRATOR), account_id, address=ADDRESS)
    checked.hashes.clear()
    assert _refused(desk, "ada") == _refused(desk, "ada", WRONG)
    assert len(checked.hashes) == 2


def test_an_account_whose_time_is_over_is_refused(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    account_id = made(desk)
    with desk.writing() as connection:
        mine = sa.update(accounts).where(accounts.c.id == account_id)
        connection.execute(mine.values(expires_at=NOW + timedelta(hours=1)))
    moment.shift(timedelta(hours=1) - timedelta(seconds=1))
    assert tried(desk, "ada").ticket
    moment.shift(timedelta(seconds=1))
    _refused(desk, "ada")


def test_an_account_without_a_pass_phrase_lets_nobody_in(desk: AccountDesk, store_url: str) -> None:
    assert store_url
    with desk.writing() as connection:
        add_account(connection, "ada", now=NOW)
    easy = AccountDesk(desk.engine, desk.secret_key, lambda _phrase, _hash: True)
    _refused(easy, "ada", "")


def test_the_log_tells_of_a_refusal_and_not_what_was_typed(desk: AccountDesk) -> None:
    account_id = made(desk)
    _refused(desk, "ada", WRONG)
    assert deeds(desk, account_id) == [Deed.SIGN_IN_REFUSED]


def test_a_ticket_gives_one_session(desk: AccountDesk) -> None:
    made(desk)
    ticket = tried(desk, "ada").ticket
    outcomes = at_once([lambda: exchange(desk, ticket, device=DEVICE, address=ADDRESS)] * 5)
    assert sum(outcome is not None for outcome in outcomes) == 1


def test_a_ticket_holds_for_half_a_minute(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    made(desk)
    ticket = tried(desk, "ada").ticket
    moment.shift(31)
    assert exchange(desk, ticket, device=DEVICE, address=ADDRESS) is None


def test_what_is_no_ticket_gives_no_session(desk: AccountDesk) -> None:
    made(desk)
    for ticket in ("", "x", "A" * 43, "\ud800", "\x00"):
        assert exchange(desk, ticket, device=DEVICE, address=ADDRESS) is None


def test_a_ticket_is_worth_nothing_after_the_account_was_disabled(desk: AccountDesk) -> None:
    account_id = made(desk)
    administrator = arrived(desk, "fay", Role.ADMINISTRATOR)
    tickets_held = [tried(desk, "ada").ticket for _ in range(2)]
    disable(desk, administrator, account_id, address=ADDRESS)
    assert exchange(desk, tickets_held[0], device=DEVICE, address=ADDRESS) is None
    disable(desk, administrator, account_id, is_disabled=False, address=ADDRESS)
    assert exchange(desk, tickets_held[1], device=DEVICE, address=ADDRESS) is None
    assert signed_in(desk)


def test_a_ticket_is_worth_nothing_after_the_pass_phrase_was_changed(desk: AccountDesk) -> None:
    actor = arrived(desk)
    ticket = tried(desk, "ada").ticket
    change_pass_phrase(desk, actor, PHRASE, NEW_PHRASE, address=ADDRESS)
    assert exchange(desk, ticket, device=DEVICE, address=ADDRESS) is None


def test_a_ticket_is_worth_nothing_when_the_time_of_the_account_is_over(
    desk: AccountDesk, moment: time_machine.Traveller
) -> None:
    account_id = made(desk)
    ticket = tried(desk, "ada").ticket
    with desk.writing() as connection:
        mine = sa.update(accounts).where(accounts.c.id == account_id)
        connection.execute(mine.values(expires_at=NOW + timedelta(seconds=10)))
    moment.shift(10)
    assert exchange(desk, ticket, device=DEVICE, address=ADDRESS) is None


def test_the_cookie_ends_with_the_browser_unless_one_is_remembered(desk: AccountDesk) -> None:
    made(desk)
    assert begun(desk).ends_at is None
    assert begun(desk, is_remembered=True).ends_at == NOW + timedelta(days=30)


def test_on_a_full_disk_whoever_is_signed_in_still_is(
    desk: AccountDesk, full_disk: Callable[[], None], moment: time_machine.Traveller
) -> None:
    made(desk)
    session = begun(desk)
    moment.shift(timedelta(minutes=5))
    full_disk()
    assert who(desk, session.id)
    with pytest.raises(DiskFullError):
        tried(desk, "ada")


def test_whoever_signs_out_is_nobody(desk: AccountDesk) -> None:
    made(desk)
    here, there = begun(desk), begun(desk)
    actor = actor_of(desk, here)
    sign_out(desk, actor, address=ADDRESS)
    assert who(desk, here.id) is None
    assert who(desk, there.id)
    assert deeds(desk, actor.owner)[-1] is Deed.SIGNED_OUT


def test_signing_out_twice_is_harmless(desk: AccountDesk) -> None:
    actor = arrived(desk)
    sign_out(desk, actor, address=ADDRESS)
    sign_out(desk, actor, address=ADDRESS)


def test_with_a_second_factor_the_pass_phrase_alone_does_not_let_in(
    desk: AccountDesk, recovery: tuple[str, ...]
) -> None:
    assert recovery
    ticket = _asked_for_code(desk)
    assert exchange(desk, ticket, device=DEVICE, address=ADDRESS) is None


def test_the_code_of_the_app_lets_in_once(desk: AccountDesk, recovery: tuple[str, ...], secret: str) -> None:
    assert recovery
    code = _code(secret, desk)
    assert _given(desk, code)
    assert not _given(desk, code)


def test_a_code_is_used_once_even_by_two_at_the_same_moment(
    desk: AccountDesk, other_desk: AccountDesk, recovery: tuple[str, ...], secret: str
) -> None:
    assert recovery
    code = _code(secret, desk)
    held = [(one, _asked_for_code(one)) for one in (desk, other_desk) * 2]
    outcomes = at_once([partial(give_code, one, ticket, code, address=ADDRESS) for one, ticket in held])
    assert sum(not isinstance(outcome, SignInRefusedError) for outcome in outcomes) == 1


def test_the_next_code_lets_in_again(
    desk: AccountDesk, recovery: tuple[str, ...], secret: str, moment: time_machine.Traveller
) -> None:
    assert recovery
    assert _given(desk, _code(secret, desk))
    moment.shift(STEP)
    assert _given(desk, _code(secret, desk))


def test_the_code_that_switched_it_on_does_not_let_in(desk: AccountDesk, secret: str) -> None:
    code = _code(secret, desk)
    switch_second_factor_on(desk, arrived(desk), secret, code, PHRASE, address=ADDRESS)
    assert not _given(desk, code)


def test_every_recovery_code_lets_in_once(desk: AccountDesk, recovery: tuple[str, ...]) -> None:
    first, second = recovery[:2]
    assert [_given(desk, code) for code in (first, first, second, first)] == [True, False, True, False]
    [account] = [row for row in rows(desk, accounts) if row.second_factor]
    assert deeds(desk, account.id).count(Deed.RECOVERY_CODE_USED) == 2


def test_a_recovery_code_of_three_groups_that_was_given_out_before_still_lets_in(
    desk: AccountDesk, recovery: tuple[str, ...]
) -> None:
    assert recovery
    [account] = rows(desk, accounts)
    with desk.writing() as connection:
        older = {"account_id": account.id, "code_hash": hashlib.sha256(b"bcdf2345wxyz").hexdigest()}
        connection.execute(sa.insert(recovery_codes).values(older))
    assert _given(desk, "bcdf-2345-wxyz")


def test_a_recovery_code_of_somebody_else_does_not_let_in(desk: AccountDesk, recovery: tuple[str, ...]) -> None:
    bens_secret = new_secret()
    bens = switch_second_factor_on(
        desk, arrived(desk, "ben"), bens_secret, _code(bens_secret, desk), PHRASE, address=ADDRESS
    )
    assert not _given(desk, bens[0])
    assert _given(desk, recovery[0])


def test_the_tables_hold_neither_codes_nor_the_secret(
    desk: AccountDesk, recovery: tuple[str, ...], secret: str
) -> None:
    held = texts(desk, recovery_codes) + texts(desk, accounts)
    assert not any(part in held for part in (secret, *recovery, *(code.replace("-", "") for code in recovery)))


def test_a_wrong_code_does_not_use_up_the_ticket(desk: AccountDesk, recovery: tuple[str, ...], secret: str) -> None:
    assert recovery
    ticket = _asked_for_code(desk)
    _code_refused(desk, ticket, "000000x")
    assert not give_code(desk, ticket, _code(secret, desk), address=ADDRESS).needs_code
    _code_refused(desk, ticket, recovery[0])


def test_after_five_wrong_codes_even_the_right_one_is_refused(
    desk: AccountDesk, recovery: tuple[str, ...], secret: str
) -> None:
    assert recovery
    for _ in range(5):
        _code_refused(desk, _asked_for_code(desk), "wrong")
    with pytest.raises(TooManyTriesError):
        give_code(desk, _asked_for_code(desk), _code(secret, desk), address=ELSEWHERE)


def test_five_minutes_later_the_pass_phrase_has_to_be_typed_again(
    desk: AccountDesk, recovery: tuple[str, ...], secret: str, moment: time_machine.Traveller
) -> None:
    assert recovery
    ticket = _asked_for_code(desk)
    moment.shift(timedelta(minutes=5))
    _code_refused(desk, ticket, _code(secret, desk))


def test_a_ticket_for_the_session_is_none_for_a_code(desk: AccountDesk) -> None:
    made(desk)
    _code_refused(desk, tried(desk, "ada").ticket, "123456")


def test_where_the_second_factor_went_off_meanwhile_no_code_holds(
    desk: AccountDesk, recovery: tuple[str, ...], secret: str
) -> None:
    assert recovery
    ticket = _asked_for_code(desk)
    with desk.writing() as connection:
        connection.execute(sa.update(accounts).values(second_factor=""))
    _code_refused(desk, ticket, _code(secret, desk))


def test_whether_one_is_remembered_is_kept_over_the_code(
    desk: AccountDesk, recovery: tuple[str, ...], secret: str
) -> None:
    assert recovery
    step = sign_in.sign_in(desk, "ada", PHRASE, is_remembered=True, address=ADDRESS)
    session = by_ticket(desk, give_code(desk, step.ticket, _code(secret, desk), address=ADDRESS).ticket)
    assert session.ends_at == desk.clock() + timedelta(days=30)


def test_under_another_secret_key_only_recovery_codes_hold(
    desk: AccountDesk, recovery: tuple[str, ...], secret: str
) -> None:
    moved = AccountDesk(desk.engine, "another key of the host", desk.is_right)
    assert not _given(moved, _code(secret, desk))
    assert _given(moved, recovery[0])


def test_who_signs_in_is_locked_at_todays_cost(desk: AccountDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    account_id = made(desk)
    before = row_of(desk, account_id).password_hash
    signed_in(desk)
    assert row_of(desk, account_id).password_hash == before
    lock_with(monkeypatch, CHEAP + 1)
    _refused(desk, "ada", WRONG)
    assert row_of(desk, account_id).password_hash == before
    signed_in(desk)
    assert row_of(desk, account_id).password_hash.startswith("$2b$05$")
    assert signed_in(desk)


def test_a_pass_phrase_that_is_changed_during_a_sign_in_stays_changed(
    desk: AccountDesk, other_desk: AccountDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = arrived(desk)

    def changed_meanwhile(pass_phrase: str, password_hash: str) -> bool:
        change_pass_phrase(other_desk, actor, PHRASE, NEW_PHRASE, address=ADDRESS)
        return desk.is_right(pass_phrase, password_hash)

    lock_with(monkeypatch, CHEAP + 1)
    step = tried(AccountDesk(desk.engine, desk.secret_key, changed_meanwhile), "ada")
    assert exchange(desk, step.ticket, device=DEVICE, address=ADDRESS) is None
    _refused(desk, "ada", PHRASE)
    assert tried(desk, "ada", NEW_PHRASE).ticket


def test_a_refused_sign_in_leaves_no_ticket(desk: AccountDesk) -> None:
    made(desk)
    _refused(desk, "ada", WRONG)
    assert rows(desk, tickets) == []


def test_a_crowd_at_one_address_keeps_nobody_out_at_another(desk: AccountDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.accounts.pass_phrases.LONGEST_TURN", 0.01)
    made(desk)
    with ExitStack() as crowd:
        for _ in range(MOST_FROM_ONE):
            crowd.enter_context(in_turn(ADDRESS))
        with pytest.raises(BusyError):
            tried(desk, "ada")
        assert tried(desk, "ada", address=ELSEWHERE).ticket


def test_a_try_that_nobody_had_time_for_is_not_one_of_five(desk: AccountDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.accounts.pass_phrases.LONGEST_TURN", 0.01)
    made(desk)
    for _ in range(4):
        _refused(desk, "ada", WRONG)
    with ExitStack() as crowd:
        for _ in range(MOST_FROM_ONE):
            crowd.enter_context(in_turn(ADDRESS))
        for _ in range(6):
            with pytest.raises(BusyError):
                tried(desk, "ada")
    assert tried(desk, "ada").ticket
    _refused(desk, "ada", WRONG)


def test_busy_tries_still_count_for_their_address(desk: AccountDesk) -> None:
    def busy(_pass_phrase: str, _password_hash: str) -> bool:
        raise BusyError

    made(desk)
    crowded = AccountDesk(desk.engine, desk.secret_key, busy)
    for _ in range(7):
        with pytest.raises(BusyError):
            tried(crowded, "ada")
    levels = [row.level for row in rows(desk, throttle)]
    assert sorted(levels) == [0, 7, 7]
