"""What somebody does with their own account: look, change, secure, delete. Nobody else can."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from lib.accounts import audit, sessions, throttle, tickets
from lib.accounts.audit import Deed, Entry
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.granted import withdraw_given
from lib.accounts.pass_phrases import check_pass_phrase, hash_pass_phrase
from lib.accounts.second_factor import matching_step, new_recovery_codes, seal
from lib.accounts.sessions import Session, SignedIn
from lib.accounts.sign_in import use_code
from lib.accounts.tables import accounts, recovery_codes
from lib.accounts.tickets import Purpose
from lib.accounts.tokens import code_hash
from lib.domain.errors import InvalidInputError, NotFoundError
from lib.domain.links import valid_email
from lib.store import tables
from lib.store.actor import show_rows_of
from lib.store.snapshots import frames_of

WRONG_PASS_PHRASE = "This is not your pass phrase."  # noqa: S105 - a sentence
SIGN_IN_AGAIN = "For safety, this works in the first ten minutes after signing in. Sign out, sign in again, and do it."
JUST_SIGNED_IN = timedelta(minutes=10)
NO_EMAIL = "This does not look like an e-mail address, such as ada@example.org."
WRONG_CODE = "This code does not hold (any more). Wait for the next one, and type it."
ON_ALREADY = "The second factor is on already. Switch it off first, with a code of the app that you use now."


@dataclass(frozen=True)
class Account:
    """An account as its owner sees it."""

    id: str
    name: str
    email: str
    role: Role
    workshop_id: str | None
    has_pass_phrase: bool
    has_second_factor: bool
    recovery_codes_left: int
    created_at: datetime


def account(desk: AccountDesk, actor: SignedIn) -> Account:
    """Return the actor's account.

    Raises:
        NotSignedInError: where the actor's session has ended; so do all functions here.
    """
    with desk.reading() as connection:
        row = _mine(connection, actor)
        codes = sa.select(sa.func.count()).select_from(recovery_codes).where(recovery_codes.c.account_id == row.id)
        left = connection.execute(codes).scalar_one()
    return Account(
        row.id,
        row.name,
        row.email,
        Role(row.role),
        row.workshop_id,
        bool(row.password_hash),
        bool(row.second_factor),
        left,
        row.created_at,
    )


def _mine(connection: sa.Connection, actor: SignedIn, *, is_held: bool = False) -> Any:
    """Return the actor's row; `is_held` keeps others from changing it until a write transaction ends."""
    actor.confirm(connection)
    query = sa.select(accounts).where(accounts.c.id == actor.owner)
    return connection.execute(query.with_for_update() if is_held else query).one()


def _confirmed(desk: AccountDesk, actor: SignedIn, pass_phrase: str, *, address: str) -> None:
    """Let somebody who is signed in prove once more who they are."""
    with desk.reading() as connection:
        row = _mine(connection, actor)
    buckets = throttle.pass_phrase_buckets(actor.owner)
    desk.count_try(buckets, account_id=actor.owner, address=address)
    with desk.unless_busy(buckets[0]):
        is_theirs = bool(row.password_hash) and desk.is_right(pass_phrase, row.password_hash)
    if not is_theirs:
        raise InvalidInputError("pass_phrase", WRONG_PASS_PHRASE)
    with desk.writing() as connection:
        throttle.give_back(connection, buckets, desk.clock(), desk.secret_key)


def _proved(desk: AccountDesk, actor: SignedIn, pass_phrase: str, *, address: str) -> None:
    """Let somebody who is signed in prove once more who they are, whether or not they have a pass phrase.

    Who has none, since the organisation signs them in, must have come in by it within the last ten minutes.

    Raises:
        InvalidInputError: for `pass_phrase`, where it is not the actor's, or `session`, where that began too long ago.
        TooManyTriesError: where too many pass phrases were tried.
    """
    with desk.reading() as connection:
        has_pass_phrase = bool(_mine(connection, actor).password_hash)
        began_at = sessions.began_at(connection, actor.session)
    if has_pass_phrase:
        _confirmed(desk, actor, pass_phrase, address=address)
    elif desk.clock() - began_at > JUST_SIGNED_IN:
        raise InvalidInputError("session", SIGN_IN_AGAIN)


def change_pass_phrase(desk: AccountDesk, actor: SignedIn, old: str, new: str, *, address: str) -> str:
    """Set a new pass phrase; every session ends. Return the ticket for a fresh session here.

    Raises:
        InvalidInputError: for `pass_phrase` (the old one is wrong) or `new` (what is wrong with the new one).
        TooManyTriesError: where too much was tried.
    """
    # First what costs nothing: a right old one gives the tries back, so a new one that won't do would be checked on.
    try:
        check_pass_phrase(new, about=[account(desk, actor).name])
    except InvalidInputError as error:
        raise InvalidInputError("new", str(error)) from error
    _confirmed(desk, actor, old, address=address)
    password_hash = hash_pass_phrase(new)
    with desk.writing() as connection:
        row = _mine(connection, actor, is_held=True)
        now = desk.clock()
        set_pass_phrase(connection, row, password_hash)
        audit.note(connection, Deed.PASS_PHRASE_CHANGED, actor.owner, now=now, address=address)
        return tickets.issue_for_session(connection, actor.owner, row.generation + 1, now)


def set_pass_phrase(connection: sa.Connection, row: Any, password_hash: str) -> None:
    """Write a new pass phrase into an account's row; all its sessions, links and tickets end."""
    mine = sa.update(accounts).where(accounts.c.id == row.id)
    connection.execute(mine.values(password_hash=password_hash, generation=row.generation + 1))
    sessions.end_others(connection, row.id)
    for purpose in Purpose:
        tickets.withdraw(connection, purpose, row.id)


def change_email(desk: AccountDesk, actor: SignedIn, email: str, pass_phrase: str, *, address: str) -> None:
    """Set the address to which a link for a new pass phrase may go; empty for none.

    Raises:
        InvalidInputError: for `email`, where it is no address, or for `pass_phrase`, where it is not the actor's.
        TooManyTriesError: where too much was tried.
    """
    checked = valid_email(email.strip()) if email.strip() else ""
    if checked is None:
        raise InvalidInputError("email", NO_EMAIL)
    _confirmed(desk, actor, pass_phrase, address=address)
    with desk.writing() as connection:
        row = _mine(connection, actor, is_held=True)
        connection.execute(sa.update(accounts).where(accounts.c.id == row.id).values(email=checked))
        # A link that is on its way to the old address would still open the account.
        tickets.withdraw(connection, Purpose.RESET, row.id)
        audit.note(connection, Deed.EMAIL_CHANGED, row.id, now=desk.clock(), address=address)


def own_sessions(desk: AccountDesk, actor: SignedIn) -> list[Session]:
    """Return the actor's living sessions, the one used last first."""
    with desk.reading() as connection:
        actor.confirm(connection)
        return sessions.sessions_of(connection, actor.owner, desk.clock())


def end_session(desk: AccountDesk, actor: SignedIn, id_hash: str, *, address: str) -> None:
    """End one of the actor's sessions.

    Raises:
        NotFoundError: where the actor has none of that id.
    """
    with desk.writing() as connection:
        actor.confirm(connection)
        if not sessions.end(connection, actor.owner, id_hash):
            raise NotFoundError("session")
        audit.note(connection, Deed.SESSION_ENDED, actor.owner, now=desk.clock(), address=address)


def end_other_sessions(desk: AccountDesk, actor: SignedIn, *, address: str) -> int:
    """End all sessions but this one; return how many there were."""
    with desk.writing() as connection:
        actor.confirm(connection)
        ended = sessions.end_others(connection, actor.owner, keep=actor.session)
        audit.note(connection, Deed.SESSIONS_ENDED, actor.owner, now=desk.clock(), address=address)
        return ended


def switch_second_factor_on(  # noqa: PLR0913 - whose, what to switch on, and two proofs
    desk: AccountDesk, actor: SignedIn, secret: str, code: str, pass_phrase: str, *, address: str
) -> tuple[str, ...]:
    """Ask from now on for the codes of an app, once its first code proves that it works.

    Return the recovery codes, which are shown this once.

    Raises:
        InvalidInputError: for `pass_phrase` or `session` as `_proved` does; for `code`, where it does not hold, or
            where the second factor is on already.
        TooManyTriesError: where too much was tried.
    """
    _proved(desk, actor, pass_phrase, address=address)
    desk.count_try(throttle.account_buckets(actor.owner), account_id=actor.owner, address=address)
    with desk.writing() as connection:
        row = _mine(connection, actor, is_held=True)
        if row.second_factor:
            raise InvalidInputError("code", ON_ALREADY)
        now = desk.clock()
        step = matching_step(secret, code, now, row.second_factor_step)
        if step is None:
            raise InvalidInputError("code", WRONG_CODE)
        sealed = seal(secret, desk.secret_key)
        mine = sa.update(accounts).where(accounts.c.id == actor.owner)
        connection.execute(mine.values(second_factor=sealed, second_factor_step=step))
        audit.note(connection, Deed.SECOND_FACTOR_ON, actor.owner, now=now, address=address)
        return _fresh_recovery_codes(connection, actor.owner)


def _fresh_recovery_codes(connection: sa.Connection, account_id: str) -> tuple[str, ...]:
    codes = new_recovery_codes()
    connection.execute(sa.delete(recovery_codes).where(recovery_codes.c.account_id == account_id))
    rows = [{"account_id": account_id, "code_hash": code_hash(code)} for code in codes]
    connection.execute(sa.insert(recovery_codes), rows)
    return codes


def switch_second_factor_off(desk: AccountDesk, actor: SignedIn, code: str, pass_phrase: str, *, address: str) -> None:
    """Ask for no code any more; needs one last code, or a recovery code.

    Raises:
        InvalidInputError: for `pass_phrase` or `session` as `_proved` does; for `code`, where it does not hold.
        TooManyTriesError: where too much was tried.
    """
    _proved(desk, actor, pass_phrase, address=address)
    desk.count_try(throttle.account_buckets(actor.owner), account_id=actor.owner, address=address)
    with desk.writing() as connection:
        row = _mine(connection, actor, is_held=True)
        if not use_code(connection, desk, row.id, code, address=address):
            raise InvalidInputError("code", WRONG_CODE)
        take_second_factor_away(connection, row.id)
        audit.note(connection, Deed.SECOND_FACTOR_OFF, row.id, now=desk.clock(), address=address)


def take_second_factor_away(connection: sa.Connection, account_id: str) -> None:
    """Ask for no code of an account any more, within an open write transaction; its recovery codes go too."""
    connection.execute(sa.update(accounts).where(accounts.c.id == account_id).values(second_factor=""))
    connection.execute(sa.delete(recovery_codes).where(recovery_codes.c.account_id == account_id))


def own_log(desk: AccountDesk, actor: SignedIn) -> list[Entry]:
    """Return what the audit log says of the actor's account, the newest first."""
    with desk.reading() as connection:
        actor.confirm(connection)
        return audit.entries(connection, actor.owner)


def delete_account(desk: AccountDesk, actor: SignedIn, pass_phrase: str, *, address: str) -> None:
    """Delete the account with everything in it, for good. A visitor needs no pass phrase.

    Raises:
        InvalidInputError: for `pass_phrase` or `session` as `_proved` does.
        TooManyTriesError: where too much was tried.
    """
    if actor.role != Role.VISITOR:
        _proved(desk, actor, pass_phrase, address=address)
    with desk.writing() as connection:
        actor.confirm(connection)
        remove_account(connection, actor.owner)
        audit.note(connection, Deed.DELETED, actor.owner, now=desk.clock(), address=address)
    frames_of(desk.engine).forget_owner(actor.owner)


def remove_account(connection: sa.Connection, account_id: str) -> None:
    """Remove an account with all that its owner wrote or gave others to come in with, in an open write transaction."""
    withdraw_given(connection, account_id)
    show_rows_of(connection, account_id)
    connection.execute(sa.delete(tables.workspaces).where(tables.workspaces.c.owner == account_id))
    connection.execute(sa.delete(accounts).where(accounts.c.id == account_id))
