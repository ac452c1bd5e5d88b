"""What each role may do for others: the one table that says so.

One's own data needs no line here: the store asks in every transaction whose it is, and nobody's role opens another's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lib.accounts.desk import Role


@dataclass(frozen=True)
class Permissions:
    """Whom a role looks after (lists, lets in again, keeps out) and invites; of all workshops, or of one's own."""

    looks_after: frozenset[Role] = frozenset()
    invites: frozenset[Role] = frozenset()
    everywhere: bool = False
    changes_roles: bool = False


_PEOPLE = frozenset({Role.PARTICIPANT, Role.FACILITATOR, Role.ADMINISTRATOR})

PERMISSIONS: Mapping[str, Permissions] = MappingProxyType(
    {
        Role.VISITOR: Permissions(),
        Role.PARTICIPANT: Permissions(),
        Role.FACILITATOR: Permissions(
            looks_after=frozenset({Role.PARTICIPANT}),
            invites=frozenset({Role.PARTICIPANT}),
        ),
        Role.ADMINISTRATOR: Permissions(looks_after=_PEOPLE, invites=_PEOPLE, everywhere=True, changes_roles=True),
    }
)

# Those who find the page from which others are looked after.
LEADING = frozenset(role for role in Role if PERMISSIONS[role].looks_after)
