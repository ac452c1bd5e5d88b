"""Goals as cards, and the one that is open."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.commands import CloseGoal, ReopenGoal
from lib.domain.commands.interviews import USUAL_MINUTES
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import GoalKind
from lib.method.labels import label
from lib.method.question_bank import questions_for_minutes
from lib.ui import navigation, session
from lib.ui.goal_form import goal_choices_form
from lib.ui.goal_texts import goal_field, profile_field
from lib.ui.question_bank import Picking, question_bank
from lib.ui.question_list import add_question_form, dropped_questions, question_list
from lib.ui.safe_text import md_escape
from lib.views.dates import day_of, short_day
from lib.views.learning import own_questions, questions_of


def open_goal_id(snapshot: Snapshot, rows: pd.DataFrame, chosen: str | None) -> str:
    """Return the goal that the address names, else the first (rows of `lib.views.learning.goals`).

    Raises:
        NotFoundError: where the address names a goal that is not there.
    """
    return str(rows.iloc[0]["goal_id"] if chosen is None else snapshot.one("goals", chosen, "goal").id)


def goal_cards(rows: pd.DataFrame, open_goal: str) -> None:
    """Draw every goal as a card that leads to it; a single goal needs no card."""
    if len(rows) == 1:
        return
    with st.grid(min_column_width=230):
        for row in rows.itertuples(index=False):
            _card(row, is_open=str(row.goal_id) == open_goal)


def _card(row: Any, *, is_open: bool) -> None:
    with st.container(border=True, height="stretch"):
        topic = md_escape(row.topic)
        words = f"**{topic}**" if is_open else topic
        navigation.pick("goal", row.goal_id, words, key=session.key("open-goal", row.goal_id))
        st.caption(_facts(row))


def _facts(row: Any) -> str:
    by_on = day_of(row.by_on)
    parts = [
        label(GoalKind(row.kind)),
        f"{row.questions} question{'' if row.questions == 1 else 's'}",
        f"{row.talks} of {row.target} talks",
        f"by {short_day(by_on, session.today())}" if by_on else "",
        "put away" if row.is_closed else "",
    ]
    return " · ".join(part for part in parts if part)


def goal_sheet(snapshot: Snapshot, goal_id: str) -> None:
    """Draw one goal with all that belongs to it."""
    goal = snapshot.one("goals", goal_id, "goal")
    asked, dropped = questions_of(snapshot, goal_id), questions_of(snapshot, goal_id, dropped=True)
    st.header(md_escape(goal.topic), anchor=False)
    for field in ("topic", "wanted", "decision", "known"):
        goal_field(goal_id, field)
    st.subheader("Your questions", anchor=False)
    st.markdown(_advice(len(asked)))
    question_list(asked)
    add_question_form(goal_id)
    own = own_questions(snapshot)
    question_bank(Picking(goal_id, GoalKind(goal.kind), list(asked["text"]), list(dropped["text"]), own))
    dropped_questions(dropped)
    goal_field(goal_id, "conclusion")
    with st.expander("Kind, day, number of talks, and how sure you are"):
        goal_choices_form(goal)
    with st.expander("About you in one breath, and your plan"):
        profile_field("name")
        profile_field("intro")
        goal_field(goal_id, "plan")
    _ways_on(goal, len(asked))


def _advice(number: int) -> str:
    if number == 0:
        plenty = questions_for_minutes(USUAL_MINUTES)
        return f"Three questions are a good start. For a talk of {USUAL_MINUTES} minutes, {plenty} are plenty."
    if number < 3:  # noqa: PLR2004 - the three must-ask questions of the method, said right here
        return "Good. Three that you would ask everybody make the answers easy to compare."
    return "Change a question by typing in it. The first ones are asked first."


def _ways_on(goal: Any, questions: int) -> None:
    with st.container(horizontal=True):
        if st.button("Choose whom to ask", type="primary" if questions else "secondary", key="to_choose"):
            navigation.go("choose", goal=goal.id)
        if st.button("What have you learned?", key="to_learned"):
            navigation.go("learned", goal=goal.id)
        if session.is_missing(goal.closed_at):
            if st.button("Put this goal away", key="close_goal"):
                with session.told():
                    session.finish(
                        "The goal is put away. It stays in the list.", session.do(CloseGoal(goal_id=goal.id))
                    )
        elif st.button("Take this goal up again", key="reopen_goal"):
            with session.told():
                session.finish("The goal is open again.", session.do(ReopenGoal(goal_id=goal.id)))
