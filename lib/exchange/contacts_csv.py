"""Contacts as a CSV file: for spreadsheets, for programs that read Google's headings, and to come back without loss."""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.exchange.csv_text import CsvLines, CsvRow, RowProblem, Table, table_below
from lib.exchange.own_fields import (
    OWN_FIELDS,
    OWN_SOURCE,
    Checked,
    contacts_to_take,
    each_key_once,
    name_parts,
    own_person,
    own_texts,
)
from lib.exchange.people import Progress, ReadPeople, ReadPerson
from lib.exchange.person_rows import counted
from lib.exchange.spreadsheet_csv import spreadsheet_csv, without_guard

# What each column holds is told in `docs/contacts-csv.md`. Google's headings come first; N stands for 1, 2 and so on,
# with as many columns as the person with most values needs.
NUMBERED = {"E-mail N - Value": "email", "Phone N - Value": "phone", "Website N - Value": "profile_url"}
SEVERAL = {"Nickname": "name", "also_organisations": "organisation", "also_positions": "position"}
_PLAIN = {"Organization Name": "organisation", "Organization Title": "position", "Notes": "notes"}
_TO_READ = ("introduced_by", "source", "added_on")  # for people; not read again
COLUMNS = (
    *("First Name", "Last Name", "Nickname", "Organization Name", "Organization Title"),
    *(*NUMBERED, "Labels", "Notes"),
    *OWN_FIELDS,
    *("also_organisations", "also_positions", *_TO_READ),
)

_OWN_HEADINGS = {"First Name", "Last Name", "tie", "how_known"}
# Google puts several values into one cell so. A value that has it itself, and its backslashes, get a backslash.
_BETWEEN = " ::: "
_TO_ESCAPE, _ESCAPED = re.compile(r"\\|:::"), re.compile(r"\\(\\|:::)")


def contacts_csv(snapshot: Snapshot, ids: Collection[str] | None = None, *, archived: bool = False) -> bytes:
    """Return the contacts as a CSV file that spreadsheets open without harm (see `spreadsheet_csv`).

    Of all, or of those in `ids`; archived people come along where it is said so. Days are 2026-03-05.
    """
    frame = contacts_to_take(snapshot, ids, archived=archived)
    exported = frozenset(frame["id"])
    names = dict(zip(snapshot.contacts["id"], snapshot.contacts["name"], strict=True))
    numbers = {
        field: 1 + max((len(also.get(field, ())) for also in frame["also"]), default=0) for field in NUMBERED.values()
    }
    headings = list(_headings(numbers))
    told = (_told(row, exported, names, numbers) for row in frame.itertuples(index=False))
    rows = [[cells.get(heading, "") for heading in headings] for cells in told]
    return spreadsheet_csv(pd.DataFrame(rows, columns=headings, dtype="object"))


def is_own(heading: Sequence[str]) -> bool:
    """Tell whether a row is the heading of a contacts file that Askwell wrote, perhaps with columns moved."""
    return {cell.strip() for cell in heading} >= _OWN_HEADINGS


def own_table(source: CsvLines, heading: CsvRow, delimiter: str) -> Table:
    """Return the table below our own heading; a cell may have any number of lines, unless the file was damaged."""
    reader = csv.reader((f"{line}\n" for line in source.lines[heading.line :]), delimiter=delimiter, strict=True)
    rows: list[CsvRow] = []
    line = heading.line + 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                rows.append(CsvRow(line, tuple(cells)))
            line = heading.line + reader.line_num + 1
    except csv.Error:
        return table_below(source, heading, delimiter)
    return Table(heading, tuple(rows), ())


def read_own(table: Table, progress: Progress | None = None) -> ReadPeople:
    """Return the people in a table that Askwell wrote, in its order; a spreadsheet may have kept it meanwhile."""
    problems = list(table.problems)
    found = (_person(table.heading.cells, row, problems) for row in counted(table.rows, progress))
    people = each_key_once(person for person in found if person)
    return ReadPeople(OWN_SOURCE, people, tuple(sorted(problems, key=lambda problem: problem.line)))


def _headings(numbers: Mapping[str, int]) -> Iterator[str]:
    for column in COLUMNS:
        yield from _numbered(column, numbers[NUMBERED[column]]) if column in NUMBERED else (column,)


def _numbered(column: str, count: int) -> list[str]:
    return [column.replace(" N ", f" {number} ") for number in range(1, count + 1)]


def _told(row: Any, exported: Collection[str], names: Mapping[str, str], numbers: Mapping[str, int]) -> dict[str, str]:
    first, last = name_parts(row.name)
    told = {
        "First Name": first,
        "Last Name": last,
        **{heading: getattr(row, field) for heading, field in _PLAIN.items()},
        **{heading: _joined(row.also.get(field, ())) for heading, field in SEVERAL.items()},
        "Labels": _joined(row.tags),
        **own_texts(row, exported),
        "introduced_by": names.get(row.introducer_id, ""),
        "source": row.source,
        "added_on": row.created_at.date().isoformat(),
    }
    for column, field in NUMBERED.items():
        told |= dict(
            zip(_numbered(column, numbers[field]), (getattr(row, field), *row.also.get(field, ())), strict=False)
        )
    return told


def _person(heading: Sequence[str], row: CsvRow, problems: list[RowProblem]) -> ReadPerson | None:
    checked = Checked(row.line, problems)
    if any(cell.strip() for cell in row.cells[len(heading) :]):
        checked.tell("has more cells than the heading, so it was left out")
        return None
    cells: dict[str, str] = {}
    for column, cell in zip(heading, row.cells, strict=False):
        cells.setdefault(column.strip(), without_guard(cell))
    texts = {field: cells.get(field, "") for field in OWN_FIELDS}
    texts |= {field: cells.get(column, "") for column, field in _PLAIN.items()}
    lists = {field: _parted(cells.get(column, "")) for column, field in SEVERAL.items()}
    for column, field in NUMBERED.items():
        texts[field], *lists[field] = _in_order(column, cells)
    texts["name"] = " ".join(part for part in (cells.get("First Name", ""), cells.get("Last Name", "")) if part)
    return own_person(texts, {"tags": _parted(cells.get("Labels", "")), **lists}, checked)


def _in_order(column: str, cells: Mapping[str, str]) -> list[str]:
    """Return the cells of a numbered column in the order of their numbers, the first also where it is missing."""
    pattern = re.compile(re.escape(column).replace("N", r"(\d{1,3})"))
    found = {int(named[1]): cell for heading, cell in cells.items() if (named := pattern.fullmatch(heading))}
    return [found.pop(1, ""), *(found[number] for number in sorted(found))]


def _joined(texts: Iterable[str]) -> str:
    return _BETWEEN.join(_TO_ESCAPE.sub(r"\\\g<0>", text) for text in texts)


def _parted(cell: str) -> list[str]:
    return [_ESCAPED.sub(r"\1", part) for part in cell.split(_BETWEEN) if part.strip()]
