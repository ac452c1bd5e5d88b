"""Taking back what was done: every command, and only as long as nothing was built on it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lib.domain import commands
from lib.domain.commands import Command
from lib.domain.errors import NothingToUndoError
from lib.domain.vocabulary import Purpose, Reply
from lib.store.perform import PERFORM
from lib.store.workspace import Workspace
from tests.cast import (
    Clock,
    a_contact,
    a_draft,
    a_goal,
    an_interview,
    asked,
    assert_same,
    only,
    replied,
    sent,
    talked,
)
from tests.lib.store.every_command import CASES, World


def test_every_command_has_a_case() -> None:
    assert set(CASES) == set(PERFORM)


def _number(workspace: Workspace, command: Command) -> int:
    number = workspace.do(command).number
    assert number is not None
    return number


@pytest.mark.parametrize("case", CASES.values(), ids=[kind.__name__ for kind in CASES])
def test_undo_brings_the_very_same_data_back(full: tuple[Workspace, World], case: Callable[[World], Command]) -> None:
    workspace, world = full
    command = case(world)
    before = workspace.snapshot()
    number = _number(workspace, command)
    with pytest.raises(AssertionError):
        assert_same(workspace.snapshot(), before)

    workspace.undo(number)

    assert_same(workspace.snapshot(), before)


def test_what_was_undone_is_not_told_any_more(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    number = _number(workspace, commands.RecordReply(interview_id=interview_id, reply=Reply.YES))

    workspace.undo(number)

    events = workspace.snapshot().events
    assert number not in set(events["number"])
    assert list(events["command"])[-2:] == ["RecordSent", "Undo"]


def test_a_change_is_undone_once(workspace: Workspace) -> None:
    number = _number(workspace, commands.AddContact(name="Amara"))
    workspace.undo(number)

    with pytest.raises(NothingToUndoError, match="This can't be undone any more"):
        workspace.undo(number)


def test_an_undo_is_not_undone(workspace: Workspace) -> None:
    number = _number(workspace, commands.AddContact(name="Amara"))
    undone = workspace.undo(number).number
    assert undone is not None

    with pytest.raises(NothingToUndoError):
        workspace.undo(undone)

    assert workspace.snapshot().contacts.empty


def test_a_number_that_never_was_is_not_undone(workspace: Workspace) -> None:
    with pytest.raises(NothingToUndoError):
        workspace.undo(1)


def test_a_change_is_not_undone_under_a_later_one(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    first = _number(workspace, commands.SaveGoalText(goal_id=goal_id, version=1, field="plan", text="one"))
    workspace.do(commands.CloseGoal(goal_id=goal_id))
    before = workspace.snapshot()

    with pytest.raises(NothingToUndoError):
        workspace.undo(first)

    assert workspace.snapshot() is before


def test_steps_are_undone_in_the_reverse_of_their_order(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    reply = _number(workspace, commands.RecordReply(interview_id=interview_id, reply=Reply.YES))
    missed = _number(workspace, commands.LogConversation(interview_id=interview_id))

    with pytest.raises(NothingToUndoError):
        workspace.undo(reply)
    workspace.undo(missed)
    workspace.undo(reply)

    assert list(workspace.snapshot().events["step"])[-1] == ""


@pytest.mark.parametrize(
    "build_on",
    [
        lambda workspace, goal, person: workspace.do(commands.RateFit(goal_id=goal, contact_id=person, relevance=1)),
        lambda workspace, goal, person: an_interview(workspace, goal_id=goal, contact_id=person),
        lambda workspace, _, person: a_contact(workspace, "Bo", introducer_id=person),
    ],
    ids=["rated", "chosen", "introduces"],
)
def test_adding_a_person_is_not_undone_once_something_refers_to_them(
    workspace: Workspace, build_on: Callable[[Workspace, str, str], object]
) -> None:
    goal = a_goal(workspace)
    added = workspace.do(commands.AddContact(name="Amara"))
    build_on(workspace, goal, added.subject_id)
    before = workspace.snapshot()

    with pytest.raises(NothingToUndoError):
        workspace.undo(added.number or 0)

    assert workspace.snapshot() is before


def test_choosing_somebody_is_not_undone_once_a_draft_was_begun(workspace: Workspace) -> None:
    chosen = workspace.do(commands.ChooseContact(goal_id=a_goal(workspace), contact_id=a_contact(workspace)))
    a_draft(workspace, chosen.subject_id, Purpose.SCHEDULING)

    with pytest.raises(NothingToUndoError):
        workspace.undo(chosen.number or 0)


def test_a_sitting_is_undone_as_a_whole(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    numbers = [
        _number(workspace, commands.SaveGoalText(goal_id=goal_id, version=place, field="plan", text="x" * place))
        for place in (1, 2, 3)
    ]

    workspace.undo(numbers[-1])

    assert only(workspace.snapshot().goals).plan == ""


def test_a_first_sitting_of_notes_is_undone_as_a_whole(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    for version, text in enumerate(("S", "She", "She laughed.")):
        number = _number(workspace, commands.SaveNotes(interview_id=interview_id, version=version, text=text))

    workspace.undo(number)

    assert workspace.snapshot().notes.empty


def test_notes_begun_again_after_an_undo_are_an_event_of_their_own(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    begun = commands.SaveNotes(interview_id=interview_id, version=0, text="a")
    workspace.undo(_number(workspace, begun))

    number = _number(workspace, begun)

    assert number in set(workspace.snapshot().events["number"])
    workspace.undo(number)
    assert workspace.snapshot().notes.empty


def test_after_an_undo_the_interview_goes_on_from_where_it_stood(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    workspace.undo(_number(workspace, commands.RecordReply(interview_id=interview_id, reply=Reply.NO)))

    sent(workspace, interview_id, Purpose.FOLLOW_UP)

    assert list(workspace.snapshot().events["step"])[-1] == "follow_up_sent"


def test_notes_begun_again_after_an_undo_have_a_version_that_no_open_page_has_seen(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    workspace.do(commands.SaveNotes(interview_id=interview_id, version=0, text="a"))
    number = _number(workspace, commands.SaveNotes(interview_id=interview_id, version=1, text="ab"))
    workspace.undo(number)

    workspace.do(commands.SaveNotes(interview_id=interview_id, version=0, text="c"))

    assert only(workspace.snapshot().notes).version == 3


def test_an_import_that_told_of_one_person_twice_is_undone(workspace: Workspace) -> None:
    a_contact(workspace, "Kim", email="kim@example.org")
    before = workspace.snapshot()
    told: list[dict[str, Any]] = [{"organisation": "Clinic"}, {"position": "Nurse"}, {"connected_on": date(2020, 1, 1)}]
    people = tuple(commands.ImportedContact(name="Kim", email="kim@example.org", **more) for more in told)
    number = _number(workspace, commands.ImportContacts(source="linkedin", contacts=people))
    assert only(workspace.snapshot().contacts).position == "Nurse"

    workspace.undo(number)

    assert_same(workspace.snapshot(), before)


def test_a_removed_interview_comes_back_with_a_version_that_no_open_page_has_seen(workspace: Workspace) -> None:
    interview_id = replied(workspace, Reply.YES)
    version = only(workspace.snapshot().interviews).version

    workspace.undo(_number(workspace, commands.RemoveInterview(interview_id=interview_id)))

    assert only(workspace.snapshot().interviews).version == version + 1


def test_undo_after_half_an_hour_takes_only_the_last_sitting_back(workspace: Workspace, clock: Clock) -> None:
    goal_id = a_goal(workspace)
    workspace.do(commands.SaveGoalText(goal_id=goal_id, version=1, field="plan", text="morning"))
    clock.forward(minutes=31)
    number = _number(workspace, commands.SaveGoalText(goal_id=goal_id, version=2, field="plan", text="noon"))

    workspace.undo(number)

    assert only(workspace.snapshot().goals).plan == "morning"


def test_a_dropped_question_that_was_answered_stays_answered(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    question = workspace.do(commands.AddQuestion(goal_id=goal_id, text="Who else?"))
    interview_id = sent(workspace, an_interview(workspace, goal_id=goal_id), Purpose.REQUEST)
    answer = {"interview_id": interview_id, "question_id": question.subject_id, "version": 0, "text": "Noor."}
    workspace.do(commands.SaveAnswer(**answer))

    with pytest.raises(NothingToUndoError):
        workspace.undo(question.number or 0)

    assert only(workspace.snapshot().answers).text == "Noor."
