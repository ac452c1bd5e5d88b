"""Measures the calendar feed: `python -m tests.bench.feed` (or `make bench`). What was found: tests/bench/README.md.

500 interviews of the invented sample, with all that is due, are written as one calendar: from a snapshot of which
nothing was derived yet, from one that the page Today has looked at, and once more at the same revision. Exits with 1
where a bound does not hold.
"""

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar

from lib.domain.snapshot import Snapshot
from lib.exchange.calendar import calendar_of
from lib.front_door import COLLECTED_AFTER
from lib.method.sample import sample_commands
from lib.store.actor import LOCAL
from lib.store.store import Store
from lib.views.due import due_list

INTERVIEWS, CONTACTS = 500, 1_000
MOST_MILLISECONDS, MOST_CACHED = 50.0, 1.0
_ROUNDS = 15
_ZONE = ZoneInfo("Europe/Berlin")


def main() -> int:
    """Print the medians, and return 1 where a bound does not hold."""
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'feed.db'}")
        workspace = store.workspace(LOCAL)
        workspace.do_each(sample_commands(now, _ZONE, contacts=CONTACTS, interviews=INTERVIEWS, seed=1))
        snapshot = workspace.snapshot()
        store.close()
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECTED_AFTER)
    events = len(Calendar.from_ical(calendar_of(snapshot, _ZONE, now)).events)
    figures = {
        "nothing derived yet": _median(lambda: _afresh(snapshot), now),
        "after the page Today": _median(lambda: _looked_at(snapshot, now), now),
        "once more": _median(lambda: snapshot, now),
    }
    sys.stdout.write(f"{len(snapshot.interviews)} interviews, {events} events\n")
    for name, value in figures.items():
        sys.stdout.write(f"{name:28}{value:10.2f} ms\n")
    return int(figures["nothing derived yet"] > MOST_MILLISECONDS or figures["once more"] > MOST_CACHED)


def _median(make: Callable[[], Snapshot], now: datetime) -> float:
    return statistics.median(_milliseconds(make(), now) for _ in range(_ROUNDS))


def _afresh(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with the same frames, of which nothing was derived yet."""
    return replace(snapshot, _derived={})


def _looked_at(snapshot: Snapshot, now: datetime) -> Snapshot:
    fresh = _afresh(snapshot)
    due_list(fresh, _ZONE, now)
    return fresh


def _milliseconds(snapshot: Snapshot, now: datetime) -> float:
    begun = time.perf_counter()
    calendar_of(snapshot, _ZONE, now)
    return (time.perf_counter() - begun) * 1_000


if __name__ == "__main__":
    sys.exit(main())
