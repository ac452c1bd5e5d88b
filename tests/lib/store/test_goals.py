"""Step 1 in the store: goals, and what one says about oneself."""

from datetime import date

import pandas as pd
import pytest

from lib.domain.commands import (
    AddGoal,
    ChooseTimeZone,
    CloseGoal,
    EditGoal,
    InvalidInputsError,
    ReopenGoal,
    SaveGoalText,
    SaveProfileText,
)
from lib.domain.errors import NotFoundError
from lib.domain.vocabulary import GoalKind
from lib.store.workspace import Workspace
from tests.cast import TODAY, Clock, a_goal, only


def test_a_goal_is_kept_as_it_was_typed(workspace: Workspace) -> None:
    workspace.do(AddGoal(kind=GoalKind.ROLE, topic="  data work\nin hospitals ", wanted="Is it for me?\n", by_on=TODAY))

    goal = only(workspace.snapshot().goals)

    assert (goal.kind, goal.topic, goal.wanted) == ("role", "data work in hospitals", "Is it for me?\n")
    assert (goal.by_on, goal.target, goal.version) == (pd.Timestamp(TODAY), 3, 1)
    assert goal.closed_at is pd.NaT


def test_a_goal_without_words_is_refused_in_words() -> None:
    with pytest.raises(InvalidInputsError, match="Say in a few words what you want to learn about"):
        AddGoal.of({"kind": "role", "topic": " \n"})


def test_what_is_chosen_about_a_goal_can_be_changed(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)

    workspace.do(
        EditGoal(goal_id=goal_id, version=1, kind=GoalKind.PATH, by_on=date(2027, 1, 1), target=5, confidence=4)
    )

    goal = only(workspace.snapshot().goals)
    assert (goal.kind, goal.target, goal.confidence, goal.version) == ("path", 5, 4, 2)


@pytest.mark.parametrize("field", ["topic", "wanted", "decision", "known", "plan", "conclusion"])
def test_every_text_of_a_goal_can_be_saved(workspace: Workspace, field: str) -> None:
    goal_id = a_goal(workspace)

    receipt = workspace.do(SaveGoalText(goal_id=goal_id, version=1, field=field, text="new words"))

    goal = only(workspace.snapshot().goals)
    assert (getattr(goal, field), goal.version) == ("new words", 2)
    assert receipt.number == 2


def test_saving_the_same_text_again_changes_nothing(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    same = SaveGoalText(goal_id=goal_id, version=1, field="plan", text="On Monday at nine")
    workspace.do(same)
    before = workspace.snapshot()

    receipt = workspace.do(same)

    assert receipt.number is None
    assert workspace.snapshot() is before


def test_a_goal_can_be_put_away_and_taken_up_again(workspace: Workspace, clock: Clock) -> None:
    goal_id = a_goal(workspace)

    workspace.do(CloseGoal(goal_id=goal_id))
    closed_at = only(workspace.snapshot().goals).closed_at
    clock.forward(days=1)
    again = workspace.do(CloseGoal(goal_id=goal_id))

    assert again.number is None
    assert only(workspace.snapshot().goals).closed_at == closed_at
    workspace.do(ReopenGoal(goal_id=goal_id))
    assert only(workspace.snapshot().goals).closed_at is pd.NaT


def test_a_goal_that_is_not_there_is_reported(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="This goal is not here any more"):
        workspace.do(CloseGoal(goal_id="no-such-goal"))


@pytest.mark.parametrize("field", ["name", "full_name", "intro", "contact_line", "phone"])
def test_every_text_about_oneself_can_be_saved(workspace: Workspace, field: str) -> None:
    workspace.do(SaveProfileText(version=1, field=field, text="Ada"))

    profile = only(workspace.snapshot().profiles)
    assert (getattr(profile, field), profile.version) == ("Ada", 2)


def test_a_text_that_has_one_line_is_kept_as_one(workspace: Workspace) -> None:
    workspace.do(SaveProfileText(version=1, field="name", text=" Ada\nLovelace "))
    workspace.do(SaveProfileText(version=2, field="intro", text=" I count.\nA lot. "))

    profile = only(workspace.snapshot().profiles)
    assert (profile.name, profile.intro) == ("Ada Lovelace", " I count.\nA lot. ")


def test_the_time_zone_is_one_that_exists(workspace: Workspace) -> None:
    workspace.do(ChooseTimeZone(time_zone="Pacific/Kiritimati"))

    assert only(workspace.snapshot().profiles).time_zone == "Pacific/Kiritimati"
    with pytest.raises(InvalidInputsError, match="Choose a time zone from the list"):
        ChooseTimeZone.of({"time_zone": "Mars/Olympus"})
