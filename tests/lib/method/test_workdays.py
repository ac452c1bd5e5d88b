"""Working days: weekends and holidays of countries and their parts, and days off."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.method.workdays import Workdays, countries, parts

days_of_use = st.dates(date(1990, 1, 1), date(2100, 1, 1))
places = st.lists(st.sampled_from([("", ""), ("DE", "BE"), ("US", ""), ("SA", ""), ("CN", ""), ("QQ", "")]), max_size=2)
BERLIN, NOBODY = Workdays((("DE", "BE"),)), Workdays()


@pytest.mark.parametrize(
    ("start", "days", "day"),
    [
        (date(2026, 10, 5), 0, date(2026, 10, 5)),
        (date(2026, 10, 10), 0, date(2026, 10, 12)),
        (date(2026, 10, 5), 4, date(2026, 10, 9)),
        (date(2026, 10, 5), 5, date(2026, 10, 12)),
        (date(2026, 10, 9), 1, date(2026, 10, 12)),
        (date(2026, 10, 10), 1, date(2026, 10, 12)),
        (date(2026, 10, 11), 1, date(2026, 10, 12)),
        (date(2026, 10, 11), 6, date(2026, 10, 19)),
        (date(2026, 10, 12), -1, date(2026, 10, 9)),
        (date(2026, 10, 11), -1, date(2026, 10, 8)),
    ],
)
def test_without_a_country_working_days_are_monday_to_friday(start: date, days: int, day: date) -> None:
    assert NOBODY.add(start, days) == day
    assert Workdays((("", ""),)).add(start, days) == day
    assert Workdays((("QQ", ""),)).add(start, days) == day


@pytest.mark.parametrize(
    ("places", "day", "name"),
    [
        ((("DE", ""),), date(2026, 12, 25), "Christmas Day"),
        ((("DE", ""),), date(2026, 4, 3), "Good Friday"),
        ((("DE", "BE"),), date(2027, 3, 8), "Women's Day"),
        ((("US", ""),), date(2026, 11, 26), "Thanksgiving Day"),
        ((("GB", "SCT"),), date(2026, 11, 30), "Saint Andrew's Day"),
        # Mine or theirs: either is enough.
        ((("DE", ""), ("US", "")), date(2026, 11, 26), "Thanksgiving Day"),
    ],
)
def test_a_holiday_is_no_working_day(places: tuple[tuple[str, str], ...], day: date, name: str) -> None:
    assert not Workdays(places).is_workday(day)
    assert name in Workdays(places).holiday_name(day)
    assert NOBODY.is_workday(day)
    assert NOBODY.holiday_name(day) == ""


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    womens_day = date(2027, 3, 8)
    assert Workdays((("DE", "BY"),)).is_workday(womens_day)
    assert Workdays((("DE", "no such part"),)).is_workday(womens_day)


def test_the_weekend_is_that_of_the_country() -> None:
    thursday, friday, sunday = date(2026, 11, 12), date(2026, 11, 13), date(2026, 11, 15)
    riyadh = Workdays((("SA", ""),))
    assert [riyadh.is_workday(day) for day in (thursday, friday, sunday)] == [True, False, True]
    assert riyadh.add(thursday, 1) == sunday
    # With somebody in Riyadh, Berlin has four days a week.
    assert Workdays((("DE", "BE"), ("SA", ""))).add(thursday, 1) == date(2026, 11, 16)


def test_over_christmas_days_are_counted_around_the_holidays() -> None:
    assert BERLIN.add(date(2026, 12, 23), 3) == date(2026, 12, 29)
    assert NOBODY.add(date(2026, 12, 23), 3) == date(2026, 12, 28)


def test_a_day_off_is_no_working_day() -> None:
    off = Workdays((), frozenset({date(2026, 10, 6)}))
    assert off.add(date(2026, 10, 5), 1) == date(2026, 10, 7)
    assert off.add(date(2026, 10, 6), 0) == date(2026, 10, 7)
    assert off.add(date(2026, 10, 6), 1) == date(2026, 10, 7)


@given(places, days_of_use, st.integers(-40, 40))
def test_counting_ends_on_a_working_day_in_the_right_direction(
    where: list[tuple[str, str]], day: date, days: int
) -> None:
    workdays = Workdays(tuple(where))
    reached = workdays.add(day, days)
    assert workdays.is_workday(reached)
    assert (reached >= day) if days >= 0 else (reached < day)
    between = (day + timedelta(days=number) for number in range(1, (reached - day).days + 1))
    assert days <= 0 or sum(workdays.is_workday(one) for one in between) == days


def test_the_next_holidays_are_named_in_order() -> None:
    found = BERLIN.next_holidays(date(2026, 12, 20), 3)
    assert [day.isoformat() for day, _ in found] == ["2026-12-25", "2026-12-26", "2027-01-01"]
    assert NOBODY.next_holidays(date(2026, 12, 20), 3) == ()


def test_countries_and_their_parts_are_named() -> None:
    assert (countries()["DE"], countries()["GB"], countries()["SA"]) == ("Germany", "United Kingdom", "Saudi Arabia")
    assert list(countries().values()) == sorted(countries().values())
    assert parts("DE")["BY"] == "Bayern"
    assert parts("US")["CA"] == "California"
    assert (parts("QQ"), parts("SA")) == ({}, {})
