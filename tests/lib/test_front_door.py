"""What the server answers beside Streamlit's pages."""

import asyncio
import base64
import gc
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.types import Message, Receive, Scope, Send
from streamlit import config

from lib.front_door import APP_PARTS, COLLECTED_AFTER, HEADERS, FrontDoor, tell_incident, warmed_up
from lib.identity import store
from lib.logs import JsonLines
from lib.settings import settings
from lib.ui import navigation
from tests.asgi import asked

# In Streamlit's place stands a page that answers to every address.
APP = Starlette(
    routes=[*APP_PARTS["routes"], Mount("/", PlainTextResponse("a page"))], middleware=APP_PARTS["middleware"]
)


OWN_PATHS = ["/healthz", "/readyz", "/metrics", "/typed", "/session", "/session/end", "/download/0123"]
PATHS = ["/", "/nowhere", "/today", "/_stcore/health", "/_stcore/metrics", "/media/0123.csv", *OWN_PATHS]
ENCRYPTED = "strict-transport-security"


@pytest.mark.usefixtures("process_store")
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(path: str, method: str) -> None:
    answer = asked(APP, path, method=method)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert ENCRYPTED not in answer.headers


@pytest.mark.usefixtures("hosted")
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_of_a_site_carries_the_headers(path: str, method: str) -> None:
    answer = asked(APP, path, method=method)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("address", ["https://askwell.example.org", "HTTPS://askwell.example.org/a"])
def test_where_people_come_encrypted_they_always_do(hosted: pytest.MonkeyPatch, address: str, path: str) -> None:
    hosted.setenv("ASKWELL_ADDRESS", address)
    settings.cache_clear()
    assert asked(APP, path).headers[ENCRYPTED] == "max-age=63072000; includeSubDomains"


@pytest.mark.parametrize("address", ["", "http://localhost:8501", "http://https.example.org"])
def test_where_they_do_not_no_browser_is_told_to(hosted: pytest.MonkeyPatch, address: str) -> None:
    hosted.setenv("ASKWELL_ADDRESS", address)
    settings.cache_clear()
    assert ENCRYPTED not in asked(APP, "/").headers


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


@pytest.mark.usefixtures("process_store")
def test_the_process_is_ready_where_its_database_answers() -> None:
    answer = asked(APP, "/readyz")
    assert (answer.status, answer.body) == (200, b"ready")


@pytest.mark.usefixtures("hosted")
def test_a_site_is_ready_where_its_database_is_up_to_date() -> None:
    assert asked(APP, "/readyz").status == 200


def test_it_is_not_ready_while_its_database_is_away(
    set_database: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    set_database.setenv("ASKWELL_DATABASE_URL", "postgresql://ada:secret@localhost:1/nowhere")
    answer = asked(APP, "/readyz")
    assert (answer.status, answer.body) == (503, b"not ready")
    assert caplog.messages == ["not ready: StoreUnavailableError"]
    assert asked(APP, "/healthz").status == 200


@pytest.mark.parametrize("site", ["process_store", "hosted"])
@pytest.mark.parametrize("revision", ["0001", "9999"])
def test_it_is_not_ready_for_an_older_or_newer_database(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture, site: str, revision: str
) -> None:
    request.getfixturevalue(site)
    with store().engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (revision,))
    assert asked(APP, "/readyz").status == 503
    error = "OlderDatabaseError" if revision == "0001" else "NewerDatabaseError"
    assert caplog.messages == [f"not ready: {error}"]


@pytest.mark.parametrize("name", navigation.listed(None))
def test_every_page_is_passed_on(name: str) -> None:
    assert asked(APP, f"/{navigation.address(name)}").body == b"a page"


@pytest.mark.usefixtures("hosted")
@pytest.mark.parametrize("name", navigation.PAGES)
def test_every_page_of_a_site_is_passed_on(name: str) -> None:
    assert asked(APP, f"/{navigation.address(name)}").body == b"a page"


def test_at_ones_own_computer_there_is_neither_an_account_nor_a_workshop() -> None:
    assert set(navigation.PAGES) - set(navigation.listed(None)) == {"account", "workshop"}
    for path in ("/account", "/workshop"):
        answer = asked(APP, path)
        assert answer.status == 404
        assert b"There is no such page" in answer.body


@pytest.mark.parametrize("path", ["/_stcore/health", "/static/js/index.js", "/app/static/icon.png", "/favicon.png"])
def test_what_streamlit_serves_is_passed_on(path: str) -> None:
    assert asked(APP, path).body == b"a page"


@pytest.mark.parametrize(
    "path",
    [
        *("/nowhere", "/ask/nowhere", "/your_data", "/Learn"),
        *("/typed/x", "/session/x", "/session/end/x", "/download", "/download/0123/x", "/healthz/x", "/metrics/x"),
    ],
)
def test_an_unknown_address_is_answered_kindly(path: str) -> None:
    answer = asked(APP, path)
    assert answer.status == 404
    assert b"There is no such page" in answer.body
    assert b'href="/progress"' in answer.body


@pytest.mark.parametrize("path", ["/typed", "/session", "/session/end"])
def test_no_page_is_shown_where_only_our_scripts_may_ask(path: str) -> None:
    answer = asked(APP, path)
    assert (answer.status, answer.headers["allow"]) == (405, "POST")


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


def test_our_own_routes_lie_where_the_pages_lie_and_those_of_the_operator_do_not() -> None:
    script = (
        "from streamlit import config; config.set_option('server.baseUrlPath', '/askwell/')\n"
        "from lib.front_door import APP_PARTS; print(*(route.path for route in APP_PARTS['routes']))\n"
        "print(*(part.kwargs.get('base') for part in APP_PARTS['middleware']))"
    )
    # The paths are made when the process starts, so it takes one.
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    paths, bases = told.stdout.splitlines()
    at_base = ("/typed", "/session", "/session/end", "/download/{ticket}", "/calendar/{name:path}")
    assert paths.split() == ["/healthz", "/readyz", "/metrics", *(f"/askwell{path}" for path in at_base)]
    assert bases.split() == ["None", "None", "/askwell"]


def test_an_incident_is_logged_without_the_words_of_the_error(caplog: pytest.LogCaptureFixture) -> None:
    words = f"Dana said {id(caplog)}"
    with pytest.raises(ValueError, match=words) as caught:
        int(words)
    assert tell_incident(caught.value)
    (record,) = [record for record in caplog.records if record.name == "askwell"]
    told = JsonLines().format(record)
    assert re.search(r'"incident": "[0-9a-f]{8}", "error": "ValueError"', told)
    assert words not in told


def test_what_is_no_request_is_passed_on_as_it_is() -> None:
    passed: list[str] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        passed.append(scope["type"])

    async def nothing(*_: object) -> Message:
        return {}

    asyncio.run(FrontDoor(app)({"type": "websocket", "path": "/nowhere"}, nothing, nothing))  # type: ignore[arg-type]
    assert passed == ["websocket"]


def test_what_is_loaded_at_the_start_is_never_collected_and_the_rest_not_all_the_time() -> None:
    async def frozen() -> tuple[int, int]:
        async with warmed_up(None):
            return gc.get_freeze_count(), gc.get_threshold()[0]

    before = gc.get_threshold()
    try:
        count, threshold = asyncio.run(frozen())
        assert (count > 1_000, threshold) == (True, COLLECTED_AFTER)
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
