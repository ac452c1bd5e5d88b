"""What the browser says of the talk's clock: only a moment that can be is taken."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.ui.hold_frame import FORGOTTEN, Begun, begun_of
from tests.cast import NOW

_MS = round(NOW.timestamp() * 1000)
_JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=3)


def test_a_moment_that_has_been_is_taken_as_it_is() -> None:
    assert begun_of({"id": 7, "at": _MS - 61_000}, NOW) == Begun(7, NOW - timedelta(seconds=61))
    assert begun_of({"id": 8, "at": None}, NOW) == Begun(8, None)


@pytest.mark.parametrize("at", [_MS + 1, _MS - FORGOTTEN // timedelta(milliseconds=1), 0, -(10**30), 10**30])
def test_a_moment_that_can_not_be_is_now(at: int) -> None:
    assert begun_of({"id": 7, "at": at}, NOW) == Begun(7, NOW)


@given(_JSON | st.dictionaries(st.sampled_from(["id", "at", "x"]), _JSON))
def test_whatever_comes_is_read_or_ignored(value: object) -> None:
    begun = begun_of(value, NOW)
    assert begun is None or begun.began_at is None or NOW - FORGOTTEN <= begun.began_at <= NOW
