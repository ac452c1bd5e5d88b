"""From the people in a file to the command that brings them in, and how many of them are known already."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from lib.domain.additions import added, tells_more
from lib.domain.commands import ImportContacts, ImportedContact
from lib.domain.commands.contacts import ColumnChoice
from lib.domain.matching import KNOWN_BY, KnownPeople, Namesakes
from lib.domain.snapshot import Snapshot
from lib.exchange.people import Progress, ReadPeople, ReadPerson
from lib.exchange.person_rows import counted
from lib.exchange.unknown_table import UnknownTable

_FIELDS = tuple((field.name, field.default) for field in fields(ReadPerson) if field.name not in {"name", "line"})
_OF_THIS_FILE = "of this file"


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How many people of a file are new, known (in the workspace, or earlier in the file) or unclear; together all.

    `unclear` has the places in the command of those who come in although somebody there has their name: they may be
    two people, so both stay until somebody says that they are one.
    """

    new: int
    known: int
    unclear: tuple[int, ...] = ()


def import_command(read: ReadPeople, columns: ColumnChoice | None = None) -> ImportContacts:
    """Return the command that brings in everybody who was read; `columns` is a choice to be remembered with it."""
    return ImportContacts(source=read.source, contacts=tuple(map(_imported, read.people)), columns=columns)


def remembered_columns(snapshot: Snapshot, table: UnknownTable) -> dict[str, str] | None:
    """Return the fields by heading that were chosen for a table with the same headings before; None for a new one."""
    choices = snapshot.column_choices
    found = choices.loc[choices["signature"] == table.signature, "columns"]
    return None if found.empty else {heading: found.iloc[-1][heading] for heading in found.iloc[-1]}


def choice_of(table: UnknownTable, columns: Mapping[str, str]) -> ColumnChoice:
    """Return the choice of columns as it is remembered with an import."""
    return ColumnChoice.model_validate({"signature": table.signature, "columns": columns})


def what_is_known(snapshot: Snapshot, command: ImportContacts, progress: Progress | None = None) -> ImportCounts:
    """Return how many people the command would add to this workspace, and whom it would find there."""
    there = _people_of(snapshot)
    people, namesakes = KnownPeople(there), Namesakes(there)
    unclear = []
    new = 0
    for place, person in enumerate(counted(command.contacts, progress)):
        found = people.find(person)
        # As the store does it: who has a key is told apart from all others of their file.
        if found is None or (person.key and _OF_THIS_FILE in found):
            people.remember({**{name: getattr(person, name) for name in KNOWN_BY}, _OF_THIS_FILE: True})
            new += 1
            if namesakes.has(person):
                unclear.append(place)
        elif changes := added(found, vars(person)):
            is_telling = tells_more(found, changes)
            found.update(changes)
            if is_telling:
                people.remember(found)
    return ImportCounts(new - len(unclear), len(command.contacts) - new, tuple(unclear))


def _people_of(snapshot: Snapshot) -> list[dict[str, Any]]:
    known_by = list(KNOWN_BY)
    rows = snapshot.contacts[known_by].itertuples(index=False, name=None)
    return [dict(zip(known_by, row, strict=True)) for row in rows]


def _imported(person: ReadPerson) -> ImportedContact:
    told: dict[str, Any] = {"name": person.name}
    for name, blank in _FIELDS:
        value = getattr(person, name)
        if (value and value != blank) or (value == 0 and value is not False and blank is None):
            told[name] = value
    return ImportedContact(**told)
