"""A pass phrase that was forgotten: the link for a new one goes to the account's own e-mail address."""

from typing import Any

import sqlalchemy as sa

from lib.accounts import audit, throttle, tickets
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk
from lib.accounts.mail import can_mail, reset_mail, send_later
from lib.accounts.names import name_key
from lib.accounts.tables import accounts
from lib.accounts.tickets import Purpose
from lib.domain.errors import NotFoundError
from lib.settings import settings

# The same, whether or not anybody has that name.
ANSWER = "If somebody has this name here, and an e-mail address with it, the link is on its way. It works for 24 hours."


def mail_reset_link(desk: AccountDesk, name: str, *, address: str) -> None:
    """Mail the link for a new pass phrase, where somebody has this name and an e-mail address; tell nobody whether.

    Raises:
        NotFoundError: where this site sends no mail.
        TooManyTriesError: where too many were asked for.
    """
    if not can_mail(settings()):
        raise NotFoundError("page")
    key = name_key(name.strip())
    with desk.reading() as connection:
        found = connection.execute(sa.select(accounts).where(accounts.c.name_key == key)).first()
    desk.count_try(throttle.mail_buckets(key, address), account_id=found.id if found else None, address=address)
    if found is not None and found.email and found.disabled_at is None:
        send_later(settings(), reset_mail(settings(), found.email, _token(desk, found, address=address)))


def _token(desk: AccountDesk, account: Any, *, address: str) -> str:
    with desk.writing() as connection:
        now = desk.clock()
        tickets.withdraw(connection, Purpose.RESET, account.id)
        audit.note(connection, Deed.RESET_LINK_MADE, account.id, now=now, address=address)
        return tickets.issue(connection, Purpose.RESET, account.id, now)
