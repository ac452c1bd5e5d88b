"""Carries out what is put off, skipped or taken up again, and by which routine one comes back to somebody."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import sqlalchemy as sa

from lib.domain import commands
from lib.domain.commands.deferrals import RECORDS
from lib.store import tables
from lib.store.perform.deed import Deed
from lib.store.perform.steps import interview, steps_taken
from lib.store.transaction import Row, Transaction

_TABLES: Mapping[str, tuple[sa.Table, str]] = MappingProxyType(
    {
        "interview_id": (tables.interviews, "interview"),
        "contact_id": (tables.contacts, "person"),
        "promise_id": (tables.promises, "promise"),
        "goal_id": (tables.goals, "goal"),
    }
)


def put_off(tx: Transaction, command: commands.PutOff) -> Deed:
    """Keep until when something is put off."""
    return _defer(tx, command, until=command.until, reason="")


def skip(tx: Transaction, command: commands.Skip) -> Deed:
    """Keep that something is left, and why."""
    return _defer(tx, command, until=None, reason=command.reason)


def _defer(tx: Transaction, command: commands.PutOff | commands.Skip, *, until: date | None, reason: str) -> Deed:
    named = {name: getattr(command, name) for name in RECORDS}
    field, record_id = next((name, row_id) for name, row_id in named.items() if row_id)
    table, noun = _TABLES[field]
    tx.row(table, record_id, noun)
    columns = tables.deferrals.c
    found = tx.rows(tables.deferrals, columns.rule == command.rule, columns[field] == record_id)
    values = {"until": until, "reason": reason, "created_at": tx.now}
    if found:
        if not _still_says(tx, found[0], until=until, reason=reason):
            tx.update(tables.deferrals, found[0], values)
        return Deed(str(found[0]["id"]), interview_id=command.interview_id)
    deferral_id = tx.insert(tables.deferrals, {"rule": command.rule, **named, **values})
    return Deed(deferral_id, interview_id=command.interview_id)


def _still_says(tx: Transaction, row: Row, *, until: date | None, reason: str) -> bool:
    """Tell whether a deferral says this already, and no step has ended it since."""
    ended = row["interview_id"] and any(
        step["recorded_at"] > row["created_at"] for step in steps_taken(tx, row["interview_id"])
    )
    return bool(not ended and (row["until"], row["reason"]) == (until, reason))


def take_up(tx: Transaction, command: commands.TakeUp) -> Deed:
    """Forget that something was put off or skipped."""
    row = tx.row(tables.deferrals, command.deferral_id, "entry")
    tx.delete(tables.deferrals, row)
    return Deed(row["id"], interview_id=row["interview_id"])


def forget_deferrals(tx: Transaction, field: str, record_id: str) -> None:
    """Take out what was put off or skipped of a record that is removed; `field` is one of `RECORDS`."""
    tx.delete_many(tables.deferrals, tx.rows(tables.deferrals, tables.deferrals.c[field] == record_id))


def choose_interview_routine(tx: Transaction, command: commands.ChooseInterviewRoutine) -> Deed:
    """Keep by which routine one comes back to one person."""
    row = interview(tx, command.interview_id)
    tx.update(tables.interviews, row, {"routine": command.routine})
    return Deed(row["id"], interview_id=row["id"])
