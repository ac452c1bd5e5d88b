"""Your data: where it lies, about you, in and out, and the sample."""

import streamlit as st

from lib.ui import data_actions, page_head, session
from lib.ui.goal_texts import PROFILE_FIELDS, profile_field
from lib.views.interviews import interviews

snapshot = session.snapshot()

page_head.page_head("your_data", "Your data")
data_actions.where_it_lies()

st.header("About you", anchor=False)
st.markdown("Wordings use these, and nothing else does.")
for field in PROFILE_FIELDS:
    profile_field(field)
data_actions.time_zone_choice()

st.header("Take it out", anchor=False)
data_actions.export_log(snapshot, interviews(snapshot, session.zone()))

st.header("The sample", anchor=False)
data_actions.sample_actions()

if not session.is_sample():
    st.header("Delete everything", anchor=False)
    data_actions.delete_everything()
