"""Carries out what is noted in a conversation: answers, notes, takeaways, people they named, promises."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from lib.domain import commands
from lib.domain.record_ids import answer_id_of, note_id_of
from lib.domain.vocabulary import Tie
from lib.store import tables
from lib.store.perform.contacts import contact, new_contact
from lib.store.perform.deed import Deed
from lib.store.perform.deferrals import forget_deferrals
from lib.store.perform.steps import interview
from lib.store.transaction import Row, Transaction

# Somebody who is named to you is a clear sign that they may welcome it (method, section 3: 2 of 3).
WELCOME_OF_REFERRED = 2


def save_answer(tx: Transaction, command: commands.SaveAnswer) -> Deed:
    """Keep the answer to one question."""
    interview(tx, command.interview_id)
    tx.row(tables.questions, command.question_id, "question")
    answer_id = answer_id_of(command.interview_id, command.question_id)
    _keep_text(tx, tables.answers, answer_id, command, blank={"off_record": False, "carried": False})
    return Deed(answer_id, interview_id=command.interview_id, typed=True)


def save_notes(tx: Transaction, command: commands.SaveNotes) -> Deed:
    """Keep the free notes, or a text of the debrief."""
    interview(tx, command.interview_id)
    note_id = note_id_of(command.interview_id, command.kind)
    _keep_text(tx, tables.notes, note_id, command, blank={"off_record": False})
    return Deed(note_id, interview_id=command.interview_id, typed=True)


def _keep_text(
    tx: Transaction, table: sa.Table, row_id: str, command: commands.SaveAnswer | commands.SaveNotes, blank: Row
) -> None:
    found = tx.rows(table, table.c.id == row_id)
    values = {**command.model_dump(exclude={"version"}), "saved_at": tx.now}
    if not found:
        tx.insert(table, {**values, **blank}, row_id=row_id)
    elif found[0]["text"] != command.text:
        # Over nothing nobody can disagree: the row may only say that the question was not asked.
        seen_version = command.version if found[0]["text"] else None
        tx.update(table, found[0], values, seen_version=seen_version)


def add_takeaway(tx: Transaction, command: commands.AddTakeaway) -> Deed:
    """Note one thing that was learned."""
    interview(tx, command.interview_id)
    if command.question_id:
        tx.row(tables.questions, command.question_id, "question")
    loose: Row = {"about_id": None, "stance": "", "theme": "", "tags": [], "off_record": False, "created_at": tx.now}
    takeaway_id = tx.insert(tables.takeaways, {**command.model_dump(), **loose, "mark": command.mark or ""})
    return Deed(takeaway_id, interview_id=command.interview_id)


def edit_takeaway(tx: Transaction, command: commands.EditTakeaway) -> Deed:
    """Keep a takeaway in other words."""
    row = tx.row(tables.takeaways, command.takeaway_id, "takeaway")
    tx.update(tables.takeaways, row, {"text": command.text}, seen_version=command.version)
    return Deed(command.takeaway_id, interview_id=row["interview_id"], typed=True)


def remove_takeaway(tx: Transaction, command: commands.RemoveTakeaway) -> Deed:
    """Take a takeaway out; those that agreed with it or contradicted it stand for themselves."""
    row = tx.row(tables.takeaways, command.takeaway_id, "takeaway")
    remove_takeaways(tx, [row])
    return Deed(command.takeaway_id, interview_id=row["interview_id"])


def remove_takeaways(tx: Transaction, rows: Sequence[Row]) -> None:
    """Remove takeaways, and loosen those that stay from the claims of theirs."""
    going = {row["id"] for row in rows}
    for other in tx.rows(tables.takeaways, tables.takeaways.c.about_id.in_(going)):
        if other["id"] not in going:
            tx.update(tables.takeaways, other, {"about_id": None, "stance": ""})
    # What is about another one goes first, as nothing may be about what is no longer there.
    tx.delete_many(tables.takeaways, sorted(rows, key=lambda row: row["about_id"] is None))


def sort_takeaway(tx: Transaction, command: commands.SortTakeaway) -> Deed:
    """Put a takeaway under a theme and tags, and beside the claim of another one; claims have one head, never two."""
    row = tx.row(tables.takeaways, command.takeaway_id, "takeaway")
    head = _head_of(tx, command.about_id, row["id"])
    about = {"about_id": head, "stance": command.stance if head and command.stance else ""}
    if head:
        for other in tx.rows(tables.takeaways, tables.takeaways.c.about_id == row["id"]):
            tx.update(tables.takeaways, other, {"about_id": head})
    tx.update(tables.takeaways, row, {**about, "theme": command.theme, "tags": list(command.tags)})
    return Deed(command.takeaway_id, interview_id=row["interview_id"])


def _head_of(tx: Transaction, about_id: str | None, takeaway_id: str) -> str | None:
    """Return the head of the claim that a takeaway is put beside; None where that is the takeaway itself."""
    if about_id is None:
        return None
    about = tx.row(tables.takeaways, about_id, "takeaway")
    if about["about_id"] == takeaway_id:
        # The one below is to head the claim from now on.
        tx.update(tables.takeaways, about, {"about_id": None, "stance": ""})
        return str(about["id"])
    return str(about["about_id"] or about["id"])


def add_resource(tx: Transaction, command: commands.AddResource) -> Deed:
    """Note something to read, watch, join or try."""
    interview(tx, command.interview_id)
    resource_id = tx.insert(tables.resources, {**command.model_dump(), "created_at": tx.now})
    return Deed(resource_id, interview_id=command.interview_id)


def remove_resource(tx: Transaction, command: commands.RemoveResource) -> Deed:
    """Take a resource out."""
    row = tx.row(tables.resources, command.resource_id, "resource")
    tx.delete(tables.resources, row)
    return Deed(command.resource_id, interview_id=row["interview_id"])


def keep_off_record(tx: Transaction, command: commands.KeepOffRecord) -> Deed:
    """Keep something out of reports, or let it back in."""
    named = {
        tables.takeaways: command.takeaway_id,
        tables.answers: command.answer_id,
        tables.notes: command.note_id,
    }
    table, row_id = next((table, row_id) for table, row_id in named.items() if row_id)
    row = tx.row(table, row_id, "note")
    tx.update(table, row, {"off_record": command.off_record})
    return Deed(row["id"], interview_id=row["interview_id"])


def add_referral(tx: Transaction, command: commands.AddReferral) -> Deed:
    """Make the person they named a contact, introduced by the one who named them."""
    row = interview(tx, command.interview_id)
    named = command.model_dump(include={"name", "organisation", "position", "may_use_name"})
    return Deed(refer(tx, row, named), interview_id=row["id"])


def refer(tx: Transaction, row: Row, named: dict[str, Any]) -> str:
    """Return the contact of a person who was named in an interview: added, or, where they are known, introduced."""
    contact(tx, row["contact_id"])
    introduced = {"introducer_id": row["contact_id"], "named_in_id": row["id"]}
    known = _known(tx, named, row["contact_id"])
    if known is None:
        values = {**named, **introduced, "tie": Tie.INTRODUCED, "welcome": WELCOME_OF_REFERRED}
        return tx.insert(tables.contacts, new_contact(tx, values, source="referral"))
    if not known["named_in_id"]:
        told = {**introduced, "may_use_name": bool(named["may_use_name"])}
        tx.update(tables.contacts, known, told if not known["introducer_id"] else {"named_in_id": row["id"]})
    if named.get("email") and not known["email"]:
        tx.update(tables.contacts, tx.row(tables.contacts, known["id"], "person"), {"email": named["email"]})
    return str(known["id"])


def open_the_way(tx: Transaction, row: Row, *, may_use_name: bool) -> None:
    """Note that the contact of an interview has introduced one to the person to whom the introduction was asked for."""
    target = contact(tx, row["target_contact_id"])
    told: dict[str, Any] = {
        "introducer_id": row["contact_id"],
        "named_in_id": row["id"],
        "may_use_name": may_use_name,
        "welcome": max(target["welcome"], WELCOME_OF_REFERRED),
    }
    if target["tie"] in {Tie.STRANGER, Tie.SHARED}:
        told["tie"] = Tie.INTRODUCED
    tx.update(tables.contacts, target, told)


def _known(tx: Transaction, named: dict[str, Any], introducer_id: str) -> Row | None:
    """Return the contact of that name, where the organisation does not speak against it and there is only one."""
    place = named["organisation"].casefold()
    alike = [
        other
        for other in tx.rows(tables.contacts, tables.contacts.c.id != introducer_id)
        if other["name"].casefold() == named["name"].casefold()
        and (not place or not other["organisation"] or other["organisation"].casefold() == place)
    ]
    return alike[0] if len(alike) == 1 else None


def add_promise(tx: Transaction, command: commands.AddPromise) -> Deed:
    """Note what one promised or means to do."""
    interview(tx, command.interview_id)
    values = command.model_dump(include={"interview_id", "kind", "text", "due_on"})
    promise_id = tx.insert(tables.promises, {**values, "kept_at": None, "created_at": tx.now})
    return Deed(promise_id, interview_id=command.interview_id)


def keep_promise(tx: Transaction, command: commands.KeepPromise) -> Deed:
    """Tick a promise off, or take the tick back."""
    row = _promise(tx, command.promise_id)
    tx.update(tables.promises, row, {"kept_at": (row["kept_at"] or tx.now) if command.kept else None})
    return Deed(command.promise_id, interview_id=row["interview_id"])


def remove_promise(tx: Transaction, command: commands.RemovePromise) -> Deed:
    """Take a promise out."""
    row = _promise(tx, command.promise_id)
    forget_deferrals(tx, "promise_id", row["id"])
    tx.delete(tables.promises, row)
    return Deed(command.promise_id, interview_id=row["interview_id"])


def _promise(tx: Transaction, promise_id: str) -> Row:
    return tx.row(tables.promises, promise_id, "promise")
