"""Carries out what is kept of wordings of one's own."""

from lib.domain import commands
from lib.store import tables
from lib.store.perform.deed import Deed
from lib.store.transaction import Transaction

_NOUN = "wording"


def add_wording(tx: Transaction, command: commands.AddWording) -> Deed:
    """Keep a wording."""
    return Deed(tx.insert(tables.own_wordings, {**command.model_dump(), "created_at": tx.now}))


def edit_wording(tx: Transaction, command: commands.EditWording) -> Deed:
    """Keep a wording in other words."""
    row = tx.row(tables.own_wordings, command.wording_id, _NOUN)
    tx.update(tables.own_wordings, row, command.model_dump(exclude={"wording_id"}))
    return Deed(row["id"])


def remove_wording(tx: Transaction, command: commands.RemoveWording) -> Deed:
    """Take a wording out."""
    row = tx.row(tables.own_wordings, command.wording_id, _NOUN)
    tx.delete(tables.own_wordings, row)
    return Deed(row["id"])
