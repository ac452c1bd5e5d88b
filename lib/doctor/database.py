"""Looks at the database: whether row security holds the role that Askwell signs in with, and whether it is migrated."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import lib.store
from lib.doctor.finding import Finding
from lib.store import tables

_NAME = "ASKWELL_DATABASE_URL"
_SCRIPTS = Path(lib.store.__file__).parent / "migrations"
# Whatever lies in somebody's workspace.
_OWNED = (tables.workspaces, *tables.OWNED, tables.events, tables.changes)
# Membership counts: a role may take on what it is a member of.
_POWERS = sa.text(
    "SELECT bool_or(rolsuper) AS is_super, bool_or(rolbypassrls) AS bypasses, bool_or(rolcreaterole) AS makes_roles"
    " FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER')"
)
_TABLES = sa.text(
    "SELECT relname AS name, pg_has_role(current_user, relowner, 'MEMBER') AS is_own,"
    " relrowsecurity AND relforcerowsecurity AS is_secured"
    " FROM pg_class WHERE relkind IN ('r', 'p') AND relname = ANY(:names) AND pg_table_is_visible(oid)"
)


def findings(connection: sa.Connection) -> Iterator[Finding]:
    """Give what is wrong with a PostgreSQL database and the role in which it was opened."""
    if not is_at_head(connection):
        yield Finding(_NAME, "The database is not up to date with this Askwell. Run: python -m lib.admin migrate")
    yield from _role(connection)
    yield from _row_security(connection)


def is_at_head(connection: sa.Connection) -> bool:
    """Return whether the schema is the one that this program was written for."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    head = ScriptDirectory.from_config(config).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def _role(connection: sa.Connection) -> Iterator[Finding]:
    cure = "Sign in as a plain role, made as deploy/postgres/roles.sh does."
    powers = connection.execute(_POWERS).one()
    if powers.is_super:
        yield Finding(_NAME, f"Its role is a superuser, whom row security does not hold. {cure}")
    elif powers.bypasses:
        yield Finding(_NAME, f"Its role may bypass row security. {cure}")
    elif powers.makes_roles:
        yield Finding(_NAME, f"Its role may make other roles, and so get around row security. {cure}")


def _row_security(connection: sa.Connection) -> Iterator[Finding]:
    found = connection.execute(_TABLES, {"names": [table.name for table in _OWNED]}).all()
    owned = sorted(row.name for row in found if row.is_own)
    open_to_all = sorted(row.name for row in found if not row.is_secured)
    if owned:
        yield Finding(
            _NAME,
            f"Its role owns tables ({', '.join(owned)}) and could switch row security off. "
            "Migrate as the owner, and let Askwell sign in as another role (deploy/postgres/roles.sh).",
        )
    if open_to_all:
        yield Finding(
            _NAME,
            f"Tables lie open, without forced row security: {', '.join(open_to_all)}. "
            "Run as their owner: ALTER TABLE ... ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        )
