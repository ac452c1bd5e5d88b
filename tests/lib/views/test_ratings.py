"""How sure one was over time, before and after each conversation."""

from lib.domain import commands
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import RatedWhen, Rating
from lib.store.workspace import Workspace
from lib.views.ratings import COLUMNS, START, in_words, ratings, ratings_words
from tests.cast import BERLIN, a_goal, an_interview, only
from tests.eight_conversations import TALKS


def test_each_conversation_has_its_ratings_in_the_order_of_the_days(eight: Snapshot) -> None:
    rows = ratings(eight, BERLIN, only(eight.goals).id)
    assert {name: str(dtype) for name, dtype in rows.dtypes.items()} == COLUMNS
    assert list(zip(rows["name"], rows["before"], rows["after"], rows["fit"], strict=True)) == [
        (talk.name, *talk.confidence, talk.fit) for talk in TALKS
    ]
    assert rows["on"].is_monotonic_increasing
    assert list(in_words(rows)["Before"])[:2] == ["A little", "Fairly"]
    assert "first “a little”, last “very" in ratings_words(rows)


def test_what_was_said_of_the_goal_alone_comes_first_and_what_is_missing_stays_empty(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    assert ratings(workspace.snapshot(), BERLIN, goal_id).empty
    interview_id = an_interview(workspace, goal_id=goal_id)
    rated = {"goal_id": goal_id, "interview_id": interview_id, "rating": Rating.CONFIDENCE}
    workspace.do(commands.Rate(**rated, rated_when=RatedWhen.AFTER, value=4))
    only_after = ratings(workspace.snapshot(), BERLIN, goal_id)
    assert ratings_words(only_after) == ""
    assert in_words(only_after)["Before"].item() == ""
    goal = only(workspace.snapshot().goals)
    sure = commands.EditGoal(goal_id=goal_id, version=goal.version, kind=goal.kind, by_on=None, target=3, confidence=2)
    workspace.do(sure)
    rows = ratings(workspace.snapshot(), BERLIN, goal_id)
    assert list(rows["name"]) == [START, "Amara Obi"]
    assert list(rows["before"].fillna(0)) == [2, 0]
