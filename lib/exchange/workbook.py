"""Reads the tables of an Excel workbook (.xlsx), row by row and never more than a list of people needs."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES

from lib.domain.errors import AskwellError
from lib.exchange.csv_text import MAX_COLUMNS, MAX_LINES, CsvRow, TooManyLinesError
from lib.exchange.zip_archive import open_archive

MAX_UNPACKED = 48 * 1024 * 1024  # bytes; 30,000 people with ten columns have 15 MB
MAX_PARTS = 6_000_000  # tags and attributes: each costs more memory than its letters
MAX_CELLS = 2_000_000
MAX_SHEETS = 20
LAST_ROW = 1_048_576  # of Excel
MAX_GAP = 5_000  # empty rows; what stands below so many is no more of the list

_WORKBOOK_PARTS = ("[Content_Types].xml", "xl/workbook.xml")
_SMALL_PARTS = ("xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml")
_MAX_SMALL_PART = 1024 * 1024
_PIECE = 1024 * 1024


class BrokenWorkbookError(AskwellError):
    """The workbook can't be read."""

    def __init__(self) -> None:
        super().__init__("This workbook is damaged. Open it in Excel, save it once more or as CSV, and choose that.")


class HugeWorkbookError(AskwellError):
    """The workbook holds more than is read, or would unpack to more."""

    def __init__(self) -> None:
        super().__init__(
            "There is too much in this workbook to read. Copy the list of people into a new one, or save it as CSV."
        )


class OldWorkbookError(AskwellError):
    """A workbook as Excel wrote it until 2003."""

    def __init__(self) -> None:
        super().__init__(
            "This workbook has the old format .xls. Open it in Excel, save it as .xlsx or CSV, and choose that."
        )


class LockedWorkbookError(AskwellError):
    """A workbook that asks for a password."""

    def __init__(self) -> None:
        super().__init__(
            "This workbook is locked with a password. Open it in Excel, save a copy without one, and choose that."
        )


def is_workbook(content: bytes) -> bool:
    """Tell whether a zip archive is a workbook, by the names of what is in it."""
    with open_archive(content) as archive:
        return set(_WORKBOOK_PARTS) <= set(archive.namelist())


def refuse_old_workbook(content: bytes) -> None:
    """Raise OldWorkbookError, or LockedWorkbookError, where the bytes are in Microsoft's old container."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        raise LockedWorkbookError if is_locked else OldWorkbookError


def read_sheets(content: bytes) -> tuple[tuple[CsvRow, ...], ...]:
    """Return the rows of each sheet that holds anything, without empty ones; `line` is a row's number in Excel.

    Cells beyond the 1,000th column are not read. Raises BrokenWorkbookError, HugeWorkbookError, TooManyLinesError, and
    what `open_archive` raises.
    """
    with open_archive(content) as archive:
        _refuse_huge(archive)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets[:MAX_SHEETS] if sheet.sheet_state == "visible"]
        found = [tuple(_filled_rows(_rows(sheet))) for sheet in sheets]
    except AskwellError:
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles over
        raise BrokenWorkbookError from error
    return tuple(rows for rows in found if rows)


def _refuse_huge(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    small = (entry.file_size for entry in entries if entry.filename in _SMALL_PARTS)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED or max(small, default=0) > _MAX_SMALL_PART:
        raise HugeWorkbookError
    parts = 0
    for entry in entries:
        parts += sum(piece.count(b"<") + piece.count(b"=") for piece in _pieces(archive, entry))
        if parts > MAX_PARTS:
            raise HugeWorkbookError


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(entry) as part:
            while piece := part.read(_PIECE):
                yield piece
    except Exception as error:  # zipfile raises whatever it stumbles over
        raise BrokenWorkbookError from error


def _rows(sheet: Any) -> Iterator[Sequence[object]]:
    """Yield the rows with what is in them; what a sheet says of its own size is not believed."""
    sheet.reset_dimensions()
    cells = 0
    for row in sheet.iter_rows(max_row=LAST_ROW, values_only=True):
        cells += len(row)
        if cells > MAX_CELLS:
            raise HugeWorkbookError
        yield row


def _filled_rows(rows: Iterable[Sequence[object]]) -> Iterator[CsvRow]:
    filled = last = 0
    for number, row in enumerate(rows, start=1):
        if number - last > MAX_GAP:
            return
        cells = tuple(map(_text, row[:MAX_COLUMNS])) if row else ()
        if any(map(str.strip, cells)):
            filled, last = filled + 1, number
            if filled > MAX_LINES:
                raise TooManyLinesError
            yield CsvRow(number, cells)


def _text(value: object) -> str:
    """Return what is in a cell as text: days in ISO form, whole numbers without a decimal point, errors as nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "" if value in ERROR_CODES else value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
