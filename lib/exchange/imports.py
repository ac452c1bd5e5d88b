"""From the people in a file to the command that brings them in, and how many of them are known already."""

from dataclasses import dataclass

from lib.domain.commands import ImportContacts, ImportedContact
from lib.domain.matching import KnownPeople
from lib.domain.snapshot import Snapshot
from lib.exchange.linkedin import LinkedInConnection, ReadConnections

_KNOWN_BY = ["name", "organisation", "email", "profile_url"]


@dataclass(frozen=True)
class ImportCounts:
    """How many people of a file are new, and how many are known: in the workspace, or earlier in the same file."""

    new: int
    known: int


def import_command(read: ReadConnections, source: str = "LinkedIn") -> ImportContacts:
    """Return the command that brings in everybody who was read; `source` names the file's origin for people."""
    return ImportContacts(source=source, contacts=tuple(map(_imported, read.contacts)))


def what_is_known(snapshot: Snapshot, command: ImportContacts) -> ImportCounts:
    """Return how many people the command would add to this workspace, and how many it would find there."""
    rows = snapshot.contacts[_KNOWN_BY].itertuples(index=False, name=None)
    people = KnownPeople(dict(zip(_KNOWN_BY, row, strict=True)) for row in rows)
    new = 0
    for person in command.contacts:
        if people.find(person) is None:
            people.remember(person.model_dump())
            new += 1
    return ImportCounts(new, len(command.contacts) - new)


def _imported(person: LinkedInConnection) -> ImportedContact:
    return ImportedContact(
        name=person.name,
        organisation=person.organisation,
        position=person.position,
        email=person.email,
        profile_url=person.profile_url,
        connected_on=person.connected_on,
    )
