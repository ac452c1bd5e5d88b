"""A data folder, a store and a fixed Monday for each test, and somebody who opens a page there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
import time_machine
from streamlit.runtime.media_file_manager import MediaFileManager

from lib import identity
from lib.settings import DATABASE_FILE, settings
from lib.store.actor import LOCAL
from lib.store.store import Store, opened
from lib.store.workspace import Workspace
from tests.cast import NOW
from tests.pages.hosted import Guest, be_hosted, cookies_of
from tests.pages.visitor import OpenPage, Visitor


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    """The clock of pages and store starts on the Monday of the cast, and goes on from there."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, fast_folder: Path, _migrated_sqlite: bytes) -> Iterator[Store]:
    """The store that the pages open, in a data folder of its own."""
    folder = fast_folder / token_hex(8)
    folder.mkdir()
    (folder / DATABASE_FILE).write_bytes(_migrated_sqlite)
    monkeypatch.setenv("ASKWELL_DATA_DIR", str(folder))
    settings.cache_clear()
    store = opened(settings().store_url())
    yield store
    store.close()
    settings.cache_clear()


@pytest.fixture
def hosted(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A site where people sign in; with the patch, tests set more of it (and call `settings.cache_clear`)."""
    assert store
    be_hosted(monkeypatch)
    settings.cache_clear()
    of_the_site = identity.store()
    yield monkeypatch
    of_the_site.close()


@pytest.fixture
def signed_in_as(hosted: pytest.MonkeyPatch) -> Callable[[str], Guest]:
    """Sit down at a browser in which an account is signed in: `signed_in_as(an_account("Ben"))`."""
    assert hosted
    return lambda account_id: Guest(cookies_of(account_id))


@pytest.fixture
def ada(store: Store) -> Workspace:
    """The workspace of Ada, who sits at this computer."""
    return store.workspace(LOCAL)


@pytest.fixture
def open_page(ada: Workspace) -> OpenPage:
    """Open a page at a record, in a browser session of its own: `open_page("ask", interview=interview_id)`."""

    def open_at(name: str, **record: str) -> Visitor:
        return Visitor(ada).opens(name, **record)

    return open_at


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], bytes]]:
    """What the download buttons hand out when they are clicked, the one that was drawn last at the end."""
    offered: list[Callable[[], bytes]] = []
    add_deferred = MediaFileManager.add_deferred

    def noted(manager: MediaFileManager, data: Callable[[], bytes], *rest: Any, **more: Any) -> str:
        offered.append(data)
        return add_deferred(manager, data, *rest, **more)

    monkeypatch.setattr(MediaFileManager, "add_deferred", noted)
    return offered
