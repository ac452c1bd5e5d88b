"""A mail as a file (.eml), as Gmail, Outlook, Apple Mail, Thunderbird and others save it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from lib.domain.fields import LINE_LIMIT, TEXT_LIMIT, clean_text
from lib.exchange.automatic_words import header_values
from lib.exchange.mail_automatic import back_on, is_automatic
from lib.exchange.mail_bounds import readable
from lib.exchange.mail_parts import all_headers, header, headers, parsed, text_of, walked
from lib.exchange.mail_pasted import addresses, person, read_pasted
from lib.exchange.mail_quotes import own_words, tidy_lines
from lib.exchange.received_mail import NoMailError, ReceivedMail
from lib.exchange.told import one_line

_OUTLOOKS_OWN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_APPLE_LENGTH = re.compile(rb"\s*(\d{1,9})\s*\r?\n")  # the first line of an .emlx file
_HEADERS = ("from", "to", "date", "subject", "message-id", "received", "return-path", "mime-version", "reply-to")
_ENOUGH = 2  # of these make a mail
_FIRST, _LAST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_PASSED_ON = re.compile(r"\s*(?:fwd?|wg|tr|rv|enc|pd|vs|doorst)\s?:", re.IGNORECASE)
_BREAKS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


class OutlooksOwnFileError(NoMailError):
    """A .msg file: only Outlook reads these."""

    def __init__(self) -> None:
        super().__init__("This is Outlook's own kind of file (.msg), which only Outlook reads.")


def read_mail(content: bytes, *, today: date | None = None) -> ReceivedMail:
    """Return what a mail says; attachments are not looked at, and HTML is read as text.

    `today` stands for the day of a mail without one, when it says on which day somebody is back.

    Raises:
        NoMailError: whatever the bytes are, and nothing else.
    """
    if content.startswith(_OUTLOOKS_OWN):
        raise OutlooksOwnFileError
    try:
        return _read(_as_mail(content), today)
    except _BREAKS as error:
        # `email` is written for mails as they should be, and fails in many ways at those that are not.
        raise NoMailError from error


def _as_mail(content: bytes) -> Message:
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if apple := _APPLE_LENGTH.match(start):
        start = start[apple.end() : apple.end() + int(apple[1])]
    mail = parsed(readable(start))
    if sum(name in mail for name in _HEADERS) < _ENOUGH:
        raise NoMailError
    return mail


def _read(mail: Message, today: date | None) -> ReceivedMail:
    sent_at = _sent_at(mail)
    subject = one_line(header(mail, "subject"))[:LINE_LIMIT]
    whole = tidy_lines(clean_text(text_of(mail)))[:TEXT_LIMIT]
    written = own_words(whole)
    written_on = sent_at.date() if sent_at else today
    found = ReceivedMail(
        *person(header(mail, "from")),
        to=addresses(*headers(mail, "to"), *headers(mail, "cc")),
        subject=subject,
        sent_at=sent_at,
        text=written or whole,
        whole=whole,
        message_id=one_line(header(mail, "message-id"))[:LINE_LIMIT],
    )
    if failures := _failures(mail):
        return replace(found, is_undelivered=True, undelivered_to=addresses(*failures))
    if not written and (forwarded := _forwarded(mail, whole, sent_at, today)):
        return replace(forwarded, message_id=forwarded.message_id or found.message_id)
    automatic = is_automatic(all_headers(mail, tuple(header_values())), subject, found.text)
    return replace(found, is_automatic=automatic, back_on=back_on(found.text, written_on) if automatic else None)


def _sent_at(mail: Message) -> datetime | None:
    """Return when a mail was sent; where it does not say, when it came in."""
    said = [header(mail, "date"), *(line.rpartition(";")[2] for line in headers(mail, "received"))]
    return next((moment for text in said if (moment := _moment(text))), None)


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return aware if _FIRST < aware < _LAST else None


def _forwarded(mail: Message, whole: str, sent_at: datetime | None, today: date | None) -> ReceivedMail | None:
    """Return the mail that was only passed on, as a part or as text; None where there is none."""
    attached = (part.get_payload(0) for part in walked(mail) if part.get_content_type() == "message/rfc822")
    inner = next(attached, None) if not whole else None
    if isinstance(inner, Message):
        return _read(inner, today)
    if not _PASSED_ON.match(header(mail, "subject")):
        return None
    zone = sent_at.tzinfo if sent_at else None
    found = read_pasted(whole, zone=zone or UTC, today=today)
    return found if found.from_name or found.from_address else None


def _failures(mail: Message) -> list[str]:
    """Return to whom a mail could not be delivered, as a mail server reports it (RFC 3464)."""
    blocks = [
        block
        for part in walked(mail)
        if part.get_content_type() == "message/delivery-status" and part.is_multipart()
        for block in part.get_payload()
        if isinstance(block, Message) and header(block, "action").casefold().startswith("failed")
    ]
    return [
        *headers(mail, "x-failed-recipients"),
        *(header(block, "final-recipient").rpartition(";")[2] for block in blocks),
    ]
