"""Links for a new pass phrase: each sets one, once, within a day, and opens nothing else."""

from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk
from lib.accounts.facilitating import disable, make_reset_link
from lib.accounts.own_account import own_log, switch_second_factor_on
from lib.accounts.reset_links import LINK_UNKNOWN, is_open
from lib.accounts.second_factor import new_secret
from lib.accounts.sign_in import who
from lib.accounts.tables import accounts, tickets
from lib.domain.errors import InvalidInputError, NotSignedInError, SignInRefusedError
from tests.lib.accounts.people import (
    ADDRESS,
    NEW_PHRASE,
    PHRASE,
    People,
    at_once,
    begun,
    by_link,
    deeds,
    link_refused,
    row_of,
    texts,
    tried,
)


def test_a_link_sets_a_new_pass_phrase_once(desk: AccountDesk, people: People) -> None:
    token = make_reset_link(desk, people.fay, people.ben, address=ADDRESS)
    assert token not in texts(desk, tickets)
    assert by_link(desk, token) == "ben"
    assert tried(desk, "ben", NEW_PHRASE).ticket
    with pytest.raises(SignInRefusedError):
        tried(desk, "ben", PHRASE)
    link_refused(desk, token)
    assert deeds(desk, people.ben)[:2] == [Deed.RESET_LINK_MADE, Deed.RESET_LINK_USED]


def test_of_two_who_use_a_link_at_the_same_moment_one_sets_the_pass_phrase(
    desk: AccountDesk, other_desk: AccountDesk, people: People
) -> None:
    token = make_reset_link(desk, people.fay, people.ben, address=ADDRESS)
    outcomes = at_once([lambda: by_link(desk, token), lambda: by_link(other_desk, token, PHRASE)])
    assert sorted(map(str, outcomes)) == sorted(["ben", LINK_UNKNOWN])
    assert row_of(desk, people.ben).generation == 2


def test_a_link_holds_for_a_day(desk: AccountDesk, people: People, moment: time_machine.Traveller) -> None:
    late = make_reset_link(desk, people.root, people.cora, address=ADDRESS)
    moment.shift(timedelta(seconds=1))
    used = make_reset_link(desk, people.fay, people.ben, address=ADDRESS)
    moment.shift(timedelta(hours=24) - timedelta(seconds=1))
    link_refused(desk, late)
    assert by_link(desk, used) == "ben"


def test_a_new_link_ends_the_old_one(desk: AccountDesk, people: People) -> None:
    old, new = (make_reset_link(desk, people.fay, people.ben, address=ADDRESS) for _ in range(2))
    link_refused(desk, old)
    assert by_link(desk, new) == "ben"


def test_a_link_is_not_used_up_by_a_pass_phrase_that_will_not_do(desk: AccountDesk, people: People) -> None:
    token = make_reset_link(desk, people.fay, people.ben, address=ADDRESS)
    for phrase in ("short", "password1234", "x" * 65):
        with pytest.raises(InvalidInputError) as refusal:
            by_link(desk, token, phrase)
        assert refusal.value.field == "pass_phrase"
    assert by_link(desk, token) == "ben"


def test_a_new_pass_phrase_by_link_ends_every_session(desk: AccountDesk, people: People) -> None:
    session = begun(desk)
    by_link(desk, make_reset_link(desk, people.fay, people.ada.owner, address=ADDRESS))
    assert who(desk, session.id) is None
    with pytest.raises(NotSignedInError):
        own_log(desk, people.ada)


def test_to_make_a_link_changes_nothing_yet(desk: AccountDesk, people: People) -> None:
    make_reset_link(desk, people.fay, people.ada.owner, address=ADDRESS)
    assert own_log(desk, people.ada)
    assert tried(desk, "ada").ticket


def test_what_never_was_a_link_is_told_so(desk: AccountDesk) -> None:
    for token in ("", "x", "A" * 43, "\ud800", "\x00"):
        link_refused(desk, token)


def test_a_link_opens_no_account_that_has_a_second_factor(desk: AccountDesk, people: People) -> None:
    secret = new_secret()
    switch_second_factor_on(desk, people.ada, secret, pyotp.TOTP(secret).at(desk.clock()), PHRASE, address=ADDRESS)
    by_link(desk, make_reset_link(desk, people.fay, people.ada.owner, address=ADDRESS))
    assert tried(desk, "ada", NEW_PHRASE).needs_code


def test_a_link_lets_nobody_in_who_is_kept_out(desk: AccountDesk, people: People) -> None:
    token = make_reset_link(desk, people.fay, people.ben, address=ADDRESS)
    disable(desk, people.fay, people.ben, address=ADDRESS)
    by_link(desk, token)
    with pytest.raises(SignInRefusedError):
        tried(desk, "ben", NEW_PHRASE)


def test_a_link_of_a_deleted_account_is_told_so(desk: AccountDesk, people: People) -> None:
    token = make_reset_link(desk, people.fay, people.ben, address=ADDRESS)
    with desk.writing() as connection:
        connection.execute(sa.delete(accounts).where(accounts.c.id == people.ben))
    link_refused(desk, token)


def test_whether_a_link_holds_is_told_without_using_it(
    desk: AccountDesk, people: People, moment: time_machine.Traveller
) -> None:
    token = make_reset_link(desk, people.fay, people.ben, address=ADDRESS)
    assert [is_open(desk, one) for one in (token, "", "x", "\ud800", "\x00")] == [True, False, False, False, False]
    assert is_open(desk, token)
    moment.shift(timedelta(hours=24))
    assert not is_open(desk, token)
