"""The log says who did what, when and from where, and never what anybody wrote."""

import re
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts import audit
from lib.accounts.audit import Deed, Entry
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.facilitating import make_reset_link
from lib.accounts.inviting import invite
from lib.accounts.own_account import change_pass_phrase, delete_account, switch_second_factor_on
from lib.accounts.reset_links import use_reset_link
from lib.accounts.second_factor import new_secret
from lib.accounts.tables import audit as audit_table
from lib.domain.errors import SignInRefusedError
from lib.store.store import Store
from tests.cast import NOW, a_contact, a_goal
from tests.lib.accounts.people import ADDRESS, NEW_PHRASE, PHRASE, arrived, made, rows, signed_in, texts, tried


def _note(
    desk: AccountDesk, deed: Deed, account_id: str | None, address: str = ADDRESS, actor_id: str | None = None
) -> None:
    with desk.writing() as connection:
        audit.note(connection, deed, account_id, now=desk.clock(), address=address, actor_id=actor_id)


def _entries(desk: AccountDesk, account_id: str, most: int = 100) -> list[Entry]:
    with desk.reading() as connection:
        return audit.entries(connection, account_id, most)


def test_a_line_says_what_when_from_where_and_by_whom(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    _note(desk, Deed.SIGNED_IN, "ada")
    moment.shift(timedelta(minutes=1))
    _note(desk, Deed.DISABLED, "ada", "198.51.100.9", actor_id="fay")
    assert _entries(desk, "ada") == [
        Entry(NOW + timedelta(minutes=1), Deed.DISABLED, "198.51.100.9", by_other=True),
        Entry(NOW, Deed.SIGNED_IN, ADDRESS, by_other=False),
    ]


def test_nobody_elses_lines_are_shown(desk: AccountDesk) -> None:
    _note(desk, Deed.SIGNED_IN, "ada")
    _note(desk, Deed.SIGN_IN_REFUSED, None)
    _note(desk, Deed.DISABLED, "ben", actor_id="ada")
    assert [entry.deed for entry in _entries(desk, "ada")] == [Deed.SIGNED_IN]


def test_the_newest_are_shown_where_there_are_many(desk: AccountDesk) -> None:
    for deed in (Deed.SIGNED_UP, Deed.SIGNED_IN, Deed.SIGNED_OUT):
        _note(desk, deed, "ada")
    assert [entry.deed for entry in _entries(desk, "ada", 2)] == [Deed.SIGNED_OUT, Deed.SIGNED_IN]


def test_a_forged_address_is_cut(desk: AccountDesk) -> None:
    _note(desk, Deed.SIGNED_IN, "ada", "x" * 10_000)
    assert _entries(desk, "ada")[0].address == "x" * 50


@pytest.mark.parametrize("deed", Deed)
def test_every_deed_fits_its_column_and_reads_as_words(deed: Deed) -> None:
    kind = audit_table.c.deed.type
    assert isinstance(kind, sa.String)
    assert len(deed) <= (kind.length or 0)
    assert re.fullmatch(r"[A-Z][a-z -]+", deed)


def test_old_lines_are_forgotten_for_good(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    _note(desk, Deed.SIGNED_IN, "ada")
    moment.shift(timedelta(days=1))
    _note(desk, Deed.SIGNED_OUT, "ada")
    with desk.writing() as connection:
        assert audit.forget_before(connection, NOW) == 0
        assert audit.forget_before(connection, NOW + timedelta(days=1)) == 1
    assert [entry.deed for entry in _entries(desk, "ada")] == [Deed.SIGNED_OUT]


def test_what_is_undone_leaves_no_line(desk: AccountDesk) -> None:
    with desk.engine.connect() as connection:
        audit.note(connection, Deed.SIGNED_UP, "ada", now=NOW, address=ADDRESS)
        connection.rollback()
    assert rows(desk, audit_table) == []


def test_neither_names_nor_secrets_nor_notes_stand_in_the_log(
    desk: AccountDesk, store: Store, moment: time_machine.Traveller
) -> None:
    fay = arrived(desk, "fay.person", Role.ADMINISTRATOR)
    ada_id = made(desk, "ada.person")
    ada = signed_in(desk, "ada.person")
    a_contact(store.workspace(ada), "Amara Obi")
    a_goal(store.workspace(ada), "data work in hospitals")
    for name in ("ada.person", "somebody@example.org"):
        with pytest.raises(SignInRefusedError):
            tried(desk, name, "a wrong phrase")
    secret = new_secret()
    codes = switch_second_factor_on(desk, ada, secret, pyotp.TOTP(secret).at(desk.clock()), PHRASE, address=ADDRESS)
    invitation = invite(desk, fay, uses=1, address=ADDRESS)
    token = make_reset_link(desk, fay, ada_id, address=ADDRESS)
    use_reset_link(desk, token, NEW_PHRASE, address=ADDRESS)
    moment.shift(timedelta(minutes=1))
    change_pass_phrase(desk, fay, PHRASE, NEW_PHRASE, address=ADDRESS)
    held = texts(desk, audit_table)
    told = ("person", "somebody", "phrase to", "a wrong", PHRASE, NEW_PHRASE, secret, *codes, invitation, token)
    assert not [secret for secret in (*told, "Amara", "hospitals") if secret in held]


def test_the_log_outlives_the_account_without_its_name(desk: AccountDesk) -> None:
    ada = arrived(desk)
    delete_account(desk, ada, PHRASE, address=ADDRESS)
    assert [entry.deed for entry in _entries(desk, ada.owner)] == [Deed.DELETED, Deed.SIGNED_IN]
