"""One conversation from three sides: the sheet before, the notes during, what came of it after."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.lifecycle import OWED_THANKS
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Stage, Tie
from lib.method.labels import label
from lib.ui import navigation, page_head, session
from lib.ui.conversation_notes import answer_field, notes_field
from lib.ui.debrief import people_named, promises, takeaways
from lib.ui.goal_texts import profile_field
from lib.ui.interview_list import interview_list
from lib.ui.safe_text import md_escape, md_escape_lines
from lib.ui.thread import said_so_far
from lib.ui.time_steps import place_of
from lib.ui.we_talked import we_talked
from lib.ui.write_thanks import write_thanks
from lib.views.conversation import asked_questions
from lib.views.due import when
from lib.views.interviews import starts
from lib.views.people import work_of

PREPARE, DURING, AFTER = "Prepare", "During", "After"
_VIEWS = {"prepare": PREPARE, "during": DURING, "after": AFTER}
_COMING = ("scheduled", "agreed", "missed")
_TALKED = ("held", "answered", "thanked", "kept_in_touch")


def talk_choice(frame: pd.DataFrame) -> None:
    """Draw the conversations that can be prepared or noted, those to come first (rows of `interviews`)."""
    coming = frame[frame["stage"].isin(_COMING)].sort_values("starts_on", kind="stable")
    talked = frame[frame["stage"].isin(_TALKED)].sort_values("since", ascending=False, kind="stable")
    groups = {name: rows for name, rows in (("To come", coming), ("To note or read again", talked)) if not rows.empty}
    if not groups:
        st.markdown("No conversation is agreed yet. It starts with asking.")
        navigation.link("ask", "Ask somebody", icon=":material/outgoing_mail:")
    interview_list(groups, None)


def view_choice(row: Any) -> str:
    """Draw the head of a conversation (a row of `interviews`), and return which side of it is looked at."""
    at = when(row, session.now())
    lead = f"About “{md_escape(row.topic)}”{f' · {at}' if at else ''} · {label(Stage(row.stage))}"
    page_head.page_head("talk", md_escape(row.name), lead)
    asked_for = _VIEWS.get(navigation.chosen("view") or "")
    begins = starts(row)
    is_over = row.stage in _TALKED or (begins is not None and begins <= session.now())
    first = asked_for or (AFTER if is_over else PREPARE)
    views = list(_VIEWS.values())
    key = session.key("view", row.interview_id, first)
    return (
        st.segmented_control("View", views, default=first, required=True, key=key, label_visibility="collapsed")
        or first
    )


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


def during(snapshot: Snapshot, row: Any) -> None:
    """Draw the questions one under another, each with a place for the answer, and the free notes."""
    for question in asked_questions(snapshot, row.interview_id):
        answer_field(row.interview_id, question)
    notes_field(row.interview_id)
    _log_held(row)


def after(snapshot: Snapshot, row: Any) -> None:
    """Draw the debrief: takeaways, people, promises; the thank-you is one click away from the start."""
    _log_held(row)
    is_owed = Stage(row.stage) in OWED_THANKS
    if is_owed:
        write_thanks(snapshot, row)
    takeaways(snapshot, row)
    people_named(snapshot, row)
    promises(snapshot, row)
    with st.expander("Answers and notes"):
        for question in asked_questions(snapshot, row.interview_id):
            answer_field(row.interview_id, question)
        notes_field(row.interview_id)
    if is_owed:
        write_thanks(snapshot, row, "Now write the thank-you", place="to-thank-at-last")


def _log_held(row: Any) -> None:
    we_talked(row)
    if row.stage == Stage.SCHEDULED:
        navigation.link("ask", "It did not take place", icon=":material/event_busy:", interview=row.interview_id)
