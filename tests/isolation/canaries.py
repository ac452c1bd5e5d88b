"""Texts that can't occur by chance, one for each column in which people write; whoever finds one has read it."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from lib.store import tables
from lib.store.actor import show_rows_of

# Columns of text that hold words of ours: a choice from a list, a step's name, a zone.
_OURS = {
    *("kind", "tie", "source", "purpose", "direction", "channel", "wording_id", "bank_id", "mode", "time_zone"),
    *(
        "command",
        "own_employer",
        "circle",
        "standing",
        "work_field",
        "tone",
        "routine",
        "country",
        "subdivision",
        "rule",
    ),
    *("mark", "stance", "rating", "rated_when"),
}
# Columns of lists and tables that hold people's words.
_LISTED = (
    tables.contacts.c.tags,
    tables.contacts.c.also,
    tables.column_choices.c.columns,
    tables.interviews.c.merge_fields,
    tables.takeaways.c.tags,
)


def columns() -> Iterator[sa.Column[Any]]:
    """Return every column in which people write: all of text that are not known to hold words of ours."""
    for table in tables.metadata.sorted_tables:
        # A feed holds no words, but the secret by which it is read.
        if "workspace_id" in table.c and table is not tables.calendar_feeds:
            yield from (column for column in table.c if type(column.type) is sa.Text and column.name not in _OURS)
    yield from _LISTED


def canary(column: sa.Column[Any]) -> str:
    """Return the text that stands in a column; letters only, so that no escaping changes it."""
    return f"Zq{column.table.name}Zq{column.name}Qz".replace("_", "")


def texts() -> list[str]:
    """Return the texts that stand in the columns."""
    return [canary(column) for column in columns()]


def spread(connection: sa.Connection, owner: str) -> None:
    """Write into every column of every row of an owner what stands for it, within an open write transaction."""
    show_rows_of(connection, owner)
    mine = sa.select(tables.workspaces.c.id).where(tables.workspaces.c.owner == owner)
    for column in columns():
        table = column.table
        written = sa.update(table).where(table.c.workspace_id.in_(mine)).values({column: _typed(column)})
        assert connection.execute(written).rowcount


def _typed(column: sa.Column[Any]) -> Any:
    """Return the text as the column takes it: an address has to be one to be drawn as a link."""
    text = canary(column)
    if column.name == "tags":
        return [text]
    if column.name == "also":
        return {"name": [text]}
    if column.name == "merge_fields":
        return {"why_them": text}
    if column.name == "columns":
        return {text: "name"}
    if column.name == "email":
        return f"{text}@example.org"
    return f"https://www.example.org/{text}" if column.name == "profile_url" else text
