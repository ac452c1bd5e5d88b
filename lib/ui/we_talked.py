"""Saying that a conversation took place: one button, wherever it stands."""

from typing import Any, Literal

import streamlit as st

from lib.domain.commands import LogConversation
from lib.domain.lifecycle import steps_from
from lib.domain.vocabulary import Stage, Step
from lib.ui import navigation, session
from lib.views.interviews import starts


def we_talked(row: Any) -> None:
    """Draw “We talked” where an interview (a row of `interviews`) is so far; it leads to what came of the talk.

    It stands out once the agreed moment has come.
    """
    if Step.HELD not in steps_from(Stage(row.stage)):
        return
    begins = starts(row)
    has_come = begins is not None and begins <= session.now()
    look: Literal["primary", "secondary"] = "primary" if has_come else "secondary"
    if st.button("We talked", type=look, icon=":material/check:", key=session.key("held", row.interview_id)):
        with session.told():
            receipt = session.do(LogConversation(interview_id=row.interview_id))
            session.notice("Logged. Note what you learned while it is fresh.", receipt)
            navigation.go("talk", interview=row.interview_id, view="after")
