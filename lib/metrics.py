"""Figures for whoever hosts, as Prometheus reads them: how much, how long, how often; never who.

Labels are plain words from the code. Whatever else is handed in (an id, an address, a person's text) is counted as
“other”, so that no mistake elsewhere can put somebody's data here.
"""

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

OTHER = "other"
_WORD = re.compile(r"[A-Za-z]+([_-][A-Za-z]+){0,4}")
_LONGEST = 40
# Seconds: from a page that is answered from memory to one that makes people leave.
_RUN_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 10)
_TRANSACTION_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2, 15)

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

_runs = Counter("askwell_page_runs", "Runs of a page, finished or not.", ["page"], registry=REGISTRY)
_commands = Counter("askwell_commands", "Commands to the store.", ["name", "outcome"], registry=REGISTRY)
_sign_ins = Counter("askwell_sign_ins", "Tries to sign in.", ["outcome"], registry=REGISTRY)
_throttled = Counter("askwell_throttled", "Requests that came too often.", ["kind"], registry=REGISTRY)
_refused = Counter("askwell_refused_access", "Access that was refused.", ["kind"], registry=REGISTRY)
_uploads_refused = Counter("askwell_uploads_refused", "Uploads that were refused.", ["reason"], registry=REGISTRY)
_sessions = Gauge("askwell_sessions", "Open tabs that this process serves.", registry=REGISTRY)
_run_seconds = Histogram(
    "askwell_run_seconds", "How long a page took.", ["page"], buckets=_RUN_SECONDS, registry=REGISTRY
)
_transaction_seconds = Histogram(
    "askwell_transaction_seconds",
    "How long a transaction of the database took.",
    ["kind"],
    buckets=_TRANSACTION_SECONDS,
    registry=REGISTRY,
)


def count_command(name: str, outcome: str) -> None:
    """Count a command by its class's name, and by how it ended, such as “done” or the error's name."""
    _commands.labels(_word(name), _word(outcome)).inc()


def count_sign_in(outcome: str) -> None:
    """Count a try to sign in, such as “done”, “refused” or “locked”."""
    _sign_ins.labels(_word(outcome)).inc()


def count_throttled(kind: str) -> None:
    """Count a request that came too often, such as “sign_in” or “sandbox”."""
    _throttled.labels(_word(kind)).inc()


def count_refusal(kind: str) -> None:
    """Count a refused access, such as “not_found” or “not_signed_in”."""
    _refused.labels(_word(kind)).inc()


def count_refused_upload(reason: str) -> None:
    """Count an upload that was refused, such as “not_signed_in” or “too_large”."""
    _uploads_refused.labels(_word(reason)).inc()


@contextmanager
def counted_commands(names: Sequence[str]) -> Iterator[None]:
    """Count commands as done where the block ends well, else by the error's name; the error travels on."""
    outcome = "done"
    try:
        yield
    except Exception as error:
        outcome = type(error).__name__
        raise
    finally:
        for name in names:
            count_command(name, outcome)


@contextmanager
def counted_session() -> Iterator[None]:
    """Count a session as alive as long as the block lasts."""
    with _sessions.track_inprogress():
        yield


@contextmanager
def timed_run(page: str) -> Iterator[None]:
    """Count a run of a page and measure it, however it ends."""
    start = time.perf_counter()
    try:
        yield
    finally:
        _runs.labels(_word(page)).inc()
        _run_seconds.labels(_word(page)).observe(time.perf_counter() - start)


@contextmanager
def timed_transaction(kind: str) -> Iterator[None]:
    """Measure a transaction, “read” or “write”, however it ends."""
    start = time.perf_counter()
    try:
        yield
    finally:
        _transaction_seconds.labels(_word(kind)).observe(time.perf_counter() - start)


def exposition() -> tuple[bytes, str]:
    """Return all figures as Prometheus reads them, and their content type."""
    return generate_latest(REGISTRY), CONTENT_TYPE_PLAIN_0_0_4


def _word(text: str) -> str:
    return text if len(text) <= _LONGEST and _WORD.fullmatch(text) else OTHER
