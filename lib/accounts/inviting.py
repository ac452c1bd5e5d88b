"""Codes that let people make an account: made, listed without the code, and taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

import sqlalchemy as sa

from lib.accounts import audit
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.permissions import PERMISSIONS
from lib.accounts.sessions import SignedIn
from lib.accounts.tables import accounts, invitations, workshops
from lib.accounts.tokens import code_hash, new_code
from lib.domain.errors import InvalidInputError, NotFoundError

LONGEST_NOTE = 100  # characters
_LIFE = timedelta(days=90)


@dataclass(frozen=True)
class Invitation:
    """A code that still lets somebody in, as those see it who may take it back: never the code, nor its hash."""

    id: str
    note: str
    role: Role
    uses_left: int | None
    """None: as many as have the code."""
    used: int
    expires_at: datetime


def invite(  # noqa: PLR0913 - the actor, and what an invitation is made of
    desk: AccountDesk,
    actor: SignedIn,
    role: Role = Role.PARTICIPANT,
    *,
    uses: int | None,
    note: str = "",
    address: str,
) -> str:
    """Return a new code with which so many (None: any number of) people may make an account, within 90 days.

    Raises:
        InvalidInputError: for `note`, where it is too long or no plain text.
        NotFoundError: where the actor may not invite anybody of that role; a code for many makes participants only.
        NotSignedInError: where the actor's session has ended; so do all functions here that take an actor.
    """
    shown = _checked(note)
    code = new_code()
    with desk.writing() as connection:
        actor.confirm(connection)
        is_for_many = uses != 1
        if role not in PERMISSIONS[actor.role].invites or (is_for_many and role is not Role.PARTICIPANT):
            raise NotFoundError("page")
        now = desk.clock()
        # A facilitator leads a workshop of their own.
        is_led = role is Role.FACILITATOR
        workshop_id = add_workshop(connection, "", now) if is_led else workshop_of(connection, actor.owner)
        add_invitation(
            connection, code, role=role, workshop_id=workshop_id, uses=uses, note=shown, made_by=actor.owner, now=now
        )
        audit.note(connection, Deed.INVITATION_MADE, actor.owner, now=now, address=address)
    return code


def _checked(note: str) -> str:
    bare = note.strip()
    if len(bare) > LONGEST_NOTE or not bare.isprintable():
        raise InvalidInputError("note", f"Say what it is for on one line, in at most {LONGEST_NOTE} characters.")
    return bare


def add_invitation(  # noqa: PLR0913 - what an invitation is made of
    connection: sa.Connection,
    code: str,
    *,
    role: Role,
    workshop_id: str | None,
    uses: int | None,
    note: str = "",
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
            used=0,
            note=note,
            made_by=made_by,
            created_at=now,
            expires_at=now + _LIFE,
        )
    )


def add_workshop(connection: sa.Connection, name: str, now: datetime) -> str:
    """Write a workshop, and return its id."""
    workshop_id = token_hex(8)
    connection.execute(sa.insert(workshops).values(id=workshop_id, name=name, created_at=now))
    return workshop_id


def workshop_of(connection: sa.Connection, account_id: str) -> str | None:
    """Return the id of the workshop in which somebody is; None where they are in none."""
    found: str | None = connection.execute(
        sa.select(accounts.c.workshop_id).where(accounts.c.id == account_id)
    ).scalar_one()
    return found


def open_invitations(desk: AccountDesk, actor: SignedIn) -> list[Invitation]:
    """Return the codes that still let somebody in and that the actor may take back, the newest first.

    A facilitator's are their own, and those for participants of their workshop; an administrator's are all.

    Raises:
        NotFoundError: where the actor invites nobody.
    """
    with desk.reading() as connection:
        mine = _taken_back_by(connection, actor)
        rows = connection.execute(
            sa.select(invitations)
            .where(mine, sa.not_(is_spent(desk.clock())))
            .order_by(invitations.c.created_at.desc(), invitations.c.id)
        ).all()
    return [Invitation(row.id, row.note, Role(row.role), row.uses_left, row.used, row.expires_at) for row in rows]


def take_back(desk: AccountDesk, actor: SignedIn, invitation_id: str, *, address: str) -> None:
    """Let nobody in any more by a code; who came in by it stays.

    Raises:
        NotFoundError: where there is no such invitation (any more), or it is not the actor's to take back.
    """
    with desk.writing() as connection:
        mine = sa.and_(_taken_back_by(connection, actor), invitations.c.id == invitation_id)
        made_by = connection.execute(sa.select(invitations.c.made_by).where(mine)).scalar()
        if made_by is None or not connection.execute(sa.delete(invitations).where(mine)).rowcount:
            raise NotFoundError("invitation")
        now = desk.clock()
        audit.note(connection, Deed.INVITATION_TAKEN_BACK, made_by, now=now, address=address, actor_id=actor.owner)


def _taken_back_by(connection: sa.Connection, actor: SignedIn) -> sa.ColumnElement[bool]:
    """Return the condition that an invitation is one that the actor may take back."""
    actor.confirm(connection)
    if not PERMISSIONS[actor.role].invites:
        raise NotFoundError("page")
    if PERMISSIONS[actor.role].everywhere:
        return sa.true()
    workshop_id = workshop_of(connection, actor.owner)
    # Those into no workshop are not those of somebody who leads none.
    led = sa.false() if workshop_id is None else invitations.c.workshop_id == workshop_id
    is_led = sa.and_(led, invitations.c.role.in_(PERMISSIONS[actor.role].invites))
    return sa.or_(invitations.c.made_by == actor.owner, is_led)


def is_spent(now: datetime) -> sa.ColumnElement[bool]:
    """Return the condition that nobody can come in by an invitation any more; where a column is null it has no end."""
    return sa.or_(
        sa.and_(invitations.c.expires_at.is_not(None), invitations.c.expires_at <= now),
        sa.and_(invitations.c.uses_left.is_not(None), invitations.c.uses_left <= 0),
    )
