"""Settings and a store of one's own, for what reads them from the process."""

from collections.abc import Iterator

import pytest

from lib import identity
from lib.settings import settings
from lib.store.store import Store, opened
from tests.pages.hosted import be_hosted


@pytest.fixture
def set_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let a test set ASKWELL_* variables: what the process has read of them is forgotten before and after."""
    settings.cache_clear()
    yield monkeypatch
    settings.cache_clear()


@pytest.fixture
def process_store(set_database: pytest.MonkeyPatch, sqlite_url: str) -> Iterator[Store]:
    """The store that this process opens by its settings."""
    set_database.setenv("ASKWELL_DATABASE_URL", sqlite_url)
    store = opened(settings().store_url())
    yield store
    store.close()


@pytest.fixture
def hosted(process_store: Store, set_database: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A site where people sign in; with the patch, tests set more of it (and call `settings.cache_clear`)."""
    assert process_store
    be_hosted(set_database)
    settings.cache_clear()
    store = identity.store()
    yield set_database
    store.close()
