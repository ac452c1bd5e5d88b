"""How much of a mail is read, so that none takes long or much memory, whoever made it."""

import re

from lib.exchange.received_mail import NoMailError

MAX_BYTES = 20 * 1024 * 1024
_LARGE = 2 * 1024 * 1024
_MAX_DEPTH = 100  # parts within parts; ordinary mails have three
_MAX_PARTS = 2_000  # lines that may begin one
_MAX_KIND = 4_000  # bytes

_ENCODED = re.compile(rb"(?m)(?:^[A-Za-z0-9+/=]{1,100}\r?\n)++")
# What says of which kind a part is; `email` takes a time for it that grows with the square of its length.
_KIND = re.compile(rb"content-(?:type|disposition):(?:[^\r\n]|(?:\r\n|[\r\n])(?=[ \t]))*+")


class MailTooLargeError(NoMailError):
    """The file has more bytes than are read."""

    def __init__(self) -> None:
        super().__init__(f"This mail is larger than {MAX_BYTES // 1024**2} MB.")


def readable(content: bytes) -> bytes:
    """Return what is worth reading of a mail: of a large one, not its attachments, and only the first two megabytes.

    Raises:
        NoMailError: where it is too large, or no program would write so many parts.
    """
    if len(content) > MAX_BYTES:
        raise MailTooLargeError
    mail = content if len(content) <= _LARGE else _ENCODED.sub(_short, content)[:_LARGE]
    small = mail.lower()
    depth = small.count(b"multipart/") + small.count(b"message/")
    parts = mail.count(b"\n--") + mail.count(b"\r--")
    if depth > _MAX_DEPTH or parts > _MAX_PARTS or any(len(kind[0]) > _MAX_KIND for kind in _KIND.finditer(small)):
        raise NoMailError
    return mail


def _short(encoded: re.Match[bytes]) -> bytes:
    """Return lines that may be a text, and nothing of those that are so many that they are a picture."""
    return encoded[0] if len(encoded[0]) < _LARGE // 4 else b""
