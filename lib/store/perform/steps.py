"""Takes a step in an interview, where the lifecycle allows it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from lib.domain.lifecycle import next_stage, standing
from lib.domain.vocabulary import Stage, Step
from lib.store import tables
from lib.store.perform.deed import Deed
from lib.store.transaction import Row, Transaction


def interview(tx: Transaction, interview_id: str) -> Row:
    """Return the row of an interview of this workspace."""
    return tx.row(tables.interviews, interview_id, "interview")


def stage_of(tx: Transaction, interview_id: str) -> Stage:
    """Return where an interview stands."""
    columns = tables.events.c
    taken: list[sa.ColumnElement[bool]] = [
        columns.interview_id == interview_id,
        columns.step.is_not(None),
        columns.undone_at.is_(None),
    ]
    rows = sorted(tx.rows(tables.events, *taken), key=lambda row: int(row["number"]))
    return standing(Step(row["step"]) for row in rows).stage


def take_step(
    tx: Transaction, row: Row, step: Step, *, happened_at: datetime | None, values: dict[str, Any] | None = None
) -> Deed:
    """Take a step, with what it changes in the interview's row.

    Raises:
        NotAllowedNowError: where the lifecycle has no such step from where the interview stands.
    """
    next_stage(stage_of(tx, row["id"]), step)
    changed = {name: value for name, value in (values or {}).items() if row[name] != value}
    # A step always raises the row's version, so that steps are undone in the reverse of their order.
    if changed:
        tx.update(tables.interviews, row, changed)
    else:
        tx.touch(tables.interviews, row)
    return Deed(row["id"], interview_id=row["id"], step=step, happened_at=happened_at)
