"""Sign-in by the organisation: whoever it vouches for gets the account that belongs to its word, and no other.

The account is found by who the organisation says that somebody is, never by an e-mail address or a name: whoever can
have an address written into a profile there would take over the account of somebody else here.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from lib.accounts import audit, throttle, tickets
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.names import account_named, check_name, name_key
from lib.accounts.sign_in import SignInStep
from lib.accounts.sign_up import CLOSED, add_account, use_invitation
from lib.accounts.tables import accounts
from lib.accounts.throttle import Bucket
from lib.domain.errors import InvalidInputError, NotFoundError, SignInRefusedError, TooManyTriesError
from lib.domain.links import valid_email
from lib.metrics import count_sign_in
from lib.settings import SignUp, settings

# For so long the organisation's word opens the door. Streamlit keeps it for 30 days, also on a shared computer.
FRESH = timedelta(minutes=10)
OVER = "This sign-in was used already, or it is too old. Please sign in once more."
KEPT_OUT = "This account can't be used now. Please ask the people who run this site."
_LONGEST_IDENTITY = 400  # characters
_LONGEST_STEM = 50  # characters
_NUMBERS = range(2, 10)


@dataclass(frozen=True)
class Vouched:
    """What the organisation said of somebody, and when; `subject` is who they are to it, for good."""

    issuer: str
    subject: str
    name: str
    email: str
    said_at: datetime

    @property
    def identity(self) -> str:
        """Who this is, as one text; hashed where it is no plain line or too long for its column."""
        text = f"{self.issuer}\n{self.subject}"
        is_plain = all(part.isascii() and part.isprintable() for part in (self.issuer, self.subject))
        if is_plain and len(text) <= _LONGEST_IDENTITY:
            return text
        return "#" + hashlib.sha256(f"{len(self.issuer)}\n{text}".encode(errors="surrogatepass")).hexdigest()

    def is_fresh(self, now: datetime) -> bool:
        """Return whether it was said just now; the clocks of both may differ a little."""
        return abs(now - self.said_at) <= FRESH


def vouched(claims: Mapping[str, object]) -> Vouched | None:
    """Return what an identity token says, after its signature was checked; None where it lacks who or when.

    An e-mail address is left out unless the organisation says that it verified it.
    """
    issuer, subject, said_at = _text(claims, "iss"), _text(claims, "sub"), _moment(claims.get("iat"))
    if not issuer or not subject or said_at is None:
        return None
    email = valid_email(_text(claims, "email")) if claims.get("email_verified") is True else None
    return Vouched(issuer, subject, _text(claims, "name"), email or "", said_at)


def _moment(seconds: object) -> datetime | None:
    """Return the moment so many seconds after 1970; None where it is no number, or no calendar has such a day."""
    if not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _text(claims: Mapping[str, object], name: str) -> str:
    value = claims.get(name)
    return value if isinstance(value, str) else ""


def is_known(desk: AccountDesk, who: Vouched) -> bool:
    """Return whether somebody has an account here already."""
    with desk.reading() as connection:
        return _found(connection, who) is not None


def enter(desk: AccountDesk, who: Vouched, *, code: str = "", address: str) -> SignInStep:
    """Return the ticket for a session of the account that is theirs; the first time, make it.

    A second factor is the organisation's business. For a new account, a code counts as at sign-up.

    Raises:
        InvalidInputError: for `code`, where a new account needs another, or can't be made.
        NotFoundError: where this site has no such sign-in.
        SignInRefusedError: where the word is too old or was used before, or the account is disabled.
        TooManyTriesError: where too many codes or new accounts were tried from here.
    """
    if not settings().organisation:
        raise NotFoundError("page")
    if not who.is_fresh(desk.clock()):
        raise SignInRefusedError(OVER)
    with desk.reading() as connection:
        account = _found(connection, who)
    if account is None:
        desk.count_try(throttle.sign_up_buckets(address), account_id=None, address=address)
    elif account.disabled_at is not None:
        desk.note(Deed.SIGN_IN_REFUSED, account.id, address=address)
        count_sign_in("refused")
        raise SignInRefusedError(KEPT_OUT)
    with desk.writing() as connection:
        _use_up(connection, desk, who)
        # Looked for again: another tab may have made it a moment ago.
        account = _found(connection, who) or _made(connection, desk, who, code, address)
        ticket = tickets.issue_for_session(connection, account.id, account.generation, desk.clock())
        return SignInStep(ticket, needs_code=False)


def _found(connection: sa.Connection, who: Vouched) -> Any:
    return connection.execute(sa.select(accounts).where(accounts.c.identity == who.identity)).first()


def _use_up(connection: sa.Connection, desk: AccountDesk, who: Vouched) -> None:
    """Let the word count once: a bucket that one try fills stays full until the word is too old."""
    once = Bucket("word-on", f"{who.said_at.timestamp()}\n{who.identity}", 1, 2 * FRESH)
    try:
        throttle.take(connection, [once], desk.clock(), desk.secret_key)
    except TooManyTriesError as error:
        raise SignInRefusedError(OVER) from error


def _made(connection: sa.Connection, desk: AccountDesk, who: Vouched, code: str, address: str) -> Any:
    if settings().sign_up is SignUp.CLOSED:
        raise InvalidInputError("code", CLOSED)
    now = desk.clock()
    by_code = use_invitation(connection, code, now)
    account_id = add_account(
        connection,
        _free_name(connection, who),
        now=now,
        role=Role(by_code.role) if by_code else Role.PARTICIPANT,
        workshop_id=by_code.workshop_id if by_code else None,
        identity=who.identity,
    )
    audit.note(connection, Deed.SIGNED_UP, account_id, now=now, address=address)
    return _found(connection, who)


def _free_name(connection: sa.Connection, who: Vouched) -> str:
    """Return a name that nobody has: the e-mail address, else what they are called, with a number where need be."""
    return next(name for name in _names(who) if account_named(connection, name_key(name)) is None)


def _names(who: Vouched) -> Iterator[str]:
    """Give names to sign in with, without end. None is an e-mail address that might be another's."""
    spoken = (who.email.partition("@")[0], ".".join(who.name.replace("@", " ").split()))
    stems = [name for text in spoken if (name := _as_name(text[:_LONGEST_STEM]))] or [Role.PARTICIPANT.value]
    yield _as_name(who.email) or stems[0]
    for number in chain(map(str, _NUMBERS), iter(lambda: token_hex(3), "")):
        yield f"{stems[0]}.{number}"


def _as_name(text: str) -> str:
    """Return the text as a name to sign in with; empty where it can't be one."""
    try:
        return check_name(text)
    except InvalidInputError:
        return ""
