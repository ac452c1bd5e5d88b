"""What is due now, what comes next, and what waits for others: one finite list."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import InterviewKind, Mode, Outcome, Stage
from lib.method.cadence import due_on, rule_for, rules
from lib.method.labels import label
from lib.views.dates import ago, city, clock, day_of, local_day, short_day
from lib.views.interviews import interviews, starts


@dataclass(frozen=True)
class DueItem:
    """One thing to do: what, why now, and the button that leads to the page and record where it is done."""

    what: str
    why: str
    button: str
    page: str
    due_on: date
    waits_for: str
    interview_id: str = ""
    goal_id: str = ""
    promise_id: str = ""
    contact_id: str = ""
    view: str = ""


@dataclass(frozen=True)
class DueList:
    """All items, the most urgent first."""

    due: tuple[DueItem, ...]
    coming: tuple[DueItem, ...]
    waiting: tuple[DueItem, ...]


def due_list(snapshot: Snapshot, zone: ZoneInfo, now: datetime) -> DueList:
    """Return what is due at a moment (overdue first), what comes up, and what waits for others."""
    here = now.astimezone(zone)
    frame = interviews(snapshot, zone)
    begun = frame["interview_id"][(frame["stage"] == Stage.SCHEDULED) & (frame["starts_at"] <= pd.Timestamp(now))]
    # The list changes with the day, and in the hour in which a conversation begins.
    return snapshot.derive(("due", zone, here.date(), tuple(begun)), lambda: _due_list(snapshot, zone, here))


def _due_list(snapshot: Snapshot, zone: ZoneInfo, now: datetime) -> DueList:
    frame, today = interviews(snapshot, zone), now.date()
    left_alone = snapshot.contacts["id"][snapshot.contacts["do_not_contact"]]
    rows = frame[~frame["contact_id"].isin(left_alone)].itertuples(index=False)
    items = [item for row in rows if (item := interview_item(row, now))]
    items += _promises(snapshot, today) + _first_steps(snapshot, today) + _referred(snapshot, zone, today)
    items.sort(key=lambda item: (item.due_on, item.what))
    due = [item for item in items if item.due_on <= today]
    later = [item for item in items if item.due_on > today]
    return DueList(
        tuple(due),
        tuple(item for item in later if item.waits_for == "me"),
        tuple(item for item in later if item.waits_for == "them"),
    )


def interview_item(row: Any, now: datetime) -> DueItem | None:
    """Return what is next in one interview (a row of `interviews`); None where nothing is due any more.

    `now` is on the person's own clock, as are the days of the item.
    """
    outcome = Outcome(row.outcome) if row.outcome else None
    begins = starts(row)
    has_started = begins is not None and begins <= now
    rule = rule_for(Stage(row.stage), outcome, has_started=has_started, kind=InterviewKind(row.kind))
    if rule is None:
        return None
    since = row.since.date()
    words = {"name": row.name, "topic": row.topic, "since": ago(since, now.date()), "when": when(row, now)}
    words["target"] = row.target
    starts_on = begins.astimezone(now.tzinfo).date() if begins else None
    return DueItem(
        what=rule.what.format_map(words),
        why=rule.why.format_map(words),
        button=rule.button,
        page=rule.page,
        view=rule.view,
        due_on=due_on(rule, since=since, starts_on=starts_on, retry_on=day_of(row.retry_on)),
        waits_for=rule.waits_for,
        interview_id=row.interview_id,
    )


def when(row: Any, now: datetime) -> str:
    """Return when and how a conversation is, such as “Thursday 14:00, 20 minutes, phone call”; "" without a time.

    The day and the hour are on the clock of `now`; where the other's clock differs, its hour is named too.
    """
    there = starts(row)
    if there is None:
        return ""
    here = there.astimezone(now.tzinfo)
    day = short_day(here.date(), now.date())
    other = "" if there.utcoffset() == here.utcoffset() else f" ({clock(there.time())} {city(row.time_zone)} time)"
    mode = f", {label_of_mode(row.mode)}" if row.mode else ""
    return f"{day[0].upper()}{day[1:]} {clock(here.time())}{other}, {row.minutes} minutes{mode}"


def label_of_mode(mode: str) -> str:
    """Return how a conversation is held, in the middle of a sentence."""
    return label(Mode(mode)).lower()


def _promises(snapshot: Snapshot, today: date) -> list[DueItem]:
    open_ones = snapshot.promises[snapshot.promises["kept_at"].isna()]
    items = []
    for row in open_ones.itertuples(index=False):
        day = day_of(row.due_on)
        name = _contact_name(snapshot, str(row.interview_id))
        items.append(
            DueItem(
                what=str(row.text),
                why=f"You promised this to {name}." if day else f"You promised this to {name}; no day was named.",
                button="Open the notes",
                page="talk",
                view="after",
                due_on=day or today,
                waits_for="me",
                interview_id=str(row.interview_id),
                promise_id=str(row.id),
            )
        )
    return items


def _contact_name(snapshot: Snapshot, interview_id: str) -> str:
    interview = snapshot.one("interviews", interview_id, "interview")
    return str(snapshot.one("contacts", interview.contact_id, "person").name)


def _referred(snapshot: Snapshot, zone: ZoneInfo, today: date) -> list[DueItem]:
    """Return the people who were named and not asked yet: one writes to them within the week."""
    people = snapshot.contacts
    asked = set(snapshot.interviews["contact_id"])
    fresh = people[(people["named_in_id"] != "") & people["archived_at"].isna() & ~people["do_not_contact"]]
    return [_named_item(snapshot, row, zone, today) for row in fresh.itertuples(index=False) if row.id not in asked]


def _named_item(snapshot: Snapshot, row: Any, zone: ZoneInfo, today: date) -> DueItem:
    rule, since = rules()["referred"], local_day(row.created_at, zone)
    introducer = snapshot.one("contacts", row.introducer_id, "person").name if row.introducer_id else ""
    words = {"name": row.name, "topic": introducer, "since": ago(since, today), "when": ""}
    return DueItem(
        what=rule.what.format_map(words),
        why=rule.why.format_map(words),
        button=rule.button,
        page=rule.page,
        due_on=due_on(rule, since=since, starts_on=None, retry_on=None),
        waits_for=rule.waits_for,
        contact_id=row.id,
    )


def _first_steps(snapshot: Snapshot, today: date) -> list[DueItem]:
    """Return the step after writing down a goal: a goal nobody was chosen for yet asks for somebody."""
    chosen = set(snapshot.interviews["goal_id"])
    fresh = snapshot.goals[snapshot.goals["closed_at"].isna() & ~snapshot.goals["id"].isin(chosen)]
    return [
        DueItem(
            what="Choose whom to ask",
            why=f"Nobody is on your list yet for “{row.topic}”.",
            button="Choose somebody",
            page="choose",
            due_on=today,
            waits_for="me",
            goal_id=str(row.id),
        )
        for row in fresh.itertuples(index=False)
    ]
