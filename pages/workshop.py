"""Workshop: who takes part, how they come in, and how each is helped in again."""

import streamlit as st

from lib.ui import navigation, page_head, workshop_views
from lib.ui.participant_page import participant_page

if (account_id := navigation.chosen(workshop_views.PERSON)) is not None:
    participant_page(account_id)
else:
    page_head.page_head("workshop", "Your workshop")
    st.markdown("You see who takes part, and nothing of what they write.")
    st.header("Let people in", anchor=False)
    workshop_views.invitations()
    st.header("Who takes part", anchor=False)
    workshop_views.participants()
