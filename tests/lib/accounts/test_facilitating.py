"""A facilitator helps the participants of their own workshop in, an administrator everybody; neither anybody else."""

from collections.abc import Callable
from dataclasses import fields

import pytest

from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.facilitating import PAGE, Participant, change_role, disable, make_reset_link, participants
from lib.accounts.inviting import invite
from lib.accounts.own_account import delete_account, own_log
from lib.accounts.sandbox import open_sandbox
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import sign_out, who
from lib.accounts.sign_up import sign_up
from lib.accounts.tables import accounts, audit, invitations, tickets, workshops
from lib.domain.errors import InvalidInputError, NotFoundError, NotSignedInError, SignInRefusedError
from tests.cast import NOW
from tests.lib.accounts.people import (
    ADDRESS,
    PHRASE,
    People,
    actor_of,
    begun,
    by_link,
    by_ticket,
    deeds,
    link_refused,
    made,
    present,
    row_of,
    rows,
    signed_in,
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


def _names(desk: AccountDesk, actor: SignedIn) -> list[str]:
    return [person.name for person in participants(desk, actor).people]


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
    assert participants(desk, people.gil).people == [
        Participant(people.cora, "cora", Role.PARTICIPANT, is_disabled=False, has_pass_phrase=True, created_at=NOW)
    ]
    assert {field.name for field in fields(Participant)} == {
        *("id", "name", "role", "is_disabled", "has_pass_phrase", "created_at")
    }


def _many(desk: AccountDesk, workshop_id: str | None, number: int) -> None:
    for each in range(number):
        made(desk, f"person{each:02}", workshop_id=workshop_id)


def test_a_long_list_comes_page_by_page_and_misses_nobody(desk: AccountDesk, people: People) -> None:
    _many(desk, row_of(desk, people.fay.owner).workshop_id, 2 * PAGE)
    shown = [participants(desk, people.fay, page=page) for page in (1, 2, 3)]
    assert [(one.page, one.pages, one.found, len(one.people)) for one in shown] == [
        (1, 3, 42, PAGE),
        (2, 3, 42, PAGE),
        (3, 3, 42, 2),
    ]
    names = [person.name for one in shown for person in one.people]
    assert names == ["ada", "ben", *(f"person{each:02}" for each in range(2 * PAGE))]


@pytest.mark.parametrize(("page", "shown"), [(0, 1), (-5, 1), (2, 1), (10**9, 1)])
def test_a_page_that_is_none_is_the_nearest_that_is_one(
    desk: AccountDesk, people: People, page: int, shown: int
) -> None:
    assert participants(desk, people.fay, page=page).page == shown
    assert _names(desk, people.fay) == ["ada", "ben"]


def test_the_list_goes_by_the_alphabet_whatever_the_case(desk: AccountDesk, people: People) -> None:
    for name in ("Bob", "anna", "Zoe"):
        made(desk, name, workshop_id=row_of(desk, people.gil.owner).workshop_id)
    assert _names(desk, people.gil) == ["anna", "Bob", "cora", "Zoe"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ca", ["Carl.Oe_2", "ricardo"]),
        ("  CARL ", ["Carl.Oe_2"]),
        ("\N{FULLWIDTH LATIN SMALL LETTER C}arl", ["Carl.Oe_2"]),
        ("_", ["Carl.Oe_2"]),
        ("%", []),
        ("\\", []),
        ("ada", []),
        ("\x00", ["Carl.Oe_2", "cora", "ricardo"]),
        ("\ud800", ["Carl.Oe_2", "cora", "ricardo"]),
        ("' OR 1=1 --", []),
        ("x" * 100_000, []),
    ],
)
def test_people_are_found_by_a_part_of_their_name_and_only_ones_own(
    desk: AccountDesk, people: People, search: str, found: list[str]
) -> None:
    for name in ("Carl.Oe_2", "ricardo"):
        made(desk, name, workshop_id=row_of(desk, people.gil.owner).workshop_id)
    assert [person.name for person in participants(desk, people.gil, search=search).people] == found


def test_a_search_counts_only_what_it_finds(desk: AccountDesk, people: People) -> None:
    _many(desk, None, PAGE + 1)
    found = participants(desk, people.root, search="person", page=2)
    assert (found.page, found.pages, found.found, len(found.people)) == (2, 2, PAGE + 1, 1)


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


def test_who_is_kept_out_is_out_at_once_and_can_come_in_again(desk: AccountDesk, people: People) -> None:
    session = begun(desk)
    disable(desk, people.fay, people.ada.owner, address=ADDRESS)
    assert who(desk, session.id) is None
    with pytest.raises(NotSignedInError):
        own_log(desk, people.ada)
    with pytest.raises(SignInRefusedError):
        tried(desk, "ada")
    assert [person.is_disabled for person in participants(desk, people.fay).people] == [True, False]
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
    link_refused(desk, links[0])
    with pytest.raises(InvalidInputError, match="code is not known"):
        sign_up(desk, "eve", PHRASE, code=codes[0], address=ADDRESS)
    assert by_link(desk, links[1]) == "cora"
    assert sign_up(desk, "eve", PHRASE, code=codes[1], address=ADDRESS)


def test_who_is_let_in_again_keeps_the_codes_made_since(desk: AccountDesk, people: People) -> None:
    code = invite(desk, people.fay, uses=1, address=ADDRESS)
    disable(desk, people.root, people.fay.owner, is_disabled=False, address=ADDRESS)
    assert sign_up(desk, "eve", PHRASE, code=code, address=ADDRESS)
