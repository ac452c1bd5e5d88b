"""Which days are working days, by the calendars of countries (library `holidays`) and by days off of one's own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from types import MappingProxyType

import holidays
import pandas as pd
from babel import Locale
from holidays import HolidayBase

# A country (ISO 3166, two letters) and a part of it ("" for all of it).
Place = tuple[str, str]

_DAY = timedelta(days=1)
_SATURDAY = 5  # of the weekdays, Monday being 0
_PARTS_OF_WORDS = 3  # a part's other names that are no longer than this are codes
_COUNTRIES = "en"  # the language in which countries are named


@dataclass(frozen=True)
class Workdays:
    """A day is a working day where it is one in all these places and is no day off; without a place, Monday to Friday.

    A place that the library does not know counts as none.
    """

    countries: tuple[Place, ...] = ()
    days_off: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Return whether people work on a day."""
        return day not in self.days_off and day not in _closed(self.countries, day.year)

    def add(self, day: date, days: int) -> date:
        """Return the working day that many working days later, or earlier where `days` is negative.

        From a day off one counts as from the working day before it: one day after a Saturday is the Monday. No days
        at all are the day itself, or the next working day.
        """
        return _added(self, day, days)

    def working(self, day: date, step: timedelta) -> Iterator[date]:
        """Yield the working days from a day on, that day among them."""
        while True:
            if self.is_workday(day):
                yield day
            day += step

    def holiday_name(self, day: date) -> str:
        """Return what a day is in one of these places, such as “Good Friday”; "" where it is no holiday."""
        names = (named[day] for place in self.countries if day in (named := _named(*place, day.year)))
        return next(names, "")

    def next_holidays(self, day: date, count: int) -> tuple[tuple[date, str], ...]:
        """Return the next holidays from a day on, each with its name; fewer where within a year there are no more."""
        named: dict[date, str] = {}
        for place in self.countries:
            named = _named(*place, day.year) | _named(*place, day.year + 1) | named
        return tuple(sorted(found for found in named.items() if found[0] >= day)[:count])


@lru_cache(maxsize=10_000)
def _added(workdays: Workdays, day: date, days: int) -> date:
    """Return the day that `Workdays.add` gives; kept, as many things are due so long after the same few days."""
    if days == 0:
        return next(workdays.working(day, _DAY))
    step = _DAY if days > 0 else -_DAY
    onwards = workdays.working(next(workdays.working(day, -_DAY)), step)
    return next(found for number, found in enumerate(onwards) if number == abs(days))


def countries() -> Mapping[str, str]:
    """Return the names of the countries whose holidays are known, by their two letters, in the order of the names."""
    return _countries()


@cache
def _countries() -> Mapping[str, str]:
    names = Locale(_COUNTRIES).territories
    known = holidays.list_supported_countries(include_aliases=False)
    found = ((names[code], code) for code in known if code in names)
    return MappingProxyType({code: name for name, code in sorted(found)})


@cache
def parts(country: str) -> Mapping[str, str]:
    """Return the names of a country's parts that have holidays of their own, by their codes, ordered by name."""
    if country not in countries():
        return MappingProxyType({})
    aliases = holidays.country_holidays(country).get_subdivision_aliases()
    found = ((_part_name(code, names), code) for code, names in aliases.items() if " " not in code)
    return MappingProxyType({code: name for name, code in sorted(found)})


def _part_name(code: str, names: list[str]) -> str:
    words = [name for name in names if len(name) > _PARTS_OF_WORDS]
    return words[-1] if words else code


@lru_cache(maxsize=512)
def _closed(countries: tuple[Place, ...], year: int) -> frozenset[date]:
    """Return the days of a year on which people do not work in one of these places."""
    return frozenset().union(*(_closed_in(*place, year) for place in countries or (("", ""),)))


@lru_cache(maxsize=512)
def _closed_in(country: str, part: str, year: int) -> frozenset[date]:
    """Return the weekends and public holidays of a place; where it is not known, Saturdays and Sundays."""
    days = pd.date_range(f"{year}-01-01", f"{year}-12-31").date
    calendar = _calendar(country, part, year)
    if calendar is None:
        return frozenset(day for day in days if day.weekday() >= _SATURDAY)
    return frozenset(day for day in days if not calendar.is_working_day(day))


@lru_cache(maxsize=512)
def _named(country: str, part: str, year: int) -> dict[date, str]:
    calendar = _calendar(country, part, year)
    return {} if calendar is None else dict(calendar.items())


def _calendar(country: str, part: str, year: int) -> HolidayBase | None:
    """Return the holidays of a year, named in English; None where the place is not known."""
    if country not in countries():
        return None
    known_part = part if part in parts(country) else None
    blank = holidays.country_holidays(country)
    spoken = blank.supported_languages
    language = next((name for name in ("en_US", "en_GB", *spoken) if name in spoken and name.startswith("en")), None)
    return holidays.country_holidays(country, subdiv=known_part, years=year, language=language)
