"""Taking an interview out that was entered by mistake."""

from typing import Any

import streamlit as st

from lib.domain.commands import RemoveInterview
from lib.ui import navigation, session


def remove_interview(row: Any) -> None:
    """Draw the button that takes an interview out (a row of `interviews`), with all that was noted in it."""
    st.caption("Entered by mistake? This takes it out, with its messages and notes. You can undo it right after.")
    if st.button("Remove this interview", key=session.key("remove", row.interview_id)):
        with session.told():
            session.notice("The interview is removed.", session.do(RemoveInterview(interview_id=row.interview_id)))
            navigation.go("progress")
