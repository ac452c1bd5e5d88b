"""What was done with accounts, by whom, when and from where; never what somebody wrote."""

import logging
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from lib.accounts.tables import audit

_LOG = logging.getLogger("askwell.accounts")


class Deed(StrEnum):
    """What can stand in the log; the words are those that the person reads."""

    SIGNED_UP = "Account made"
    SIGNED_IN = "Signed in"
    SIGN_IN_REFUSED = "Sign-in refused"
    SIGN_IN_LOCKED = "Sign-in locked after too many tries"
    SIGNED_OUT = "Signed out"
    SESSION_ENDED = "Session ended"
    SESSIONS_ENDED = "All other sessions ended"
    PASS_PHRASE_CHANGED = "Pass phrase changed"  # noqa: S105 - the name of a deed
    EMAIL_CHANGED = "E-mail address changed"
    RESET_LINK_MADE = "Link for a new pass phrase made"
    RESET_LINK_USED = "New pass phrase set by link"
    SECOND_FACTOR_ON = "Second factor switched on"
    SECOND_FACTOR_OFF = "Second factor switched off"
    RECOVERY_CODE_USED = "Recovery code used"
    DATA_TAKEN = "Data downloaded"
    FEED_MADE = "Calendar address made"
    FEED_STOPPED = "Calendar address stopped"
    WORKSPACE_DELETED = "All notes deleted"
    ROLE_CHANGED = "Role changed"
    DISABLED = "Account disabled"
    ENABLED = "Account enabled"
    DELETED = "Account deleted"
    INVITATION_MADE = "Invitation made"
    INVITATION_TAKEN_BACK = "Invitation taken back"
    SANDBOX_OPENED = "Sandbox opened"
    SANDBOX_KEPT = "Sandbox turned into an account"


@dataclass(frozen=True)
class Entry:
    """One line of the log: `by_other` where somebody else did it, such as the facilitator."""

    at: datetime
    deed: Deed
    address: str
    by_other: bool


def note(  # noqa: PLR0913 - who, what, to whom, when and from where is what an audit log is
    connection: sa.Connection,
    deed: Deed,
    account_id: str | None,
    *,
    now: datetime,
    address: str,
    actor_id: str | None = None,
) -> None:
    """Write a line, in the transaction of what it tells of; the server's own log hears of it, without the address."""
    _LOG.info("account", extra={"deed": deed.name.lower(), "account": account_id or "nobody"})
    connection.execute(
        sa.insert(audit).values(
            at=now, account_id=account_id, actor_id=actor_id or account_id, deed=deed, address=address[:50]
        )
    )


def entries(connection: sa.Connection, account_id: str, most: int = 100) -> list[Entry]:
    """Return what the log says of an account, the newest first."""
    columns = audit.c
    rows = connection.execute(
        sa.select(audit).where(columns.account_id == account_id).order_by(columns.number.desc()).limit(most)
    )
    return [Entry(row.at, Deed(row.deed), row.address, row.actor_id != account_id) for row in rows]


def forget_before(connection: sa.Connection, day: datetime) -> int:
    """Remove the lines before a moment for good, and return how many there were."""
    return connection.execute(sa.delete(audit).where(audit.c.at < day)).rowcount
