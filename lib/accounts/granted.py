"""What somebody gave others to come in with, codes and links: taken back when they may not give it any more."""

import sqlalchemy as sa

from lib.accounts.tables import invitations, tickets
from lib.accounts.tickets import Purpose

# In the details of a link for a new pass phrase: who made it for somebody else.
MADE_BY = "made_by"


def withdraw_given(connection: sa.Connection, account_id: str) -> None:
    """Take back the invitations and the links for a new pass phrase that an account made for others."""
    connection.execute(sa.delete(invitations).where(invitations.c.made_by == account_id))
    is_theirs = tickets.c.details[MADE_BY].as_string() == account_id
    connection.execute(sa.delete(tickets).where(tickets.c.purpose == Purpose.RESET, is_theirs))
