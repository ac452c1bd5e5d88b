"""Links for a new pass phrase: made by whoever helps somebody in, and used once."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from lib.accounts import audit, tickets
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk
from lib.accounts.granted import MADE_BY
from lib.accounts.own_account import set_pass_phrase
from lib.accounts.pass_phrases import check_pass_phrase, hash_pass_phrase
from lib.accounts.tables import accounts
from lib.accounts.tickets import Purpose
from lib.domain.errors import InvalidInputError

LINK_UNKNOWN = "This link was used already, or its time is over. Please ask for a new one."


def give_reset_link(
    connection: sa.Connection, account_id: str, *, now: datetime, address: str, made_by: str | None = None
) -> str:
    """Return the token of a link by which somebody sets a new pass phrase, once, within 24 hours; older ones end.

    `made_by` is who makes it for them; None where they asked for it themselves.
    """
    tickets.withdraw(connection, Purpose.RESET, account_id)
    audit.note(connection, Deed.RESET_LINK_MADE, account_id, now=now, address=address, actor_id=made_by)
    return tickets.issue(connection, Purpose.RESET, account_id, now, {MADE_BY: made_by} if made_by else None)


def use_reset_link(desk: AccountDesk, token: str, pass_phrase: str, *, address: str) -> str:
    """Set a new pass phrase by a link; every session ends. Return the name to sign in with.

    A second factor stays on: a link alone does not open an account that has one.

    Raises:
        InvalidInputError: for `token`, where the link does not hold; for `pass_phrase`, with what is wrong with it.
    """
    with desk.reading() as connection:
        pending = tickets.look(connection, Purpose.RESET, token, desk.clock())
        row = _by_id(connection, pending.account_id) if pending else None
    if row is None:
        raise InvalidInputError("token", LINK_UNKNOWN)
    check_pass_phrase(pass_phrase, about=[row.name])
    password_hash = hash_pass_phrase(pass_phrase)
    with desk.writing() as connection:
        now = desk.clock()
        used = tickets.redeem(connection, Purpose.RESET, token, now)
        if used is None:
            raise InvalidInputError("token", LINK_UNKNOWN)
        set_pass_phrase(connection, _by_id(connection, used.account_id), password_hash)
        audit.note(connection, Deed.RESET_LINK_USED, used.account_id, now=now, address=address)
    return str(row.name)


def is_open(desk: AccountDesk, token: str) -> bool:
    """Return whether a link holds, without using it."""
    with desk.reading() as connection:
        return tickets.look(connection, Purpose.RESET, token, desk.clock()) is not None


def _by_id(connection: sa.Connection, account_id: str) -> Any:
    return connection.execute(sa.select(accounts).where(accounts.c.id == account_id)).one()
