"""What came of a conversation: takeaways, people they named, and promises."""

from dataclasses import replace
from typing import Any

import streamlit as st

from lib.domain.commands import (
    AddPromise,
    AddReferral,
    AddTakeaway,
    Command,
    KeepPromise,
    RemovePromise,
    RemoveTakeaway,
)
from lib.domain.fields import LINE_LIMIT
from lib.domain.lifecycle import OWED_THANKS
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Stage
from lib.ui import navigation, session
from lib.ui.conversation_notes import answer_field, notes_field
from lib.ui.forms import AddingForm, FieldProblems
from lib.ui.log_held import log_held
from lib.ui.safe_text import md_escape
from lib.ui.typed_field import typed_field
from lib.ui.write_thanks import bring_up_to_date, take_up, write_thanks
from lib.views.conversation import asked_questions, parts_of, referrals
from lib.views.dates import day_of, short_day
from lib.views.thanks_draft import Noted


def debrief(snapshot: Snapshot, row: Any) -> None:
    """Draw the debrief: takeaways, people, promises; the thank-you is one click away from the start."""
    log_held(row)
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


def takeaways(snapshot: Snapshot, interview: Any) -> None:
    """Draw the takeaways of an interview, and the line in which the next is typed."""
    st.header("What did you learn?", anchor=False)
    rows = parts_of(snapshot, "takeaways", interview.interview_id)
    for row in rows:
        _takeaway(row)
    takeaway_line(snapshot, interview)


def takeaway_line(snapshot: Snapshot, interview: Any) -> None:
    """Draw the line in which a takeaway is typed; a thank-you that is begun takes it up."""
    problems, form = FieldProblems(), AddingForm("takeaway", interview.interview_id)
    with st.form(form.key, border=False):
        text = st.text_input("One thing I take away", max_chars=200)
        problems.under("text")
        sent = st.form_submit_button("Keep it")
    if sent:
        with problems.shown():
            session.do(AddTakeaway.of({"text": text}, interview_id=interview.interview_id))
            form.added()
            take_up(snapshot, interview)
            st.rerun()


def people_named(snapshot: Snapshot, interview: Any) -> None:
    """Draw the people who were named (each is a contact), and the form for the next."""
    st.header("Whom did they name?", anchor=False)
    rows = referrals(snapshot, interview.interview_id)
    for row in rows:
        navigation.link("contacts", md_escape(str(row.name)), icon=":material/person:", contact=str(row.id))
    problems, form = FieldProblems(), AddingForm("referral", interview.interview_id)
    with st.form(form.key, border=False):
        left, right = st.columns(2)
        with left:
            name = st.text_input("Their name", max_chars=200)
            problems.under("name")
        organisation = right.text_input("Where they work", max_chars=200)
        may_use_name = st.checkbox(f"I may say that {md_escape(interview.name)} sent me")
        sent = st.form_submit_button("Add them to my contacts")
    if sent:
        typed = {"name": name, "organisation": organisation, "may_use_name": may_use_name}
        with problems.shown():
            receipt = session.do(AddReferral.of(typed, interview_id=interview.interview_id))
            form.added()
            take_up(snapshot, interview)
            session.finish(f"{name.strip()} is among your contacts, introduced by {interview.name}.", receipt)


def promises(snapshot: Snapshot, interview: Any) -> None:
    """Draw what one promised to do, with a tick for what is done, and the form for the next."""
    st.header("What did you promise?", anchor=False)
    promise_ticks(snapshot, interview)
    promise_line(snapshot, interview)


def promise_line(snapshot: Snapshot, interview: Any) -> None:
    """Draw the line in which a promise is typed, with its day; a thank-you that is begun takes it up."""
    problems, form = FieldProblems(), AddingForm("promise", interview.interview_id)
    with st.form(form.key, border=False):
        left, right = st.columns([2, 1])
        with left:
            text = st.text_input("I will …", max_chars=200)
            problems.under("text")
        due_on = right.date_input("By", None, format="DD/MM/YYYY")
        sent = st.form_submit_button("Keep it")
    if sent:
        with problems.shown():
            typed = {"text": text, "due_on": due_on}
            session.do(AddPromise.of(typed, interview_id=interview.interview_id, today=session.today()))
            form.added()
            take_up(snapshot, interview)
            st.rerun()


def promise_ticks(snapshot: Snapshot, interview: Any) -> None:
    """Draw what one promised to do, with a tick for what is done; a word about it that is begun takes it up."""
    for row in parts_of(snapshot, "promises", interview.interview_id):
        _promise(snapshot, interview, row)


def _promise(snapshot: Snapshot, interview: Any, row: Any) -> None:
    due = day_of(row.due_on)
    words = f"{md_escape(row.text)}{f', by {short_day(due, session.today())}' if due else ''}"
    now = Noted(snapshot, snapshot, session.zone(), session.today())
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        is_kept = not session.is_missing(row.kept_at)
        key = session.key("kept", row.id, str(row.version))
        st.checkbox(words, is_kept, key=key, on_change=_tick, args=(row.id, key, now, interview), width="stretch")
        _take_out("Take it out", RemovePromise(promise_id=row.id), row.id)


def _tick(promise_id: str, key: str, before: Noted, interview: Any) -> None:
    with session.noticed():
        session.do(KeepPromise(promise_id=promise_id, kept=bool(st.session_state[key])))
        bring_up_to_date(replace(before, after=session.workspace().snapshot()), interview)


def _takeaway(row: Any) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", wrap=False):
        with st.container():
            typed_field(f"takeaway/{row.id}", label="A takeaway", single_line=True, hide_label=True, limit=LINE_LIMIT)
        _take_out("Take it out", RemoveTakeaway(takeaway_id=row.id), row.id)


def _take_out(words: str, command: Command, row_id: str) -> None:
    st.button(
        ":material/close:",
        key=session.key("take-out", row_id),
        help=words,
        type="tertiary",
        on_click=session.carry_out,
        args=(command, "Taken out."),
    )
