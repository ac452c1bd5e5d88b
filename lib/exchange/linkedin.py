"""Reads the people in LinkedIn's Connections.csv, and says of each row that it could not take over why."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files

from lib.domain.links import email_key, normal_profile
from lib.exchange.csv_text import Table
from lib.exchange.people import Progress, ReadPeople, ReadPerson
from lib.exchange.person_rows import people_in, places
from lib.exchange.told import Told

SOURCE = "LinkedIn"

_CONTENT = tomllib.loads(files("lib.exchange").joinpath("content/linkedin.toml").read_text(encoding="utf-8"))
_FIELDS = {heading: field for field, headings in _CONTENT["columns"].items() for heading in headings}


def is_connections(heading: Sequence[str]) -> bool:
    """Tell whether this is the heading of Connections.csv, in English, German or French.

    No other program has a column for the day of connecting, so a list with the names alone is not taken for it.
    """
    return {"first_name", "last_name", "connected_on"} <= _columns(heading).keys()


def read_connections(table: Table, progress: Progress | None = None) -> ReadPeople:
    """Return the people below a heading that `is_connections` knows, each once."""
    columns = _columns(table.heading.cells)
    first, last = columns.pop("first_name"), columns.pop("last_name")

    def told_in(cells: Sequence[str]) -> Told:
        told = {field: [cells[place]] for field, place in columns.items() if place < len(cells) and cells[place]}
        halves = (cells[place] for place in (first, last) if place < len(cells))
        return {**told, "name": [" ".join(halves)]}

    people, problems = people_in(table, told_in, progress)
    return ReadPeople(SOURCE, each_once(people), problems)


def each_once(people: Iterable[ReadPerson]) -> tuple[ReadPerson, ...]:
    """Return the people without those who came before; what a later row adds fills the gaps of the first."""
    kept: dict[int, tuple[ReadPerson, dict[str, str]]] = {}
    line_of: dict[tuple[str, str], int] = {}
    for person in people:
        whole, keys = person, _keys(person)
        known_by = list(keys.items())
        for line in sorted({line_of[key] for key in known_by if line_of.get(key) in kept}, reverse=True):
            first, first_keys = kept[line]
            if not _are_two(first_keys, keys):
                del kept[line]
                whole, keys = _filled(first, whole), keys | first_keys
                known_by += first_keys.items()
        kept[whole.line] = whole, keys
        line_of |= dict.fromkeys(known_by, whole.line)
    return tuple(kept[line][0] for line in sorted(kept))


def _columns(heading: Sequence[str]) -> dict[str, int]:
    """Return where each known column stands."""
    found: dict[str, int] = {}
    for cell, place in places(heading).items():
        if cell in _FIELDS:
            found.setdefault(_FIELDS[cell], place)
    return found


def _keys(person: ReadPerson) -> dict[str, str]:
    """Return by what the same person is known again: link and e-mail, or without both the name at the company."""
    known = {"link": normal_profile(person.profile_url), "email": email_key(person.email)}
    keys = {kind: key for kind, key in known.items() if key}
    return keys or {"name": f"{person.name}\n{person.organisation}".casefold()}


def _are_two(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Tell whether two people share an e-mail address: each profile on LinkedIn is one person's."""
    return "link" in one and "link" in other and one["link"] != other["link"]


def _filled(first: ReadPerson, later: ReadPerson) -> ReadPerson:
    return replace(
        first,
        organisation=first.organisation or later.organisation,
        position=first.position or later.position,
        email=first.email or later.email,
        profile_url=first.profile_url or later.profile_url,
        connected_on=first.connected_on or later.connected_on,
    )
