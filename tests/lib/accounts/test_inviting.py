"""Codes that let people in: made by whom, listed without the code, and taken back one by one."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine

from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.facilitating import participants
from lib.accounts.inviting import add_invitation, invite, open_invitations, take_back
from lib.accounts.operating import create_workshop
from lib.accounts.own_account import own_log
from lib.accounts.permissions import PERMISSIONS
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import sign_out
from lib.accounts.sign_up import sign_up
from lib.accounts.tables import audit, invitations
from lib.domain.errors import InvalidInputError, NotFoundError, NotSignedInError
from tests.cast import NOW
from tests.lib.accounts.people import ADDRESS, PHRASE, People, at_once, deeds, present, row_of, rows, signed_in, texts


def _names(desk: AccountDesk, actor: SignedIn) -> list[str]:
    return [person.name for person in participants(desk, actor).people]


def test_only_an_administrator_invites_others_than_participants(desk: AccountDesk, people: People) -> None:
    for actor in (people.ada, people.fay, people.root):
        for role in Role:
            if role in PERMISSIONS[actor.role].invites:
                assert invite(desk, actor, role, uses=1, address=ADDRESS)
            else:
                with pytest.raises(NotFoundError):
                    invite(desk, actor, role, uses=1, address=ADDRESS)
    assert sorted(row.role for row in rows(desk, invitations)) == [
        Role.ADMINISTRATOR,
        Role.FACILITATOR,
        Role.PARTICIPANT,
        Role.PARTICIPANT,
    ]


def test_who_is_invited_by_a_facilitator_comes_into_their_workshop(desk: AccountDesk, people: People) -> None:
    code = invite(desk, people.gil, uses=1, address=ADDRESS)
    sign_up(desk, "eve", PHRASE, code=code, address=ADDRESS)
    assert _names(desk, people.gil) == ["cora", "eve"]
    assert _names(desk, people.fay) == ["ada", "ben"]


def test_an_invited_facilitator_leads_a_workshop_of_their_own(desk: AccountDesk, people: People) -> None:
    code = invite(desk, people.root, Role.FACILITATOR, uses=1, address=ADDRESS)
    sign_up(desk, "eve", PHRASE, code=code, address=ADDRESS)
    eve = signed_in(desk, "eve")
    assert (eve.role, _names(desk, eve)) == (Role.FACILITATOR, [])
    sign_up(desk, "hal", PHRASE, code=invite(desk, eve, uses=1, address=ADDRESS), address=ADDRESS)
    assert _names(desk, eve) == ["hal"]
    assert "hal" not in _names(desk, people.fay)


def test_an_invitation_is_logged_for_whoever_made_it(desk: AccountDesk, people: People) -> None:
    code = invite(desk, people.fay, uses=1, address=ADDRESS)
    assert deeds(desk, people.fay.owner)[-1] is Deed.INVITATION_MADE
    assert code not in texts(desk, audit) + texts(desk, invitations)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("uses", [None, 2])
def test_a_code_for_many_makes_participants_only(
    desk: AccountDesk, people: People, role: Role, uses: int | None
) -> None:
    with pytest.raises(NotFoundError):
        invite(desk, people.root, role, uses=uses, address=ADDRESS)


def _open(desk: AccountDesk, actor: SignedIn) -> list[tuple[str, Role, int | None, int]]:
    return [(one.note, one.role, one.uses_left, one.used) for one in open_invitations(desk, actor)]


def _id_of(desk: AccountDesk, note: str) -> str:
    [found] = [row.id for row in rows(desk, invitations) if row.note == note]
    return str(found)


def test_the_open_ones_are_listed_with_what_they_are_for_and_how_often_they_were_used(
    desk: AccountDesk, people: People, moment: time_machine.Traveller
) -> None:
    code = invite(desk, people.fay, uses=None, note=" Monday group ", address=ADDRESS)
    moment.shift(timedelta(minutes=1))
    invite(desk, people.fay, uses=1, note="Somebody late", address=ADDRESS)
    for name in ("eve", "hal"):
        sign_up(desk, name, PHRASE, code=code, address=ADDRESS)
    assert _open(desk, people.fay) == [
        ("Somebody late", Role.PARTICIPANT, 1, 0),
        ("Monday group", Role.PARTICIPANT, None, 2),
    ]
    newest = open_invitations(desk, people.fay)[0]
    assert newest.expires_at == NOW + timedelta(minutes=1, days=90)
    assert code not in repr(open_invitations(desk, people.fay))


def test_what_lets_nobody_in_any_more_is_not_listed(
    desk: AccountDesk, people: People, moment: time_machine.Traveller
) -> None:
    once = invite(desk, people.fay, uses=1, address=ADDRESS)
    sign_up(desk, "eve", PHRASE, code=once, address=ADDRESS)
    invite(desk, people.fay, uses=None, address=ADDRESS)
    assert len(_open(desk, people.fay)) == 1
    moment.shift(timedelta(days=90))
    fay = signed_in(desk, "fay")
    assert _open(desk, fay) == []


def test_a_facilitator_sees_those_into_the_workshop_and_an_administrator_all(desk: AccountDesk, people: People) -> None:
    create_workshop(desk, "Spring")
    for actor, note in ((people.fay, "fay's"), (people.gil, "gil's"), (people.root, "root's")):
        invite(desk, actor, uses=None, note=note, address=ADDRESS)
    helper = signed_in(desk, "helper")
    lone = present(desk, "lone", Role.FACILITATOR)
    seen = {name: {one[0] for one in _open(desk, actor)} for name, actor in (("fay", people.fay), ("helper", helper))}
    assert seen == {"fay": {"fay's"}, "helper": {"fay's"}}
    assert {one[0] for one in _open(desk, people.root)} == {"", "fay's", "gil's", "root's"}
    assert _open(desk, lone) == []


def test_a_facilitator_takes_back_no_code_that_makes_facilitators(desk: AccountDesk, people: People) -> None:
    with desk.writing() as connection:
        into = row_of(desk, people.fay.owner).workshop_id
        code = {"role": Role.FACILITATOR, "workshop_id": into, "uses": 1, "note": "of the operator"}
        add_invitation(connection, "code", **code, made_by="operator", now=NOW)
    with pytest.raises(NotFoundError):
        take_back(desk, people.fay, _id_of(desk, "of the operator"), address=ADDRESS)
    take_back(desk, people.root, _id_of(desk, "of the operator"), address=ADDRESS)
    assert rows(desk, invitations) == []


def test_a_code_that_was_taken_back_lets_nobody_in_and_the_others_stay(desk: AccountDesk, people: People) -> None:
    first, second = (invite(desk, people.fay, uses=None, note=note, address=ADDRESS) for note in ("one", "two"))
    sign_up(desk, "eve", PHRASE, code=first, address=ADDRESS)
    take_back(desk, people.fay, _id_of(desk, "one"), address=ADDRESS)
    with pytest.raises(InvalidInputError, match="code is not known"):
        sign_up(desk, "hal", PHRASE, code=first, address=ADDRESS)
    assert sign_up(desk, "hal", PHRASE, code=second, address=ADDRESS)
    assert "eve" in _names(desk, people.fay)
    assert deeds(desk, people.fay.owner)[-1] is Deed.INVITATION_TAKEN_BACK


def test_whoever_made_a_code_reads_that_another_took_it_back(desk: AccountDesk, people: People) -> None:
    invite(desk, people.fay, uses=None, note="fay's", address=ADDRESS)
    take_back(desk, people.root, _id_of(desk, "fay's"), address=ADDRESS)
    newest = own_log(desk, people.fay)[0]
    assert (newest.deed, newest.by_other) == (Deed.INVITATION_TAKEN_BACK, True)


def test_what_is_not_ones_own_to_take_back_is_not_found(desk: AccountDesk, people: People) -> None:
    invite(desk, people.fay, uses=None, note="fay's", address=ADDRESS)
    theirs = _id_of(desk, "fay's")
    for actor, invitation_id in ((people.gil, theirs), (people.ada, theirs), (people.fay, "0123456789abcdef")):
        with pytest.raises(NotFoundError):
            take_back(desk, actor, invitation_id, address=ADDRESS)
    with pytest.raises(NotFoundError):
        open_invitations(desk, people.ada)
    assert len(rows(desk, invitations)) == 1


def test_of_two_who_take_one_back_at_the_same_moment_one_does(
    desk: AccountDesk, other_desk: AccountDesk, people: People
) -> None:
    invite(desk, people.fay, uses=None, note="fay's", address=ADDRESS)
    one = _id_of(desk, "fay's")
    outcomes = at_once([partial(take_back, each, people.fay, one, address=ADDRESS) for each in (desk, other_desk)])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "NotFoundError"]


@pytest.mark.parametrize("note", ["x" * 101, "two\nlines", "\x00", "\ud800", "\u202e"])
def test_what_it_is_for_stands_on_one_line(desk: AccountDesk, people: People, note: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        invite(desk, people.fay, uses=None, note=note, address=ADDRESS)
    assert refusal.value.field == "note"
    assert rows(desk, invitations) == []


def test_who_has_signed_out_lists_and_takes_back_nothing(desk: AccountDesk, people: People) -> None:
    invite(desk, people.fay, uses=None, note="fay's", address=ADDRESS)
    sign_out(desk, people.fay, address=ADDRESS)
    with pytest.raises(NotSignedInError):
        open_invitations(desk, people.fay)
    with pytest.raises(NotSignedInError):
        take_back(desk, people.fay, _id_of(desk, "fay's"), address=ADDRESS)
