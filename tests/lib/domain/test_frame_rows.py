"""Rows of frames: the same cells as pandas' own, under the frame's names."""

from typing import Any

import pandas as pd

from lib.domain.frame_rows import cells, is_among, named_rows

_FRAME = pd.DataFrame(
    {
        "name": pd.Series(["Ana", ""], dtype="str"),
        "on": pd.Series([pd.Timestamp("2026-11-24"), pd.NaT], dtype="datetime64[us]"),
        "at": pd.Series([pd.Timestamp("2026-11-24 09:00", tz="UTC"), pd.NaT], dtype="datetime64[us, UTC]"),
        "many": pd.Series([3, None], dtype="Int64"),
        "is_open": pd.Series([True, False], dtype="bool"),
        "list": pd.Series([["a"], None], dtype="object"),
    }
).set_axis([7, 9])


def test_rows_hold_what_pandas_rows_hold() -> None:
    mine = named_rows(_FRAME)
    theirs: list[Any] = list(_FRAME.itertuples(index=False))
    assert [row._asdict().keys() for row in mine] == [row._asdict().keys() for row in theirs]
    for left, right in zip(mine, theirs, strict=True):
        for one, other in zip(left, right, strict=True):
            assert one is other or one == other
    assert [type(cell) for cell in mine[0]] == [str, pd.Timestamp, pd.Timestamp, int, bool, list]


def test_a_frame_without_rows_has_none() -> None:
    assert named_rows(_FRAME.head(0)) == []


def test_cells_are_those_of_the_columns_asked_for_in_that_order() -> None:
    assert list(cells(_FRAME.head(1), "many", "name")) == [(3, "Ana")]


def test_membership_is_told_cell_by_cell() -> None:
    assert is_among(_FRAME["name"], {"Ana", "Bo"}).tolist() == [True, False]
    assert (~is_among(_FRAME["name"].head(0), set())).tolist() == []
