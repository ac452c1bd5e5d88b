"""Whether the dates of a letter are right: a weekday that is that day's, and no offer of a day that is past."""

import re
from calendar import day_name, month_name
from collections.abc import Iterator
from datetime import date
from functools import cache

from lib.method.coach.letter import Letter
from lib.method.coach.phrases import has
from lib.method.coach.remark import Finding, finding

_SHORTEST = 3  # letters of a month's or a weekday's name
_WORD = re.compile(r"\b(?!the\b)[a-z]{3,}")
_MONTHS = tuple(name.lower()[:_SHORTEST] for name in month_name)


def right_dates(letter: Letter) -> Finding | None:
    """Say where a date has the weekday of another, or where a day is offered that is past."""
    if letter.today is None:
        return None
    for sentence in letter.sentences:
        offers = has("offer", sentence)
        for written, weekday, day in _dates(sentence, letter.today):
            if weekday and not day_name[day.weekday()].lower().startswith(weekday):
                return finding("weekday", written=written, weekday=day_name[day.weekday()])
            if offers and day < letter.today:
                return finding("past", written=written)
    return None


def _dates(sentence: str, today: date) -> Iterator[tuple[str, str, date]]:
    """Return each date of a sentence as it is written, the beginning of its weekday (or nothing), and the day."""
    for match in _pattern().finditer(sentence):
        number = int(match["day"] or match["day_after"])
        month = _MONTHS.index((match["month"] or match["month_before"])[:_SHORTEST])
        day = _nearest(number, month, match["year"], today)
        if day is not None:
            yield _WORD.sub(lambda word: word[0].capitalize(), match[0]), (match["weekday"] or "")[:_SHORTEST], day


def _nearest(number: int, month: int, year: str | None, today: date) -> date | None:
    """Return the day of that date; without a year the one nearest to today. None where there is no such day."""
    years = [int(year)] if year else [today.year - 1, today.year, today.year + 1]
    days = [day for year_number in years if (day := _day(year_number, month, number))]
    return min(days, key=lambda day: abs(day - today), default=None)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


@cache
def _pattern() -> re.Pattern[str]:
    months = "|".join(f"{name[:_SHORTEST]}(?:{name[_SHORTEST:]})?" for name in map(str.lower, month_name) if name)
    weekdays = "|".join(f"{name[:_SHORTEST]}(?:{name[_SHORTEST:]})?" for name in map(str.lower, day_name))
    number = r"\d{1,2}(?!\d|:)"
    return re.compile(
        rf"(?<!\w)(?:(?P<weekday>{weekdays})\.?,? (?:the )?)?"
        rf"(?:(?P<day>{number})(?:st|nd|rd|th)?(?: of)? (?P<month>{months})"
        rf"|(?P<month_before>{months})\.? (?P<day_after>{number})(?:st|nd|rd|th)?)"
        r"(?:,? (?P<year>20\d\d))?(?!\w)"
    )
