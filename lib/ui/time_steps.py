"""From their yes to the conversation: finding a time, keeping it, moving it."""

from typing import Any

import streamlit as st

from lib.domain.commands import CallOff, CloseInterview, RecordMissed
from lib.domain.links import safe_url
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Purpose, Stage, Step
from lib.method.wordings import Situation
from lib.ui import navigation, session
from lib.ui.deed import deed
from lib.ui.letter import letter
from lib.ui.safe_text import md_escape
from lib.ui.time_form import time_form
from lib.ui.we_talked import we_talked
from lib.views.conversation import draft_of
from lib.views.due import when


def place_of(row: Any) -> None:
    """Draw where an agreed conversation takes place (a row of `interviews`): a link to open, or words to read."""
    address = safe_url(row.place)
    if address:
        st.link_button("Open the meeting link", address, icon=":material/videocam:")
    elif row.place:
        st.markdown(f"Where: {md_escape(row.place)}")


def find_a_time(snapshot: Snapshot, row: Any, stage: Stage) -> None:
    """Draw what helps to agree on a time with whoever said yes, or did not come (a row of `interviews`)."""
    st.markdown("They said yes. Agree on a time." if stage is Stage.AGREED else "It did not take place. Try once more.")
    begun = draft_of(snapshot, row.interview_id, Purpose.SCHEDULING) is not None
    missed = Situation.I_MISSED if row.last_step == Step.I_MISSED else Situation.THEY_MISSED
    situation = Situation.FIX_TIME if stage is Stage.AGREED else missed
    with st.expander("Write to them about the time", expanded=begun):
        letter(snapshot, row, Purpose.SCHEDULING, situation=situation, sent_words="Logged as sent.")
    time_form(row)
    with st.container(horizontal=True):
        we_talked(row)
        deed("It won't take place", CallOff(interview_id=row.interview_id), "Called off.", "call-off")
        deed("Let it rest", CloseInterview(interview_id=row.interview_id), "At rest.", "close")


def scheduled(_snapshot: Snapshot, row: Any) -> None:
    """Draw the time that is agreed (a row of `interviews`), and what can be done before and at it."""
    st.info(when(row, session.now()), icon=":material/event:")
    place_of(row)
    with st.container(horizontal=True):
        if st.button("Prepare the talk", type="primary", key=session.key("prepare", row.interview_id)):
            navigation.go("talk", interview=row.interview_id)
        we_talked(row)
    with st.expander("Another time, or it did not take place"):
        time_form(row)
        with st.container(horizontal=True):
            missed = RecordMissed(interview_id=row.interview_id, by_them=True)
            deed("They did not show up", missed, "Noted. Assume a good reason, and offer a new time.", "they-missed")
            mine = RecordMissed(interview_id=row.interview_id, by_them=False)
            deed("I missed it", mine, "Noted. A short, honest apology mends most of it.", "i-missed")
            deed("It is called off", CallOff(interview_id=row.interview_id), "Called off.", "call-off")
