"""What a facilitator does for the participants of their workshop, and an administrator for everybody.

Neither sees what anybody wrote. Who is not in one's workshop is not found.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from lib.accounts import audit, sessions, tickets
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.granted import MADE_BY, withdraw_given
from lib.accounts.own_account import set_pass_phrase
from lib.accounts.pass_phrases import check_pass_phrase, hash_pass_phrase
from lib.accounts.sessions import SignedIn
from lib.accounts.tables import accounts, invitations, workshops
from lib.accounts.tickets import Purpose
from lib.accounts.tokens import code_hash, new_code
from lib.domain.errors import InvalidInputError, NotFoundError

LINK_UNKNOWN = "This link was used already, or its time is over. Please ask for a new one."
BY_ORGANISATION = "The organisation signs this person in: there is no pass phrase to be set."
_INVITATION_LIFE = timedelta(days=90)
# What each role may do for others: the one place where it says so.
MAY_INVITE: dict[str, frozenset[Role]] = {
    Role.FACILITATOR: frozenset({Role.PARTICIPANT}),
    Role.ADMINISTRATOR: frozenset({Role.PARTICIPANT, Role.FACILITATOR, Role.ADMINISTRATOR}),
}


@dataclass(frozen=True)
class Participant:
    """Somebody as the facilitator sees them: no more than is needed to help them in."""

    id: str
    name: str
    role: Role
    is_disabled: bool
    created_at: datetime


def participants(desk: AccountDesk, actor: SignedIn) -> list[Participant]:
    """Return the accounts that the actor looks after, by name: their workshop's, or all for an administrator.

    Raises:
        NotFoundError: where the actor looks after nobody.
        NotSignedInError: where the actor's session has ended; so do all functions here that take an actor.
    """
    with desk.reading() as connection:
        mine = _looked_after(connection, actor)
        rows = connection.execute(sa.select(accounts).where(mine).order_by(accounts.c.name)).all()
    return [Participant(row.id, row.name, Role(row.role), row.disabled_at is not None, row.created_at) for row in rows]


def _looked_after(connection: sa.Connection, actor: SignedIn) -> sa.ColumnElement[bool]:
    """Return the condition that an account is one that the actor looks after; never their own."""
    actor.confirm(connection)
    others = sa.and_(accounts.c.id != actor.owner, accounts.c.role != Role.VISITOR)
    if actor.role == Role.ADMINISTRATOR:
        return others
    if actor.role != Role.FACILITATOR:
        raise NotFoundError("page")
    workshop_id = _workshop_of(connection, actor.owner)
    if workshop_id is None:
        # Those in no workshop are not the participants of somebody who leads none.
        return sa.false()
    return sa.and_(others, accounts.c.workshop_id == workshop_id, accounts.c.role == Role.PARTICIPANT)


def _workshop_of(connection: sa.Connection, account_id: str) -> str | None:
    found: str | None = connection.execute(
        sa.select(accounts.c.workshop_id).where(accounts.c.id == account_id)
    ).scalar_one()
    return found


def _one(connection: sa.Connection, actor: SignedIn, account_id: str) -> Any:
    mine = _looked_after(connection, actor)
    found = connection.execute(sa.select(accounts).where(mine, accounts.c.id == account_id).with_for_update()).first()
    if found is None:
        raise NotFoundError("person")
    return found


def invite(desk: AccountDesk, actor: SignedIn, role: Role = Role.PARTICIPANT, *, uses: int | None, address: str) -> str:
    """Return a new code with which so many (None: any number of) people may make an account, within 90 days.

    Raises:
        NotFoundError: where the actor may not invite anybody of that role; a code for many makes participants only.
    """
    code = new_code()
    with desk.writing() as connection:
        actor.confirm(connection)
        is_for_many = uses != 1
        if role not in MAY_INVITE.get(actor.role, frozenset()) or (is_for_many and role is not Role.PARTICIPANT):
            raise NotFoundError("page")
        now = desk.clock()
        # A facilitator leads a workshop of their own.
        is_led = role is Role.FACILITATOR
        workshop_id = add_workshop(connection, "", now) if is_led else _workshop_of(connection, actor.owner)
        add_invitation(connection, code, role=role, workshop_id=workshop_id, uses=uses, made_by=actor.owner, now=now)
        audit.note(connection, Deed.INVITATION_MADE, actor.owner, now=now, address=address)
    return code


def add_invitation(  # noqa: PLR0913 - what an invitation is made of
    connection: sa.Connection,
    code: str,
    *,
    role: Role,
    workshop_id: str | None,
    uses: int | None,
    made_by: str,
    now: datetime,
) -> None:
    """Write an invitation under its code's hash."""
    connection.execute(
        sa.insert(invitations).values(
            id=token_hex(8),
            code_hash=code_hash(code),
            role=role,
            workshop_id=workshop_id,
            uses_left=uses,
            made_by=made_by,
            created_at=now,
            expires_at=now + _INVITATION_LIFE,
        )
    )


def add_workshop(connection: sa.Connection, name: str, now: datetime) -> str:
    """Write a workshop, and return its id."""
    workshop_id = token_hex(8)
    connection.execute(sa.insert(workshops).values(id=workshop_id, name=name, created_at=now))
    return workshop_id


def make_reset_link(desk: AccountDesk, actor: SignedIn, account_id: str, *, address: str) -> str:
    """Return the token of a link by which somebody sets a new pass phrase, once, within 24 hours.

    Raises:
        InvalidInputError: for `name`, where the organisation signs them in.
        NotFoundError: where the actor does not look after that account.
    """
    with desk.writing() as connection:
        row = _one(connection, actor, account_id)
        if row.identity is not None:
            raise InvalidInputError("name", BY_ORGANISATION)
        now = desk.clock()
        tickets.withdraw(connection, Purpose.RESET, row.id)
        token = tickets.issue(connection, Purpose.RESET, row.id, now, {MADE_BY: actor.owner})
        audit.note(connection, Deed.RESET_LINK_MADE, row.id, now=now, address=address, actor_id=actor.owner)
        return token


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


def _by_id(connection: sa.Connection, account_id: str) -> Any:
    return connection.execute(sa.select(accounts).where(accounts.c.id == account_id)).one()


def disable(desk: AccountDesk, actor: SignedIn, account_id: str, *, is_disabled: bool = True, address: str) -> None:
    """Keep somebody out, whose sessions, codes and links for others end at once, or let them in again.

    Raises:
        NotFoundError: where the actor does not look after that account.
    """
    with desk.writing() as connection:
        row = _one(connection, actor, account_id)
        now = desk.clock()
        mine = sa.update(accounts).where(accounts.c.id == row.id)
        connection.execute(mine.values(disabled_at=now if is_disabled else None, generation=row.generation + 1))
        sessions.end_others(connection, row.id)
        if is_disabled:
            withdraw_given(connection, row.id)
        deed = Deed.DISABLED if is_disabled else Deed.ENABLED
        audit.note(connection, deed, row.id, now=now, address=address, actor_id=actor.owner)


def change_role(desk: AccountDesk, actor: SignedIn, account_id: str, role: Role, *, address: str) -> None:
    """Give somebody another role; their sessions, and their codes and links for others, end at once.

    Raises:
        NotFoundError: where the actor is no administrator, or there is no such account.
    """
    with desk.writing() as connection:
        row = _one(connection, actor, account_id)
        if actor.role != Role.ADMINISTRATOR or role is Role.VISITOR:
            raise NotFoundError("person")
        now = desk.clock()
        leads_none = role is Role.FACILITATOR and row.workshop_id is None
        workshop_id = add_workshop(connection, "", now) if leads_none else row.workshop_id
        mine = sa.update(accounts).where(accounts.c.id == row.id)
        connection.execute(mine.values(role=role, workshop_id=workshop_id, generation=row.generation + 1))
        sessions.end_others(connection, row.id)
        withdraw_given(connection, row.id)
        audit.note(connection, Deed.ROLE_CHANGED, row.id, now=now, address=address, actor_id=actor.owner)
