"""A secret that is shown once, since it is kept as a hash: the code that lets people in, the link for a pass phrase."""

import streamlit as st


def show_next(place: str, words: str, secret: str) -> None:
    """Keep a secret for the next run of `show_once`; `words` are markdown, so escape people's words in them."""
    st.session_state[place] = (words, secret)


def show_once(place: str) -> None:
    """Show what waits at a place, and forget it."""
    if shown := st.session_state.pop(place, None):
        words, secret = shown
        st.success(words, icon=":material/key:")
        st.code(secret, language=None, wrap_lines=True)
