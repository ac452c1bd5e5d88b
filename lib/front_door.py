"""What the server answers beside Streamlit: health, response headers, a friendly page for unknown addresses."""

import base64
import gc
import hashlib
import importlib
import logging
import pkgutil
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any, TypedDict

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import lib
from lib import calendar_route, download_route, metrics_route, session_route, typed_route
from lib.clearing import clearing
from lib.domain.errors import AskwellError
from lib.host_config import NoErrorDialogs
from lib.identity import Identity, store
from lib.refusals import Refusal, tell_refusal
from lib.settings import settings
from lib.store.migrate import check_up_to_date
from lib.streamlit_cookies import secured
from lib.ui import navigation

COLLECTED_AFTER = 5_000  # new objects; Python's own threshold of 700 is for smaller programs
_SHELL = "lib.shell"  # a script that runs a page, not a module to import
_LOG = logging.getLogger("askwell")


def _own_script() -> str:
    """Return the hash by which the policy lets the one inline script of Streamlit's own page run."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    found = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = hashlib.sha256(found.group(1).encode() if found else b"").digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


# Scripts only from here (components load theirs from blob addresses), pictures never from elsewhere: an image address
# in somebody's notes can't phone out. Tried with charts, tables, editor, uploader and our components.
HEADERS = {
    "content-security-policy": "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {_own_script()}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "object-src 'none'",
        )
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
# Two years, as browsers' preload lists ask.
_ONLY_ENCRYPTED = {"strict-transport-security": "max-age=63072000; includeSubDomains"}

_NOT_FOUND = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Askwell: no such page</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
  body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem;
         background: #fbfaf7; color: #111; }
  a { color: #0b5d5b; }
  @media (prefers-color-scheme: dark) { body { background: #14181a; color: #fff; } a { color: #7ccbc5; } }
</style></head>
<body><main><h1>There is no such page</h1>
<p>The address may be mistyped or out of date. Nothing of yours is lost.</p>
<p><a href="BASE/">Go to Today</a> · <a href="BASE/progress">See all interviews</a></p></main></body></html>
"""

_REFUSED = (401, 403)
_FILES = ("favicon.png", "manifest.json", "index.html")
# Streamlit shows its figures to anybody; who visits which page is nobody's business.
_METRICS = "_stcore/metrics"
# Streamlit's ways to the organisation, and back.
_ORGANISATION = ("auth/login", "auth/logout", "oauth2callback")
_OF_STREAMLIT = ("_stcore", "static", "app", "media", "component")


def _is_encrypted() -> bool:
    return settings().address.lower().startswith("https://")


def response_headers() -> dict[str, str]:
    """Return the headers of every answer; where people come by HTTPS, browsers then never come without it."""
    return {**HEADERS, **(_ONLY_ENCRYPTED if _is_encrypted() else {})}


class FrontDoor:
    """Middleware: adds the headers to every answer, and answers addresses that are no page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                if message["status"] in _REFUSED:
                    tell_refusal(Refusal.REQUEST)
                added = [(name.encode(), value.encode()) for name, value in response_headers().items()]
                own = message.get("headers", [])
                message = {**message, "headers": [*(secured(own) if _is_encrypted() else own), *added]}
            await send(message)

        answer = _unknown_host(scope) or _own_answer(scope)
        await (answer or self._app)(scope, receive, with_headers)


def _unknown_host(scope: Scope) -> Response | None:
    """Refuse a request for another name than ours: a web page may have rebound its own name to this machine."""
    allowed = st.get_option("server.allowedHosts")
    name = Request(scope).url.hostname
    if not allowed or name in allowed:
        return None
    return PlainTextResponse("This address does not belong to Askwell here.", status_code=403)


def _own_answer(scope: Scope) -> Response | None:
    """Return the answer to an address that is no page; None where one of our routes or Streamlit answers.

    Streamlit would show its page for every address, and for our own ones too where they are asked by another method.
    """
    matched = {route.matches(scope)[0]: route for route in APP_PARTS["routes"]}
    if Match.FULL in matched:
        return None
    if Match.PARTIAL in matched:
        allowed = ", ".join(sorted(matched[Match.PARTIAL].methods or ()))
        return PlainTextResponse("This address takes no such request.", status_code=405, headers={"allow": allowed})
    address = str(scope["path"]).removeprefix(_base()).strip("/")
    first = address.split("/")[0]
    if address == navigation.DEFAULT:
        return RedirectResponse(f"{_base()}/")
    if address != _METRICS and (first in _OF_STREAMLIT or first in _FILES or address in _addresses()):
        return None
    return HTMLResponse(_NOT_FOUND.replace("BASE", _base()), status_code=404)


def _base() -> str:
    """Return the path under which all pages lie, such as “/askwell”; empty where they have the server to themselves."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"/{base}" if base else ""


def _addresses() -> set[str]:
    names = navigation.PAGES if settings().is_hosted else navigation.listed(None)
    ways = _ORGANISATION if settings().is_hosted and settings().organisation else ()
    return {*(navigation.address(name) for name in names), *ways}


def _under_base(path: str) -> str:
    return f"{_base()}{path}"


async def healthz(_request: Request) -> Response:
    """Say that the process answers."""
    return PlainTextResponse("ok")


async def readyz(_request: Request) -> Response:
    """Say that people can be served: the database answers, and its tables are this program's; else 503."""
    try:
        await run_in_threadpool(lambda: check_up_to_date(store().engine))
    except AskwellError as error:
        _LOG.warning("not ready: %s", type(error).__name__)
        return PlainTextResponse("not ready", status_code=503)
    return PlainTextResponse("ready")


@asynccontextmanager
async def warmed_up(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Import what the pages will need, and keep it out of every later garbage collection.

    Pandas alone is a hundred thousand objects that a full collection would have to walk through. With Python's own
    threshold, collecting took a third of the time in which many contacts come in, and found next to nothing.
    """
    for module in pkgutil.walk_packages(lib.__path__, "lib."):
        if module.name != _SHELL and ".migrations" not in module.name:
            importlib.import_module(module.name)
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECTED_AFTER)
    async with clearing():
        yield {}


def tell_incident(error: Exception) -> bool:
    """Log an unexpected error without its message, which may hold people's words, and show a sentence for it."""
    incident = token_hex(4)
    _LOG.error("incident", exc_info=error, extra={"incident": incident})
    st.error(
        f"Something went wrong on our side. What was saved is safe; reload the page to go on. (Incident {incident})",
        icon=":material/error:",
    )
    return True


class AppParts(TypedDict):
    """What `streamlit.starlette.App` is made of beside its script."""

    routes: list[Route]
    middleware: list[Middleware]
    lifespan: Callable[[Any], Any]
    on_script_error: Callable[[Exception], bool | None]


APP_PARTS: AppParts = {
    "routes": [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics_route.metrics),
        Route(_under_base(typed_route.PATH), typed_route.take_typed, methods=["POST"]),
        Route(_under_base(session_route.BEGIN), session_route.begin_session, methods=["POST"]),
        Route(_under_base(session_route.END), session_route.forget_session, methods=["POST"]),
        Route(_under_base(download_route.PATH + "/{ticket}"), download_route.take_download),
        Route(_under_base(calendar_route.PATH + "/{name:path}"), calendar_route.take_calendar),
    ],
    "middleware": [Middleware(FrontDoor), Middleware(NoErrorDialogs), Middleware(Identity, base=_base())],
    "lifespan": warmed_up,
    "on_script_error": tell_incident,
}
