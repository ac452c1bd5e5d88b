"""What the pages draw with: the look, text that is safe to show, the typed field, the board."""

from pathlib import Path

import streamlit as st

_ASSETS = Path(__file__).parent / "assets"


def asset(name: str) -> str:
    """Return the text of a file in `assets/` (a style or a script of ours; never a person's words)."""
    return (_ASSETS / name).read_text(encoding="utf-8")


def apply_look() -> None:
    """Add the few styles that the theme in `.streamlit/config.toml` has no option for; call it once a run."""
    st.html(_ASSETS / "look.css")


def apply_hold_look() -> None:
    """Add the styles of the page during a talk, from which all is gone that one does not need then."""
    st.html(_ASSETS / "hold_page.css")
