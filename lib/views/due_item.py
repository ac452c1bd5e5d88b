"""One thing to do: by which rule, on which day, in which words, and what was decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lib.domain.snapshot import Snapshot
from lib.method.cadence import Rule, after_return, cadence, due_on
from lib.method.workdays import Workdays
from lib.views.dates import ago, short_day
from lib.views.deferrals import Deferral, deferral_of

# An item may name several records; it is decided about for the first of these.
_ORDER = ("promise_id", "interview_id", "contact_id", "goal_id")


@dataclass(frozen=True)
class DueItem:
    """One thing to do: what, why now, and the button that leads to the page and record where it is done.

    `waits_for` is "me", "them", or "nobody" for what is only offered. `deferral_id` is filled where it was put off.
    """

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
    rule: str = ""
    deferral_id: str = ""

    @property
    def record(self) -> tuple[str, str]:
        """The record that it can be put off or skipped for: the name of its id, and the id."""
        named = ((name, getattr(self, name)) for name in _ORDER)
        return next((name, row_id) for name, row_id in named if row_id)


@dataclass(frozen=True)
class Today:
    """A workspace at a moment on the person's own clock."""

    snapshot: Snapshot
    zone: ZoneInfo
    now: datetime

    @cached_property
    def day(self) -> date:
        """The person's date."""
        return self.now.date()


class Asked(NamedTuple):
    """What asks for something: a record, since when, and the words for the rule's texts.

    `since` is when the stage was reached, for the words; days are counted from `counted_from`, where that is another.
    `starts` are the other days that rules count from, by the name that the file has for them.
    """

    ids: Mapping[str, str]
    since: date
    words: Mapping[str, str]
    workdays: Workdays
    counted_from: date | None = None
    starts: Mapping[str, date | None] = MappingProxyType({})
    away_until: date | None = None


def due_item(today: Today, rules: Mapping[str, Rule], name: str, asked: Asked) -> DueItem | None:
    """Return what a rule asks for; None where it was skipped or its time is over, and nothing comes in its place.

    `rules` are those that hold for the record; a name that is not among them asks for nothing.
    """
    record_id = next(asked.ids[field] for field in _ORDER if asked.ids.get(field))
    found = _after_skips(today, rules, name, record_id)
    if found is None:
        return None
    rule, skipped_on, put_off = found
    due = due_on(
        rule,
        skipped_on or asked.counted_from or asked.since,
        start=asked.starts.get(rule.start),
        workdays=asked.workdays,
    )
    due, absence = _not_while_away(today, rule, due, asked)
    due = put_off.until if put_off and put_off.until else due
    if rule.gone_after and today.day > due + timedelta(days=rule.gone_after):
        return None
    words = {**asked.words, "since": ago(asked.since, today.day)}
    late = rule.late if rule.late_after and (today.day - asked.since).days >= rule.late_after else ""
    return DueItem(
        what=rule.what.format_map(words),
        why=" ".join(part for part in (rule.why.format_map(words), absence, late) if part),
        button=rule.button,
        page=rule.page,
        due_on=due,
        waits_for=rule.waits_for,
        view=rule.view,
        rule=rule.name,
        deferral_id=put_off.id if put_off else "",
        **asked.ids,
    )


def _after_skips(
    today: Today, rules: Mapping[str, Rule], name: str, record_id: str
) -> tuple[Rule, date | None, Deferral | None] | None:
    """Return the rule that holds, since when after a skip, and until when it was put off; None where nothing does."""
    skipped: Deferral | None = None
    while (rule := rules.get(name)) is not None:
        decided = deferral_of(today.snapshot, today.zone, record_id, name)
        if decided is None or (skipped and decided.on < skipped.on):
            return rule, skipped.on if skipped else None, None
        if decided.until:
            return rule, None, decided
        if rule.then == name:
            return rule, decided.on, None
        name, skipped = rule.then, decided
    return None


def _not_while_away(today: Today, rule: Rule, due: date, asked: Asked) -> tuple[date, str]:
    """Return the day, moved behind an absence where it waits for them, and the words that say so."""
    if asked.away_until is None or rule.waits_for != "them":
        return due, ""
    earliest = after_return(asked.away_until, asked.workdays)
    if earliest <= due:
        return due, ""
    return earliest, _absence(asked.away_until, today.day)


def _absence(back_on: date, today: date) -> str:
    words = short_day(back_on, today)
    if back_on <= today:
        return cadence().away.afterwards.format(back=words)
    return cadence().away.why.format(back=words if words == "tomorrow" else f"on {words}")
