"""What is prepared for talks and made of them: plans, marks, claims, resources, ratings, decisions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_NEW = ("resources", "ratings")
_IN_MINE = "workspace_id IN (SELECT id FROM workspaces WHERE owner = current_setting('askwell.owner', true))"
_NO = sa.false()


def upgrade() -> None:
    """Add columns and tables; what is there stays as it is."""
    _add("goals", _filled("decided", sa.Text(), ""), sa.Column("decided_on", sa.Date(), nullable=True))
    _add(
        "interviews",
        _filled("plan", sa.JSON(), "[]"),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
    )
    _add("answers", _filled("off_record", sa.Boolean(), _NO), _filled("carried", sa.Boolean(), _NO))
    _add("notes", _filled("kind", sa.Text(), ""), _filled("off_record", sa.Boolean(), _NO))
    _add("promises", _filled("kind", sa.Text(), "promise"))
    _add(
        "takeaways",
        *(sa.Column(name, sa.String(length=40), nullable=True) for name in ("question_id", "about_id")),
        *(_filled(name, sa.Text(), "") for name in ("mark", "theme", "stance")),
        _filled("tags", sa.JSON(), "[]"),
        _filled("off_record", sa.Boolean(), _NO),
    )
    with op.batch_alter_table("takeaways") as table:
        for column, other in (("question_id", "questions"), ("about_id", "takeaways")):
            table.create_foreign_key(
                op.f(f"fk_takeaways_workspace_id_{column}"), other, ["workspace_id", column], ["workspace_id", "id"]
            )
    _new_tables()
    if op.get_bind().dialect.name == "postgresql":
        for name in _NEW:
            _show_rows_to_their_owner(name)


def _filled(name: str, kind: sa.types.TypeEngine[Any], value: Any) -> sa.Column[Any]:
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
        "resources",
        *_owned("resources"),
        sa.Column("interview_id", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _refers("resources", "interview_id", "interviews"),
    )
    op.create_table(
        "ratings",
        *_owned("ratings"),
        sa.Column("goal_id", sa.String(length=40), nullable=False),
        sa.Column("interview_id", sa.String(length=40), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("rating", "rated_when")),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        _refers("ratings", "goal_id", "goals"),
        _refers("ratings", "interview_id", "interviews"),
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
