"""The cast of the isolation tests, all signed in as people do: by codes, pass phrases and tickets."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pyotp

from lib.accounts.desk import AccountDesk, Role
from lib.accounts.feeds import make_feed
from lib.accounts.inviting import invite
from lib.accounts.operating import create_administrator, create_workshop
from lib.accounts.own_account import switch_second_factor_on
from lib.accounts.reset_links import use_reset_link
from lib.accounts.sandbox import open_sandbox
from lib.accounts.second_factor import STEP, new_secret
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import exchange, give_code, sign_in, sign_out, who
from lib.accounts.sign_up import sign_up
from lib.domain import commands
from lib.store.actor import writing_as
from lib.store.store import SAMPLE, Store
from lib.ui.password_check import is_right
from tests.isolation import canaries
from tests.lib.store.every_command import World, a_world

KEY = "a key of the tests that is long enough to be one"
ADDRESS = "192.0.2.1"
PHRASE = "seven quiet owls of {}"

OWNER = "ada"
# Ben is in Ada's workshop, and Fay leads it. Cora is in another one, which Gil leads. Ida runs the site. Vic only tries
# the demo. None of them may read what Ada wrote.
OTHERS = ("ben", "cora", "fay", "gil", "ida", "vic")
# Whose workspace is full.
_WITH_MUCH = {OWNER, "ben", "fay"}
# Whose session has ended; who never had one; Ben, where he says that he is Ada.
NOBODIES = ("ended", "never", "forged")


@dataclass(frozen=True)
class Person:
    """Somebody, and what their browser has: the cookie with the session's id."""

    actor: SignedIn
    cookie: str
    workspace_id: str
    world: World | None


@dataclass(frozen=True)
class Cast:
    """Everybody, and what is Ada's: her recovery codes, and a session of hers that somebody may try to end."""

    people: Mapping[str, Person]
    recovery_codes: tuple[str, ...]

    @property
    def ada(self) -> Person:
        """The owner."""
        return self.people[OWNER]

    @property
    def hers(self) -> World:
        """The ids of what is in Ada's workspace."""
        assert self.ada.world
        return self.ada.world

    def actor(self, name: str) -> SignedIn:
        """Return somebody, or nobody, as the store and the accounts see them."""
        return self.people[name].actor

    def secrets(self) -> list[str]:
        """Return what no other may be told: Ada's texts, and the ids of all that is hers."""
        ids = [value for value in vars(self.hers).values() if isinstance(value, str)]
        return [*canaries.texts(), self.ada.actor.owner, self.ada.actor.session, self.ada.workspace_id, *ids]


def desk_of(store: Store) -> AccountDesk:
    """Return the desk that checks pass phrases."""
    return AccountDesk(store.engine, KEY, is_right)


def gathered(store: Store) -> Cast:
    """Let everybody come in and let some fill a workspace, Ada hers with texts that can be found again."""
    desk = desk_of(store)
    signed_in = _workshops(desk)
    signed_in["ida"] = _administrator(desk)
    signed_in["vic"] = _exchanged(desk, open_sandbox(desk, address=ADDRESS))
    people = {
        name: _settled(store, actor, cookie, fills=name in _WITH_MUCH) for name, (actor, cookie) in signed_in.items()
    }
    make_feed(desk, people[OWNER].actor, people[OWNER].workspace_id, address=ADDRESS)
    ada, codes = people[OWNER], _with_second_factor(desk, people[OWNER].actor)
    store.workspace(ada.actor, SAMPLE)
    with writing_as(store.engine, ada.actor) as connection:
        canaries.spread(connection, ada.actor.owner)
    nobodies = _nobodies(desk, people, codes[0])
    return Cast({**people, **nobodies}, codes[1:])


def _workshops(desk: AccountDesk) -> dict[str, tuple[SignedIn, str]]:
    found = {}
    for facilitator, workshop, names in (("fay", "Autumn", (OWNER, "ben")), ("gil", "Spring", ("cora",))):
        found[facilitator] = _joined(desk, facilitator, create_workshop(desk, workshop))
        code = invite(desk, found[facilitator][0], uses=None, address=ADDRESS)
        found |= {name: _joined(desk, name, code) for name in names}
    return found


def _joined(desk: AccountDesk, name: str, code: str) -> tuple[SignedIn, str]:
    return _exchanged(desk, sign_up(desk, name, PHRASE.format(name), code=code, address=ADDRESS))


def _exchanged(desk: AccountDesk, ticket: str) -> tuple[SignedIn, str]:
    begun = exchange(desk, ticket, device="a browser", address=ADDRESS)
    assert begun
    actor = who(desk, begun.id)
    assert actor
    return actor, begun.id


def _administrator(desk: AccountDesk) -> tuple[SignedIn, str]:
    name = use_reset_link(desk, create_administrator(desk, "ida"), PHRASE.format("ida"), address=ADDRESS)
    step = sign_in(desk, name, PHRASE.format("ida"), is_remembered=False, address=ADDRESS)
    return _exchanged(desk, step.ticket)


def _settled(store: Store, actor: SignedIn, cookie: str, *, fills: bool) -> Person:
    workspace = store.workspace(actor)
    if not fills:
        return Person(actor, cookie, workspace.id, None)
    world = a_world(workspace)
    workspace.do(commands.RateFit(goal_id=world.goal, contact_id=world.introducer, relevance=3))
    return Person(actor, cookie, workspace.id, world)


def _with_second_factor(desk: AccountDesk, actor: SignedIn) -> tuple[str, ...]:
    secret = new_secret()
    code = pyotp.TOTP(secret, interval=STEP).at(desk.clock())
    return switch_second_factor_on(desk, actor, secret, code, PHRASE.format(OWNER), address=ADDRESS)


def _nobodies(desk: AccountDesk, people: Mapping[str, Person], recovery_code: str) -> dict[str, Person]:
    ada, ben = people[OWNER], people["ben"]
    step = sign_in(desk, OWNER, PHRASE.format(OWNER), is_remembered=False, address=ADDRESS)
    again, cookie = _exchanged(desk, give_code(desk, step.ticket, recovery_code, address=ADDRESS).ticket)
    sign_out(desk, again, address=ADDRESS)
    never = SignedIn(ada.actor.owner, "0" * 64, Role.PARTICIPANT)
    forged = replace(ben.actor, owner=ada.actor.owner, role=Role.ADMINISTRATOR)
    # What the browser of a forger could send: Ben's cookie is his own, so they try the hash, which is no id.
    return {
        "ended": replace(ada, actor=again, cookie=cookie),
        "never": replace(ada, actor=never, cookie=""),
        "forged": replace(ada, actor=forged, cookie=ada.actor.session),
    }
