"""Something else that was said, by whichever way, beside the letters that are written here."""

from typing import Any

import streamlit as st

from lib.domain.commands import InvalidInputsError, LogMessage
from lib.domain.vocabulary import Channel, Direction
from lib.method.labels import label
from lib.store.workspace import Receipt
from lib.ui import session
from lib.ui.answer_fields import WhenItWas, when_it_was
from lib.ui.forms import AddingForm, FieldProblems
from lib.ui.kept_text import forget_text, kept_text

_WHO = {Direction.SENT: "I said it", Direction.RECEIVED: "They said it"}


def log_message(row: Any) -> None:
    """Draw the fields for a message that is no step of the interview (a row of `interviews`)."""
    form = AddingForm("log-message", row.interview_id)
    with st.expander("Log something else that was said", icon=":material/add_comment:"):
        name = f"{form.key}-text"
        text = kept_text(name, "What was said, in full or in a few words")
        problems = FieldProblems()
        problems.under("text")
        with st.form(form.key, border=False):
            who = st.segmented_control(
                "Who?", list(_WHO), default=Direction.RECEIVED, required=True, format_func=_WHO.__getitem__
            )
            channels = list(Channel)
            used = channels.index(Channel(row.channel)) if row.channel else 0
            channel = st.selectbox("By which way?", channels, used, format_func=label)
            when = when_it_was(form.key, None, "When?", problems)
            is_logged = st.form_submit_button("Log it")
        if is_logged:
            with problems.shown():
                receipt = _log(row, {"text": text, "direction": who, "channel": channel}, when)
                form.added()
                forget_text(name)
                session.finish("Logged with everything that was said.", receipt)


def _log(row: Any, typed: dict[str, Any], when: WhenItWas) -> Receipt:
    if not typed["text"].strip():
        raise InvalidInputsError({"text": "Write or paste what was said."})
    return session.do(LogMessage.of(typed, interview_id=row.interview_id, happened_at=when.moment()))
