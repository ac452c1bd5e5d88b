"""What they answered, as plain choices, with their own words where they are at hand."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from lib.domain.commands import RecordReply
from lib.domain.fields import TEXT_LIMIT
from lib.domain.lifecycle import STEP_OF_REPLY, steps_from
from lib.domain.vocabulary import Channel, InterviewKind, Reply, Stage
from lib.method.labels import label
from lib.ui import navigation, session
from lib.ui.forms import FieldProblems
from lib.ui.typed_field import typed_field

_SAID = {
    Reply.YES: "Good news. Agree on a time while it is fresh.",
    Reply.NOT_NOW: "Noted. A kind line now keeps the door open.",
    Reply.NO: "Noted. They took the time to tell you; a kind line is worth it.",
    Reply.ANSWERED: "That counts as a talk. Note what you learned, then thank them.",
    Reply.PASSED_ON: "Noted. Thank them, and write to the new person within the week.",
}
# What can come of asking for an introduction.
_TO_INTRODUCE = {
    Reply.PASSED_ON: "They opened the way",
    Reply.NOT_NOW: "Not now",
    Reply.NO: "No",
}
_NEXT = {Reply.YES: "ask", Reply.ANSWERED: "talk"}


def reply_form(row: Any, stage: Stage) -> None:
    """Draw the choices and what goes with the one that is picked (a row of `interviews`)."""
    possible = [reply for reply, step in STEP_OF_REPLY.items() if step in steps_from(stage)]
    words: Callable[[Reply], str] = label
    if row.kind == InterviewKind.INTRODUCTION:
        possible = [reply for reply in possible if reply in _TO_INTRODUCE]
        words = _TO_INTRODUCE.__getitem__
    reply = st.pills("Their answer", possible, format_func=words, wrap=True, key=session.key("reply", row.interview_id))
    if reply is None:
        return
    typed_field(f"reply/{row.interview_id}", label="Their words (optional)", height=96, limit=TEXT_LIMIT)
    problems = FieldProblems()
    with st.form(session.key("reply-form", row.interview_id, reply), border=False):
        typed: dict[str, Any] = {}
        if reply is Reply.NOT_NOW:
            typed["retry_on"] = st.date_input("When may you ask again? (optional)", None, format="DD/MM/YYYY")
            problems.under("retry_on")
        elif reply is Reply.PASSED_ON:
            typed = _introduced(row) if row.target_contact_id else _named(problems)
        sent = st.form_submit_button("Log this answer", type="primary")
    if sent:
        with problems.shown():
            _log(row, reply, typed)


def _introduced(row: Any) -> dict[str, Any]:
    return {"may_use_name": st.checkbox(f"I may use their name when I write to {row.target}", value=True)}


def _named(problems: FieldProblems) -> dict[str, Any]:
    named = st.text_input("Whom did they name? (optional)", max_chars=200)
    problems.under("named")
    organisation = st.text_input("Where do they work? (optional)", max_chars=200)
    may_use_name = st.checkbox("I may mention who sent me")
    return {"named": named, "named_organisation": organisation, "may_use_name": may_use_name}


def _log(row: Any, reply: Reply, typed: dict[str, Any]) -> None:
    known = {
        "interview_id": row.interview_id,
        "reply": reply,
        "channel": row.channel or Channel.EMAIL,
        "today": session.today(),
    }
    receipt = session.do(RecordReply.of(typed, **known))
    session.notice(_SAID[reply], receipt)
    navigation.go(_NEXT.get(reply, "thank"), interview=row.interview_id)
