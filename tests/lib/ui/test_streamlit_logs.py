"""A real server writes nothing past our log."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.websocket_client import connect, run
from tests.browser.servers import Server

SECRET = "Ada told me in confidence"  # noqa: S105 - what somebody wrote
_APP = """
from streamlit.starlette import App
from lib.logs import set_up_logs
from lib.ui.streamlit_logs import quiet_streamlit

set_up_logs(is_hosted=True)
quiet_streamlit()
app = App("page.py")
"""
_PAGE = f"""
import logging
import streamlit as st
from streamlit.logger import get_logger

get_logger("streamlit.made_late").warning("of %s", "{SECRET}")
st.title("here")
raise ValueError("{SECRET}")
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server whose page breaks with somebody's words in the error."""
    (tmp_path / "app.py").write_text(_APP)
    (tmp_path / "page.py").write_text(_PAGE)
    environment = {"STREAMLIT_LOGGER_ENABLE_RICH": "false", "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
    started = Server(tmp_path / "app.py", tmp_path, environment, tmp_path / "log").start()
    yield started
    started.stop()


def test_a_page_that_breaks_leaves_its_words_out_of_the_log(server: Server) -> None:
    async def visit() -> None:
        async with connect(server.port) as visitor:
            shown = await run(visitor)
            assert shown.titles == ["here"]

    asyncio.run(visit())
    server.stop()
    assert server.log
    log = server.log.read_text()
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]

    assert SECRET not in log
    (broken,) = [line for line in lines if line.get("error") == "ValueError"]
    assert broken["logger"] == "streamlit.error_util"
    assert any("page.py:8" in place for place in broken["places"])
    assert "of <str>" in {line["event"] for line in lines}
    assert "Traceback" not in log
