"""Takes the texts that save while they are typed, by a request of their own.

Not by Streamlit's reruns: a save sent while the person leaves a page would meet the next page's run and lose either
the text or the page; and a request can outlive the page that sent it (fetch with `keepalive`).
"""

import logging
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from secrets import token_hex
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from lib.domain.errors import (
    AskwellError,
    DiskFullError,
    EditConflictError,
    NotFoundError,
    NotSignedInError,
    StoreUnavailableError,
)
from lib.domain.fields import TEXT_LIMIT, clean_line, time_zones
from lib.domain.snapshot import Snapshot
from lib.identity import actor_of, store
from lib.same_origin import is_from_askwell
from lib.store.workspace import Workspace
from lib.views.coaching import letter_remarks
from lib.views.conversation import Kept
from lib.views.typed_texts import kept_text, save_command

PATH = "/typed"
MOST_UNANSWERED = 3
# A text at its limit with those sent before it, every character of four bytes, and its envelope.
MOST_BYTES = TEXT_LIMIT * 4 * (1 + MOST_UNANSWERED) + 10_000
_HIGHEST_VERSION = 2**31 - 1
_LETTERS = frozenset(("subject", "body"))  # the kinds of address whose texts the coach looks at
_FALLBACK_ZONE = "UTC"
_LOG = logging.getLogger("askwell.typed")
# What a refusal is answered with; the first that fits.
_STATUSES = (
    (StoreUnavailableError, 503),
    (NotSignedInError, 401),
    (DiskFullError, 507),
    (NotFoundError, 404),
    (AskwellError, 422),
)


class Typed(BaseModel):
    """What the browser sends: which text, in which workspace, and the version that the typing began with.

    `unanswered` are texts that this tab sent before and heard nothing about; a conflict with one of them is none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    workspace: Annotated[str, Field(max_length=40)]
    address: Annotated[str, Field(max_length=120)]
    text: str
    version: Annotated[int, Field(ge=0, le=_HIGHEST_VERSION)]
    unanswered: Annotated[tuple[str, ...], Field(max_length=MOST_UNANSWERED)] = ()


def path_under(base: str) -> str:
    """Return the route's path on a server whose pages lie under `base` (Streamlit's `server.baseUrlPath`)."""
    return f"/{base.strip('/')}{PATH}" if base.strip("/") else PATH


async def take_typed(request: Request) -> Response:
    """Keep a text, and answer with its version; of a letter, with what the coach says of it, too (`remarks`).

    409 carries the text and version that another tab saved; 403, 404, 413 and 422 a sentence; 503 means: try again;
    401 and 507, with their sentences, mean that too.
    """
    if not is_from_askwell(request):
        return _answer(403, sentence="This request did not come from Askwell.")
    body = await _body(request)
    if body is None:
        return _answer(413, sentence="This text is too long to keep. Please shorten it.")
    try:
        typed = Typed.model_validate_json(body)
    except ValidationError:
        return _answer(422, sentence="This text could not be read. Reload the page and try again.")
    return await run_in_threadpool(_keep, typed, request.cookies)


async def _body(request: Request) -> bytes | None:
    """Return what was sent; None where it is more than any text needs, of which no more is read."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


def _keep(typed: Typed, cookies: Mapping[str, str]) -> Response:
    try:
        workspace = store().workspace_of(actor_of(cookies), typed.workspace)
        kept, snapshot = _saved(workspace, typed)
    except EditConflictError as conflict:
        return _answer(409, text=conflict.current_text, version=conflict.current_version)
    except AskwellError as refusal:
        return _answer(next(status for kind, status in _STATUSES if isinstance(refusal, kind)), sentence=str(refusal))
    return _answer(200, text=kept.text, version=kept.version, **_remarks(snapshot, typed.address))


def _remarks(snapshot: Snapshot, address: str) -> dict[str, Any]:
    """Return what the coach says of a letter that was just kept; nothing where it fails: the text is safe already."""
    kind, _, message_id = address.partition("/")
    if kind not in _LETTERS:
        return {}
    try:
        chosen = str(snapshot.one("profiles", "profile", "profile").time_zone)
        zone = ZoneInfo(chosen if chosen in time_zones() else _FALLBACK_ZONE)
        found = letter_remarks(snapshot, message_id, zone=zone, today=datetime.now(UTC).astimezone(zone).date())
    except Exception as error:  # noqa: BLE001 - whatever is wrong with advice, no text may look lost
        _LOG.error("incident", exc_info=error, extra={"incident": token_hex(4)})
        return {}
    return {"remarks": [asdict(remark) for remark in found]}


def _saved(workspace: Workspace, typed: Typed) -> tuple[Kept, Snapshot]:
    try:
        workspace.do(save_command(typed.address, typed.text, typed.version))
    except EditConflictError as conflict:
        if not any(_same(conflict.current_text, own) for own in typed.unanswered):
            raise
        workspace.do(save_command(typed.address, typed.text, conflict.current_version))
    snapshot = workspace.snapshot()
    kept = kept_text(snapshot, typed.address)
    if not _same(kept.text, typed.text):
        # Another tab saved in between; without its text, this tab would take its version for an answer to its own.
        raise EditConflictError(kept.text, kept.version)
    return kept, snapshot


def _same(stored: str, typed: str) -> bool:
    """Tell whether a stored text is what was typed, which was tidied on its way into the store."""
    return clean_line(stored) == clean_line(typed)


def _answer(status: int, **content: Any) -> Response:
    return JSONResponse(content, status_code=status, headers={"cache-control": "no-store"})
