"""What was to be filled in, and was not."""

import re
from functools import cache

from lib.method.coach.letter import Letter
from lib.method.coach.remark import Finding, finding
from lib.method.wordings import wording_fields

_BRACKETS = re.compile(
    r"\[(?!at\]|\d+\]|\u2026\]|\.\.\.\])[^\[\]\n]{0,80}\]|\{[^{}\n]{0,80}\}|<[a-z][a-z _]{1,30}>|\{\{|\}\}|\{%|%\}"
)
_MARKS = re.compile(
    r"\bINSERT\b[^\n.]{0,20}|\bX{3,}\b|\bTBD\b|\bTODO\b|_{3,}|\b(?:(?:FIRST |LAST |YOUR )?NAME|COMPANY)\b"
)
_FEWEST_WORDS = 5


def leftovers(letter: Letter) -> Finding | None:
    """Say where a gap, a bracket or a mark is left in the subject or the body."""
    text = f"{letter.subject}\n{letter.looked_at}"
    match = _BRACKETS.search(text) or _MARKS.search(text)
    left = match[0] if match else next((gap for gap in _gaps() if gap in letter.plain), "")
    return finding("left", words=left) if left else None


@cache
def _gaps() -> tuple[str, ...]:
    """Return our own gap texts that nobody would write, as they stand where only their brackets were taken away."""
    gaps = (field.gap.lower() for field in wording_fields().values())
    return tuple(gap for gap in gaps if len(gap.split()) >= _FEWEST_WORDS)
