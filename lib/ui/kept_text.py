"""A field for a longer text that is there again, as it was typed, when one comes back to its page."""

import streamlit as st

from lib.domain.fields import TEXT_LIMIT
from lib.ui import session

_KEPT = "askwell:kept-texts"


def kept_text(name: str, words: str, *, height: int = 100, start: str = "") -> str:
    """Draw the field, which asks `words`, and return what stands in it; it lies in this session's memory alone."""
    kept: dict[str, str] = st.session_state.setdefault(_KEPT, {})
    key = session.key(name)
    # What is given to the field has to stay the same while it is there.
    first = f"{key}-first"
    if key not in st.session_state:
        st.session_state[first] = kept.get(key, start)
    kept[key] = st.text_area(words, st.session_state[first], height=height, max_chars=TEXT_LIMIT, key=key)
    return kept[key]


def forget_text(name: str) -> None:
    """Forget what was typed there; the field has to be drawn under another name then."""
    st.session_state.get(_KEPT, {}).pop(session.key(name), None)
