"""Calendar files (RFC 5545): an invitation to one conversation, and a calendar of all that is agreed on and due."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDuration

from lib.domain.errors import NotFoundError
from lib.domain.snapshot import Snapshot
from lib.exchange.calendar_events import FEED_NAME, due_event, has_event, own_talk, takes_place, their_talk
from lib.exchange.calendar_zones import time_zone
from lib.views.due import DueItem, due_list
from lib.views.interviews import interviews

MIME = "text/calendar; charset=utf-8"
_PRODUCT = "-//Askwell//Askwell//EN"
# How often a calendar program may look again: today's list changes with each day.
_REFRESH = timedelta(hours=1)


def invitation(snapshot: Snapshot, row: Any, *, zone: ZoneInfo, now: datetime) -> bytes:
    """Return the file to send to the person of an interview (a row of `interviews`): an invitation, or its cancelling.

    Their calendar can answer it where both e-mail addresses are known (RFC 5546); else it is only told to them. The
    time stands in its text, too, on the clock of `zone` and on theirs.

    Raises:
        NotFoundError: where no time is agreed on.
    """
    _check_has_time(row)
    event = their_talk(snapshot, row, zone=zone, now=now)
    return _file([event], _method(row, is_asked="ATTENDEE" in event))


def own_entry(snapshot: Snapshot, row: Any, *, zone: ZoneInfo, now: datetime) -> bytes:
    """Return the file for one's own calendar, with the questions and alarms. Raises as `invitation` does."""
    _check_has_time(row)
    here = now.astimezone(zone)
    return _file([own_talk(snapshot, row, stamp=here, now=here)], _method(row, is_asked=False))


def file_name(row: Any) -> str:
    """Return what the file of an interview (a row of `interviews`) is called: by its day, and by nobody's name."""
    return f"askwell-talk-{row.starts_on:%Y-%m-%d}.ics"


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
    return snapshot.derive(key, lambda: _calendar(snapshot, zone, here))


def _calendar(snapshot: Snapshot, zone: ZoneInfo, now: datetime) -> bytes:
    frame = interviews(snapshot, zone)
    changed = _changed(snapshot)
    made = snapshot.events["recorded_at"].max()
    timed: list[Any] = [row for row in frame.itertuples(index=False) if has_event(row)]
    events = [own_talk(snapshot, row, stamp=changed[row.interview_id], now=now) for row in timed]
    due = due_list(snapshot, zone, now)
    items = [item for item in (*due.due, *due.coming, *due.waiting) if _is_about_somebody(item)]
    events += [due_event(item, stamp=made.to_pydatetime(), now=now) for item in items]
    return _file(events, "PUBLISH", feed_in=now)


def _changed(snapshot: Snapshot) -> Mapping[str, datetime]:
    """Return when something was last recorded in each interview."""
    events = snapshot.events
    return dict(zip(events["interview_id"], events["recorded_at"].dt.to_pydatetime(), strict=True))


def _is_about_somebody(item: DueItem) -> bool:
    return bool(item.interview_id or item.contact_id or item.promise_id)


def _file(events: Sequence[Event], method: str, *, feed_in: datetime | None = None) -> bytes:
    """Return the file of these events; of a feed, with `feed_in` as the moment on the person's own clock."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    years = _years(events)
    if feed_in is not None:
        _describe_feed(calendar)
        if isinstance(feed_in.tzinfo, ZoneInfo):
            # One's own zone in any case: a calendar with nothing in it is none (RFC 5545, section 3.4).
            years.setdefault(feed_in.tzinfo.key, set()).add(feed_in.year)
    for zone, those in years.items():
        calendar.add_component(time_zone(zone, min(those), max(those)))
    for event in events:
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _describe_feed(calendar: Calendar) -> None:
    calendar.add("name", FEED_NAME)
    calendar.add("x-wr-calname", FEED_NAME)
    calendar.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH))


def _years(events: Iterable[Event]) -> dict[str, set[int]]:
    """Return in which years something begins or ends on the clock of which time zone."""
    years: dict[str, set[int]] = {}
    for event in events:
        for at in (event.start, event.end):
            if isinstance(at, datetime) and isinstance(at.tzinfo, ZoneInfo):
                years.setdefault(at.tzinfo.key, set()).add(at.year)
    return years
