"""The doctor looks at a real database, in roles of every kind."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from lib.doctor import DoctorRefusalError, check_at_start, database, examine
from lib.doctor.finding import Finding
from lib.store.store import Store
from tests.lib.doctor.hosted import SAFE_OPTIONS, hosted_settings


@contextmanager
def _connection(url: str) -> Iterator[sa.Connection]:
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:", 1))
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()
    engine.dispose()


@pytest.fixture
def superuser(postgres_url: str) -> Iterator[sa.Connection]:
    """The superuser of the migrated database, whose changes are taken back."""
    with _connection(postgres_url.replace("askwell_app:", "postgres:", 1)) as connection:
        yield connection


def _found_as(connection: sa.Connection, *statements: str) -> list[Finding]:
    """Return what is found after statements of the superuser, in the role that row security should hold."""
    for statement in (*statements, "SET LOCAL SESSION AUTHORIZATION askwell_app"):
        connection.execute(sa.text(statement))
    return list(database.findings(connection))


def test_a_plain_role_in_a_migrated_database_is_let_through(superuser: sa.Connection) -> None:
    assert _found_as(superuser) == []


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("ALTER ROLE askwell_app SUPERUSER", "superuser"),
        ("ALTER ROLE askwell_app BYPASSRLS", "bypass"),
        ("ALTER ROLE askwell_app CREATEROLE", "make other roles"),
        ("GRANT postgres TO askwell_app", "superuser"),
        ("ALTER TABLE contacts OWNER TO askwell_app", "owns tables (contacts)"),
        ("ALTER TABLE notes NO FORCE ROW LEVEL SECURITY", "forced row security: notes"),
        ("ALTER TABLE workspaces DISABLE ROW LEVEL SECURITY", "forced row security: workspaces"),
        ("UPDATE alembic_version SET version_num = '0001'", "not up to date"),
        ("DELETE FROM alembic_version", "not up to date"),
    ],
)
def test_a_way_around_row_security_is_refused(superuser: sa.Connection, statement: str, word: str) -> None:
    found = _found_as(superuser, statement)
    assert {(finding.name, finding.is_refused) for finding in found} == {("ASKWELL_DATABASE_URL", True)}
    assert any(word in finding.sentence for finding in found)


def test_being_a_member_of_the_owner_counts_as_owning(superuser: sa.Connection) -> None:
    found = _found_as(
        superuser,
        "CREATE ROLE tables_owner",
        "GRANT CREATE ON SCHEMA public TO tables_owner",
        "ALTER TABLE contacts OWNER TO tables_owner",
        "GRANT tables_owner TO askwell_app",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO askwell_app",
    )
    assert [finding.sentence.partition(" and ")[0] for finding in found] == ["Its role owns tables (contacts)"]


def test_the_superuser_is_refused_at_the_start(make_database: Callable[[], str]) -> None:
    url = make_database()
    Store(url).close()
    with pytest.raises(DoctorRefusalError, match="ASKWELL_DATABASE_URL: Its role is a superuser"):
        check_at_start(hosted_settings(database_url=url), SAFE_OPTIONS, {})


def test_an_empty_database_is_refused(make_database: Callable[[], str]) -> None:
    found = examine(hosted_settings(database_url=make_database()), SAFE_OPTIONS, {})
    assert any("python -m lib.admin migrate" in finding.sentence for finding in found)


def test_a_database_that_is_away_is_refused() -> None:
    away = hosted_settings(database_url="postgresql://askwell_app:hidden@127.0.0.1:1/askwell")
    (found,) = examine(away, SAFE_OPTIONS, {})
    assert "does not answer" in found.sentence
    assert "hidden" not in str(found)


def test_a_safe_site_starts(postgres_url: str) -> None:
    check_at_start(hosted_settings(database_url=postgres_url), SAFE_OPTIONS, {})
