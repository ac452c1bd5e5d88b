"""Carries out the commands of step 2: people, and how they fit a goal."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from lib.domain import commands
from lib.domain.additions import added, tells_more
from lib.domain.commands.contacts import ColumnChoice, ImportedContact, card_fields
from lib.domain.errors import NotAllowedNowError, NotFoundError
from lib.domain.fields import TAG_LIMIT
from lib.domain.matching import KnownPeople
from lib.domain.vocabulary import OwnEmployer, Standing, Tie
from lib.store import tables
from lib.store.perform.deed import Deed
from lib.store.transaction import Row, Transaction

# What a file says of a person in other words than the table's columns.
_NOT_COLUMNS = ("archived", "key", "introducer_key")


def add_contact(tx: Transaction, command: commands.AddContact) -> Deed:
    """Add a person by hand."""
    _check_introducer(tx, command.introducer_id)
    return Deed(tx.insert(tables.contacts, new_contact(tx, card_fields(command), source="hand")))


def edit_contact(tx: Transaction, command: commands.EditContact) -> Deed:
    """Change what is written about a person."""
    _check_introducer(tx, command.introducer_id)
    row = contact(tx, command.contact_id)
    tx.update(tables.contacts, row, _stored(card_fields(command)), seen_version=command.version)
    return Deed(command.contact_id)


def save_contact_notes(tx: Transaction, command: commands.SaveContactNotes) -> Deed:
    """Keep the notes on a person."""
    row = contact(tx, command.contact_id)
    tx.update(tables.contacts, row, {"notes": command.text}, seen_version=command.version)
    return Deed(command.contact_id, typed=True)


def archive_contact(tx: Transaction, command: commands.ArchiveContact) -> Deed:
    """Take a person off the lists."""
    return archive_contacts(tx, commands.ArchiveContacts(contact_ids=(command.contact_id,)))


def restore_contact(tx: Transaction, command: commands.RestoreContact) -> Deed:
    """Put a person back on the lists."""
    return restore_contacts(tx, commands.RestoreContacts(contact_ids=(command.contact_id,)))


def mark_do_not_contact(tx: Transaction, command: commands.MarkDoNotContact) -> Deed:
    """Respect that a person does not wish to be written to."""
    row = contact(tx, command.contact_id)
    tx.update(tables.contacts, row, {"do_not_contact": command.do_not_contact})
    return Deed(command.contact_id)


def edit_contacts(tx: Transaction, command: commands.EditContacts) -> Deed:
    """Change tags or the tie of many people; what is so already stays as it is."""
    dropped = {tag.casefold() for tag in command.drop_tags}

    def changed(row: Row) -> Row:
        tags = {tag.casefold(): tag for tag in (*row["tags"], *command.add_tags) if tag.casefold() not in dropped}
        return {"tags": list(tags.values())[:TAG_LIMIT], "tie": command.tie or row["tie"]}

    return _change_each(tx, command.contact_ids, changed)


def archive_contacts(tx: Transaction, command: commands.ArchiveContacts) -> Deed:
    """Take many people off the lists."""
    return _change_each(tx, command.contact_ids, lambda row: {"archived_at": row["archived_at"] or tx.now})


def restore_contacts(tx: Transaction, command: commands.RestoreContacts) -> Deed:
    """Put many archived people back on the lists."""
    return _change_each(tx, command.contact_ids, lambda _: {"archived_at": None})


def _change_each(tx: Transaction, contact_ids: tuple[str, ...], changed: Callable[[Row], Row]) -> Deed:
    """Give each of many people the values that `changed` makes of their row, where these differ from what it holds."""
    changes = ((row, _differing(row, changed(row))) for row in _each(tx, contact_ids))
    tx.update_many(tables.contacts, ((row, values) for row, values in changes if values))
    return Deed(contact_ids[0])


def _differing(row: Row, values: Row) -> Row:
    return {name: value for name, value in values.items() if value != row[name]}


def _each(tx: Transaction, contact_ids: Iterable[str]) -> list[Row]:
    """Return the rows of many people; raises NotFoundError where one of them is not there."""
    asked = dict.fromkeys(contact_ids)
    rows = {row["id"]: row for row in tx.rows_of(tables.contacts, asked)}
    if rows.keys() != asked.keys():
        raise NotFoundError("person")
    return [rows[contact_id] for contact_id in asked]


def import_contacts(tx: Transaction, command: commands.ImportContacts) -> Deed:
    """Add those who are not known yet, and what is new of those who are; nothing typed by hand is overwritten."""
    known = KnownPeople(tx.rows(tables.contacts))
    new: list[Row] = []
    rows: list[Row] = []
    more: dict[str, _Additions] = {}
    for person in command.contacts:
        row = known.find(person)
        # Of those who have a key, Askwell wrote the file: two of them were two there, however alike they are.
        if row is None or (person.key and "id" not in row):
            row = _as_told(tx, person, command.source)
            new.append(row)
            known.remember(row)
        elif changes := added(row, vars(person)):
            is_telling = tells_more(row, changes)
            _add_to(row, changes, more)
            if is_telling:
                known.remember(row)
        rows.append(row)
    tx.update_many(tables.contacts, ((one.before, one.changes) for one in more.values()))
    for row, contact_id in zip(new, tx.insert_many(tables.contacts, new), strict=True):
        row["id"] = contact_id
    _introduce(tx, command.contacts, rows)
    if command.columns:
        _remember_columns(tx, command.columns)
    return Deed(new[0]["id"] if new else "import")


@dataclass(frozen=True, slots=True)
class _Additions:
    """A stored row as it was before an import, and what the import changes in it."""

    before: Row
    changes: Row = field(default_factory=dict)


def _add_to(row: Row, changes: Row, more: dict[str, _Additions]) -> None:
    """Add what is new of somebody who is stored already, or who stood in the same file before and will be."""
    if "id" in row:
        more.setdefault(row["id"], _Additions(dict(row))).changes.update(changes)
    row.update(changes)


def _introduce(tx: Transaction, people: Iterable[ImportedContact], rows: Iterable[Row]) -> None:
    """Keep who introduced whom, as the keys in the file say it, where no introducer is known yet."""
    told = list(zip(people, rows, strict=True))
    ids = {person.key: row["id"] for person, row in told if person.key}
    for person, row in told:
        introducer_id = ids.get(person.introducer_key)
        if introducer_id and introducer_id != row["id"] and not row["introducer_id"]:
            tx.update(tables.contacts, contact(tx, row["id"]), {"introducer_id": introducer_id})


def _as_told(tx: Transaction, person: ImportedContact, source: str) -> Row:
    told = {name: value for name, value in person.model_dump(exclude=set(_NOT_COLUMNS)).items() if value is not None}
    return new_contact(tx, {**told, "archived_at": tx.now if person.archived else None}, source=source)


def _remember_columns(tx: Transaction, choice: ColumnChoice) -> None:
    told = {"columns": dict(choice.columns), "saved_at": tx.now}
    found = tx.rows(tables.column_choices, tables.column_choices.c.signature == choice.signature)
    if not found:
        tx.insert(tables.column_choices, {"signature": choice.signature, **told})
    elif found[0]["columns"] != told["columns"]:
        tx.update(tables.column_choices, found[0], told)


def rate_fit(tx: Transaction, command: commands.RateFit) -> Deed:
    """Keep how close a person's work is to a goal."""
    return _set_fit(tx, command.goal_id, command.contact_id, {"relevance": command.relevance})


def set_standing(tx: Transaction, command: commands.SetStanding) -> Deed:
    """Keep what was decided about a person for a goal."""
    decided = {"standing": command.standing, "reason": command.reason}
    return _set_fit(tx, command.goal_id, command.contact_id, decided)


def _set_fit(tx: Transaction, goal_id: str, contact_id: str, values: dict[str, Any]) -> Deed:
    tx.row(tables.goals, goal_id, "goal")
    contact(tx, contact_id)
    columns = tables.fits.c
    found = tx.rows(tables.fits, columns.goal_id == goal_id, columns.contact_id == contact_id)
    if found:
        tx.update(tables.fits, found[0], values)
    else:
        blank = {"relevance": None, "standing": Standing.NONE, "reason": ""}
        tx.insert(tables.fits, {"goal_id": goal_id, "contact_id": contact_id, **blank, **values})
    return Deed(contact_id)


def new_contact(tx: Transaction, values: dict[str, Any], *, source: str) -> Row:
    """Return all columns of a new contact, those not given at their defaults."""
    blank: Row = {
        **dict.fromkeys(("organisation", "position", "email", "phone", "profile_url", "how_known", "notes"), ""),
        "tie": Tie.ACQUAINTANCE,
        "also": {},
        "tags": [],
        "own_employer": OwnEmployer.ELSEWHERE,
        "circle": "",
        "last_spoke_on": None,
        "last_wrote_on": None,
        "introducer_id": None,
        "named_in_id": None,
        "may_use_name": False,
        "connects": 1,
        "welcome": 0,
        "viewpoint": 2,
        "connected_on": None,
        "do_not_contact": False,
        "time_zone": "",
        "country": "",
        "touch_every": None,
        "created_at": tx.now,
        "archived_at": None,
        "source": source,
    }
    return {**blank, **_stored(values)}


def _stored(values: dict[str, Any]) -> dict[str, Any]:
    """Return a card's values as the table keeps them: JSON has lists, not tuples."""
    listed: dict[str, Any] = {"tags": list(values["tags"])} if "tags" in values else {}
    if "also" in values:
        listed["also"] = {name: list(texts) for name, texts in values["also"].items()}
    return {**values, **listed}


def check_may_be_written_to(person: Row) -> None:
    """Raise where a person asked not to be written to."""
    if person["do_not_contact"]:
        raise NotAllowedNowError(f"{person['name']} asked not to be written to.")


def contact(tx: Transaction, contact_id: str) -> Row:
    """Return the row of a person of this workspace."""
    return tx.row(tables.contacts, contact_id, "person")


def _check_introducer(tx: Transaction, introducer_id: str | None) -> None:
    if introducer_id:
        contact(tx, introducer_id)
