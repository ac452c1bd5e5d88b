"""Settings and a store of one's own, for what reads them from the process."""

from collections.abc import Iterator

import pytest

from lib.settings import settings
from lib.store.store import Store, opened


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
