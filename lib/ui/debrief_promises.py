"""What one will do after a conversation: promised to them, or meant for oneself."""

from dataclasses import replace
from typing import Any

import streamlit as st

from lib.domain.commands import AddPromise, KeepPromise, RemovePromise
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import PromiseKind
from lib.ui import session
from lib.ui.forms import AddingForm, FieldProblems
from lib.ui.safe_text import md_escape
from lib.ui.take_out import take_out
from lib.ui.write_thanks import bring_up_to_date, take_up
from lib.views.conversation import parts_of
from lib.views.dates import day_of, short_day
from lib.views.interviews import one_interview
from lib.views.thanks_draft import Noted

_FOR_WHOM = {PromiseKind.PROMISE: "I promised it to them", PromiseKind.TO_DO: "It is for myself"}


def promises(snapshot: Snapshot, interview: Any) -> None:
    """Draw what one promised or means to do, with a tick for what is done, and the form for the next."""
    st.header("What will you do?", anchor=False)
    promise_ticks(snapshot, interview)
    promise_line(snapshot, interview)


def promise_line(snapshot: Snapshot, interview: Any) -> None:
    """Draw the line in which a promise or a to-do is typed, with its day; a thank-you that is begun takes it up."""
    problems, form = FieldProblems(), AddingForm("promise", interview.interview_id)
    with st.form(form.key, border=False):
        left, right = st.columns([2, 1])
        with left:
            text = st.text_input("I will …", max_chars=200)
            problems.under("text")
        due_on = right.date_input("By", None, format="DD/MM/YYYY")
        kind = st.segmented_control(
            "For whom?", list(_FOR_WHOM), default=PromiseKind.PROMISE, required=True, format_func=_FOR_WHOM.__getitem__
        )
        sent = st.form_submit_button("Keep it")
    if sent:
        with problems.shown():
            typed = {"text": text, "due_on": due_on, "kind": kind}
            session.do(AddPromise.of(typed, interview_id=interview.interview_id, today=session.today()))
            form.added()
            take_up(snapshot, interview)
            st.rerun()


def promise_ticks(snapshot: Snapshot, interview: Any) -> None:
    """Draw what one promised or means to do, with a tick for what is done; a word about it that is begun takes it up.

    What was promised comes first.
    """
    rows = parts_of(snapshot, "promises", interview.interview_id)
    for row in sorted(rows, key=lambda row: row.kind != PromiseKind.PROMISE):
        _promise(snapshot, interview, row)


def _promise(snapshot: Snapshot, interview: Any, row: Any) -> None:
    due = day_of(row.due_on)
    badge = " :gray-badge[To do]" if row.kind == PromiseKind.TO_DO else ""
    words = f"{md_escape(row.text)}{f', by {short_day(due, session.today())}' if due else ''}{badge}"
    now = Noted(snapshot, snapshot, session.zone(), session.today())
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        is_kept = not session.is_missing(row.kept_at)
        key = session.key("kept", row.id, str(row.version))
        st.checkbox(words, is_kept, key=key, on_change=_tick, args=(row.id, key, now, interview), width="stretch")
        take_out(RemovePromise(promise_id=row.id), row.id)


def _tick(promise_id: str, key: str, before: Noted, interview: Any) -> None:
    with session.noticed():
        session.do(KeepPromise(promise_id=promise_id, kept=bool(st.session_state[key])))
        bring_up_to_date(replace(before, after=session.workspace().snapshot()), interview)


def promise_done(snapshot: Snapshot, interview_id: str, promise_id: str, said: str) -> None:
    """Draw the button that ticks a promise or to-do off where it is listed, and tells `said` with the offer of undo."""
    now = Noted(snapshot, snapshot, session.zone(), session.today())
    interview = one_interview(snapshot, session.zone(), interview_id)
    key = session.key("promise-done", promise_id)
    st.button("Done", icon=":material/check:", key=key, on_click=_done, args=(promise_id, now, interview, said))


def _done(promise_id: str, before: Noted, interview: Any, said: str) -> None:
    with session.noticed():
        receipt = session.do(KeepPromise(promise_id=promise_id))
        bring_up_to_date(replace(before, after=session.workspace().snapshot()), interview)
        session.notice(said, receipt)
