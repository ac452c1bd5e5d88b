"""A time zone in a calendar file tells the same time as the time zone itself, to whoever reads it by the book."""

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]  # pandas brings it along, its types are elsewhere
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from lib.domain.fields import time_zones
from lib.exchange.calendar_zones import time_zone
from tests.lib.exchange.rfc5545 import strictly_read

_HOUR = timedelta(hours=1)


def read_by_another(key: str, first: int, last: int) -> tzical:
    """Return the zone as dateutil reads it: it knows no zones by name here, and goes by the rules alone."""
    calendar = Calendar()
    calendar.add("prodid", "-//test//test//EN")
    calendar.add("version", "2.0")
    calendar.add_component(time_zone(key, first, last))
    strictly_read(calendar.to_ical())
    return tzical(io.StringIO(calendar.to_ical().decode())).get(key)


def assert_same(key: str, moment: datetime, other: object) -> None:
    here = moment.astimezone(ZoneInfo(key))
    is_plain = here.utcoffset() == here.replace(fold=1 - here.fold).utcoffset()
    if is_plain:
        assert here.replace(tzinfo=other).utcoffset() == here.utcoffset(), (key, moment)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "key",
    [
        *("Europe/Berlin", "Europe/Dublin", "America/New_York", "America/Santiago", "Australia/Lord_Howe"),
        *("Africa/Casablanca", "Asia/Jerusalem", "Asia/Kolkata", "Pacific/Chatham", "Africa/Cairo", "UTC"),
    ],
)
def test_each_hour_of_two_years_is_the_same(key: str) -> None:
    other = read_by_another(key, 2026, 2027)
    begins = datetime(2026, 1, 1, tzinfo=UTC) - timedelta(hours=14)
    for hours in range(0, 2 * 365 * 24, 3):
        assert_same(key, begins + hours * _HOUR, other)


@settings(max_examples=50)
@given(st.sampled_from(time_zones()), st.integers(min_value=0, max_value=365 * 24 * 4))
def test_any_quarter_of_an_hour_in_any_zone_is_the_same(key: str, quarters: int) -> None:
    moment = datetime(2026, 1, 1, 14, tzinfo=UTC) + timedelta(minutes=15 * quarters)
    if moment.astimezone(ZoneInfo(key)).year == 2026:
        assert_same(key, moment, read_by_another(key, 2026, 2026))


def test_the_hour_of_a_change_is_told_on_the_old_clock() -> None:
    told = time_zone("Europe/Berlin", 2026, 2026).to_ical().decode()
    assert "DTSTART:20250330T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in told
    assert "DTSTART:20251026T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in told


def test_where_no_rule_holds_the_changes_of_those_years_stand_there() -> None:
    told = time_zone("Africa/Casablanca", 2026, 2026).to_ical().decode()
    assert "RRULE" not in told
    assert "DTSTART:20260215T030000" in told
