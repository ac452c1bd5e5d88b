"""How SQLite and PostgreSQL are opened, so that nothing acknowledged is lost and writers wait for one another."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from lib.domain.errors import DiskFullError, StoreUnavailableError
from lib.metrics import timed_transaction
from lib.refusals import refusals_told

BUSY_TIMEOUT_MS = 15_000
CONNECT_TIMEOUT_S = 3
STATEMENT_TIMEOUT_MS = 15_000
# Older SQLite may corrupt a write-ahead log that two connections reset at once (sqlite.org/wal.html#walresetbug).
_SAFE_WAL = (3, 51, 3)
_WRITES = "askwell_writes"


def open_engine(url: str) -> sa.Engine:
    """Return an engine for a database URL, with the write discipline of the house set on every connection."""
    if url.startswith("sqlite"):
        return _sqlite(url)
    return sa.create_engine(
        re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url),
        pool_pre_ping=True,
        # An error's text may end up in a log; what people wrote must not.
        hide_parameters=True,
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_S,
            "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c idle_in_transaction_session_timeout=30000",
        },
    )


def _sqlite(url: str) -> sa.Engine:
    engine = sa.create_engine(url, hide_parameters=True)
    journal = "WAL" if sqlite3.sqlite_version_info >= _SAFE_WAL else "DELETE"

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # SQLAlchemy's events, not the driver, begin transactions; otherwise BEGIN IMMEDIATE is not ours to say.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            f"journal_mode={journal}",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing(connection) else "BEGIN")

    return engine


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection in one write transaction: all of it holds, or nothing.

    Raises:
        StoreUnavailableError: where the database does not answer.
        DiskFullError: where there is no room left.
    """
    with _transaction(engine, "write", **{_WRITES: True}) as connection:
        yield connection


def is_writing(connection: sa.Connection) -> bool:
    """Return whether a connection is in a write transaction that `writing` began."""
    return bool(connection.get_execution_options().get(_WRITES, False))


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection in one read transaction, which sees one state of the database throughout.

    Raises:
        StoreUnavailableError: where the database does not answer.
    """
    isolation = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with _transaction(engine, "read", **isolation) as connection:
        yield connection


@contextmanager
def _transaction(engine: sa.Engine, kind: str, **options: Any) -> Iterator[sa.Connection]:
    with (
        timed_transaction(kind),
        answering(),
        engine.connect().execution_options(**options) as connection,
        connection.begin(),
        refusals_told(connection),
    ):
        yield connection


@contextmanager
def answering() -> Iterator[None]:
    """Turn the drivers' errors of a database that is away or full into our own."""
    try:
        yield
    except (sa.exc.OperationalError, sqlite3.OperationalError) as error:
        raise (DiskFullError() if _is_full(getattr(error, "orig", error)) else StoreUnavailableError()) from error
    except (sa.exc.InterfaceError, sa.exc.TimeoutError) as error:
        raise StoreUnavailableError from error


def _is_full(error: Any) -> bool:
    """Tell by SQLite's words or PostgreSQL's code (disk_full) whether there was no room."""
    return "full" in str(error) or getattr(error, "sqlstate", "") == "53100"
