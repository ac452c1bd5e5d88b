"""Loads the sample workspace, and opens it."""

from datetime import UTC, datetime
from threading import Lock

from lib.method.sample import sample_commands
from lib.store.store import SAMPLE
from lib.ui import session

_LOADING = Lock()


def open_sample() -> None:
    """Work in the sample from now on; it is filled on the first call, all of it or nothing.

    Raises StoreUnavailableError and DiskFullError, after which one's own workspace is still the open one.
    """
    sample = session.store().workspace(session.actor(), SAMPLE)
    # A click in two tabs at once fills it once. Empty is one whose filling was interrupted.
    with _LOADING:
        if sample.snapshot().revision == 0:
            sample.do_each(sample_commands(datetime.now(UTC), session.zone()))
    session.store().open_sample(session.actor())
    session.use_open_workspace()
