"""The lines of a calendar file (RFC 5545), with icalendar's own escapes and folds.

Line by line: icalendar's whole components take four times as long, and calendar programs ask for hundreds every hour.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from icalendar import vCalAddress, vText
from icalendar.parser import Contentline

_FITS = 74  # characters, where each is one byte


def text(name: str, value: str) -> str:
    """Return a property with a text as its value."""
    return f"{name}:{vText(value).to_ical().decode()}"


def moment(name: str, at: datetime) -> str:
    """Return a property with a moment as its value, on the clock of its zone, or in UTC."""
    if isinstance(at.tzinfo, ZoneInfo):
        return f"{name};TZID={at.tzinfo.key}:{at:%Y%m%dT%H%M%S}"
    return f"{name}:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def whole_day(name: str, day: date) -> str:
    """Return a property with a day as its value."""
    return f"{name};VALUE=DATE:{day:%Y%m%d}"


def person(name: str, address: vCalAddress) -> str:
    """Return a property with somebody's address as its value, and who they are."""
    return str(Contentline.from_parts(name, address.params, address))


def folded(lines: Iterable[str]) -> bytes:
    """Return the lines as they stand in a file: none longer than 75 bytes, each with the standard's line end."""
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _folded(line: str) -> str:
    if len(line) <= _FITS and line.isascii():
        return line
    whole: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]  # the library names no types here
    return whole.decode()
