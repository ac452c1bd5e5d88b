"""A conversation while it is held: its clock, its questions with a place for the answer, and the marks.

All that one does while talking (turning to the next question, marking a line) is done in the browser, so that it needs
no server; only the moment of the beginning is stored, and each text by its own field.
"""

from typing import Any

import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.ui import apply_hold_look, session
from lib.ui.conversation_notes import answer_field, notes_field
from lib.ui.hold_frame import HoldStep, hold_bar, hold_frame, hold_head
from lib.ui.log_held import log_held
from lib.ui.safe_text import md_escape
from lib.views.conversation import AskedQuestion
from lib.views.holding import before_the_end, held_questions

_NOTES = "notes"


def hold(snapshot: Snapshot, row: Any) -> None:
    """Draw the conversation (a row of `interviews`) for the time of the talk, and nothing else."""
    apply_hold_look()
    questions = held_questions(snapshot, row.interview_id)
    steps = [_step(row, question) for question in questions.planned]
    steps.append(HoldStep(session.key("hold-step", row.interview_id, _NOTES), f"notes/{row.interview_id}"))
    frame = hold_frame(snapshot, row, steps)
    hold_head(frame)
    for step, question in zip(steps, questions.planned, strict=False):
        with st.container(key=step.key):
            answer_field(row.interview_id, question, while_talking=True)
    with st.container(key=steps[-1].key):
        notes_field(row.interview_id, while_talking=True)
        _more_questions(row, questions.more)
        st.markdown("**Before you end**: " + " ".join(md_escape(words) for words in before_the_end()))
        with st.container(horizontal=True, vertical_alignment="center"):
            log_held(row)
    hold_bar(frame)


def _step(row: Any, question: AskedQuestion) -> HoldStep:
    key = session.key("hold-step", row.interview_id, question.question_id)
    return HoldStep(key, f"answer/{row.interview_id}/{question.question_id}")


def _more_questions(row: Any, more: tuple[AskedQuestion, ...]) -> None:
    if more:
        with st.expander("More questions"):
            for question in more:
                answer_field(row.interview_id, question, while_talking=True)
