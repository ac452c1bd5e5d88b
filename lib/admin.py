"""The command line: `python -m lib.admin --help`. It works in the same store as the pages, through the same door."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from lib.admin_accounts import add_account_commands
from lib.domain.errors import AskwellError
from lib.domain.fields import time_zones
from lib.exchange.imports import import_command, what_is_known
from lib.exchange.interview_log import interview_log_csv
from lib.exchange.linkedin import read_connections
from lib.method.sample import sample_commands
from lib.settings import Settings
from lib.store.actor import LOCAL
from lib.store.store import OWN, SAMPLE, Store
from lib.store.workspace import Workspace
from lib.views.interviews import interviews

DONE, NOT_DONE = 0, 1
_FALLBACK_ZONE = "UTC"


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


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command and return the exit code: 0 done, 1 could not be done (said on standard error).

    Wrong usage leaves with code 2 (SystemExit), and `--help` with code 0, as argparse does.
    """
    arguments = _parser().parse_args(argv)
    settings = Settings()
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
    bring_in = part("import", _import, "Bring in people from LinkedIn's Connections.csv, into the open workspace.")
    bring_in.add_argument("file", type=Path, metavar="FILE", help="the file Connections.csv")
    bring_in.add_argument("--dry-run", action="store_true", help="only tell what would come in")
    add_account_commands(part)
    _describe_export(part("export", _export, "Write the interview log of the open workspace."))
    return parser


def _describe_sample(part: ArgumentParser) -> None:
    part.add_argument("--contacts", type=_count, default=0, metavar="N", help="how many people there shall be")
    part.add_argument("--interviews", type=_count, default=0, metavar="M", help="how many interviews there shall be")
    part.add_argument("--seed", type=int, default=0, metavar="S", help="another seed, other people (default: 0)")
    part.add_argument("--own", action="store_true", help="load it into your own workspace, which must be empty")
    part.add_argument("--replace", action="store_true", help="remove the sample that is there, with all done in it")
    part.add_argument("--time-zone", type=_zone, metavar="ZONE", help="such as Europe/London (default: yours, or UTC)")


def _describe_export(part: ArgumentParser) -> None:
    part.add_argument("--format", choices=["csv"], required=True, help="csv: opens in every spreadsheet")
    part.add_argument("--output", type=Path, metavar="FILE", help="where to write it (default: standard output)")
    part.add_argument("--time-zone", type=_zone, metavar="ZONE", help="such as Europe/London (default: yours, or UTC)")


def _count(text: str) -> int:
    if not text.isdecimal():
        message = f"{text!r} is not a whole number from 0 up"
        raise ArgumentTypeError(message)
    return int(text)


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
    read = read_connections(arguments.file.read_bytes())
    command = import_command(read)
    with closing(Store(settings.store_url())) as store:
        workspace, is_sample = store.open_workspace(LOCAL)
        found = what_is_known(workspace.snapshot(), command)
        if not arguments.dry_run:
            workspace.do(command)
    for problem in read.problems:
        _tell(problem.sentence)
    place = "the sample workspace" if is_sample else "your own workspace"
    begin = "Nothing was changed. Would come into" if arguments.dry_run else "Came into"
    _tell(f"{begin} {place}: {found.new:,} new people; {found.known:,} were known already.")


def _export(arguments: Namespace, settings: Settings) -> None:
    with closing(Store(settings.store_url())) as store:
        workspace, _ = store.open_workspace(LOCAL)
        zone = arguments.time_zone or _zone_of(workspace)
        snapshot = workspace.snapshot()
    content = interview_log_csv(snapshot, interviews(snapshot, zone), zone)
    if arguments.output:
        arguments.output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def _zone_of(workspace: Workspace) -> ZoneInfo:
    chosen = workspace.snapshot().profiles["time_zone"].iloc[0]
    return ZoneInfo(chosen if chosen in time_zones() else _FALLBACK_ZONE)


if __name__ == "__main__":
    sys.exit(main())
