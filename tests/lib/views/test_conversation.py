"""One interview's questions, answers, notes and messages."""

from datetime import timedelta

import pytest

from lib.domain import commands
from lib.domain.errors import NotFoundError
from lib.domain.vocabulary import Purpose, Reply
from lib.store.workspace import Workspace
from lib.views.conversation import (
    NOTHING,
    answer_to,
    asked_questions,
    draft_of,
    note_text,
    parts_of,
    referrals,
    thread,
)
from tests.cast import NOW, a_draft, a_goal, a_question, an_interview, asked, replied, talked


def _answer(workspace: Workspace, interview_id: str, question_id: str, text: str = "Meetings.") -> None:
    workspace.do(commands.SaveAnswer(interview_id=interview_id, question_id=question_id, version=0, text=text))


def test_questions_are_in_order_with_the_answers_of_this_interview(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    first, second = (a_question(workspace, goal_id, text) for text in ("First?", "Second?"))
    interview_id, another = (an_interview(workspace, goal_id=goal_id) for _ in range(2))
    _answer(workspace, interview_id, second)
    _answer(workspace, another, first, "Elsewhere.")

    found = asked_questions(workspace.snapshot(), interview_id)

    assert [(question.text, question.answer.text, question.is_dropped) for question in found] == [
        ("First?", "", False),
        ("Second?", "Meetings.", False),
    ]
    assert found[0].answer == NOTHING
    assert (found[1].answer.version, found[1].question_id) == (1, second)
    assert found[1].answer.saved_at >= NOW


def test_a_dropped_question_stays_where_it_was_answered(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    answered, emptied, dropped = (a_question(workspace, goal_id, text) for text in ("One?", "Two?", "Three?"))
    a_question(workspace, goal_id, "Four?")
    interview_id = an_interview(workspace, goal_id=goal_id)
    _answer(workspace, interview_id, answered)
    _answer(workspace, interview_id, emptied, "")
    for question_id in (answered, emptied, dropped):
        workspace.do(commands.DropQuestion(question_id=question_id))

    found = asked_questions(workspace.snapshot(), interview_id)

    assert [(question.text, question.is_dropped) for question in found] == [("Four?", False), ("One?", True)]


def test_one_answer_is_found(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    first, second = (a_question(workspace, goal_id, text) for text in ("First?", "Second?"))
    interview_id = an_interview(workspace, goal_id=goal_id)
    _answer(workspace, interview_id, first)
    snapshot = workspace.snapshot()

    assert answer_to(snapshot, interview_id, first).text == "Meetings."
    assert answer_to(snapshot, interview_id, second) == NOTHING
    for ids in (("none", first), (interview_id, "none")):
        with pytest.raises(NotFoundError):
            answer_to(snapshot, *ids)


def test_free_notes_are_those_of_the_interview(workspace: Workspace) -> None:
    interview_id, another = talked(workspace), talked(workspace)
    workspace.do(commands.SaveNotes(interview_id=interview_id, version=0, text="She laughed."))
    snapshot = workspace.snapshot()

    assert (note_text(snapshot, interview_id).text, note_text(snapshot, interview_id).version) == ("She laughed.", 1)
    assert note_text(snapshot, another) == NOTHING
    with pytest.raises(NotFoundError, match="This interview is not here any more"):
        note_text(snapshot, "none")


def test_parts_and_people_named_are_those_of_the_interview(workspace: Workspace) -> None:
    interview_id, another = talked(workspace), talked(workspace)
    for place, name in ((interview_id, "Noor"), (another, "Kim")):
        workspace.do(commands.AddReferral(interview_id=place, name=name))
        workspace.do(commands.AddTakeaway(interview_id=place, text=f"Ask {name}."))
    snapshot = workspace.snapshot()

    assert [person.name for person in referrals(snapshot, interview_id)] == ["Noor"]
    assert [takeaway.text for takeaway in parts_of(snapshot, "takeaways", interview_id)] == ["Ask Noor."]


def test_a_draft_is_found_by_its_purpose_until_it_is_sent(workspace: Workspace) -> None:
    interview_id = an_interview(workspace)
    message_id = a_draft(workspace, interview_id)
    snapshot = workspace.snapshot()

    draft = draft_of(snapshot, interview_id, Purpose.REQUEST)
    assert draft is not None
    assert draft.id == message_id
    assert draft_of(snapshot, interview_id, Purpose.THANKS) is None
    asked(workspace, interview_id)

    assert draft_of(workspace.snapshot(), interview_id, Purpose.REQUEST) is None


def test_a_thread_is_in_the_order_in_which_it_was_sent(workspace: Workspace) -> None:
    interview_id = asked(workspace, happened_at=NOW)
    replied(workspace, Reply.YES, interview_id, text="Gladly.", happened_at=NOW + timedelta(days=2))
    a_draft(workspace, interview_id, Purpose.THANKS)

    found = thread(workspace.snapshot(), interview_id)

    assert [(message.direction, message.sent_at.day) for message in found] == [("sent", 5), ("received", 7)]
    messages = parts_of(workspace.snapshot(), "messages", interview_id)
    assert [message.body for message in messages if message.purpose == Purpose.THANKS]
