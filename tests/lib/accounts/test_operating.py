"""Who runs the server makes administrators and workshops, and what has had its time is cleared away for good."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts import tables
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.inviting import add_invitation
from lib.accounts.operating import (
    Cleared,
    clear_what_is_over,
    create_administrator,
    create_workshop,
    reset_link,
    second_factor_off,
)
from lib.accounts.own_account import own_log, switch_second_factor_on
from lib.accounts.reset_links import use_reset_link
from lib.accounts.sandbox import open_sandbox
from lib.accounts.second_factor import new_secret
from lib.accounts.sign_up import NAME_TAKEN, sign_up
from lib.domain.errors import InvalidInputError, NotFoundError, SignInRefusedError
from tests.cast import NOW
from tests.lib.accounts.people import ADDRESS, NEW_PHRASE, PHRASE, arrived, deeds, made, rows, signed_in, tried


def test_an_administrator_sets_their_pass_phrase_by_the_link(desk: AccountDesk) -> None:
    token = create_administrator(desk, " root ")
    with pytest.raises(SignInRefusedError):
        tried(desk, "root", "")
    assert use_reset_link(desk, token, PHRASE, address=ADDRESS) == "root"
    root = signed_in(desk, "root")
    assert root.role == Role.ADMINISTRATOR
    assert [(entry.deed, entry.by_other, entry.address) for entry in own_log(desk, root)][-1] == (
        Deed.SIGNED_UP,
        True,
        "command line",
    )


@pytest.mark.parametrize("name", ["", "<b>root</b>", "ada\x00"])
def test_an_administrators_name_is_a_name(desk: AccountDesk, name: str) -> None:
    with pytest.raises(InvalidInputError):
        create_administrator(desk, name)
    assert rows(desk, tables.accounts) == []


def test_an_administrator_can_not_have_the_name_of_another(desk: AccountDesk) -> None:
    made(desk, "root")
    with pytest.raises(InvalidInputError) as refusal:
        create_administrator(desk, "ROOT")
    assert str(refusal.value) == NAME_TAKEN


def test_a_workshop_has_a_code_for_its_facilitator(desk: AccountDesk) -> None:
    sign_up(desk, "fay", PHRASE, code=create_workshop(desk, " Finding work "), address=ADDRESS)
    assert signed_in(desk, "fay").role == Role.FACILITATOR
    assert [row.name for row in rows(desk, tables.workshops)] == ["Finding work"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "Finding\nwork", "\x00", "\ud800"])
def test_a_workshops_name_fits_on_a_line(desk: AccountDesk, name: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        create_workshop(desk, name)
    assert refusal.value.field == "name"
    assert rows(desk, tables.workshops) == []


@pytest.mark.parametrize("name", ["ada", "ADA", " ada "])
def test_a_link_is_made_for_a_name_in_any_spelling(desk: AccountDesk, name: str) -> None:
    account_id = made(desk)
    old, new = reset_link(desk, name), reset_link(desk, name)
    with pytest.raises(InvalidInputError):
        use_reset_link(desk, old, NEW_PHRASE, address=ADDRESS)
    assert use_reset_link(desk, new, NEW_PHRASE, address=ADDRESS) == "ada"
    assert deeds(desk, account_id) == [Deed.RESET_LINK_MADE, Deed.RESET_LINK_MADE, Deed.RESET_LINK_USED]


@pytest.mark.parametrize("name", ["nobody", "", "\x00", "' OR 1=1 --"])
def test_no_link_is_made_for_a_name_that_nobody_has(
    desk: AccountDesk, name: str, configure: Callable[..., None]
) -> None:
    configure(demo="beside")
    open_sandbox(desk, address=ADDRESS)
    with pytest.raises(NotFoundError):
        reset_link(desk, name)


def test_a_second_factor_that_was_lost_is_switched_off(desk: AccountDesk) -> None:
    ada = arrived(desk)
    secret = new_secret()
    switch_second_factor_on(desk, ada, secret, pyotp.TOTP(secret).at(desk.clock()), PHRASE, address=ADDRESS)
    assert tried(desk, "ada").needs_code
    second_factor_off(desk, " ADA ")
    assert not tried(desk, "ada").needs_code
    assert rows(desk, tables.recovery_codes) == []
    newest = own_log(desk, ada)[0]
    assert (newest.deed, newest.by_other, newest.address) == (Deed.SECOND_FACTOR_OFF, True, "command line")


@pytest.mark.parametrize("name", ["ada", "nobody", ""])
def test_where_no_second_factor_is_on_none_is_switched_off(desk: AccountDesk, name: str) -> None:
    ada = arrived(desk)
    with pytest.raises(NotFoundError):
        second_factor_off(desk, name)
    assert deeds(desk, ada.owner) == [Deed.SIGNED_IN]


def test_what_has_had_its_time_is_cleared_away_and_nothing_else(
    desk: AccountDesk, moment: time_machine.Traveller, configure: Callable[..., None]
) -> None:
    configure(demo="beside", demo_hours=1, audit_days=30)
    open_sandbox(desk, address=ADDRESS)
    ada = arrived(desk)
    moment.shift(timedelta(days=1))
    tried(desk, "ada")
    assert clear_what_is_over(desk) == Cleared(sandboxes=1, sessions=1, tickets=0, audit_lines=0)
    moment.shift(timedelta(seconds=31))
    assert clear_what_is_over(desk) == Cleared(sandboxes=0, sessions=0, tickets=1, audit_lines=0)
    moment.shift(timedelta(days=29) - timedelta(seconds=31))
    assert clear_what_is_over(desk) == Cleared(sandboxes=0, sessions=0, tickets=0, audit_lines=0)
    moment.shift(timedelta(seconds=1))
    signed_in(desk)
    assert clear_what_is_over(desk).audit_lines == 2
    assert deeds(desk, ada.owner) == [Deed.SIGNED_IN]


def test_empty_buckets_are_cleared_away_after_a_day_and_fuller_ones_stay(
    desk: AccountDesk, moment: time_machine.Traveller
) -> None:
    made(desk)
    for _ in range(5):
        with pytest.raises(SignInRefusedError):
            tried(desk, "ada", "wrong")
    moment.shift(timedelta(days=1))
    clear_what_is_over(desk)
    assert len(rows(desk, tables.throttle)) == 3
    moment.shift(timedelta(seconds=1))
    clear_what_is_over(desk)
    assert rows(desk, tables.throttle) == []
    assert tried(desk, "ada").ticket


def test_clearing_leaves_accounts_workshops_and_open_invitations(
    desk: AccountDesk, moment: time_machine.Traveller
) -> None:
    made(desk)
    create_workshop(desk, "Finding work")
    moment.shift(timedelta(days=60))
    clear_what_is_over(desk)
    assert [len(rows(desk, table)) for table in (tables.accounts, tables.workshops, tables.invitations)] == [1, 1, 1]


def test_invitations_that_let_nobody_in_any_more_are_cleared_away(
    desk: AccountDesk, moment: time_machine.Traveller
) -> None:
    used = create_workshop(desk, "Finding work")
    sign_up(desk, "fay", PHRASE, code=used, address=ADDRESS)
    with desk.writing() as connection:
        for code, uses in (("for one", 1), ("for all", None)):
            add_invitation(
                connection,
                code,
                role=Role.PARTICIPANT,
                workshop_id=None,
                uses=uses,
                made_by="operator",
                now=desk.clock(),
            )
    clear_what_is_over(desk)
    assert sorted(str(row.uses_left) for row in rows(desk, tables.invitations)) == ["1", "None"]
    moment.shift(timedelta(days=90) - timedelta(seconds=1))
    clear_what_is_over(desk)
    assert len(rows(desk, tables.invitations)) == 2
    moment.shift(timedelta(seconds=1))
    clear_what_is_over(desk)
    assert rows(desk, tables.invitations) == []


def test_clearing_an_empty_database_is_harmless(desk: AccountDesk) -> None:
    assert clear_what_is_over(desk) == Cleared(0, 0, 0, 0)
    with desk.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(tables.audit)).scalar_one() == 0
    assert desk.clock() == NOW
