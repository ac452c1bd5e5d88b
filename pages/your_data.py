"""Your data: where it lies, about you, your wordings and rhythm, in and out, and the sample."""

import streamlit as st

from lib.accounts.downloads import Whom
from lib.ui import data_actions, page_head, session
from lib.ui.calendar_feed import calendar_feed
from lib.ui.export_contacts import export_buttons
from lib.ui.export_log import export_button
from lib.ui.goal_texts import PROFILE_FIELDS, profile_field
from lib.ui.own_wordings import own_wordings
from lib.ui.rhythm import rhythm

page_head.page_head("your_data", "Your data")
data_actions.where_it_lies()

st.header("About you", anchor=False)
st.markdown("Wordings and invitations use these, and nothing else does.")
for field in PROFILE_FIELDS:
    profile_field(field)
data_actions.time_zone_choice()

st.header("Your own wordings", anchor=False)
own_wordings()

st.header("Your rhythm", anchor=False)
rhythm()

st.header("In your calendar", anchor=False)
calendar_feed()

st.header("Take it out", anchor=False)
st.markdown("The interview log as a spreadsheet (CSV): one row an interview, with everything you noted.")
export_button("Export the interview log")
st.markdown("Your contacts, archived people too: both files can be brought in again, here or elsewhere.")
export_buttons(lambda: Whom(archived=True), place="your-data")

st.header("The sample", anchor=False)
data_actions.sample_actions()

if not session.is_sample():
    st.header("Delete everything", anchor=False)
    data_actions.delete_everything()
