"""Hands over to the browser what a page can't do: the cookie of a session, and files that hold personal data."""

from secrets import token_hex
from typing import Any

import streamlit as st

from lib import download_route, session_route
from lib.ui import asset

_HAND_OVER = st.components.v2.component(
    "askwell_hand_over",
    html='<p role="alert" hidden>This did not work. Reload the page, and try again.</p>',
    js=asset("hand_over.js"),
)


def begin_session(ticket: str) -> None:
    """Exchange a ticket for the session's cookie, and load the page again as the one who is signed in."""
    _hand_over(way="begin", url=under_base(session_route.BEGIN), ticket=ticket)


def end_session() -> None:
    """Take the cookie away, and what this tab still keeps of unsaved texts; then show the first page."""
    _hand_over(way="end", url=under_base(session_route.END), home=under_base("/"))


def take_file(ticket: str) -> None:
    """Let the browser download the file that a ticket stands for."""
    _hand_over(way="take", url=under_base(f"{download_route.PATH}/{ticket}"))


def _hand_over(**data: Any) -> None:
    once = token_hex(8)
    _HAND_OVER(key=f"askwell-hand-over-{once}", data={"once": once, **data})


def under_base(path: str) -> str:
    """Return a path of ours as the browser asks for it: under the path where all pages lie."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"/{base}{path}" if base else path
