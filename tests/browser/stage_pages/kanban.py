"""A stage for the board: three stages of asking, and a line that says what the page was told."""

import streamlit as st

from lib.ui.board import BoardCard, BoardColumn, BoardMove, BoardOpen, board
from lib.ui.safe_text import md_escape

TITLES = {"to-ask": "To ask", "waiting": "Waiting", "agreed": "Agreed", "thanked": "Thanked"}
MOVES = {"to-ask": ("waiting", "agreed"), "waiting": ("to-ask", "agreed"), "agreed": ("thanked",), "thanked": ()}

st.session_state.setdefault("where", {"Amara <b>Nwosu</b>": "to-ask", "Lee Park": "to-ask", "Dana Okafor": "agreed"})
where: dict[str, str] = st.session_state["where"]


def column(stage: str) -> BoardColumn:
    """Return one stage with its cards."""
    names = [name for name, there in where.items() if there == stage]
    cards = [BoardCard(name, name, ("asked on Monday", "Data work"), MOVES[stage]) for name in names]
    return BoardColumn(stage, TITLES[stage], len(cards), cards)


st.title("All your interviews")
match board("interviews", [column(stage) for stage in TITLES], label="Interviews by stage"):
    case BoardMove(card, to):
        where[card] = to
        st.session_state["told"] = f"{card} moved to {TITLES[to]}"
        st.rerun()
    case BoardOpen(card):
        st.session_state["told"] = f"{card} opened"
st.markdown(md_escape(st.session_state.get("told", "Nothing yet")))
