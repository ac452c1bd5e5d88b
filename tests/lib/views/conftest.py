"""Views read snapshots, whichever engine they come from; one engine is enough here."""

import pytest


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """A fresh SQLite database with the tables in it."""
    return sqlite_url
