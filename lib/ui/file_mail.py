"""Where a mail that was brought in belongs, what it is there, and the click that files it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lib.domain.commands import BeginDraft, ChooseWording, LogMessage, RecordSent
from lib.domain.fields import TEXT_LIMIT
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Channel, Direction, Purpose, Stage
from lib.exchange.received_mail import ReceivedMail
from lib.method.labels import label
from lib.store.workspace import Receipt
from lib.ui import navigation, session
from lib.ui.answer_fields import own_fields, when_it_was
from lib.ui.answers_told import told
from lib.ui.forms import FieldProblems
from lib.ui.safe_text import md_escape
from lib.views.answers import Answer, Beside, answer_command, answer_words, possible_answers, possible_sendings
from lib.views.conversation import draft_of
from lib.views.filing import Filing, keep_address
from lib.views.interviews import one_interview

_WHO = {Direction.RECEIVED: "They wrote it", Direction.SENT: "I wrote it"}


@dataclass(frozen=True)
class BroughtMail:
    """A mail as it was read, under a name of its own, and where it seems to belong; `put_away` once it is filed."""

    name: str
    mail: ReceivedMail
    filing: Filing
    put_away: Callable[[], None]

    def known(self, row: Any, text: str) -> dict[str, Any]:
        """Return what every command is told that files it in an interview."""
        named = {"subject": self.mail.subject, "mail_id": self.mail.message_id}
        return {"interview_id": row.interview_id, "text": text, **named}


def file_mail(snapshot: Snapshot, brought: BroughtMail) -> None:
    """Draw to which interview a mail goes, and as what."""
    row = goes_to(snapshot, brought)
    if row is None:
        return
    way = _which_way(brought)
    is_theirs = way is Direction.RECEIVED
    text = st.text_area(
        "What they wrote" if is_theirs else "What you wrote",
        brought.mail.text,
        height=160,
        max_chars=TEXT_LIMIT,
        key=session.key("mail-words", brought.name),
    )
    if brought.mail.whole != brought.mail.text:
        with st.expander("The whole mail, with what it quotes"):
            st.text(brought.mail.whole)
    if is_theirs:
        _received(snapshot, row, brought, text)
    else:
        _sent(snapshot, row, brought, text)


def goes_to(snapshot: Snapshot, brought: BroughtMail) -> Any | None:
    """Draw the choice to which interview a mail goes; return it (a row of `interviews`), None while none is chosen."""
    filing = brought.filing
    rows = {choice: one_interview(snapshot, session.zone(), choice) for choice in filing.choices}
    chosen: str | None = st.selectbox(
        "Goes to",
        filing.choices,
        index=0 if filing.interview_id else None,
        placeholder="Choose the interview it belongs to",
        format_func=lambda choice: _words(rows[choice]),
        key=session.key("mail-goes-to", brought.name),
    )
    if filing.by_name:
        st.caption("Found by the name: this address is on nobody's page yet. Check that it is the same person.")
    elif not filing.interview_id:
        st.caption("Neither the address nor the name is one that you have. Choose where it belongs.")
    return rows.get(chosen or "")


def _words(row: Any) -> str:
    towards = f", introduction to {row.target}" if row.target else ""
    return f"{row.name}{towards} · {row.topic} · {label(Stage(row.stage)).lower()}"


def _which_way(brought: BroughtMail) -> Direction:
    chosen: Direction | None = st.segmented_control(
        "Who wrote it?",
        list(_WHO),
        default=brought.filing.direction,
        required=True,
        format_func=_WHO.__getitem__,
        key=session.key("mail-way", brought.name),
    )
    return chosen or brought.filing.direction


def _received(snapshot: Snapshot, row: Any, brought: BroughtMail, text: str) -> None:
    mail, place = brought.mail, (brought.name, str(row.interview_id))
    choices = possible_answers(Stage(row.stage), row.kind)
    answer: Answer | None = st.pills(
        "What did they say?",
        choices,
        default=_guess(mail, choices),
        wrap=True,
        format_func=lambda choice: answer_words(choice, row.kind),
        key=session.key("mail-answer", *place),
    )
    if answer is None:
        return
    problems = FieldProblems()
    with st.form(session.key("mail-form", *place, answer), border=False):
        typed = own_fields(row, answer, problems, back_on=mail.back_on)
        came = when_it_was("-".join(place), mail.sent_at, "When did it come?", problems)
        is_theirs = _keeps_address(row, brought)
        is_logged = st.form_submit_button("File it", type="primary")
    if is_logged:
        with problems.shown():
            shared = {
                **brought.known(row, text),
                "channel": Channel.EMAIL,
                "happened_at": came.moment(),
                "today": session.today(),
            }
            person = snapshot.one("contacts", row.contact_id, "person")
            keeping = [keep_address(person, mail.from_address)] if is_theirs else []
            receipts = session.do_all([answer_command(answer, typed, **shared), *keeping])
            brought.put_away()
            told(row, answer, *receipts)


def _keeps_address(row: Any, brought: BroughtMail) -> bool:
    """Draw the choice to note an address that is nobody's yet; return whether it is chosen."""
    mail, filing = brought.mail, brought.filing
    if not mail.from_address or filing.contact_id or filing.direction is Direction.SENT:
        return False
    words = f"Keep {md_escape(mail.from_address)} as an address of {md_escape(row.name)}"
    # Where only the person says that it is theirs, it may as well be an assistant's.
    return st.checkbox(words, value=filing.by_name)


def _guess(mail: ReceivedMail, choices: tuple[Answer, ...]) -> Answer | None:
    if mail.is_automatic:
        return Beside.AWAY if Beside.AWAY in choices else Beside.MESSAGE
    return choices[0] if len(choices) == 1 else None


def _sent(snapshot: Snapshot, row: Any, brought: BroughtMail, text: str) -> None:
    place = (brought.name, str(row.interview_id))
    choices = possible_sendings(Stage(row.stage))
    purpose: Purpose | None = st.pills(
        "What was it?",
        choices,
        default=choices[0],
        wrap=True,
        format_func=lambda choice: "Just a message" if choice is Purpose.NOTE else label(choice),
        key=session.key("mail-purpose", *place),
    )
    if purpose is None:
        return
    problems = FieldProblems()
    with st.form(session.key("mail-form", *place, purpose), border=False):
        went = when_it_was("-".join(place), brought.mail.sent_at, "When did you send it?", problems)
        is_logged = st.form_submit_button("File it", type="primary")
    if is_logged:
        with problems.shown():
            receipts = _log_sent(snapshot, purpose, {**brought.known(row, text), "happened_at": went.moment()})
            brought.put_away()
            session.notice(f"{row.name}: filed as sent.", *receipts)
            navigation.go("ask", interview=row.interview_id)


def _log_sent(snapshot: Snapshot, purpose: Purpose, known: dict[str, Any]) -> list[Receipt]:
    """Log a message of one's own; where it takes a step, it is the draft that was begun for it, as it went out."""
    if purpose is Purpose.NOTE:
        return [session.do(LogMessage.of(known, direction=Direction.SENT, channel=Channel.EMAIL))]
    words = {"subject": known["subject"], "body": known["text"]}
    when = {"interview_id": known["interview_id"], "happened_at": known["happened_at"]}
    draft = draft_of(snapshot, known["interview_id"], purpose)
    if draft is None:
        written = session.do(BeginDraft.of({**words, **when}, purpose=purpose, channel=Channel.EMAIL))
        message_id = written.subject_id
    else:
        message_id = str(draft.id)
        chosen = {"version": int(draft.version), "channel": Channel.EMAIL, "wording_id": draft.wording_id}
        written = session.do(ChooseWording.of(words, message_id=message_id, **chosen))
    return [written, session.do(RecordSent(message_id=message_id, channel=Channel.EMAIL, **when))]
