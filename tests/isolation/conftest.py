"""A hosted Askwell in which everybody is there: made once for each engine, and copied for each test."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts.desk import AccountDesk
from lib.settings import settings
from lib.store.store import Store, opened
from tests.cast import NOW
from tests.isolation.people import KEY, Cast, desk_of, gathered
from tests.lib.accounts.people import CHEAP, lock_with


@dataclass(frozen=True)
class Site:
    """A hosted Askwell: its store, the desk for its accounts, and who is there."""

    store: Store
    desk: AccountDesk
    cast: Cast


@contextmanager
def _hosted() -> Iterator[None]:
    """Set this process up as a hosted one, as long as the block lasts: other tests play at one's own computer."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("MODE", "hosted"), ("SECRET_KEY", KEY), ("SIGN_UP", "invited"), ("DEMO", "beside")):
            patch.setenv(f"ASKWELL_{name}", value)
        lock_with(patch, CHEAP)
        settings.cache_clear()
        yield
    settings.cache_clear()


@pytest.fixture(scope="session")
def _sqlite_site(fast_folder: Path, _migrated_sqlite: bytes) -> tuple[bytes, Cast]:
    path = fast_folder / f"{token_hex(8)}.db"
    path.write_bytes(_migrated_sqlite)
    cast = _gathered_at(f"sqlite:///{path}")
    return path.read_bytes(), cast


@pytest.fixture(scope="session")
def _postgres_site(make_migrated: Callable[[], str]) -> tuple[str, Cast]:
    url = make_migrated()
    return str(sa.make_url(url).database), _gathered_at(url)


def _gathered_at(url: str) -> Cast:
    store = Store(url, upgrades=False)
    with _hosted(), time_machine.travel(NOW):
        cast = gathered(store)
    store.close()
    return cast


@pytest.fixture
def sqlite_site(
    _sqlite_site: tuple[bytes, Cast], copied_file: Callable[[bytes], AbstractContextManager[str]]
) -> Iterator[tuple[str, Cast]]:
    """The address of a copy on SQLite, and who is there."""
    content, held = _sqlite_site
    with copied_file(content) as url:
        yield url, held


@pytest.fixture
def postgres_site(
    _postgres_site: tuple[str, Cast], copied_database: Callable[[str], AbstractContextManager[str]]
) -> Iterator[tuple[str, Cast]]:
    """The address of a copy on PostgreSQL, as the role that row security holds, and who is there."""
    source, cast = _postgres_site
    with copied_database(source) as url:
        yield url, cast


@pytest.fixture(params=["sqlite_site", "postgres_site"], ids=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A hosted Askwell on each engine in turn, as this process's own, on the Monday of the cast."""
    url, cast = request.getfixturevalue(request.param)
    with _hosted(), time_machine.travel(NOW):
        monkeypatch.setenv("ASKWELL_DATABASE_URL", url)
        settings.cache_clear()
        store = opened(settings().store_url(), upgrades=False)
        yield Site(store, desk_of(store), cast)
        store.close()
    settings.cache_clear()
