"""Brings a database's schema up to date, after making a copy of an older one beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from lib.domain.errors import NewerDatabaseError, OlderDatabaseError
from lib.store.engine import answering

_SCRIPTS = Path(__file__).parent / "migrations"
# Two servers that start at once must not both upgrade; the number is ours and means nothing.
_UPGRADE_LOCK = 730_1967


def upgrade(engine: sa.Engine) -> Path | None:
    """Bring the schema up to date, and return the path of the copy made before, where one was.

    Raises:
        NewerDatabaseError: where the schema is newer than this program; nothing is changed.
        StoreUnavailableError: where the database does not answer.
    """
    with answering():
        current = _current(engine)
        if current == _scripts().get_current_head():
            return None
        _check_known(current)
        copy = _copy_beside(engine) if current else None
        with _rebuilding(engine) as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        return copy


def check_up_to_date(engine: sa.Engine) -> None:
    """Raise OlderDatabaseError or NewerDatabaseError where the schema is not this program's; change nothing."""
    with answering():
        current = _current(engine)
    if current != _scripts().get_current_head():
        _check_known(current)
        raise OlderDatabaseError


@contextmanager
def _rebuilding(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection in one write transaction, in which a table may be rebuilt.

    To change a table, SQLite has to drop it; with its foreign keys on, that would take all rows that refer to it along.
    """
    with engine.connect().execution_options(askwell_writes=True) as connection:
        driver: Any = connection.connection.driver_connection
        if engine.dialect.name == "sqlite":
            driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            if engine.dialect.name == "sqlite":
                driver.execute("PRAGMA foreign_keys=ON")


def _current(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _check_known(revision: str | None) -> None:
    try:
        if revision:
            _scripts().get_revision(revision)
    except CommandError as error:
        raise NewerDatabaseError from error


def _copy_beside(engine: sa.Engine) -> Path | None:
    """Copy an SQLite file; a PostgreSQL server has its own backups."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    source = Path(engine.url.database)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    target = source.with_name(f"{source.stem}-before-upgrade-{stamp}{source.suffix}")
    # On the driver's own connection: VACUUM can't run inside the transaction that SQLAlchemy would begin.
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()
    return target


def _scripts() -> ScriptDirectory:
    return _scripts_in(_SCRIPTS)


@cache
def _scripts_in(folder: Path) -> ScriptDirectory:
    # Alembic runs every migration to know its place in the row.
    return ScriptDirectory(str(folder))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config
