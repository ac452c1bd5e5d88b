"""The small button that takes one entry out of a list."""

import streamlit as st

from lib.domain.commands import Command
from lib.ui import session


def take_out(command: Command, row_id: str) -> None:
    """Draw the button beside an entry; the notice offers undo."""
    st.button(
        ":material/close:",
        key=session.key("take-out", row_id),
        help="Take it out",
        type="tertiary",
        on_click=session.carry_out,
        args=(command, "Taken out."),
    )
