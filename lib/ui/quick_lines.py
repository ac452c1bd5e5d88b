"""A field for lines that are typed one after the other: none gets lost, however fast they come.

A plain field would send only its last text where two are sent while the page runs. This one keeps each line in the
browser, and sends it again with those after it, until it is told that the line was taken.
"""

from collections.abc import Collection
from dataclasses import dataclass

import streamlit as st

from lib.ui import asset, session

_FIELD = st.components.v2.component(
    "askwell_quick_lines",
    html='<div class="quick-lines"></div>',
    css=asset("quick_lines.css"),
    js=asset("quick_lines.js"),
)
_MOST = 200  # lines that wait at once


@dataclass(frozen=True, slots=True)
class QuickLine:
    """One line as it was typed, with an id that the browser gave it."""

    id: str
    text: str


def quick_lines(label: str, *, example: str, button: str, turn: str, taken: Collection[str]) -> list[QuickLine]:
    """Draw the field, and return the lines that were typed and are not among the `taken` (ids).

    For each new `turn` the cursor is put into the field.
    """
    data = {"label": label, "example": example, "button": button, "turn": turn, "taken": sorted(taken)}
    result = _FIELD(key=session.key("quick-lines"), data=data, on_lines_change=_heard)
    return [line for line in lines_of(result.get("lines")) if line.id not in taken]


def _heard() -> None:
    """Stand for the callback that makes Streamlit run the page; the result of the mount is what is read."""


def lines_of(value: object) -> list[QuickLine]:
    """Return the lines that the browser sent; anything else from it is ignored."""
    sent = value if isinstance(value, list) else []
    found = []
    for one in sent[:_MOST]:
        match one:
            case {"id": str(line_id), "text": str(text)}:
                found.append(QuickLine(line_id, text))
    return found
