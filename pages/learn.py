"""Step 1: know what you want to learn."""

import streamlit as st

from lib.ui import goal_cards, navigation, page_head, session
from lib.ui.goal_form import add_goal_form
from lib.views.interviews import interviews
from lib.views.learning import goals

snapshot = session.snapshot()
rows = goals(snapshot, interviews(snapshot, session.zone()))
open_goal = None if rows.empty else goal_cards.open_goal_id(snapshot, rows, navigation.chosen("goal"))

page_head.page_head("learn", "What do you want to learn?")

if open_goal is None:
    st.markdown("Begin with one goal. You can change every word later, and leave at any point: what you write is kept.")
    add_goal_form()
else:
    goal_cards.goal_cards(rows, open_goal)
    with st.expander("Add another goal"):
        add_goal_form()
    goal_cards.goal_sheet(snapshot, open_goal)
