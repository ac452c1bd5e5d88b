"""The conversation: prepare, hold, note."""

import streamlit as st

from lib.ui import navigation, page_head, session
from lib.ui.debrief import debrief
from lib.ui.hold import hold
from lib.ui.prepare import prepare
from lib.ui.talk_views import AFTER, DURING, PREPARE, talk_choice, view_choice
from lib.views.interviews import interviews, one_interview

snapshot = session.snapshot()
named = navigation.chosen("interview")

if named is None:
    page_head.page_head("talk", "Talk", "Pick the conversation you want to prepare or note.")
    talk_choice(interviews(snapshot, session.zone()))
else:
    row = one_interview(snapshot, session.zone(), named)
    view = view_choice(row)
    {PREPARE: prepare, DURING: hold, AFTER: debrief}[view](snapshot, row)
    st.space("small")
    navigation.back("All conversations")
