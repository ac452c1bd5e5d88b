"""A table that no program is known by: its headings, its first rows, and which columns could be what."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice

from lib.domain.links import safe_url, valid_email
from lib.exchange.csv_text import CsvRow, RowProblem, Table
from lib.exchange.days import read_day
from lib.exchange.person_rows import plain_heading
from lib.exchange.told import one_line
from lib.exchange.written_names import is_courtesy

PREVIEW_ROWS = 5
MAX_HEADING = 80  # characters; a longer cell is no heading

_LOOKED_AT = 200  # rows by which a column is guessed
_MOST = 0.6  # of the filled cells
_MOST_WORDS = 5  # of a name
_LEAST_DIGITS, _MOST_DIGITS = 7, 15  # of a phone number (ITU-T E.164)

_SYNONYMS: dict[str, list[str]] = tomllib.loads(
    files("lib.exchange").joinpath("content/columns.toml").read_text(encoding="utf-8")
)
_FIELD_OF = {heading: field for field, headings in _SYNONYMS.items() for heading in headings}
_PUNCTUATION = re.compile(r"[\W_]+")
_OF_A_NAME = re.compile(r"\bnames?\b")
_NAMES = {"name", "first_name", "last_name"}
_NAME = re.compile(r"[^\W\d_][^\d_@/]*")


@dataclass(frozen=True, slots=True)
class UnknownTable:
    """A table whose columns a person has to name.

    `headings` are unique; where the file has none, they are “Column 1” and so on, as `has_headings` tells. `preview`
    has the first rows, `guesses` the likely field by heading, and `signature` is the same for every table with these
    headings. `source` says in words what kind of file it was.
    """

    source: str
    headings: tuple[str, ...]
    has_headings: bool
    preview: tuple[tuple[str, ...], ...]
    guesses: Mapping[str, str]
    signature: str
    table: Table


def unknown_table(rows: Sequence[CsvRow], problems: Sequence[RowProblem], source: str) -> UnknownTable:
    """Return what can be said of the rows of a table; there has to be at least one."""
    rows = rows[_titles(rows) :]
    at = _heading_at(rows)
    told, below = (rows[at], rows[at + 1 :]) if at is not None else (CsvRow(0, ()), rows)
    headings = _headings(told.cells, _width(told.cells, below))
    return UnknownTable(
        source,
        headings,
        at is not None,
        tuple(_as_wide_as(headings, row.cells) for row in below[:PREVIEW_ROWS]),
        _guesses(headings, below, is_named=at is not None),
        _signature(headings),
        Table(CsvRow(told.line, headings), tuple(below), tuple(problems)),
    )


def _as_wide_as(headings: Sequence[str], cells: Sequence[str]) -> tuple[str, ...]:
    width = len(headings)
    return tuple(map(one_line, cells[:width])) + ("",) * (width - len(cells))


def _titles(rows: Sequence[CsvRow]) -> int:
    """Return how many rows at the top are titles: one cell alone, above rows that have several."""
    counts = [sum(bool(cell.strip()) for cell in row.cells) for row in rows[:_LOOKED_AT]]
    is_wide = sorted(counts)[len(counts) // 2] > 1
    return next((at for at, count in enumerate(counts) if count > 1), 0) if is_wide else 0


def _looks_like_heading(cells: Sequence[str]) -> bool:
    """Tell whether a row names columns: by words that are known for it."""
    known = sum(_field_named(cell) is not None for cell in cells)
    return known > 0 and known * 4 >= sum(bool(cell.strip()) for cell in cells) and not any(map(_is_value, cells))


def _heading_at(rows: Sequence[CsvRow]) -> int | None:
    """Return which row is the heading: one with known words, else a first row unlike the rows below it."""
    for at, row in enumerate(islice(rows, 20)):
        if _looks_like_heading(row.cells):
            return at
    first, below = rows[0].cells, rows[1:_LOOKED_AT]
    columns = [[row.cells[place] for row in below if place < len(row.cells)] for place in range(len(first))]
    has_values = any(_mostly(_is_value, column) for column in columns)
    is_first_unlike = all(cell.strip() and len(cell) <= MAX_HEADING and not _is_value(cell) for cell in first)
    return 0 if has_values and is_first_unlike else None


def _width(heading: Sequence[str], rows: Sequence[CsvRow]) -> int:
    """Return how many columns there are: as many as headings, unless most rows go further."""
    widths = sorted(_filled(row.cells) for row in rows[:_LOOKED_AT])
    if not heading:
        return max(widths, default=0)
    return max(_filled(heading), widths[len(widths) // 2] if widths else 0)


def _filled(cells: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _headings(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Return a heading for each column, none twice."""
    found: dict[str, None] = {}
    for place in range(width):
        told = one_line(cells[place])[:MAX_HEADING] if place < len(cells) else ""
        heading, again = told or f"Column {place + 1}", 2
        while heading in found:
            heading, again = f"{told or 'Column'} ({again})", again + 1
        found[heading] = None
    return tuple(found)


def _signature(headings: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(map(plain_heading, headings)).encode()).hexdigest()[:40]


def _guesses(headings: Sequence[str], rows: Sequence[CsvRow], *, is_named: bool) -> dict[str, str]:
    """Return the likely field by heading: by the words of the headings, and where these say nothing by the values.

    Names look like much else, so they are looked for only where no headings speak for the columns.
    """
    columns = {
        heading: [row.cells[place] for row in rows[:_LOOKED_AT] if place < len(row.cells) and row.cells[place].strip()]
        for place, heading in enumerate(headings)
    }
    guesses = {heading: field for heading in headings if (field := _field_named(heading))}
    _put_right(guesses, columns)
    if not set(guesses.values()) & _NAMES:
        _guess_heading_of_names(guesses, columns)
    for heading, column in columns.items():
        field = None if heading in guesses else _field_of_values(column)
        if field and (field == "email" or field not in guesses.values()):
            guesses[heading] = field
    if not is_named:
        _guess_names(guesses, columns)
    return {heading: guesses[heading] for heading in headings if heading in guesses}


def _guess_heading_of_names(guesses: dict[str, str], columns: Mapping[str, Sequence[str]]) -> None:
    """Take the first heading that speaks of a name, such as “Member name”, over what looks like names."""
    for heading, column in columns.items():
        is_told = _OF_A_NAME.search(plain_heading(heading))
        if is_told and heading not in guesses and _mostly(_is_name, column):
            guesses[heading] = "name"
            return


def _put_right(guesses: dict[str, str], columns: Mapping[str, Sequence[str]]) -> None:
    """Take back guesses that the other columns or the values speak against."""
    fields = set(guesses.values())
    for heading, field in list(guesses.items()):
        is_title = field == "position" and _mostly(is_courtesy, columns[heading])
        is_half = field == "name" and "first_name" in fields and plain_heading(heading) == "name"
        if is_title or (field == "email" and columns[heading] and not _mostly(_is_email, columns[heading])):
            del guesses[heading]
        elif is_half:  # “Vorname, Name”
            guesses[heading] = "last_name" if "last_name" not in fields else "name"
    titles = [heading for heading, field in guesses.items() if field == "position"]
    for heading in titles if len(titles) > 1 else ():
        if plain_heading(heading) == "title":
            del guesses[heading]


def _guess_names(guesses: dict[str, str], columns: Mapping[str, Sequence[str]]) -> None:
    """Take the first column of words for names, and a second one of single words beside it for last names."""
    order = list(columns)
    words = [heading for heading, column in columns.items() if heading not in guesses and _mostly(_is_name, column)]
    single = {heading for heading in words if not _mostly(lambda cell: " " in cell.strip(), columns[heading])}
    for first in words[:1]:
        beside = order[order.index(first) + 1 :][:1]
        if beside and {first, *beside} <= single:
            guesses |= {first: "first_name", beside[0]: "last_name"}
        else:
            guesses[first] = "name"


def _field_named(heading: str) -> str | None:
    words = _PUNCTUATION.sub(" ", plain_heading(heading)).strip()
    return _FIELD_OF.get(words) or _FIELD_OF.get(words.rstrip("0123456789 "))


def _field_of_values(column: Sequence[str]) -> str | None:
    kinds = (("email", _is_email), ("profile_url", _is_link), ("phone", _is_phone))
    return next((field for field, is_one in kinds if _mostly(is_one, column)), None)


def _mostly(is_one: Callable[[str], bool], column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell.strip()]
    return bool(filled) and sum(map(is_one, filled)) >= _MOST * len(filled)


def _is_value(cell: str) -> bool:
    return _is_email(cell) or _is_link(cell) or _is_phone(cell) or read_day(one_line(cell)) is not None


def _is_email(cell: str) -> bool:
    return "@" in cell and valid_email(one_line(cell)) is not None


def _is_link(cell: str) -> bool:
    start = cell.strip().casefold()
    return start.startswith(("http://", "https://", "www.", "linkedin.com/")) and safe_url(one_line(cell)) is not None


def _is_phone(cell: str) -> bool:
    digits = sum(map(str.isdecimal, cell))
    rest = sum(character.isalpha() for character in cell)
    return _LEAST_DIGITS <= digits <= _MOST_DIGITS and rest == 0 and read_day(one_line(cell)) is None


def _is_name(cell: str) -> bool:
    text = one_line(cell)
    return bool(_NAME.fullmatch(text)) and len(text.split()) <= _MOST_WORDS and len(text) <= MAX_HEADING
