"""One click that does one thing, and the notice of it."""

import streamlit as st

from lib.domain.commands import Command
from lib.ui import session


def deed(words: str, command: Command, said: str, name: str) -> None:
    """Draw a button that carries out a command about an interview, and tells `said` with the offer of undo.

    `name` tells the button from the interview's others.
    """
    interview_id = str(getattr(command, "interview_id", ""))
    if st.button(words, key=session.key(name, interview_id)):
        with session.told():
            session.finish(said, session.do(command))
