"""The command line: `python -m lib.admin --help`. It works in the same store as the pages, through the same door."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from lib.admin_accounts import add_account_commands
from lib.admin_content import describe_content, list_content
from lib.admin_report import describe_report, report_file
from lib.domain.commands.contacts import ColumnChoice
from lib.domain.errors import AskwellError
from lib.domain.fields import time_zones
from lib.domain.snapshot import Snapshot
from lib.exchange.calendar import calendar_of
from lib.exchange.columns import FIELDS, read_by_columns
from lib.exchange.contacts_csv import contacts_csv
from lib.exchange.csv_text import MAX_BYTES, FileTooLargeError
from lib.exchange.imports import ImportCounts, choice_of, import_command, remembered_columns, what_is_known
from lib.exchange.interview_log import interview_log_csv
from lib.exchange.people import ReadPeople
from lib.exchange.recognise import read_people
from lib.exchange.unknown_table import UnknownTable
from lib.exchange.vcard_writing import vcards
from lib.method.sample import sample_commands
from lib.settings import Settings, read_settings
from lib.store.actor import LOCAL
from lib.store.store import OWN, SAMPLE, Store
from lib.store.workspace import Workspace
from lib.views.interviews import interviews

DONE, NOT_DONE = 0, 1
_FALLBACK_ZONE = "UTC"
_CONTACT_FILES: dict[str, Callable[..., bytes]] = {"contacts-csv": contacts_csv, "vcard": vcards}
_IMPORTABLE = (
    "LinkedIn's Connections.csv or whole zip file, a CSV of Google Contacts, Outlook or Askwell, a vCard file, or any "
    "other CSV or .xlsx with one person in a row"
)


class UnreadableFileError(AskwellError):
    """A file or folder can't be read or written; carries the system's own word for why."""

    def __init__(self, error: OSError) -> None:
        where = f" {error.filename}" if error.filename else ""
        super().__init__(f"The file or folder{where} can't be used: {error.strerror or error}.")


class WorkspaceInUseError(AskwellError):
    """The sample can't be mixed into what somebody has entered."""

    def __init__(self) -> None:
        super().__init__("Your own workspace already holds entries, so the sample was not loaded into it.")


class SampleThereError(AskwellError):
    """A sample is loaded already; what was tried out in it is not thrown away unasked."""

    def __init__(self) -> None:
        super().__init__("There is a sample already. To load a fresh one in its place, add --replace.")


class UnnamedColumnsError(AskwellError):
    """The table has no headings; what nobody has looked at is not brought in by guessing."""

    def __init__(self) -> None:
        super().__init__(
            "This table has no headings, so nobody was brought in. "
            "Say what its columns hold, for example: --columns “Column 1=name” “Column 2=organisation”"
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command and return the exit code: 0 done, 1 could not be done (said on standard error).

    Wrong usage leaves with code 2 (SystemExit), and `--help` with code 0, as argparse does.
    """
    arguments = _parser().parse_args(argv)
    settings = read_settings()
    run: Callable[[Namespace, Settings], None] = arguments.run
    try:
        run(arguments, settings)
    except AskwellError as error:
        return _refuse(error)
    except OSError as error:
        return _refuse(UnreadableFileError(error))
    return DONE


def _refuse(error: AskwellError) -> int:
    sys.stderr.write(f"{error}\n")
    return NOT_DONE


def _tell(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m lib.admin",
        description="Looks after Askwell's data. Where it lies is set by ASKWELL_DATA_DIR or ASKWELL_DATABASE_URL.",
        epilog="Exit codes: 0 done, 1 could not be done, 2 wrong usage.",
    )
    parts = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def part(name: str, run: Callable[[Namespace, Settings], None], told: str) -> ArgumentParser:
        added = parts.add_parser(name, help=told, description=told)
        added.set_defaults(run=run)
        return added

    part("migrate", _migrate, "Bring the database up to date; an older SQLite file is copied first.")
    _describe_sample(part("sample", _sample, "Load the sample workspace with invented people, and open it."))
    _describe_import(part("import", _import, "Bring in people from a file, into the open workspace."))
    add_account_commands(part)
    describe_content(
        part("content", list_content, "List wordings, questions and the coach's rules; fails if one is broken.")
    )
    _describe_export(part("export", _export, "Write the log, the calendar or the people of the open workspace."))
    describe_report(part("report", _report, "Write the report of a goal: what was learned, contested, and is open."))
    return parser


def _describe_import(part: ArgumentParser) -> None:
    part.add_argument("file", type=Path, metavar="FILE", help=_IMPORTABLE)
    part.add_argument("--dry-run", action="store_true", help="only tell what would come in")
    told = f"what the columns of another table hold, such as “Who=name”; one of: {', '.join(FIELDS)}"
    part.add_argument("--columns", type=_column, nargs="+", default=[], metavar="HEADING=FIELD", help=told)


def _describe_sample(part: ArgumentParser) -> None:
    part.add_argument("--contacts", type=_count, default=0, metavar="N", help="how many people there shall be")
    part.add_argument("--interviews", type=_count, default=0, metavar="M", help="how many interviews there shall be")
    part.add_argument("--seed", type=int, default=0, metavar="S", help="another seed, other people (default: 0)")
    part.add_argument("--own", action="store_true", help="load it into your own workspace, which must be empty")
    part.add_argument("--replace", action="store_true", help="remove the sample that is there, with all done in it")
    part.add_argument("--time-zone", type=_zone, metavar="ZONE", help="such as Europe/London (default: yours, or UTC)")


def _describe_export(part: ArgumentParser) -> None:
    told = "csv: the interview log; ics: the calendar; contacts-csv and vcard: the people, archived ones too"
    part.add_argument("--format", choices=["csv", "ics", *_CONTACT_FILES], required=True, help=told)
    part.add_argument("--output", type=Path, metavar="FILE", help="where to write it (default: standard output)")
    part.add_argument("--time-zone", type=_zone, metavar="ZONE", help="such as Europe/London (default: yours, or UTC)")


def _count(text: str) -> int:
    if not text.isdecimal():
        message = f"{text!r} is not a whole number from 0 up"
        raise ArgumentTypeError(message)
    return int(text)


def _column(text: str) -> tuple[str, str]:
    heading, _, field = text.rpartition("=")
    if not heading or field not in FIELDS:
        message = f"{text!r} is not HEADING=FIELD with one of these fields: {', '.join(FIELDS)}"
        raise ArgumentTypeError(message)
    return heading, field


def _zone(text: str) -> ZoneInfo:
    if text not in time_zones():
        message = f"{text!r} is not a time zone, such as Europe/London"
        raise ArgumentTypeError(message)
    return ZoneInfo(text)


def _migrate(_arguments: Namespace, settings: Settings) -> None:
    with closing(Store(settings.store_url())) as store:
        _tell(f"The database is up to date: {settings.place()}")
        if store.copy:
            _tell(f"A copy of how it was before: {store.copy}")


def _sample(arguments: Namespace, settings: Settings) -> None:
    with closing(Store(settings.store_url())) as store:
        workspace = _own_if_empty(store) if arguments.own else _fresh_sample(store, replace=arguments.replace)
        zone = arguments.time_zone or _zone_of(store.workspace(LOCAL, OWN))
        size = {"contacts": arguments.contacts, "interviews": arguments.interviews, "seed": arguments.seed}
        workspace.do_each(sample_commands(datetime.now(UTC), zone, **size))
        store.open_sample(LOCAL, is_open=not arguments.own)
        held = workspace.snapshot()
    place = "your own workspace" if arguments.own else "the sample workspace"
    _tell(f"Loaded into {place}: {len(held.contacts):,} people and {len(held.interviews):,} interviews.")


def _own_if_empty(store: Store) -> Workspace:
    workspace = store.workspace(LOCAL, OWN)
    held = workspace.snapshot()
    is_named = any(
        (held.profiles[text] != "").any() for text in ("name", "full_name", "intro", "contact_line", "phone")
    )
    if is_named or len(held.goals) or len(held.contacts):
        raise WorkspaceInUseError
    return workspace


def _fresh_sample(store: Store, *, replace: bool) -> Workspace:
    if replace:
        store.remove(LOCAL, SAMPLE)
    workspace = store.workspace(LOCAL, SAMPLE)
    if workspace.snapshot().revision:
        raise SampleThereError
    return workspace


def _import(arguments: Namespace, settings: Settings) -> None:
    found = read_people(_content(arguments.file), arguments.file.name)
    with closing(Store(settings.store_url())) as store:
        workspace, is_sample = store.open_workspace(LOCAL)
        snapshot = workspace.snapshot()
        read, choice = _by_columns(found, arguments, snapshot)
        command = import_command(read, choice)
        counts = what_is_known(snapshot, command)
        if not arguments.dry_run:
            workspace.do(command)
    _tell_problems(read)
    _tell_unclear(read, counts)
    _tell_counts(counts, is_sample=is_sample, is_dry=arguments.dry_run)


def _by_columns(
    found: ReadPeople | UnknownTable, arguments: Namespace, snapshot: Snapshot
) -> tuple[ReadPeople, ColumnChoice | None]:
    """Return the people: of an unknown table by the columns asked for, else by those of last time, else by guessing."""
    if isinstance(found, ReadPeople):
        return found, None
    named = dict(arguments.columns) or remembered_columns(snapshot, found)
    columns = named or found.guesses
    told = (f"{heading}={columns.get(heading, '(not read)')}" for heading in found.headings)
    _tell(f"Columns of the table: {', '.join(told)}")
    if not (named or found.has_headings or arguments.dry_run):
        raise UnnamedColumnsError
    return read_by_columns(found, columns), choice_of(found, columns)


def _content(file: Path) -> bytes:
    """Return what is in a file, unless it is larger than any that is read."""
    with file.open("rb") as opened:
        content = opened.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise FileTooLargeError
    return content


def _tell_problems(read: ReadPeople) -> None:
    for problem in read.problems:
        _tell(problem.sentence)
    if read.not_taken:
        _tell(f"Left in the file, because Askwell has no need of it: {', '.join(read.not_taken)}.")


def _tell_unclear(read: ReadPeople, counts: ImportCounts) -> None:
    for place in counts.unclear:
        person = read.people[place]
        _tell(f"Line {person.line}, {person.name}: somebody of this name is there, perhaps the same person.")


def _tell_counts(counts: ImportCounts, *, is_sample: bool, is_dry: bool) -> None:
    place = "the sample workspace" if is_sample else "your own workspace"
    begin = "Nothing was changed. Would come into" if is_dry else "Came into"
    unclear = len(counts.unclear)
    _tell(f"{begin} {place}: {counts.new:,} new people; {counts.known:,} were known already; {unclear:,} are unclear.")


def _export(arguments: Namespace, settings: Settings) -> None:
    with closing(Store(settings.store_url())) as store:
        workspace, _ = store.open_workspace(LOCAL)
        zone = arguments.time_zone or _zone_of(workspace)
        snapshot = workspace.snapshot()
    if write := _CONTACT_FILES.get(arguments.format):
        content = write(snapshot, archived=True)
    elif arguments.format == "ics":
        content = calendar_of(snapshot, zone, datetime.now(UTC))
    else:
        content = interview_log_csv(snapshot, interviews(snapshot, zone), zone)
    _write(content, arguments.output)


def _report(arguments: Namespace, settings: Settings) -> None:
    with closing(Store(settings.store_url())) as store:
        workspace, _ = store.open_workspace(LOCAL)
        zone, snapshot = _zone_of(workspace), workspace.snapshot()
    _write(report_file(snapshot, zone, arguments), arguments.output)


def _write(content: bytes, file: Path | None) -> None:
    if file:
        file.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def _zone_of(workspace: Workspace) -> ZoneInfo:
    chosen = workspace.snapshot().profiles["time_zone"].iloc[0]
    return ZoneInfo(chosen if chosen in time_zones() else _FALLBACK_ZONE)


if __name__ == "__main__":
    sys.exit(main())
