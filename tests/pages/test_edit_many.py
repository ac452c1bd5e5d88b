"""Contacts: many people edited at once, as one step that can be undone."""

import pytest

from lib.domain.commands import ArchiveContact
from lib.domain.vocabulary import Tie
from lib.store.workspace import Workspace
from tests.cast import a_contact
from tests.pages.visitor import OpenPage, Visitor


@pytest.fixture
def crowd(ada: Workspace) -> list[str]:
    """Three pages of people, by name."""
    return [a_contact(ada, f"Person {number:02}", tags=("old",)) for number in range(45)]


@pytest.fixture
def page(open_page: OpenPage, crowd: list[str]) -> Visitor:
    """The list, with boxes to tick."""
    assert crowd
    return open_page("contacts").ticks("Edit several at once")


def _tagged(ada: Workspace, tag: str) -> list[str]:
    people = ada.snapshot().contacts
    return list(people["name"][[tag in tags for tags in people["tags"]]])


def _tick(page: Visitor, *people: str) -> None:
    for person in people:
        page.checkbox(key=page.key_of("chosen", person)).set_value(True)
        page.runs()


def test_those_who_are_ticked_are_tagged_and_undone(page: Visitor, ada: Workspace, crowd: list[str]) -> None:
    _tick(page, crowd[0], crowd[3])
    assert page.shows("**2 chosen**")
    page.multiselect(key=page.key_of("edit-many", "tags")).set_value(["alumni"])

    page.runs().clicks("Add to all")

    assert _tagged(ada, "alumni") == ["Person 00", "Person 03"]
    assert page.told() == ["Tagged 2 people."]
    page.clicks("Undo")
    assert _tagged(ada, "alumni") == []


def test_ticks_stay_while_one_turns_pages_and_searches(page: Visitor, ada: Workspace, crowd: list[str]) -> None:
    _tick(page, crowd[0])
    page.pagination[0].set_value(3)
    _tick(page.runs(), crowd[44])
    _tick(page.chooses("Search", "Person 21"), crowd[21])

    assert page.shows("**3 chosen**")
    page.clicks("Archive all")

    archived = ada.snapshot().contacts.dropna(subset="archived_at")
    assert list(archived["name"]) == ["Person 00", "Person 21", "Person 44"]


def test_all_that_were_found_are_chosen_but_one(page: Visitor, ada: Workspace, crowd: list[str]) -> None:
    page.chooses("Search", "Person 1").clicks("Choose all 14 found")
    page.checkbox(key=page.key_of("chosen", crowd[12])).set_value(False)
    assert page.runs().shows("**13 chosen**")
    tie = page.selectbox(key=page.key_of("edit-many", "tie"))
    tie.set_value(Tie.CLOSE)
    page.runs().clicks("Set for all")

    people = ada.snapshot().contacts
    assert list(people["name"][people["tie"] == Tie.CLOSE]) == [
        f"Person {number:02}" for number in (1, 10, 11, 13, *range(14, 20), 21, 31, 41)
    ]


def test_another_search_lets_go_of_all(page: Visitor) -> None:
    page.chooses("Search", "Person 1").clicks("Choose all 14 found")
    assert page.chooses("Search", "Person 2").shows("**0 chosen**")


def test_tags_are_taken_off_all(page: Visitor, ada: Workspace) -> None:
    page.clicks("Choose all 45 found")
    page.multiselect(key=page.key_of("edit-many", "tags")).set_value(["old"])
    page.runs().clicks("Take off all", twice=True)

    assert _tagged(ada, "old") == []
    assert list(ada.snapshot().events["command"]).count("EditContacts") == 1


def test_the_archived_are_put_back_together(open_page: OpenPage, ada: Workspace, crowd: list[str]) -> None:
    for person in crowd[:2]:
        ada.do(ArchiveContact(contact_id=person))
    page = open_page("contacts").ticks("Archived").ticks("Edit several at once")

    page.clicks("Choose all 2 found").clicks("Put all back on the lists")

    assert ada.snapshot().contacts["archived_at"].isna().all()


def test_nobody_of_somebody_else_is_edited(page: Visitor, ada: Workspace, crowd: list[str]) -> None:
    """What is not there any more when the button is pressed is left out."""
    _tick(page, crowd[0])
    page.session_state[page.key_of("askwell:chosen-people")].ticked.add("forged")

    assert page.runs().shows("**1 chosen**")
    page.clicks("Archive all")
    assert ada.snapshot().contacts["archived_at"].notna().sum() == 1
