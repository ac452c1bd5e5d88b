"""The memory jogger in a real browser: names typed one after the other, without a mouse and without waiting."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.askwell_app import Person, askwell_server
from tests.browser.servers import Server

pytestmark = pytest.mark.browser

FIELD = "Somebody who comes to mind"
LINES = ("Dana Okafor, nurse, City Hospital", "Lee Park", "Jo", "Bo", "Ann", "Amara Obi, baker")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    started = askwell_server(tmp_path)
    yield started
    started.stop()


def test_names_are_typed_without_a_mouse_and_without_waiting(server: Server, new_page: Callable[..., Page]) -> None:
    ada = Person(new_page(), server)
    ada.opens("contacts?circle=family")
    field = ada.page.get_by_label(FIELD, exact=True)
    expect(field).to_be_focused()

    for line in LINES:
        ada.page.keyboard.type(line)
        ada.page.keyboard.press("Enter")

    ada.sees(f"{len(LINES)} names so far.")
    expect(field).to_have_value("")
    expect(field).to_be_focused()
    assert violations(ada.page) == []

    ada.page.keyboard.press("Tab")  # to “Add”
    ada.page.keyboard.press("Tab")  # to the next circle
    ada.page.keyboard.press("Enter")
    ada.sees("With whom have you worked, at any job, however small?")
    expect(field).to_be_focused()
