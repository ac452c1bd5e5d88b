"""Calendar files (RFC 5545): an invitation to one conversation, and a calendar of all that is agreed on and due."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.errors import NotFoundError
from lib.domain.snapshot import Snapshot
from lib.exchange.calendar_events import (
    FEED_NAME,
    due_event,
    has_event,
    own_talk,
    takes_place,
    their_talk,
    zone_and_years,
)
from lib.exchange.calendar_lines import folded, in_utc, text
from lib.exchange.calendar_zones import time_zone
from lib.views.due import DueItem, DueList, due_list
from lib.views.interviews import interview_rows, interviews

MIME = "text/calendar; charset=utf-8"
_PRODUCT = "PRODID:-//Askwell//Askwell//EN"
# What it is called, and how often a program may look again: by the standard (RFC 7986), and as most know it.
_FEED = (
    text("NAME", FEED_NAME),
    text("X-WR-CALNAME", FEED_NAME),
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
)


def invitation(snapshot: Snapshot, row: Any, *, zone: ZoneInfo, now: datetime) -> bytes:
    """Return the file to send to the person of an interview (a row of `interviews`): an invitation, or its cancelling.

    Their calendar can answer it where both e-mail addresses are known (RFC 5546); else it is only told to them. The
    time stands in its text, too, on the clock of `zone` and on theirs.

    Raises:
        NotFoundError: where no time is agreed on.
    """
    _check_has_time(row)
    event = their_talk(snapshot, row, zone=zone, now=now)
    is_asked = any(line.startswith("ATTENDEE") for line in event)
    return _file(_method(row, is_asked=is_asked), event, _years([row]))


def own_entry(snapshot: Snapshot, row: Any, *, zone: ZoneInfo, now: datetime) -> bytes:
    """Return the file for one's own calendar, with the questions and alarms. Raises as `invitation` does."""
    _check_has_time(row)
    here = now.astimezone(zone)
    return _file(_method(row, is_asked=False), own_talk(snapshot, row, stamp=here, now=here), _years([row]))


def file_name(row: Any, *, is_invitation: bool) -> str:
    """Return what a file of an interview (a row of `interviews`) is called: by its day, and by nobody's name."""
    return f"askwell-{'invitation' if is_invitation else 'talk'}-{row.starts_on:%Y-%m-%d}.ics"


def _check_has_time(row: Any) -> None:
    if not has_event(row):
        raise NotFoundError("time")


def _method(row: Any, *, is_asked: bool) -> str:
    if not takes_place(row):
        return "CANCEL"
    return "REQUEST" if is_asked else "PUBLISH"


def calendar_of(snapshot: Snapshot, zone: ZoneInfo, now: datetime) -> bytes:
    """Return everything as one calendar: conversations, past and called-off ones too, and what is due, day by day.

    It is made once for each state of the workspace, day, and conversation that has begun.
    """
    here = now.astimezone(zone)
    due = due_list(snapshot, zone, here)
    frame = interviews(snapshot, zone)
    ahead = int((frame["starts_at"] > now).sum())
    key = ("calendar", zone.key, here.date(), ahead, due)
    return snapshot.derive(key, lambda: _calendar(snapshot, zone, here, due))


def _calendar(snapshot: Snapshot, zone: ZoneInfo, now: datetime, due: DueList) -> bytes:
    changed = _changed(snapshot)
    stamped = in_utc(max(changed.values(), default=now))
    timed: list[Any] = [row for row in interview_rows(snapshot, zone).values() if not pd.isna(row.starts_at)]
    lines = [line for row in timed for line in own_talk(snapshot, row, stamp=changed[row.interview_id], now=now)]
    items = [item for item in (*due.due, *due.coming, *due.waiting) if _is_about_somebody(item)]
    lines += [line for item in items for line in due_event(item, stamped=stamped, now=now)]
    # One's own zone in any case: a calendar with nothing in it is none (RFC 5545, section 3.4).
    years = _years(timed)
    years.setdefault(zone.key, set()).add(now.year)
    return _file("PUBLISH", lines, years, more=_FEED)


def _changed(snapshot: Snapshot) -> Mapping[str, datetime]:
    """Return when something was last recorded in each interview."""
    events = snapshot.events
    # As Python's own moments, all at once: pandas' take most of the time here.
    moments = pd.DatetimeIndex(events["recorded_at"]).to_pydatetime()
    return dict(zip(events["interview_id"].to_list(), moments, strict=True))


def _is_about_somebody(item: DueItem) -> bool:
    return bool(item.interview_id or item.contact_id or item.promise_id)


def _years(rows: Iterable[Any]) -> dict[str, set[int]]:
    """Return in which years something begins or ends on the clock of which time zone."""
    years: dict[str, set[int]] = {}
    for row in rows:
        zone, those = zone_and_years(row)
        if zone:
            years.setdefault(zone, set()).update(those)
    return years


def _file(method: str, lines: Iterable[str], years: Mapping[str, set[int]], *, more: Sequence[str] = ()) -> bytes:
    """Return the calendar of these lines of events, with the time zones they need, and `more` properties of its own."""
    zones = (time_zone(key, min(those), max(those)).to_ical() for key, those in years.items())
    head = ("BEGIN:VCALENDAR", _PRODUCT, "VERSION:2.0", "CALSCALE:GREGORIAN", f"METHOD:{method}", *more)
    return b"".join((folded(head), *zones, folded(lines), folded(("END:VCALENDAR",))))
