"""A page of which the browser could not fetch a part loads itself again, and does so once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.askwell_app import Person, askwell_server
from tests.browser.servers import Server

pytestmark = pytest.mark.browser

PART = "**/static/js/Selectbox*.js"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    started = askwell_server(tmp_path)
    yield started
    started.stop()


def test_a_part_that_could_not_be_fetched_comes_with_the_next_loading(
    server: Server, new_page: Callable[..., Page]
) -> None:
    ada = Person(new_page(), server)
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    ada.page.route(PART, refuse_once)
    ada.opens()
    ada.page.get_by_role("link", name="1 Learn", exact=True).first.click()
    expect(ada.page.get_by_role("combobox").first).to_be_visible()
    expect(ada.page.get_by_text("Failed to fetch")).to_have_count(0)
    assert refused


def test_a_part_that_is_gone_for_good_does_not_reload_for_ever(server: Server, new_page: Callable[..., Page]) -> None:
    ada = Person(new_page(), server)
    documents: list[str] = []

    def noted(request: Request) -> None:
        if request.resource_type == "document":
            documents.append(request.url)

    ada.page.on("request", noted)
    ada.page.route(PART, lambda route: route.abort())
    ada.opens()
    ada.page.get_by_role("link", name="1 Learn", exact=True).first.click()
    expect(ada.page.get_by_text("Failed to fetch").first).to_be_visible()
    ada.page.wait_for_timeout(3_000)
    expect(ada.page.get_by_text("Failed to fetch").first).to_be_visible()
    assert len(documents) == 2
