"""Carries out what is decided about people and organisations that one wants to reach."""

from lib.domain import commands
from lib.domain.vocabulary import Tie
from lib.store import tables
from lib.store.perform.contacts import contact, new_contact
from lib.store.perform.deed import Deed
from lib.store.transaction import Transaction


def add_target(tx: Transaction, command: commands.AddTarget) -> Deed:
    """Name whom one wants to reach; a person who is new becomes a contact, so far a stranger."""
    tx.row(tables.goals, command.goal_id, "goal")
    contact_id = command.contact_id
    if contact_id:
        contact(tx, contact_id)
    elif command.name:
        told = command.model_dump(include={"name", "organisation", "position", "profile_url"})
        contact_id = tx.insert(tables.contacts, new_contact(tx, {**told, "tie": Tie.STRANGER}, source="hand"))
    values = {"goal_id": command.goal_id, "contact_id": contact_id, "organisation": command.organisation}
    return Deed(tx.insert(tables.targets, {**values, "created_at": tx.now}))


def remove_target(tx: Transaction, command: commands.RemoveTarget) -> Deed:
    """Let go of a target; a person stays a contact."""
    tx.delete(tables.targets, tx.row(tables.targets, command.target_id, "person or organisation"))
    return Deed(command.target_id)
