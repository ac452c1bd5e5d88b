"""Tickets: what may be done once, soon, by whoever holds them."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from lib.accounts.tables import tickets
from lib.accounts.tokens import new_token, token_hash


class Purpose(StrEnum):
    """What a ticket is for; one for another purpose is none."""

    SIGN_IN = "sign-in"
    SECOND_FACTOR = "second-factor"
    DOWNLOAD = "download"
    RESET = "reset"


LIFE = {
    Purpose.SIGN_IN: timedelta(seconds=30),
    Purpose.SECOND_FACTOR: timedelta(minutes=5),
    Purpose.DOWNLOAD: timedelta(seconds=60),
    Purpose.RESET: timedelta(hours=24),
}


def issue(
    connection: sa.Connection, purpose: Purpose, account_id: str, now: datetime, details: dict[str, Any] | None = None
) -> str:
    """Return a new ticket; `details` are kept with it, and hold no secret."""
    ticket = new_token()
    connection.execute(
        sa.insert(tickets).values(
            id_hash=token_hash(ticket),
            purpose=purpose,
            account_id=account_id,
            details=details or {},
            created_at=now,
            expires_at=now + LIFE[purpose],
        )
    )
    return ticket


def issue_for_session(
    connection: sa.Connection, account_id: str, generation: int, now: datetime, *, is_remembered: bool = False
) -> str:
    """Return a ticket for a session of an account, which holds as long as the account is of this generation."""
    details = {"is_remembered": is_remembered, "generation": generation}
    return issue(connection, Purpose.SIGN_IN, account_id, now, details)


def look(connection: sa.Connection, purpose: Purpose, ticket: str, now: datetime) -> Any:
    """Return the row of a ticket that holds, without using it; None where it does not."""
    columns = tickets.c
    return connection.execute(
        sa.select(tickets).where(
            columns.id_hash == token_hash(ticket), columns.purpose == purpose, columns.expires_at > now
        )
    ).first()


def redeem(connection: sa.Connection, purpose: Purpose, ticket: str, now: datetime) -> Any:
    """Return the row of a ticket that holds, and use it up; None where it does not. Of two at once, one gets it."""
    row = look(connection, purpose, ticket, now)
    if row is None:
        return None
    used = connection.execute(sa.delete(tickets).where(tickets.c.id_hash == row.id_hash))
    return row if used.rowcount else None


def withdraw(connection: sa.Connection, purpose: Purpose, account_id: str) -> None:
    """Take back all tickets of an account for a purpose."""
    connection.execute(sa.delete(tickets).where(tickets.c.account_id == account_id, tickets.c.purpose == purpose))


def clear_ended(connection: sa.Connection, now: datetime) -> int:
    """Remove tickets whose time is over; return how many there were."""
    return connection.execute(sa.delete(tickets).where(tickets.c.expires_at <= now)).rowcount
