"""Reads LinkedIn's whole archive as it was sent: the connections in it, and the days on which one last wrote."""

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from lib.domain.errors import AskwellError
from lib.domain.links import normal_profile
from lib.exchange.csv_text import MAX_LINE, RowProblem, read_table
from lib.exchange.days import read_american_moment, read_day
from lib.exchange.linkedin import is_connections, read_connections
from lib.exchange.people import Progress, ReadPeople, ReadPerson
from lib.exchange.person_rows import plain_heading
from lib.exchange.told import one_line
from lib.exchange.zip_archive import HugeArchiveError, read_entry

CONNECTIONS, MESSAGES, INVITATIONS = "connections.csv", "messages.csv", "invitations.csv"
MAX_UNPACKED = 64 * 1024 * 1024  # bytes of messages, read line by line

Row = Mapping[str, str]


class NoConnectionsError(AskwellError):
    """The archive has no list of people in it."""

    def __init__(self) -> None:
        super().__init__(
            "There is no Connections.csv in this zip file. If it came from LinkedIn, ask there for Connections, too, "
            "when you get a copy of your data; otherwise unpack it, and choose the file with your contacts."
        )


def read_archive(archive: zipfile.ZipFile, progress: Progress | None = None) -> ReadPeople:
    """Return the people in the archive's Connections.csv, in whichever folder it lies.

    `last_wrote_on` is the day of the last message between the two of you, or of the invitation to connect; messages to
    several people at once count for who sent them. Raises NoConnectionsError, and what reading a CSV file raises.
    """
    found = {_file_name(entry): entry for entry in reversed(archive.infolist())}
    if CONNECTIONS not in found:
        raise NoConnectionsError
    table = read_table(read_entry(archive, found[CONNECTIONS]), is_connections)
    if table is None:
        raise NoConnectionsError
    read = read_connections(table, progress)
    wrote, problems = _last_wrote(archive, found)
    people = tuple(_with_day(person, wrote) for person in read.people)
    return replace(read, people=people, problems=(*problems, *read.problems))


def _file_name(entry: zipfile.ZipInfo) -> str:
    return PurePosixPath(entry.filename.replace("\\", "/")).name.casefold()


def _with_day(person: ReadPerson, wrote: Mapping[str, date]) -> ReadPerson:
    day = wrote.get(normal_profile(person.profile_url)) if person.profile_url else None
    return replace(person, last_wrote_on=day) if day else person


def _last_wrote(
    archive: zipfile.ZipFile, found: Mapping[str, zipfile.ZipInfo]
) -> tuple[dict[str, date], list[RowProblem]]:
    """Return the last day by the key of a profile, and which file could not be read."""
    wrote: dict[str, date] = {}
    problems = []
    for name, told_by in ((INVITATIONS, _invited), (MESSAGES, _written)):
        try:
            for link, day in _days(archive, found[name], told_by) if name in found else ():
                wrote[link] = max(day, wrote.get(link, day))
        except (AskwellError, zipfile.BadZipFile, zlib.error, csv.Error, EOFError, OSError, ValueError, RuntimeError):
            sentence = f"The file {name} in the archive could not be read to its end, so some days are missing."
            problems.append(RowProblem(0, sentence))
    return wrote, problems


def _days(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, told_by: Callable[[Row], tuple[Iterable[str], date | None]]
) -> Iterator[tuple[str, date]]:
    """Yield the key of a profile and a day, for everybody whom a row tells of."""
    if entry.file_size > MAX_UNPACKED:
        raise HugeArchiveError
    with archive.open(entry) as part, io.TextIOWrapper(part, "utf-8-sig", "replace", newline="") as text:
        rows = csv.reader(iter(lambda: _line(text), ""))
        heading = [plain_heading(cell) for cell in next(rows, ())]
        for cells in rows:
            links, day = told_by(dict(zip(heading, cells, strict=False)))
            yield from ((normal_profile(link), day) for link in links if day and link)


def _line(text: io.TextIOWrapper) -> str:
    line = text.readline(MAX_LINE + 1)
    if len(line) > MAX_LINE:
        raise HugeArchiveError
    return line


def _invited(row: Row) -> tuple[Iterable[str], date | None]:
    links = (row.get("inviterprofileurl", ""), row.get("inviteeprofileurl", ""))
    return links, read_american_moment(one_line(row.get("sent at", "")))


def _written(row: Row) -> tuple[Iterable[str], date | None]:
    recipients = row.get("recipient profile urls", "").split(",")
    links = [row.get("sender profile url", ""), *(recipients if len(recipients) == 1 else ())]
    return links, read_day(one_line(row.get("date", "")))
