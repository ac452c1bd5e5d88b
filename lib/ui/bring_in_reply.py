"""A mail that came elsewhere is brought in: dropped as a file or pasted, looked at, and filed where it belongs."""

from functools import partial
from typing import Any

import streamlit as st

from lib.domain.errors import AskwellError
from lib.domain.snapshot import Snapshot
from lib.exchange.mail_pasted import read_pasted
from lib.exchange.mail_reading import read_mail
from lib.exchange.received_mail import NoMailError, ReceivedMail
from lib.ui import navigation, session
from lib.ui.file_mail import BroughtMail, file_mail
from lib.ui.file_report import file_report
from lib.ui.kept_text import forget_text, kept_text
from lib.ui.safe_text import md_escape
from lib.views.dates import clock, long_day
from lib.views.filing import Filing, where_it_belongs

_TYPES = ["eml", "emlx", "msg"]  # the last is told what to do instead
_READ = "askwell:mail-read"
_FILED = "askwell:mails-filed"


def bring_in_reply(snapshot: Snapshot, *, here: str = "") -> bool:
    """Draw the place for a mail, and what was read in it; return whether one lies there.

    `here` is the id of the interview on whose page it is drawn.
    """
    with st.expander("Bring in a reply from your mail program", icon=":material/move_to_inbox:"):
        st.markdown("Drop the mail as a file, or paste its text. You see what was read before anything is kept.")
        name, mail = _given(here)
        if mail is not None:
            _look(snapshot, name, mail, here)
        return mail is not None


def _given(here: str) -> tuple[str, ReceivedMail | None]:
    """Return what was given, under a name of its own, and as it was read."""
    key = session.key("mail-file", here, str(_filed()))
    file = st.file_uploader("The mail as a file (.eml)", type=_TYPES, key=key)
    if file is not None:
        return file.file_id, _of_file(file.file_id, file.getvalue())
    words = "Or its text, with the lines that say from whom and when, if you like"
    pasted = kept_text(_text_name(here), words, height=160)
    if not pasted.strip():
        # A field hands over what was pasted when one leaves it, and this is where to go.
        st.button("Read it", key=session.key("read-mail", here))
        return f"pasted-{here}", None
    return f"pasted-{here}", read_pasted(pasted, zone=session.zone(), today=session.today())


def _of_file(file_id: str, content: bytes) -> ReceivedMail | None:
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != file_id:
        try:
            kept = (file_id, read_mail(content, today=session.today()))
        except NoMailError as refusal:
            kept = (file_id, refusal)
        st.session_state[_READ] = kept
    found: ReceivedMail | AskwellError = kept[1]
    if isinstance(found, ReceivedMail):
        return found
    st.error(md_escape(str(found)), icon=":material/error:")
    return None


def _look(snapshot: Snapshot, name: str, mail: ReceivedMail, here: str) -> None:
    # What could not be delivered is reported by a machine, about a person.
    sender = (mail.from_name, mail.from_address) if not mail.is_undelivered else ("", "".join(mail.undelivered_to[:1]))
    filing = where_it_belongs(
        snapshot,
        session.zone(),
        from_name=sender[0],
        from_address=sender[1],
        to=() if mail.is_undelivered else mail.to,
        mail_id=mail.message_id,
        text=mail.text,
        sent_at=mail.sent_at,
        here=here,
    )
    _what_was_read(mail)
    if filing.filed_in:
        _filed_already(snapshot, filing)
    elif not filing.choices:
        st.info("Nobody is on your list yet, so there is nowhere to file it. Choose whom to ask first.")
        navigation.link("choose", "Choose whom to ask", icon=":material/person_search:")
    else:
        brought = BroughtMail(name, mail, filing, put_away=partial(_put_away, here))
        (file_report if mail.is_undelivered else file_mail)(snapshot, brought)


def _what_was_read(mail: ReceivedMail) -> None:
    who = " · ".join(md_escape(part) for part in (mail.from_name, mail.from_address) if part)
    lines = [f"**From** {who}"] if who else []
    if mail.sent_at:
        local = mail.sent_at.astimezone(session.zone())
        lines.append(f"**Sent** {long_day(local.date())}, {clock(local.time())}")
    if mail.subject:
        lines.append(f"**Subject** {md_escape(mail.subject)}")
    if lines:
        st.markdown("  \n".join(lines))
    if mail.is_undelivered:
        to = ", ".join(md_escape(address) for address in mail.undelivered_to)
        st.warning(
            f"This says that your mail{f' to {to}' if to else ''} could not be delivered. The address may be wrong: "
            "look for another one, or another way to reach them.",
            icon=":material/mark_email_unread:",
        )


def _filed_already(snapshot: Snapshot, filing: Filing) -> None:
    interview: Any = snapshot.one("interviews", filing.filed_in, "interview")
    person = snapshot.one("contacts", interview.contact_id, "person")
    st.info(f"This mail is filed already, with {md_escape(person.name)}.", icon=":material/inventory_2:")
    navigation.pick("interview", filing.filed_in, "See it there", key=session.key("filed-there", filing.filed_in))


def _put_away(here: str) -> None:
    """Make room for the next mail: neither the file nor its text lies there any longer."""
    forget_text(_text_name(here))
    st.session_state.pop(_READ, None)
    st.session_state[_FILED] = _filed() + 1


def _text_name(here: str) -> str:
    return f"mail-text-{here}-{_filed()}"


def _filed() -> int:
    """Return how many mails were filed in this session: each has a field of its own."""
    return int(st.session_state.get(_FILED, 0))
