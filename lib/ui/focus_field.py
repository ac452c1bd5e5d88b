"""Puts the cursor into a field when what the page asks for has changed."""

import streamlit as st

from lib.ui import asset

_FOCUS = st.components.v2.component("askwell_focus_field", html="<span></span>", js=asset("focus_field.js"))


def focus_field(label: str, turn: str) -> None:
    """Put the cursor into the text field of that label, once for each `turn`; draws nothing."""
    _FOCUS(key="askwell-focus-field", data={"label": label, "turn": turn}, height=1)
