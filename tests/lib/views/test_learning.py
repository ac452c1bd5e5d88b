"""Goals and how far each is."""

from lib.domain import commands
from lib.domain.vocabulary import Reply
from lib.store.workspace import Workspace
from lib.views.interviews import interviews
from lib.views.learning import GOAL_COLUMNS, goals, own_questions, questions_of
from tests.cast import BERLIN, a_goal, a_question, an_interview, asked, replied, talked


def test_goals_count_their_questions_and_talks_with_open_ones_first(workspace: Workspace) -> None:
    closed, busy, fresh = (a_goal(workspace, topic) for topic in ("closed", "busy", "fresh"))
    workspace.do(commands.CloseGoal(goal_id=closed))
    dropped = a_question(workspace, busy, "Dropped?")
    a_question(workspace, busy, "Kept?")
    workspace.do(commands.DropQuestion(question_id=dropped))
    talked(workspace, replied(workspace, Reply.YES, asked(workspace, an_interview(workspace, goal_id=busy))))
    replied(workspace, Reply.ANSWERED, asked(workspace, an_interview(workspace, goal_id=busy)))
    replied(workspace, Reply.NO, asked(workspace, an_interview(workspace, goal_id=busy)))
    snapshot = workspace.snapshot()

    frame = goals(snapshot, interviews(snapshot, BERLIN))

    assert list(frame["goal_id"]) == [busy, fresh, closed]
    assert list(zip(frame["questions"], frame["talks"], frame["is_closed"], strict=True)) == [
        (1, 2, False),
        (0, 0, False),
        (0, 0, True),
    ]
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == GOAL_COLUMNS


def test_no_goals_are_an_empty_frame_of_the_same_shape(workspace: Workspace) -> None:
    snapshot = workspace.snapshot()
    frame = goals(snapshot, interviews(snapshot, BERLIN))
    assert frame.empty
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == GOAL_COLUMNS


def test_questions_are_those_of_the_goal_in_order(workspace: Workspace) -> None:
    goal_id, other = a_goal(workspace), a_goal(workspace, "another")
    ids = [a_question(workspace, goal_id, text) for text in ("A?", "B?", "C?")]
    a_question(workspace, other, "D?")
    workspace.do(commands.MoveQuestion(question_id=ids[2], place=0))
    workspace.do(commands.DropQuestion(question_id=ids[0]))

    assert list(questions_of(workspace.snapshot(), goal_id)["text"]) == ["C?", "B?"]
    assert list(questions_of(workspace.snapshot(), goal_id, dropped=True)["text"]) == ["A?"]


def test_own_questions_are_those_of_all_goals_that_no_bank_has(workspace: Workspace) -> None:
    first, second = a_goal(workspace), a_goal(workspace, "another")
    mine = [a_question(workspace, goal_id, text) for goal_id, text in ((first, "A?"), (second, "B?"), (second, "C?"))]
    workspace.do(commands.AddQuestion(goal_id=first, text="What first pulled you here?", bank_id="path-01"))
    workspace.do(commands.DropQuestion(question_id=mine[1]))

    assert set(own_questions(workspace.snapshot())) == {"A?", "C?"}
