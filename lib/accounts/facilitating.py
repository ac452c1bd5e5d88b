"""What a facilitator does for the participants of their workshop, and an administrator for everybody.

Neither sees what anybody wrote. Who is not in one's workshop is not found.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from lib.accounts import audit, sessions
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.granted import withdraw_given
from lib.accounts.inviting import add_workshop, workshop_of
from lib.accounts.names import name_key
from lib.accounts.permissions import PERMISSIONS
from lib.accounts.reset_links import give_reset_link
from lib.accounts.sessions import SignedIn
from lib.accounts.tables import accounts
from lib.domain.errors import InvalidInputError, NotFoundError
from lib.settings import settings

PAGE = 20  # people
BY_ORGANISATION = "The organisation signs this person in: there is no pass phrase to be set."


@dataclass(frozen=True)
class Participant:
    """Somebody as the facilitator sees them: no more than is needed to help them in."""

    id: str
    name: str
    role: Role
    is_disabled: bool
    has_pass_phrase: bool
    """Whether they sign in by one here, so that a link for a new one is of use."""
    created_at: datetime


@dataclass(frozen=True)
class PageOfPeople:
    """Some of those who were looked for: which page it is, from 1, of how many, and how many people they are."""

    people: list[Participant]
    page: int
    pages: int
    found: int


def participants(desk: AccountDesk, actor: SignedIn, *, search: str = "", page: int = 1) -> PageOfPeople:
    """Return those whom the actor looks after (their workshop's, or all for an administrator), by name, page by page.

    `search` is a part of the name, in any spelling that a reader could take for it. After the last page comes none: it
    is the last one then.

    Raises:
        NotFoundError: where the actor looks after nobody.
        NotSignedInError: where the actor's session has ended; so do all functions here that take an actor.
    """
    with desk.reading() as connection:
        mine = _looked_after(connection, actor)
        if search.strip():
            mine = sa.and_(mine, accounts.c.name_key.contains(name_key(search.strip()), autoescape=True))
        found = connection.execute(sa.select(sa.func.count()).select_from(accounts).where(mine)).scalar_one()
        pages = max(1, -(-found // PAGE))
        shown = min(max(1, page), pages)
        query = sa.select(accounts).where(mine).order_by(sa.func.lower(accounts.c.name), accounts.c.id)
        rows = connection.execute(query.limit(PAGE).offset((shown - 1) * PAGE)).all()
    return PageOfPeople([_as_seen(row) for row in rows], shown, pages, found)


def participant(desk: AccountDesk, actor: SignedIn, account_id: str) -> Participant:
    """Return one of those whom the actor looks after.

    Raises:
        NotFoundError: where the actor does not look after that account.
    """
    with desk.reading() as connection:
        return _as_seen(_one(connection, actor, account_id))


def _as_seen(row: Any) -> Participant:
    is_out = row.disabled_at is not None
    return Participant(row.id, row.name, Role(row.role), is_out, _has_pass_phrase(row), row.created_at)


def _has_pass_phrase(row: Any) -> bool:
    return row.identity is None and settings().pass_phrases


def _looked_after(connection: sa.Connection, actor: SignedIn) -> sa.ColumnElement[bool]:
    """Return the condition that an account is one that the actor looks after; never their own."""
    actor.confirm(connection)
    may = PERMISSIONS[actor.role]
    if not may.looks_after:
        raise NotFoundError("page")
    theirs = sa.and_(accounts.c.id != actor.owner, accounts.c.role.in_(may.looks_after))
    if may.everywhere:
        return theirs
    workshop_id = workshop_of(connection, actor.owner)
    if workshop_id is None:
        # Those in no workshop are not the participants of somebody who leads none.
        return sa.false()
    return sa.and_(theirs, accounts.c.workshop_id == workshop_id)


def _one(connection: sa.Connection, actor: SignedIn, account_id: str, *, is_held: bool = False) -> Any:
    """Return somebody's row; `is_held` keeps others from changing it until a write transaction ends."""
    query = sa.select(accounts).where(_looked_after(connection, actor), accounts.c.id == account_id)
    found = connection.execute(query.with_for_update() if is_held else query).first()
    if found is None:
        raise NotFoundError("person")
    return found


def make_reset_link(desk: AccountDesk, actor: SignedIn, account_id: str, *, address: str) -> str:
    """Return the token of a link by which somebody sets a new pass phrase, once, within 24 hours.

    Raises:
        InvalidInputError: for `name`, where the organisation signs them in.
        NotFoundError: where the actor does not look after that account.
    """
    with desk.writing() as connection:
        row = _one(connection, actor, account_id, is_held=True)
        if not _has_pass_phrase(row):
            raise InvalidInputError("name", BY_ORGANISATION)
        return give_reset_link(connection, row.id, now=desk.clock(), address=address, made_by=actor.owner)


def disable(desk: AccountDesk, actor: SignedIn, account_id: str, *, is_disabled: bool = True, address: str) -> None:
    """Keep somebody out, whose sessions, codes and links for others end at once, or let them in again.

    Raises:
        NotFoundError: where the actor does not look after that account.
    """
    with desk.writing() as connection:
        row = _one(connection, actor, account_id, is_held=True)
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
        row = _one(connection, actor, account_id, is_held=True)
        if not PERMISSIONS[actor.role].changes_roles or role is Role.VISITOR:
            raise NotFoundError("person")
        now = desk.clock()
        leads_none = role is Role.FACILITATOR and row.workshop_id is None
        workshop_id = add_workshop(connection, "", now) if leads_none else row.workshop_id
        mine = sa.update(accounts).where(accounts.c.id == row.id)
        connection.execute(mine.values(role=role, workshop_id=workshop_id, generation=row.generation + 1))
        sessions.end_others(connection, row.id)
        withdraw_given(connection, row.id)
        audit.note(connection, Deed.ROLE_CHANGED, row.id, now=now, address=address, actor_id=actor.owner)
