"""Advice that came in writing: their text in passages, each of which may become an answer or a takeaway."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lib.domain.commands import AddTakeaway, SaveAnswer
from lib.domain.fields import clean_text
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Direction, Purpose
from lib.views.conversation import answer_to, parts_of, thread
from lib.views.debriefing import short

# A passage ends after a sentence, an empty line, or before the next entry of a list.
_END = re.compile(
    r"""
      (?<=[.!?\u2026]) ["'\u2019\u201d\u00bb)\]]* \s+ (?! [a-z] )
    | (?<=[\u3002\uff01\uff1f]) ["\u201d\u300d\u300f)]* \s*
    | \n \s* \n \s*
    | \n (?= [ \t]* (?: [-*\u2022\u2013] | \d{1,2}[.)] ) \s )
    """,
    re.VERBOSE,
)
# After these, a full stop ends no sentence.
_SHORTENED = re.compile(r"(?:^|[\s(])(?:Dr|Mr|Mrs|Ms|Prof|St|No|vs|e\.g|i\.e|[A-Z]|\d{1,2})\.\s+$")


@dataclass(frozen=True)
class Advice:
    """One message of theirs, word for word."""

    message_id: str
    text: str


def advice(snapshot: Snapshot, interview_id: str) -> tuple[Advice, ...]:
    """Return what they wrote in an interview, in order; what their mailbox answered by itself is none of it."""
    return tuple(
        Advice(str(row.id), str(row.body))
        for row in thread(snapshot, interview_id)
        if row.direction == Direction.RECEIVED and row.purpose != Purpose.AUTO_REPLY and row.body.strip()
    )


def passages(text: str) -> tuple[str, ...]:
    """Return a text cut into sentences and entries of lists; put together again, they are the text itself."""
    return tuple(_passages(text))


def _passages(text: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(text):
        passage = text[start : end.end()]
        if passage.strip() and not _SHORTENED.search(passage):
            yield passage
            start = end.end()
    if text[start:]:
        yield text[start:]


def is_takeaway(snapshot: Snapshot, interview_id: str, passage: str) -> bool:
    """Return whether a passage is a takeaway already."""
    return any(row.text == short(passage) for row in parts_of(snapshot, "takeaways", interview_id))


def is_answer(snapshot: Snapshot, interview_id: str, question_id: str, passage: str) -> bool:
    """Return whether a passage stands in the answer to a question."""
    return _said(passage) in answer_to(snapshot, interview_id, question_id).text


def as_takeaway(interview_id: str, passage: str) -> AddTakeaway:
    """Return the command that makes a passage a takeaway."""
    return AddTakeaway.of({"text": short(passage)}, interview_id=interview_id)


def as_answer(snapshot: Snapshot, interview_id: str, question_id: str, passage: str) -> SaveAnswer:
    """Return the command that puts a passage beneath what was noted as the answer to a question."""
    kept = answer_to(snapshot, interview_id, question_id)
    text = "\n\n".join(part for part in (kept.text.rstrip(), _said(passage)) if part)
    named = {"interview_id": interview_id, "question_id": question_id, "version": kept.version}
    return SaveAnswer.of({"text": text}, **named)


def _said(passage: str) -> str:
    return clean_text(passage).strip()
