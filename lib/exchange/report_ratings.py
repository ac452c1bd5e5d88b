"""What a report says of how one's own mind changed: ratings before and after each conversation, and why."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from lib.domain.frame_rows import named_rows
from lib.domain.vocabulary import NoteKind, Rating
from lib.exchange.document import Block, Heading, Level, Note, Quote, Table
from lib.exchange.report_scope import Scope
from lib.method.labels import label
from lib.method.scales import scale
from lib.views.ratings import ratings

_HEAD = ("Conversation", "Sure before", "Sure after", "Fits me", "Useful")
_SCALES = {
    "before": Rating.CONFIDENCE,
    "after": Rating.CONFIDENCE,
    "fit": Rating.FIT,
    "usefulness": Rating.USEFULNESS,
}


def before_and_after(scope: Scope) -> Iterator[Block]:
    """Yield how sure one was before and after each talk, whether it fits, and what changed one's mind."""
    rated = named_rows(ratings(scope.snapshot, scope.zone, scope.goal.id))
    changed = [row for row in scope.parts("notes") if row.kind == NoteKind.CHANGED and row.text.strip()]
    if not (rated or changed):
        return
    yield Heading("Before and after")
    if rated:
        yield Note(" ".join(map(_asked, dict.fromkeys(_SCALES.values()))))
        yield Table(_HEAD, tuple(_row(scope, row) for row in rated), (4, 2, 2, 2, 2))
    if changed:
        yield Heading("What changed in my mind", Level.SECTION)
        yield from (
            Quote(scope.told(row.text), f"After the talk with {scope.speaker(row.interview_id)}") for row in changed
        )


def _asked(rating: Rating) -> str:
    """Return what was asked, and between which words one chose."""
    words = list(scale(rating).values())
    return f"{label(rating)} ({words[0]} … {words[-1]})"


def _row(scope: Scope, row: Any) -> tuple[str, ...]:
    who = scope.speaker(row.interview_id) if row.interview_id else row.name
    return (who, *(_words(rating, getattr(row, name)) for name, rating in _SCALES.items()))


def _words(rating: Rating, value: Any) -> str:
    return "" if value is pd.NA else scale(rating)[int(value)]
