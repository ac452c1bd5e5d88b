"""Asks an ASGI application without a server or a network."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message

CLIENT = "192.0.2.1"  # the network address from which requests come


@dataclass(frozen=True)
class Answer:
    """What the application answered; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content(self) -> dict[str, Any]:
        """What the JSON in it says."""
        found: dict[str, Any] = json.loads(self.body)
        return found


def asked(
    app: ASGIApp, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes = b""
) -> Answer:
    """Send one request to the host “localhost”, the body in two parts, and return the answer."""
    given = {"host": "localhost", **(headers or {})}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "client": (CLIENT, 50_000),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }
    half = len(body) // 2
    parts = iter([{"body": body[:half], "more_body": True}, {"body": body[half:], "more_body": False}])
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", **next(parts)}

    async def send(message: Message) -> None:
        told.append(message)

    asyncio.run(_run(app, scope, receive, send))
    sent_headers = {name.decode(): value.decode() for name, value in told[0]["headers"]}
    return Answer(told[0]["status"], sent_headers, b"".join(message["body"] for message in told[1:]))


async def _run(app: ASGIApp, scope: Any, receive: Any, send: Any) -> None:
    await app(scope, receive, send)
