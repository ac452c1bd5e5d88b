"""Carries out the merging of two records of one person, and keeps apart those who only look alike."""

import sqlalchemy as sa

from lib.domain import commands
from lib.domain.merging import merged, merged_fit, second_introducer
from lib.domain.vocabulary import InterviewKind
from lib.store import tables
from lib.store.perform.contacts import contact
from lib.store.perform.deed import Deed
from lib.store.transaction import Row, Transaction

# Whatever names a contact and may name another one afterwards.
_REFERENCES = (
    (tables.interviews, "contact_id"),
    (tables.interviews, "target_contact_id"),
    (tables.contacts, "introducer_id"),
    (tables.targets, "contact_id"),
    (tables.messages, "to_contact_id"),
    (tables.deferrals, "contact_id"),
)


def merge_contacts(tx: Transaction, command: commands.MergeContacts) -> Deed:
    """Make two records one; all that names the other one names the kept one from now on."""
    kept, other = contact(tx, command.kept_id), contact(tx, command.other_id)
    values = merged(kept, other, command.taken)
    if introducer_id := second_introducer(kept, other):
        line = f"Could also be introduced by {contact(tx, introducer_id)['name']}."
        values["notes"] = "\n\n".join(filter(None, (values["notes"], line)))
    tx.update(tables.contacts, kept, values, seen_version=command.kept_version)
    for table, column in _REFERENCES:
        for row in tx.rows(table, table.c[column] == other["id"], table.c.id.not_in((kept["id"], other["id"]))):
            tx.update(table, row, {column: kept["id"]})
    _ask_nobody_for_themselves(tx, kept["id"])
    _drop_second_targets(tx, kept["id"])
    _move_fits(tx, kept["id"], other["id"])
    _move_distinctions(tx, kept["id"], other["id"])
    tx.delete(tables.contacts, other, seen_version=command.other_version)
    return Deed(kept["id"])


def _ask_nobody_for_themselves(tx: Transaction, kept_id: str) -> None:
    """Make a talk of an introduction to somebody by themselves, as two records of one person may have it."""
    columns = tables.interviews.c
    for row in tx.rows(tables.interviews, columns.contact_id == kept_id, columns.target_contact_id == kept_id):
        tx.update(tables.interviews, row, {"kind": InterviewKind.TALK, "target_contact_id": None})


def _drop_second_targets(tx: Transaction, kept_id: str) -> None:
    """Leave one of several targets that say the same."""
    seen: set[tuple[str, str]] = set()
    for row in tx.rows(tables.targets, tables.targets.c.contact_id == kept_id):
        same = (row["goal_id"], row["organisation"])
        if same in seen:
            tx.delete(tables.targets, row)
        seen.add(same)


def _move_fits(tx: Transaction, kept_id: str, other_id: str) -> None:
    columns = tables.fits.c
    theirs = {fit["goal_id"]: fit for fit in tx.rows(tables.fits, columns.contact_id == kept_id)}
    for fit in tx.rows(tables.fits, columns.contact_id == other_id):
        own = theirs.get(fit["goal_id"])
        if own is None:
            tx.update(tables.fits, fit, {"contact_id": kept_id})
        else:
            tx.update(tables.fits, own, merged_fit(own, fit))
            tx.delete(tables.fits, fit)


def _move_distinctions(tx: Transaction, kept_id: str, other_id: str) -> None:
    apart = {frozenset((row["contact_id"], row["other_id"])) for row in _distinctions(tx, kept_id)}
    for row in _distinctions(tx, other_id):
        pair = {kept_id if one == other_id else one for one in (row["contact_id"], row["other_id"])}
        if len(pair) == 1 or pair in apart:
            tx.delete(tables.distinctions, row)
        else:
            column = "contact_id" if row["contact_id"] == other_id else "other_id"
            tx.update(tables.distinctions, row, {column: kept_id})


def _distinctions(tx: Transaction, contact_id: str) -> list[Row]:
    columns = tables.distinctions.c
    return tx.rows(tables.distinctions, sa.or_(columns.contact_id == contact_id, columns.other_id == contact_id))


def keep_apart(tx: Transaction, command: commands.KeepApart) -> Deed:
    """Remember that two people only look alike."""
    for person_id in (command.contact_id, command.other_id):
        contact(tx, person_id)
    pair = {command.contact_id, command.other_id}
    if not any({row["contact_id"], row["other_id"]} == pair for row in _distinctions(tx, command.contact_id)):
        tx.insert(tables.distinctions, command.model_dump(include={"contact_id", "other_id"}))
    return Deed(command.contact_id)
