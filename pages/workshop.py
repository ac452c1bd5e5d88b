"""Workshop: who takes part, and how they come in."""

import streamlit as st

from lib.ui import page_head, workshop_views

page_head.page_head("workshop", "Your workshop")
st.markdown("You see who takes part, and nothing of what they write.")

st.header("Let people in", anchor=False)
workshop_views.invitations()

st.header("Who takes part", anchor=False)
workshop_views.participants()
