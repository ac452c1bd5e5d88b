"""How often something may be tried: buckets in the database, so that all servers count together.

A try fills its buckets; they empty at a steady pace. A full bucket refuses even what would be right, so that nobody
learns anything by going on.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from lib.accounts.tables import throttle
from lib.domain.errors import TooManyTriesError


@dataclass(frozen=True)
class Bucket:
    """`most` tries of a kind at once, and again as many within `span`; `key` says whose.

    `counts_refused`: a try that another bucket refuses fills it too.
    """

    kind: str
    key: str
    most: int
    span: timedelta
    counts_refused: bool = False

    def hashed(self, secret_key: str) -> str:
        """Return the bucket's name in the database, from which nobody learns the key."""
        name = f"{self.kind}\n{self.key}".encode("utf-8", "surrogatepass")
        return hmac.new(secret_key.encode(), name, hashlib.sha256).hexdigest()


def network(address: str) -> str:
    """Return whose an address is: itself, of IPv6 its network of 64 bits, which one customer has whole."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return f"{IPv6Address(int(found) >> 64 << 64)}/64"


# Sizes: a forgetful person gets five tries in a quarter of an hour; a class of thirty behind one address signs in,
# with mistakes, within a few minutes; and all of it together stays far from what guessing needs (OWASP ASVS 6.3.1).
def sign_in_buckets(name_key: str, address: str) -> tuple[Bucket, ...]:
    """Return the buckets of a try to sign in: for the account, for the address, and over all."""
    return (
        Bucket("sign-in-of", name_key, 5, timedelta(minutes=15)),
        Bucket("sign-in-from", network(address), 300, timedelta(minutes=15), counts_refused=True),
        Bucket("sign-in", "all", 3_000, timedelta(minutes=15)),
    )


def account_buckets(account_id: str) -> tuple[Bucket, ...]:
    """Return the buckets of a try to give a code of the second factor."""
    return (Bucket("code-of", account_id, 5, timedelta(minutes=15)),)


# Another bucket than that of codes: whoever knows the pass phrase must not empty that one by typing it again.
def pass_phrase_buckets(account_id: str) -> tuple[Bucket, ...]:
    """Return the buckets of what somebody signed in confirms by pass phrase."""
    return (Bucket("confirm", account_id, 5, timedelta(minutes=15)),)


def sign_up_buckets(address: str) -> tuple[Bucket, ...]:
    """Return the buckets of a try to make an account or to use a code or link."""
    return (
        Bucket("sign-up-from", network(address), 100, timedelta(hours=1), counts_refused=True),
        Bucket("sign-up", "all", 1_000, timedelta(hours=1)),
    )


def mail_buckets(name_key: str, address: str) -> tuple[Bucket, ...]:
    """Return the buckets of asking for a mail: few to one person, so that nobody's letter box is flooded."""
    return (
        Bucket("mail-to", name_key, 3, timedelta(hours=1)),
        Bucket("mail-from", network(address), 60, timedelta(hours=1), counts_refused=True),
        Bucket("mail", "all", 300, timedelta(hours=1)),
    )


def demo_buckets(address: str) -> tuple[Bucket, ...]:
    """Return the buckets of opening a sandbox: a class at once, and no flood."""
    return (
        Bucket("demo-from", network(address), 120, timedelta(hours=1), counts_refused=True),
        Bucket("demo", "all", 1_000, timedelta(hours=1)),
    )


def feed_buckets(address: str) -> tuple[Bucket, ...]:
    """Return the buckets of asking for a calendar by a token that is none."""
    return (
        Bucket("feed-from", network(address), 60, timedelta(hours=1), counts_refused=True),
        Bucket("feed", "all", 1_000, timedelta(hours=1)),
    )


def take(connection: sa.Connection, buckets: Iterable[Bucket], now: datetime, secret_key: str) -> None:
    """Count one try in each bucket, within an open write transaction.

    Raises:
        TooManyTriesError: where one is full; then none is filled further.
    """
    # In the order of their names, so that two tries never wait for each other.
    named = sorted((bucket.hashed(secret_key), bucket) for bucket in buckets)
    levels = {name: _level(connection, name, bucket, now) for name, bucket in named}
    waits = [_wait(levels[name], bucket) for name, bucket in named]
    if any(waits):
        raise TooManyTriesError(max(waits))
    for name, _ in named:
        _set(connection, name, levels[name] + 1, now)


def count_refused(connection: sa.Connection, buckets: Iterable[Bucket], now: datetime, secret_key: str) -> bool:
    """Count a try that `take` refused where such tries count too; return whether to write of it.

    That is once within each full bucket's span, so that nobody fills a log by going on.
    """
    named = sorted((bucket.hashed(secret_key), bucket) for bucket in buckets)
    levels = {name: _level(connection, name, bucket, now) for name, bucket in named}
    is_news = False
    for name, bucket in named:
        if not _wait(levels[name], bucket):
            if bucket.counts_refused:
                _set(connection, name, levels[name] + 1, now)
            continue
        told = Bucket("told-of", name, 1, bucket.span)
        told_name = told.hashed(secret_key)
        if not _wait(_level(connection, told_name, told, now), told):
            _set(connection, told_name, 1, now)
            is_news = True
    return is_news


def take_back(connection: sa.Connection, bucket: Bucket, now: datetime, secret_key: str) -> None:
    """Let the last try not have been: nothing was compared."""
    name = bucket.hashed(secret_key)
    _set(connection, name, max(0.0, _level(connection, name, bucket, now) - 1), now)


def give_back(connection: sa.Connection, buckets: Iterable[Bucket], now: datetime, secret_key: str) -> None:
    """Empty the buckets: what was tried was right."""
    for name in sorted(bucket.hashed(secret_key) for bucket in buckets):
        _set(connection, name, 0, now)


def _wait(level: float, bucket: Bucket) -> timedelta:
    return max(timedelta(), bucket.span * ((level + 1 - bucket.most) / bucket.most))


def _level(connection: sa.Connection, name: str, bucket: Bucket, now: datetime) -> float:
    """Return how full the bucket is now; its row is held until the transaction ends."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    empty = insert(throttle).values(key_hash=name, level=0, at=now)
    # One statement, so that a row can't be cleared away between being found and being held.
    held = empty.on_conflict_do_update(index_elements=["key_hash"], set_={"level": throttle.c.level})
    row = connection.execute(held.returning(throttle.c.level, throttle.c.at)).one()
    gone = max(timedelta(), now - row.at) / bucket.span
    return float(max(0.0, row.level - gone * bucket.most))


def _set(connection: sa.Connection, name: str, level: float, now: datetime) -> None:
    connection.execute(sa.update(throttle).where(throttle.c.key_hash == name).values(level=level, at=now))
