"""A workspace in which everything has happened once: made once for each engine, and copied for each test."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex

import pytest
import sqlalchemy as sa

from lib.store.store import Store
from lib.store.workspace import Workspace
from tests.cast import ADA, Clock
from tests.lib.store.every_command import World, a_world


@dataclass(frozen=True)
class Filled:
    """What is in a filled database, and when that was done."""

    world: World
    until: datetime


def _filled(url: str) -> Filled:
    clock = Clock()
    with closing(Store(url, clock)) as store:
        return Filled(a_world(store.workspace(ADA)), clock.now)


@pytest.fixture(scope="session")
def _filled_sqlite(fast_folder: Path, _migrated_sqlite: bytes) -> tuple[bytes, Filled]:
    path = fast_folder / f"{token_hex(8)}.db"
    path.write_bytes(_migrated_sqlite)
    filled = _filled(f"sqlite:///{path}")
    return path.read_bytes(), filled


@pytest.fixture(scope="session")
def _filled_postgres(make_migrated: Callable[[], str]) -> tuple[str, Filled]:
    url = make_migrated()
    return str(sa.make_url(url).database), _filled(url)


@pytest.fixture
def sqlite_copy(
    _filled_sqlite: tuple[bytes, Filled], copied_file: Callable[[bytes], AbstractContextManager[str]]
) -> Iterator[tuple[str, Filled]]:
    """The URL of a copy on SQLite, and what is in it."""
    content, held = _filled_sqlite
    with copied_file(content) as url:
        yield url, held


@pytest.fixture
def postgres_copy(
    _filled_postgres: tuple[str, Filled], copied_database: Callable[[str], AbstractContextManager[str]]
) -> Iterator[tuple[str, Filled]]:
    """The URL of a copy on PostgreSQL, and what is in it."""
    source, filled = _filled_postgres
    with copied_database(source) as url:
        yield url, filled


@pytest.fixture(params=["sqlite_copy", "postgres_copy"], ids=["sqlite", "postgresql"])
def full(request: pytest.FixtureRequest) -> Iterator[tuple[Workspace, World]]:
    """Ada's workspace after everything has happened once, on each engine in turn, and the ids of what is in it."""
    url, filled = request.getfixturevalue(request.param)
    with closing(Store(url, Clock(filled.until))) as store:
        yield store.workspace(ADA), filled.world
