"""A facilitator helps the participants of their own workshop in, an administrator everybody; neither anybody else."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.facilitating import (
    LINK_UNKNOWN,
    MAY_INVITE,
    Participant,
    change_role,
    disable,
    invite,
    make_reset_link,
    participants,
    use_reset_link,
)
from lib.accounts.own_account import delete_account, own_log, switch_second_factor_on
from lib.accounts.sandbox import open_sandbox
from lib.accounts.second_factor import new_secret
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import sign_out, who
from lib.accounts.sign_up import sign_up
from lib.accounts.tables import accounts, audit, invitations, tickets, workshops
from lib.domain.errors import InvalidInputError, NotFoundError, NotSignedInError, SignInRefusedError
from tests.cast import NOW
from tests.lib.accounts.people import (
    ADDRESS,
    NEW_PHRASE,
    PHRASE,
    a_workshop,
    actor_of,
    arrived,
    at_once,
    begun,
    by_ticket,
    deeds,
    made,
    present,
    row_of,
    rows,
    signed_in,
    texts,
    tried,
)

Configure = Callable[..., None]
Act = Callable[[AccountDesk, SignedIn, str], object]
ACTS: dict[str, Act] = {
    "reset": lambda desk, actor, of: make_reset_link(desk, actor, of, address=ADDRESS),
    "disable": lambda desk, actor, of: disable(desk, actor, of, address=ADDRESS),
    "enable": lambda desk, actor, of: disable(desk, actor, of, is_disabled=False, address=ADDRESS),
    "role": lambda desk, actor, of: change_role(desk, actor, of, Role.FACILITATOR, address=ADDRESS),
}
every_act = pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())


@dataclass(frozen=True)
class People:
    """Ada and Ben are in Fay's workshop, Cora in Gil's; Dan is in none, Root looks after all."""

    fay: SignedIn
    gil: SignedIn
    root: SignedIn
    ada: SignedIn
    ben: str
    cora: str
    dan: str
    helper: str
    """Another facilitator of Fay's workshop."""


@pytest.fixture
def people(desk: AccountDesk) -> People:
    """Two workshops with their people, and an administrator."""
    first, second = a_workshop(desk), a_workshop(desk)
    return People(
        fay=present(desk, "fay", Role.FACILITATOR, first),
        gil=present(desk, "gil", Role.FACILITATOR, second),
        root=present(desk, "root", Role.ADMINISTRATOR),
        ada=arrived(desk, "ada", workshop_id=first),
        ben=made(desk, "ben", workshop_id=first),
        cora=made(desk, "cora", workshop_id=second),
        dan=made(desk, "dan"),
        helper=made(desk, "helper", Role.FACILITATOR, first),
    )


def _names(desk: AccountDesk, actor: SignedIn) -> list[str]:
    return [person.name for person in participants(desk, actor)]


def _used(desk: AccountDesk, token: str, pass_phrase: str = NEW_PHRASE) -> str:
    return use_reset_link(desk, token, pass_phrase, address=ADDRESS)


def _link_refused(desk: AccountDesk, token: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        _used(desk, token)
    assert (refusal.value.field, str(refusal.value)) == ("token", LINK_UNKNOWN)


def test_a_facilitator_sees_the_participants_of_their_workshop(desk: AccountDesk, people: People) -> None:
    assert _names(desk, people.fay) == ["ada", "ben"]
    assert _names(desk, people.gil) == ["cora"]


def test_an_administrator_sees_everybody_but_themselves_and_visitors(
    desk: AccountDesk, people: People, configure: Configure
) -> None:
    configure(demo="beside")
    open_sandbox(desk, address=ADDRESS)
    assert _names(desk, people.root) == ["ada", "ben", "cora", "dan", "fay", "gil", "helper"]


def test_a_person_is_shown_without_address_and_secrets(desk: AccountDesk, people: People) -> None:
    assert participants(desk, people.gil) == [
        Participant(people.cora, "cora", Role.PARTICIPANT, is_disabled=False, created_at=NOW)
    ]
    assert {field.name for field in fields(Participant)} == {"id", "name", "role", "is_disabled", "created_at"}


def test_a_participant_looks_after_nobody(desk: AccountDesk, people: People) -> None:
    with pytest.raises(NotFoundError):
        participants(desk, people.ada)


def test_a_facilitator_without_a_workshop_sees_nobody(desk: AccountDesk, people: People) -> None:
    lone = present(desk, "lone", Role.FACILITATOR)
    assert row_of(desk, people.dan).workshop_id is None
    assert _names(desk, lone) == []
    with pytest.raises(NotFoundError):
        make_reset_link(desk, lone, people.dan, address=ADDRESS)


@every_act
def test_who_is_not_ones_participant_is_not_found(desk: AccountDesk, people: People, act: Act) -> None:
    before = rows(desk, accounts)
    others = [people.cora, people.dan, people.helper, people.gil.owner, people.root.owner, people.fay.owner]
    for account_id in (*others, "0123456789abcdef"):
        with pytest.raises(NotFoundError, match="person"):
            act(desk, people.fay, account_id)
    assert rows(desk, accounts) == before
    assert rows(desk, tickets) == []


@every_act
def test_a_participant_acts_on_nobody(desk: AccountDesk, people: People, act: Act) -> None:
    for account_id in (people.ben, people.ada.owner, people.fay.owner):
        with pytest.raises(NotFoundError):
            act(desk, people.ada, account_id)


@every_act
def test_nobody_acts_on_a_visitor(desk: AccountDesk, people: People, configure: Configure, act: Act) -> None:
    configure(demo="beside")
    visitor = actor_of(desk, by_ticket(desk, open_sandbox(desk, address=ADDRESS)))
    with pytest.raises(NotFoundError):
        act(desk, people.root, visitor.owner)
    with pytest.raises(NotFoundError):
        act(desk, visitor, people.ben)


@every_act
def test_an_administrator_acts_on_everybody_but_themselves(desk: AccountDesk, people: People, act: Act) -> None:
    for account_id in (people.ben, people.cora, people.dan, people.helper, people.gil.owner):
        act(desk, people.root, account_id)
        assert deeds(desk, account_id)
    with pytest.raises(NotFoundError):
        act(desk, people.root, people.root.owner)


@every_act
def test_who_has_signed_out_acts_on_nobody(desk: AccountDesk, people: People, act: Act) -> None:
    sign_out(desk, people.fay, address=ADDRESS)
    with pytest.raises(NotSignedInError):
        act(desk, people.fay, people.ben)
    with pytest.raises(NotSignedInError):
        invite(desk, people.fay, uses=1, address=ADDRESS)
    with pytest.raises(NotSignedInError):
        participants(desk, people.fay)


def test_a_facilitator_changes_no_roles_not_even_of_their_own(desk: AccountDesk, people: People) -> None:
    for role in Role:
        with pytest.raises(NotFoundError):
            change_role(desk, people.fay, people.ben, role, address=ADDRESS)
    assert row_of(desk, people.ben).role == Role.PARTICIPANT


def test_nobody_is_made_a_visitor(desk: AccountDesk, people: People) -> None:
    with pytest.raises(NotFoundError):
        change_role(desk, people.root, people.ben, Role.VISITOR, address=ADDRESS)


def test_a_new_role_holds_at_the_next_sign_in(desk: AccountDesk, people: People) -> None:
    change_role(desk, people.root, people.ada.owner, Role.ADMINISTRATOR, address=ADDRESS)
    with pytest.raises(NotSignedInError):
        own_log(desk, people.ada)
    assert signed_in(desk).role == Role.ADMINISTRATOR
    assert row_of(desk, people.ada.owner).workshop_id == row_of(desk, people.fay.owner).workshop_id


def test_who_becomes_a_facilitator_keeps_their_workshop_or_gets_one(desk: AccountDesk, people: People) -> None:
    change_role(desk, people.root, people.ben, Role.FACILITATOR, address=ADDRESS)
    assert row_of(desk, people.ben).workshop_id == row_of(desk, people.fay.owner).workshop_id
    change_role(desk, people.root, people.dan, Role.FACILITATOR, address=ADDRESS)
    assert row_of(desk, people.dan).workshop_id not in {None, *(row.workshop_id for row in rows(desk, invitations))}
    assert len(rows(desk, workshops)) == 3
    assert _names(desk, signed_in(desk, "dan")) == []


def test_only_an_administrator_invites_others_than_participants(desk: AccountDesk, people: People) -> None:
    for actor in (people.ada, people.fay, people.root):
        for role in Role:
            if role in MAY_INVITE.get(actor.role, ()):
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


def test_who_is_kept_out_is_out_at_once_and_can_come_in_again(desk: AccountDesk, people: People) -> None:
    session = begun(desk)
    disable(desk, people.fay, people.ada.owner, address=ADDRESS)
    assert who(desk, session.id) is None
    with pytest.raises(NotSignedInError):
        own_log(desk, people.ada)
    with pytest.raises(SignInRefusedError):
        tried(desk, "ada")
    assert [person.is_disabled for person in participants(desk, people.fay)] == [True, False]
    disable(desk, people.fay, people.ada.owner, is_disabled=False, address=ADDRESS)
    assert who(desk, session.id) is None  # the old session stays ended
    assert signed_in(desk)


def test_what_was_done_to_one_stands_in_ones_log_as_done_by_another(desk: AccountDesk, people: People) -> None:
    for act in (ACTS["reset"], ACTS["disable"], ACTS["enable"]):
        act(desk, people.fay, people.ada.owner)
    change_role(desk, people.root, people.ada.owner, Role.PARTICIPANT, address=ADDRESS)
    log = own_log(desk, signed_in(desk))
    assert [(entry.deed, entry.by_other) for entry in reversed(log)] == [
        (Deed.SIGNED_IN, False),
        (Deed.RESET_LINK_MADE, True),
        (Deed.DISABLED, True),
        (Deed.ENABLED, True),
        (Deed.ROLE_CHANGED, True),
        (Deed.SIGNED_IN, False),
    ]
    assert {row.actor_id for row in rows(desk, audit) if row.deed == Deed.DISABLED} == {people.fay.owner}


def test_a_link_sets_a_new_pass_phrase_once(desk: AccountDesk, people: People) -> None:
    token = make_reset_link(desk, people.fay, people.ben, address=ADDRESS)
    assert token not in texts(desk, tickets)
    assert _used(desk, token) == "ben"
    assert tried(desk, "ben", NEW_PHRASE).ticket
    with pytest.raises(SignInRefusedError):
        tried(desk, "ben", PHRASE)
    _link_refused(desk, token)
    assert deeds(desk, people.ben)[:2] == [Deed.RESET_LINK_MADE, Deed.RESET_LINK_USED]


def test_of_two_who_use_a_link_at_the_same_moment_one_sets_the_pass_phrase(
    desk: AccountDesk, other_desk: AccountDesk, people: People
) -> None:
    token = make_reset_link(desk, people.fay, people.ben, address=ADDRESS)
    outcomes = at_once([lambda: _used(desk, token), lambda: _used(other_desk, token, PHRASE)])
    assert sorted(map(str, outcomes)) == sorted(["ben", LINK_UNKNOWN])
    assert row_of(desk, people.ben).generation == 2


def test_a_link_holds_for_a_day(desk: AccountDesk, people: People, moment: time_machine.Traveller) -> None:
    late = make_reset_link(desk, people.root, people.cora, address=ADDRESS)
    moment.shift(timedelta(seconds=1))
    used = make_reset_link(desk, people.fay, people.ben, address=ADDRESS)
    moment.shift(timedelta(hours=24) - timedelta(seconds=1))
    _link_refused(desk, late)
    assert _used(desk, used) == "ben"


def test_a_new_link_ends_the_old_one(desk: AccountDesk, people: People) -> None:
    old, new = (make_reset_link(desk, people.fay, people.ben, address=ADDRESS) for _ in range(2))
    _link_refused(desk, old)
    assert _used(desk, new) == "ben"


def test_a_link_is_not_used_up_by_a_pass_phrase_that_will_not_do(desk: AccountDesk, people: People) -> None:
    token = make_reset_link(desk, people.fay, people.ben, address=ADDRESS)
    for phrase in ("short", "password1234", "x" * 65):
        with pytest.raises(InvalidInputError) as refusal:
            _used(desk, token, phrase)
        assert refusal.value.field == "pass_phrase"
    assert _used(desk, token) == "ben"


def test_a_new_pass_phrase_by_link_ends_every_session(desk: AccountDesk, people: People) -> None:
    session = begun(desk)
    _used(desk, make_reset_link(desk, people.fay, people.ada.owner, address=ADDRESS))
    assert who(desk, session.id) is None
    with pytest.raises(NotSignedInError):
        own_log(desk, people.ada)


def test_to_make_a_link_changes_nothing_yet(desk: AccountDesk, people: People) -> None:
    make_reset_link(desk, people.fay, people.ada.owner, address=ADDRESS)
    assert own_log(desk, people.ada)
    assert tried(desk, "ada").ticket


def test_what_never_was_a_link_is_told_so(desk: AccountDesk) -> None:
    for token in ("", "x", "A" * 43, "\ud800", "\x00"):
        _link_refused(desk, token)


def test_a_link_opens_no_account_that_has_a_second_factor(desk: AccountDesk, people: People) -> None:
    secret = new_secret()
    switch_second_factor_on(desk, people.ada, secret, pyotp.TOTP(secret).at(desk.clock()), PHRASE, address=ADDRESS)
    _used(desk, make_reset_link(desk, people.fay, people.ada.owner, address=ADDRESS))
    assert tried(desk, "ada", NEW_PHRASE).needs_code


def test_a_link_lets_nobody_in_who_is_kept_out(desk: AccountDesk, people: People) -> None:
    token = make_reset_link(desk, people.fay, people.ben, address=ADDRESS)
    disable(desk, people.fay, people.ben, address=ADDRESS)
    _used(desk, token)
    with pytest.raises(SignInRefusedError):
        tried(desk, "ben", NEW_PHRASE)


def test_a_link_of_a_deleted_account_is_told_so(desk: AccountDesk, people: People) -> None:
    token = make_reset_link(desk, people.fay, people.ben, address=ADDRESS)
    with desk.writing() as connection:
        connection.execute(sa.delete(accounts).where(accounts.c.id == people.ben))
    _link_refused(desk, token)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("uses", [None, 2])
def test_a_code_for_many_makes_participants_only(
    desk: AccountDesk, people: People, role: Role, uses: int | None
) -> None:
    with pytest.raises(NotFoundError):
        invite(desk, people.root, role, uses=uses, address=ADDRESS)


ROLE_ENDS: dict[str, Callable[[AccountDesk, People], object]] = {
    "disabled": lambda desk, people: disable(desk, people.root, people.fay.owner, address=ADDRESS),
    "another role": lambda desk, people: change_role(
        desk, people.root, people.fay.owner, Role.PARTICIPANT, address=ADDRESS
    ),
    "deleted": lambda desk, people: delete_account(desk, people.fay, PHRASE, address=ADDRESS),
}


@pytest.mark.parametrize("end", ROLE_ENDS.values(), ids=ROLE_ENDS.keys())
def test_codes_and_links_end_with_the_role_of_whoever_made_them(
    desk: AccountDesk, people: People, end: Callable[[AccountDesk, People], object]
) -> None:
    codes = [invite(desk, actor, uses=None, address=ADDRESS) for actor in (people.fay, people.gil)]
    links = [
        make_reset_link(desk, actor, of, address=ADDRESS)
        for actor, of in ((people.fay, people.ben), (people.gil, people.cora))
    ]
    end(desk, people)
    _link_refused(desk, links[0])
    with pytest.raises(InvalidInputError, match="code is not known"):
        sign_up(desk, "eve", PHRASE, code=codes[0], address=ADDRESS)
    assert _used(desk, links[1]) == "cora"
    assert sign_up(desk, "eve", PHRASE, code=codes[1], address=ADDRESS)


def test_who_is_let_in_again_keeps_the_codes_made_since(desk: AccountDesk, people: People) -> None:
    code = invite(desk, people.fay, uses=1, address=ADDRESS)
    disable(desk, people.root, people.fay.owner, is_disabled=False, address=ADDRESS)
    assert sign_up(desk, "eve", PHRASE, code=code, address=ADDRESS)
