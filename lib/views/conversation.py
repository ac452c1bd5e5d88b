"""One interview as it is prepared, held and noted: its questions with what was answered, and what came of it."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Direction, NoteKind
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
    noted = {str(row.question_id): _kept(row) for row in parts_of(snapshot, "answers", interview_id)}
    asked = [*questions_of(snapshot, goal_id).itertuples(index=False)]
    dropped = questions_of(snapshot, goal_id, dropped=True).itertuples(index=False)
    asked.extend(row for row in dropped if noted.get(str(row.id), NOTHING).text)
    return tuple(
        AskedQuestion(str(row.id), str(row.text), noted.get(str(row.id), NOTHING), row.dropped_at is not pd.NaT)
        for row in asked
    )


def answer_to(snapshot: Snapshot, interview_id: str, question_id: str) -> Kept:
    """Return the answer that was noted to one question in one interview.

    Raises:
        NotFoundError: where there is no such interview or question.
    """
    snapshot.one("interviews", interview_id, "interview")
    snapshot.one("questions", question_id, "question")
    found = [row for row in parts_of(snapshot, "answers", interview_id) if row.question_id == question_id]
    return _kept(found[0]) if found else NOTHING


def note_text(snapshot: Snapshot, interview_id: str, kind: NoteKind = NoteKind.FREE) -> Kept:
    """Return the free notes of an interview, or a text of its debrief.

    Raises:
        NotFoundError: where there is no such interview.
    """
    snapshot.one("interviews", interview_id, "interview")
    rows = [row for row in parts_of(snapshot, "notes", interview_id) if row.kind == kind]
    return _kept(rows[0]) if rows else NOTHING


def parts_of(snapshot: Snapshot, table: str, interview_id: str) -> tuple[Any, ...]:
    """Return an interview's rows of a table that has `interview_id` (messages, takeaways …), as named tuples."""
    return snapshot.rows_of(table, "interview_id", interview_id)


def referrals(snapshot: Snapshot, interview_id: str) -> tuple[Any, ...]:
    """Return the people who were named in an interview, as named tuples of the contacts frame."""
    return snapshot.rows_of("contacts", "named_in_id", interview_id)


def draft_of(snapshot: Snapshot, interview_id: str, purpose: str) -> Any | None:
    """Return the unsent message of an interview for a purpose, as a named tuple; None where there is none."""
    mine = [row for row in parts_of(snapshot, "messages", interview_id) if row.direction == Direction.SENT]
    return next((row for row in mine if row.purpose == purpose and row.sent_at is pd.NaT), None)


def begun_reply(snapshot: Snapshot, interview_id: str) -> Kept:
    """Return their own words that were noted but not logged as an answer yet.

    Raises:
        NotFoundError: where there is no such interview.
    """
    snapshot.one("interviews", interview_id, "interview")
    for row in parts_of(snapshot, "messages", interview_id):
        if row.direction == Direction.RECEIVED and row.sent_at is pd.NaT:
            return Kept(str(row.body), int(row.version), row.saved_at)
    return NOTHING


def thread(snapshot: Snapshot, interview_id: str) -> tuple[Any, ...]:
    """Return what was sent and received in an interview, in order, as named tuples of the messages frame."""
    sent = [row for row in parts_of(snapshot, "messages", interview_id) if row.sent_at is not pd.NaT]
    return tuple(sorted(sent, key=lambda row: row.sent_at))


def _kept(row: Any) -> Kept:
    return Kept(str(row.text), int(row.version), row.saved_at)
