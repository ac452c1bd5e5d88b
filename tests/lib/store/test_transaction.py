"""How a row is kept in a change, and read from it again."""

import json
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from lib.store import tables
from lib.store.transaction import Row, from_json, to_json

_ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_VALUES: dict[type, st.SearchStrategy[object]] = {
    tables.Instant: st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29), timezones=_ZONES),  # noqa: DTZ001 - Hypothesis adds the zone
    sa.Date: st.dates(),
    sa.Time: st.times(),
    sa.Boolean: st.booleans(),
    sa.Integer: st.integers(0, 2**31 - 1),
    sa.Text: st.text(),
    sa.String: st.text(max_size=40),
    sa.JSON: st.lists(st.text(), max_size=3),
}


def _value(column: sa.Column[object]) -> st.SearchStrategy[object]:
    values = next(values for kind, values in _VALUES.items() if isinstance(column.type, kind))
    return st.none() | values if column.nullable else values


def _row(table: sa.Table) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries({column.name: _value(column) for column in table.c})


@given(st.data())
def test_every_row_comes_back_from_a_change_as_it_was(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(tables.OWNED))
    row = data.draw(_row(table))

    assert from_json(table, json.loads(json.dumps(to_json(row)))) == row


def test_days_times_and_moments_are_kept_as_text() -> None:
    row = {"on": date(2026, 10, 5), "at": time(9, 30), "moment": datetime(2026, 10, 5, 9, 30, tzinfo=UTC), "none": None}

    assert to_json(row) == {"on": "2026-10-05", "at": "09:30:00", "moment": "2026-10-05T09:30:00+00:00", "none": None}


def test_a_moment_is_kept_in_utc_by_every_engine() -> None:
    instant = tables.Instant()
    noon = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    sqlite = sa.create_engine("sqlite://").dialect
    postgresql = sa.create_engine("postgresql+psycopg://").dialect

    assert instant.process_bind_param(noon, sqlite) == datetime(2026, 7, 1, 10)  # noqa: DTZ001 - SQLite has no zones
    assert instant.process_bind_param(noon, postgresql) == noon
    assert instant.process_result_value(datetime(2026, 7, 1, 10), sqlite) == noon  # noqa: DTZ001
    assert instant.process_result_value(noon, postgresql) == noon
    assert instant.process_bind_param(None, sqlite) is None
    assert instant.process_result_value(None, sqlite) is None


@pytest.mark.parametrize("table", tables.OWNED, ids=lambda table: table.name)
def test_every_reference_stays_in_its_workspace(table: sa.Table) -> None:
    for constraint in table.foreign_key_constraints:
        assert constraint.column_keys[0] == "workspace_id"


def test_parents_come_before_their_children() -> None:
    names = [table.name for table in tables.OWNED]
    for place, table in enumerate(tables.OWNED):
        parents = {key.referred_table.name for key in table.foreign_key_constraints} - {"workspaces", table.name}
        assert parents <= set(names[:place])
