"""Hostile text in a real browser: it is shown as typed, and no request leaves the page."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.servers import Server

pytestmark = pytest.mark.browser

BEACON = "http://evil.example/x.png"
PAYLOADS = [
    f"![x]({BEACON})",
    f"[click me]({BEACON})",
    f"[ref]: {BEACON}",
    f"<img src={BEACON} onerror=alert(1)>",
    "<script>window.__x = 1</script>",
    "<b>bold</b> &amp; &lt; &#58; R&D",
    "[x](javascript:alert(1))",
    "**bold** _it_ __b__ ~~gone~~ `code` ```fence",
    "snake_case_name and 2*3*4 \\*star\\* \\",
    "# heading",
    "> quote",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "2) item",
    "---",
    "===",
    "| a | b |",
    "[ ] task [x] done [^1]",
    ":red[x] :red-background[y] :blue-badge[z] :small[s] :help[h] :shimmer[q]",
    ":color[x]{foreground=red} :rainbow[r]",
    ":smile: :+1: :-1: :100: :material/home: :material_home: :streamlit: material/x",
    "half :material/home and note:small print re:red",
    "::leaf ::: container",
    ":::note",
    "10:42:30 at 9:100:2, 8:00",
    "$E=mc^2$ and $$x$$ cost $5 or $6",
    "https://evil.example/a?b=c www.evil.example HTTP://EVIL.EXAMPLE wWw.x.org ftp://x.org",
    "dana@example.org mailto:dana@example.org xmpp:a@b.co",
    "a -> b <- c <-> d -- e >= f <= g ~= h",
    "->",
    "--",
    "-> -> --",
    "a@--.x a@.a a@-- b",
    "#hashtag @name 50% (a) {b} \"c\" 'd' !",
    "ends with a colon:",
    "Zoë Łukasz 李 سارة \U0001f469\u200d\U0001f4bb",
]
WHERE = {
    "markdown": "[data-testid=stMarkdownContainer]",
    "lines": "[data-testid=stMarkdownContainer]",
    "button": "button [data-testid=stMarkdownContainer]",
    "caption": "[data-testid=stCaptionContainer]",
    "expander": "summary [data-testid=stMarkdownContainer]",
    "selectbox": "label [data-testid=stMarkdownContainer]",
    "table": "tbody td:last-child",
}


@pytest.fixture(scope="module")
def server(serve_stage: Callable[[str], Server]) -> Server:
    started = serve_stage("payloads.py")
    (Path(started.environment["STAGE_FOLDER"]) / "payloads.json").write_text(json.dumps(PAYLOADS))
    return started


@pytest.fixture
def requests(server: Server, page: Page) -> list[str]:
    """Open the page and return the addresses of all that it asked for."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.goto(server.url)
    expect(page.get_by_text("The end of the page")).to_be_visible()
    return asked


def test_every_payload_is_shown_as_it_was_typed(requests: list[str], page: Page) -> None:
    assert requests
    expected = {(place, text) for place in WHERE for text in PAYLOADS}
    shown = {
        (place, page.locator(f".st-key-{place}-{number} {selector}").first.inner_text().strip())
        for place, selector in WHERE.items()
        for number in range(len(PAYLOADS))
    }
    assert (expected - shown, shown - expected) == (set(), set())


def test_inside_other_markdown_the_text_is_still_not_obeyed(requests: list[str], page: Page) -> None:
    assert requests
    bold = [page.locator(f".st-key-inside-{number} strong").inner_text().strip() for number in range(len(PAYLOADS))]
    assert bold == PAYLOADS


def test_no_request_leaves_the_page_and_nothing_of_the_text_becomes_an_element(
    server: Server, requests: list[str], page: Page
) -> None:
    assert [url for url in requests if not url.startswith((server.url, "blob:", "data:"))] == []
    made = "a[href], img, em, del, code, hr, blockquote, li, input[type=checkbox], .katex, .stMarkdownColoredText"
    assert page.locator(f":is([class*='st-key-markdown-'], [class*='st-key-table-']) :is({made})").count() == 0
    assert page.evaluate("window.__x === undefined")
