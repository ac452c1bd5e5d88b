"""The second wall, on PostgreSQL: whatever a statement of ours forgets to ask, rows are shown to their owner alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from lib.domain import commands
from lib.store import tables
from lib.store.actor import LocalActor, show_rows_of
from lib.store.engine import open_engine
from lib.store.store import Store
from tests.cast import ADA, BEN
from tests.conftest import APP_ROLE
from tests.lib.store.every_command import a_world

# A feed is looked up by its secret token before it is known whose it is; it holds no words of anybody's.
PROTECTED = [
    table
    for table in tables.metadata.sorted_tables
    if {"workspace_id", "owner"} & set(table.c.keys()) and table is not tables.calendar_feeds
]


@pytest.fixture
def engine(postgres_url: str) -> Iterator[sa.Engine]:
    """The database as the app's role, in which Ada and Ben each have something in every table."""
    store = Store(postgres_url, upgrades=False)
    for actor in (ADA, BEN):
        workspace = store.workspace(actor)
        world = a_world(workspace)
        workspace.do(commands.RateFit(goal_id=world.goal, contact_id=world.introducer, relevance=3))
    yield store.engine
    store.close()


@contextmanager
def named(engine: sa.Engine, actor: LocalActor) -> Iterator[sa.Connection]:
    """Give a connection in somebody's name, in one transaction."""
    with engine.begin() as connection:
        show_rows_of(connection, actor.owner)
        yield connection


def rows(engine: sa.Engine, actor: LocalActor, table: sa.Table) -> list[dict[str, Any]]:
    """Return the rows of a table that are shown in somebody's name."""
    with named(engine, actor) as connection:
        return [dict(row) for row in connection.execute(sa.select(table)).mappings()]


def everything(engine: sa.Engine, actor: LocalActor) -> dict[str, list[dict[str, Any]]]:
    """Return all that is shown in somebody's name, by table."""
    return {table.name: rows(engine, actor, table) for table in PROTECTED}


def test_the_wall_stands_around_more_than_nothing() -> None:
    assert {table.name for table in PROTECTED} >= {"workspaces", "profiles", "contacts", "events", "changes"}


def test_without_a_name_no_row_is_shown(engine: sa.Engine, subtests: pytest.Subtests) -> None:
    for table in PROTECTED:
        with subtests.test(str(table.name)), engine.begin() as connection:
            assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() == 0
            assert connection.execute(sa.delete(table)).rowcount == 0
    assert all(everything(engine, ADA).values())


def test_an_empty_name_is_nobodys(engine: sa.Engine, subtests: pytest.Subtests) -> None:
    for table in PROTECTED:
        with subtests.test(str(table.name)):
            assert rows(engine, LocalActor(""), table) == []


def test_each_is_shown_their_own_and_nothing_of_the_other(engine: sa.Engine, subtests: pytest.Subtests) -> None:
    [hers], [his] = (rows(engine, actor, tables.workspaces) for actor in (ADA, BEN))
    for table in PROTECTED:
        column = "id" if table is tables.workspaces else "workspace_id"
        with subtests.test(str(table.name)):
            for actor, workspace in ((ADA, hers), (BEN, his)):
                assert {row[column] for row in rows(engine, actor, table)} == {workspace["id"]}


def test_no_row_of_another_can_be_changed_or_removed(engine: sa.Engine, subtests: pytest.Subtests) -> None:
    before = everything(engine, ADA)
    hers = before["workspaces"][0]["id"]
    for table in PROTECTED:
        workspace = table.c.id if table is tables.workspaces else table.c.workspace_id
        mine = "owner" if table is tables.workspaces else "workspace_id"
        for statement in (
            sa.update(table).where(workspace == hers).values({mine: table.c[mine]}),
            sa.delete(table).where(workspace == hers),
        ):
            with subtests.test(str(table.name)), named(engine, BEN) as connection:
                assert connection.execute(statement).rowcount == 0
    assert everything(engine, ADA) == before


def test_no_row_can_be_put_into_anothers_workspace(engine: sa.Engine, subtests: pytest.Subtests) -> None:
    before = everything(engine, ADA)
    for table in PROTECTED:
        with (
            subtests.test(str(table.name)),
            pytest.raises(sa.exc.ProgrammingError, match="row-level security"),
            named(engine, BEN) as connection,
        ):
            connection.execute(sa.insert(table).values(before[table.name][0]))
    assert everything(engine, ADA) == before


def test_no_row_can_be_moved_into_anothers_workspace(engine: sa.Engine, subtests: pytest.Subtests) -> None:
    hers = rows(engine, ADA, tables.workspaces)[0]["id"]
    for table in PROTECTED:
        moved = {"owner": ADA.owner} if table is tables.workspaces else {"workspace_id": hers}
        with (
            subtests.test(str(table.name)),
            pytest.raises(sa.exc.ProgrammingError, match="row-level security"),
            named(engine, BEN) as connection,
        ):
            connection.execute(sa.update(table).values(moved))


@pytest.mark.parametrize("ends_well", [True, False])
def test_a_name_is_forgotten_with_its_transaction(postgres_url: str, engine: sa.Engine, *, ends_well: bool) -> None:
    assert engine
    pooled = open_engine(postgres_url)
    with pooled.connect() as connection:
        transaction = connection.begin()
        show_rows_of(connection, ADA.owner)
        first = connection.execute(sa.select(sa.func.pg_backend_pid(), sa.func.count(tables.goals.c.id))).one()
        (transaction.commit if ends_well else transaction.rollback)()
    with pooled.begin() as connection:
        second = connection.execute(sa.select(sa.func.pg_backend_pid(), sa.func.count(tables.goals.c.id))).one()
    pooled.dispose()
    assert first[0] == second[0], "it has to be the same connection"
    assert first[1] > 0
    assert second[1] == 0


# Nothing is left out.


def test_every_table_of_somebodys_rows_has_forced_security(engine: sa.Engine, subtests: pytest.Subtests) -> None:
    query = sa.text("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = CAST(:name AS regclass)")
    for table in PROTECTED:
        with subtests.test(str(table.name)), engine.begin() as connection:
            assert tuple(connection.execute(query, {"name": table.name}).one()) == (True, True)


def test_every_table_of_somebodys_rows_has_one_policy_for_everything(
    engine: sa.Engine, subtests: pytest.Subtests
) -> None:
    # One: a second would show rows that the first hides.
    query = sa.text(
        "SELECT polcmd, polqual IS NOT NULL AS reads, polwithcheck IS NOT NULL AS writes, polroles "
        "FROM pg_policy WHERE polrelid = CAST(:name AS regclass)"
    )
    everybody = [0]
    for table in PROTECTED:
        with subtests.test(str(table.name)), engine.begin() as connection:
            [policy] = connection.execute(query, {"name": table.name}).all()
            assert (policy.polcmd, policy.reads, policy.writes, list(policy.polroles)) == ("*", True, True, everybody)


def test_the_database_has_no_such_table_that_we_do_not_know(engine: sa.Engine) -> None:
    query = sa.text(
        "SELECT DISTINCT table_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND column_name IN ('workspace_id', 'owner')"
    )
    with engine.begin() as connection:
        assert set(connection.execute(query).scalars()) - {"calendar_feeds"} == {table.name for table in PROTECTED}


def test_the_app_has_no_way_around(engine: sa.Engine, subtests: pytest.Subtests) -> None:
    query = sa.text(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, pg_has_role(rolname, relowner, 'MEMBER') AS owns "
        "FROM pg_roles, pg_class WHERE rolname = current_user AND pg_class.oid = CAST(:name AS regclass)"
    )
    for table in PROTECTED:
        with subtests.test(str(table.name)), engine.begin() as connection:
            role = connection.execute(query, {"name": table.name}).one()
            assert tuple(role) == (APP_ROLE, False, False, False, False)
