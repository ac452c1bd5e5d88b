"""A conversation while it is held: its questions one under another, each with a place for the answer."""

from typing import Any

from lib.domain.snapshot import Snapshot
from lib.ui.conversation_notes import answer_field, notes_field
from lib.ui.log_held import log_held
from lib.views.conversation import asked_questions


def hold(snapshot: Snapshot, row: Any) -> None:
    """Draw the questions one under another, each with a place for the answer, and the free notes."""
    for question in asked_questions(snapshot, row.interview_id):
        answer_field(row.interview_id, question)
    notes_field(row.interview_id)
    log_held(row)
