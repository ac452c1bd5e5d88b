"""The memory jogger: what a quick line says, who is known already, and how far one is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain import commands
from lib.method.circles import circle_title, memory_jogger
from lib.store.workspace import Workspace
from lib.views.circles import (
    Noted,
    adding_event,
    beside,
    circle_counts,
    in_words,
    known_by_name,
    known_organisations,
    noted,
    remembered,
)
from tests.cast import a_contact


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Dana Okafor", Noted("Dana Okafor")),
        ("Dana Okafor, nurse, City Hospital", Noted("Dana Okafor", "nurse", "City Hospital")),
        ("Dana Okafor; nurse; City Hospital", Noted("Dana Okafor", "nurse", "City Hospital")),
        ("Dana Okafor, nurse", Noted("Dana Okafor", "nurse")),
        ("Dana Okafor, City Hospital", Noted("Dana Okafor", "", "City Hospital")),
        ("Dana Okafor, NORTHWIND", Noted("Dana Okafor", "", "NORTHWIND")),
        ("Dana Okafor, nurse at Mercy", Noted("Dana Okafor", "nurse", "Mercy")),
        ("Dana Okafor, nurse @Mercy", Noted("Dana Okafor", "nurse", "Mercy")),
        ("Dana Okafor, at Mercy", Noted("Dana Okafor", "at Mercy")),
        ("Dana Okafor, buyer, Smith, Jones & Co", Noted("Dana Okafor", "buyer", "Smith, Jones & Co")),
        (" Dana , , nurse ,", Noted("Dana", "nurse")),
        ("田中さくら、看護師、市立病院", Noted("田中さくら", "看護師", "市立病院")),
        (",", Noted("")),
    ],
)
def test_a_line_says_who_it_is_what_they_do_and_where(line: str, told: Noted) -> None:
    assert noted(line, {"northwind"}) == told


@given(st.text(max_size=60))
def test_no_line_is_too_odd(line: str) -> None:
    told = noted(line)
    assert told.name in line
    assert told.position in line


def test_somebody_is_known_whatever_the_order_and_the_accents(workspace: Workspace) -> None:
    dana = a_contact(workspace, "Dána Okafor", also={"name": ("Dee Okafor",)})
    a_contact(workspace, "Dana Okafor-Smith")
    snapshot = workspace.snapshot()
    for name in ("dana okafor", "Okafor, Dana", "DEE OKAFOR", "  Dana   Okafor "):
        assert [row.id for row in known_by_name(snapshot, name)] == [dana]
    assert known_by_name(snapshot, "Dana") == ()


def test_organisations_are_known_without_capitals(workspace: Workspace) -> None:
    a_contact(workspace, organisation="Café Müller")
    assert "cafe muller" in known_organisations(workspace.snapshot())


def test_each_circle_counts_its_names(workspace: Workspace) -> None:
    dana, lee = (a_contact(workspace, name, circle="family") for name in ("Dana", "Lee"))
    away = a_contact(workspace, "Away", circle="family")
    workspace.do(commands.ArchiveContact(contact_id=away))
    a_contact(workspace, "Nowhere")
    snapshot = workspace.snapshot()

    assert [row.id for row in remembered(snapshot, "family")] == [lee, dana]
    counts = {count.circle_id: count.how_many for count in circle_counts(snapshot)}
    assert (counts["family"], counts["work"], len(counts)) == (2, 0, 10)


def test_whoever_was_added_by_hand_can_be_taken_back(workspace: Workspace) -> None:
    dana = a_contact(workspace, circle="family")
    number = adding_event(workspace.snapshot(), dana)
    assert number is not None
    workspace.undo(number)
    assert workspace.snapshot().contacts.empty
    assert adding_event(workspace.snapshot(), dana) is None


def test_circles_follow_one_another() -> None:
    circles = list(memory_jogger().circle)
    assert beside(circles[0]) == ("", circles[1])
    assert beside(circles[-1]) == (circles[-2], "")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (0, "No name yet. 10 to 20 are plenty."),
        (1, "1 name so far. 10 to 20 are plenty."),
        (14, "14 names so far. 10 to 20 are plenty."),
        (20, "20 names so far. That is plenty: now choose whom to ask first."),
    ],
)
def test_how_far_one_is_is_told_in_words(names: int, words: str) -> None:
    assert in_words(names) == words


def test_a_circle_that_is_not_in_the_file_any_more_has_no_title() -> None:
    assert (circle_title("family"), circle_title("hr"), circle_title("gone")) == (
        "Family and their work",
        "Human resources",
        "",
    )
