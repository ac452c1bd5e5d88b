"""The sheet before a conversation: who they are, what was said, the goal, and the questions in order."""

from typing import Any

import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Tie
from lib.method.labels import label
from lib.ui import navigation
from lib.ui.goal_texts import profile_field
from lib.ui.safe_text import md_escape, md_escape_lines
from lib.ui.thread import said_so_far
from lib.ui.time_steps import place_of
from lib.views.conversation import asked_questions
from lib.views.people import work_of


def prepare(snapshot: Snapshot, row: Any) -> None:
    """Draw the sheet: who they are, what was said, the goal, and the questions in order."""
    person = snapshot.one("contacts", row.contact_id, "person")
    goal = snapshot.one("goals", row.goal_id, "goal")
    known = f"{label(Tie(person.tie))}{f': {person.how_known}' if person.how_known else ''}"
    st.header("Who they are", anchor=False)
    st.markdown("  \n".join(md_escape(line) for line in (work_of(person), known) if line))
    place_of(row)
    if person.notes:
        st.markdown(md_escape_lines(person.notes))
    st.header("What you want to find out", anchor=False)
    facts = {"To decide": goal.decision, "To learn": goal.wanted, "You know already": goal.known}
    st.markdown("\n\n".join(f"**{name}**: {md_escape_lines(text)}" for name, text in facts.items() if text))
    profile_field("intro")
    st.header("Your questions", anchor=False)
    _questions_to_read(snapshot, row)
    said_so_far(snapshot, row, "What was said so far")
    st.markdown(
        "**At the end**: thank them, ask who else would see this differently, and whether you may use their name."
    )


def _questions_to_read(snapshot: Snapshot, row: Any) -> None:
    questions = [question for question in asked_questions(snapshot, row.interview_id) if not question.is_dropped]
    if questions:
        st.markdown("\n".join(f"{place}. {md_escape(q.text)}" for place, q in enumerate(questions, start=1)))
    else:
        st.markdown("None yet. Three are a good start.")
    navigation.link("learn", "Change the questions", icon=":material/edit:", goal=row.goal_id)
