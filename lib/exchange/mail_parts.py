"""From the bytes of a mail to its headers and its text, whatever program wrote it and however broken it is."""

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from lib.exchange.mail_html import html_text

_MAX_TEXT = 1_000_000  # bytes of one part
_MAX_HEADER = 10_000
_MAX_PARTS = 200
_UNFOLD = re.compile(r"\r?\n[ \t]*")

# What programs call an encoding, where a wider one is what they mean (WHATWG's Encoding Standard).
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949"}
# Python's own, which are no mail's, or take a time that grows with the square of the text.
_NONE = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"))


def parsed(content: bytes) -> Message:
    """Return the mail; raises as `email` does where it is too broken or too deep."""
    return message_from_bytes(content)


def header(mail: Message, name: str) -> str:
    """Return a header's first value, decoded (RFC 2047) and on one line; empty where there is none."""
    return next(iter(headers(mail, name)), "")


def headers(mail: Message, name: str) -> list[str]:
    """Return all values of a header, decoded and each on one line."""
    # As they stand there: `get_all` would lose letters that were written without an encoding.
    values = [str(value)[:_MAX_HEADER] for known, value in mail.raw_items() if known.casefold() == name.casefold()]
    return [_decoded(_UNFOLD.sub(" ", value)) for value in values]


def all_headers(mail: Message, names: Sequence[str]) -> Mapping[str, list[str]]:
    """Return the values of each of these headers."""
    return {name: headers(mail, name) for name in names}


def _decoded(value: str) -> str:
    try:
        return "".join(_as_text(part, charset) for part, charset in decode_header(value))
    except (HeaderParseError, ValueError):
        return value


def _as_text(part: str | bytes, charset: str | None) -> str:
    if isinstance(part, bytes):
        return decoded(part, charset or "")
    return decoded(part.encode("utf-8", "surrogateescape"), "utf-8")


def decoded(content: bytes, charset: str) -> str:
    """Return bytes as text: by the encoding that they are said to have, else by the one that fits."""
    for name in (_known(charset), "utf-8"):
        try:
            return content.decode(name)
        except (UnicodeError, LookupError):
            continue
    return content.decode(_known(charset) if _known(charset) != "utf-8" else "cp1252", "replace")


def _known(charset: str) -> str:
    try:
        name = codecs.lookup(charset.strip("\"' ").encode("ascii", "ignore").decode()).name if charset else "utf-8"
    except (LookupError, ValueError):
        return "utf-8"
    return "utf-8" if name.replace("-", "_") in _NONE else _WIDER.get(name, name)


def text_of(mail: Message) -> str:
    """Return the text of a mail: its plain part, else the words of its HTML; attachments are left alone."""
    html = ""
    for part in _shown_parts(mail):
        kind = part.get_content_type()
        if kind == "text/plain" and (text := _unwrapped(part)).strip():
            return text
        if kind == "text/html" and not html:
            html = html_text(_content(part))
    return html


def _shown_parts(mail: Message) -> Iterator[Message]:
    for number, part in enumerate(walked(mail)):
        if number > _MAX_PARTS:
            return
        if not part.is_multipart() and part.get_content_disposition() != "attachment" and not part.get_filename():
            yield part


def walked(mail: Message) -> Iterator[Message]:
    """Yield a mail's parts, but not those of a mail that is attached to it; the attached mail itself is one."""
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        yield part
        if part.is_multipart() and (part is mail or part.get_content_maintype() == "multipart"):
            waiting.extend(reversed([inner for inner in part.get_payload() if isinstance(inner, Message)]))


def _content(part: Message) -> str:
    content = part.get_payload(decode=True)
    return decoded(content[:_MAX_TEXT], part.get_content_charset("")) if isinstance(content, bytes) else ""


def _unwrapped(part: Message) -> str:
    """Return the text; lines that the mail program broke to fit (RFC 3676) are whole again."""
    text = _content(part)
    if str(part.get_param("format")).casefold() != "flowed":
        return text
    return _flowed(text, keeps_space=str(part.get_param("delsp")).casefold() != "yes")


def _flowed(text: str, *, keeps_space: bool) -> str:
    lines: list[list[str]] = []
    goes_on = False
    for line in text.splitlines():
        stuffed = line.removeprefix(" ")
        depth = len(stuffed) - len(stuffed.lstrip(">"))
        if goes_on and lines and not depth:
            lines[-1].append(stuffed)
        else:
            lines.append([stuffed])
        goes_on = stuffed.endswith(" ") and stuffed != "-- " and not depth
        if goes_on and not keeps_space:
            lines[-1][-1] = stuffed[:-1]
    return "\n".join(map("".join, lines))
