"""What is learned about a goal: claims, answers, what is open, how sure one is, and what one makes of it."""

import streamlit as st

from lib.ui import learned, navigation, page_head, session
from lib.ui.learned_claims import claims_by_theme
from lib.ui.learned_matrix import answers_matrix
from lib.ui.learned_open import still_open
from lib.ui.learned_ratings import ratings_over_time
from lib.ui.report import report_downloads

snapshot = session.snapshot()
goal_id = learned.chosen_goal(snapshot, navigation.chosen("goal"))

page_head.page_head("learned", "What have you learned?")

if goal_id is None:
    st.markdown("First write down what you want to learn. What people tell you then comes together here.")
    navigation.link("learn", "Write down a goal", icon=":material/lightbulb:")
else:
    learned.learned_look()
    learned.goal_choice(snapshot, goal_id)
    learned.whether_new(snapshot, goal_id)
    claims_by_theme(snapshot, goal_id)
    answers_matrix(snapshot, goal_id)
    still_open(snapshot, goal_id)
    ratings_over_time(snapshot, goal_id)
    learned.conclusion(snapshot, goal_id)
    report_downloads(snapshot, goal_id)
