"""What is kept of contacts from many files: further values, standings, introductions, targets, column choices."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NEW = ("targets", "distinctions", "column_choices")
_IN_MINE = "workspace_id IN (SELECT id FROM workspaces WHERE owner = current_setting('askwell.owner', true))"


def upgrade() -> None:
    """Add columns and tables; who was set aside for a goal is set aside for now."""
    _add(
        "contacts",
        _filled("also", sa.JSON(), "{}"),
        _filled("own_employer", sa.Text(), "elsewhere"),
        _filled("circle", sa.Text(), ""),
        sa.Column("last_wrote_on", sa.Date(), nullable=True),
    )
    _add("goals", sa.Column("weights", sa.JSON(), nullable=True), _filled("work_field", sa.Text(), "any"))
    _add("fits", _filled("standing", sa.Text(), "none"), _filled("reason", sa.Text(), ""))
    _add(
        "interviews",
        _filled("kind", sa.Text(), "talk"),
        sa.Column("target_contact_id", sa.String(length=40), nullable=True),
        _filled("target_organisation", sa.Text(), ""),
    )
    _keep_who_was_set_aside()
    with op.batch_alter_table("fits") as table:
        table.drop_column("aside")
    with op.batch_alter_table("interviews") as table:
        table.create_foreign_key(
            op.f("fk_interviews_workspace_id_target_contact_id"),
            "contacts",
            ["workspace_id", "target_contact_id"],
            ["workspace_id", "id"],
        )
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


def _keep_who_was_set_aside() -> None:
    """Row security, where it is on, shows this role no rows: it is lifted for the one statement."""
    is_held = op.get_bind().dialect.name == "postgresql"
    if is_held:
        op.execute("ALTER TABLE fits NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE fits SET standing = 'not_now' WHERE aside")
    if is_held:
        op.execute("ALTER TABLE fits FORCE ROW LEVEL SECURITY")


def _new_tables() -> None:
    op.create_table(
        "targets",
        *_owned("targets"),
        sa.Column("goal_id", sa.String(length=40), nullable=False),
        sa.Column("contact_id", sa.String(length=40), nullable=True),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _refers("targets", "goal_id", "goals"),
        _refers("targets", "contact_id", "contacts"),
    )
    op.create_table(
        "distinctions",
        *_owned("distinctions"),
        sa.Column("contact_id", sa.String(length=40), nullable=False),
        sa.Column("other_id", sa.String(length=40), nullable=False),
        _refers("distinctions", "contact_id", "contacts"),
        _refers("distinctions", "other_id", "contacts"),
    )
    op.create_table(
        "column_choices",
        *_owned("column_choices"),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
    )


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
