"""Clears away, again and again while the server runs, what has had its time: sandboxes first of all."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from starlette.concurrency import run_in_threadpool

from lib.accounts.operating import Cleared, clear_what_is_over
from lib.domain.errors import AskwellError
from lib.identity import desk
from lib.settings import settings
from lib.store.snapshots import frames_of

EVERY = timedelta(minutes=10)
_LOG = logging.getLogger("askwell.clearing")


@asynccontextmanager
async def clearing() -> AsyncIterator[None]:
    """Clear at once and then every ten minutes, as long as the block lasts; where nobody signs in, there is nothing."""
    if not settings().is_hosted:
        yield
        return
    task = asyncio.create_task(_again_and_again())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _again_and_again() -> None:
    while True:
        await clear_once()
        await asyncio.sleep(EVERY.total_seconds())


def _clear() -> Cleared:
    found = desk()
    frames_of(found.engine).forget_unread()
    return clear_what_is_over(found)


async def clear_once() -> None:
    """Clear, and log how much there was; a database that is away is tried again the next time."""
    try:
        cleared = await run_in_threadpool(_clear)
    except AskwellError as error:
        _LOG.warning("could not clear: %s", type(error).__name__)
    except Exception:  # noqa: BLE001 - a fault of ours is logged with its places, and the next round goes on
        _LOG.exception("could not clear")
    else:
        _LOG.info("cleared: %s", cleared)
