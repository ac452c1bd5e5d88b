"""The sheet before a conversation: who they are, what was said, what to find out, and the talk minute by minute."""

from typing import Any

import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import RatedWhen, Rating, Tie
from lib.method.labels import label
from lib.method.talk_plan import QUESTIONS, TimedPart, introduction_hint, talk_plan, timed_parts
from lib.ui import session
from lib.ui.goal_texts import profile_field
from lib.ui.prepare_questions import questions_in_advance, questions_to_ask
from lib.ui.rating_choice import rating_choice
from lib.ui.safe_text import md_escape, md_escape_lines
from lib.ui.sheet import sheet_files
from lib.ui.talk_views import look_at_notes
from lib.ui.thread import said_so_far
from lib.ui.time_steps import place_of
from lib.views.people import work_of
from lib.views.plan import question_plan


def prepare(snapshot: Snapshot, row: Any) -> None:
    """Draw all that one wants to have read before a conversation (a row of `interviews`), and to have beside one."""
    st.markdown(f"*{md_escape(talk_plan().frame)}*")
    sheet_files(row)
    _who_they_are(snapshot, row)
    said_so_far(snapshot, row, "What was said so far")
    _what_to_find_out(snapshot, row)
    _minute_by_minute(snapshot, row)
    if session.is_missing(row.held_on) and session.is_missing(row.answered_on):
        st.header("Before the talk", anchor=False)
        questions_in_advance(snapshot, row)
        _how_sure(snapshot, row)
        key = session.key("take-notes", row.interview_id)
        # A link to the page that is open would not change the address, and the next click would lead back.
        st.button("Take notes during the talk", icon=":material/edit_note:", key=key, on_click=look_at_notes)


def _who_they_are(snapshot: Snapshot, row: Any) -> None:
    person = snapshot.one("contacts", row.contact_id, "person")
    known = f"{label(Tie(person.tie))}{f': {person.how_known}' if person.how_known else ''}"
    st.header("Who they are", anchor=False)
    st.markdown("  \n".join(md_escape(line) for line in (work_of(person), known) if line))
    place_of(row)
    if person.notes:
        st.markdown(md_escape_lines(person.notes))


def _what_to_find_out(snapshot: Snapshot, row: Any) -> None:
    goal = snapshot.one("goals", row.goal_id, "goal")
    st.header("What you want to find out", anchor=False)
    facts = {"To decide": goal.decision, "To learn": goal.wanted, "You know already": goal.known}
    told = "\n\n".join(f"**{name}**: {md_escape_lines(text)}" for name, text in facts.items() if text)
    st.markdown(told or f"About “{md_escape(goal.topic)}”.")


def _minute_by_minute(snapshot: Snapshot, row: Any) -> None:
    plan = question_plan(snapshot, row.interview_id)
    st.header("The talk, minute by minute", anchor=False)
    for timed in timed_parts(plan.minutes):
        _part(timed)
        if timed.part.id == QUESTIONS:
            questions_to_ask(row, plan)
        elif timed.part.id == "why":
            profile_field("intro")
            st.caption(md_escape(introduction_hint(str(snapshot.profiles["intro"].iloc[0]))))


def _part(timed: TimedPart) -> None:
    part = timed.part
    st.markdown(f":gray-badge[{timed.begins} min] **{md_escape(part.title)}.** {md_escape(part.words)}")
    if part.ask:
        st.markdown("\n".join(f"- “{md_escape(question)}”" for question in part.ask))


def _how_sure(snapshot: Snapshot, row: Any) -> None:
    confidence = talk_plan().confidence
    rating_choice(snapshot, row, Rating.CONFIDENCE, RatedWhen.BEFORE, words=md_escape(confidence.question))
    with st.expander("Why you are asked"):
        st.markdown(md_escape(confidence.why))
