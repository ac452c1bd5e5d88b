"""Step 3: request an interview, and agree on a time."""

import streamlit as st

from lib.ui import navigation, page_head, session
from lib.ui.ask_steps import ask_steps
from lib.ui.interview_list import interview_list
from lib.views.asking import ask_groups, first_to_ask
from lib.views.interviews import interviews, one_interview

snapshot = session.snapshot()
frame = interviews(snapshot, session.zone())
groups = snapshot.derive(("ask groups", session.zone()), lambda: ask_groups(frame))
picked = navigation.chosen("interview") or first_to_ask(groups)
row = one_interview(snapshot, session.zone(), picked) if picked and not frame.empty else None

page_head.page_head("ask", "Ask for an introduction" if row is not None and row.target else "Ask for twenty minutes")

if frame.empty:
    st.markdown("Nobody is on your list yet. Choose somebody first; writing to them is easier than it seems.")
    navigation.link("choose", "Choose whom to ask", icon=":material/person_search:")
else:
    listed, beside = page_head.list_and_picked()
    with listed:
        interview_list(groups, picked)
    with beside:
        if row is not None:
            ask_steps(snapshot, row)
        else:
            st.markdown("Nobody waits to be asked. Choose the next person when you are ready.")
            navigation.link("choose", "Choose whom to ask", icon=":material/person_search:")
