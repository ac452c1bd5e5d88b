"""Sends the one mail that Askwell ever sends: a link to set a new pass phrase, to whoever asked for it."""

import logging
import smtplib
import ssl
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from email.message import EmailMessage
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from lib.settings import Settings

_LOG = logging.getLogger("askwell.mail")
_PATIENCE_S = 20
_SMTPS, _SUBMISSION = 465, 587
# Mails go out beside the page, so that an answer takes as long for a name that nobody has.
_OUTBOX = ThreadPoolExecutor(max_workers=2, thread_name_prefix="askwell-mail")

_TEXT = """Hello,

somebody, probably you, asked for a new pass phrase for Askwell at {home}.

To set one, open this link within 24 hours. It works once:

{link}

If it was not you, do nothing: your pass phrase stays as it is.
"""


def can_mail(settings: Settings) -> bool:
    """Return whether mails can be sent from here."""
    return bool(settings.smtp_url.get_secret_value() and settings.mail_from and settings.address)


def reset_mail(settings: Settings, to: str, token: str) -> EmailMessage:
    """Return the mail with the link to set a new pass phrase."""
    home = settings.address.rstrip("/")
    mail = EmailMessage()
    mail["Subject"] = "Your new pass phrase for Askwell"
    mail["From"] = settings.mail_from
    mail["To"] = to
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_TEXT.format(home=home, link=f"{home}/?reset={token}"))
    return mail


def send_later(settings: Settings, mail: EmailMessage) -> Future[bool]:
    """Send a mail beside the page; the future tells whether it went out, the log says why not."""
    return _OUTBOX.submit(_sent, settings.smtp_url.get_secret_value(), mail)


def _sent(url: str, mail: EmailMessage) -> bool:
    try:
        with _connected(url) as server:
            server.send_message(mail)
    except (OSError, smtplib.SMTPException) as error:
        _LOG.error("a mail could not be sent: %s", type(error).__name__)
        return False
    return True


@contextmanager
def _connected(url: str) -> Iterator[smtplib.SMTP]:
    parts = urlsplit(url)
    with _opened(parts) as server:
        if parts.scheme != "smtps" and parse_qs(parts.query).get("tls") != ["no"]:
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield server


def _opened(parts: SplitResult) -> smtplib.SMTP:
    host = parts.hostname or "localhost"
    if parts.scheme == "smtps":
        trusted = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, parts.port or _SMTPS, timeout=_PATIENCE_S, context=trusted)
    return smtplib.SMTP(host, parts.port or _SUBMISSION, timeout=_PATIENCE_S)
