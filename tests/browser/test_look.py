"""The look in a real browser: our fonts and colours apply, and nothing is fetched from elsewhere."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.servers import ROOT, Server

pytestmark = pytest.mark.browser

COLOURS = {"light": ("rgb(251, 250, 247)", "rgb(17, 17, 17)"), "dark": ("rgb(20, 24, 26)", "rgb(255, 255, 255)")}
LOADED = "[...document.fonts].filter(font => font.status === 'loaded').map(font => `${font.family} ${font.weight}`)"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the page as the product is served: an App whose script stands in lib/, beside static/."""
    site = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / ".streamlit", site / ".streamlit")
    shutil.copytree(ROOT / "lib" / "static", site / "lib" / "static")
    shutil.copy(Path(__file__).parent / "stage_pages" / "look.py", site / "lib" / "shell.py")
    (site / "app.py").write_text('from streamlit.starlette import App\n\napp = App("lib/shell.py")\n')
    started = Server(site / "app.py", folder=site, log=site / "server.log").start()
    yield started
    started.stop()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_fonts_and_colours_apply_and_break_no_rule(
    server: Server, new_page: Callable[..., Page], scheme: str, width: int
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url)
    expect(page.get_by_text("The end of the page")).to_be_visible()
    page.wait_for_load_state("networkidle")
    app = page.get_by_test_id("stApp")
    expect(app).to_have_css("background-color", COLOURS[scheme][0])
    expect(app).to_have_css("color", COLOURS[scheme][1])
    # The chosen segment fades into its colour, on a busy machine after the page has come to rest.
    expect(page.get_by_text("Waiting", exact=True)).to_have_css("color", COLOURS[scheme][1])
    assert {"Atkinson Hyperlegible 400", "Atkinson Hyperlegible 700", "Source Serif 700"} <= set(page.evaluate(LOADED))
    assert [url for url in asked if not url.startswith((server.url, "blob:", "data:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
