"""Views read snapshots, whichever engine they come from; one engine is enough here."""

from pathlib import Path
from secrets import token_hex

import pytest

from lib.domain.snapshot import Snapshot
from lib.store.store import Store
from tests.cast import ADA, Clock
from tests.eight_conversations import eight_conversations


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """A fresh SQLite database with the tables in it."""
    return sqlite_url


@pytest.fixture(scope="session")
def eight(fast_folder: Path, _migrated_sqlite: bytes) -> Snapshot:
    """What a workspace holds after the eight conversations about its only goal; nobody can change it."""
    path = fast_folder / f"{token_hex(8)}.db"
    path.write_bytes(_migrated_sqlite)
    store = Store(f"sqlite:///{path}", Clock())
    workspace = store.workspace(ADA)
    eight_conversations(workspace)
    snapshot = workspace.snapshot()
    store.close()
    return snapshot
