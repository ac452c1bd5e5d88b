"""Reads the people in the CSV of Outlook, and in what Google calls “Outlook CSV”."""

import tomllib
from collections.abc import Sequence
from importlib.resources import files

from lib.exchange.csv_text import Table
from lib.exchange.people import Progress, ReadPeople
from lib.exchange.person_rows import not_taken, people_in, places
from lib.exchange.told import Told
from lib.exchange.written_names import whole_name

SOURCE = "Outlook"

_CONTENT = tomllib.loads(files("lib.exchange").joinpath("content/outlook.toml").read_text(encoding="utf-8"))


def is_outlook(heading: Sequence[str]) -> bool:
    """Tell whether this is a heading of Outlook."""
    found = places(heading).keys()
    return set(_CONTENT["known_by"]["both"]) <= found and "first name" in found


def read_outlook(table: Table, progress: Progress | None = None) -> ReadPeople:
    """Return the people below a heading that `is_outlook` knows; who referred them is how one knows them."""
    found = places(table.heading.cells)
    columns = {
        field: [found[heading] for heading in headings if heading in found]
        for field, headings in _CONTENT["columns"].items()
    }
    parts = [found[part] for part in _CONTENT["name"]["parts"] if part in found]

    def told_in(cells: Sequence[str]) -> Told:
        told = {
            field: [cells[place] for place in those if place < len(cells) and cells[place]]
            for field, those in columns.items()
        }
        return _named(told, whole_name(cells[part] for part in parts if part < len(cells)))

    people, problems = people_in(table, told_in, progress)
    left = {found[name]: word for word, names in _CONTENT["not_taken"].items() for name in names if name in found}
    return ReadPeople(SOURCE, people, problems, not_taken(table, left))


def _named(told: dict[str, list[str]], name: str) -> Told:
    names = [name, *told.pop("nickname")]
    how_known = [f"Referred by {who.strip()}" for who in told.pop("referred_by") if who.strip()]
    tags = [tag for cell in told["tags"] for tag in cell.split(";")]
    return {**told, "name": names, "tags": tags, "how_known": how_known}
