"""What whoever runs the server does on the command line, and what the server clears away by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from lib.accounts import audit, sessions, tickets
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.inviting import add_invitation, add_workshop, is_spent
from lib.accounts.names import account_named, check_name, name_key
from lib.accounts.own_account import take_second_factor_away
from lib.accounts.reset_links import give_reset_link
from lib.accounts.sandbox import clear_sandboxes
from lib.accounts.sign_up import add_account
from lib.accounts.tables import invitations, throttle
from lib.accounts.tickets import Purpose
from lib.accounts.tokens import new_code
from lib.domain.errors import InvalidInputError, NotFoundError
from lib.settings import settings

_OPERATOR = "operator"
_COMMAND_LINE = "command line"
# Every bucket is empty by then.
_THROTTLE_KEPT = timedelta(days=1)
_LONGEST_WORKSHOP = 200  # characters


@dataclass(frozen=True)
class Cleared:
    """How many of each were cleared away."""

    sandboxes: int
    sessions: int
    tickets: int
    audit_lines: int


def create_administrator(desk: AccountDesk, name: str) -> str:
    """Make an administrator, and return the token of the link by which they set their pass phrase.

    Raises:
        InvalidInputError: for `name`, with what is wrong.
    """
    shown = check_name(name)
    with desk.writing() as connection:
        now = desk.clock()
        account_id = add_account(connection, shown, now=now, role=Role.ADMINISTRATOR)
        audit.note(connection, Deed.SIGNED_UP, account_id, now=now, address=_COMMAND_LINE, actor_id=_OPERATOR)
        return tickets.issue(connection, Purpose.RESET, account_id, now)


def invite_administrator(desk: AccountDesk) -> str:
    """Return the code with which somebody makes an administrator's account, once: also who has no pass phrase."""
    code = new_code()
    with desk.writing() as connection:
        now = desk.clock()
        role = Role.ADMINISTRATOR
        add_invitation(connection, code, role=role, workshop_id=None, uses=1, made_by=_OPERATOR, now=now)
    return code


def create_workshop(desk: AccountDesk, name: str) -> str:
    """Make a workshop, and return the code with which its facilitator makes an account, once.

    Raises:
        InvalidInputError: for `name`, where it is none, too long, or not plain text.
    """
    if not (1 <= len(name.strip()) <= _LONGEST_WORKSHOP and name.isprintable()):
        raise InvalidInputError("name", f"A workshop's name has 1 to {_LONGEST_WORKSHOP} characters on one line.")
    code = new_code()
    with desk.writing() as connection:
        now = desk.clock()
        workshop_id = add_workshop(connection, name.strip(), now)
        add_invitation(
            connection,
            code,
            role=Role.FACILITATOR,
            workshop_id=workshop_id,
            uses=1,
            made_by=_OPERATOR,
            now=now,
        )
    return code


def reset_link(desk: AccountDesk, name: str) -> str:
    """Return the token of a link by which somebody sets a new pass phrase.

    Raises:
        NotFoundError: where nobody with a pass phrase has that name; those whom the organisation signs in have none.
    """
    with desk.writing() as connection:
        found = account_named(connection, name_key(name.strip()))
        if found is None or found.identity is not None:
            raise NotFoundError("account")
        return give_reset_link(connection, found.id, now=desk.clock(), address=_COMMAND_LINE, made_by=_OPERATOR)


def second_factor_off(desk: AccountDesk, name: str) -> None:
    """Ask somebody who lost their app and their recovery codes for no code any more; the log of the account says so.

    Raises:
        NotFoundError: where nobody has that name, or no second factor is on.
    """
    with desk.writing() as connection:
        found = account_named(connection, name_key(name.strip()))
        if found is None or not found.second_factor:
            raise NotFoundError("second factor")
        take_second_factor_away(connection, found.id)
        # One that waits for a code is for a sign-in that asked for it.
        tickets.withdraw(connection, Purpose.SECOND_FACTOR, found.id)
        now = desk.clock()
        audit.note(connection, Deed.SECOND_FACTOR_OFF, found.id, now=now, address=_COMMAND_LINE, actor_id=_OPERATOR)


def clear_what_is_over(desk: AccountDesk) -> Cleared:
    """Remove for good what has had its time: sandboxes, sessions, tickets, invitations, old lines, empty buckets."""
    now = desk.clock()
    sandboxes = clear_sandboxes(desk, now)
    with desk.writing() as connection:
        connection.execute(sa.delete(throttle).where(throttle.c.at < now - _THROTTLE_KEPT))
        connection.execute(sa.delete(invitations).where(is_spent(now)))
        return Cleared(
            sandboxes,
            sessions.clear_ended(connection, now),
            tickets.clear_ended(connection, now),
            audit.forget_before(connection, _log_begins(now)),
        )


def _log_begins(now: datetime) -> datetime:
    return now - timedelta(days=settings().audit_days)
