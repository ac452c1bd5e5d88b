"""The answers and notes of a conversation, saved while they are typed."""

from lib.ui.typed_field import typed_field
from lib.views.conversation import AskedQuestion

_LIMIT = 100_000


def answer_field(interview_id: str, question: AskedQuestion) -> None:
    """Draw the place for the answer to one question; the question is its label."""
    typed_field(f"answer/{interview_id}/{question.question_id}", label=question.text, height=88, limit=_LIMIT)


def notes_field(interview_id: str) -> None:
    """Draw the place for free notes."""
    typed_field(f"notes/{interview_id}", label="Free notes", height=140, limit=_LIMIT)
