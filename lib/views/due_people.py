"""What is due beside interviews: promises, people who were named, goals without anybody, and people to keep up with."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from lib.domain.frame_rows import is_among, named_rows
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import InterviewKind, Outcome
from lib.method.cadence import Rule, rules_at
from lib.views.cases import introducers
from lib.views.dates import day_of, local_day
from lib.views.due_item import Asked, DueItem, Today, due_item
from lib.views.interviews import interview_rows
from lib.views.touch import last_touches
from lib.views.workdays import workdays_of, workdays_with


def own_rules(snapshot: Snapshot, *, touch_every: int | None = None, routine: str = "") -> Mapping[str, Rule]:
    """Return the rules by name: at one's own routine and days, or at another routine; with a contact's own rhythm."""
    return snapshot.derive(("rules", routine, touch_every), lambda: _own_rules(snapshot, touch_every, routine))


def _own_rules(snapshot: Snapshot, touch_every: int | None, routine: str) -> Mapping[str, Rule]:
    if routine:
        return rules_at(routine, touch_every=touch_every)
    mine: Any = next(snapshot.profiles.itertuples(index=False))
    return rules_at(mine.routine, mine.cadence, touch_every=touch_every)


def promised(today: Today) -> Iterator[DueItem]:
    """Yield the promises and to-dos that are open: due on their day, and at once without one."""
    snapshot = today.snapshot
    rules, workdays = own_rules(snapshot), workdays_of(snapshot)
    open_ones = snapshot.promises[snapshot.promises["kept_at"].isna()]
    for row in named_rows(open_ones):
        day = day_of(row.due_on)
        words = {"text": str(row.text), "name": interview_rows(snapshot, today.zone)[str(row.interview_id)].name}
        ids = {"interview_id": str(row.interview_id), "promise_id": str(row.id)}
        asked = Asked(ids, day or today.day, words, workdays)
        if item := due_item(today, rules, f"{row.kind}{'' if day else '_undated'}", asked):
            yield item


def first_steps(today: Today) -> Iterator[DueItem]:
    """Yield the step after writing down a goal: a goal nobody was chosen for yet asks for somebody."""
    snapshot = today.snapshot
    rules, workdays = own_rules(snapshot), workdays_of(snapshot)
    chosen = set(snapshot.interviews["goal_id"].to_list())
    fresh = snapshot.goals[snapshot.goals["closed_at"].isna() & ~is_among(snapshot.goals["id"], chosen)]
    for row in named_rows(fresh):
        asked = Asked({"goal_id": str(row.id)}, today.day, {"topic": str(row.topic)}, workdays)
        if item := due_item(today, rules, "choose", asked):
            yield item


def named_people(today: Today) -> Iterator[DueItem]:
    """Yield the people who were named, or to whom the way was opened, and who were not asked yet."""
    snapshot = today.snapshot
    people = snapshot.contacts
    asked = set(snapshot.interviews["contact_id"].to_list())
    fresh = (people["named_in_id"] != "") & ~is_among(people["id"], asked)
    for row in named_rows(people[fresh & people["archived_at"].isna() & ~people["do_not_contact"]]):
        if item := _named_item(today, row):
            yield item


def _named_item(today: Today, row: Any) -> DueItem | None:
    snapshot = today.snapshot
    introducer = introducers(snapshot).get(row.introducer_id)
    words = {"name": row.name, "topic": introducer.name if introducer else ""}
    workdays = workdays_with(snapshot, row.country)
    asked = Asked({"contact_id": row.id}, _named_on(today, row), words, workdays)
    return due_item(today, own_rules(snapshot), "introduced" if _was_opened(today, row) else "referred", asked)


def _was_opened(today: Today, row: Any) -> bool:
    """Return whether an introduction to them had been asked for, in contrast to a name that fell in a talk."""
    named_in = interview_rows(today.snapshot, today.zone).get(row.named_in_id)
    return named_in is not None and named_in.kind == InterviewKind.INTRODUCTION


def _named_on(today: Today, row: Any) -> date:
    """Return when they were named: known people may have been on the list long before."""
    events = today.snapshot.derive("events that name", lambda: _naming(today.snapshot))
    moments = [events[key] for key in (row.id, row.named_in_id) if key in events]
    return max([local_day(row.created_at, today.zone), *(local_day(at, today.zone) for at in moments[:1])])


def _naming(snapshot: Snapshot) -> dict[str, Any]:
    """Return when somebody was named, by the contact's id or the id of the interview that passed one on."""
    events = snapshot.events
    naming = events[(events["command"] == "AddReferral") | (events["step"] == "passed_on")]
    keys = naming["subject_id"].where(naming["command"] == "AddReferral", naming["interview_id"])
    return dict(zip(keys.to_list(), naming["recorded_at"].to_list(), strict=True))


def gentle_touches(today: Today, frame: pd.DataFrame) -> Iterator[DueItem]:
    """Yield the people with a rhythm of their own who are in no interview that asks for a word already."""
    people = today.snapshot.contacts
    paced = people[people["touch_every"].fillna(0) > 0]
    if paced.empty:
        return
    thanked = frame["thanked_on"].notna() & (frame["outcome"] != Outcome.DECLINED)
    busy = set(frame["contact_id"][frame["is_open"] | frame["owes_thanks"] | thanked])
    touches = last_touches(today.snapshot, today.zone)
    for row in paced[paced["archived_at"].isna() & ~paced["do_not_contact"]].itertuples(index=False):
        if row.id not in busy and (item := _touch(today, row, day_of(touches.get(str(row.id))))):
            yield item


def _touch(today: Today, row: Any, last: date | None) -> DueItem | None:
    since = last or local_day(row.created_at, today.zone)
    asked = Asked({"contact_id": row.id}, since, {"name": row.name}, workdays_with(today.snapshot, row.country))
    return due_item(today, own_rules(today.snapshot, touch_every=int(row.touch_every)), "touch", asked)
