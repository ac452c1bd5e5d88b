"""What is only offered: nobody waits for it, and it is never due."""

from collections.abc import Sequence
from datetime import timedelta

import pandas as pd

from lib.domain.vocabulary import InterviewKind, Stage
from lib.method.cadence import cadence
from lib.views.due_item import DueItem, Today

# A few are an idea, more are a wall.
_MOST = 3
_TO_WRITE = (Stage.IDENTIFIED, Stage.DRAFTED)


def offered(today: Today, frame: pd.DataFrame, items: Sequence[DueItem]) -> tuple[DueItem, ...]:
    """Return the few offers of today among `items`, the newest first; `frame` is that of `interviews`."""
    fit = _latest_alone(frame) | _asked_again(today, frame)
    lasting = timedelta(days=cadence().offers.days)
    open_now = [item for item in items if item.due_on <= today.day < item.due_on + lasting]
    open_now.sort(key=lambda item: item.due_on, reverse=True)
    return tuple([item for item in open_now if item.interview_id in fit][:_MOST])


def _latest_alone(frame: pd.DataFrame) -> set[str]:
    """Return the last request of each goal, where nobody else is about to be asked, and few requests are open."""
    waiting = frame[frame["is_waiting"]]
    if len(waiting) >= cadence().at_once.requests:
        return set()
    talks = frame[frame["kind"] == InterviewKind.TALK]
    about_to = set(talks["goal_id"][talks["stage"].isin(_TO_WRITE)])
    last = talks[talks["asked_on"].notna()].sort_values("asked_on", kind="stable").groupby("goal_id").tail(1)
    alone = last[last["is_waiting"] & ~last["goal_id"].isin(about_to)]
    return set(alone["interview_id"])


def _asked_again(today: Today, frame: pd.DataFrame) -> set[str]:
    """Return the requests at rest to people in no other interview since, for goals that are still open."""
    goals = today.snapshot.goals
    people = today.snapshot.contacts
    closed = set(goals["id"][goals["closed_at"].notna()])
    put_away = set(people["id"][people["archived_at"].notna()])
    last = frame.sort_values("since", kind="stable").groupby("contact_id").tail(1)
    resting = last[(last["stage"] == Stage.NO_REPLY) & ~last["goal_id"].isin(closed)]
    return set(resting["interview_id"][~resting["contact_id"].isin(put_away)])
