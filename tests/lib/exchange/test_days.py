"""Days are read as other programs write them, and never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.exchange.days import read_american_moment, read_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05 Mar 2024", date(2024, 3, 5)),
        ("5 mar 2024", date(2024, 3, 5)),
        ("29 Feb 2024", date(2024, 2, 29)),
        ("3. Okt. 2023", date(2023, 10, 3)),
        ("1er févr. 2023", date(2023, 2, 1)),
        ("2024-03-05", date(2024, 3, 5)),
        ("2026-07-01 10:00:00 UTC", date(2026, 7, 1)),
        ("2026-07-01T10:00", date(2026, 7, 1)),
    ],
)
def test_days_are_read_as_programs_write_them(text: str, day: date) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        *("", "03/04/25", "30 Feb 2024", "05 Foo 2024", "05 Mar 24", "2024-13-01", "20240305", "05 Mar 0000", "soon"),
        "2024-03-05 or so",
    ],
)
def test_a_day_that_is_not_certain_is_not_guessed(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("7/8/26, 3:43 PM", date(2026, 7, 8)),
        ("12/31/2025, 11:59 PM", date(2025, 12, 31)),
        ("13/1/26, 3:43 PM", None),
        ("7/8/26", None),
        ("", None),
    ],
)
def test_linkedins_invitations_have_the_month_first(text: str, day: date | None) -> None:
    assert read_american_moment(text) == day


@given(st.text(st.characters(categories=["Nd", "L"]) | st.sampled_from("/-:,. T"), max_size=30))
def test_any_text_is_a_day_or_none(text: str) -> None:
    for read in (read_day, read_american_moment):
        assert read(text) is None or isinstance(read(text), date)
