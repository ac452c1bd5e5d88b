"""Sandboxes: an account without a name for whoever tries the demo; it goes away by itself, or is kept."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from lib.accounts import audit, sessions, throttle, tickets
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.names import check_name, name_key
from lib.accounts.own_account import remove_account
from lib.accounts.pass_phrases import check_pass_phrase, hash_pass_phrase
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_up import NAME_TAKEN, add_account
from lib.accounts.tables import accounts
from lib.accounts.tickets import Purpose
from lib.domain.errors import InvalidInputError, NotFoundError, NotSignedInError
from lib.settings import Demo, settings

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
        details = {"is_remembered": True, "generation": 1}
        return tickets.issue(connection, Purpose.SIGN_IN, account_id, now, details)


def keep_sandbox(desk: AccountDesk, actor: SignedIn, name: str, pass_phrase: str, *, address: str) -> str:
    """Turn a visitor's sandbox into an account that stays, with all that is in it; return the ticket for its session.

    Raises:
        InvalidInputError: for `name` or `pass_phrase`, with what is wrong.
        NotFoundError: where the actor is no visitor, or nobody here has a pass phrase.
        NotSignedInError: where the sandbox has gone.
    """
    if not settings().pass_phrases:
        raise NotFoundError("page")
    shown = check_name(name)
    check_pass_phrase(pass_phrase, about=[shown])
    password_hash = hash_pass_phrase(pass_phrase)
    with desk.writing() as connection:
        actor.confirm(connection)
        if actor.role != Role.VISITOR:
            raise NotFoundError("sandbox")
        now = desk.clock()
        mine = sa.update(accounts).where(accounts.c.id == actor.owner)
        kept = {"name": shown, "name_key": name_key(shown), "password_hash": password_hash}
        try:
            found = connection.execute(mine.values(**kept, role=Role.PARTICIPANT, expires_at=None, generation=2))
        except sa.exc.IntegrityError as error:
            raise InvalidInputError("name", NAME_TAKEN) from error
        if not found.rowcount:
            # It was cleared away between the look at the session and now.
            raise NotSignedInError
        sessions.end_others(connection, actor.owner)
        audit.note(connection, Deed.SANDBOX_KEPT, actor.owner, now=now, address=address)
        details = {"is_remembered": False, "generation": 2}
        return tickets.issue(connection, Purpose.SIGN_IN, actor.owner, now, details)


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
    return len(ids)


def _is_first(connection: sa.Connection) -> bool:
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.execute(sa.select(sa.func.pg_try_advisory_xact_lock(_CLEARING_LOCK))).scalar_one())
