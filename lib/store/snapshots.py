"""Reads a workspace into frames, and keeps those whose table has not changed."""

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import pandas as pd
import sqlalchemy as sa

from lib.domain.errors import NotFoundError
from lib.domain.snapshot import COLUMNS, Snapshot, columns_of, frame_of
from lib.store import tables
from lib.store.corrections import moments_said

_ORDER: dict[str, tuple[str, ...]] = {
    "goals": ("created_at", "id"),
    "questions": ("goal_id", "place", "id"),
    "contacts": ("created_at", "id"),
    "interviews": ("created_at", "id"),
    "messages": ("saved_at", "id"),
    "draft_versions": ("kept_at", "id"),
    "own_wordings": ("created_at", "id"),
    "takeaways": ("created_at", "id"),
    "promises": ("created_at", "id"),
    "deferrals": ("created_at", "id"),
    "events": ("number",),
}


# Seconds. What was deleted by way of another server is read no more, and so goes from this one's memory as well.
UNREAD = 1_800.0


@dataclass
class _Kept:
    owner: str
    snapshot: Snapshot
    table_revisions: dict[str, int]
    read_at: float


class FrameCache:
    """Keeps whole snapshots by workspace and revision, so nobody can be given another's."""

    def __init__(self, most: int = 200, clock: Callable[[], float] = time.monotonic) -> None:
        """Keep the snapshots of the `most` workspaces that were read last, each until it lay unread for `UNREAD`."""
        self._most = most
        self._clock = clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = Lock()

    def snapshot(self, connection: sa.Connection, owner: str, workspace_id: str) -> Snapshot:
        """Return the workspace as the connection's transaction sees it; only tables that changed are read again.

        Raises:
            NotFoundError: where the owner has no such workspace.
        """
        columns = tables.workspaces.c
        found = connection.execute(
            sa.select(columns.revision, columns.table_revisions).where(tables.owned_by(owner, workspace_id))
        ).first()
        if found is None:
            raise NotFoundError("workspace")
        self.forget_unread()
        kept = self._look(workspace_id)
        if kept and kept.snapshot.revision == found.revision:
            return kept.snapshot
        snapshot = self._read(connection, workspace_id, found, kept)
        self._keep(owner, snapshot, found.table_revisions)
        return snapshot

    def _look(self, workspace_id: str) -> _Kept | None:
        with self._lock:
            kept = self._kept.get(workspace_id)
            if kept:
                kept.read_at = self._clock()
                self._kept.move_to_end(workspace_id)
        return kept

    def _read(self, connection: sa.Connection, workspace_id: str, found: Any, kept: _Kept | None) -> Snapshot:
        frames: dict[str, Any] = {}
        for name in COLUMNS:
            unchanged = kept and kept.table_revisions.get(name) == found.table_revisions.get(name)
            frames[name] = (
                getattr(kept.snapshot, name) if kept and unchanged else _frame(connection, workspace_id, name)
            )
        return Snapshot(workspace_id=workspace_id, revision=found.revision, **frames)

    def _keep(self, owner: str, snapshot: Snapshot, table_revisions: dict[str, int]) -> None:
        with self._lock:
            kept = self._kept.get(snapshot.workspace_id)
            if kept is None or kept.snapshot.revision < snapshot.revision:
                now = self._clock()
                self._kept[snapshot.workspace_id] = _Kept(owner, snapshot, dict(table_revisions), now)
            self._kept.move_to_end(snapshot.workspace_id)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self, workspace_id: str) -> None:
        """Drop what is kept of a workspace that was removed."""
        with self._lock:
            self._kept.pop(workspace_id, None)

    def forget_owner(self, owner: str) -> None:
        """Drop what is kept of all workspaces of somebody whose account was removed."""
        with self._lock:
            for workspace_id in [found for found, kept in self._kept.items() if kept.owner == owner]:
                del self._kept[workspace_id]

    def forget_unread(self) -> None:
        """Drop what nobody has read for `UNREAD`."""
        with self._lock:
            before = self._clock() - UNREAD
            # The one that was read longest ago is the first.
            while self._kept and next(iter(self._kept.values())).read_at < before:
                self._kept.popitem(last=False)


_CACHES: WeakKeyDictionary[sa.Engine, FrameCache] = WeakKeyDictionary()
_CHOOSING = Lock()


def frames_of(engine: sa.Engine) -> FrameCache:
    """Return the one cache of this process for a database, from which also those drop something who delete it."""
    with _CHOOSING:
        return _CACHES.setdefault(engine, FrameCache())


def _frame(connection: sa.Connection, workspace_id: str, name: str) -> pd.DataFrame:
    table = tables.metadata.tables[name]
    names = [*columns_of(name), *(["corrects"] if name == "events" else [])]
    query = sa.select(*(table.c[column] for column in names)).where(table.c.workspace_id == workspace_id)
    if name == "events":
        query = query.where(table.c.undone_at.is_(None))
    query = query.order_by(*(table.c[column] for column in _ORDER.get(name, ("id",))))
    rows = connection.execute(query).all()
    # Column by column: rows as dictionaries take twice the time, and a save of a text waits for it.
    cells: dict[str, Sequence[Any]] = dict(
        zip(names, zip(*rows, strict=True) if rows else [()] * len(names), strict=True)
    )
    if name == "events":
        cells["happened_at"] = moments_said(cells["number"], cells["happened_at"], cells["corrects"])
    return frame_of(name, cells)
