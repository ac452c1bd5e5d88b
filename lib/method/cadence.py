"""When the next step of an interview is due, and whose turn it is until then: the rules, and routines over them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from lib.method.content_files import checked, read_toml
from lib.method.workdays import Workdays

FILE = "cadence.toml"
STANDARD = "standard"

_MONDAY_TO_FRIDAY = Workdays()

Counted = Literal["working", "calendar"]
Start = Literal["stage", "starts_on", "retry_on", "wrote"]


class _Content(BaseModel):
    """A piece of the file: frozen, and without keys that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rule(_Content):
    """One next step; the fields are explained at the head of `content/cadence.toml`."""

    name: str = ""
    days: int
    by: Counted
    start: Start = Field(default="stage", alias="from")
    else_days: int = 0
    waits_for: Literal["me", "them", "nobody"]
    page: Literal["ask", "talk", "thank", "contacts", "choose"]
    view: Literal["", "prepare", "after", "referral", "introducer"] = ""
    what: str
    why: str
    button: str
    late_after: int = 0
    late: str = ""
    gone_after: int = 0
    setting: str = ""
    least: int = 0
    most: int = 0
    leave: str
    then: str = ""
    rhythm: Literal["", "first", "again"] = ""


class Routine(_Content):
    """A set of days that go together: its title, what it does in a sentence, and the days of the rules it changes."""

    title: str
    words: str
    days: Mapping[str, int] = Field(default_factory=dict)


class Away(_Content):
    """What holds for somebody who is away: so many working days after the return, and the words that say so."""

    days: int
    why: str
    afterwards: str


class Silence(_Content):
    """After how many updates without an answer one writes less, and no more."""

    quiet_after: int
    stop_after: int


class _AtOnce(_Content):
    requests: int


class _Offers(_Content):
    days: int


class Cadence(_Content):
    """The whole file."""

    away: Away
    silence: Silence
    at_once: _AtOnce
    offers: _Offers
    rules: Mapping[str, Rule]
    reasons: Mapping[str, tuple[str, ...]]
    routines: Mapping[str, Routine]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        for name, rule in self.rules.items():
            if rule.then and rule.then not in self.rules:
                raise ValueError(f"{name} goes on with {rule.then}, which is no rule")
            if rule.leave not in self.reasons:
                raise ValueError(f"{name} has no reasons: [reasons] has no {rule.leave}")
            if rule.setting and not rule.least <= rule.days <= rule.most:
                raise ValueError(f"{name}: {rule.days} days are not between least and most")
        for title, routine in self.routines.items():
            for name, days in routine.days.items():
                if fitting(self.rules, name, days) is None:
                    raise ValueError(f"the routine {title} can't set {name} to {days}")
        return self


def fitting(known: Mapping[str, Rule], name: str, days: object) -> int | None:
    """Return the days that may be set for a rule; None where there is no such setting, or the days are none of it."""
    rule = known.get(name)
    if rule is None or not rule.setting or not isinstance(days, int):
        return None
    return days if rule.least <= days <= rule.most else None


@cache
def cadence() -> Cadence:
    """Return all that the file says; raises ContentError where it can't be used."""
    read = checked(Cadence, read_toml(FILE), FILE)
    named = {name: rule.model_copy(update={"name": name}) for name, rule in read.rules.items()}
    return read.model_copy(update={"rules": MappingProxyType(named)})


def rules() -> Mapping[str, Rule]:
    """Return all rules by name, as the method has them: a stage's, or one of its special cases."""
    return cadence().rules


def rules_at(
    routine: str, own_days: Mapping[str, object] | None = None, *, touch_every: int | None = None
) -> Mapping[str, Rule]:
    """Return the rules by name with the days of a routine ("" for the standard), and above it those of one's own.

    `touch_every` is the rhythm in days that a contact has of their own: with 0, nothing asks for a word to them.
    A routine, a rule or days that the file does not know are passed over: they may come from an older Askwell.
    """
    chosen = (own_days or {}).items()
    fit = tuple((name, days) for name, days in chosen if fitting(rules(), name, days) is not None)
    return _rules_at(routine, fit, touch_every)


@lru_cache(maxsize=1024)
def _rules_at(routine: str, own_days: Iterable[tuple[str, int]], touch_every: int | None) -> Mapping[str, Rule]:
    found = cadence().routines.get(routine or STANDARD)
    days = {**(found.days if found else {}), **dict(own_days)}
    bent = {name: rules()[name].model_copy(update={"days": number}) for name, number in days.items()}
    known = {**rules(), **bent}
    if touch_every is not None:
        known = {name: _touching(rule, touch_every) for name, rule in known.items() if touch_every or not rule.rhythm}
    return MappingProxyType(known)


def _touching(rule: Rule, every: int) -> Rule:
    """Return a rule in the rhythm of one contact; the first word is owed, so it never waits longer than usual."""
    if not rule.rhythm:
        return rule
    return rule.model_copy(update={"days": every if rule.rhythm == "again" else min(rule.days, every)})


def due_on(rule: Rule, since: date, *, start: date | None = None, workdays: Workdays = _MONDAY_TO_FRIDAY) -> date:
    """Return the day on which a rule's step is due, never before `since`, the day on which the stage was reached.

    `start` is the day that the rule counts from, where that is not the stage; without it, the stage is.
    """
    if rule.start == "stage":
        return add_days(since, rule.days, rule.by, workdays)
    if start is None:
        return add_days(since, rule.else_days or max(rule.days, 0), rule.by, workdays)
    due = add_days(start, rule.days, rule.by, workdays)
    # What belongs before a talk can't be due before the talk was agreed on.
    return max(due, since) if rule.days < 0 else due


def after_return(back_on: date, workdays: Workdays) -> date:
    """Return before which day nothing is due that waits for somebody who is away until `back_on`."""
    return workdays.add(back_on, cadence().away.days)


def add_days(day: date, days: int, by: Counted, workdays: Workdays = _MONDAY_TO_FRIDAY) -> date:
    """Return the day that many days later; working days are Monday to Friday, where nothing else is said."""
    return workdays.add(day, days) if by == "working" else day + timedelta(days=days)
