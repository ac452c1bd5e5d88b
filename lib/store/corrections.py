"""When things happened, where a later event says that it was at another moment than was logged at first."""

from collections.abc import Sequence
from typing import Any


def corrected(events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of the events table, in the order of their numbers, each with the moment that was said last."""
    moments = {row["corrects"]: row["happened_at"] for row in events if row["corrects"] is not None}
    return [{**row, "happened_at": moments.get(row["number"], row["happened_at"])} for row in events]
