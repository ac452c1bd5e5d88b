"""Measures the contacts page with 30,000 people against the same with 300: `python -m tests.bench.contacts_page`.

How much longer a rerun takes, what a search adds to one, and what goes to the browser. Both are timed in turns, in one
run. Exits with 1 where a bound of issue “Contacts” does not hold.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.settings import DATABASE_FILE
from lib.store.actor import LOCAL
from lib.store.store import SAMPLE, Store
from tests.bench.websocket_client import connect, run
from tests.browser.servers import ROOT, Server

FEW, MANY, INTERVIEWS = 300, 30_000, 50
ROUNDS = 40
MOST_OF_FEW, MOST_SEARCH_MS = 1.5, 50.0
# What people type: a letter, the beginning of a name, two words, a number, what nobody is called.
SEARCHES = ("a", "anna", "nurse hospital", "person-12", "zzzz")


@dataclass
class Timed:
    """The reruns of one address in milliseconds, and the bytes of one of them."""

    milliseconds: list[float] = field(default_factory=list)
    bytes: int = 0

    def median(self) -> float:
        """Return the median in milliseconds."""
        return statistics.median(self.milliseconds)


def main() -> int:
    """Measure, print, and return 1 where a bound does not hold."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        served = [servers.enter_context(_serving(Path(folder) / str(size), size)) for size in (FEW, MANY)]
        return asyncio.run(_measure([server.port for server, _ in served], [query for _, query in served]))


@contextmanager
def _serving(data: Path, contacts: int) -> Iterator[tuple[Server, str]]:
    """Serve a sample of so many contacts; gives the server and the address of one person in it."""
    environment = {"ASKWELL_DATA_DIR": str(data)}
    command = [sys.executable, "-m", "lib.admin", "sample", "--contacts", str(contacts)]
    command += ["--interviews", str(INTERVIEWS), "--seed", "1"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL)
    store = Store(f"sqlite:///{data / DATABASE_FILE}")
    asked = store.workspace(LOCAL, SAMPLE).snapshot().interviews["contact_id"].iloc[0]
    store.close()
    server = Server(ROOT / "app.py", environment=environment).start()
    try:
        yield server, f"contact={asked}"
    finally:
        server.stop()


async def _measure(ports: list[int], queries: list[str]) -> int:
    async with connect(ports[0]) as few, connect(ports[1]) as many:
        visitors = {"few": few, "many": many}
        pages = {size: (await run(visitor)).pages["contacts"] for size, visitor in visitors.items()}
        fields = {size: await _search_field(visitor, pages[size]) for size, visitor in visitors.items()}
        lists = {size: Timed() for size in visitors}
        people = {size: Timed() for size in visitors}
        searches = {words: Timed() for words in SEARCHES}
        for _ in range(ROUNDS):
            for size, query in zip(visitors, queries, strict=True):
                await _time(lists[size], visitors[size], pages[size])
                await _time(people[size], visitors[size], pages[size], query=query)
            for words, timed in searches.items():
                await _time(timed, many, pages["many"], widgets={fields["many"]: words})
            await _time(Timed(), many, pages["many"], widgets={fields["many"]: ""})
    return _report(lists, people, searches)


async def _search_field(visitor: Any, page: str) -> str:
    """Return the id of the search's field."""
    found = ""
    await visitor.send(_request(page).SerializeToString())
    while True:
        message = ForwardMsg()
        message.ParseFromString(await visitor.recv())
        if message.WhichOneof("type") == "script_finished":
            return found
        element = message.delta.new_element
        if element.WhichOneof("type") == "text_input" and element.text_input.label == "Search":
            found = element.text_input.id


def _request(page: str, query: str = "", widgets: Mapping[str, str] | None = None) -> BackMsg:
    request = BackMsg()
    request.rerun_script.page_script_hash = page
    request.rerun_script.query_string = query
    for widget, words in (widgets or {}).items():
        request.rerun_script.widget_states.widgets.add(id=widget, string_value=words)
    return request


async def _time(
    timed: Timed, visitor: Any, page: str, *, query: str = "", widgets: Mapping[str, str] | None = None
) -> None:
    request = _request(page, query, widgets).SerializeToString()
    start, size = time.perf_counter(), 0
    await visitor.send(request)
    while True:
        raw = await visitor.recv()
        size += len(raw)
        message = ForwardMsg()
        message.ParseFromString(raw)
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(message.delta.new_element.exception.message)
        if kind == "script_finished":
            timed.milliseconds.append((time.perf_counter() - start) * 1_000)
            timed.bytes = size
            return


def _report(lists: Mapping[str, Timed], people: Mapping[str, Timed], searches: Mapping[str, Timed]) -> int:
    missed = 0
    for name, timed in (("the list", lists), ("a person's page", people)):
        few, many = timed["few"], timed["many"]
        ratio = many.median() / few.median()
        missed += ratio > MOST_OF_FEW
        _say(f"{name}: {few.median():.1f} ms with {FEW}, {many.median():.1f} ms with {MANY:,} ({ratio:.2f} times)")
        _say(f"{'':4}{few.bytes / 1_000:.0f} and {many.bytes / 1_000:.0f} kB to the browser")
    for words, search in searches.items():
        added = search.median() - lists["many"].median()
        missed += added > MOST_SEARCH_MS
        _say(f"searching {MANY:,} for “{words}” adds {added:.1f} ms (most: {MOST_SEARCH_MS:.0f} ms)")
    return 1 if missed else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
