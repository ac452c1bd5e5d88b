"""What the browser says about lines is believed only where it is lines."""

from typing import Any

import pytest

from lib.ui.quick_lines import QuickLine, lines_of


def test_lines_come_in_the_order_in_which_they_were_typed() -> None:
    sent = [{"id": "1", "text": "Dana"}, {"id": "2", "text": "Lee", "more": 1}]
    assert lines_of(sent) == [QuickLine("1", "Dana"), QuickLine("2", "Lee")]


@pytest.mark.parametrize("value", [None, "Dana", {"id": "1"}, [None], [{"id": 1, "text": "Dana"}], [{"text": "Dana"}]])
def test_anything_else_is_ignored(value: Any) -> None:
    assert lines_of(value) == []


def test_a_flood_is_cut_short() -> None:
    assert len(lines_of([{"id": str(number), "text": "x"} for number in range(10_000)])) == 200
