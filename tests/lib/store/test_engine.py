"""The drivers' errors, in our own words."""

import sqlite3

import psycopg
import pytest
import sqlalchemy as sa

from lib.domain.errors import DiskFullError, NotFoundError, StoreUnavailableError
from lib.store.actor import reading_as, writing_as
from lib.store.engine import answering, open_engine
from lib.store.tables import goals
from tests.cast import ADA


@pytest.mark.parametrize(
    ("raised", "ours"),
    [
        (sa.exc.OperationalError("", {}, sqlite3.OperationalError("database or disk is full")), DiskFullError),
        (sa.exc.OperationalError("", {}, psycopg.errors.DiskFull("could not extend file")), DiskFullError),
        (sqlite3.OperationalError("database or disk is full"), DiskFullError),
        (sqlite3.OperationalError("unable to open database file"), StoreUnavailableError),
        (sa.exc.OperationalError("SELECT full_name", {}, sqlite3.OperationalError("locked")), StoreUnavailableError),
        (sa.exc.OperationalError("", {}, psycopg.errors.AdminShutdown("terminating")), StoreUnavailableError),
        (sa.exc.InterfaceError("", {}, psycopg.InterfaceError("the connection is closed")), StoreUnavailableError),
        (sa.exc.TimeoutError("no connection in 30 seconds"), StoreUnavailableError),
    ],
)
def test_a_database_that_is_away_or_full_is_told_in_our_words(raised: Exception, ours: type[Exception]) -> None:
    with pytest.raises(ours) as caught, answering():
        raise raised
    assert caught.value.__cause__ is raised


@pytest.mark.parametrize(
    "raised", [NotFoundError("goal"), ValueError("a bug"), sa.exc.IntegrityError("", {}, ValueError())]
)
def test_any_other_error_travels_up_as_it_is(raised: Exception) -> None:
    with pytest.raises(type(raised)) as caught, answering():
        raise raised
    assert caught.value is raised


ADD_ADA = sa.text(
    "INSERT INTO workspaces (id, owner, kind, is_open, revision, table_revisions, created_at)"
    " VALUES ('w', 'ada', 'own', true, 0, '{}', '2026-10-05')"
)


def _add_ada_and_fail(engine: sa.Engine) -> None:
    with writing_as(engine, ADA) as connection:
        connection.execute(ADD_ADA)
        connection.execute(ADD_ADA)


def test_what_fails_half_way_is_taken_back(store_url: str) -> None:
    engine = open_engine(store_url)

    with pytest.raises(sa.exc.IntegrityError):
        _add_ada_and_fail(engine)

    with reading_as(engine, ADA) as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM workspaces")).scalar() == 0
        assert connection.execute(sa.select(goals)).all() == []
    engine.dispose()


def test_a_reader_sees_one_state_throughout(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    count = sa.text("SELECT count(*) FROM workspaces")
    with reading_as(engine, ADA) as reader:
        assert reader.execute(count).scalar() == 0
        with writing_as(engine, ADA) as writer:
            writer.execute(ADD_ADA)
        assert reader.execute(count).scalar() == 0
    with reading_as(engine, ADA) as reader:
        assert reader.execute(count).scalar() == 1
    engine.dispose()
