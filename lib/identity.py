"""Who a request comes from: derived from its cookie, and told to Streamlit in a header that nobody else can set."""

from collections.abc import Mapping
from contextlib import nullcontext
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from lib.accounts.desk import AccountDesk
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import who
from lib.domain.errors import NotSignedInError, StoreUnavailableError
from lib.metrics import count_refused_upload, counted_session
from lib.refusals import Refusal, tell_refusal
from lib.settings import settings
from lib.store.actor import LOCAL, Actor
from lib.store.store import Store, opened
from lib.upload_budget import UploadBudget

COOKIE = "__Host-askwell"
# Streamlit's `server.trustedUserHeaders` names it: a session of Streamlit's then belongs to one of ours.
HEADER = "X-Askwell-Actor"
# Of a websocket (RFC 6455, registered by IANA).
_TRY_AGAIN_LATER = 1013
USER_FIELD = "actor"
_TAG_LENGTH = 16
_LONGEST_ID = 100
# What Streamlit would give to anybody who knows or guesses the address, and what it would take from anybody.
_GUARDED = ("/media/", "/_stcore/upload_file")


def store() -> Store:
    """Return the store of this process, opened on the first call; raises as `Store` does.

    Where people sign in, the app's role may not change tables, so the operator upgrades them beforehand.
    """
    return opened(settings().store_url(), upgrades=not settings().is_hosted)


def desk() -> AccountDesk:
    """Return the desk at which this process asks for accounts; it takes no pass phrase for right."""
    return AccountDesk(store().engine, settings().secret_key.get_secret_value())


def actor_of(cookies: Mapping[str, str]) -> Actor:
    """Return who these cookies belong to; without sign-in, the one person at this computer.

    Raises:
        NotSignedInError: where they belong to nobody whose session lives.
        StoreUnavailableError: where the database does not answer.
    """
    if not settings().is_hosted:
        return LOCAL
    found = _signed_in(cookies.get(COOKIE, ""))
    if found is None:
        raise NotSignedInError
    return found


def _signed_in(session_id: str) -> SignedIn | None:
    if not session_id:
        return None
    found = who(desk(), session_id) if len(session_id) <= _LONGEST_ID else None
    if found is None:
        tell_refusal(Refusal.NOT_SIGNED_IN)
    return found


def cookies_in(header: str) -> dict[str, str]:
    """Return the cookies of a request's header by name."""
    # The parser by which Streamlit reads them too: one that read them otherwise would bind a session to nobody.
    return cookie_parser(header)


def tag_of(actor: SignedIn) -> str:
    """Return what our header says of somebody, by which Streamlit tells whose a session of its own is."""
    return f"{actor.owner}:{actor.session[:_TAG_LENGTH]}"


async def _refused(scope: Scope, receive: Receive, send: Send, status: int) -> None:
    if scope["type"] == "websocket":
        await WebSocketClose(code=_TRY_AGAIN_LATER)(scope, receive, send)
    else:
        sentence = "Sign in first." if status == HTTPStatus.FORBIDDEN else "This can't be taken now. Try again later."
        await PlainTextResponse(sentence, status_code=status)(scope, receive, send)


def _is_guarded(path: str, base: str) -> bool:
    """Tell whether a path is one that only those may use who are signed in."""
    # Streamlit's own files, its fonts among them, are for everybody: the door needs them.
    return any(part in path for part in _GUARDED) and not path.startswith(f"{base}/static/")


class Identity:
    """Middleware: puts who is signed in where Streamlit looks for it, and lets nobody else in to files and uploads.

    `base` is the path under which all pages lie, such as “/askwell”; empty where they have the server to themselves.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app = app
        self._base = base
        self._uploads = UploadBudget()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with our own header, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        # The client's own copy of the header never gets through.
        kept = [(name, value) for name, value in scope["headers"] if name.lower() != HEADER.lower().encode()]
        is_guarded = _is_guarded(scope["path"], self._base)
        if settings().is_hosted and (is_guarded or scope["type"] == "websocket"):
            session_id = cookies_in(Headers(scope=scope).get("cookie", "")).get(COOKIE, "")
            try:
                actor = await run_in_threadpool(_signed_in, session_id)
            except StoreUnavailableError:
                # Nobody knows whose it is: let in now, it would be nobody's session, and anybody's who knows its id.
                await _refused(scope, receive, send, HTTPStatus.SERVICE_UNAVAILABLE)
                return
            if is_guarded and (status := self._why_not(actor, scope)):
                await _refused(scope, receive, send, status)
                return
            if actor is not None:
                kept.append((HEADER.lower().encode(), tag_of(actor).encode()))
        with counted_session() if scope["type"] == "websocket" else nullcontext():
            await self._app({**scope, "headers": kept}, receive, send)

    def _why_not(self, actor: SignedIn | None, scope: Scope) -> int:
        """Return the status with which a file is kept back or an upload refused; 0 for neither."""
        if actor is None:
            count_refused_upload("not_signed_in" if "upload" in scope["path"] else "media")
            return HTTPStatus.FORBIDDEN
        if scope["method"] not in {"PUT", "POST"}:
            return 0
        refusal = self._uploads.refusal(actor.owner, Headers(scope=scope).get("content-length"))
        if refusal:
            count_refused_upload("too_much")
        return refusal or 0
