"""People at the desk: made, signed in, and trying something at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from threading import Barrier
from typing import Any, TypeVar

import bcrypt
import pytest
import sqlalchemy as sa

from lib.accounts import audit, sessions
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.inviting import add_workshop
from lib.accounts.pass_phrases import UNKNOWN_HASH, hash_pass_phrase
from lib.accounts.reset_links import LINK_UNKNOWN, use_reset_link
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import BegunSession, SignInStep, exchange, sign_in, who
from lib.accounts.sign_up import add_account
from lib.accounts.tables import accounts
from lib.accounts.tokens import token_hash
from lib.domain.errors import AskwellError, InvalidInputError

CHEAP = 4  # bcrypt's lowest cost
PHRASE = "seven boats to an island"
NEW_PHRASE = "eight trains into the fog"
ADDRESS = "192.0.2.7"
ELSEWHERE = "198.51.100.9"
DEVICE = "Firefox on Linux"

T = TypeVar("T")


@dataclass
class CheckedPhrases:
    """Checks pass phrases with bcrypt, and remembers against which hashes."""

    hashes: list[str] = field(default_factory=list)

    def __call__(self, pass_phrase: str, password_hash: str) -> bool:
        """Tell whether they belong together; nothing fits no hash, or the slow one for unknown names."""
        self.hashes.append(password_hash)
        return password_hash not in {"", UNKNOWN_HASH} and bcrypt.checkpw(pass_phrase.encode(), password_hash.encode())


def lock_with(monkeypatch: pytest.MonkeyPatch, cost: int) -> None:
    """Let today's cost of a pass phrase's hash be this."""
    monkeypatch.setattr("lib.accounts.pass_phrases.COST", cost)
    monkeypatch.setattr(hash_pass_phrase, "__kwdefaults__", {"cost": cost})


@cache
def hash_of_phrase() -> str:
    """Return the hash of the pass phrase that all share."""
    return bcrypt.hashpw(PHRASE.encode(), bcrypt.gensalt(CHEAP)).decode()


def made(desk: AccountDesk, name: str = "ada", role: Role = Role.PARTICIPANT, workshop_id: str | None = None) -> str:
    """Make an account with the pass phrase that all share, and return its id."""
    with desk.writing() as connection:
        return add_account(
            connection,
            name,
            now=desk.clock(),
            password_hash=hash_of_phrase(),
            role=role,
            workshop_id=workshop_id,
        )


def a_workshop(desk: AccountDesk) -> str:
    """Make a workshop, and return its id."""
    with desk.writing() as connection:
        return add_workshop(connection, "Finding work", desk.clock())


def tried(desk: AccountDesk, name: str, pass_phrase: str = PHRASE, address: str = ADDRESS) -> SignInStep:
    """Try to sign in."""
    return sign_in(desk, name, pass_phrase, is_remembered=False, address=address)


def begun(
    desk: AccountDesk, name: str = "ada", pass_phrase: str = PHRASE, *, is_remembered: bool = False
) -> BegunSession:
    """Sign in as far as a session."""
    step = sign_in(desk, name, pass_phrase, is_remembered=is_remembered, address=ADDRESS)
    return by_ticket(desk, step.ticket)


def by_ticket(desk: AccountDesk, ticket: str) -> BegunSession:
    """Exchange a ticket for a session."""
    session = exchange(desk, ticket, device=DEVICE, address=ADDRESS)
    assert session is not None
    return session


def actor_of(desk: AccountDesk, session: BegunSession) -> SignedIn:
    """Return who is signed in under a session."""
    actor = who(desk, session.id)
    assert actor is not None
    return actor


def signed_in(desk: AccountDesk, name: str = "ada", pass_phrase: str = PHRASE) -> SignedIn:
    """Sign in, and return the actor."""
    return actor_of(desk, begun(desk, name, pass_phrase))


def arrived(
    desk: AccountDesk, name: str = "ada", role: Role = Role.PARTICIPANT, workshop_id: str | None = None
) -> SignedIn:
    """Make an account, and sign in."""
    made(desk, name, role, workshop_id)
    return signed_in(desk, name)


def present(desk: AccountDesk, name: str, role: Role, workshop_id: str | None = None) -> SignedIn:
    """Make an account with a session that was begun without a sign-in: quick, for those who only have to be there."""
    account_id = made(desk, name, role, workshop_id)
    with desk.writing() as connection:
        session_id, _ = sessions.begin(connection, account_id, device=DEVICE, is_remembered=False, now=desk.clock())
    return SignedIn(account_id, token_hash(session_id), role)


def at_once(deeds: Sequence[Callable[[], T]]) -> list[T | AskwellError]:
    """Do all at the same moment, each in a thread; return what each gave or raised."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[], T]) -> T | AskwellError:
        start.wait()
        try:
            return deed()
        except AskwellError as error:
            return error

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def deeds(desk: AccountDesk, account_id: str) -> list[Deed]:
    """Return what the log says of an account, the oldest first."""
    with desk.reading() as connection:
        return [entry.deed for entry in reversed(audit.entries(connection, account_id))]


def rows(desk: AccountDesk, table: sa.Table) -> list[Any]:
    """Return all rows of a table."""
    with desk.reading() as connection:
        return list(connection.execute(sa.select(table)).all())


def row_of(desk: AccountDesk, account_id: str) -> Any:
    """Return the row of an account, or None where there is none."""
    with desk.reading() as connection:
        return connection.execute(sa.select(accounts).where(accounts.c.id == account_id)).first()


def texts(desk: AccountDesk, table: sa.Table) -> str:
    """Return all that stands in a table, as one text in which to look for what must not."""
    return repr([tuple(row) for row in rows(desk, table)])


def by_link(desk: AccountDesk, token: str, pass_phrase: str = NEW_PHRASE) -> str:
    """Set a new pass phrase by a link, and return the name to sign in with."""
    return use_reset_link(desk, token, pass_phrase, address=ADDRESS)


def link_refused(desk: AccountDesk, token: str) -> None:
    """Check that a link does not hold, and that its holder is told so."""
    with pytest.raises(InvalidInputError) as refusal:
        by_link(desk, token)
    assert (refusal.value.field, str(refusal.value)) == ("token", LINK_UNKNOWN)


@dataclass(frozen=True)
class People:
    """Ada and Ben are in Fay's workshop, Cora in Gil's; Dan is in none, Root looks after all."""

    fay: SignedIn
    gil: SignedIn
    root: SignedIn
    ada: SignedIn
    ben: str
    cora: str
    dan: str
    helper: str
    """Another facilitator of Fay's workshop."""


def gathered(desk: AccountDesk) -> People:
    """Make two workshops with their people, and an administrator."""
    first, second = a_workshop(desk), a_workshop(desk)
    return People(
        fay=present(desk, "fay", Role.FACILITATOR, first),
        gil=present(desk, "gil", Role.FACILITATOR, second),
        root=present(desk, "root", Role.ADMINISTRATOR),
        ada=arrived(desk, "ada", workshop_id=first),
        ben=made(desk, "ben", workshop_id=first),
        cora=made(desk, "cora", workshop_id=second),
        dan=made(desk, "dan"),
        helper=made(desk, "helper", Role.FACILITATOR, first),
    )
