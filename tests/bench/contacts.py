"""Measures a large import: `python -m tests.bench.contacts` (or `make bench`). What was found: tests/bench/README.md.

30,000 rows of LinkedIn's file, half of them of known people who have risen meanwhile, are read, matched against 30,000
contacts and stored on SQLite, in a process of its own. Exits with 1 where a bound does not hold.
"""

import argparse
import gc
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from lib.exchange.imports import import_command, what_is_known
from lib.exchange.people import ReadPeople
from lib.exchange.recognise import read_people
from lib.front_door import COLLECTED_AFTER
from lib.store.actor import LOCAL
from lib.store.store import Store
from tests.browser.servers import ROOT
from tests.linkedin_files import linkedin_file

PEOPLE = 30_000
MOST_SECONDS, MOST_MEGABYTES = 5.0, 300.0
ROUNDS = 3

_SYLLABLES = (
    "an",
    "bel",
    "cor",
    "dar",
    "el",
    "fin",
    "gor",
    "hul",
    "is",
    "jon",
    "kar",
    "lem",
    "mir",
    "nor",
    "os",
    "pet",
)
_TICK = 0.005  # seconds


def main() -> int:
    """Measure in fresh processes, print the best round, and return 1 where a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--in-folder", type=Path, help="import once into the database in this folder, and tell figures")
    folder = parser.parse_args().in_folder
    if folder:
        sys.stdout.write(json.dumps(_import_once(folder)))
        return 0
    rounds = [_measured() for _ in range(ROUNDS)]
    best = min(rounds, key=lambda figures: figures["seconds"])
    megabytes = max(figures["megabytes"] for figures in rounds)
    for name, value in best.items():
        sys.stdout.write(f"{name:28}{value:10.2f}\n")
    sys.stdout.write(f"{'megabytes, the worst round':28}{megabytes:10.2f}\n")
    return int(best["seconds"] > MOST_SECONDS or megabytes > MOST_MEGABYTES)


def connections(first: int, position: str) -> bytes:
    """Return LinkedIn's file of 30,000 people in this position; `first` is the number of the first of them."""
    return linkedin_file(_person(number, position) for number in range(first, first + PEOPLE))


def _person(number: int, position: str) -> tuple[str, ...]:
    chance = random.Random(number)  # noqa: S311 - invented people are no secret
    first, last = ("".join(chance.choices(_SYLLABLES, k=length)).title() for length in (2, 3))
    email = f"{first}.{last}.{number}@example.org".lower() if chance.random() < 1 / 8 else ""
    company = f"{chance.choice(_SYLLABLES).title()} Works"
    return first, last, f"https://www.linkedin.com/in/person-{number}", email, company, position, "05 Mar 2024"


def _measured() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/bench.db")
        read = read_people(connections(1, "Analyst"))
        assert isinstance(read, ReadPeople)
        store.workspace(LOCAL).do(import_command(read))
        store.close()
        (Path(folder) / "Connections.csv").write_bytes(connections(1 + PEOPLE // 2, "Manager"))
        command = [sys.executable, "-m", "tests.bench.contacts", "--in-folder", folder]
        told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    figures: dict[str, float] = json.loads(told)
    return figures


def _import_once(folder: Path) -> dict[str, float]:
    """Import as the page does, with the list of contacts in memory; return seconds and megabytes."""
    gc.collect()
    gc.freeze()  # as the app does when it starts
    gc.set_threshold(COLLECTED_AFTER)
    workspace = Store(f"sqlite:///{folder}/bench.db").workspace(LOCAL)
    snapshot = workspace.snapshot()
    idle = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")  # forget the peak so far
    with _Pauses() as pauses:
        worked, began = time.process_time(), time.perf_counter()
        read = read_people((folder / "Connections.csv").read_bytes())
        assert isinstance(read, ReadPeople)
        was_read = time.perf_counter()
        command = import_command(read)
        was_checked = time.perf_counter()
        counts = what_is_known(snapshot, command)
        was_matched = time.perf_counter()
        workspace.do(command)
        done = time.perf_counter()
        worked = time.process_time() - worked
    assert (len(read.people), counts.known) == (PEOPLE, PEOPLE // 2)
    assert len(workspace.snapshot().contacts) == PEOPLE + PEOPLE // 2
    return {
        "seconds": done - began,
        "seconds, reading": was_read - began,
        "seconds, checking": was_checked - was_read,
        "seconds, matching": was_matched - was_checked,
        "seconds, storing": done - was_matched,
        "seconds of one core": worked,
        "seconds, longest pause": pauses.longest,
        "megabytes": _memory("VmHWM") - idle,
        "unclear people": len(counts.unclear),
    }


def _memory(name: str) -> float:
    """Return a figure of this process in megabytes, as Linux keeps it: VmRSS now, VmHWM at most."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


class _Pauses:
    """Measures for how long another thread, such as that of another person's page, has to wait."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def _watch(self) -> None:
        for waited in self._ticks():
            self.longest = max(self.longest, waited - _TICK)

    def _ticks(self) -> Iterator[float]:
        while not self._over.is_set():
            began = time.perf_counter()
            time.sleep(_TICK)
            yield time.perf_counter() - began

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


if __name__ == "__main__":
    sys.exit(main())
