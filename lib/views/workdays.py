"""The working days that count with somebody: mine and theirs."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from lib.domain.snapshot import Snapshot
from lib.method.workdays import Workdays


def workdays_of(snapshot: Snapshot, contact_id: str | None = None) -> Workdays:
    """Return the working days that count with a contact, in their country and mine; without one, my own.

    Raises:
        NotFoundError: where there is no such person.
    """
    country = snapshot.one("contacts", contact_id, "person").country if contact_id else ""
    return workdays_with(snapshot, country)


def workdays_with(snapshot: Snapshot, country: str) -> Workdays:
    """Return the working days that count with somebody in a country (two letters; "" for mine)."""
    return snapshot.derive(("workdays", country), lambda: _workdays(snapshot, country))


def _workdays(snapshot: Snapshot, country: str) -> Workdays:
    mine: Any = next(snapshot.profiles.itertuples(index=False))
    theirs = ((country, ""),) if country and country != mine.country else ()
    days_off = frozenset(date.fromisoformat(day) for day in mine.days_off or ())
    return Workdays(((mine.country, mine.subdivision), *theirs), days_off)


def spans(days: Iterable[date]) -> tuple[tuple[date, date], ...]:
    """Return days as spans without a gap, each from its first to its last day, in order."""
    found: list[tuple[date, date]] = []
    for day in sorted(set(days)):
        if found and day - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return tuple(found)


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Return all days from the first to the last, both among them."""
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))
