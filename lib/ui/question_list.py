"""A goal's questions: typed, put in order, dropped and taken back, with what the coach says of each."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.commands import AddQuestion, Command, DropQuestion, MoveQuestion, RestoreQuestion
from lib.ui import session
from lib.ui.forms import AddingForm, FieldProblems
from lib.ui.question_coaching import question_coaching
from lib.ui.safe_text import md_escape
from lib.ui.typed_field import typed_field

UP, DOWN, DROP = "Move up", "Move down", "Drop it"


def question_list(asked: pd.DataFrame) -> None:
    """Draw the questions in order, each with its menu (columns of the questions frame)."""
    for place, row in enumerate(asked.itertuples(index=False)):
        _question(row, place, len(asked))


def _question(row: Any, place: int, number: int) -> None:
    with st.container(horizontal=True, vertical_alignment="top", wrap=False, key=session.key("q", row.id)):
        with st.container():
            typed_field(f"question/{row.id}", label=f"Question {place + 1}", single_line=True, limit=200)
        options = [UP] * (place > 0) + [DOWN] * (place < number - 1) + [DROP]
        st.menu_button(
            ":material/more_horiz:",
            options,
            key=session.key("question-menu", row.id),
            help="Move or drop this question",
            on_click=_act,
            args=(row.id, place),
        )
    question_coaching(row)


def _act(question_id: str, place: int) -> None:
    chosen = st.session_state.get(session.key("question-menu", question_id))
    command: Command
    if chosen == UP:
        command = MoveQuestion(question_id=question_id, place=max(place - 1, 0))
    elif chosen == DOWN:
        command = MoveQuestion(question_id=question_id, place=place + 1)
    elif chosen == DROP:
        command = DropQuestion(question_id=question_id)
    else:
        return
    session.carry_out(command, "The question is dropped. It waits below." if chosen == DROP else "")


def add_question_form(goal_id: str) -> None:
    """Draw the line in which a question is typed."""
    problems, form = FieldProblems(), AddingForm("add-question", goal_id)
    with (
        st.form(form.key, border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        text = st.text_input("A question that only a person can answer", max_chars=200)
        sent = st.form_submit_button("Add")
    problems.under("text")
    if sent:
        with problems.shown():
            session.do(AddQuestion.of({"text": text}, goal_id=goal_id))
            form.added()
            st.rerun()


def dropped_questions(dropped: pd.DataFrame) -> None:
    """Draw the questions that were dropped, each with the way back."""
    if dropped.empty:
        return
    with st.expander(f"Dropped questions ({len(dropped)})"):
        for row in dropped.itertuples(index=False):
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                st.markdown(md_escape(str(row.text)))
                st.button(
                    "Take it back",
                    key=session.key("restore", str(row.id)),
                    on_click=session.carry_out,
                    args=(RestoreQuestion(question_id=str(row.id)), ""),
                )
