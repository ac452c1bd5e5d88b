"""Refused access, told as events of security: who asked for what is not theirs, never for what.

What is refused to somebody who signed in shows in the transaction in which it is refused (`lib.store.engine`); what is
refused to a request, in its answer (`lib.front_door`).
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

import sqlalchemy as sa

from lib.domain.errors import NotFoundError, NotSignedInError
from lib.metrics import count_refusal

NOBODY, OTHERS = "nobody", "others"
WITHIN = 60.0  # seconds
# So many lines within that time and a few more, whatever is tried: nobody fills the log, and it still says how often.
MOST_LINES = 100
_ASKER = "askwell_asker"
_LOG = logging.getLogger("askwell.refusals")


class Refusal(StrEnum):
    """Why access was refused."""

    NOT_FOUND = "not_found"
    """It is not theirs, or their role does not reach it, or it is not there: all look alike to whoever asks."""
    NOT_SIGNED_IN = "not_signed_in"
    """The session has ended, or never was one."""
    REQUEST = "request"
    """A request without a session, from another site, for another host, or with a ticket that does not hold."""


@dataclass
class _Told:
    at: float
    waiting: int = 0


class Refusals:
    """Tells of refusals: the first of an account and kind at once, and of more within a minute how many there were."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._told: dict[tuple[Refusal, str], _Told] = {}

    def tell(self, kind: Refusal, account: str = NOBODY) -> None:
        """Count a refusal, and log it or let it wait; `account` is an id, never a name."""
        count_refusal(kind)
        with self._lock:
            now = self._clock()
            self._tell_what_waits(now)
            key = (kind, account)
            if key not in self._told and len(self._told) >= MOST_LINES:
                key = (kind, OTHERS)
            if key in self._told:
                self._told[key].waiting += 1
            else:
                self._told[key] = _Told(now)
                _log(key, 1)

    def _tell_what_waits(self, now: float) -> None:
        for key, told in list(self._told.items()):
            if now - told.at >= WITHIN:
                del self._told[key]
                if told.waiting:
                    _log(key, told.waiting)


def _log(key: tuple[Refusal, str], times: int) -> None:
    _LOG.warning("access refused", extra={"refusal": key[0], "account": key[1], "times": times})


_REFUSALS = Refusals()
tell_refusal = _REFUSALS.tell


def asked_by(connection: sa.Connection, account: str) -> None:
    """Note in whose name a transaction asks."""
    connection.execution_options(**{_ASKER: account})


@contextmanager
def refusals_told(connection: sa.Connection) -> Iterator[None]:
    """Tell of what is refused within the block to somebody who signed in; the error travels on."""
    try:
        yield
    except (NotFoundError, NotSignedInError) as error:
        account = connection.get_execution_options().get(_ASKER)
        if account is not None:
            is_out = isinstance(error, NotSignedInError)
            tell_refusal(Refusal.NOT_SIGNED_IN if is_out else Refusal.NOT_FOUND, account)
        raise
