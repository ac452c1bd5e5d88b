"""Measures every page against a one-line Streamlit page: `python -m tests.bench` (or `make bench`).

What is measured, and what was found, stands in tests/bench/README.md. Exits with 1 where a bound does not hold.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lib.settings import DATABASE_FILE
from lib.store.actor import LOCAL
from lib.store.store import SAMPLE, Store
from tests.bench.websocket_client import connect, run
from tests.browser.servers import ROOT, Server

ROUNDS = 12
VISITS = 8
CONTACTS, INTERVIEWS = 1_000, 200
MOST_OF_STOCK_RERUN, MOST_OF_STOCK_VISIT = 0.5, 1.0

STOCK = Path(__file__).parent / "stock"


@dataclass
class Timed:
    """What was timed at one address, in milliseconds."""

    name: str
    reruns: list[float] = field(default_factory=list)
    visits: list[float] = field(default_factory=list)

    def rerun(self) -> float:
        """Return the median of the reruns."""
        return statistics.median(self.reruns)

    def visit(self) -> float:
        """Return the median of the first runs of new visitors."""
        return statistics.median(self.visits)


def main() -> int:
    """Measure, print the table, and return 1 where a bound does not hold."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        data = Path(folder)
        records = _fill(data)
        askwell = servers.enter_context(_serving(ROOT / "app.py", ROOT, {"ASKWELL_DATA_DIR": str(data)}))
        plain = servers.enter_context(_serving(STOCK / "page.py", data, {"PYTHONPATH": str(STOCK / "plain")}))
        stock = servers.enter_context(_serving(STOCK / "page.py", data, {}))
        timed = asyncio.run(_measure(askwell, {"plain": plain, "with extras": stock}, records))
    return _report(timed)


def _fill(data: Path) -> Mapping[str, str]:
    """Load the scaled sample, and return the addresses at which a record is open."""
    command = [sys.executable, "-m", "lib.admin", "sample"]
    command += ["--contacts", str(CONTACTS), "--interviews", str(INTERVIEWS), "--seed", "1"]
    environment = {**os.environ, "ASKWELL_DATA_DIR": str(data)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    store = Store(f"sqlite:///{data / DATABASE_FILE}")
    snapshot = store.workspace(LOCAL, SAMPLE).snapshot()
    store.close()
    answered = snapshot.answers["interview_id"].value_counts().index[0]
    return {"talk": f"interview={answered}&view=during", "contacts": f"contact={snapshot.contacts['id'].iloc[0]}"}


@contextmanager
def _serving(script: Path, folder: Path, environment: Mapping[str, str]) -> Iterator[Server]:
    server = Server(script, folder=folder, environment=environment).start()
    yield server
    server.stop()


async def _measure(
    askwell: Server, stocks: Mapping[str, Server], records: Mapping[str, str]
) -> tuple[list[Timed], list[Timed]]:
    """Time all in turns, so that a slow moment of the machine meets everything alike."""
    async with connect(askwell.port) as visitor:
        pages = (await run(visitor)).pages
    addresses = [(name or "today", name, "") for name in pages]
    addresses += [(f"{name} of one", name, query) for name, query in records.items()]
    ours = [Timed(title) for title, _, _ in addresses]
    theirs = [Timed(name) for name in stocks]
    for turn in range(ROUNDS):
        for timed, (_, page, query) in zip(ours, addresses, strict=True):
            await _time(timed, askwell.port, pages[page], query, is_visit=turn < VISITS)
        for timed, server in zip(theirs, stocks.values(), strict=True):
            await _time(timed, server.port, "", "", is_visit=turn < VISITS)
    return ours, theirs


async def _time(timed: Timed, port: int, page: str, query: str, *, is_visit: bool) -> None:
    """Time one visitor's first run of a page, and three reruns after it."""
    async with connect(port) as visitor:
        first = await run(visitor, page, query)
        reruns = [await run(visitor, page, query) for _ in range(3)]
    if first.errors:
        message = f"{timed.name} shows an error: {first.errors}"
        raise RuntimeError(message)
    if is_visit:
        timed.visits.append(first.seconds * 1_000)
    timed.reruns += [again.seconds * 1_000 for again in reruns]


def _report(timed: tuple[Sequence[Timed], Sequence[Timed]]) -> int:
    ours, (plain, with_extras) = timed
    _say(f"{'':18}{'rerun':>9}{'of stock':>10}{'first visit':>13}{'of stock':>10}")
    for one in (plain, with_extras):
        _say(f"stock, {one.name:11}{one.rerun():7.1f} ms{'':10}{one.visit():10.1f} ms")
    missed = 0
    for one in ours:
        rerun, visit = one.rerun() / plain.rerun(), one.visit() / plain.visit()
        is_missed = rerun > MOST_OF_STOCK_RERUN or visit > MOST_OF_STOCK_VISIT
        missed += is_missed
        mark = "  too slow" if is_missed else ""
        _say(f"{one.name:18}{one.rerun():7.1f} ms{rerun:9.2f} {one.visit():10.1f} ms{visit:10.2f}{mark}")
    return 1 if missed else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
