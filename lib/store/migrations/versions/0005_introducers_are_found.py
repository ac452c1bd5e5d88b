"""Whom somebody introduced is found at once: before a person is removed, the database looks for them."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index; without it, taking back the import of a large file took minutes."""
    op.create_index(op.f("ix_contacts_workspace_id_introducer_id"), "contacts", ["workspace_id", "introducer_id"])


def downgrade() -> None:
    """Refuse: the copy made before the upgrade is the way back."""
    raise NotImplementedError
