"""Somebody who speaks to the server's socket and routes by hand, and may send whatever they like."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.text_format import MessageToString  # type: ignore[import-untyped]
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets import Subprotocol
from websockets.sync.client import ClientConnection, connect

from lib.identity import COOKIE

_PATIENCE = 30.0  # seconds


@dataclass
class Shown:
    """What one run of a page sent: all of it as text, and by their labels the ids of what can be used."""

    session_id: str = ""
    text: str = ""
    titles: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, str] = field(default_factory=dict)

    def take(self, message: Any) -> None:
        """Note what a message shows."""
        self.text += MessageToString(message, as_utf8=True)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session_id = message.new_session.initialize.session_id
        elif kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        elif kind == "delta":
            self._take_element(message.delta.new_element)

    def _take_element(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        if kind == "heading":
            self.titles.append(element.heading.body)
        elif kind in {"button", "text_input", "text_area"}:
            drawn = getattr(element, kind)
            self.widgets[drawn.label] = drawn.id


def cookie_header(session_id: str) -> dict[str, str]:
    """Return the header that carries a session's cookie; none for nobody."""
    return {"Cookie": f"{COOKIE}={session_id}"} if session_id else {}


def open_socket(port: int, headers: Mapping[str, str] | None = None, streamlit_session: str = "") -> ClientConnection:
    """Open a socket, asking for a Streamlit session where one is given; raises InvalidStatus where it is refused."""
    asked = ["streamlit", "no-token", streamlit_session] if streamlit_session else ["streamlit"]
    return connect(
        f"ws://localhost:{port}/_stcore/stream",
        subprotocols=[Subprotocol(word) for word in asked],
        additional_headers=headers,
        max_size=None,
    )


def run(
    socket: ClientConnection,
    page: str = "",
    *,
    page_hash: str = "",
    record: str = "",
    used: Mapping[str, bool | str] | None = None,
) -> Shown:
    """Run a page, named by its address or hash, at a record; `used` are forged states of widgets, under their ids."""
    send(socket, page, page_hash=page_hash, record=record, used=used)
    return _heard(socket)


def send(  # noqa: PLR0913 - what a browser says when it asks for a run
    socket: ClientConnection,
    page: str = "",
    *,
    page_hash: str = "",
    record: str = "",
    fragment: str = "",
    used: Mapping[str, bool | str] | None = None,
) -> None:
    """Ask for a run, or for that of a fragment alone, and wait for nothing."""
    request = BackMsg()
    request.rerun_script.page_name = page
    request.rerun_script.page_script_hash = page_hash
    request.rerun_script.query_string = record
    request.rerun_script.fragment_id = fragment
    for widget_id, value in (used or {}).items():
        state = WidgetState(id=widget_id)
        setattr(state, "trigger_value" if value is True else "string_value", value)
        request.rerun_script.widget_states.widgets.append(state)
    socket.send(request.SerializeToString())


def _heard(socket: ClientConnection) -> Shown:
    shown = Shown()
    while True:
        message = ForwardMsg()
        message.ParseFromString(socket.recv(_PATIENCE, decode=False))
        shown.take(message)
        if (
            message.WhichOneof("type") == "script_finished"
            and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        ):
            return shown


@dataclass(frozen=True)
class Answer:
    """What a route answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(
    port: int, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> Answer:
    """Send a request exactly as it is given, and return the answer."""
    connection = http.client.HTTPConnection("localhost", port, timeout=_PATIENCE)
    try:
        connection.request(method, path, body=body, headers=dict(headers or {}))
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, told, answer.read())
    finally:
        connection.close()
