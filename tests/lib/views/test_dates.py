"""Days and times in words."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.views.dates import (
    ago,
    clock,
    day_and_month,
    day_near,
    day_of,
    local_day,
    long_day,
    moment_of,
    month,
    short_day,
    weekday,
)
from tests.cast import NOW, TODAY


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (2, "Wednesday"),
        (6, "Sunday"),
        (7, "12 Oct"),
        (-2, "3 Oct"),
        (88, "1 Jan 2027"),
        (-400, "31 Aug 2025"),
    ],
)
def test_a_day_in_few_words(days: int, words: str) -> None:
    assert short_day(TODAY + timedelta(days=days), TODAY) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "today"),
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (69, "9 weeks ago"),
        (70, "on 27 Jul"),
        (400, "on 31 Aug 2025"),
    ],
)
def test_how_long_ago_a_day_was(days: int, words: str) -> None:
    assert ago(TODAY - timedelta(days=days), TODAY) == words


def test_a_day_spelled_out() -> None:
    assert long_day(date(2026, 11, 26)) == "Thursday 26 November 2026"
    assert long_day(date(2026, 11, 6)) == "Friday 6 November 2026"


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Pacific/Kiritimati", 6), ("Europe/Berlin", 5), ("America/New_York", 5), ("Pacific/Pago_Pago", 5)],
)
def test_a_moment_falls_on_the_day_of_its_zone(zone: str, day: int) -> None:
    assert local_day(datetime(2026, 10, 5, 11, tzinfo=UTC), ZoneInfo(zone)) == date(2026, 10, day)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (None, None),
        (pd.NaT, None),
        (pd.Timestamp(2026, 10, 5), TODAY),
        (datetime(2026, 10, 5, 23, tzinfo=UTC), TODAY),
        (TODAY, TODAY),
    ],
)
def test_a_cell_is_read_as_a_day(cell: object, day: date | None) -> None:
    assert day_of(cell) == day


def test_a_cell_is_read_as_a_moment() -> None:
    assert moment_of(pd.Timestamp(NOW)) == NOW
    assert moment_of(pd.NaT) is None
    assert moment_of(None) is None


@pytest.mark.parametrize(("at", "words"), [(time(9, 5), "09:05"), (time(23, 59, 59), "23:59"), (time(0), "00:00")])
def test_a_time_of_day(at: time, words: str) -> None:
    assert clock(at) == words


DAYS = st.dates(date(1, 1, 2), date(9999, 12, 30))


@given(DAYS, DAYS)
def test_every_day_has_words_seen_from_every_other(day: date, today: date) -> None:
    assert short_day(day, today)
    assert ago(day, today)


def test_days_with_more_or_fewer_of_their_parts() -> None:
    day = date(2026, 11, 26)
    assert (weekday(day), month(day), day_and_month(day)) == ("Thursday", "November", "26 November")
    assert day_near(day, day) == "Thursday 26 November"
    assert day_near(day, date(2027, 1, 2)) == "Thursday 26 November 2026"
