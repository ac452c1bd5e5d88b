"""The lines of a calendar file (RFC 5545), with icalendar's own escapes.

Line by line: icalendar's whole components take four times as long, and calendar programs ask for hundreds every hour.
Its folding goes character by character, which was a sixth of a feed's time.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import vCalAddress, vText
from icalendar.parser import Contentline

_FITS = 74  # bytes; a line that goes on begins with a blank more
_SPECIAL = re.compile(r"[\\;,\r\n]")  # what a text escapes; looked for first, as most have nothing of it
_GOES_ON, _GOES_ON_BITS = 0b1000_0000, 0b1100_0000  # a byte of UTF-8 that is not its character's first


def text(name: str, value: str) -> str:
    """Return a property with a text as its value."""
    return f"{name}:{vText(value).to_ical().decode() if _SPECIAL.search(value) else value}"


def moment(name: str, at: datetime) -> str:
    """Return a property with a moment as its value, on the clock of its zone, or in UTC."""
    if isinstance(at.tzinfo, ZoneInfo):
        return f"{name};TZID={at.tzinfo.key}:{at:%Y%m%dT%H%M%S}"
    return f"{name}:{in_utc(at)}"


def in_utc(at: datetime) -> str:
    """Return a moment as the standard writes it in UTC."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


@lru_cache(maxsize=1_000)
def whole_day(name: str, day: date) -> str:
    """Return a property with a day as its value."""
    return f"{name};VALUE=DATE:{day:%Y%m%d}"


def person(name: str, address: vCalAddress) -> str:
    """Return a property with somebody's address as its value, and who they are."""
    return str(Contentline.from_parts(name, address.params, address))


def folded(lines: Iterable[str]) -> bytes:
    """Return the lines as they stand in a file: none longer than 75 bytes, each with the standard's line end."""
    return "".join(
        [f"{line}\r\n" if len(line) <= _FITS and line.isascii() else _folded(line.encode()) for line in lines]
    ).encode()


def _folded(line: bytes) -> str:
    """Return a line cut where it is too long, between characters (RFC 5545, section 3.1)."""
    parts = []
    while len(line) > _FITS:
        cut = _FITS
        while line[cut] & _GOES_ON_BITS == _GOES_ON:
            cut -= 1
        parts.append(line[:cut])
        line = line[cut:]
    return (b"\r\n ".join([*parts, line]) + b"\r\n").decode()
