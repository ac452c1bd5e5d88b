"""One write in one workspace: rows changed under their versions, and a record of each change to undo it by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from lib.domain.errors import EditConflictError, NotFoundError
from lib.store import tables

Row = dict[str, Any]

# Written beside a text each time it is saved; two who save different texts of a row don't conflict over it.
_BOOKKEEPING = "saved_at"
_IN_ONE_QUERY = 1_000  # ids; databases have a limit


@dataclass(frozen=True)
class Change:
    """What was done to one row: `before` is None for a new one, `version_after` is None for a removed one."""

    table: sa.Table
    row_id: str
    before: Row | None
    fields: tuple[str, ...]
    version_after: int | None


class Transaction:
    """What a command may do to one workspace's rows; it has no way to name another's."""

    def __init__(self, connection: sa.Connection, workspace_id: str, now: datetime) -> None:
        """Bind to one workspace within an open write transaction; `now` is the moment of recording."""
        self._connection = connection
        self._workspace_id = workspace_id
        self.now = now
        self.changes: list[Change] = []

    def rows(self, table: sa.Table, *conditions: sa.ColumnElement[bool]) -> list[Row]:
        """Return the rows of this workspace that meet the conditions."""
        query = sa.select(table).where(table.c.workspace_id == self._workspace_id, *conditions)
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def rows_of(self, table: sa.Table, ids: Iterable[str]) -> list[Row]:
        """Return the rows of this workspace with these ids, in any order; those that are not there are left out."""
        asked = list(ids)
        parts = (asked[start : start + _IN_ONE_QUERY] for start in range(0, len(asked), _IN_ONE_QUERY))
        return [row for part in parts for row in self.rows(table, table.c.id.in_(part))]

    def row(self, table: sa.Table, row_id: str, noun: str) -> Row:
        """Return one row.

        Raises:
            NotFoundError: where this workspace has no such row; `noun` says in words what was looked for.
        """
        found = self.rows(table, table.c.id == row_id)
        if not found:
            raise NotFoundError(noun)
        return found[0]

    def insert(self, table: sa.Table, values: Mapping[str, Any], *, row_id: str | None = None) -> str:
        """Add a row, and return its id."""
        version = 1 + (self._last_version(table, row_id) if row_id else 0)
        row = {**values, "id": row_id or token_hex(8), "version": version}
        self._put(table, [row])
        self.changes.append(Change(table, row["id"], None, tuple(row), version))
        return str(row["id"])

    def insert_many(self, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> list[str]:
        """Add rows, and return their ids in the same order."""
        added = [{**values, "id": token_hex(8), "version": 1} for values in rows]
        if added:
            self._put(table, added)
        # Before their first change nobody can have changed another field: which they are need not be kept, many times.
        self.changes += [Change(table, row["id"], None, (), 1) for row in added]
        return [row["id"] for row in added]

    def _last_version(self, table: sa.Table, row_id: str) -> int:
        """Return the last version of an earlier row of this id, which open pages may have seen; 0 where none was."""
        kept = tables.changes.c
        query = sa.select(sa.func.max(kept.version_after)).where(*self._changes_of(table, row_id))
        return self._connection.execute(query).scalar() or 0

    def _put(self, table: sa.Table, rows: list[Row]) -> None:
        self._connection.execute(sa.insert(table), [{**row, "workspace_id": self._workspace_id} for row in rows])

    def update(self, table: sa.Table, row: Row, values: Mapping[str, Any], *, seen_version: int | None = None) -> int:
        """Change a row and return its version; what is already so is not changed again.

        Where the row has moved on since `seen_version`, the change is merged if it touches other fields.

        Raises:
            EditConflictError: where the same field was changed in the meantime.
        """
        differing = {name: value for name, value in values.items() if row[name] != value}
        if differing and seen_version is not None and seen_version != row["version"]:
            self._refuse_overlap(table, row, differing, seen_version)
        return self._write(table, row, differing) if differing else int(row["version"])

    def update_many(self, table: sa.Table, changes: Iterable[tuple[Row, Mapping[str, Any]]]) -> None:
        """Change rows, each by the values beside it, and raise their versions; one statement for many rows."""
        alike: dict[tuple[str, ...], list[tuple[Row, Mapping[str, Any]]]] = {}
        for row, values in changes:
            alike.setdefault(tuple(values), []).append((row, values))
        for fields, those in alike.items():
            new = {name: sa.bindparam(f"new_{name}", type_=table.c[name].type) for name in (*fields, "version")}
            told = [
                {"row_id": row["id"], "new_version": int(row["version"]) + 1}
                | {f"new_{name}": value for name, value in values.items()}
                for row, values in those
            ]
            self._connection.execute(self._at(sa.update(table), table, sa.bindparam("row_id")).values(new), told)
            self.changes += [Change(table, row["id"], dict(row), fields, int(row["version"]) + 1) for row, _ in those]

    def touch(self, table: sa.Table, row: Row) -> int:
        """Raise a row's version without changing a field, so that later steps must be undone before earlier ones."""
        return self._write(table, row, {})

    def _write(self, table: sa.Table, row: Row, values: Mapping[str, Any]) -> int:
        version = int(row["version"]) + 1
        self._connection.execute(self._at(sa.update(table), table, row["id"]).values({**values, "version": version}))
        self.changes.append(Change(table, row["id"], dict(row), tuple(values), version))
        return version

    def delete(self, table: sa.Table, row: Row, *, seen_version: int | None = None) -> None:
        """Remove a row.

        Raises:
            EditConflictError: where it was changed since `seen_version`.
        """
        if seen_version not in {None, row["version"]}:
            raise EditConflictError(str(row.get("text", "")), int(row["version"]))
        self._connection.execute(self._at(sa.delete(table), table, row["id"]))
        self.changes.append(Change(table, row["id"], dict(row), tuple(row), None))

    def delete_many(self, table: sa.Table, rows: Sequence[Row]) -> None:
        """Remove rows, in this order."""
        if rows:
            statement = self._at(sa.delete(table), table, sa.bindparam("row_id"))
            self._connection.execute(statement, [{"row_id": row["id"]} for row in rows])
        self.changes += [Change(table, row["id"], dict(row), tuple(row), None) for row in rows]

    def put_back(self, table: sa.Table, row: Row) -> None:
        """Add a removed row again, under its old id and a version that no open page has seen."""
        self._put(table, [row])
        self.changes.append(Change(table, row["id"], None, (), row["version"]))

    def _at(self, statement: Any, table: sa.Table, row_id: Any) -> Any:
        return statement.where(table.c.workspace_id == self._workspace_id, table.c.id == row_id)

    def _refuse_overlap(self, table: sa.Table, row: Row, differing: Mapping[str, Any], seen_version: int) -> None:
        kept = tables.changes.c
        changed = sa.select(kept.fields).where(*self._changes_of(table, row["id"]), kept.version_after > seen_version)
        since = {name for fields in self._connection.execute(changed).scalars() for name in fields}
        overlap = [name for name in differing if name in since and name != _BOOKKEEPING]
        if overlap:
            raise EditConflictError(str(row[overlap[0]]), int(row["version"]))

    def _changes_of(self, table: sa.Table, row_id: str) -> tuple[sa.ColumnElement[bool], ...]:
        kept = tables.changes.c
        return (kept.workspace_id == self._workspace_id, kept.table_name == table.name, kept.row_id == row_id)


def to_json(row: Row) -> dict[str, Any]:
    """Return a row with days, times and moments as text, to be kept in a change."""
    return {
        name: value.isoformat() if isinstance(value, date | time | datetime) else value for name, value in row.items()
    }


def from_json(table: sa.Table, kept: Mapping[str, Any]) -> Row:
    """Return the row that `to_json` was given."""
    return {name: _parsed(table.c[name].type, value) for name, value in kept.items()}


def _parsed(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, tables.Instant):
        return datetime.fromisoformat(value)
    if isinstance(kind, sa.Date):
        return date.fromisoformat(value)
    return time.fromisoformat(value) if isinstance(kind, sa.Time) else value
