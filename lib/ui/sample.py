"""Loads the sample workspace, and opens it."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from zoneinfo import ZoneInfo

from lib.method.sample import sample_commands
from lib.store.actor import LOCAL
from lib.store.copies import Rows
from lib.store.store import SAMPLE, Store
from lib.ui import session

# Hundreds of commands make the sample; what they made serves everybody of a zone for an hour.
_made: dict[tuple[datetime, str], Rows] = {}
_MAKING = Lock()


def open_sample() -> None:
    """Work in the sample from now on; it is filled on the first call, all of it or nothing.

    Raises StoreUnavailableError and DiskFullError, after which one's own workspace is still the open one.
    """
    sample = session.store().workspace(session.actor(), SAMPLE)
    # Empty is also one whose filling was interrupted; of clicks in two tabs at once, one fills it.
    if sample.snapshot().revision == 0:
        sample.fill(_rows(datetime.now(UTC), session.zone()))
    session.store().open_sample(session.actor())
    session.use_open_workspace()


def _rows(now: datetime, zone: ZoneInfo) -> Rows:
    """Return the rows of the sample for this hour in a zone, made once."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    with _MAKING:
        for past in [key for key in _made if key[0] != hour]:
            del _made[past]
        if (hour, zone.key) not in _made:
            _made[hour, zone.key] = _make(now, zone)
        return _made[hour, zone.key]


def _make(now: datetime, zone: ZoneInfo) -> Rows:
    """Return the rows of the sample, made in a database where nobody's own writing can get among them."""
    with TemporaryDirectory() as folder, closing(Store(f"sqlite:///{Path(folder) / 'sample.db'}")) as store:
        sample = store.workspace(LOCAL)
        sample.do_each(sample_commands(now, zone))
        return sample.rows()
