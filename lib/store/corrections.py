"""When things happened, where a later event says that it was at another moment than was logged at first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any


def corrected(events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of the events table, in the order of their numbers, each with the moment that was said last."""
    names = ("number", "happened_at", "corrects")
    moments = moments_said(*([row[name] for row in events] for name in names))
    return [{**row, "happened_at": at} for row, at in zip(events, moments, strict=True)]


def moments_said(
    numbers: Sequence[int], moments: Sequence[datetime], corrects: Sequence[int | None]
) -> Sequence[datetime]:
    """Return for each event, in the order of their numbers, when it happened as was said last.

    `corrects` is the number of the event whose moment another one tells anew, None for most.
    """
    last = {number: at for number, at in zip(corrects, moments, strict=True) if number is not None}
    return [last.get(number, at) for number, at in zip(numbers, moments, strict=True)] if last else moments
