"""Whom one wants to reach about a goal, and the ways there through one's own people, in words."""

from dataclasses import dataclass
from typing import Any

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import InterviewKind
from lib.method.paths import Introducer, Network, Path, Target, path_content


@dataclass(frozen=True)
class Way:
    """One way to a target: whom to ask first and what they do, the names on it in order, and why it could work.

    `next_id` is the contact to whom the first one leads where another one has to be met on the way, else "".
    """

    introducer_id: str
    position: str
    names: tuple[str, ...]
    why: str
    next_id: str = ""
    interview_id: str = ""  # in which this introduction was asked for already

    @property
    def introducer(self) -> str:
        """The name of whom to ask first."""
        return self.names[0]


@dataclass(frozen=True)
class Wanted:
    """A person or an organisation that one wants to reach, with the ways there; `contact_id` is "" for a place."""

    target_id: str
    contact_id: str
    name: str
    place: str
    ways: tuple[Way, ...]


def wanted(snapshot: Snapshot, goal_id: str) -> tuple[Wanted, ...]:
    """Return whom one wants to reach about a goal, in the order in which they were named."""
    return snapshot.derive(("wanted", goal_id), lambda: _wanted(snapshot, goal_id))


def _wanted(snapshot: Snapshot, goal_id: str) -> tuple[Wanted, ...]:
    rows = sorted(snapshot.rows_of("targets", "goal_id", goal_id), key=lambda row: (row.created_at, row.id))
    return tuple(_one(snapshot, row) for row in rows)


def _one(snapshot: Snapshot, row: Any) -> Wanted:
    name = place = row.organisation
    if row.contact_id:
        person = snapshot.one("contacts", row.contact_id, "person")
        name, place = person.name, person.organisation
    ways = ways_to(snapshot, Target(row.contact_id, place), name)
    return Wanted(row.id, row.contact_id, name, place, ways)


def network(snapshot: Snapshot) -> Network:
    """Return one's own people as a network, made once for a snapshot."""
    return snapshot.derive("network", lambda: Network(snapshot.contacts))


def ways_to(snapshot: Snapshot, target: Target, name: str) -> tuple[Way, ...]:
    """Return the ways to a target (called `name`), best first, as `Network.paths` finds them."""
    asked = _asked(snapshot, target)
    return tuple(_way(snapshot, path, name, asked) for path in network(snapshot).paths(target))


def _way(snapshot: Snapshot, path: Path, name: str, asked: dict[str, str]) -> Way:
    names = [_name(snapshot, one.contact_id) for one in path]
    whom = [*names[1:], name]
    first = path[0]
    return Way(
        introducer_id=first.contact_id,
        position=str(snapshot.one("contacts", first.contact_id, "person").position),
        names=(*names, name),
        why=_why(snapshot, first, whom[0]),
        next_id=path[1].contact_id if len(path) > 1 else "",
        interview_id=asked.get(first.contact_id, ""),
    )


def _why(snapshot: Snapshot, one: Introducer, target: str) -> str:
    via = _name(snapshot, one.via_id) if one.via_id else ""
    return path_content().reasons[one.reason].format(target=target, place=one.place, via=via, tag=one.tag)


def _name(snapshot: Snapshot, contact_id: str) -> str:
    return str(snapshot.one("contacts", contact_id, "person").name)


def _asked(snapshot: Snapshot, target: Target) -> dict[str, str]:
    """Return by introducer the last interview in which they were asked for this introduction."""
    return {
        str(row.contact_id): str(row.id)
        for row in snapshot.rows_of("interviews", "kind", InterviewKind.INTRODUCTION)
        if (target.contact_id and row.target_contact_id == target.contact_id)
        or (not target.contact_id and row.target_organisation == target.organisation)
    }
