"""Times to talk: which ones to offer, those that were offered, and how one reads on both people's clocks."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.commands.interviews import USUAL_MINUTES
from lib.domain.errors import InvalidInputError
from lib.domain.fields import time_zones
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Stage, Step
from lib.views.dates import city, clock, day_near, weekday
from lib.views.interviews import interviews
from lib.views.workdays import workdays_of

# Two windows, two to eight working days ahead: near dates are the fairer ones (method, section 1.3, grades C and B-).
WINDOWS = 2
_SOONEST, _LATEST = 2, 8
# One in the morning, one in the afternoon; then what lies around them.
_TIMES = ((10, 11, 9, 14, 15, 13, 16, 12), (14, 15, 13, 16, 11, 10, 9, 12))
# Between which hours one may be asked: theirs, then mine. Where no hour is an office hour for both, mine give way
# first, as they do the favour.
_HOURS = (((9, 17), (9, 17)), ((9, 17), (7, 21)), ((8, 19), (6, 23)), ((9, 17), (0, 24)))
_BREATH = timedelta(minutes=15)
# After so many changes of time, questions by mail are easier for both (method, section 2).
TOO_OFTEN = 3

_Span = tuple[datetime, datetime]


def their_zone(snapshot: Snapshot, row: Any) -> ZoneInfo | None:
    """Return the time zone of the person of an interview (a row of `interviews`); None where it is not known."""
    noted = str(snapshot.one("contacts", row.contact_id, "person").time_zone)
    name = noted or str(row.time_zone)
    return ZoneInfo(name) if name in time_zones() else None


def suggested_slots(snapshot: Snapshot, row: Any, *, zone: ZoneInfo, now: datetime) -> tuple[datetime, ...]:
    """Return two times to offer the person of an interview (a row of `interviews`), on the clock of `zone`.

    They lie on different working days, in both people's office hours where there are such hours, and clash with no
    time that was agreed on with anybody, nor with one that somebody else was offered.
    """
    theirs = their_zone(snapshot, row) or zone
    length = timedelta(minutes=_minutes(row))
    taken = _taken(snapshot, str(row.interview_id), zone)
    today = now.astimezone(zone).date()
    workdays = workdays_of(snapshot, str(row.contact_id))
    days = [workdays.add(today, number) for number in range(_SOONEST, _LATEST + 1)]
    found: list[datetime] = []
    # The second is not the very next day, so that both are not lost to one journey.
    for times in _TIMES:
        after = found[-1].date() + timedelta(days=1) if found else today
        later = [day for day in days if day > after]
        slot = next(_free(later, times, length, (zone, theirs), taken), None)
        if slot is not None:
            found.append(slot)
    return tuple(found)


def _minutes(row: Any) -> int:
    return USUAL_MINUTES if pd.isna(row.minutes) else int(row.minutes)


def _free(
    days: Sequence[date],
    times: Sequence[int],
    length: timedelta,
    zones: tuple[ZoneInfo, ZoneInfo],
    taken: Sequence[_Span],
) -> Iterator[datetime]:
    mine, theirs = zones
    for their_hours, my_hours in _HOURS:
        for day in days:
            for hour in (*times, *(hour for hour in range(24) if hour not in times)):
                begins = datetime.combine(day, time(hour), mine)
                ends = (begins.astimezone(UTC) + length).astimezone(mine)
                fits = _within(begins, ends, my_hours)
                if not fits or not _within(begins.astimezone(theirs), ends.astimezone(theirs), their_hours):
                    continue
                if is_on_the_clock(begins) and not any(
                    begins < other_ends and other_begins < ends for other_begins, other_ends in taken
                ):
                    yield begins


def _within(begins: datetime, ends: datetime, hours: tuple[int, int]) -> bool:
    first, last = hours
    at_end = (ends.date() - begins.date()).days * 24 + ends.hour + ends.minute / 60
    return begins.hour >= first and at_end <= last


def _taken(snapshot: Snapshot, interview_id: str, zone: ZoneInfo) -> list[_Span]:
    """Return when one is not free: around what is agreed on, this very interview too, and what others may take."""
    frame = interviews(snapshot, zone)
    coming = frame[frame["stage"] == Stage.SCHEDULED]
    spans = [_around(row.starts_at.to_pydatetime(), row) for row in _rows(coming)]
    unsettled = frame["is_open"] & (frame["stage"] != Stage.SCHEDULED)
    open_ones = frame[unsettled & (frame["interview_id"] != interview_id)]
    return spans + [_around(moment, row) for row in _rows(open_ones) for moment in _stored(snapshot, row.interview_id)]


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return frame.itertuples(index=False)


def _around(begins: datetime, row: Any) -> _Span:
    return begins - _BREATH, begins + timedelta(minutes=_minutes(row)) + _BREATH


def _stored(snapshot: Snapshot, interview_id: str) -> list[datetime]:
    slots = snapshot.one("interviews", interview_id, "interview").slots
    return sorted(datetime.fromisoformat(moment) for moment in slots)


def offered_slots(snapshot: Snapshot, row: Any, *, zone: ZoneInfo, today: date) -> tuple[datetime, ...]:
    """Return the times that were offered in an interview, the earliest first, on the clock of `zone`; no past days."""
    here = (moment.astimezone(zone) for moment in _stored(snapshot, row.interview_id))
    return tuple(moment for moment in here if moment.date() >= today)


def slot_words(moment: datetime, zone: ZoneInfo, other: ZoneInfo | None, today: date) -> str:
    """Return a time as one reads it oneself: “Thursday 26 November at 10:00 (16:00 Berlin time)”.

    The first clock is that of `zone`; where the other's shows something else, it follows, with its day where that
    differs. The year is said where it is another one than today's.
    """
    here = moment.astimezone(zone)
    return f"{day_near(here.date(), today)} at {clock(here.time())}{_other_clock(here, other)}"


def slot_told(moment: datetime, zone: ZoneInfo, theirs: ZoneInfo | None, today: date) -> str:
    """Return a time as one writes it to somebody: “Thursday 26 November at 16:00 Berlin time (10:00 New York time)”.

    Their clock comes first, and each has its name where they differ: nobody has to guess whose hour it is.
    """
    if theirs is None or moment.astimezone(theirs).utcoffset() == moment.astimezone(zone).utcoffset():
        return slot_words(moment, zone, None, today)
    there = moment.astimezone(theirs)
    on = day_near(there.date(), today)
    return f"{on} at {clock(there.time())} {city(theirs.key)} time{_other_clock(there, zone)}"


def _other_clock(here: datetime, other: ZoneInfo | None) -> str:
    if other is None:
        return ""
    there = here.astimezone(other)
    if there.utcoffset() == here.utcoffset():
        return ""
    day = "" if there.date() == here.date() else f"{weekday(there.date())} "
    return f" ({day}{clock(there.time())} {city(other.key)} time)"


def is_on_the_clock(wall: datetime) -> bool:
    """Return whether a wall clock ever shows this: it skips an hour where daylight saving begins."""
    back = wall.astimezone(UTC).astimezone(wall.tzinfo)
    return back.replace(tzinfo=None) == wall.replace(tzinfo=None)


def comes_twice(wall: datetime) -> bool:
    """Return whether a wall clock shows this twice: an hour comes again where daylight saving ends."""
    return is_on_the_clock(wall) and wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


def check_wall_clock(on: date, at: time, zone: ZoneInfo) -> None:
    """Raise InvalidInputError for `at` with a sentence where the clocks of a zone never show this time on this day."""
    wall = datetime.combine(on, at, zone)
    if is_on_the_clock(wall):
        return
    shown = wall.astimezone(UTC).astimezone(zone)
    raise InvalidInputError(
        "at",
        f"On {day_near(on, on)}, the clocks in {city(zone.key)} go forward, and {clock(at)} does not come. "
        f"An hour later is {clock(shown.time())}.",
    )


def times_moved(snapshot: Snapshot, interview_id: str) -> int:
    """Return how often the time of an interview was changed since it was last taken up."""
    taken = [row.step for row in snapshot.rows_of("events", "interview_id", interview_id)]
    if Step.REOPENED in taken:
        taken = taken[len(taken) - taken[::-1].index(Step.REOPENED) :]
    return taken.count(Step.TIME_CHANGED)
