"""The questions of a goal in the store."""

import pytest

from lib.domain.commands import (
    AddQuestion,
    DropQuestion,
    EditQuestion,
    InvalidInputsError,
    MoveQuestion,
    RestoreQuestion,
)
from lib.domain.errors import NotFoundError
from lib.store.workspace import Workspace
from lib.views.learning import questions_of
from tests.cast import Clock, a_goal, a_question, only


@pytest.fixture
def goal_id(workspace: Workspace) -> str:
    """Return a goal with three questions."""
    goal_id = a_goal(workspace)
    for text in ("First?", "Second?", "Third?"):
        a_question(workspace, goal_id, text)
    return goal_id


def _asked(workspace: Workspace, goal_id: str) -> list[str]:
    return list(questions_of(workspace.snapshot(), goal_id)["text"])


def _id(workspace: Workspace, text: str) -> str:
    questions = workspace.snapshot().questions
    return str(questions.loc[questions["text"] == text, "id"].item())


def test_a_question_is_added_as_the_last(workspace: Workspace, goal_id: str) -> None:
    workspace.do(AddQuestion(goal_id=goal_id, text=" Who\nelse? ", bank_id="who-else"))

    assert _asked(workspace, goal_id) == ["First?", "Second?", "Third?", "Who else?"]
    assert list(workspace.snapshot().questions["bank_id"]).count("who-else") == 1


def test_the_same_question_twice_is_one(workspace: Workspace, goal_id: str) -> None:
    receipt = workspace.do(AddQuestion(goal_id=goal_id, text="SECOND?"))

    assert (receipt.subject_id, receipt.number) == (_id(workspace, "Second?"), None)


def test_a_question_without_words_is_refused_in_words() -> None:
    with pytest.raises(InvalidInputsError, match="Write the question first"):
        AddQuestion.of({"goal_id": "g", "text": " "})


@pytest.mark.parametrize(
    ("place", "order"),
    [
        (0, ["Second?", "First?", "Third?"]),
        (1, ["First?", "Second?", "Third?"]),
        (2, ["First?", "Third?", "Second?"]),
        (99, ["First?", "Third?", "Second?"]),
    ],
)
def test_a_question_can_be_moved(workspace: Workspace, goal_id: str, place: int, order: list[str]) -> None:
    workspace.do(MoveQuestion(question_id=_id(workspace, "Second?"), place=place))

    assert _asked(workspace, goal_id) == order


def test_a_question_can_be_said_in_other_words(workspace: Workspace, goal_id: str) -> None:
    workspace.do(EditQuestion(question_id=_id(workspace, "First?"), version=1, text="Firstly?"))

    assert _asked(workspace, goal_id)[0] == "Firstly?"


def test_a_dropped_question_can_be_had_back_as_the_last(workspace: Workspace, goal_id: str) -> None:
    first = _id(workspace, "First?")
    workspace.do(DropQuestion(question_id=first))
    assert _asked(workspace, goal_id) == ["Second?", "Third?"]
    assert only(questions_of(workspace.snapshot(), goal_id, dropped=True)).text == "First?"

    workspace.do(RestoreQuestion(question_id=first))

    assert _asked(workspace, goal_id) == ["Second?", "Third?", "First?"]


def test_dropping_twice_keeps_the_first_moment(workspace: Workspace, clock: Clock) -> None:
    first = a_question(workspace, a_goal(workspace), "First?")
    workspace.do(DropQuestion(question_id=first))
    clock.forward(days=1)

    assert workspace.do(DropQuestion(question_id=first)).number is None


def test_restoring_a_question_that_is_asked_leaves_the_order(workspace: Workspace, goal_id: str) -> None:
    receipt = workspace.do(RestoreQuestion(question_id=_id(workspace, "First?")))

    assert receipt.number is None
    assert _asked(workspace, goal_id) == ["First?", "Second?", "Third?"]


def test_a_question_that_is_not_there_is_reported(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="This question is not here any more"):
        workspace.do(DropQuestion(question_id="none"))
