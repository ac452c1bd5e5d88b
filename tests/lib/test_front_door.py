"""What the server answers beside Streamlit's pages."""

import asyncio
import base64
import gc
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.types import Message, Receive, Scope, Send
from streamlit import config

from lib.front_door import APP_PARTS, HEADERS, FrontDoor, tell_incident, warmed_up
from lib.ui import navigation
from tests.asgi import asked

# In Streamlit's place stands a page that answers to every address.
APP = Starlette(
    routes=[*APP_PARTS["routes"], Mount("/", PlainTextResponse("a page"))], middleware=APP_PARTS["middleware"]
)


@pytest.mark.parametrize("path", ["/", "/healthz", "/nowhere", "/today", "/typed", "/_stcore/health"])
def test_every_answer_carries_the_headers(path: str) -> None:
    answer = asked(APP, path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_the_policy_lets_in_nothing_from_elsewhere() -> None:
    policy = HEADERS["content-security-policy"]
    assert re.search(r"https?:|\*|unsafe-eval", policy) is None
    assert re.search(r"script-src[^;]*unsafe-inline", policy) is None
    assert "frame-ancestors 'none'" in policy


def test_the_one_inline_script_of_streamlits_page_may_run() -> None:
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in HEADERS["content-security-policy"]


def test_the_process_says_that_it_answers() -> None:
    answer = asked(APP, "/healthz")
    assert (answer.status, answer.body) == (200, b"ok")


@pytest.mark.parametrize("name", sorted(navigation.PAGES))
def test_every_page_is_passed_on(name: str) -> None:
    assert asked(APP, f"/{navigation.address(name)}").body == b"a page"


@pytest.mark.parametrize("path", ["/_stcore/health", "/static/js/index.js", "/app/static/icon.png", "/favicon.png"])
def test_what_streamlit_serves_is_passed_on(path: str) -> None:
    assert asked(APP, path).body == b"a page"


@pytest.mark.parametrize("path", ["/nowhere", "/ask/nowhere", "/your_data", "/Learn"])
def test_an_unknown_address_is_answered_kindly(path: str) -> None:
    answer = asked(APP, path)
    assert answer.status == 404
    assert b"There is no such page" in answer.body
    assert b'href="/progress"' in answer.body


def test_the_first_page_has_one_address() -> None:
    answer = asked(APP, "/today")
    assert (answer.status, answer.headers["location"]) == (307, "/")


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "localhost"])
def test_a_request_to_this_machine_is_answered(host: str) -> None:
    assert asked(APP, "/", headers={"host": host}).status == 200


@pytest.mark.parametrize("path", ["/", "/healthz", "/typed", "/nowhere"])
@pytest.mark.parametrize("host", ["rebound.example.org", "localhost.example.org:8501", "192.168.0.7"])
def test_a_request_to_another_name_is_refused(path: str, host: str) -> None:
    assert asked(APP, path, headers={"host": host}).status == 403


@pytest.fixture
def _under_a_path() -> Iterator[None]:
    """Streamlit serves its pages under a path."""
    config.set_option("server.baseUrlPath", "/askwell/")
    yield
    config.set_option("server.baseUrlPath", "")


@pytest.mark.usefixtures("_under_a_path")
def test_the_pages_may_lie_under_a_path() -> None:
    assert [asked(APP, path).status for path in ("/askwell/", "/askwell/learn", "/askwell/nowhere")] == [200, 200, 404]
    assert asked(APP, "/askwell/today").headers["location"] == "/askwell/"
    assert b'href="/askwell/progress"' in asked(APP, "/askwell/nowhere").body


def test_an_incident_is_logged_without_the_words_of_the_error(caplog: pytest.LogCaptureFixture) -> None:
    words = f"Dana said {id(caplog)}"
    with pytest.raises(ValueError, match=words) as caught:
        int(words)
    assert tell_incident(caught.value)
    assert re.search(r"incident [0-9a-f]{8}: ValueError\n.*int\(words\)", caplog.text, re.DOTALL)
    assert words not in caplog.text


def test_what_is_no_request_is_passed_on_as_it_is() -> None:
    passed: list[str] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        passed.append(scope["type"])

    async def nothing(*_: object) -> Message:
        return {}

    asyncio.run(FrontDoor(app)({"type": "websocket", "path": "/nowhere"}, nothing, nothing))  # type: ignore[arg-type]
    assert passed == ["websocket"]


def test_what_is_loaded_at_the_start_is_never_collected() -> None:
    async def frozen() -> int:
        async with warmed_up(None):
            return gc.get_freeze_count()

    try:
        assert asyncio.run(frozen()) > 1_000
    finally:
        gc.unfreeze()
