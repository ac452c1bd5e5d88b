"""Every page opened as the very first thing on a fresh server; and nothing of anybody's data without the shell."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from lib.settings import DATABASE_FILE
from lib.store.actor import LOCAL
from lib.store.store import Store
from lib.ui import navigation
from tests.bench.websocket_client import Run, connect, run
from tests.browser.servers import ROOT, Server
from tests.cast import a_contact, a_goal, an_interview

_NAME = "Somebody Secret"
_TITLES = {
    "today": "Today",
    "learn": "What do you want to learn?",
    "choose": "Whom could you ask?",
    "ask": "Ask for twenty minutes",
    "talk": "Talk",
    "thank": "Who gave you their time?",
    "progress": "All your interviews",
    "learned": "What have you learned?",
    "contacts": "Contacts",
    "your_data": "Your data",
}
# Runs each page's file as Python would, and goes on where it fails.
_RUN_PAGES = """
import runpy, sys
for page in sys.argv[1:]:
    try:
        runpy.run_path(page, run_name="__main__")
    except Exception as error:
        print(type(error).__name__, error)
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with somebody in it."""
    folder = tmp_path_factory.mktemp("data")
    store = Store(f"sqlite:///{folder / DATABASE_FILE}")
    workspace = store.workspace(LOCAL)
    an_interview(workspace, goal_id=a_goal(workspace, _NAME), contact_id=a_contact(workspace, _NAME))
    store.close()
    return folder


@pytest.fixture
def fresh_server(data: Path) -> Iterator[Server]:
    """A server that nobody has asked for anything yet."""
    server = Server(ROOT / "app.py", environment={"ASKWELL_DATA_DIR": str(data)}).start()
    yield server
    server.stop()


async def _visited(server: Server, *pages: tuple[str, str]) -> list[Run]:
    """Return what a new visitor is shown at each page (its address and hash)."""
    runs = []
    for name, page_hash in pages:
        async with connect(server.port) as visitor:
            runs.append(await run(visitor, page_hash, page_name=name))
    return runs


@pytest.mark.parametrize("name", navigation.listed(None))
def test_a_page_opened_first_of_all_is_shown_in_the_shell(fresh_server: Server, name: str) -> None:
    address = navigation.address(name)

    # As a browser asks for it the first time, then as one that knows its hash.
    # In a thread of its own: Playwright, where it is at work in this one, has an event loop running here.
    with ThreadPoolExecutor(max_workers=1) as beside:
        visiting = _visited(fresh_server, (address, ""), ("", calc_hash(address or name)))
        visits = beside.submit(asyncio.run, visiting).result()

    for visit in visits:
        assert set(visit.pages) == {navigation.address(page) for page in navigation.listed(None)}
        assert visit.titles[0] == _TITLES[name]
        assert visit.errors == []


def test_a_file_of_a_page_run_by_python_shows_nothing(data: Path) -> None:
    pages = [str(navigation.ROOT / f"{name}.py") for name in navigation.PAGES]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ASKWELL_DATA_DIR": str(data)}

    ran = subprocess.run(
        [sys.executable, "-c", _RUN_PAGES, *pages], env=environment, capture_output=True, text=True, check=True
    )

    assert ran.stdout.count("RuntimeError A page runs inside the shell") == len(pages)
    assert _NAME not in ran.stdout + ran.stderr


@pytest.mark.parametrize("name", list(navigation.PAGES))
def test_a_file_of_a_page_served_by_itself_shows_nothing(
    data: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("ASKWELL_DATA_DIR", str(data))

    page = AppTest.from_file(navigation.ROOT / f"{name}.py", default_timeout=30).run()

    assert [node.type for node in page.main if node is not page.main] == ["exception"]
