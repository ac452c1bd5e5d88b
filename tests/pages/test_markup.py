"""People's own words show as typed on every page: nothing in them is obeyed."""

from dataclasses import dataclass
from datetime import date

import pytest

from lib.domain import commands
from lib.domain.vocabulary import Purpose, Reply
from lib.store.workspace import Workspace
from lib.ui.safe_text import md_escape
from tests.cast import TODAY, a_contact, a_goal, a_question, an_interview, asked, done, replied, scheduled, sent, talked
from tests.pages.visitor import OpenPage, Visitor

_MARKUP = [
    "![](http://evil.example/x.png)",
    "[a](javascript:alert(1))",
    ":smile: :red[x] :material/home: x",
    "<b>x</b> <img src=x onerror=alert(1)>",
    "**x** _x_ `x` ~x~",
    "$x^2$ www.evil.example x@evil.example",
]
_AT_THE_START = ["# x", "1. x"]  # obeyed where a line begins with them


@dataclass
class _World:
    """Ada's records, every text of which is the same markup."""

    goal: str
    contact: str
    to_ask: str
    asked: str
    agreed: str
    held: str
    thanked: str
    talked_to: str


def _world(ada: Workspace, text: str) -> _World:
    goal_id = a_goal(ada, text, decision=text, wanted=text, known=text)
    a_question(ada, goal_id, text)
    ada.do(commands.DropQuestion(question_id=a_question(ada, goal_id, f"Dropped {text}")))
    details = {"organisation": text, "position": text, "phone": text, "how_known": text, "notes": text}

    def person(number: int) -> str:
        return a_contact(ada, f"{text} {number}", tags=(text,), last_spoke_on=TODAY, **details)

    def chosen(number: int) -> str:
        return an_interview(ada, goal_id=goal_id, contact_id=person(number))

    def yes(number: int) -> str:
        return replied(ada, Reply.YES, asked(ada, chosen(number)), text=text)

    held = talked(ada, scheduled(ada, yes(3), place=text))
    ada.do(commands.AddTakeaway(interview_id=held, text=text))
    ada.do(commands.AddPromise(interview_id=held, text=text, due_on=date(2026, 10, 5)))
    ada.do(commands.AddReferral(interview_id=held, name=f"{text} 5", organisation=text, may_use_name=True))
    thanked = sent(ada, talked(ada, scheduled(ada, yes(4))), Purpose.THANKS)
    unasked = person(6)
    also = {"name": (text,), "organisation": (text,), "email": (text,)}
    known = {"introducer_id": unasked, "tie": "stranger", "also": also, "circle": "home"}
    named = done(ada, commands.AddContact(name=f"{text} 7", **known))
    talked_to = str(ada.snapshot().one("interviews", held, "interview").contact_id)
    to_ask, waiting, agreed = chosen(0), asked(ada, chosen(1)), scheduled(ada, yes(2), place=text)
    return _World(goal_id, named, to_ask, waiting, agreed, held, thanked, talked_to)


def _pages(open_page: OpenPage, world: _World) -> list[Visitor]:
    interviews = [world.to_ask, world.asked, world.agreed, world.held, world.thanked]
    whole = [open_page(name) for name in ("today", "learn", "choose", "ask", "talk", "thank", "progress", "contacts")]
    opened = [open_page(name, interview=record) for name in ("ask", "thank") for record in interviews]
    views = [open_page("talk", interview=world.held, view=view) for view in ("prepare", "during", "after")]
    people = [open_page("contacts", contact=person) for person in (world.contact, world.talked_to)]
    return [*whole, *opened, *views, *people, open_page("contacts", circle="home")]


@pytest.mark.parametrize("markup", [_MARKUP[:3], _MARKUP[3:]], ids=["links", "marks"])
def test_words_full_of_markup_show_as_typed(open_page: OpenPage, ada: Workspace, markup: list[str]) -> None:
    text = f"x {' '.join(markup)} x"
    world = _world(ada, text)

    for page in _pages(open_page, world):
        obeyed = [words for words in page.markdown_sent() for mark in markup if mark in words]
        assert obeyed == []
        assert page.shows(md_escape(text)) or page.page == "progress"  # whose names stand on the board and in a list


@pytest.mark.parametrize("text", _AT_THE_START)
def test_no_line_begins_with_what_makes_a_heading_or_a_list(open_page: OpenPage, ada: Workspace, text: str) -> None:
    world = _world(ada, text)

    for page in _pages(open_page, world):
        lines = [line.strip() for words in page.markdown_sent() for line in words.splitlines()]
        assert [line for line in lines if line.removeprefix("- ").startswith(text)] == []


@pytest.mark.parametrize("text", _MARKUP)
def test_notices_show_names_as_typed(open_page: OpenPage, ada: Workspace, text: str) -> None:
    a_goal(ada)
    contact_id = a_contact(ada, text)

    page = open_page("contacts", contact=contact_id).clicks("Archive")

    assert page.told() == [md_escape(f"{text} is off your lists. Nothing about them is lost.")]


def test_the_texts_of_others_in_a_conflict_show_as_typed(open_page: OpenPage, ada: Workspace) -> None:
    contact_id = a_contact(ada)
    here, there = (open_page("contacts", contact=contact_id) for _ in range(2))
    there.types("Organisation", _MARKUP[0]).clicks("Save")

    here.types("Organisation", "Mine").clicks("Save")

    assert _MARKUP[0] not in here.told()[0]
    assert md_escape(_MARKUP[0]) in here.told()[0]
