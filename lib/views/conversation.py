"""One interview as it is prepared, held and noted: its questions with what was answered, and what came of it."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.views.learning import questions_of


@dataclass(frozen=True)
class Kept:
    """A text as the store has it: version 0 where nothing was written yet, `saved_at` None likewise."""

    text: str
    version: int
    saved_at: Any = None


NOTHING = Kept("", 0)


@dataclass(frozen=True)
class AskedQuestion:
    """One question of an interview, with the answer noted so far."""

    question_id: str
    text: str
    answer: Kept
    is_dropped: bool


def asked_questions(snapshot: Snapshot, interview_id: str) -> tuple[AskedQuestion, ...]:
    """Return the goal's questions in order, then dropped ones that were answered here."""
    goal_id = snapshot.one("interviews", interview_id, "interview").goal_id
    answers = snapshot.answers[snapshot.answers["interview_id"] == interview_id]
    noted = {str(row.question_id): _kept(row) for row in answers.itertuples(index=False)}
    kept = questions_of(snapshot, goal_id)
    dropped = questions_of(snapshot, goal_id, dropped=True)
    answered = {question_id for question_id, answer in noted.items() if answer.text}
    dropped = dropped[dropped["id"].isin(answered)]
    return tuple(
        AskedQuestion(str(row.id), str(row.text), noted.get(str(row.id), NOTHING), row.dropped_at is not pd.NaT)
        for frame in (kept, dropped)
        for row in frame.itertuples(index=False)
    )


def answer_to(snapshot: Snapshot, interview_id: str, question_id: str) -> Kept:
    """Return the answer that was noted to one question in one interview.

    Raises:
        NotFoundError: where there is no such interview or question.
    """
    snapshot.one("interviews", interview_id, "interview")
    snapshot.one("questions", question_id, "question")
    answers = snapshot.answers
    found = answers[(answers["interview_id"] == interview_id) & (answers["question_id"] == question_id)]
    return _kept(next(found.itertuples(index=False))) if len(found) else NOTHING


def free_notes(snapshot: Snapshot, interview_id: str) -> Kept:
    """Return the free notes of an interview.

    Raises:
        NotFoundError: where there is no such interview.
    """
    snapshot.one("interviews", interview_id, "interview")
    rows = snapshot.notes[snapshot.notes["interview_id"] == interview_id]
    return _kept(next(rows.itertuples(index=False))) if len(rows) else NOTHING


def parts_of(frame: pd.DataFrame, interview_id: str) -> pd.DataFrame:
    """Return an interview's rows of a frame that has `interview_id`: its messages, takeaways or promises."""
    return frame[frame["interview_id"] == interview_id]


def referrals(snapshot: Snapshot, interview_id: str) -> pd.DataFrame:
    """Return the people who were named in an interview (columns of the contacts frame)."""
    return snapshot.contacts[snapshot.contacts["named_in_id"] == interview_id]


def draft_of(snapshot: Snapshot, interview_id: str, purpose: str) -> Any | None:
    """Return the unsent message of an interview for a purpose, as a named tuple; None where there is none."""
    rows = parts_of(snapshot.messages, interview_id)
    unsent = rows[rows["sent_at"].isna() & (rows["purpose"] == purpose)]
    return next(unsent.itertuples(index=False), None)


def thread(snapshot: Snapshot, interview_id: str) -> tuple[Any, ...]:
    """Return what was sent and received in an interview, in order, as named tuples of the messages frame."""
    rows = parts_of(snapshot.messages, interview_id)
    return tuple(rows[rows["sent_at"].notna()].sort_values("sent_at").itertuples(index=False))


def _kept(row: Any) -> Kept:
    return Kept(str(row.text), int(row.version), row.saved_at)
