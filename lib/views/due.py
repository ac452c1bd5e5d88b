"""What is due now, what comes next, and what waits for others: one finite list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import InterviewKind, Mode, Stage
from lib.method.cadence import Rule, due_on, rules
from lib.method.labels import label
from lib.method.next_steps import rules_of
from lib.views.cases import Person, case_of, introducer_of, person_of, said_since, told_introducers
from lib.views.dates import city, clock, day_of, local_day, short_day
from lib.views.due_item import Asked, DueItem, Today, due_item
from lib.views.due_people import first_steps, gentle_touches, named_people, own_rules, promised
from lib.views.interviews import interview_rows, interviews, starts
from lib.views.offers import offered
from lib.views.workdays import workdays_with

__all__ = ["DueItem", "DueList", "due_list", "expected_on", "interview_items", "when"]


@dataclass(frozen=True)
class DueList:
    """All items, the most urgent first; `offers` are never due, and nobody waits for them.

    What one put off oneself is `coming`, though it would have waited for others.
    """

    due: tuple[DueItem, ...]
    coming: tuple[DueItem, ...]
    waiting: tuple[DueItem, ...]
    offers: tuple[DueItem, ...] = ()


def due_list(snapshot: Snapshot, zone: ZoneInfo, now: datetime) -> DueList:
    """Return what is due at a moment (overdue first), what comes up, what waits for others, and what is only offered.

    Days are those of `zone`, the person's own clock, wherever a talk takes place.
    """
    here = now.astimezone(zone)
    frame = interviews(snapshot, zone)
    begun = frame["interview_id"][(frame["stage"] == Stage.SCHEDULED) & (frame["starts_at"] <= pd.Timestamp(now))]
    # The list changes with the day, and in the hour in which a conversation begins.
    return snapshot.derive(("due", zone, here.date(), tuple(begun)), lambda: _due_list(snapshot, zone, here))


def _due_list(snapshot: Snapshot, zone: ZoneInfo, now: datetime) -> DueList:
    frame, today = interviews(snapshot, zone), Today(snapshot, zone, now)
    rows = interview_rows(snapshot, zone).values()
    left_alone = set(snapshot.contacts["id"][snapshot.contacts["do_not_contact"]].to_list())
    asking = [row for row in rows if row.contact_id not in left_alone]
    items = [item for row in asking for item in _one_at_a_time(today, [*_items(today, row)])]
    items = _one_word_a_person(items, frame)
    items += [*_introducers(today, rows), *promised(today), *first_steps(today)]
    items += [*named_people(today), *gentle_touches(today, frame)]
    items.sort(key=lambda item: (item.due_on, item.what))
    asked = [item for item in items if item.waits_for != "nobody"]
    later = [item for item in asked if item.due_on > today.day]
    return DueList(
        tuple(item for item in asked if item.due_on <= today.day),
        tuple(item for item in later if item.waits_for == "me" or item.deferral_id),
        tuple(item for item in later if item.waits_for == "them" and not item.deferral_id),
        offered(today, rows, [item for item in items if item.waits_for == "nobody"]),
    )


def _one_at_a_time(today: Today, items: Sequence[DueItem]) -> Sequence[DueItem]:
    """Return what an interview asks for, with one word to the person at most: the last that is due, or all to come."""
    due = [item for item in items if item.due_on <= today.day and rules()[item.rule].rhythm]
    latest = max(due, key=lambda item: item.due_on, default=None)
    return [item for item in items if item not in due or item is latest]


def interview_items(snapshot: Snapshot, row: Any, zone: ZoneInfo, now: datetime) -> tuple[DueItem, ...]:
    """Return what is next in one interview (a row of `interviews`), the earliest first; empty where nothing is.

    What is only offered is left out.
    """
    today = Today(snapshot, zone, now.astimezone(zone))
    found = _one_at_a_time(today, [*_items(today, row)])
    return tuple(sorted((item for item in found if item.waits_for != "nobody"), key=lambda item: item.due_on))


def expected_on(snapshot: Snapshot, row: Any, rule: str, today: date) -> date:
    """Return on which day a rule's step in an interview would be due, if its stage were reached today.

    After the first follow-up to a stranger, that is when one lets it rest.
    """
    person = person_of(snapshot, row.interview_id)
    known = _rules(snapshot, person)
    is_enough = rule == "followed_up" and not person.may_be_followed_up_twice
    name = "followed_up_stranger" if is_enough else rule
    return due_on(known.get(name, rules()[name]), today, workdays=workdays_with(snapshot, person.country))


def _items(today: Today, row: Any) -> Iterator[DueItem]:
    """Yield what the rules ask for in an interview."""
    snapshot, person = today.snapshot, person_of(today.snapshot, row.interview_id)
    begins = starts(row) if row.stage == Stage.SCHEDULED else None
    starts_on = begins.astimezone(today.zone).date() if begins else None
    said = said_since(snapshot, row.interview_id, today.zone)
    case = case_of(snapshot, row, said, today.now, starts_on=starts_on)
    known, workdays = _rules(snapshot, person), workdays_with(snapshot, person.country)
    since, said_on = row.since.date(), said.last_on
    told_on = _told_on(today, row)
    names = rules_of(case)
    if told_on and told_on > since and any(rules()[name].rhythm for name in names):
        names, since = ("kept_in_touch",), told_on
    words = {"name": row.name, "topic": row.topic, "when": when(row, today.now) if begins else "", "target": row.target}
    days = {"starts_on": starts_on, "retry_on": day_of(row.retry_on), "wrote": said_on}
    for name in names:
        rule = rules()[name]
        is_later = rule.start == "wrote"
        asked = Asked(
            {"interview_id": row.interview_id, "goal_id": row.goal_id if rule.page == "choose" else ""},
            (said_on or since) if is_later else since,
            words,
            workdays,
            counted_from=said_on if name == "agreed" else None,
            starts=days,
            away_until=person.away_until,
        )
        if item := due_item(today, known, name, asked):
            yield item


def _rules(snapshot: Snapshot, person: Person) -> Mapping[str, Rule]:
    return own_rules(snapshot, routine=person.routine, touch_every=person.touch_every)


def _told_on(today: Today, row: Any) -> date | None:
    """Return when a contact was last told how the talk with somebody went to whom they had led; None where never."""
    told = today.snapshot.derive("told as introducers", lambda: _told_by_contact(today.snapshot))
    return local_day(told[row.contact_id], today.zone) if row.contact_id in told else None


def _told_by_contact(snapshot: Snapshot) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for interview_id, at in told_introducers(snapshot).items():
        introducer = introducer_of(snapshot, person_of(snapshot, interview_id))
        if introducer is not None:
            found[introducer.id] = max(at, found.get(introducer.id, at))
    return found


def _introducers(today: Today, rows: Iterable[Any]) -> Iterator[DueItem]:
    """Yield a word to whoever introduced one to somebody with whom one has talked by now."""
    told = told_introducers(today.snapshot)
    for row in rows:
        is_talk = row.kind == InterviewKind.TALK
        heard = [day for cell in (row.held_on, row.answered_on) if (day := day_of(cell))]
        if is_talk and heard and row.interview_id not in told and (item := _introducer(today, row, max(heard))):
            yield item


def _introducer(today: Today, row: Any, heard_on: date) -> DueItem | None:
    person = person_of(today.snapshot, row.interview_id)
    introducer = introducer_of(today.snapshot, person)
    if introducer is None or introducer.do_not_contact:
        return None
    words = {"name": introducer.name, "target": row.name}
    workdays = workdays_with(today.snapshot, introducer.country)
    asked = Asked({"interview_id": row.interview_id}, heard_on, words, workdays)
    return due_item(today, _rules(today.snapshot, person), "introducer", asked)


def _one_word_a_person(items: Sequence[DueItem], frame: pd.DataFrame) -> list[DueItem]:
    """Return the items with one word at most to each person one is in touch with, though there were several talks.

    While another interview with them is open, that one is the word; else the latest one asks for it.
    """
    if frame["contact_id"].is_unique:
        return list(items)
    order = ["is_open", "owes_thanks", "since"]
    last = frame[["interview_id", "contact_id", *order]].sort_values(order, kind="stable").groupby("contact_id").tail(1)
    speaks = set(last["interview_id"])
    return [item for item in items if item.interview_id in speaks or not rules()[item.rule].rhythm]


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
