"""A board of cards in columns: cards move by dragging or with the arrow keys, and open on Enter or a click.

It is an extra beside the page's plain "Move to" menu, never the only way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal

import streamlit as st

from lib.ui import asset

_BOARD = st.components.v2.component(
    "askwell_board",
    html='<div class="board"></div>',
    css=asset("board.css"),
    js=asset("board.js"),
)


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One card: a title, up to two lines under it, and the ids of the columns that it may move to."""

    id: str
    title: str
    details: Sequence[str] = ()
    moves_to: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One column: the count stands beside the title and may be more than the cards shown."""

    id: str
    title: str
    count: int
    cards: Sequence[BoardCard] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class BoardMove:
    """The person moved a card to a column that was allowed for it."""

    card: str
    to: str


@dataclass(frozen=True, slots=True)
class BoardOpen:
    """The person opened a card."""

    card: str


def board(
    key: str, columns: Sequence[BoardColumn], *, label: str = "Board", heading: Literal[2, 3] = 2
) -> BoardMove | BoardOpen | None:
    """Draw the board and return what the person did with it, once, or None.

    `heading` is the level of the columns' titles: 2 below the page's title, 3 below a section's.
    """
    data = {"label": label, "heading": heading, "columns": [_drawn(column) for column in columns]}
    result = _BOARD(key=key, data=data, on_move_change=_heard, on_open_change=_heard)
    return move_of(result.get("move"), columns) or opening_of(result.get("open"), columns)


def _heard() -> None:
    """Stand for the callbacks that make Streamlit report a trigger; the result of the mount is what is read."""


def _drawn(column: BoardColumn) -> dict[str, object]:
    drawn = asdict(column)
    for card in drawn["cards"]:
        card["details"] = [detail for detail in card["details"] if detail][:2]
    return drawn


def move_of(value: object, columns: Sequence[BoardColumn]) -> BoardMove | None:
    """Return the move if the card is on the board and may go there; anything else from the browser is ignored."""
    match value:
        case {"card": str(card_id), "to": str(to)}:
            card = _cards(columns).get(card_id)
            allowed = card is not None and to in card.moves_to and any(column.id == to for column in columns)
            return BoardMove(card_id, to) if allowed else None
    return None


def opening_of(value: object, columns: Sequence[BoardColumn]) -> BoardOpen | None:
    """Return the opening if the card is on the board."""
    match value:
        case {"card": str(card_id)} if card_id in _cards(columns):
            return BoardOpen(card_id)
    return None


def _cards(columns: Sequence[BoardColumn]) -> Mapping[str, BoardCard]:
    return {card.id: card for column in columns for card in column.cards}
