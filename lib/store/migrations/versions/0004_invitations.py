"""Invitations say what they are for, and how often they were used."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both columns; how often an older invitation was used, nobody knows any more."""
    with op.batch_alter_table("invitations") as table:
        table.add_column(sa.Column("used", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("note", sa.String(length=100), nullable=False, server_default=""))
    with op.batch_alter_table("invitations") as table:
        for name in ("used", "note"):
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    """Refuse: the copy made before the upgrade is the way back."""
    raise NotImplementedError
