"""Reads the people in the CSV of Google Contacts, with the headings of today and the old ones."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from lib.domain.links import valid_email
from lib.exchange.csv_text import Table
from lib.exchange.people import Progress, ReadPeople
from lib.exchange.person_rows import not_taken, people_in, places
from lib.exchange.told import Told
from lib.exchange.written_names import whole_name

SOURCE = "Google Contacts"

_CONTENT = tomllib.loads(files("lib.exchange").joinpath("content/google.toml").read_text(encoding="utf-8"))
_NUMBERED = re.compile(r"(.+) \d+ - (.+)")
_SEVERAL_IN_A_CELL = " ::: "
_GOOGLES_OWN = "*"  # in front of a label such as "* myContacts", and of the kind of somebody's main address
_LINKEDIN = re.compile(r"\blinkedin\.com/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that is taken: where it stands, and where what kind of value it holds does, if anywhere."""

    place: int
    kind: int | None = None

    def texts(self, cells: Sequence[str]) -> list[str]:
        """Return what is in the cell."""
        return cells[self.place].split(_SEVERAL_IN_A_CELL) if self.place < len(cells) and cells[self.place] else []

    def is_main(self, cells: Sequence[str]) -> bool:
        """Tell whether Google marks this value as the first to use."""
        return self.kind is not None and self.kind < len(cells) and cells[self.kind].startswith(_GOOGLES_OWN)


def is_google(heading: Sequence[str]) -> bool:
    """Tell whether this is a heading of Google Contacts."""
    found = places(heading)
    return any(set(headings) <= found.keys() for headings in _CONTENT["known_by"].values())


def read_google(table: Table, progress: Progress | None = None) -> ReadPeople:
    """Return the people below a heading that `is_google` knows."""
    found = places(table.heading.cells)
    columns = _columns(found)
    parts = [found[part] for part in _CONTENT["name"]["parts"] if part in found]
    whole = [found[part] for part in _CONTENT["name"]["whole"] if part in found]

    def told_in(cells: Sequence[str]) -> Told:
        told = {field: _texts(cells, those) for field, those in columns.items()}
        names = [whole_name(cells[part] for part in parts if part < len(cells))]
        names += [cells[place] for place in whole if place < len(cells)]
        return _named(told, next(filter(str.strip, names), ""))

    people, problems = people_in(table, told_in, progress)
    return ReadPeople(SOURCE, people, problems, not_taken(table, _left_behind(found)))


def _named(told: dict[str, list[str]], name: str) -> Told:
    """Return what is told under a name, which may be an address, without labels of Google's own."""
    names = [name, *told.pop("nickname", [])]
    as_address = valid_email(name)
    if as_address:
        told["email"] = [*told.get("email", []), as_address]
    tags = [tag for tag in told.get("tags", []) if not tag.strip().startswith(_GOOGLES_OWN)]
    links = sorted(told.get("profile_url", []), key=lambda link: not _LINKEDIN.search(link))
    return {**told, "name": names, "tags": tags, "profile_url": links}


def _texts(cells: Sequence[str], columns: Sequence[_Column]) -> list[str]:
    filled = [column for column in columns if column.place < len(cells) and cells[column.place]]
    filled.sort(key=lambda column: not column.is_main(cells))
    return [text for column in filled for text in column.texts(cells)]


def _columns(found: Mapping[str, int]) -> dict[str, list[_Column]]:
    columns = {
        field: [_Column(found[heading]) for heading in headings if heading in found]
        for field, headings in _CONTENT["columns"].items()
    }
    for field, heading, place in _numbered(found, _CONTENT["numbered"]):
        base = heading.rpartition(" - ")[0]
        kind = found.get(f"{base} - label", found.get(f"{base} - type"))
        columns.setdefault(field, []).append(_Column(place, kind))
    return columns


def _left_behind(found: Mapping[str, int]) -> dict[int, str]:
    named = {
        found[heading]: word
        for word, headings in _CONTENT["not_taken"].items()
        for heading in headings
        if heading in found
    }
    return named | {place: word for word, _, place in _numbered(found, _CONTENT["not_taken_numbered"])}


def _numbered(found: Mapping[str, int], wanted: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, int]]:
    """Yield for each column with a number that is wanted: for what, its heading, and where it stands."""
    for heading, place in found.items():
        parts = _NUMBERED.fullmatch(heading)
        for name, what in wanted.items():
            if parts and parts.groups() == tuple(what):
                yield name, heading, place
