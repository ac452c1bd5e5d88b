"""What is only offered: nobody waits for it, and it is never due."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from lib.domain.vocabulary import InterviewKind, Stage
from lib.method.cadence import cadence
from lib.views.due_item import DueItem, Today

# A few are an idea, more are a wall.
_MOST = 3
_TO_WRITE = (Stage.IDENTIFIED, Stage.DRAFTED)


def offered(today: Today, rows: Collection[Any], items: Sequence[DueItem]) -> tuple[DueItem, ...]:
    """Return the few offers of today among `items`, the newest first; `rows` are all those of `interviews`."""
    lasting = timedelta(days=cadence().offers.days)
    open_now = [item for item in items if item.due_on <= today.day < item.due_on + lasting]
    if not open_now:
        return ()
    fit = _latest_alone(rows) | _asked_again(today, rows)
    open_now.sort(key=lambda item: item.due_on, reverse=True)
    return tuple([item for item in open_now if item.interview_id in fit][:_MOST])


def _latest_alone(rows: Collection[Any]) -> set[str]:
    """Return the last request of each goal, where nobody else is about to be asked, and few requests are open."""
    if sum(row.is_waiting for row in rows) >= cadence().at_once.requests:
        return set()
    talks = [row for row in rows if row.kind == InterviewKind.TALK]
    about_to = {row.goal_id for row in talks if row.stage in _TO_WRITE}
    asked = sorted((row for row in talks if not pd.isna(row.asked_on)), key=lambda row: row.asked_on)
    last = {row.goal_id: row for row in asked}
    return {row.interview_id for goal_id, row in last.items() if row.is_waiting and goal_id not in about_to}


def _asked_again(today: Today, rows: Collection[Any]) -> set[str]:
    """Return the requests at rest to people in no other interview since, for goals that are still open."""
    goals, people = today.snapshot.goals, today.snapshot.contacts
    closed = set(goals["id"][goals["closed_at"].notna()].to_list())
    put_away = set(people["id"][people["archived_at"].notna()].to_list())
    last = {row.contact_id: row for row in sorted(rows, key=lambda row: row.since)}
    resting = (row for row in last.values() if row.stage == Stage.NO_REPLY)
    return {row.interview_id for row in resting if row.goal_id not in closed and row.contact_id not in put_away}
