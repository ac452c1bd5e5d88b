"""Gives a workspace's calendar to whoever holds its token: calendar programs bring neither cookie nor person."""

import hashlib
from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lib.accounts.feeds import find_reader, note_read
from lib.domain.errors import AskwellError, StoreUnavailableError
from lib.domain.fields import time_zones
from lib.domain.snapshot import Snapshot
from lib.exchange.calendar import MIME, calendar_of
from lib.identity import desk, store
from lib.session_route import address_of

PATH = "/calendar"
ENDING = ".ics"
_FALLBACK_ZONE = "UTC"


def path_of(token: str) -> str:
    """Return the path, under the base, at which a token's calendar is read."""
    return f"{PATH}/{token}{ENDING}"


def subscription_link(address: str) -> str:
    """Return a calendar's address as the link by which calendar programs take it up."""
    return f"webcal://{address.partition('://')[2]}"


async def take_calendar(request: Request) -> Response:
    """Answer with the calendar of the token in the address; 304 where the program has it already.

    404, with the same words and after the same work, for every token that holds nothing: wrong, renewed, stopped, of a
    disabled account, of any form and length. 503 where the database does not answer.
    """
    name: str = request.path_params["name"]
    token = name.removesuffix(ENDING) if name.endswith(ENDING) else ""
    try:
        return await run_in_threadpool(_calendar, token, request)
    except StoreUnavailableError as error:
        return _sentence(503, str(error))
    except AskwellError:
        return _sentence(404, "There is no calendar here.")


def _calendar(token: str, request: Request) -> Response:
    reader = find_reader(desk(), token, address=address_of(request))
    snapshot = store().bound(reader, reader.workspace_id).snapshot()
    content = calendar_of(snapshot, zone_of(snapshot), datetime.now(UTC))
    # Where there is no room to write it down, the calendar is read all the same.
    with suppress(AskwellError):
        note_read(desk(), reader)
    return _answer(content, request.headers.get("if-none-match", ""))


def zone_of(snapshot: Snapshot) -> ZoneInfo:
    """Return the time zone that a workspace's owner chose; a calendar program brings no browser with one."""
    chosen = str(snapshot.profiles["time_zone"].iloc[0])
    return ZoneInfo(chosen if chosen in time_zones() else _FALLBACK_ZONE)


def _answer(content: bytes, known: str) -> Response:
    # What is in it changes with the workspace and with the day, so what is in it says best whether it changed.
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if tag in {part.strip().removeprefix("W/") for part in known.split(",")}:
        return Response(status_code=304, headers=headers)
    headers["content-disposition"] = f'inline; filename="askwell{ENDING}"'
    return Response(content, headers={**headers, "content-type": MIME})


def _sentence(status: int, sentence: str) -> Response:
    return PlainTextResponse(sentence, status_code=status, headers={"cache-control": "no-store"})
