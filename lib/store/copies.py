"""All rows of a workspace at once: taken out of one, and put into another that is empty."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from lib.store import tables

# Those that others refer to come first.
_TABLES = [table for table in tables.metadata.sorted_tables if table in {*tables.OWNED, tables.events, tables.changes}]


@dataclass(frozen=True)
class Rows:
    """What a workspace holds: the rows of each table by its name, and how far its revisions are."""

    by_table: Mapping[str, list[dict[str, Any]]]
    revision: int
    table_revisions: Mapping[str, int]


def all_rows(connection: sa.Connection, workspace: Any) -> Rows:
    """Return all that a workspace holds; `workspace` is its own row."""
    by_table = {
        table.name: [
            dict(row)
            for row in connection.execute(sa.select(table).where(table.c.workspace_id == workspace.id)).mappings()
        ]
        for table in _TABLES
    }
    return Rows(by_table, workspace.revision, workspace.table_revisions)


def put_rows(connection: sa.Connection, workspace_id: str, rows: Rows) -> None:
    """Put rows into a workspace in which nothing was done yet; they are its own from now on."""
    # A new workspace has a profile already, and nothing else.
    connection.execute(sa.delete(tables.profiles).where(tables.profiles.c.workspace_id == workspace_id))
    for table in _TABLES:
        own = [{**row, "workspace_id": workspace_id} for row in rows.by_table[table.name]]
        if own:
            # In one statement: rows of a table may refer to each other, whichever comes first.
            connection.execute(sa.insert(table).values(own))
    mine = sa.update(tables.workspaces).where(tables.workspaces.c.id == workspace_id)
    connection.execute(mine.values(revision=rows.revision, table_revisions=dict(rows.table_revisions)))
