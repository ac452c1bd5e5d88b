"""The strip of the four steps."""

from datetime import timedelta

from lib.domain import commands
from lib.domain.vocabulary import Area, Reply
from lib.store.workspace import Workspace
from lib.views.path import path
from tests.cast import BERLIN, NOW, a_goal, an_interview, asked, followed_up, given_up, replied, talked, thanked


def _waits(workspace: Workspace, days: int = 0) -> dict[Area, str]:
    return {step.area: step.waits for step in path(workspace.snapshot(), BERLIN, NOW + timedelta(days=days))}


def test_the_four_steps_are_in_order(workspace: Workspace) -> None:
    assert list(_waits(workspace).items()) == [(Area.LEARN, ""), (Area.CHOOSE, ""), (Area.ASK, ""), (Area.THANK, "")]


def test_what_waits_at_each_step_is_counted(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    for _ in range(2):
        an_interview(workspace, goal_id=goal_id)
    asked(workspace, an_interview(workspace, goal_id=goal_id))
    followed_up(workspace, asked(workspace, an_interview(workspace, goal_id=goal_id)))
    talked(workspace)
    replied(workspace, Reply.NO)

    assert list(_waits(workspace).values()) == ["3 goals", "2 on your list", "2 waiting", "2 to thank"]
    assert _waits(workspace, days=8)[Area.ASK] == "2 waiting, 1 due"
    assert _waits(workspace, days=30)[Area.ASK] == "2 waiting, 2 due"


def test_one_goal_is_one_goal_and_a_closed_one_is_none(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    assert _waits(workspace)[Area.LEARN] == "1 goal"

    workspace.do(commands.CloseGoal(goal_id=goal_id))

    assert _waits(workspace)[Area.LEARN] == ""


def test_what_is_finished_waits_nowhere(workspace: Workspace) -> None:
    thanked(workspace)
    given_up(workspace)
    waits = _waits(workspace, days=400)
    assert (waits[Area.CHOOSE], waits[Area.ASK], waits[Area.THANK]) == ("", "", "")
