"""The frames of a snapshot."""

from datetime import UTC, date, datetime, time

import pandas as pd
import pytest

from lib.domain.snapshot import COLUMNS, typed_frame
from tests.cast import only

BLANK = {"str": "", "Int64": 0, "bool": False, "object": [], "datetime64[us]": None, "datetime64[us, UTC]": None}


def _row(table: str, **cells: object) -> dict[str, object]:
    return {"id": "a", "version": 1, **{name: BLANK[dtype] for name, dtype in COLUMNS[table].items()}, **cells}


@pytest.mark.parametrize("table", COLUMNS)
def test_a_frame_has_its_columns_and_dtypes_with_and_without_rows(table: str) -> None:
    expected = {**({} if table == "events" else {"id": "str", "version": "Int64"}), **COLUMNS[table]}
    for frame in (typed_frame(table, []), typed_frame(table, [_row(table)])):
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == expected
    assert typed_frame(table, []).empty


def test_missing_ids_and_texts_are_empty_and_missing_days_are_no_time() -> None:
    frame = typed_frame("contacts", [_row("contacts", introducer_id=None, last_spoke_on=None, archived_at=None)])

    [row] = frame.itertuples(index=False)

    assert row.introducer_id == ""
    assert row.last_spoke_on is pd.NaT
    assert row.archived_at is pd.NaT


def test_a_missing_number_is_missing_and_not_zero() -> None:
    frame = typed_frame("fits", [_row("fits", relevance=None), _row("fits", relevance=0)])
    assert frame["relevance"].isna().tolist() == [True, False]


def test_days_moments_and_times_keep_what_they_say() -> None:
    moment = datetime(2026, 10, 5, 9, 0, 0, 123456, tzinfo=UTC)
    row = _row("interviews", starts_on=date(9999, 12, 31), starts_time=time(9, 30), starts_at=moment)

    read = only(typed_frame("interviews", [row]))

    assert read.starts_on == pd.Timestamp("9999-12-31")
    assert (read.starts_time, read.starts_at) == (time(9, 30), moment)
