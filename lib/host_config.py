"""Keeps Streamlit's own error dialogs away.

Where the connection is lost, Streamlit would cover the page, take the cursor out of the field and swallow what is typed
from then on, only to advise `streamlit run yourscript.py`. Our fields say themselves that they are not saved yet.
"""

import json
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATH = "/_stcore/host-config"
NO_DIALOGS = {"blockErrorDialogs": True}


class NoErrorDialogs:
    """Middleware: changes the one answer by which Streamlit's page learns how it may behave."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and the answer back."""
        if scope["type"] != "http" or not str(scope["path"]).endswith(PATH):
            await self._app(scope, receive, send)
            return
        answer = _Answer()
        await self._app(scope, receive, answer.take)
        for message in answer.changed():
            await send(message)


class _Answer:
    """The answer, which is changed only when it is whole."""

    def __init__(self) -> None:
        self._start: Message = {}
        self._body = b""

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        else:
            self._body += message.get("body", b"")

    def changed(self) -> tuple[Message, Message]:
        body = self._body
        if self._start["status"] == HTTPStatus.OK:
            body = json.dumps({**json.loads(body), **NO_DIALOGS}).encode()
        headers = [pair for pair in self._start["headers"] if pair[0].lower() != b"content-length"]
        headers.append((b"content-length", str(len(body)).encode()))
        return {**self._start, "headers": headers}, {"type": "http.response.body", "body": body}
