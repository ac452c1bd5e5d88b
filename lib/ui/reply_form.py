"""What they answered, as plain choices, with their own words where they are at hand."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from lib.domain.commands import InvalidInputsError, SaveReply
from lib.domain.fields import TEXT_LIMIT
from lib.domain.vocabulary import Channel, Stage
from lib.exchange.mail_pasted import read_pasted
from lib.exchange.received_mail import ReceivedMail
from lib.store.workspace import Receipt
from lib.ui import session
from lib.ui.answer_fields import WhenItWas, own_fields, when_it_was
from lib.ui.answers_told import told
from lib.ui.bring_in_reply import bring_in_reply
from lib.ui.forms import AddingForm, FieldProblems
from lib.ui.typed_field import typed_field
from lib.views.answers import Answer, Beside, answer_command, answer_words, possible_answers
from lib.views.conversation import Kept, begun_reply


@dataclass(frozen=True)
class _Pasted:
    """Their words as they are kept while they are typed, and as they read."""

    kept: Kept
    read: ReceivedMail

    @property
    def is_tidied(self) -> bool:
        """Tell whether anything but their own new words was pasted, too."""
        return self.read.text != self.kept.text.strip()


def reply_form(row: Any, stage: Stage) -> None:
    """Draw the choices and what goes with the one that is picked (a row of `interviews`), and the place for a mail."""
    by_hand = st.container()
    # A mail that lies there has choices of its own.
    if not bring_in_reply(session.snapshot(), here=row.interview_id):
        with by_hand:
            answer_by_hand(row, stage)


def answer_by_hand(row: Any, stage: Stage) -> None:
    """Draw the choices and what goes with the one that is picked (a row of `interviews`)."""
    answer = st.pills(
        "Their answer",
        possible_answers(stage, row.kind),
        format_func=lambda choice: answer_words(choice, row.kind),
        wrap=True,
        key=session.key("reply", row.interview_id),
    )
    if answer is None:
        return
    typed_field(f"reply/{row.interview_id}", label="Their words (optional)", height=96, limit=TEXT_LIMIT)
    kept = begun_reply(session.snapshot(), row.interview_id)
    pasted = _Pasted(kept, read_pasted(kept.text, zone=session.zone(), today=session.today()))
    _hints(pasted, answer)
    problems, form = FieldProblems(), AddingForm("reply-form", row.interview_id, answer)
    with st.form(form.key, border=False):
        typed = own_fields(row, answer, problems, back_on=pasted.read.back_on)
        came = when_it_was(f"reply-{row.interview_id}", pasted.read.sent_at, "When did it come?", problems)
        sent = st.form_submit_button("Log this answer", type="primary")
    if sent:
        with problems.shown():
            receipt = _log(row, answer, typed, came, pasted)
            form.added()
            told(row, answer, receipt)


def _hints(pasted: _Pasted, answer: Answer) -> None:
    if pasted.read.is_automatic and answer is not Beside.AWAY:
        st.caption("This reads like an automatic reply. If it is one, say so above; then it counts as no answer.")
    if pasted.is_tidied:
        st.caption("What stands above their words, and what they quote below, is left out when you log it.")


def _log(row: Any, answer: Answer, typed: dict[str, Any], came: WhenItWas, pasted: _Pasted) -> Receipt:
    if answer is Beside.MESSAGE and not pasted.read.text:
        raise InvalidInputsError({"happened_at": "Write or paste above what they said."})
    known = {
        "interview_id": row.interview_id,
        "channel": Channel.EMAIL if pasted.read.from_address else row.channel or Channel.EMAIL,
        "subject": pasted.read.subject,
        "happened_at": came.moment(),
        "today": session.today(),
    }
    # The command takes the words that were kept.
    tidied = {"interview_id": row.interview_id, "version": pasted.kept.version, "text": pasted.read.text}
    tidying = [SaveReply(**tidied)] if pasted.is_tidied else []
    return session.do_all([*tidying, answer_command(answer, typed, **known)])[-1]
