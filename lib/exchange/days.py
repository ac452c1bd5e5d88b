"""Days as other programs write them; a day that is not certain is not guessed."""

import re
import tomllib
from datetime import date
from importlib.resources import files

_CONTENT = tomllib.loads(files("lib.exchange").joinpath("content/months.toml").read_text(encoding="utf-8"))
_MONTHS = {name: int(number) for number, names in _CONTENT["months"].items() for name in names}
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})(?:\.|er)?\s+([^\W\d_]+)\.?\s+(\d{4})")
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?")
_AMERICAN_MOMENT = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4}), \d{1,2}:\d{2}.*")
_CENTURY = 2000


def read_day(text: str) -> date | None:
    """Return the day of `05 Mar 2024` (English, German or French) or `2024-03-05`, or None where it is neither.

    A time behind an ISO day, such as `2026-07-01 10:00:00 UTC`, is not looked at.
    """
    named = _DAY_MONTH_YEAR.fullmatch(text)
    month = _MONTHS.get(named[2].casefold()) if named else None
    if named and month:
        return _day(named[3], month, named[1])
    iso = _ISO_DAY.fullmatch(text)
    return _day(*iso[1].split("-")) if iso else None


def read_american_moment(text: str) -> date | None:
    """Return the day of `7/8/26, 3:43 PM`, month first, as LinkedIn writes it in Invitations.csv; None for another."""
    found = _AMERICAN_MOMENT.fullmatch(text)
    if found is None:
        return None
    year = int(found[3])
    return _day(year if len(found[3]) > len("26") else _CENTURY + year, found[1], found[2])


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
