"""The desk at which accounts are asked for: the database, the clock and the key that its rules need."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa

from lib.accounts import audit, throttle
from lib.accounts.audit import Deed
from lib.accounts.throttle import Bucket
from lib.domain.errors import BusyError, TooManyTriesError
from lib.metrics import count_throttled
from lib.store.engine import reading, writing


class Role(StrEnum):
    """What somebody may do beside their own work."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    ADMINISTRATOR = "administrator"
    VISITOR = "visitor"


# Tells whether a pass phrase belongs to a hash; see `lib.ui.password_check`.
IsRight = Callable[[str, str], bool]


def _now() -> datetime:
    return datetime.now(UTC)


def _no_one_asks(_pass_phrase: str, _password_hash: str) -> bool:
    """Take no pass phrase for right: the desk of a route where nobody is asked for one."""
    return False


@dataclass(frozen=True)
class AccountDesk:
    """What every rule about accounts works with; `secret_key` seals and hashes, `is_right` checks pass phrases."""

    engine: sa.Engine
    secret_key: str
    is_right: IsRight = _no_one_asks
    clock: Callable[[], datetime] = _now

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection in one read transaction; raises as `lib.store.engine.reading` does."""
        with reading(self.engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection in one write transaction; raises as `lib.store.engine.writing` does."""
        with writing(self.engine) as connection:
            yield connection

    def count_try(self, buckets: tuple[Bucket, ...], *, account_id: str | None, address: str) -> None:
        """Count a try before anything is compared, so that many at once can't slip through.

        Raises:
            TooManyTriesError: where there were too many; the log says so, once within the span of what is full.
        """
        try:
            with self.writing() as connection:
                throttle.take(connection, buckets, self.clock(), self.secret_key)
        except TooManyTriesError:
            count_throttled(buckets[0].kind)
            with self.writing() as connection:
                now = self.clock()
                if throttle.count_refused(connection, buckets, now, self.secret_key):
                    audit.note(connection, Deed.SIGN_IN_LOCKED, account_id, now=now, address=address)
            raise

    @contextmanager
    def unless_busy(self, bucket: Bucket) -> Iterator[None]:
        """Take the last try out of a bucket again where the block could compare nothing, since very many ask."""
        try:
            yield
        except BusyError:
            with self.writing() as connection:
                throttle.take_back(connection, bucket, self.clock(), self.secret_key)
            raise

    def note(self, deed: Deed, account_id: str | None, *, address: str) -> None:
        """Write a line into the audit log, in a transaction of its own."""
        with self.writing() as connection:
            audit.note(connection, deed, account_id, now=self.clock(), address=address)
