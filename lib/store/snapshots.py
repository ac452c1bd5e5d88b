"""Reads a workspace into frames, and keeps those whose table has not changed."""

from collections import OrderedDict
from threading import Lock
from typing import Any

import pandas as pd
import sqlalchemy as sa

from lib.domain.errors import NotFoundError
from lib.domain.snapshot import COLUMNS, Snapshot, typed_frame
from lib.store import tables

_ORDER: dict[str, tuple[str, ...]] = {
    "goals": ("created_at", "id"),
    "questions": ("goal_id", "place", "id"),
    "contacts": ("created_at", "id"),
    "interviews": ("created_at", "id"),
    "messages": ("saved_at", "id"),
    "takeaways": ("created_at", "id"),
    "promises": ("created_at", "id"),
    "events": ("number",),
}


class FrameCache:
    """Keeps whole snapshots by workspace and revision, so nobody can be given another's."""

    def __init__(self, most: int = 200) -> None:
        """Keep the snapshots of the `most` workspaces that were read last."""
        self._most = most
        self._kept: OrderedDict[str, tuple[Snapshot, dict[str, int]]] = OrderedDict()
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
        with self._lock:
            kept = self._kept.get(workspace_id)
            if kept:
                self._kept.move_to_end(workspace_id)
        if kept and kept[0].revision == found.revision:
            return kept[0]
        snapshot = self._read(connection, workspace_id, found, kept)
        self._keep(snapshot, found.table_revisions)
        return snapshot

    def _read(
        self, connection: sa.Connection, workspace_id: str, found: Any, kept: tuple[Snapshot, dict[str, int]] | None
    ) -> Snapshot:
        frames: dict[str, Any] = {}
        for name in COLUMNS:
            unchanged = kept and kept[1].get(name) == found.table_revisions.get(name)
            frames[name] = getattr(kept[0], name) if kept and unchanged else _frame(connection, workspace_id, name)
        return Snapshot(workspace_id=workspace_id, revision=found.revision, **frames)

    def _keep(self, snapshot: Snapshot, table_revisions: dict[str, int]) -> None:
        with self._lock:
            kept = self._kept.get(snapshot.workspace_id)
            if kept is None or kept[0].revision < snapshot.revision:
                self._kept[snapshot.workspace_id] = (snapshot, dict(table_revisions))
            self._kept.move_to_end(snapshot.workspace_id)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self, workspace_id: str) -> None:
        """Drop what is kept of a workspace that was removed."""
        with self._lock:
            self._kept.pop(workspace_id, None)


def _frame(connection: sa.Connection, workspace_id: str, name: str) -> pd.DataFrame:
    table = tables.metadata.tables[name]
    query = sa.select(table).where(table.c.workspace_id == workspace_id)
    if name == "events":
        query = query.where(table.c.undone_at.is_(None))
    query = query.order_by(*(table.c[column] for column in _ORDER.get(name, ("id",))))
    return typed_frame(name, [dict(row) for row in connection.execute(query).mappings()])
