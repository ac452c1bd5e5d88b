"""A ticket holds once, soon, and for one purpose; the database does not know it."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine

from lib.accounts import tables, tickets
from lib.accounts.desk import AccountDesk
from lib.accounts.tickets import Purpose
from tests.lib.accounts.people import at_once, made, rows, texts

SECONDS = {Purpose.SIGN_IN: 30, Purpose.SECOND_FACTOR: 300, Purpose.DOWNLOAD: 60, Purpose.RESET: 24 * 3600}


def _issued(desk: AccountDesk, purpose: Purpose = Purpose.SIGN_IN, name: str = "ada") -> str:
    account_id = made(desk, name)
    with desk.writing() as connection:
        return tickets.issue(connection, purpose, account_id, desk.clock(), {"is_remembered": True})


def _redeemed(desk: AccountDesk, ticket: str, purpose: Purpose = Purpose.SIGN_IN) -> bool:
    with desk.writing() as connection:
        return tickets.redeem(connection, purpose, ticket, desk.clock()) is not None


def test_it_brings_back_whose_it_is_and_its_details(desk: AccountDesk) -> None:
    account_id = made(desk)
    with desk.writing() as connection:
        ticket = tickets.issue(connection, Purpose.DOWNLOAD, account_id, desk.clock(), {"what": "everything"})
        used = tickets.redeem(connection, Purpose.DOWNLOAD, ticket, desk.clock())
    assert (used.account_id, used.details) == (account_id, {"what": "everything"})


def test_it_holds_once(desk: AccountDesk) -> None:
    ticket = _issued(desk)
    assert _redeemed(desk, ticket)
    assert not _redeemed(desk, ticket)


def test_to_look_at_it_does_not_use_it_up(desk: AccountDesk) -> None:
    ticket = _issued(desk)
    with desk.reading() as connection:
        assert tickets.look(connection, Purpose.SIGN_IN, ticket, desk.clock())
    assert _redeemed(desk, ticket)


def test_of_eight_at_once_one_gets_it(desk: AccountDesk, other_desk: AccountDesk) -> None:
    ticket = _issued(desk)
    outcomes = at_once([partial(_redeemed, one, ticket) for one in (desk, other_desk) * 4])
    assert sorted(map(str, outcomes)) == ["False"] * 7 + ["True"]


@pytest.mark.parametrize("other", [purpose for purpose in Purpose if purpose is not Purpose.SIGN_IN])
def test_for_another_purpose_it_is_none_and_is_not_used_up(desk: AccountDesk, other: Purpose) -> None:
    ticket = _issued(desk)
    assert not _redeemed(desk, ticket, other)
    assert _redeemed(desk, ticket)


@pytest.mark.parametrize("purpose", Purpose)
def test_it_ends_on_the_second(desk: AccountDesk, moment: time_machine.Traveller, purpose: Purpose) -> None:
    used, late = _issued(desk, purpose), _issued(desk, purpose, "ben")
    moment.shift(SECONDS[purpose] - 1)
    assert _redeemed(desk, used, purpose)
    moment.shift(1)
    assert not _redeemed(desk, late, purpose)


def test_what_never_was_one_is_none(desk: AccountDesk) -> None:
    _issued(desk)
    for forged in ("", "x", "A" * 43, "\ud800", "' OR 1=1 --", "\x00", "A" * 100_000):
        assert not _redeemed(desk, forged)


def test_the_hash_that_the_table_holds_is_no_ticket(desk: AccountDesk) -> None:
    ticket = _issued(desk)
    [row] = rows(desk, tables.tickets)
    assert ticket not in texts(desk, tables.tickets)
    assert not _redeemed(desk, row.id_hash)


def test_all_of_one_purpose_can_be_taken_back_and_no_others(desk: AccountDesk) -> None:
    account_id = made(desk)
    bens = _issued(desk, Purpose.RESET, "ben")
    with desk.writing() as connection:
        resets = [tickets.issue(connection, Purpose.RESET, account_id, desk.clock()) for _ in range(2)]
        other = tickets.issue(connection, Purpose.DOWNLOAD, account_id, desk.clock())
        tickets.withdraw(connection, Purpose.RESET, account_id)
    assert not any(_redeemed(desk, ticket, Purpose.RESET) for ticket in resets)
    assert _redeemed(desk, other, Purpose.DOWNLOAD)
    assert _redeemed(desk, bens, Purpose.RESET)


def test_those_that_are_over_are_cleared_away(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    _issued(desk)
    kept = _issued(desk, Purpose.RESET, "ben")
    moment.shift(timedelta(seconds=30))
    with desk.writing() as connection:
        assert tickets.clear_ended(connection, desk.clock()) == 1
    assert _redeemed(desk, kept, Purpose.RESET)
