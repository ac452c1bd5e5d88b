"""How one person led to another: the introductions from oneself to somebody, and whom they led to in turn."""

from dataclasses import dataclass
from typing import Any

from lib.domain.snapshot import Snapshot


@dataclass(frozen=True)
class Link:
    """Somebody in a chain of introductions; `depth` counts the steps from whom the chain begins with."""

    contact_id: str
    name: str
    depth: int = 0


def way_to(snapshot: Snapshot, contact_id: str) -> tuple[Link, ...]:
    """Return who led one to a person, the first (whom one knew) to the last (themselves); alone where nobody did.

    Only who was named in a talk, or to whom the way was opened, counts as introduced; who could introduce does not.
    Where records led in a circle, as they may once two are made one, each person stands there once.

    Raises:
        NotFoundError: where there is no such person.
    """
    found: dict[str, str] = {}
    person = snapshot.one("contacts", contact_id, "person")
    while person is not None and person.id not in found:
        found[person.id] = person.name
        person = _introducer(snapshot, person)
    return tuple(Link(one, name, depth) for depth, (one, name) in enumerate(reversed(found.items())))


def led_on_to(snapshot: Snapshot, contact_id: str) -> tuple[Link, ...]:
    """Return everybody to whom a person led, directly (depth 1) or by way of others, each right below who led there."""
    named = _introduced_by(snapshot)
    found: dict[str, Link] = {}
    waiting = [Link(row.id, row.name, 1) for row in reversed(named.get(contact_id, []))]
    while waiting:
        link = waiting.pop()
        if link.contact_id in found or link.contact_id == contact_id:
            continue
        found[link.contact_id] = link
        below = reversed(named.get(link.contact_id, []))
        waiting.extend(Link(row.id, row.name, link.depth + 1) for row in below)
    return tuple(found.values())


def _introducer(snapshot: Snapshot, person: Any) -> Any | None:
    if not (person.named_in_id and person.introducer_id):
        return None
    return snapshot.one("contacts", person.introducer_id, "person")


def _introduced_by(snapshot: Snapshot) -> dict[str, list[Any]]:
    """Return the people who were introduced, by who introduced them."""
    return snapshot.derive("introduced by", lambda: _grouped(snapshot))


def _grouped(snapshot: Snapshot) -> dict[str, list[Any]]:
    people = snapshot.contacts
    groups: dict[str, list[Any]] = {}
    for row in people[(people["named_in_id"] != "") & (people["introducer_id"] != "")].itertuples(index=False):
        groups.setdefault(str(row.introducer_id), []).append(row)
    return groups
