"""Reads the people in a table whose columns a person has named."""

from collections.abc import Mapping, Sequence
from typing import get_args

from lib.domain.commands.contacts import ColumnField
from lib.domain.errors import AskwellError
from lib.exchange.people import Progress, ReadPeople
from lib.exchange.person_rows import not_taken, people_in
from lib.exchange.told import Told
from lib.exchange.unknown_table import UnknownTable
from lib.exchange.written_names import whole_name

FIELDS: tuple[str, ...] = get_args(ColumnField)
_NAMES = ("name", "first_name", "last_name")


class NoNameColumnError(AskwellError):
    """No column was named as the one with the names."""

    def __init__(self) -> None:
        super().__init__("Say which column holds the names: without a name, nobody in this file can be brought in.")


class UnknownColumnError(AskwellError):
    """A column was named that the file does not have, or as something that a person has not."""

    def __init__(self, heading: str) -> None:
        super().__init__(f"“{heading}” does not fit: choose a column of this file, and what it holds from the list.")


def read_by_columns(table: UnknownTable, choice: Mapping[str, str], progress: Progress | None = None) -> ReadPeople:
    """Return the people in the table; `choice` says of headings which of FIELDS they are.

    Several columns may be the same field: the first that is filled is the main value, the others are further ones.
    Raises NoNameColumnError and UnknownColumnError.
    """
    columns = _columns(table, choice)

    def told_in(cells: Sequence[str]) -> Told:
        told = {field: [cells[place] for place in found if place < len(cells)] for field, found in columns.items()}
        return _named(told)

    people, problems = people_in(table.table, told_in, progress, is_short_fine=True)
    left = {place: heading for place, heading in enumerate(table.headings) if heading not in choice}
    return ReadPeople(table.source, people, problems, not_taken(table.table, left))


def _columns(table: UnknownTable, choice: Mapping[str, str]) -> dict[str, list[int]]:
    columns: dict[str, list[int]] = {}
    for heading, field in choice.items():
        if heading not in table.headings or field not in FIELDS:
            raise UnknownColumnError(heading)
    for place, heading in enumerate(table.headings):
        if heading in choice:
            columns.setdefault(choice[heading], []).append(place)
    if not columns.keys() & set(_NAMES):
        raise NoNameColumnError
    return columns


def _named(told: dict[str, list[str]]) -> Told:
    halves = whole_name([*told.pop("first_name", []), *told.pop("last_name", [])])
    nicknames = told.pop("nickname", [])
    tags = [tag for cell in told.pop("tags", []) for tag in cell.replace(";", ",").split(",")]
    return {**told, "name": [*told.get("name", []), halves, *nicknames], "tags": tags}
