"""The form that writes down a goal, and the one that changes what is chosen about it."""

from typing import Any

import streamlit as st

from lib.domain.commands import AddGoal, EditGoal
from lib.domain.commands.goals import MOST_CONVERSATIONS
from lib.domain.vocabulary import GoalKind
from lib.method.labels import label
from lib.ui import navigation, session
from lib.ui.forms import AddingForm, FieldProblems, both_shown, held, merged, release
from lib.views.dates import day_of

_TARGET_HELP = "Three to five talks are enough to hear where people agree and where they don't."


def add_goal_form() -> None:
    """Draw the form for a new goal."""
    problems, form = FieldProblems(), AddingForm("add-goal")
    with st.form(form.key, enter_to_submit=True):
        kind = st.selectbox("What is it about?", list(GoalKind), format_func=label)
        topic = st.text_input("What about, in a few words?", placeholder="data work in hospitals", max_chars=200)
        problems.under("topic")
        left, right = st.columns(2)
        with left:
            by_on = st.date_input("By when?", value=None, format="DD/MM/YYYY", help="Optional.")
            problems.under("by_on")
        with right:
            target = st.number_input("How many talks?", 1, MOST_CONVERSATIONS, 3, help=_TARGET_HELP)
            problems.under("target")
        sent = st.form_submit_button("Write it down", type="primary")
    if sent:
        typed = {"kind": kind, "topic": topic, "by_on": by_on, "target": target}
        with problems.shown():
            receipt = session.do(AddGoal.of(typed, today=session.today()))
            form.added()
            session.notice("Your goal is written down. Next: the questions that only a person can answer.", receipt)
            navigation.go("learn", goal=receipt.subject_id)


def goal_choices_form(goal: Any) -> None:
    """Draw the form for a goal's kind, day, number of talks and confidence (a row of the goals frame)."""
    problems = FieldProblems()
    name = f"goal-choices-{goal.id}"
    now, goal = _chosen(goal), held(name, goal)
    then = _chosen(goal)
    with st.form(session.key("goal-choices", goal.id), border=False):
        left, right = st.columns(2)
        kinds = list(GoalKind)
        kind = left.selectbox("What is it about?", kinds, kinds.index(then["kind"]), format_func=label)
        target = right.number_input("How many talks?", 1, MOST_CONVERSATIONS, then["target"], help=_TARGET_HELP)
        by_on = left.date_input("By when?", value=then["by_on"], format="DD/MM/YYYY")
        with left:
            problems.under("by_on")
        confidence = right.select_slider(
            "How sure are you that you could ask somebody today?",
            [None, 1, 2, 3, 4, 5],
            then["confidence"],
            format_func=lambda sure: "not said" if sure is None else str(sure),
        )
        sent = st.form_submit_button("Save these")
    if sent:
        entered = {"kind": kind, "by_on": by_on, "target": target, "confidence": confidence}
        typed = merged(entered, then=then, now=now)
        # A day that was set earlier may have passed since; only a newly chosen one has to lie ahead.
        checked_from = session.today() if by_on != then["by_on"] else None
        with problems.shown(), both_shown(name, goal):
            command = EditGoal.of(typed, goal_id=goal.id, version=int(goal.version), today=checked_from)
            receipt = session.do(command)
            release(name)
            session.finish("Saved.", receipt)


def _chosen(goal: Any) -> dict[str, Any]:
    """Return what the form shows of a goal."""
    return {
        "kind": GoalKind(goal.kind),
        "by_on": day_of(goal.by_on),
        "target": int(goal.target),
        "confidence": None if session.is_missing(goal.confidence) else int(goal.confidence),
    }
