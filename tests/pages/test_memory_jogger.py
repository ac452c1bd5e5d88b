"""Contacts: the memory jogger, one life circle at a time, and the starter for those who know nobody."""

from collections.abc import Callable
from typing import Any

import pytest

from lib.domain.vocabulary import Tie
from lib.method.circles import memory_jogger as jogger
from lib.store.workspace import Workspace
from lib.ui import memory_jogger
from lib.ui.quick_lines import QuickLine
from tests.cast import a_contact, only
from tests.pages.visitor import OpenPage, Visitor

Types = Callable[..., Visitor]


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Types:
    """Type lines, as the field sends them: each again and again until it is taken. A browser test types for real."""
    lines: list[QuickLine] = []

    def sent(*_: Any, taken: set[str], **__: Any) -> list[QuickLine]:
        return [line for line in lines if line.id not in taken]

    def typed(page: Visitor, *texts: str) -> Visitor:
        lines.extend(QuickLine(str(len(lines) + number), text) for number, text in enumerate(texts))
        return page.runs()

    monkeypatch.setattr(memory_jogger, "quick_lines", sent)
    return typed


def _names(ada: Workspace) -> list[str]:
    return list(ada.snapshot().contacts["name"])


def test_names_are_noted_one_after_the_other(open_page: OpenPage, ada: Workspace, types: Types) -> None:
    page = open_page("contacts").clicks("Remember people")
    assert page.title[0].value == "Where I live"

    page = types(page, "Dana Okafor, nurse, City Hospital", "Lee").runs()

    dana, lee = ada.snapshot().contacts.itertuples(index=False)
    assert (dana.name, dana.position, dana.organisation) == ("Dana Okafor", "nurse", "City Hospital")
    assert (dana.circle, dana.tie) == ("home", Tie.ACQUAINTANCE)
    assert lee.name == "Lee"
    assert [button.label for button in page.button if "-open-contact-" in str(button.key)] == [
        "**Lee**",
        "**Dana Okafor** · nurse, City Hospital",
    ]


def test_any_name_of_the_circle_is_taken_back(open_page: OpenPage, ada: Workspace, types: Types) -> None:
    page = types(open_page("contacts", circle="family"), "Dana", "Lee")
    dana = ada.snapshot().contacts["id"].iloc[0]

    page.clicks_key("take-back", dana)

    assert _names(ada) == ["Lee"]
    assert page.title[0].value == "Family and their work"


def test_a_line_that_does_not_hold_is_shown_until_it_is_left_out(
    open_page: OpenPage, ada: Workspace, types: Types
) -> None:
    line = "x" * 201
    page = types(open_page("contacts", circle="home"), line, "Lee")

    assert page.told() == ["This has 201 characters; 200 fit here. Please shorten it."]
    assert (page.shows(line), _names(ada)) == (True, ["Lee"])
    assert not page.clicks("Leave it out").shows(line)


def test_somebody_known_is_not_added_twice_silently(open_page: OpenPage, ada: Workspace, types: Types) -> None:
    a_contact(ada, "Dana Okafor", position="Nurse")
    page = types(open_page("contacts", circle="home"), "Dana Ókafor, baker")

    assert page.shows("**Dana Ókafor** is on your list already: Nurse.")
    assert _names(ada) == ["Dana Okafor"]
    page.clicks("Somebody else of that name", twice=True)
    assert _names(ada) == ["Dana Okafor", "Dana Ókafor"]
    assert not page.shows("is on your list already")

    page = types(page, "dana okafor").clicks("The same person")
    assert len(_names(ada)) == 2
    assert not page.shows("is on your list already")


def test_one_goes_from_circle_to_circle_to_the_end(open_page: OpenPage, ada: Workspace, types: Types) -> None:
    page = open_page("contacts", circle="home").clicks("Skip: Family and their work")
    page = types(page, "Dana")
    assert page.shows("Next circle: Past colleagues and bosses")

    last = list(jogger().circle)[-1]
    page = open_page("contacts", circle=last).clicks("Skip: what comes next")
    assert page.title[0].value == "Through all circles"
    assert page.shows("Family and their work: 1")

    page.clicks("Complete them")
    assert page.field("To complete").value
    assert page.shows("1 to 1 of 1")
    a_contact(ada, "Complete", position="Nurse")
    assert page.runs().shows("1 to 1 of 1")


def test_the_circles_are_counted(open_page: OpenPage, types: Types) -> None:
    page = types(open_page("contacts", circle="family"), "Dana")
    assert "**Family and their work: 1**" in [button.label for button in page.button]
    assert page.clicks_key("circle", "work").title[0].value == "Past colleagues and bosses"


def test_a_circle_that_is_not_there_is_told(open_page: OpenPage) -> None:
    assert open_page("contacts", circle="nowhere").title[0].value == "Not here any more"


def test_whoever_knows_nobody_begins_with_those_who_are_there_to_be_asked(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("contacts", circle="home").clicks("I really know nobody")

    page.clicks_key("starter", "librarian", "0", twice=True)

    stub = only(ada.snapshot().contacts)
    assert (stub.name, stub.circle, stub.tie) == ("Business librarian", "librarian", Tie.STRANGER)
    assert stub.notes == jogger().starter["librarian"].ask_for
    assert page.clicks_key("starter", "hr", "0").title[0].value == "Somebody in human resources"
    assert open_page("contacts", starter="yes").clicks_key("open-contact", stub.id).title[0].value == stub.name
