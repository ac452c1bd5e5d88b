"""Takes a step in an interview, where the lifecycle allows it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from lib.domain.lifecycle import next_stage, standing
from lib.domain.vocabulary import Stage, Step
from lib.store import tables
from lib.store.corrections import corrected
from lib.store.perform.deed import Deed
from lib.store.transaction import Row, Transaction


def interview(tx: Transaction, interview_id: str) -> Row:
    """Return the row of an interview of this workspace."""
    return tx.row(tables.interviews, interview_id, "interview")


def stage_of(tx: Transaction, interview_id: str) -> Stage:
    """Return where an interview stands."""
    columns = tables.events.c
    steps = tx.rows(tables.events, *_standing_events(interview_id), columns.step.is_not(None))
    return standing(Step(row["step"]) for row in sorted(steps, key=_number)).stage


def steps_taken(tx: Transaction, interview_id: str) -> list[Row]:
    """Return the events that are steps of an interview, in their order, with the moments that hold now."""
    events = sorted(tx.rows(tables.events, *_standing_events(interview_id)), key=_number)
    return [row for row in corrected(events) if row["step"] is not None]


def _standing_events(interview_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    columns = tables.events.c
    return (columns.interview_id == interview_id, columns.undone_at.is_(None))


def _number(row: Row) -> int:
    return int(row["number"])


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
