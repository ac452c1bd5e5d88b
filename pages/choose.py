"""Step 2: identify the best contact you know."""

import streamlit as st

from lib.ui import choose_everybody, choose_list, navigation, page_head, session
from lib.ui.choose_weights import weights_form
from lib.ui.paths import find_a_way_in
from lib.views.choosing import ranked

snapshot = session.snapshot()
goal = choose_list.chosen_goal(snapshot, navigation.chosen("goal"))

page_head.page_head("choose", "Whom could you ask?")

if goal is None:
    st.markdown("First write down what you want to learn. It decides who is a good person to ask.")
    navigation.link("learn", "Write down a goal", icon=":material/lightbulb:")
else:
    goal_id = choose_list.goal_choice(snapshot, goal)
    people = ranked(snapshot, session.zone(), goal_id, session.today())
    choose_list.on_the_list(snapshot, goal_id)
    choose_list.suggested(snapshot, goal_id)
    choose_everybody.everybody_else(people, goal_id)
    choose_everybody.set_aside(snapshot, goal_id)
    weights_form(snapshot, goal_id)
    find_a_way_in(snapshot, goal_id)
    choose_everybody.out_of_reach(people)

st.header("Add people", anchor=False)
choose_list.ways_to_add()
