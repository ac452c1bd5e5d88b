"""Loads the page again where a part of it could not be fetched, so that no tab stays broken."""

import streamlit as st

from lib.ui import asset

_WHOLE_PAGE = st.components.v2.component("askwell_whole_page", html="<span></span>", js=asset("whole_page.js"))


def keep_page_whole() -> None:
    """Watch over the page that the browser shows; draws nothing. Call it once a run."""
    _WHOLE_PAGE(key="askwell-whole-page", height=1)
