"""From the bytes of a CSV file to its rows, whatever encoding, line ends and delimiter the other program chose."""

import codecs
import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lib.domain.errors import AskwellError

MAX_BYTES = 20 * 1024 * 1024
MAX_LINES = 200_000  # LinkedIn allows 30,000 connections
MAX_LINE = 1_000_000  # characters
MAX_ROW_LINES = 50  # a cell that goes on longer was never closed
MAX_COLUMNS = 1_000
HEADING_WITHIN = 50  # lines from the top
DELIMITERS = (",", ";", "\t")

_BROKEN = "could not be read: it is too long, or a quotation mark is out of place. It was left out."
_MARKS = ((codecs.BOM_UTF8, "UTF-8"), (codecs.BOM_UTF16_LE, "UTF-16-LE"), (codecs.BOM_UTF16_BE, "UTF-16-BE"))


class EmptyFileError(AskwellError):
    """There is not one character in the file."""

    def __init__(self) -> None:
        super().__init__("This file is empty. Please choose another one.")


class FileTooLargeError(AskwellError):
    """The file has more bytes than are read."""

    def __init__(self) -> None:
        super().__init__(f"This file is larger than {MAX_BYTES // 1024**2} MB. Please choose a smaller one.")


class TooManyLinesError(AskwellError):
    """The file has more lines than are read."""

    def __init__(self) -> None:
        super().__init__(f"This file has more than {MAX_LINES:,} lines. Please choose a shorter one.")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What the person should know about one row; `line` counts from 1, as text editors do."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class CsvRow:
    """The cells of one row, and the line on which it starts."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecodedText:
    """What a file says; `nul_count` NUL characters were taken out."""

    text: str
    encoding: str
    nul_count: int


@dataclass(frozen=True, slots=True)
class CsvLines:
    """The lines of a file, whichever of the three line ends each had; `nul_count` NUL characters were taken out."""

    lines: tuple[str, ...]
    encoding: str
    nul_count: int


@dataclass(frozen=True, slots=True)
class Table:
    """A heading row and the rows below it that hold anything; those that could not be read are in `problems`."""

    heading: CsvRow
    rows: tuple[CsvRow, ...]
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True, slots=True)
class CsvTable(Table):
    """A table, and how its file was written."""

    delimiter: str
    encoding: str
    nul_count: int


def decode(content: bytes) -> DecodedText:
    """Return the text and its encoding: by its mark, else UTF-8, else line by line UTF-8 or Windows-1252."""
    for mark, encoding in _MARKS:
        if content.startswith(mark) and encoding != "UTF-8":
            return _without_nul(content[len(mark) :].decode(encoding, errors="replace"), encoding)
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return _without_nul(content.decode(), "UTF-8")
    except UnicodeDecodeError:
        return _without_nul("\n".join(map(_decode_line, content.split(b"\n"))), "Windows-1252")


def read_table(content: bytes, is_heading: Callable[[Sequence[str]], bool]) -> CsvTable | None:
    """Return the table below the first row that `is_heading` knows, or None where there is no such row.

    Raises EmptyFileError, FileTooLargeError and TooManyLinesError.
    """
    source = read_lines(content)
    found = find_heading(source.lines, is_heading)
    return None if found is None else table_below(source, *found)


def read_lines(content: bytes) -> CsvLines:
    """Return the lines of a file; raises EmptyFileError, FileTooLargeError and TooManyLinesError."""
    if len(content) > MAX_BYTES:
        raise FileTooLargeError
    decoded = decode(content)
    if not decoded.text.strip():
        raise EmptyFileError
    return CsvLines(_lines(decoded.text), decoded.encoding, decoded.nul_count)


def find_heading(lines: Sequence[str], is_heading: Callable[[Sequence[str]], bool]) -> tuple[CsvRow, str] | None:
    """Return the first row that `is_heading` knows, and its delimiter; None where the top of the file has none.

    Looks at single lines, so that no open quotation mark above the heading can hide it.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))
    for number, line in enumerate(lines[:HEADING_WITHIN], start=1):
        for delimiter in DELIMITERS:
            if line.count(delimiter) < MAX_COLUMNS:
                cells = tuple(next(csv.reader([line], delimiter=delimiter), ()))
                if is_heading(cells):
                    return CsvRow(number, cells), delimiter
    return None


def likely_delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter that gives most of the first rows one same number of cells, of which there are several."""

    def agreeing(delimiter: str) -> tuple[int, int]:
        top = [line for line in lines[:HEADING_WITHIN] if line.strip() and line.count(delimiter) < MAX_COLUMNS]
        widths = Counter(len(row) for row in csv.reader(top, delimiter=delimiter) if len(row) > 1)
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return rows, width

    csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))
    return max(DELIMITERS, key=agreeing)


def table_below(source: CsvLines, heading: CsvRow, delimiter: str) -> CsvTable:
    """Return the table below a heading; where the file has none, a heading on line 0 takes every row."""
    rows, problems = _sorted_out(read_rows(source.lines, heading.line, delimiter))
    return CsvTable(heading, rows, problems, delimiter, source.encoding, source.nul_count)


def read_rows(lines: Sequence[str], start: int, delimiter: str) -> Iterator[CsvRow | RowProblem]:
    """Yield the rows from the line after `start` on; after a row that breaks, reading goes on with the next line."""
    # The module's limit is one for the whole process: only ever raised, never above what a file can hold.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))
    source = _Source(lines, start)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        first = source.begin_row()
        try:
            yield CsvRow(first, tuple(next(reader)))
        except StopIteration:
            return
        except csv.Error:
            source.go_back_to(first)
            yield RowProblem(first, f"Line {first} {_BROKEN}")


@dataclass(slots=True)
class _Source:
    """Hands lines to the csv module, and can take back those that a broken row has swallowed."""

    lines: Sequence[str]
    at: int  # lines handed out so far
    _began: int = field(default=0, init=False)

    def begin_row(self) -> int:
        """Note that a row starts here, and return its line, counted from 1."""
        self._began = self.at
        return self.at + 1

    def go_back_to(self, line: int) -> None:
        """Hand out the lines after this one again."""
        self.at = line

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines):
            raise StopIteration
        if self.at - self._began >= MAX_ROW_LINES:
            raise csv.Error
        line = self.lines[self.at]
        if len(line) > MAX_LINE:
            raise csv.Error
        self.at += 1
        return f"{line}\n"


def _without_nul(text: str, encoding: str) -> DecodedText:
    return DecodedText(text.replace("\0", ""), encoding, text.count("\0"))


def _decode_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _lines(text: str) -> tuple[str, ...]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if plain.count("\n") > MAX_LINES:
        raise TooManyLinesError
    return tuple(plain.split("\n"))


def _sorted_out(found: Iterable[CsvRow | RowProblem]) -> tuple[tuple[CsvRow, ...], tuple[RowProblem, ...]]:
    rows: list[CsvRow] = []
    problems: list[RowProblem] = []
    for one in found:
        if isinstance(one, RowProblem):
            problems.append(one)
        elif any(map(str.strip, one.cells)):
            rows.append(one)
    return tuple(rows), tuple(problems)
