"""What to ask in an interview: nothing is lost, nothing is asked twice, and what waits comes first."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.commands import CarryQuestion, DropQuestion, PlanQuestions, SaveAnswer
from lib.domain.commands.interviews import LONGEST, SHORTEST
from lib.domain.errors import NotFoundError
from lib.domain.snapshot import COLUMNS, Snapshot, typed_frame
from lib.domain.vocabulary import Reply
from lib.method.question_bank import questions_for_minutes
from lib.store.workspace import Workspace
from lib.views.plan import PlannedQuestion, planned_questions, question_plan
from tests.cast import NOW, a_contact, a_goal, a_question, an_interview, asked, replied, scheduled, talked, thanked

_QUESTIONS = [f"q{number}" for number in range(12)]
_PEOPLE = ["Ana", "Ben", "Cleo"]
_INTERVIEWS = {"first": "Ana", "second": "Ben", "third": "Ana", "now": "Cleo"}


def _frame(table: str, rows: list[dict[str, Any]]) -> Any:
    every = {"id": "", "version": 1, **dict.fromkeys(COLUMNS[table])}
    return typed_frame(table, [every | row for row in rows])


_EMPTY: dict[str, Any] = {name: typed_frame(name, []) for name in COLUMNS}
_EMPTY["contacts"] = _frame("contacts", [{"id": name, "name": name} for name in _PEOPLE])


def _world(questions: int, minutes: int | None, plan: list[str], answers: list[dict[str, Any]]) -> Snapshot:
    """Return a goal with four interviews, of which "now" has this plan, and "first" to "third" were before."""
    frames = _EMPTY.copy()
    asked = enumerate(_QUESTIONS[:questions])
    frames["questions"] = _frame(
        "questions", [{"id": one, "goal_id": "goal", "place": place, "text": f"{one}?"} for place, one in asked]
    )
    frames["interviews"] = _frame(
        "interviews",
        [
            {"id": one, "goal_id": "goal", "contact_id": who, "minutes": minutes, "plan": plan if one == "now" else []}
            for one, who in _INTERVIEWS.items()
        ],
    )
    frames["answers"] = _frame(
        "answers", [row | {"saved_at": NOW + timedelta(hours=hour)} for hour, row in enumerate(answers)]
    )
    return Snapshot("ada", 1, **frames)


_ANSWERS = st.fixed_dictionaries(
    {
        "interview_id": st.sampled_from(list(_INTERVIEWS)),
        "question_id": st.sampled_from(_QUESTIONS),
        "text": st.sampled_from(["", "Shifts."]),
        "carried": st.booleans(),
        "off_record": st.just(value=False),
    }
)


@given(
    st.integers(0, len(_QUESTIONS)),
    st.none() | st.integers(SHORTEST, LONGEST),
    st.lists(st.sampled_from([*_QUESTIONS, "of another goal"]), unique=True),
    st.lists(_ANSWERS, unique_by=lambda row: (row["interview_id"], row["question_id"])),
)
def test_no_question_is_lost_and_none_comes_after_the_end(
    questions: int, minutes: int | None, plan: list[str], answers: list[dict[str, Any]]
) -> None:
    found = question_plan(_world(questions, minutes, plan, answers), "now")

    together = [question.question_id for question in (*found.planned, *found.left_over)]
    assert sorted(together) == sorted(_QUESTIONS[:questions])
    marks = [question.minute for question in found.planned]
    assert marks == sorted(marks, key=lambda mark: mark or 0)
    assert all(mark is not None and 0 <= mark < found.minutes for mark in marks)
    assert not any(question.is_planned for question in found.left_over)
    chosen = [one for one in plan if one in _QUESTIONS[:questions]]
    if chosen:
        assert [question.question_id for question in found.planned] == chosen
        return
    assert len(found.planned) <= found.fits == questions_for_minutes(found.minutes)
    assert not any(question.is_answered for question in found.planned)
    carried = [question.is_carried for question in found.planned]
    assert carried == sorted(carried, reverse=True)


def _by_text(found: tuple[PlannedQuestion, ...]) -> dict[str, tuple[int | None, str, int]]:
    return {
        question.text: (question.minute, question.not_asked_with, question.answered_by_others) for question in found
    }


def _with(workspace: Workspace, goal_id: str, name: str) -> str:
    return an_interview(workspace, goal_id=goal_id, contact_id=a_contact(workspace, name))


def _agreed(workspace: Workspace, interview_id: str, **more: Any) -> str:
    return scheduled(workspace, replied(workspace, Reply.YES, asked(workspace, interview_id)), **more)


def _answers(workspace: Workspace, interview_id: str, question_id: str, text: str = "Shifts.") -> None:
    version = int(sum(workspace.snapshot().answers["interview_id"].eq(interview_id)))
    workspace.do(SaveAnswer(interview_id=interview_id, question_id=question_id, version=version, text=text))


def test_what_was_not_asked_comes_first_until_somebody_answers_it(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    first, second = (a_question(workspace, goal_id, text) for text in ("First?", "Second?"))
    ana, ben, cleo = (_with(workspace, goal_id, name) for name in ("Ana", "Ben", "Cleo"))
    _answers(workspace, ana, first)
    workspace.do(CarryQuestion(interview_id=ana, question_id=second))

    assert _by_text(planned_questions(workspace.snapshot(), ben)) == {"Second?": (3, "Ana", 0), "First?": (9, "", 1)}

    workspace.do(CarryQuestion(interview_id=ben, question_id=second))
    assert planned_questions(workspace.snapshot(), cleo)[0].not_asked_with == "Ben"
    assert not any(question.is_carried for question in planned_questions(workspace.snapshot(), ben))

    _answers(workspace, cleo, second)
    dan = _with(workspace, goal_id, "Dan")
    assert _by_text(planned_questions(workspace.snapshot(), dan)) == {"First?": (3, "", 1), "Second?": (9, "", 1)}


def test_somebody_is_not_asked_again_what_they_answered_unless_it_was_chosen(workspace: Workspace) -> None:
    goal_id, person = a_goal(workspace), a_contact(workspace)
    first, second, other = (a_question(workspace, goal_id, text) for text in ("First?", "Second?", "Third?"))
    earlier = an_interview(workspace, goal_id=goal_id, contact_id=person)
    thanked(workspace, talked(workspace, _agreed(workspace, earlier)))
    _answers(workspace, earlier, first)
    again = an_interview(workspace, goal_id=goal_id, contact_id=person)
    workspace.do(DropQuestion(question_id=other))

    found = question_plan(workspace.snapshot(), again)
    assert [question.text for question in found.planned] == ["Second?"]
    [left] = found.left_over
    assert (left.text, left.is_answered, left.answered_by_others) == ("First?", True, 0)

    workspace.do(PlanQuestions(interview_id=again, question_ids=(other, second, first)))
    found = question_plan(workspace.snapshot(), again)
    assert ([question.text for question in found.planned], found.is_chosen) == (["Second?", "First?"], True)


def test_a_longer_talk_has_room_for_more(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    for number in range(9):
        a_question(workspace, goal_id, f"Number {number}?")
    interview_id = an_interview(workspace, goal_id=goal_id)
    usual = question_plan(workspace.snapshot(), interview_id)

    _agreed(workspace, interview_id, minutes=30)

    longer = question_plan(workspace.snapshot(), interview_id)
    assert [(len(plan.planned), len(plan.left_over), plan.minutes) for plan in (usual, longer)] == [
        (6, 3, 20),
        (8, 1, 30),
    ]


def test_an_interview_that_is_gone_has_no_plan(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        planned_questions(workspace.snapshot(), "gone")
