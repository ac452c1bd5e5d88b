"""Signing in: name and pass phrase, where it is on a second factor, and the exchange for a session; and out again."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from lib.accounts import audit, sessions, throttle, tickets
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk
from lib.accounts.names import account_named, name_key
from lib.accounts.pass_phrases import UNKNOWN_HASH, hash_pass_phrase, in_turn, needs_rehash
from lib.accounts.second_factor import UnreadableSecretError, matching_step, unseal
from lib.accounts.sessions import SignedIn
from lib.accounts.tables import accounts, recovery_codes
from lib.accounts.tickets import Purpose
from lib.accounts.tokens import code_hash
from lib.domain.errors import DiskFullError, NotFoundError, SignInRefusedError
from lib.metrics import count_sign_in
from lib.settings import settings

_LOG = logging.getLogger("askwell.sign_in")


# Also where the five minutes for it are over; “Start again” stands beside it.
CODE_REFUSED = "This code does not hold (any more). Wait for the next one and type it, or start again."


@dataclass(frozen=True)
class SignInStep:
    """What comes after a right pass phrase: the ticket is for the code where one is needed, else for the session."""

    ticket: str
    needs_code: bool


@dataclass(frozen=True)
class BegunSession:
    """A session for the browser: its id, and when the cookie ends; None where it ends with the browser."""

    id: str
    ends_at: datetime | None


def sign_in(desk: AccountDesk, name: str, pass_phrase: str, *, is_remembered: bool, address: str) -> SignInStep:
    """Check a name and pass phrase, and return the next step.

    An unknown name takes as long as a wrong pass phrase, and is answered alike.

    Raises:
        BusyError: where very many sign in at this moment.
        NotFoundError: where the organisation alone signs people in.
        SignInRefusedError: where they don't belong together, or the account is not to be used.
        TooManyTriesError: where too much was tried, even if it is right now.
    """
    if not settings().pass_phrases:
        raise NotFoundError("page")
    # Phones put a space after a word that they complete.
    key = name_key(name.strip())
    buckets = throttle.sign_in_buckets(key, address)
    with desk.reading() as connection:
        account = account_named(connection, key)
    account_id = account.id if account else None
    desk.count_try(buckets, account_id=account_id, address=address)
    # Of the account's few tries only: those of the address and of all are there against crowds.
    with desk.unless_busy(buckets[0]), in_turn(address):
        is_known = desk.is_right(pass_phrase, account.password_hash if account else UNKNOWN_HASH)
    if account is None or not is_known or not account.password_hash or not _is_usable(account, desk.clock()):
        desk.note(Deed.SIGN_IN_REFUSED, account_id, address=address)
        count_sign_in("refused")
        raise SignInRefusedError
    fresh = hash_pass_phrase(pass_phrase) if needs_rehash(account.password_hash) else account.password_hash
    with desk.writing() as connection:
        now = desk.clock()
        throttle.give_back(connection, buckets[:1], now, desk.secret_key)
        if fresh != account.password_hash:
            # Not over a pass phrase that was changed in the meantime.
            same = sa.and_(accounts.c.id == account.id, accounts.c.password_hash == account.password_hash)
            connection.execute(sa.update(accounts).where(same).values(password_hash=fresh))
        needs_code = bool(account.second_factor)
        purpose = Purpose.SECOND_FACTOR if needs_code else Purpose.SIGN_IN
        details = {"is_remembered": is_remembered, "generation": account.generation}
        return SignInStep(tickets.issue(connection, purpose, account.id, now, details), needs_code)


def _is_usable(account: Any, now: datetime) -> bool:
    has_ended = account.expires_at is not None and account.expires_at <= now
    return account.disabled_at is None and not has_ended


def give_code(desk: AccountDesk, ticket: str, code: str, *, address: str) -> SignInStep:
    """Check the code of an authenticator app, or a recovery code, and return the ticket for the session.

    Raises:
        SignInRefusedError: where the code is not right, was used before, or the ticket's five minutes are over.
        TooManyTriesError: where too many codes were tried.
    """
    with desk.reading() as connection:
        pending = tickets.look(connection, Purpose.SECOND_FACTOR, ticket, desk.clock())
    if pending is None:
        raise SignInRefusedError(CODE_REFUSED)
    buckets = throttle.account_buckets(pending.account_id)
    desk.count_try(buckets, account_id=pending.account_id, address=address)
    with desk.writing() as connection:
        now = desk.clock()
        is_right = use_code(connection, desk, pending.account_id, code, address=address)
        used = tickets.redeem(connection, Purpose.SECOND_FACTOR, ticket, now) if is_right else None
        if used is not None:
            throttle.give_back(connection, buckets, now, desk.secret_key)
            return SignInStep(
                tickets.issue(connection, Purpose.SIGN_IN, used.account_id, now, used.details), needs_code=False
            )
    desk.note(Deed.SIGN_IN_REFUSED, pending.account_id, address=address)
    raise SignInRefusedError(CODE_REFUSED)


def use_code(connection: sa.Connection, desk: AccountDesk, account_id: str, code: str, *, address: str) -> bool:
    """Use up a code of the app or a recovery code of an account; return whether it held."""
    now = desk.clock()
    account = connection.execute(sa.select(accounts).where(accounts.c.id == account_id).with_for_update()).one()
    if not account.second_factor:
        return False
    step = _step_of(desk, account, code, now)
    if step is not None:
        mine = sa.update(accounts).where(accounts.c.id == account_id)
        connection.execute(mine.values(second_factor_step=step))
        return True
    kept = sa.and_(recovery_codes.c.account_id == account_id, recovery_codes.c.code_hash == code_hash(code))
    if not connection.execute(sa.delete(recovery_codes).where(kept)).rowcount:
        return False
    audit.note(connection, Deed.RECOVERY_CODE_USED, account_id, now=now, address=address)
    return True


def _step_of(desk: AccountDesk, account: Any, code: str, now: datetime) -> int | None:
    """Return the step that a code of the app stands for; None also where the secret can't be read any more."""
    try:
        secret = unseal(account.second_factor, desk.secret_key)
    except UnreadableSecretError:
        # The site's key was changed: a recovery code still opens the account.
        _LOG.warning("a second factor can't be read with this key", extra={"account": account.id})
        return None
    return matching_step(secret, code, now, account.second_factor_step)


def exchange(desk: AccountDesk, ticket: str, *, device: str, address: str, instead_of: str = "") -> BegunSession | None:
    """Begin the session that a ticket stands for; None where it was used before, is over, or never was one.

    `instead_of` is the id of the session that the browser had, which ends: its cookie is overwritten.
    """
    with desk.writing() as connection:
        now = desk.clock()
        used = tickets.redeem(connection, Purpose.SIGN_IN, ticket, now)
        if used is None or not _still_stands(connection, used, now):
            return None
        left = sessions.end_of_browser(connection, instead_of)
        if left is not None:
            audit.note(connection, Deed.SIGNED_OUT, left, now=now, address=address)
        is_remembered = bool(used.details["is_remembered"])
        session_id, ends_at = sessions.begin(
            connection, used.account_id, device=device, is_remembered=is_remembered, now=now
        )
        audit.note(connection, Deed.SIGNED_IN, used.account_id, now=now, address=address)
        count_sign_in("done")
        return BegunSession(session_id, ends_at if is_remembered else None)


def _still_stands(connection: sa.Connection, ticket: Any, now: datetime) -> bool:
    account = connection.execute(sa.select(accounts).where(accounts.c.id == ticket.account_id)).one()
    return _is_usable(account, now) and account.generation == ticket.details["generation"]


def who(desk: AccountDesk, session_id: str) -> SignedIn | None:
    """Return who is signed in under a session's id, and write down that the session is in use; None where nobody is."""
    now = desk.clock()
    with desk.reading() as connection:
        found = sessions.find(connection, session_id, now)
    if found is None:
        return None
    actor, seen_at = found
    if now - seen_at > sessions.SEEN_EVERY:
        # While the disk is full, people still read and take out what they have.
        with suppress(DiskFullError), desk.writing() as connection:
            sessions.see(connection, actor.session, now)
    return actor


def sign_out(desk: AccountDesk, actor: SignedIn, *, address: str) -> None:
    """End the actor's session; nothing happens, and nothing is logged, where it has ended already."""
    with desk.writing() as connection:
        if sessions.end(connection, actor.owner, actor.session):
            audit.note(connection, Deed.SIGNED_OUT, actor.owner, now=desk.clock(), address=address)
