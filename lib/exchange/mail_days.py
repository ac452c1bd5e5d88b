"""Days as people write them in the middle of a text, in many languages; a day that is not certain is not guessed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from babel.dates import get_day_names, get_month_names

from lib.exchange.automatic_words import words

# A day without its year is one that comes soon: further off, the text might as well be an old one.
_SOON = timedelta(days=200)
_LATEST = timedelta(days=730)
_MONTHS_IN_A_YEAR = 12
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day in a text: between which places it stands, which it is (None where uncertain), and if it ends a span."""

    start: int
    end: int
    day: date | None
    ends_span: bool = False


def written_days(text: str, written_on: date | None) -> Iterator[WrittenDay]:
    """Yield the days in a text in small letters, in order; `written_on` is when it was written, None if unknown.

    Read are `2026-12-03`, `3 December 2026`, `December 3rd`, `3.12.`, `13/12/2026`, weekdays (the next one) and
    “tomorrow”. `4/5` may be May or April; it is uncertain, as are days long past.
    """
    for found in _pattern().finditer(text):
        day = _day_of(found, written_on)
        yield WrittenDay(found.start(), found.end(), day, ends_span=bool(found["span"] or found["span2"]))


@cache
def _pattern() -> re.Pattern[str]:
    month, weekday, tomorrow = (_one_of(names) for names in (_months(), _weekdays(), words()["tomorrow"]))
    nth = r"(?:st|nd|rd|th|er|º|ª|\.)?"
    year = r"(?P<{}>20\d\d)"
    before = rf"(?:(?:{weekday})\.?,?\s+(?:(?:the|den|dem|der|le|el|il|de|dia)\s+)?)?"
    return re.compile(
        rf"""(?<![\w./-])(?:
          {before}(?P<iso>20\d\d-\d\d-\d\d)
        | {before}(?P<span>\d{{1,2}}{nth}\s*[-\u2013]\s*)?(?P<day>\d{{1,2}}){nth}\s+
            (?:of\s+|de\s+)?(?P<month>{month})\.?(?:,?\s+(?:de\s+)?{year.format("year")})?
        | {before}(?P<month2>{month})\.?\s+(?:the\s+)?
            (?P<span2>\d{{1,2}}\s*[-\u2013]\s*)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+{year.format("year2")})?
        | {before}(?P<first>\d{{1,2}})(?P<mark>[./])\s?(?P<second>\d{{1,2}})(?:(?P=mark)\s?(?P<year3>(?:20)?\d\d)?)?
        | (?P<weekday>{weekday})
        | (?P<tomorrow>{tomorrow})
        )(?![\w/]|[.:,-]\d)""",
        re.VERBOSE,
    )


def _one_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _day_of(found: re.Match[str], written_on: date | None) -> date | None:
    if found["iso"]:
        return _certain(*map(int, found["iso"].split("-")), written_on=written_on)
    if name := found["month"] or found["month2"]:
        year = found["year"] or found["year2"]
        return _certain(int(year or 0), _months()[name], int(found["day"] or found["day2"]), written_on=written_on)
    if found["first"]:
        return _by_numbers(found, written_on)
    if written_on is None:
        return None
    if found["tomorrow"]:
        return written_on + timedelta(days=1)
    ahead = (_weekdays()[found["weekday"]] - written_on.weekday() - 1) % 7 + 1
    return written_on + timedelta(days=ahead)


def _by_numbers(found: re.Match[str], written_on: date | None) -> date | None:
    """Read `3.12.` with the day first, as all do who write full stops; of slashes, Americans write the month first."""
    first, second, year = int(found["first"]), int(found["second"]), int(found["year3"] or 0)
    year += _CENTURY if 0 < year < _CENTURY else 0
    if found["mark"] == "/" and first != second and max(first, second) <= _MONTHS_IN_A_YEAR:
        return None
    day, month = (first, second) if found["mark"] == "." or second <= _MONTHS_IN_A_YEAR else (second, first)
    return _certain(year, month, day, written_on=written_on)


def _certain(year: int, month: int, day: int, *, written_on: date | None) -> date | None:
    """Return the day; without a year the next such one. None where there is none, or none that can be meant."""
    if written_on is None:
        return _date(year, month, day) if year else None
    if year:
        found = _date(year, month, day)
        return found if found and written_on <= found <= written_on + _LATEST else None
    coming = (_date(written_on.year + more, month, day) for more in range(2))
    return next((found for found in coming if found and written_on <= found <= written_on + _SOON), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    return dict(_names(get_month_names, "wide", "abbreviated"))


@cache
def _weekdays() -> dict[str, int]:
    return dict(_names(get_day_names, "wide"))


def _names(of: Callable[[Any, Any, str], Mapping[int, str]], *widths: str) -> Iterator[tuple[str, int]]:
    for locale in words()["locales"]:
        for width in widths:
            for context in ("format", "stand-alone"):
                names = of(width, context, locale)
                yield from ((names[number].casefold().rstrip("."), number) for number in names)
