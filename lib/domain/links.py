"""Which links and e-mail addresses may be opened, how two of them are compared, and how a mail draft is addressed."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from email_validator import EmailNotValidError, validate_email

from lib.domain.errors import AskwellError
from lib.domain.unicode_text import normal

MAX_LINK = 2_000  # characters; no browser is asked to open more
MAX_EMAIL = 320  # characters; RFC 3696

_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,63})")
_LINKEDIN = re.compile(r"(?:m|[a-z]{2})\.linkedin\.com")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNSEEN_ASCII = re.compile(r"[\x00-\x20\x7f\\]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_PORTS = {"http": 80, "https": 443}
# What most people have: nothing in it is to be changed, so that files of many thousands are read fast.
_MAX_PLAIN_EMAIL = 100  # characters; the length of what is longer is judged by the rules
_PLAIN_LOCAL_PART = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*")
_PLAIN_LINK = re.compile(
    r"https?://(www\.linkedin\.com|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})((?:/[A-Za-z0-9._~/-]*)?)"
)


class InvalidAddressError(AskwellError, ValueError):
    """No draft can be addressed to this."""

    def __init__(self) -> None:
        super().__init__("This does not look like an e-mail address. Check the part before and after the @.")


def valid_email(text: str) -> str | None:
    """Return the address as mail programs write it, or None where it is not one; asks no server."""
    if "@" not in text or len(text) > MAX_EMAIL:
        return None
    address = text.strip()
    local_part, _, domain = address.rpartition("@")
    if address.isascii() and len(address) <= _MAX_PLAIN_EMAIL and _PLAIN_LOCAL_PART.fullmatch(local_part):
        found = _domain(domain)
        return f"{local_part}@{found}" if found else None
    return _validated(address)


def email_key(address: str) -> str:
    """Return what two spellings of one address have in common; empty for an empty text."""
    return (valid_email(address) or address.strip()).casefold()


def safe_url(text: str) -> str | None:
    """Return the link ready to be opened, or None where it is not a web address or a plain mailto address.

    An address without a scheme gets `https://`. Names of hosts need a dot: no IP addresses, no local names.
    """
    address = text.strip()
    if len(address) <= MAX_LINK and _PLAIN_LINK.fullmatch(address):
        return address
    if not address or len(address) > MAX_LINK or _hides_something(address):
        return None
    if address.lower().startswith("mailto:"):
        return _mail_link(address[len("mailto:") :])
    if not address.lower().startswith(("http://", "https://")):
        address = f"https://{address}"
    try:
        return _web_link(urlsplit(address))
    except ValueError:
        return None


def normal_profile(url: str) -> str:
    """Return what two spellings of one profile link have in common; empty where it is not a link.

    LinkedIn's country and mobile hosts show the same person, and its paths ignore case.
    """
    plain = len(url) <= MAX_LINK and _PLAIN_LINK.fullmatch(url)
    host, path = plain.groups() if plain else _place(safe_url(url) or "")
    host, path = host.removeprefix("www."), path.rstrip("/")
    if host == "linkedin.com" or _LINKEDIN.fullmatch(host):
        return f"linkedin.com{path.casefold()}"
    return host + path


def mailto(address: str, subject: str, body: str) -> str:
    """Return the link that opens a mail program with this draft; raises InvalidAddressError.

    Every part is quoted, so no text can add a recipient. Some mail programs open no link over 2,000 characters.
    """
    recipient = valid_email(address)
    if recipient is None:
        raise InvalidAddressError
    subject_line = " ".join(_LINE_END.split(subject)).strip()
    parts = {"subject": subject_line, "body": _LINE_END.sub("\r\n", body)}
    query = "&".join(f"{name}={quote(text, safe='', errors='replace')}" for name, text in parts.items() if text)
    return f"mailto:{quote(recipient, safe='@')}" + (f"?{query}" if query else "")


def _validated(address: str) -> str | None:
    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        return None


@lru_cache(maxsize=4096)
def _domain(domain: str) -> str | None:
    """Return the part behind the @ as mail programs write it, or None where it is not one; many share one."""
    address = _validated(f"a@{domain}")
    return address and address.removeprefix("a@")


def _hides_something(address: str) -> bool:
    """Tell whether there are spaces, unseen characters, or backslashes, which browsers read as slashes."""
    if _UNSEEN_ASCII.search(address):
        return True
    return not address.isascii() and any(unicodedata.category(character)[0] in "CZ" for character in address)


def _place(link: str) -> tuple[str, str]:
    """Return a link's host and path, with letters as letters."""
    parts = urlsplit(link)
    return parts.netloc, normal("NFC", unquote(parts.path))


def _mail_link(recipient: str) -> str | None:
    found = valid_email(unquote(recipient))
    return None if found is None else f"mailto:{quote(found, safe='@')}"


def _web_link(parts: SplitResult) -> str | None:
    host = normal("NFKC", parts.hostname or "").lower()
    if "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    port = "" if parts.port in {None, _PORTS[parts.scheme]} else f":{parts.port}"
    path, query, fragment = (_quoted(part) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host + port, path, query, fragment))


def _quoted(part: str) -> str:
    """Return the part with quotes, brackets and other letters encoded, and with what is encoded already as it is."""
    return quote(_LONE_PERCENT.sub("%25", part), safe="/:@!$&*+,;=?~%")
