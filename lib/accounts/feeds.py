"""Calendar feeds: by which secret address a calendar program may read one workspace, and nothing else."""

import hmac
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from lib.accounts import audit
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk
from lib.accounts.second_factor import UnreadableSecretError, seal, unseal
from lib.accounts.tables import accounts
from lib.accounts.throttle import feed_buckets
from lib.accounts.tokens import new_token, token_hash
from lib.domain.errors import NotFoundError, NotSignedInError, TooManyTriesError
from lib.refusals import Refusal, asked_by, tell_refusal
from lib.settings import settings
from lib.store import tables
from lib.store.actor import Actor, reading_as, writing_as
from lib.store.engine import is_writing
from lib.store.tables import calendar_feeds

# A feed that is in use is written down as read at most this often.
READ_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Feed:
    """A feed as its owner sees it; the token is "" where it can't be shown any more, and holds all the same."""

    token: str = field(repr=False)
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True)
class FeedReader:
    """Whoever holds a feed's token: an actor for the store who reads, and never writes.

    `read_at` is when the feed was read before, as far as that was written down.
    """

    owner: str
    workspace_id: str
    token_hash: str = field(repr=False)
    read_at: datetime | None = None

    def confirm(self, connection: sa.Connection) -> None:
        """Look again whether the feed is still there and its account in use.

        Raises:
            NotSignedInError: where it is not, or where something is to be written.
        """
        asked_by(connection, self.owner)
        row = _living(connection, self.token_hash, datetime.now(UTC))
        if is_writing(connection) or row is None or (row.owner, row.workspace_id) != (self.owner, self.workspace_id):
            raise NotSignedInError


def feed_of(desk: AccountDesk, actor: Actor, workspace_id: str) -> Feed | None:
    """Return the feed of a workspace; None where there is none.

    Raises:
        NotFoundError: where the workspace is not the actor's; so do all that take an actor.
        NotSignedInError: where the actor's session has ended; likewise.
    """
    with reading_as(desk.engine, actor) as connection:
        _check_is_theirs(connection, actor, workspace_id)
        row = connection.execute(sa.select(calendar_feeds).where(_theirs(actor, workspace_id))).first()
    return None if row is None else Feed(_opened(row.sealed, desk.secret_key), row.created_at, row.read_at)


def make_feed(desk: AccountDesk, actor: Actor, workspace_id: str, *, address: str) -> None:
    """Give a workspace a feed with a new token; where it had one, the old token is dead at once."""
    token = new_token()
    values = {
        "token_hash": token_hash(token),
        "owner": actor.owner,
        "workspace_id": workspace_id,
        "sealed": _sealed(token, desk.secret_key),
        "created_at": desk.clock(),
        "read_at": None,
    }
    with writing_as(desk.engine, actor) as connection:
        _check_is_theirs(connection, actor, workspace_id)
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        # One statement, so that of two tabs that make one at once neither fails.
        made = insert(calendar_feeds).values(values)
        connection.execute(made.on_conflict_do_update(index_elements=["workspace_id"], set_=values))
        _note(connection, Deed.FEED_MADE, actor, desk.clock(), address)


def stop_feed(desk: AccountDesk, actor: Actor, workspace_id: str, *, address: str) -> None:
    """Take a workspace's feed away at once; harmless where there is none."""
    with writing_as(desk.engine, actor) as connection:
        _check_is_theirs(connection, actor, workspace_id)
        if connection.execute(sa.delete(calendar_feeds).where(_theirs(actor, workspace_id))).rowcount:
            _note(connection, Deed.FEED_STOPPED, actor, desk.clock(), address)


def find_reader(desk: AccountDesk, token: str, *, address: str) -> FeedReader:
    """Return who reads by a token; whatever is wrong with it, the same is done and said.

    Raises:
        NotFoundError: where no feed has this token, or not any more.
    """
    sought = token_hash(token)
    with desk.reading() as connection:
        row = _living(connection, sought, desk.clock())
    # The database found it by the whole hash; this compares it once more, in a time that tells nothing.
    if hmac.compare_digest(sought, "" if row is None else row.token_hash):
        return FeedReader(row.owner, row.workspace_id, row.token_hash, row.read_at)
    # Only what is wrong is counted: behind one address stand the calendar programs of very many people.
    with suppress(TooManyTriesError):
        desk.count_try(feed_buckets(address), account_id=None, address=address)
    tell_refusal(Refusal.NOT_FOUND)
    raise NotFoundError("calendar")


def note_read(desk: AccountDesk, reader: FeedReader) -> None:
    """Write down that a feed is in use, at most once in `READ_EVERY`."""
    now = desk.clock()
    if reader.read_at is not None and now - reader.read_at < READ_EVERY:
        return
    with desk.writing() as connection:
        mine = calendar_feeds.c.token_hash == reader.token_hash
        connection.execute(sa.update(calendar_feeds).where(mine).values(read_at=now))


def _living(connection: sa.Connection, sought: str, now: datetime) -> Any:
    """Return a feed's row by its token's hash; None where there is none, or its account is not in use any more."""
    found = sa.select(calendar_feeds).where(calendar_feeds.c.token_hash == sought)
    if settings().is_hosted:
        found = found.join(accounts, accounts.c.id == calendar_feeds.c.owner).where(
            accounts.c.disabled_at.is_(None),
            sa.or_(accounts.c.expires_at.is_(None), accounts.c.expires_at > now),
        )
    return connection.execute(found).first()


def _theirs(actor: Actor, workspace_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(calendar_feeds.c.owner == actor.owner, calendar_feeds.c.workspace_id == workspace_id)


def _check_is_theirs(connection: sa.Connection, actor: Actor, workspace_id: str) -> None:
    mine = tables.owned_by(actor.owner, workspace_id)
    if connection.execute(sa.select(tables.workspaces.c.id).where(mine)).first() is None:
        raise NotFoundError("workspace")


def _sealed(token: str, key: str) -> str:
    # At one's own computer there is no key; what the token opens lies beside it in the same file.
    return seal(token, key) if key else token


def _opened(sealed: str, key: str) -> str:
    try:
        return unseal(sealed, key) if key else sealed
    except UnreadableSecretError:
        return ""


def _note(connection: sa.Connection, deed: Deed, actor: Actor, now: datetime, address: str) -> None:
    if settings().is_hosted:
        audit.note(connection, deed, actor.owner, now=now, address=address)
