"""Two spellings of one phone number, and two numbers that end alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.phones import last_digits, same_number

SAME = [
    ("+49 171 1234567", "0171/1234567"),
    ("+49 171 1234567", "0049 171 123 45 67"),
    ("+49 171 1234567", "011 49 171 1234567"),
    ("+49 171 1234567", "491711234567"),
    ("+1 415 555 0100", "(415) 555-0100"),
    ("1-415-555-0100", "+14155550100"),
    ("+44 (0)20 7946 0958", "020 7946 0958"),
    ("+41 44 668 18 00", "0041 44 668 18 00"),
    ("(0171) 123 45 67", "0171-1234567"),
    ("+1 415 555 0100 ext. 12", "(415) 555-0100 x12"),
    ("\u0660\u0661\u0667\u0661 \u0661\u0662\u0663\u0664\u0665\u0666\u0667", "01711234567"),  # in Arabic figures
]
DIFFERENT = [
    ("+44 20 7946 0958", "+1 20 7946 0958"),
    ("+1 415 555 0100 ext. 12", "(415) 555-0100 x13"),
    ("+1 415 555 0100 ext. 12", "(415) 555-0100"),
    ("555-0100", "+1 415 555 0100"),
    ("0171 1234567", "0172 1234567"),
    ("12", "12"),
    ("ask Kim", "ask Kim"),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_number_is_written_in_many_ways(one: str, other: str) -> None:
    assert same_number(one, other)
    assert same_number(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_numbers_stay_two(one: str, other: str) -> None:
    assert not same_number(one, other)
    assert not same_number(other, one)


@given(st.text(max_size=300))
def test_any_text_may_stand_where_a_number_should(text: str) -> None:
    assert same_number(text, text) is bool(last_digits(text))
