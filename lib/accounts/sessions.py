"""Sessions: a random id in a cookie, known to the database by its hash, and ended at once wherever it has to end."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from lib.accounts.tables import accounts, sessions
from lib.accounts.tokens import new_token, token_hash
from lib.domain.errors import NotSignedInError
from lib.refusals import asked_by
from lib.settings import Settings, settings

# A session that is in use is written down as seen at most this often.
SEEN_EVERY = timedelta(minutes=1)
_DEVICE_LENGTH = 200


@dataclass(frozen=True)
class SignedIn:
    """Somebody whose session lives: an actor for the store. `session` is the hash of its id.

    `ends_at` is when a visitor's account goes away; those of others stay.
    """

    owner: str
    session: str
    role: str
    ends_at: datetime | None = None

    def confirm(self, connection: sa.Connection) -> None:
        """Look again whether the session lives and is this account's.

        Raises:
            NotSignedInError: where it does not.
        """
        asked_by(connection, self.owner)
        row = _living(connection, self.session, datetime.now(UTC))
        if row is None or (row.account_id, row.role) != (self.owner, self.role):
            raise NotSignedInError


@dataclass(frozen=True)
class Session:
    """One session as its owner sees it."""

    id_hash: str
    device: str
    created_at: datetime
    seen_at: datetime
    is_remembered: bool


def begin(
    connection: sa.Connection, account_id: str, *, device: str, is_remembered: bool, now: datetime
) -> tuple[str, datetime]:
    """Begin a session; return its id, which is told nobody but the browser, and when it ends at the latest."""
    account = connection.execute(
        sa.select(accounts.c.generation, accounts.c.expires_at).where(accounts.c.id == account_id)
    ).one()
    session_id = new_token()
    ends = now + settings().session_life(is_remembered=is_remembered)
    expires_at = min(ends, account.expires_at) if account.expires_at else ends
    connection.execute(
        sa.insert(sessions).values(
            id_hash=token_hash(session_id),
            account_id=account_id,
            generation=account.generation,
            is_remembered=is_remembered,
            device=device[:_DEVICE_LENGTH],
            created_at=now,
            seen_at=now,
            expires_at=expires_at,
        )
    )
    return session_id, expires_at


def find(connection: sa.Connection, session_id: str, now: datetime) -> tuple[SignedIn, datetime] | None:
    """Return who is signed in under a session's id and when they were last seen; None where nobody is."""
    row = _living(connection, token_hash(session_id), now)
    return None if row is None else (SignedIn(row.account_id, row.id_hash, row.role, row.ends_at), row.seen_at)


def _living(connection: sa.Connection, id_hash: str, now: datetime) -> Any:
    """Return a session's row with its account's role and end; None where it has ended, for whichever reason."""
    row = connection.execute(
        sa.select(sessions, accounts.c.role, accounts.c.expires_at.label("ends_at"))
        .join(accounts, accounts.c.id == sessions.c.account_id)
        .where(
            sessions.c.id_hash == id_hash,
            sessions.c.generation == accounts.c.generation,
            sessions.c.expires_at > now,
            accounts.c.disabled_at.is_(None),
            sa.or_(accounts.c.expires_at.is_(None), accounts.c.expires_at > now),
        )
    ).first()
    return row if row is not None and not _lay_idle(row, now, settings()) else None


def _lay_idle(row: Any, now: datetime, limits: Settings) -> bool:
    return bool(now - row.seen_at > limits.session_idle(is_remembered=row.is_remembered))


def began_at(connection: sa.Connection, id_hash: str) -> datetime:
    """Return when a session that there is began."""
    begun: datetime = connection.execute(
        sa.select(sessions.c.created_at).where(sessions.c.id_hash == id_hash)
    ).scalar_one()
    return begun


def see(connection: sa.Connection, id_hash: str, now: datetime) -> None:
    """Write down that a session is in use."""
    connection.execute(sa.update(sessions).where(sessions.c.id_hash == id_hash).values(seen_at=now))


def sessions_of(connection: sa.Connection, account_id: str, now: datetime) -> list[Session]:
    """Return the living sessions of an account, the one used last first."""
    rows = connection.execute(
        sa.select(sessions)
        .join(accounts, accounts.c.id == sessions.c.account_id)
        .where(
            sessions.c.account_id == account_id,
            sessions.c.generation == accounts.c.generation,
            sessions.c.expires_at > now,
        )
        .order_by(sessions.c.seen_at.desc())
    ).all()
    return [
        Session(row.id_hash, row.device, row.created_at, row.seen_at, row.is_remembered)
        for row in rows
        if not _lay_idle(row, now, settings())
    ]


def end(connection: sa.Connection, account_id: str, id_hash: str) -> bool:
    """End one session of an account; return whether there was one of that id."""
    mine = sa.and_(sessions.c.account_id == account_id, sessions.c.id_hash == id_hash)
    return bool(connection.execute(sa.delete(sessions).where(mine)).rowcount)


def end_of_browser(connection: sa.Connection, session_id: str) -> str | None:
    """End the session of this id, whoever's it is; return whose it was, None where there was none."""
    mine = sessions.c.id_hash == token_hash(session_id)
    ended: str | None = connection.execute(
        sa.delete(sessions).where(mine).returning(sessions.c.account_id)
    ).scalar_one_or_none()
    return ended


def end_others(connection: sa.Connection, account_id: str, keep: str = "") -> int:
    """End all sessions of an account but the one whose hash is kept; return how many there were."""
    others = sa.and_(sessions.c.account_id == account_id, sessions.c.id_hash != keep)
    return connection.execute(sa.delete(sessions).where(others)).rowcount


def clear_ended(connection: sa.Connection, now: datetime) -> int:
    """Remove the rows of sessions whose time is over; return how many there were."""
    return connection.execute(sa.delete(sessions).where(sessions.c.expires_at <= now)).rowcount
