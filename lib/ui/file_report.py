"""A mail that came back is filed, and the request that never arrived is a draft again."""

from functools import partial
from typing import Any

import streamlit as st

from lib.domain.commands import LogMessage
from lib.domain.errors import NothingToUndoError
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Channel, Direction
from lib.ui import navigation, session
from lib.ui.answer_fields import when_it_was
from lib.ui.file_mail import BroughtMail, goes_to
from lib.ui.forms import FieldProblems
from lib.views.filing import request_sent


def file_report(snapshot: Snapshot, brought: BroughtMail) -> None:
    """Draw where the report of a mail server goes, and what becomes of the request that it is about."""
    row = goes_to(snapshot, brought)
    if row is None:
        return
    with st.expander("What the report says"):
        st.text(brought.mail.text)
    number = request_sent(snapshot, row)
    place = (brought.name, str(row.interview_id))
    problems = FieldProblems()
    with st.form(session.key("report-form", *place), border=False):
        words = "Make my request a draft again, so that I can send it to another address"
        is_again = number is not None and st.checkbox(words, value=True)
        came = when_it_was("-".join(place), brought.mail.sent_at, "When did it come?", problems)
        is_logged = st.form_submit_button("File it", type="primary")
    if is_logged:
        with problems.shown():
            how = {"direction": Direction.RECEIVED, "channel": Channel.EMAIL, "happened_at": came.moment()}
            command = LogMessage.of(brought.known(row, brought.mail.text), **how)
            _file(row, command, number if is_again else None, brought)


def _file(row: Any, command: LogMessage, number: int | None, brought: BroughtMail) -> None:
    is_draft = number is not None and _is_taken_back(number)
    receipt = session.do(command)
    brought.put_away()
    notice = partial(session.notice, way=session.Way("Change their address", "contacts", {"contact": row.contact_id}))
    if is_draft:
        # Undo would take the report out, but not send the request again.
        notice("Your request is a draft again, as you wrote it. Find another address, or another way to reach them.")
    else:
        notice("Filed. Find another address, or another way to reach them.", receipt)
    navigation.go("ask", interview=row.interview_id)


def _is_taken_back(number: int) -> bool:
    try:
        session.workspace().undo(number)
    except NothingToUndoError:
        # Something was built on it since; then it stays, and the report is filed beside it.
        return False
    return True
