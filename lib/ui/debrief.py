"""The debrief in three minutes: what came of a conversation, right after it; it ends at the thank-you."""

from typing import Any

import streamlit as st

from lib.domain.commands import AddTakeaway, RemoveTakeaway
from lib.domain.fields import LINE_LIMIT
from lib.domain.lifecycle import OWED_THANKS
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Outcome, Stage
from lib.ui import session
from lib.ui.conversation_notes import answer_field, notes_field
from lib.ui.debrief_off_record import off_record
from lib.ui.debrief_people import people_named, resources
from lib.ui.debrief_promises import promises
from lib.ui.debrief_ratings import next_time, what_changed
from lib.ui.debrief_suggestions import from_the_notes
from lib.ui.forms import AddingForm, FieldProblems
from lib.ui.log_held import log_held
from lib.ui.take_out import take_out
from lib.ui.typed_field import typed_field
from lib.ui.write_thanks import take_up, write_thanks
from lib.ui.written_advice import written_advice
from lib.views.conversation import asked_questions, parts_of


def debrief(snapshot: Snapshot, row: Any) -> None:
    """Draw the debrief of an interview (a row of `interviews`); the thank-you is one click away from the start."""
    log_held(row)
    is_owed = Stage(row.stage) in OWED_THANKS
    if is_owed:
        write_thanks(snapshot, row)
    st.markdown("Three minutes now, while it is fresh. Fill in what comes to mind, and leave the rest.")
    if row.outcome == Outcome.ANSWERED:
        written_advice(snapshot, row)
    from_the_notes(snapshot, row)
    takeaways(snapshot, row)
    what_changed(snapshot, row)
    people_named(snapshot, row)
    resources(snapshot, row)
    promises(snapshot, row)
    next_time(snapshot, row)
    with st.expander("Answers and notes", icon=":material/edit_note:"):
        for question in asked_questions(snapshot, row.interview_id):
            answer_field(row.interview_id, question)
        notes_field(row.interview_id)
    off_record(snapshot, row)
    if is_owed:
        write_thanks(snapshot, row, "Now write the thank-you", place="to-thank-at-last")


def takeaways(snapshot: Snapshot, interview: Any) -> None:
    """Draw the takeaways of an interview, and the line in which the next is typed."""
    st.header("What did you learn?", anchor=False)
    rows = parts_of(snapshot, "takeaways", interview.interview_id)
    if not rows:
        st.markdown("Three things are plenty. The first one makes your thank-you warm.")
    for row in rows:
        _takeaway(row)
    takeaway_line(snapshot, interview)


def takeaway_line(snapshot: Snapshot, interview: Any) -> None:
    """Draw the line in which a takeaway is typed; a thank-you that is begun takes it up."""
    problems, form = FieldProblems(), AddingForm("takeaway", interview.interview_id)
    with st.form(form.key, border=False):
        text = st.text_input("One thing I take away", max_chars=LINE_LIMIT)
        problems.under("text")
        sent = st.form_submit_button("Keep it")
    if sent:
        with problems.shown():
            session.do(AddTakeaway.of({"text": text}, interview_id=interview.interview_id))
            form.added()
            take_up(snapshot, interview)
            st.rerun()


def _takeaway(row: Any) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", wrap=False):
        with st.container():
            typed_field(f"takeaway/{row.id}", label="A takeaway", single_line=True, hide_label=True, limit=LINE_LIMIT)
        take_out(RemoveTakeaway(takeaway_id=row.id), row.id)
