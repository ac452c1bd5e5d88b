"""The one door for files with people in them: says by what is in a file which program wrote it, and reads it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lib.exchange.contacts_csv import is_own, own_table, read_own
from lib.exchange.csv_text import (
    HEADING_WITHIN,
    MAX_BYTES,
    CsvLines,
    CsvRow,
    FileTooLargeError,
    Table,
    find_heading,
    likely_delimiter,
    read_lines,
    table_below,
)
from lib.exchange.google import is_google, read_google
from lib.exchange.linkedin import is_connections, read_connections
from lib.exchange.linkedin_archive import read_archive
from lib.exchange.other_files import NoTableError, refuse_other_kinds, refuse_unwritten
from lib.exchange.outlook import is_outlook, read_outlook
from lib.exchange.people import Progress, ReadPeople
from lib.exchange.unknown_table import UnknownTable, unknown_table
from lib.exchange.vcard import is_vcard, read_vcards
from lib.exchange.workbook import is_workbook, read_sheets, refuse_old_workbook
from lib.exchange.zip_archive import is_zip, open_archive

CSV_FILE, WORKBOOK = "a CSV file", "a workbook"

_VCARD_NAMES = (".vcf", ".vcard")


@dataclass(frozen=True, slots=True)
class _Format:
    """A table that some program writes: by which heading it is known, and how it is read."""

    is_heading: Callable[[Sequence[str]], bool]
    read: Callable[[Table, Progress | None], ReadPeople]
    table: Callable[[CsvLines, CsvRow, str], Table] = table_below


# In this order: our own file has Google's headings, too, so that address books can read it.
_FORMATS = (
    _Format(is_own, read_own, own_table),
    _Format(is_connections, read_connections),
    _Format(is_google, read_google),
    _Format(is_outlook, read_outlook),
)


def read_people(content: bytes, file_name: str = "", progress: Progress | None = None) -> ReadPeople | UnknownTable:
    """Return the people in a file of any known format, or a table whose columns have to be named by a person.

    What the file is, is told by its content; the name helps only where that says nothing. `progress` hears at most
    some fifty times how much is done. Raises AskwellError, and nothing else whatever the bytes are.
    """
    if len(content) > MAX_BYTES:
        raise FileTooLargeError
    if is_vcard(content) or (file_name.casefold().endswith(_VCARD_NAMES) and not is_zip(content)):
        return read_vcards(content, progress)
    if is_zip(content):
        return _from_zip(content, progress)
    refuse_old_workbook(content)
    refuse_other_kinds(content)
    return _from_csv(read_lines(content), progress)


def _from_zip(content: bytes, progress: Progress | None) -> ReadPeople | UnknownTable:
    if is_workbook(content):
        return _from_sheets(read_sheets(content), progress)
    with open_archive(content) as archive:
        return read_archive(archive, progress)


def _from_csv(source: CsvLines, progress: Progress | None) -> ReadPeople | UnknownTable:
    for one in _FORMATS:
        found = find_heading(source.lines, one.is_heading)
        if found:
            return one.read(one.table(source, *found), progress)
    refuse_unwritten("\n".join(source.lines[:HEADING_WITHIN]))
    table = table_below(source, CsvRow(0, ()), likely_delimiter(source.lines))
    if not table.rows:
        raise NoTableError
    return unknown_table(table.rows, table.problems, CSV_FILE)


def _from_sheets(sheets: Sequence[Sequence[CsvRow]], progress: Progress | None) -> ReadPeople | UnknownTable:
    for one in _FORMATS:
        for rows in sheets:
            for at, row in enumerate(rows[:HEADING_WITHIN]):
                if one.is_heading(row.cells):
                    return one.read(_even(row, rows[at + 1 :]), progress)
    if not sheets:
        raise NoTableError
    read = unknown_table(sheets[0], (), WORKBOOK)
    return replace(read, table=_even(read.table.heading, read.table.rows))


def _even(heading: CsvRow, rows: Sequence[CsvRow]) -> Table:
    """Return a table whose rows are as wide as the heading: in a sheet nothing shifts, and remarks stand beside it."""
    width = len(heading.cells)
    even = (CsvRow(row.line, row.cells[:width] + ("",) * (width - len(row.cells))) for row in rows)
    return Table(heading, tuple(row for row in even if any(map(str.strip, row.cells))), ())
