"""What lies in the database under somebody's name, read past all doors."""

from typing import Any

import sqlalchemy as sa

from lib.accounts.tables import accounts
from lib.store import tables
from lib.store.actor import show_rows_of
from lib.store.engine import reading

Rows = dict[str, list[Any]]


def written_by(engine: sa.Engine, owner: str) -> Rows:
    """Return all rows of an owner's workspaces, by table."""
    with reading(engine) as connection:
        show_rows_of(connection, owner)
        mine = sa.select(tables.workspaces.c.id).where(tables.workspaces.c.owner == owner)
        found = {"workspaces": _rows(connection, tables.workspaces, tables.workspaces.c.owner == owner)}
        for table in tables.metadata.sorted_tables:
            if "workspace_id" in table.c:
                found[table.name] = _rows(connection, table, table.c.workspace_id.in_(mine))
    return found


def account_of(engine: sa.Engine, owner: str) -> Rows:
    """Return the account's own row and all that refer to it, by table."""
    with reading(engine) as connection:
        found = {"accounts": _rows(connection, accounts, accounts.c.id == owner)}
        for table in tables.metadata.sorted_tables:
            if "account_id" in table.c:
                found[table.name] = _rows(connection, table, table.c.account_id == owner)
    return found


def _rows(connection: sa.Connection, table: sa.Table, condition: sa.ColumnElement[bool]) -> list[Any]:
    query = sa.select(table).where(condition).order_by(*table.primary_key.columns)
    return [tuple(row) for row in connection.execute(query)]
