"""What is kept of letters and days: draft versions, own wordings, deferrals, routines, times, calendar feeds."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NEW = ("draft_versions", "own_wordings", "deferrals")
_IN_MINE = "workspace_id IN (SELECT id FROM workspaces WHERE owner = current_setting('askwell.owner', true))"


def upgrade() -> None:
    """Add columns and tables; what is there stays as it is."""
    _add(
        "profiles",
        *(_filled(name, sa.Text(), "") for name in ("email", "routine", "country", "subdivision")),
        _filled("cadence", sa.JSON(), "{}"),
        _filled("days_off", sa.JSON(), "[]"),
    )
    _add(
        "contacts",
        _filled("time_zone", sa.Text(), ""),
        _filled("country", sa.Text(), ""),
        sa.Column("touch_every", sa.Integer(), nullable=True),
    )
    _add(
        "interviews",
        sa.Column("away_until", sa.Date(), nullable=True),
        _filled("routine", sa.Text(), ""),
        _filled("merge_fields", sa.JSON(), "{}"),
        _filled("slots", sa.JSON(), "[]"),
    )
    _add(
        "messages",
        sa.Column("to_contact_id", sa.String(length=40), nullable=True),
        _filled("tone", sa.Text(), ""),
        _filled("mail_id", sa.Text(), ""),
    )
    with op.batch_alter_table("messages") as table:
        table.create_foreign_key(
            op.f("fk_messages_workspace_id_to_contact_id"),
            "contacts",
            ["workspace_id", "to_contact_id"],
            ["workspace_id", "id"],
        )
    _add("events", sa.Column("corrects", sa.Integer(), nullable=True))
    _new_tables()
    if op.get_bind().dialect.name == "postgresql":
        for name in _NEW:
            _show_rows_to_their_owner(name)


def _filled(name: str, kind: sa.types.TypeEngine[Any], value: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, server_default=value)


def _add(table_name: str, *columns: sa.Column[Any]) -> None:
    """Add columns, those that may not be empty filled in every row; later rows have to say what is in them."""
    with op.batch_alter_table(table_name) as table:
        for column in columns:
            table.add_column(column)
    with op.batch_alter_table(table_name) as table:
        for column in columns:
            if column.server_default is not None:
                table.alter_column(column.name, server_default=None)


def _new_tables() -> None:
    op.create_table(
        "draft_versions",
        *_owned("draft_versions"),
        sa.Column("message_id", sa.String(length=40), nullable=False),
        *_texts("channel", "wording_id", "tone", "subject", "body"),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        _refers("draft_versions", "message_id", "messages"),
    )
    op.create_table(
        "own_wordings",
        *_owned("own_wordings"),
        *_texts("title", "purpose", "channel", "tone", "subject", "body"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    _new_deferrals()
    op.create_table(
        "calendar_feeds",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("workspace_id", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_calendar_feeds_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("workspace_id", name=op.f("uq_calendar_feeds_workspace_id")),
    )


def _new_deferrals() -> None:
    records = {"interview_id": "interviews", "contact_id": "contacts", "promise_id": "promises", "goal_id": "goals"}
    op.create_table(
        "deferrals",
        *_owned("deferrals"),
        *(sa.Column(name, sa.String(length=40), nullable=True) for name in records),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(_refers("deferrals", name, other) for name, other in records.items()),
    )


def _texts(*names: str) -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in names)


def _owned(name: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("workspace_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f(f"fk_{name}_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f(f"pk_{name}")),
    )


def _refers(name: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{other}.workspace_id", f"{other}.id"],
        name=op.f(f"fk_{name}_workspace_id_{column}"),
    )


def _show_rows_to_their_owner(table: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY owner_alone ON {table} USING ({_IN_MINE}) WITH CHECK ({_IN_MINE})")


def downgrade() -> None:
    """Refuse: the copy made before the upgrade is the way back."""
    raise NotImplementedError
