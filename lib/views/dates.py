"""Days and times in words, as people say them; the names of days and months are those of Babel (CLDR)."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import pandas as pd
from babel.dates import format_date, format_time

_LANGUAGE = "en"
_SOON = 7
_FORTNIGHT = 14


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """Return on which day a moment falls in a zone."""
    return moment.astimezone(zone).date()


def day_of(value: object) -> date | None:
    """Return a frame's cell as a day; None where it is missing."""
    if value is None or value is pd.NaT:
        return None
    return value.date() if isinstance(value, datetime) else date.fromisoformat(str(value))


def moment_of(value: object) -> datetime | None:
    """Return a frame's cell as a moment with its zone; None where it is missing."""
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else None


def long_day(day: date) -> str:
    """Return a day spelled out, such as “Thursday 26 November 2026”."""
    return _in_words(day, "EEEE d MMMM y")


def day_near(day: date, today: date) -> str:
    """Return a day with its weekday, such as “Thursday 26 November”, and with the year where that is another."""
    return _in_words(day, "EEEE d MMMM") if day.year == today.year else long_day(day)


def day_and_month(day: date) -> str:
    """Return a day without its year, such as “26 November”."""
    return _in_words(day, "d MMMM")


def month(day: date) -> str:
    """Return in which month a day lies, such as “November”."""
    return _in_words(day, "MMMM")


def weekday(day: date) -> str:
    """Return which day of the week it is, such as “Thursday”."""
    return _in_words(day, "EEEE")


@lru_cache(maxsize=4_000)
def _in_words(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale=_LANGUAGE)


def short_day(day: date, today: date) -> str:
    """Return a day in few words: “Thursday” within a week, “26 Nov” within the year, else with the year."""
    if day == today:
        return "today"
    if day == today + timedelta(days=1):
        return "tomorrow"
    if day == today - timedelta(days=1):
        return "yesterday"
    if 0 < (day - today).days < _SOON:
        return weekday(day)
    return _in_words(day, "d MMM" if day.year == today.year else "d MMM y")


def ago(day: date, today: date) -> str:
    """Return how long ago a day was, such as “today”, “yesterday”, “6 days ago”, “3 weeks ago”, “on 2 Mar 2025”."""
    days = (today - day).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < _FORTNIGHT:
        return f"{days} days ago"
    return f"{days // _SOON} weeks ago" if days < 10 * _SOON else f"on {short_day(day, today)}"


def city(time_zone: str) -> str:
    """Return the city that names a time zone: “New York” for America/New_York."""
    return time_zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")


def zone_title(time_zone: str) -> str:
    """Return the name of a time zone as one looks for it: “America/New York”."""
    return time_zone.replace("_", " ")


def clock(at: time) -> str:
    """Return a time of day, such as “14:00”."""
    return format_time(at, "HH:mm", locale=_LANGUAGE)
