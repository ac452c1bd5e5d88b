"""Contacts, searched over everything, filtered and put in an order."""

from datetime import date, timedelta
from typing import Any

import pytest

from lib.domain import commands
from lib.domain.commands import ImportContacts, ImportedContact
from lib.domain.vocabulary import Tie
from lib.store.workspace import Workspace
from lib.views.people import (
    MOST_FOUND,
    MOST_TAGS,
    Filters,
    Order,
    common_tags,
    found_people,
    origins,
    people_called,
    work_of,
)
from lib.views.search import folded
from lib.views.touch import Reached
from tests.cast import BERLIN, TODAY, a_contact, an_interview, asked, talked, thanked


@pytest.fixture
def people(workspace: Workspace) -> Workspace:
    """A workspace with four people, one of them archived."""
    also = {"name": ("Liz",), "organisation": ("Old Mill",)}
    zoe = {"organisation": "Clinic", "position": "Nurse", "phone": "+49 (30) 12-34", "also": also}
    a_contact(workspace, "zoe Ek", tags=("choir", "Zumba"), tie=Tie.CLOSE, **zoe)
    a_contact(workspace, "Amara Obi", organisation="City Bank", email="amara@example.org", notes="Likes Maps (old).")
    a_contact(workspace, "Bo", how_known="From the choir", tags=("school",))
    archived = a_contact(workspace, "Al", organisation="Clinic")
    workspace.do(commands.ArchiveContact(contact_id=archived))
    return workspace


def found(workspace: Workspace, words: str = "", **filters: Any) -> list[str]:
    people = found_people(workspace.snapshot(), Filters(words, **filters), BERLIN, TODAY)
    return [row.name for row in people.rows()]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", ["Amara Obi", "Bo", "zoe Ek"]),
        ("ZOE", ["zoe Ek"]),
        ("clinic", ["zoe Ek"]),
        ("nurse choir", ["zoe Ek"]),
        ("choir", ["Bo", "zoe Ek"]),
        ("amara@ex maps", ["Amara Obi"]),
        ("(old).", ["Amara Obi"]),
        (".*", []),
        ("liz", ["zoe Ek"]),
        ("old mill", ["zoe Ek"]),
        ("030 1234", ["zoe Ek"]),
        ("+49301234", ["zoe Ek"]),
        ("(30) 12-34", ["zoe Ek"]),
        ("nursecity", []),
    ],
)
def test_people_are_found_by_every_word_in_whatever_is_known(people: Workspace, words: str, names: list[str]) -> None:
    assert found(people, words) == names


def test_words_are_not_found_across_two_fields(workspace: Workspace) -> None:
    a_contact(workspace, "Ana", organisation="Bank")
    assert found(workspace, "anabank") == []


def test_a_search_needs_no_accents_and_no_capitals(workspace: Workspace) -> None:
    a_contact(workspace, "Émile MÜLLER", tags=("Größe",))
    assert found(workspace, "emile muller grosse") == ["Émile MÜLLER"]
    assert found(workspace, "ÉMILE") == ["Émile MÜLLER"]


def test_whose_name_begins_so_comes_first(workspace: Workspace) -> None:
    for name in ("Joan Bolt", "Marianne Ek", "Bell Jo Ann", "Ann Zeta"):
        a_contact(workspace, name)
    a_contact(workspace, "Aaron", organisation="Ann and Sons")
    assert found(workspace, "ann") == ["Ann Zeta", "Bell Jo Ann", "Marianne Ek", "Aaron"]
    assert found(workspace, "bolt joan") == ["Joan Bolt"]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"ties": (Tie.CLOSE, Tie.CURRENT)}, ["zoe Ek"]),
        ({"tags": ("choir",)}, ["zoe Ek"]),
        ({"tags": ("CHOIR", "school")}, ["Bo", "zoe Ek"]),
        ({"tags": ("none",)}, []),
        ({"archived": True}, ["Al"]),
        ({"to_complete": True}, ["Bo"]),
        ({"ties": (Tie.CLOSE,), "archived": True}, []),
    ],
)
def test_people_are_narrowed(people: Workspace, filters: dict[str, Any], names: list[str]) -> None:
    assert found(people, **filters) == names


def test_nobody_is_found_where_nobody_is(workspace: Workspace) -> None:
    assert found(workspace, "a", ties=("close",), tags=("choir",), reached=("asked",), out_of_touch=True) == []
    assert (common_tags(workspace.snapshot()), origins(workspace.snapshot())) == ((), {})
    assert people_called(workspace.snapshot(), "a", BERLIN) == {}


def test_people_are_told_apart_by_how_far_one_came(workspace: Workspace) -> None:
    names = ("never", "chosen", "asked", "talked", "thanked")
    ids = {name: a_contact(workspace, name) for name in names}
    an_interview(workspace, contact_id=ids["chosen"])
    for name, deed in (("asked", asked), ("talked", talked), ("thanked", thanked)):
        deed(workspace, an_interview(workspace, contact_id=ids[name]) if name == "asked" else None)
    frames = {reached: found(workspace, reached=(reached,)) for reached in Reached}
    assert frames[Reached.ASKED] == ["asked"]
    assert "never" in frames[Reached.NOT_ASKED]
    assert "chosen" in frames[Reached.NOT_ASKED]
    assert [len(frames[reached]) for reached in (Reached.TALKED, Reached.THANKED)] == [1, 1]
    assert found(workspace, reached=tuple(Reached)) == found(workspace)


def test_those_of_whom_one_has_not_heard_for_half_a_year_are_found(workspace: Workspace) -> None:
    long_ago = TODAY - timedelta(days=300)
    a_contact(workspace, "lately", last_spoke_on=TODAY - timedelta(days=100))
    a_contact(workspace, "long ago", last_spoke_on=long_ago)
    a_contact(workspace, "unknown")
    written = a_contact(workspace, "asked lately", last_spoke_on=long_ago)
    asked(workspace, an_interview(workspace, contact_id=written))
    assert found(workspace, out_of_touch=True) == ["long ago", "unknown"]


def test_people_come_in_the_order_that_was_asked_for(workspace: Workspace) -> None:
    a_contact(workspace, "A", last_spoke_on=date(2026, 1, 1))
    a_contact(workspace, "B")
    a_contact(workspace, "C", last_spoke_on=date(2026, 9, 1))
    assert found(workspace, order=Order.TOUCH) == ["C", "A", "B"]
    assert found(workspace, order=Order.ADDED) == ["C", "B", "A"]


def test_people_are_found_by_where_they_came_from(workspace: Workspace) -> None:
    a_contact(workspace, "Typed")
    a_contact(workspace, "Remembered", circle="lost-touch")
    a_contact(workspace, "Family", circle="family")
    workspace.do(ImportContacts(source="LinkedIn", contacts=(ImportedContact(name="Linked"),)))
    known = origins(workspace.snapshot())
    assert list(known.values()) == [
        "Family and their work",
        "People I have lost touch with",
        "From LinkedIn",
        "Added by hand",
    ]
    assert [found(workspace, origins=(origin,)) for origin in known] == [
        ["Family"],
        ["Remembered"],
        ["Linked"],
        ["Typed"],
    ]


def test_a_page_of_those_found_carries_the_last_touch(people: Workspace) -> None:
    people_found = found_people(people.snapshot(), Filters(), BERLIN, TODAY)
    [row] = people_found.rows(1, 1)
    assert (len(people_found), row.name, str(row.touched_on)) == (3, "Bo", "NaT")
    assert people_found.ids()[1] == row.id


def test_the_common_tags_are_in_alphabetical_order_in_one_spelling(people: Workspace) -> None:
    a_contact(people, "Another", tags=("Choir", "Äpfel"))
    assert common_tags(people.snapshot()) == ("Äpfel", "choir", "school", "Zumba")


def test_of_many_tags_the_most_used_are_offered(workspace: Workspace) -> None:
    for number in range(0, 200, 20):
        a_contact(workspace, tags=[f"t{one}" for one in range(number, number + 20)])
    a_contact(workspace, tags=("t199",))
    tags = common_tags(workspace.snapshot())
    assert (len(tags), "t199" in tags) == (MOST_TAGS, True)


def test_a_few_are_offered_of_many_of_one_name(workspace: Workspace) -> None:
    contacts = tuple(ImportedContact(name="Jo Lee", email=f"jo{number}@example.org") for number in range(30))
    workspace.do(ImportContacts(source="LinkedIn", contacts=contacts))
    snapshot = workspace.snapshot()
    first = snapshot.contacts["id"].iloc[0]
    offered = people_called(snapshot, "jo", BERLIN, but=first)
    assert (len(offered), len(set(offered.values())), first in offered) == (MOST_FOUND, MOST_FOUND, False)
    assert people_called(snapshot, " ", BERLIN) == {}


def test_those_who_are_offered_are_told_with_their_organisation(people: Workspace) -> None:
    assert list(people_called(people.snapshot(), "o", BERLIN).values()) == [
        "Amara Obi, City Bank",
        "Bo",
        "zoe Ek, Clinic",
    ]


@pytest.mark.parametrize(
    ("text", "plain"), [("ÉTÉ", "ete"), ("Straße", "strasse"), ("PLAIN", "plain"), ("Łódź", "łodz")]
)
def test_folding_takes_capitals_and_accents_away(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_work_is_told_in_a_few_words(people: Workspace) -> None:
    works = [work_of(row) for row in found_people(people.snapshot(), Filters(), BERLIN, TODAY).rows()]
    assert works == ["City Bank", "", "Nurse, Clinic"]
