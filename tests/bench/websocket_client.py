"""A client of Streamlit's websocket: opens pages and times their runs from outside, without a browser."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_PATIENCE = 60


@dataclass
class Run:
    """One run of a page: seconds until it was finished, bytes and elements sent, pages announced, what was shown."""

    seconds: float = 0.0
    bytes: int = 0
    elements: int = 0
    pages: dict[str, str] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def connect(port: int, headers: Mapping[str, str] | None = None) -> Any:
    """Return the connection of a new visitor, to be used with `async with`."""
    return websockets.connect(
        f"ws://localhost:{port}/_stcore/stream",
        subprotocols=[websockets.Subprotocol("streamlit")],
        max_size=None,
        additional_headers=headers,
    )


async def run(visitor: Any, page_hash: str = "", query: str = "", *, page_name: str = "") -> Run:
    """Return one full run of a page, timed from the request to the message that it is finished.

    A browser names the page by its address (`page_name`) until it was told the hashes.
    """
    request = BackMsg()
    request.rerun_script.page_name = page_name
    request.rerun_script.query_string = query
    request.rerun_script.page_script_hash = page_hash
    result = Run()
    start = time.perf_counter()
    await visitor.send(request.SerializeToString())
    while True:
        raw = await asyncio.wait_for(visitor.recv(), _PATIENCE)
        message = ForwardMsg()
        message.ParseFromString(raw)
        result.bytes += len(raw)
        kind = message.WhichOneof("type")
        if kind == "navigation":
            result.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        elif kind == "delta":
            _note(message, result)
        elif kind == "script_finished":
            result.seconds = time.perf_counter() - start
            return result


def _note(message: Any, result: Run) -> None:
    result.elements += 1
    element = message.delta.new_element
    if element.WhichOneof("type") == "heading":
        result.titles.append(element.heading.body)
    elif element.WhichOneof("type") == "exception":
        result.errors.append(element.exception.message[:200])
    elif element.WhichOneof("type") == "alert" and "went wrong" in element.alert.body:
        result.errors.append(element.alert.body)
