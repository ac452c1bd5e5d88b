"""A time zone as calendar files tell it (VTIMEZONE): when its clocks change in the years that a file is about.

Our own, as icalendar 7.3 and vobject 0.9 name the hour of a change on the new clock, where RFC 5545 (section 3.6.5)
wants it on the old one. Where the changes follow one rule it stands as a rule: Outlook reads no lists of days.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

_FIRST = datetime(1970, 1, 1)  # noqa: DTZ001 - on the zone's own clock
_DAY = timedelta(days=1)
_WEEK = 7
_AGREEING = 6  # years that a rule has to hold, so that two alike by chance are none
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_Observance = TimezoneStandard | TimezoneDaylight


@dataclass(frozen=True)
class _Change:
    """A change of the clocks: on the old clock, from and to which offset."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool

    @property
    def kind(self) -> tuple[timedelta, timedelta, str, bool]:
        return self.before, self.after, self.name, self.is_daylight


@lru_cache(maxsize=256)
def time_zone(key: str, first: int, last: int) -> Timezone:
    """Return the component that tells how the clocks of a zone go in the years from `first` to `last`."""
    zone = ZoneInfo(key)
    # A year more before, so that something is said of its first day, and some after, in which a rule shows.
    changes = list(_changes(zone, first - 1, max(last + 1, first + _AGREEING)))
    told = Timezone()
    told.add("tzid", key)
    begins = datetime(first, 1, 1, tzinfo=zone)
    if not any(change.wall < begins.replace(tzinfo=None) for change in changes):
        told.add_component(_since_ever(begins))
    for kind in dict.fromkeys(change.kind for change in changes):
        for observance in _observances([change for change in changes if change.kind == kind], last):
            told.add_component(observance)
    return told


def _changes(zone: ZoneInfo, first: int, last: int) -> Iterator[_Change]:
    noons = [datetime(first, 1, 1, tzinfo=UTC) + number * _DAY for number in range((last - first + 1) * 366)]
    for earlier, later in pairwise(noons):
        if earlier.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            yield _change(zone, earlier, later)


def _change(zone: ZoneInfo, earlier: datetime, later: datetime) -> _Change:
    """Return the change between two moments, found to the second."""
    old = earlier.astimezone(zone).utcoffset()
    while later - earlier > timedelta(seconds=1):
        middle = earlier + (later - earlier) // 2
        if middle.astimezone(zone).utcoffset() == old:
            earlier = middle
        else:
            later = middle
    at = later.replace(microsecond=0)
    before, after = (at - timedelta(seconds=1)).astimezone(zone), at.astimezone(zone)
    return _Change(
        wall=(at + _offset(before)).replace(tzinfo=None),
        before=_offset(before),
        after=_offset(after),
        name=after.tzname() or zone.key,
        # Ireland's summer time is its standard one by law, and its winter the exception: told as everywhere else.
        is_daylight=_offset(after) > _offset(before) and bool(before.dst() or after.dst()),
    )


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _since_ever(begins: datetime) -> _Observance:
    return _observance(TimezoneStandard(), _FIRST, _offset(begins), _offset(begins), begins.tzname() or "")


def _observances(changes: Sequence[_Change], last: int) -> Iterator[_Observance]:
    """Yield one with a rule where there is one for all these changes, else one for each change that matters."""
    rule = _rule(changes)
    for change in changes[:1] if rule else changes:
        if rule or change.wall.year <= last + 1:
            kind = TimezoneDaylight() if change.is_daylight else TimezoneStandard()
            told = _observance(kind, change.wall, change.before, change.after, change.name)
            if rule:
                told["RRULE"] = rule
                del told["RDATE"]
            yield told


def _observance(told: _Observance, wall: datetime, before: timedelta, after: timedelta, name: str) -> _Observance:
    told.add("dtstart", wall)
    # Some readers see only days that are listed or follow from a rule, as the first one does without either.
    told.add("rdate", wall)
    told.add("tzoffsetfrom", before)
    told.add("tzoffsetto", after)
    told.add("tzname", name)
    return told


def _rule(changes: Sequence[_Change]) -> vRecur | None:
    """Return the yearly rule by which the clocks change on one weekday of a month; None where there is none."""
    years = [change.wall.year for change in changes]
    if len(years) < _AGREEING or years != list(range(years[0], years[0] + len(years))):
        return None
    if len({(change.wall.month, change.wall.weekday(), change.wall.time()) for change in changes}) > 1:
        return None
    weeks = set.intersection(*(_weeks(change.wall) for change in changes))
    if not weeks:
        return None
    wall = changes[0].wall
    return vRecur(freq="YEARLY", bymonth=wall.month, byday=f"{max(weeks, key=abs)}{_DAYS[wall.weekday()]}")


def _weeks(wall: datetime) -> set[int]:
    """Return which of its weekday's days in the month a day is, counted from the first, and -1 for the last."""
    is_last = (wall + _WEEK * _DAY).month != wall.month
    return {(wall.day - 1) // _WEEK + 1, *([-1] if is_last else [])}
