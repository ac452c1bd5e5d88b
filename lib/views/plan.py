"""What to ask in one interview, in order and minute by minute: as it was chosen, or what fits the agreed time."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import pandas as pd

from lib.domain.commands.interviews import USUAL_MINUTES
from lib.domain.frame_rows import cells
from lib.domain.snapshot import Snapshot
from lib.method.question_bank import questions_for_minutes
from lib.method.talk_plan import question_marks
from lib.views.learning import questions_of


@dataclass(frozen=True)
class PlannedQuestion:
    """One question of the goal as it stands for an interview.

    `minute` is when to ask it, None where it is not planned. `not_asked_with` is the name of whom it was to be asked
    last, "" where it does not wait. `answered_by_others` counts people; `is_answered` says whether this very person
    answered it in another interview about the goal.
    """

    question_id: str
    text: str
    minute: int | None
    not_asked_with: str
    answered_by_others: int
    is_answered: bool

    @property
    def is_planned(self) -> bool:
        """Whether it is to be asked in this interview."""
        return self.minute is not None

    @property
    def is_carried(self) -> bool:
        """Whether it was to be asked in another interview, and waits since."""
        return bool(self.not_asked_with)


@dataclass(frozen=True)
class QuestionPlan:
    """All open questions of the goal: those to ask here in order, and the others in the goal's order.

    `fits` is for how many there is time in `minutes`; `is_chosen` says whether they were chosen for this interview.
    """

    planned: tuple[PlannedQuestion, ...]
    left_over: tuple[PlannedQuestion, ...]
    minutes: int
    fits: int
    is_chosen: bool


def planned_questions(snapshot: Snapshot, interview_id: str) -> tuple[PlannedQuestion, ...]:
    """Return the questions to ask in an interview, in order.

    Raises:
        NotFoundError: where there is no such interview.
    """
    return question_plan(snapshot, interview_id).planned


def question_plan(snapshot: Snapshot, interview_id: str) -> QuestionPlan:
    """Return the plan of an interview: the chosen questions, else as many as fit (method, sections 1.4 and 4).

    Those that wait since another interview come first; none is planned by itself that this very person answered.

    Raises:
        NotFoundError: where there is no such interview.
    """
    return snapshot.derive(("question plan", interview_id), lambda: _question_plan(snapshot, interview_id))


def agreed_minutes(interview: Any) -> int:
    """Return how long an interview (a row with `minutes`) is to be; the usual length where nothing is agreed."""
    return USUAL_MINUTES if pd.isna(interview.minutes) else int(interview.minutes)


def _question_plan(snapshot: Snapshot, interview_id: str) -> QuestionPlan:
    interview = snapshot.one("interviews", interview_id, "interview")
    minutes = agreed_minutes(interview)
    asked = dict(cells(questions_of(snapshot, interview.goal_id), "id", "text"))
    elsewhere = _elsewhere(snapshot, interview)
    fits = questions_for_minutes(minutes)
    chosen = [question_id for question_id in interview.plan if question_id in asked]
    planned = chosen or elsewhere.in_order(asked, interview.contact_id)[:fits]
    marks = dict(zip(planned, question_marks(minutes, len(planned)), strict=True))
    questions = {
        question_id: PlannedQuestion(
            question_id,
            text,
            marks.get(question_id),
            elsewhere.waits_with.get(question_id, ""),
            len(elsewhere.answered_by(question_id) - {interview.contact_id}),
            interview.contact_id in elsewhere.answered_by(question_id),
        )
        for question_id, text in asked.items()
    }
    left_over = tuple(question for question in questions.values() if not question.is_planned)
    return QuestionPlan(tuple(questions[one] for one in planned), left_over, minutes, fits, bool(chosen))


@dataclass(frozen=True)
class _Elsewhere:
    """What the other interviews about a goal say of its questions, by their ids."""

    answered: Mapping[str, AbstractSet[str]]  # by whom: ids of contacts
    waits_with: Mapping[str, str]  # with whom it was to be asked: a name

    def answered_by(self, question_id: str) -> AbstractSet[str]:
        """Return who answered a question."""
        return self.answered.get(question_id, frozenset())

    def in_order(self, asked: Mapping[str, str], contact_id: str) -> list[str]:
        """Return which of these questions to ask somebody: not yet answered, and those that wait first."""
        fresh = [question_id for question_id in asked if contact_id not in self.answered_by(question_id)]
        return sorted(fresh, key=lambda question_id: question_id not in self.waits_with)


def _elsewhere(snapshot: Snapshot, interview: Any) -> _Elsewhere:
    """Return what is known from the other interviews; an answer noted later than a question was put off settles it."""
    about_it = snapshot.rows_of("interviews", "goal_id", interview.goal_id)
    rows = {row.id: snapshot.rows_of("answers", "interview_id", row.id) for row in about_it}
    here = {row.question_id for row in rows.pop(interview.id) if row.text or row.carried}
    contacts = {row.id: row.contact_id for row in about_it}
    answered: dict[str, set[str]] = {}
    waits: dict[str, str] = {}
    for row in sorted((row for of_one in rows.values() for row in of_one), key=attrgetter("saved_at")):
        if row.text:
            answered.setdefault(row.question_id, set()).add(contacts[row.interview_id])
            waits.pop(row.question_id, None)
        elif row.carried:
            waits[row.question_id] = contacts[row.interview_id]
    names = {one: snapshot.one("contacts", one, "person").name for one in waits.values()}
    return _Elsewhere(answered, {one: names[who] for one, who in waits.items() if one not in here})
