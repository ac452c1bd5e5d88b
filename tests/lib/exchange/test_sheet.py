"""The sheet for one conversation: what one needs in it, in the order in which one needs it, on one's own clock."""

from zoneinfo import ZoneInfo

import pytest

from lib.domain import commands
from lib.domain.errors import NotFoundError
from lib.domain.vocabulary import Channel, Direction, Reply
from lib.exchange.document import Document, Facts, Heading, Level, Questions, Quote
from lib.exchange.document_file import Format, written
from lib.exchange.sheet import sheet, sheet_name
from lib.store.workspace import Workspace
from tests.cast import BERLIN, TODAY, a_contact, a_goal, a_question, an_interview, asked, replied, scheduled


def questions(document: Document) -> list[tuple[str, str]]:
    return [(one.mark, one.text) for block in document.blocks if isinstance(block, Questions) for one in block.items]


def quotes(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Quote)]


def facts(document: Document) -> dict[str, str]:
    return dict(pair for block in document.blocks if isinstance(block, Facts) for pair in block.pairs)


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """One engine is enough for what reads snapshots."""
    return sqlite_url


@pytest.fixture
def interview(workspace: Workspace) -> str:
    """A talk about hospitals with Amara in Berlin, three days from now, at 14:00 there."""
    goal_id = a_goal(workspace)
    for number in range(2):
        a_question(workspace, goal_id, f"Question {number}?")
    workspace.do(commands.SaveGoalText(goal_id=goal_id, field="wanted", version=1, text="What a week is like"))
    workspace.do(commands.SaveProfileText(field="intro", version=1, text="I kept the books of a farm."))
    person = a_contact(workspace, position="Analyst", organisation="City Hospital", how_known="a course", notes="Runs.")
    interview_id = asked(workspace, an_interview(workspace, goal_id=goal_id, contact_id=person))
    return scheduled(workspace, replied(workspace, Reply.YES, interview_id), place="Café Rosa")


def test_it_says_who_they_are_what_was_said_and_what_one_wants_to_know(workspace: Workspace, interview: str) -> None:
    document = sheet(workspace.snapshot(), interview, zone=BERLIN, today=TODAY)

    assert document.title == "Talk with Amara Obi"
    assert facts(document) == {
        "When": "Thursday, 8 October 2026, 14:00, 20 minutes, video call",
        "Where": "Café Rosa",
        "What they do": "Analyst, City Hospital",
        "How you know each other": "Lost touch, three years or more: a course",
        "Your notes": "Runs.",
        "To learn": "What a week is like",
    }
    assert quotes(document) == ["Dear Amara, may I ask you a few questions?", "I kept the books of a farm."]


def test_every_part_and_every_question_has_its_minute(workspace: Workspace, interview: str) -> None:
    document = sheet(workspace.snapshot(), interview, zone=BERLIN, today=TODAY)

    parts = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == Level.SECTION]
    assert parts[:4] == [
        "0 min · Warm up",
        "2 min · Say why you are here",
        "3 min · Your questions",
        "15 min · Ask who else",
    ]
    assert questions(document)[:3] == [
        ("3 min", "Question 0?"),
        ("9 min", "Question 1?"),
        ("", "Who else should I talk to?"),
    ]


def test_another_clock_is_told_beside_ones_own(workspace: Workspace, interview: str) -> None:
    document = sheet(workspace.snapshot(), interview, zone=ZoneInfo("Asia/Tokyo"), today=TODAY)

    assert facts(document)["When"] == "Thursday, 8 October 2026, 21:00 (14:00 Berlin time), 20 minutes, video call"


def test_of_many_messages_the_last_ones_are_on_it_and_only_their_beginning(
    workspace: Workspace, interview: str
) -> None:
    for number in range(4):
        text = f"{number} " + "long " * 1000
        came = commands.LogMessage(
            interview_id=interview, direction=Direction.RECEIVED, channel=Channel.EMAIL, text=text
        )
        workspace.do(came)

    said = quotes(sheet(workspace.snapshot(), interview, zone=BERLIN, today=TODAY))[:-1]

    assert [text[0] for text in said] == ["1", "2", "3"]
    assert all(len(text) < 750 and text.endswith(" …") for text in said)


def test_a_talk_without_a_time_or_questions_has_a_sheet_too(workspace: Workspace) -> None:
    interview = an_interview(workspace)

    document = sheet(workspace.snapshot(), interview, zone=BERLIN, today=TODAY)

    assert "When" not in facts(document)
    assert written(document, Format.PDF).startswith(b"%PDF-")
    assert sheet_name(Format.PDF, TODAY) == "askwell-sheet-2026-10-05.pdf"


def test_there_is_no_sheet_of_an_interview_that_is_not_here(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        sheet(workspace.snapshot(), "nowhere", zone=BERLIN, today=TODAY)
