"""Making an account: openly, or with an invitation or a workshop's code."""

from datetime import datetime
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from lib.accounts import audit, throttle, tickets
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.names import account_named, check_name, name_key
from lib.accounts.pass_phrases import check_pass_phrase, hash_pass_phrase, in_turn
from lib.accounts.tables import accounts, invitations
from lib.accounts.tokens import code_hash
from lib.domain.errors import InvalidInputError
from lib.domain.links import valid_email
from lib.settings import SignUp, settings

NAME_TAKEN = "Somebody has this name already, or one that looks like it. Please choose another."
CODE_UNKNOWN = "This code is not known, or it is used up. Check it, or ask whoever gave it to you."
CLOSED = "New accounts are made by the people who run this site. Please ask them."


def sign_up(desk: AccountDesk, name: str, pass_phrase: str, *, code: str, address: str) -> str:
    """Make an account, and return the ticket for its first session.

    Raises:
        InvalidInputError: for `name`, `pass_phrase` or `code`, with what is wrong; nothing was made.
        TooManyTriesError: where too many accounts were tried from here.
    """
    if settings().sign_up is SignUp.CLOSED or not settings().pass_phrases:
        raise InvalidInputError("code", CLOSED)
    shown = check_name(name)
    check_pass_phrase(pass_phrase, about=[shown])
    desk.count_try(throttle.sign_up_buckets(address), account_id=None, address=address)
    with desk.reading() as connection:
        look_at_code(connection, code, desk.clock())
    with in_turn(address):
        password_hash = hash_pass_phrase(pass_phrase)
    with desk.writing() as connection:
        now = desk.clock()
        by_code = use_invitation(connection, code, now)
        account_id = add_account(
            connection,
            shown,
            now=now,
            password_hash=password_hash,
            role=Role(by_code.role) if by_code else Role.PARTICIPANT,
            workshop_id=by_code.workshop_id if by_code else None,
        )
        audit.note(connection, Deed.SIGNED_UP, account_id, now=now, address=address)
        return tickets.issue_for_session(connection, account_id, 1, now)


def add_account(  # noqa: PLR0913 - what an account is made of
    connection: sa.Connection,
    name: str,
    *,
    now: datetime,
    password_hash: str = "",
    role: Role = Role.PARTICIPANT,
    workshop_id: str | None = None,
    expires_at: datetime | None = None,
    identity: str | None = None,
) -> str:
    """Write an account, and return its id; without a name it is a visitor's.

    `identity` is who signs in to it by the organisation; such an account has no use for a pass phrase.

    Raises:
        InvalidInputError: for `name`, where somebody has it, be it since this very moment.
    """
    key = name_key(name) if name else None
    if key is not None and account_named(connection, key):
        raise InvalidInputError("name", NAME_TAKEN)
    account_id = token_hex(8)
    row = {
        "id": account_id,
        "name": name,
        "name_key": key,
        # A name that is an e-mail address is where a link for a new pass phrase may go.
        "email": valid_email(name) or "" if identity is None else "",
        "role": role,
        "workshop_id": workshop_id,
        "password_hash": password_hash,
        "generation": 1,
        "second_factor": "",
        "second_factor_step": 0,
        "identity": identity,
        "created_at": now,
        "expires_at": expires_at,
    }
    try:
        connection.execute(sa.insert(accounts).values(row))
    except sa.exc.IntegrityError as error:
        raise InvalidInputError("name", NAME_TAKEN) from error
    return account_id


def _invitation(connection: sa.Connection, code: str, now: datetime, *, is_held: bool = False) -> Any:
    columns = invitations.c
    query = sa.select(invitations).where(
        columns.code_hash == code_hash(code),
        sa.or_(columns.expires_at.is_(None), columns.expires_at > now),
        sa.or_(columns.uses_left.is_(None), columns.uses_left > 0),
    )
    found = connection.execute(query.with_for_update() if is_held else query).first()
    if found is None:
        raise InvalidInputError("code", CODE_UNKNOWN)
    return found


def look_at_code(connection: sa.Connection, code: str, now: datetime) -> None:
    """Check the code for a new account without using it, before the slow work; none is one only at an open site.

    Raises:
        InvalidInputError: for `code`, where there is no such invitation (any more).
    """
    if _counts(code):
        _invitation(connection, code, now)


def _counts(code: str) -> bool:
    """Return whether a code decides who comes in: where one is needed, and where one was given all the same."""
    return settings().sign_up is SignUp.INVITED or bool(code.strip())


def use_invitation(connection: sa.Connection, code: str, now: datetime) -> Any:
    """Return the invitation that a code stands for, one use less; None where none was given and none is needed.

    Its row is held until the transaction ends.

    Raises:
        InvalidInputError: for `code`, where there is no such invitation (any more).
    """
    if not _counts(code):
        return None
    found = _invitation(connection, code, now, is_held=True)
    left = None if found.uses_left is None else found.uses_left - 1
    mine = sa.update(invitations).where(invitations.c.id == found.id)
    connection.execute(mine.values(uses_left=left, used=found.used + 1))
    return found
