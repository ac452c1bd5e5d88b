"""The log of what happened."""

import pytest

from lib.domain import commands
from lib.domain.errors import NotFoundError
from lib.domain.vocabulary import GoalKind
from lib.store.workspace import Workspace
from tests.cast import NOW, Clock, a_draft, a_goal, an_interview, asked, only, talked


def _commands(workspace: Workspace) -> list[str]:
    return list(workspace.snapshot().events["command"])


def test_a_command_is_one_event_with_its_subject(workspace: Workspace) -> None:
    receipt = workspace.do(commands.AddGoal(kind=GoalKind.ROLE, topic="nursing"))

    event = only(workspace.snapshot().events)
    assert (event.number, event.command, event.subject_id) == (receipt.number, "AddGoal", receipt.subject_id)
    assert (event.step, event.interview_id) == ("", "")
    assert event.happened_at == event.recorded_at


def test_savings_of_one_sitting_are_one_event(workspace: Workspace, clock: Clock) -> None:
    message_id = a_draft(workspace, an_interview(workspace))
    numbers = set()
    for version in range(1, 8):
        saved = commands.SaveDraftBody(message_id=message_id, version=version, text="x" * version)
        numbers.add(workspace.do(saved).number)
        clock.forward(minutes=2)

    assert len(numbers) == 1
    assert _commands(workspace).count("SaveDraftBody") == 1


def test_a_text_taken_up_after_half_an_hour_is_a_new_event(workspace: Workspace, clock: Clock) -> None:
    interview_id = talked(workspace)
    for version in range(3):
        workspace.do(commands.SaveNotes(interview_id=interview_id, version=version, text="x" * (version + 1)))
        clock.forward(minutes=31)

    assert _commands(workspace).count("SaveNotes") == 3


def test_another_text_of_the_same_record_is_another_event(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    for version, field in enumerate(("plan", "known", "plan"), start=1):
        workspace.do(
            commands.SaveGoalText.of({"goal_id": goal_id, "version": version, "field": field, "text": f"{version}"})
        )

    assert _commands(workspace).count("SaveGoalText") == 3


def test_a_saving_that_was_undone_is_not_gone_on_with(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    saved = commands.SaveGoalText(goal_id=goal_id, version=1, field="plan", text="one")
    first = workspace.do(saved).number
    workspace.undo(first or 0)

    assert workspace.do(saved.model_copy(update={"version": 3})).number != first


def test_several_commands_are_one_transaction(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    before = workspace.snapshot()
    questions = [commands.AddQuestion(goal_id=goal_id, text=f"{number}?") for number in range(3)]

    with pytest.raises(NotFoundError):
        workspace.do_all([*questions, commands.DropQuestion(question_id="none")])
    assert workspace.snapshot() is before
    receipts = workspace.do_all(questions)

    assert [receipt.number for receipt in receipts] == [2, 3, 4]
    assert len(workspace.snapshot().questions) == 3


def test_a_command_can_be_made_from_the_receipts_of_those_before_it(workspace: Workspace) -> None:
    workspace.do_each(
        [
            lambda _: commands.AddGoal(kind=GoalKind.ROLE, topic="nursing"),
            lambda _: commands.AddContact(name="Amara"),
            lambda done: commands.ChooseContact(goal_id=done[0].subject_id, contact_id=done[1].subject_id),
        ]
    )

    assert len(workspace.snapshot().interviews) == 1


def test_no_commands_are_no_change(workspace: Workspace) -> None:
    assert workspace.do_all([]) == []
    assert workspace.snapshot().revision == 0


def test_a_step_tells_when_it_happened_and_when_it_was_recorded(workspace: Workspace) -> None:
    asked(workspace, happened_at=NOW.replace(day=1))

    event = only(workspace.snapshot().events.query("step == 'request_sent'"))
    assert event.happened_at.day == 1
    assert event.recorded_at.day == 5
