"""Reads the people in LinkedIn's Connections.csv, and says of each row that it could not take over why."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from typing import TypeVar

from lib.domain.errors import AskwellError
from lib.domain.fields import LINE_LIMIT, clean_text
from lib.domain.links import email_key, normal_profile, safe_url, valid_email
from lib.domain.unicode_text import normal
from lib.exchange.csv_text import CsvRow, RowProblem, read_table

LINK_LIMIT = 500  # characters, as the field for links takes them

_CONTENT = tomllib.loads(files("lib.exchange").joinpath("content/linkedin.toml").read_text(encoding="utf-8"))
_COLUMNS = {heading: column for column, headings in _CONTENT["columns"].items() for heading in headings}
_MONTHS = {name: int(number) for number, names in _CONTENT["months"].items() for name in names}
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})(?:\.|er)?\s+([^\W\d_]+)\.?\s+(\d{4})")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HOW_TO_GET_IT = (
    "On LinkedIn, open Settings, then Data privacy, then Get a copy of your data, and ask for Connections. "
    "LinkedIn sends you a zip file; unpack it and choose Connections.csv."
)

Value = TypeVar("Value")


class NotConnectionsError(AskwellError):
    """No row of the file is the heading of a list of people."""

    def __init__(self) -> None:
        super().__init__(
            "This file is not LinkedIn's Connections.csv: its heading row with First Name and Last Name is missing. "
            + _HOW_TO_GET_IT
        )


class OtherContactsError(AskwellError):
    """The file lists people, but another program wrote it."""

    def __init__(self) -> None:
        super().__init__(
            "This file lists people, but it is not LinkedIn's Connections.csv: it has no column for Position, "
            "Email Address, URL or Connected On. " + _HOW_TO_GET_IT
        )


class ZipGivenError(AskwellError):
    """The whole archive was given instead of the file in it."""

    def __init__(self) -> None:
        super().__init__("This is a zip file. Unpack it first, then choose the file Connections.csv that is inside.")


class WorkbookGivenError(AskwellError):
    """A workbook was given instead of LinkedIn's own file."""

    def __init__(self) -> None:
        super().__init__(
            "This is an Excel workbook. Choose the file Connections.csv as LinkedIn sent it, "
            "or save the workbook as CSV first."
        )


@dataclass(frozen=True, slots=True)
class LinkedInConnection:
    """One person as the file gives them; empty where the file says nothing. `line` is where the row starts."""

    first_name: str
    last_name: str
    organisation: str = ""
    position: str = ""
    email: str = ""
    profile_url: str = ""
    connected_on: date | None = None
    line: int = 0

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class ReadConnections:
    """Everybody in the file, each once, and what was wrong with which line."""

    contacts: tuple[LinkedInConnection, ...]
    problems: tuple[RowProblem, ...]


def read_connections(content: bytes) -> ReadConnections:
    """Return the people in the file, in its order.

    Raises EmptyFileError, FileTooLargeError, TooManyLinesError, ZipGivenError, WorkbookGivenError,
    NotConnectionsError and OtherContactsError.
    """
    _refuse_other_formats(content)
    table = read_table(content, _names_people)
    if table is None:
        raise NotConnectionsError
    columns = _columns(table.heading.cells)
    if columns.keys().isdisjoint({"position", "email", "profile_url", "connected_on"}):
        raise OtherContactsError
    problems = list(table.problems)
    width = _width(table.heading.cells)
    people = [_person(row, columns, width, problems) for row in table.rows]
    contacts = _each_once(person for person in people if person is not None)
    return ReadConnections(contacts, tuple(sorted(problems, key=lambda problem: problem.line)))


def read_day(text: str) -> date | None:
    """Return the day of `05 Mar 2024` (English, German or French) or `2024-03-05`, or None where it is neither."""
    named = _DAY_MONTH_YEAR.fullmatch(text)
    month = _MONTHS.get(named[2].casefold()) if named else None
    try:
        if named and month:
            return date(int(named[3]), month, int(named[1]))
        return date.fromisoformat(text) if _ISO_DAY.fullmatch(text) else None
    except ValueError:
        return None


def _refuse_other_formats(content: bytes) -> None:
    is_zip = content.startswith((b"PK\x03\x04", b"PK\x05\x06"))
    if content.startswith(b"\xd0\xcf\x11\xe0") or (is_zip and b"[Content_Types].xml" in content):
        raise WorkbookGivenError
    if is_zip:
        raise ZipGivenError


def _columns(heading: Sequence[str]) -> dict[str, int]:
    """Return where each known column stands; of two with the same heading the first counts."""
    found: dict[str, int] = {}
    for place, cell in enumerate(heading):
        plain = " ".join(normal("NFKC", cell.replace("\ufeff", "")).casefold().split())
        if plain in _COLUMNS:
            found.setdefault(_COLUMNS[plain], place)
    return found


def _names_people(heading: Sequence[str]) -> bool:
    return {"first_name", "last_name"} <= _columns(heading).keys()


def _width(cells: Sequence[str]) -> int:
    """Return how many cells there are without the empty ones at the end."""
    return max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _person(
    row: CsvRow, columns: Mapping[str, int], width: int, problems: list[RowProblem]
) -> LinkedInConnection | None:
    """Return the person in the row, or None where nobody can be made of it; adds to `problems` what was wrong."""
    values = {column: _one_line(row.cells[place]) for column, place in columns.items() if place < len(row.cells)}
    wrong = _wrong_with(row, values, width)
    if wrong:
        problems.append(RowProblem(row.line, f"Line {row.line} {wrong}, so it was left out."))
        return None

    def value(column: str, read: Callable[[str], Value | None], noun: str) -> Value | None:
        text = values.get(column, "")
        found = read(text) if text else None
        if text and found is None:
            sentence = f"Line {row.line} has {noun} that could not be read, so the person was kept without it."
            problems.append(RowProblem(row.line, sentence))
        return found

    return LinkedInConnection(
        values["first_name"],
        values["last_name"],
        organisation=value("organisation", _short, "a company") or "",
        position=value("position", _short, "a position") or "",
        email=value("email", _email, "an e-mail address") or "",
        profile_url=value("profile_url", _web_link, "a link") or "",
        connected_on=value("connected_on", read_day, "a date"),
        line=row.line,
    )


def _wrong_with(row: CsvRow, values: Mapping[str, str], width: int) -> str:
    """Return why nobody can be made of this row, or nothing; a row of another width would put values out of place."""
    cells = max(_width(row.cells), min(len(row.cells), width))
    if cells != width:
        return f"has {cells} cells where the heading has {width}"
    name = f"{values['first_name']} {values['last_name']}".strip()
    if not name:
        return "has no name"
    return f"has a name of more than {LINE_LIMIT} characters" if len(name) > LINE_LIMIT else ""


def _one_line(cell: str) -> str:
    return " ".join(clean_text(cell).split())


def _short(text: str) -> str | None:
    return text if len(text) <= LINE_LIMIT else None


def _email(text: str) -> str | None:
    return _short(valid_email(text) or "") or None


def _web_link(text: str) -> str | None:
    link = safe_url(text) or ""
    return link if link.startswith("http") and len(link) <= LINK_LIMIT else None


def _each_once(people: Iterable[LinkedInConnection]) -> tuple[LinkedInConnection, ...]:
    """Return the people without those who came before; what a later row adds fills the gaps of the first."""
    kept: dict[int, tuple[LinkedInConnection, dict[str, str]]] = {}
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


def _keys(person: LinkedInConnection) -> dict[str, str]:
    """Return by what the same person is known again: link and e-mail, or without both the name at the company."""
    known = {"link": normal_profile(person.profile_url), "email": email_key(person.email)}
    keys = {kind: key for kind, key in known.items() if key}
    return keys or {"name": f"{person.name}\n{person.organisation}".casefold()}


def _are_two(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Tell whether two people share an e-mail address: each profile on LinkedIn is one person's."""
    return "link" in one and "link" in other and one["link"] != other["link"]


def _filled(first: LinkedInConnection, later: LinkedInConnection) -> LinkedInConnection:
    return replace(
        first,
        organisation=first.organisation or later.organisation,
        position=first.position or later.position,
        email=first.email or later.email,
        profile_url=first.profile_url or later.profile_url,
        connected_on=first.connected_on or later.connected_on,
    )
