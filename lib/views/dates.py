"""Days and times in words, as people say them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

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
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def short_day(day: date, today: date) -> str:
    """Return a day in few words: “Thursday” within a week, “26 Nov” within the year, else with the year."""
    if day == today:
        return "today"
    if day == today + timedelta(days=1):
        return "tomorrow"
    if day == today - timedelta(days=1):
        return "yesterday"
    if 0 < (day - today).days < _SOON:
        return f"{day:%A}"
    return f"{day.day} {day:%b}" + ("" if day.year == today.year else f" {day.year}")


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


def clock(at: time) -> str:
    """Return a time of day, such as “14:00”."""
    return f"{at:%H:%M}"
