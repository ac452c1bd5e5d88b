"""What one run of a page needs again and again: read or made once, and forgotten when the next run begins."""

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

# A run has a thread of its own, so what is kept here can't reach another person's run.
_run = threading.local()

Made = TypeVar("Made")


def begin_run() -> None:
    """Forget what the run before this one kept in this thread."""
    _run.kept = {}


def end_run() -> None:
    """Forget what this run kept: a callback of the next one, in the same thread, must not meet it."""
    if hasattr(_run, "kept"):
        del _run.kept


def while_running(key: Hashable, make: Callable[[], Made]) -> Made:
    """Return `make()`, made once within a run; outside of one, as in a callback, made anew each time."""
    return once_a_run(key, make) if hasattr(_run, "kept") else make()


def once_a_run(key: Hashable, make: Callable[[], Made]) -> Made:
    """Return `make()`, made once for this run and key; raises as `check_begun` does."""
    kept = _kept()
    if key not in kept:
        kept[key] = make()
    return cast("Made", kept[key])


def check_begun() -> None:
    """Raise RuntimeError where no run was begun, so that no page shows anything without the shell."""
    _kept()


def _kept() -> dict[Hashable, Any]:
    kept: dict[Hashable, Any] | None = getattr(_run, "kept", None)
    if kept is None:
        message = "A page runs inside the shell (lib/shell.py), never by itself."
        raise RuntimeError(message)
    return kept


def forget(key: Hashable) -> None:
    """Let something be made anew; in a callback, which comes before its run has begun, there is nothing to forget."""
    getattr(_run, "kept", {}).pop(key, None)
