"""No page breaks a rule of WCAG 2.2 AA that axe-core can check, in light and dark."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from lib.settings import DATABASE_FILE
from lib.ui.navigation import address, listed
from tests.browser.accessibility import violations
from tests.browser.askwell_app import Person, askwell_server
from tests.browser.servers import ROOT, Server

# A stage and the page on which one sees it; the record itself is looked up in the sample.
OPEN_RECORDS = {
    "ask?interview=": "SELECT id FROM interviews WHERE starts_on > date('now', '+1 day')",
    "talk?view=during&interview=": "SELECT interview_id FROM answers",
    "talk?view=after&interview=": "SELECT interview_id FROM takeaways",
    "contacts?contact=": "SELECT introducer_id FROM contacts WHERE introducer_id IS NOT NULL",
    "contacts?new=": "SELECT 'yes'",
    "talk?interview=": "SELECT 'gone'",
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A server in whose sample one may look around, and its database."""
    folder = tmp_path_factory.mktemp("sample")
    environment = {**os.environ, "ASKWELL_DATA_DIR": str(folder / "data")}
    subprocess.run([sys.executable, "-m", "lib.admin", "sample"], cwd=ROOT, env=environment, check=True)
    server = askwell_server(folder)
    yield server, folder / "data" / DATABASE_FILE
    server.stop()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule(sample: tuple[Server, Path], new_page: Callable[..., Page], scheme: str) -> None:
    server, database = sample
    with sqlite3.connect(database) as connection:
        records = [f"{page}{connection.execute(query).fetchone()[0]}" for page, query in OPEN_RECORDS.items()]
    connection.close()
    visitor = Person(new_page(color_scheme=scheme, viewport={"width": 1280, "height": 900}), server)
    found = {}
    for path in [*(address(name) for name in listed(None)), *records]:
        visitor.opens(path)
        found[path] = violations(visitor.page)
    assert {path: broken for path, broken in found.items() if broken} == {}
