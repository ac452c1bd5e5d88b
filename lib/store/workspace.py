"""One person's data: the one door for reads and writes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from lib.domain.commands import Command
from lib.domain.errors import NotFoundError, NothingToUndoError
from lib.domain.snapshot import Snapshot
from lib.store import tables
from lib.store.actor import Actor, reading_as, writing_as
from lib.store.copies import Rows, all_rows, put_rows
from lib.store.perform import PERFORM
from lib.store.perform.deed import Deed
from lib.store.snapshots import FrameCache
from lib.store.transaction import Change, Row, Transaction, from_json, to_json

# Savings of one text that follow each other within this time are one sitting, and so one event.
SITTING = timedelta(minutes=30)

# The event of taking another one back; it can't be taken back itself, as the step of the other one stays undone.
_UNDO = "Undo"

_BY_NAME = {table.name: table for table in tables.OWNED}


@dataclass(frozen=True)
class Receipt:
    """What a command did: the record it was about, and the event's number, by which it can be undone.

    `number` is None where everything was so already and nothing had to change.
    """

    subject_id: str
    number: int | None


class Workspace:
    """Bound to one person's data; every statement it issues carries the workspace's id."""

    def __init__(
        self,
        engine: sa.Engine,
        actor: Actor,
        workspace_id: str,
        cache: FrameCache,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """Bind to a workspace that exists, in an actor's name; `clock` tells the moment of recording."""
        self._engine = engine
        self._actor = actor
        self.id = workspace_id
        self._cache = cache
        self._clock = clock or (lambda: datetime.now(UTC))

    def snapshot(self) -> Snapshot:
        """Return all that the workspace holds, as frames documented in `lib.domain.snapshot`.

        At an unchanged revision this costs one query of one row.

        Raises:
            NotFoundError: where the workspace was removed, or is not the actor's.
            NotSignedInError: where the actor's session has ended.
            StoreUnavailableError: where the database does not answer.
        """
        with reading_as(self._engine, self._actor) as connection:
            return self._cache.snapshot(connection, self._actor.owner, self.id)

    def do(self, command: Command) -> Receipt:
        """Carry out a command: all of it, or nothing.

        Raises:
            NotFoundError: where what it is about is not in this workspace.
            EditConflictError: where what it changes was changed in the meantime.
            NotAllowedNowError: where the lifecycle has no such step from here.
            NotSignedInError: where the actor's session has ended.
            StoreUnavailableError: where the database does not answer.
        """
        return self.do_all([command])[0]

    def do_all(self, commands: Iterable[Command]) -> list[Receipt]:
        """Carry out several commands in one transaction: all of them, or none. Raises as `do` does."""
        return self.do_each(_as_it_is(command) for command in commands)

    def do_each(self, makers: Iterable[Callable[[list[Receipt]], Command]]) -> list[Receipt]:
        """Carry out commands in one transaction, each made from the receipts of those before it."""
        with writing_as(self._engine, self._actor) as connection:
            ledger = _Ledger(connection, self._actor.owner, self.id, self._clock())
            receipts: list[Receipt] = []
            for make in makers:
                receipts.append(ledger.carry_out(make(receipts)))
            ledger.close()
        return receipts

    def rows(self) -> Rows:
        """Return all that the workspace holds, for `fill`. Raises as `snapshot` does."""
        with reading_as(self._engine, self._actor) as connection:
            return all_rows(connection, self._row(connection))

    def fill(self, rows: Rows) -> bool:
        """Put the rows of another workspace into this one, if nothing was done in it yet; return whether it was so.

        Raises as `snapshot` does.
        """
        with writing_as(self._engine, self._actor) as connection:
            if self._row(connection).revision:
                return False
            put_rows(connection, self.id, rows)
        return True

    def _row(self, connection: sa.Connection) -> Any:
        mine = tables.owned_by(self._actor.owner, self.id)
        found = connection.execute(sa.select(tables.workspaces).where(mine).with_for_update()).first()
        if found is None:
            raise NotFoundError("workspace")
        return found

    def undo(self, number: int) -> Receipt:
        """Take an event back, where nothing has changed its records since.

        Raises:
            NothingToUndoError: where it was undone already, or its records have moved on.
        """
        return self.undo_all([number])[0]

    def undo_all(self, numbers: Iterable[int]) -> list[Receipt]:
        """Take several events back, the last first: all of them, or none. Raises as `undo` does."""
        with writing_as(self._engine, self._actor) as connection:
            ledger = _Ledger(connection, self._actor.owner, self.id, self._clock())
            receipts = [ledger.take_back(number) for number in sorted(numbers, reverse=True)]
            ledger.close()
        return receipts


class _Ledger:
    """Writes events and revisions within one write transaction."""

    def __init__(self, connection: sa.Connection, owner: str, workspace_id: str, now: datetime) -> None:
        self._connection = connection
        self._id = workspace_id
        self._opened_at = self._now = now
        found = connection.execute(
            sa.select(tables.workspaces).where(tables.owned_by(owner, workspace_id)).with_for_update()
        ).first()
        if found is None:
            raise NotFoundError("workspace")
        self._revision: int = found.revision
        self._table_revisions: dict[str, int] = dict(found.table_revisions)

    def carry_out(self, command: Command) -> Receipt:
        transaction = Transaction(self._connection, self._id, self._now)
        deed = PERFORM[type(command)](transaction, command)
        changes = transaction.changes
        receipt = self._log(type(command).__name__, deed, changes) if changes else Receipt(deed.subject_id, None)
        # The next command records a moment later, so that what was made together keeps its order.
        self._now += timedelta(microseconds=1)
        return receipt

    def _log(self, name: str, deed: Deed, changes: list[Change]) -> Receipt:
        touched = {change.table.name for change in changes}
        if deed.typed and (number := self._same_sitting(name, deed, changes)):
            # No event is added, so the frame of events stays as it is: it is the longest of all to read.
            self._raise_revision(touched)
            return Receipt(deed.subject_id, number)
        self._raise_revision(touched | {"events"})
        self._insert_event(name, deed)
        self._insert_changes(changes)
        return Receipt(deed.subject_id, self._revision)

    def _raise_revision(self, touched: set[str]) -> None:
        self._revision += 1
        self._table_revisions.update(dict.fromkeys(touched, self._revision))

    def _insert_event(self, name: str, deed: Deed) -> None:
        self._connection.execute(
            sa.insert(tables.events).values(
                workspace_id=self._id,
                number=self._revision,
                command=name,
                subject_id=deed.subject_id,
                interview_id=deed.interview_id,
                step=deed.step,
                happened_at=deed.happened_at or self._opened_at,
                recorded_at=self._now,
                corrects=deed.corrects,
            )
        )

    def _insert_changes(self, changes: list[Change]) -> None:
        rows = [
            {
                "workspace_id": self._id,
                "number": self._revision,
                "place": place,
                "table_name": change.table.name,
                "row_id": change.row_id,
                "before": None if change.before is None else to_json(change.before),
                "fields": list(change.fields),
                "version_after": change.version_after,
            }
            for place, change in enumerate(changes)
        ]
        self._connection.execute(sa.insert(tables.changes), rows)

    def _same_sitting(self, name: str, deed: Deed, changes: list[Change]) -> int | None:
        """Let the last saving of this text stand for this one too, and return its number; None for a new sitting."""
        [change] = changes
        event, kept = tables.events.c, tables.changes.c
        last = self._connection.execute(
            sa.select(event.number, kept.place, kept.fields)
            .join(tables.changes, sa.and_(kept.workspace_id == event.workspace_id, kept.number == event.number))
            .where(
                event.workspace_id == self._id,
                event.command == name,
                event.subject_id == deed.subject_id,
                event.undone_at.is_(None),
                event.recorded_at > self._now - SITTING,
                kept.row_id == change.row_id,
                kept.version_after == (change.version_after or 0) - 1,
            )
        ).first()
        if last is None or not set(change.fields) <= set(last.fields):
            return None
        self._connection.execute(
            sa.update(tables.changes)
            .where(kept.workspace_id == self._id, kept.number == last.number, kept.place == last.place)
            .values(version_after=change.version_after)
        )
        return int(last.number)

    def take_back(self, number: int) -> Receipt:
        event = tables.events.c
        mine = sa.and_(event.workspace_id == self._id, event.number == number)
        found = self._connection.execute(sa.select(tables.events).where(mine, event.undone_at.is_(None))).first()
        if found is None or found.command == _UNDO or self._has_moved_on(number):
            raise NothingToUndoError
        transaction = Transaction(self._connection, self._id, self._now)
        _take_back(transaction, self._changes_of(number))
        self._raise_revision({change.table.name for change in transaction.changes} | {"events"})
        self._connection.execute(sa.update(tables.events).where(mine).values(undone_at=self._now))
        self._insert_event(_UNDO, Deed(found.subject_id, interview_id=found.interview_id))
        self._insert_changes(transaction.changes)
        return Receipt(found.subject_id, self._revision)

    def _has_moved_on(self, number: int) -> bool:
        """Return whether a record that an event changed was changed later by something that still stands."""
        mine, later, event = tables.changes.alias(), tables.changes.alias(), tables.events
        row = ("workspace_id", "table_name", "row_id")
        query = (
            sa.select(later.c.number)
            .join(mine, sa.and_(*(mine.c[name] == later.c[name] for name in row)))
            .join(event, sa.and_(event.c.workspace_id == later.c.workspace_id, event.c.number == later.c.number))
            .where(mine.c.workspace_id == self._id, mine.c.number == number, later.c.number > number)
            .where(event.c.undone_at.is_(None), event.c.command != _UNDO)
        )
        return self._connection.execute(query.limit(1)).first() is not None

    def _changes_of(self, number: int) -> list[Any]:
        """Return what an event did, the last first."""
        kept = tables.changes.c
        query = sa.select(tables.changes).where(kept.workspace_id == self._id, kept.number == number)
        return list(self._connection.execute(query.order_by(kept.place.desc())))

    def close(self) -> None:
        self._connection.execute(
            sa.update(tables.workspaces)
            .where(tables.workspaces.c.id == self._id)
            .values(revision=self._revision, table_revisions=self._table_revisions)
        )


def _as_it_is(command: Command) -> Callable[[list[Receipt]], Command]:
    return lambda _: command


def _take_back(transaction: Transaction, changes: Iterable[Any]) -> None:
    """Take changes back in this order; those of one kind that follow one another go together, however many."""
    for (table_name, was_added), run in groupby(changes, key=lambda change: (change.table_name, change.before is None)):
        table = _BY_NAME[table_name]
        for those in _each_row_once(run):
            rows = {row["id"]: row for row in transaction.rows_of(table, those)}
            if was_added:
                _remove_unused(transaction, table, [rows[row_id] for row_id in those])
            else:
                _change_back(transaction, table, rows, those)


def _each_row_once(changes: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield the changes by the id of their row, in as many parts as a row was changed times."""
    those: dict[str, Any] = {}
    for change in changes:
        if change.row_id in those:
            yield those
            those = {}
        those[change.row_id] = change
    yield those


def _change_back(
    transaction: Transaction, table: sa.Table, rows: Mapping[str, Row], changes: Mapping[str, Any]
) -> None:
    """Give rows the values that they had before; what was removed is put back."""
    back: list[tuple[Row, Row]] = []
    for row_id, change in changes.items():
        before = from_json(table, change.before)
        if row_id not in rows:
            transaction.put_back(table, {**before, "version": before["version"] + 1})
            continue
        row = rows[row_id]
        values = {name: before[name] for name in change.fields if row[name] != before[name]}
        if values or not change.fields:
            back.append((row, values))
    transaction.update_many(table, back)


def _remove_unused(transaction: Transaction, table: sa.Table, rows: Sequence[Row]) -> None:
    """Remove rows that were added; where something has come to refer to one since, all stay."""
    try:
        transaction.delete_many(table, rows)
    except sa.exc.IntegrityError as error:
        raise NothingToUndoError from error
