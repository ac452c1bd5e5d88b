"""The answers and notes of a conversation, saved while they are typed."""

from lib.domain.vocabulary import Mark
from lib.method.marks import marks
from lib.ui.typed_field import FieldLook, typed_field
from lib.views.conversation import AskedQuestion

_LIMIT = 100_000


def answer_field(interview_id: str, question: AskedQuestion, *, while_talking: bool = False) -> None:
    """Draw the place for the answer to one question, which is its label; large and with marks while one talks."""
    look = _look(88, while_talking=while_talking)
    typed_field(f"answer/{interview_id}/{question.question_id}", label=question.text, **look)


def notes_field(interview_id: str, *, while_talking: bool = False) -> None:
    """Draw the place for free notes; large and with marks while one talks."""
    typed_field(f"notes/{interview_id}", label="Free notes", **_look(140, while_talking=while_talking))


def _look(height: int, *, while_talking: bool) -> FieldLook:
    signs = [marks()[mark].sign for mark in Mark]
    return {
        "height": 140 if while_talking else height,
        "limit": _LIMIT,
        "large": while_talking,
        "marks": signs if while_talking else [],
    }
