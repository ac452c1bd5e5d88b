"""Sandboxes: an account without a name for whoever tries the demo; it goes away by itself, or is kept."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from lib.accounts import audit, sessions, throttle, tickets
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.names import check_name, name_key
from lib.accounts.own_account import remove_account
from lib.accounts.pass_phrases import check_pass_phrase, hash_pass_phrase, in_turn
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_up import NAME_TAKEN, add_account, look_at_code, use_invitation
from lib.accounts.tables import accounts
from lib.domain.errors import InvalidInputError, NotFoundError, NotSignedInError
from lib.domain.links import valid_email
from lib.settings import Demo, SignUp, settings
from lib.store.snapshots import frames_of

# Two servers that clear at once would only do the work twice; the number is ours and means nothing.
_CLEARING_LOCK = 730_1968
_MOST_AT_ONCE = 500


def open_sandbox(desk: AccountDesk, *, address: str) -> str:
    """Make a visitor's account, and return the ticket for its session.

    Raises:
        NotFoundError: where this site has no demo.
        TooManyTriesError: where too many were opened.
    """
    if settings().demo is Demo.OFF:
        raise NotFoundError("page")
    desk.count_try(throttle.demo_buckets(address), account_id=None, address=address)
    with desk.writing() as connection:
        now = desk.clock()
        ends = now + timedelta(hours=settings().demo_hours)
        account_id = add_account(connection, "", now=now, role=Role.VISITOR, expires_at=ends)
        audit.note(connection, Deed.SANDBOX_OPENED, account_id, now=now, address=address)
        return tickets.issue_for_session(connection, account_id, 1, now, is_remembered=True)


def can_be_kept() -> bool:
    """Return whether a visitor may make an account of their sandbox at this site."""
    host = settings()
    return host.pass_phrases and host.demo is not Demo.ONLY and host.sign_up is not SignUp.CLOSED


def keep_sandbox(  # noqa: PLR0913 - the sandbox, and what an account is made with
    desk: AccountDesk, actor: SignedIn, name: str, pass_phrase: str, *, code: str = "", address: str
) -> str:
    """Turn a visitor's sandbox into an account that stays, with all that is in it; return the ticket for its session.

    A code counts as at sign-up.

    Raises:
        InvalidInputError: for `name`, `pass_phrase` or `code`, with what is wrong.
        NotFoundError: where the actor is no visitor, or no sandbox is kept at this site.
        NotSignedInError: where the sandbox has gone.
        TooManyTriesError: where too many accounts were tried from here.
    """
    if not can_be_kept():
        raise NotFoundError("page")
    shown = check_name(name)
    check_pass_phrase(pass_phrase, about=[shown])
    with desk.reading() as connection:
        _confirm_visitor(connection, actor)
        refusal = _refusal_of(connection, code, desk.clock())
    desk.count_try(throttle.sign_up_buckets(address), account_id=actor.owner, address=address)
    if refusal:
        # Told once the try is counted: codes must not be guessed for nothing.
        raise refusal
    with in_turn(address):
        password_hash = hash_pass_phrase(pass_phrase)
    with desk.writing() as connection:
        _confirm_visitor(connection, actor)
        now = desk.clock()
        by_code = use_invitation(connection, code, now)
        _make_stay(connection, actor.owner, shown, password_hash, by_code)
        sessions.end_others(connection, actor.owner)
        audit.note(connection, Deed.SANDBOX_KEPT, actor.owner, now=now, address=address)
        return tickets.issue_for_session(connection, actor.owner, 2, now)


def _refusal_of(connection: sa.Connection, code: str, now: datetime) -> InvalidInputError | None:
    try:
        look_at_code(connection, code, now)
    except InvalidInputError as error:
        return error
    return None


def _confirm_visitor(connection: sa.Connection, actor: SignedIn) -> None:
    actor.confirm(connection)
    if actor.role != Role.VISITOR:
        raise NotFoundError("sandbox")


def _make_stay(connection: sa.Connection, account_id: str, name: str, password_hash: str, by_code: Any) -> None:
    kept = {
        "name": name,
        "name_key": name_key(name),
        # As for everybody whose name is an e-mail address.
        "email": valid_email(name) or "",
        "password_hash": password_hash,
        "role": by_code.role if by_code else Role.PARTICIPANT,
        "workshop_id": by_code.workshop_id if by_code else None,
        "expires_at": None,
        "generation": 2,
    }
    try:
        found = connection.execute(sa.update(accounts).where(accounts.c.id == account_id).values(kept))
    except sa.exc.IntegrityError as error:
        raise InvalidInputError("name", NAME_TAKEN) from error
    if not found.rowcount:
        # It was cleared away between the look at the session and now.
        raise NotSignedInError


def clear_sandboxes(desk: AccountDesk, now: datetime) -> int:
    """Remove the sandboxes whose time is over, with all that is in them; return how many there were.

    Of several servers, one clears at a time (an advisory lock); the others return 0.
    """
    with desk.writing() as connection:
        if not _is_first(connection):
            return 0
        over = sa.select(accounts.c.id).where(accounts.c.expires_at <= now).limit(_MOST_AT_ONCE)
        # One that is being kept at this very moment is held by that, and stays.
        ids = list(connection.execute(over.with_for_update(skip_locked=True)).scalars())
        for account_id in ids:
            remove_account(connection, account_id)
    for account_id in ids:
        frames_of(desk.engine).forget_owner(account_id)
    return len(ids)


def _is_first(connection: sa.Connection) -> bool:
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.execute(sa.select(sa.func.pg_try_advisory_xact_lock(_CLEARING_LOCK))).scalar_one())
