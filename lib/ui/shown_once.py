"""A secret that is shown once, since it is kept as a hash: the code that lets people in, the link for a pass phrase."""

from urllib.parse import urlencode

import streamlit as st

from lib.settings import settings


def link_to(**secret: str) -> str:
    """Return a link to the door of this site that brings a secret along."""
    home = settings().address.rstrip("/") or (st.context.url or "").split("/workshop")[0]
    return f"{home}/?{urlencode(secret)}"


def show_next(place: str, words: str, *secrets: str) -> None:
    """Keep secrets for the next run of `show_once`; `words` are markdown, so escape people's words in them."""
    st.session_state[place] = (words, secrets)


def show_once(place: str) -> None:
    """Show what waits at a place, and forget it."""
    if shown := st.session_state.pop(place, None):
        words, secrets = shown
        st.success(words, icon=":material/key:")
        for secret in secrets:
            st.code(secret, language=None, wrap_lines=True)
