"""`python -m lib.admin report GOAL`: which goal is meant, and its report as a file."""

from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lib.domain.errors import AskwellError
from lib.domain.frame_rows import named_rows
from lib.domain.snapshot import Snapshot
from lib.exchange.document_file import Format, written
from lib.exchange.report import report
from lib.views.search import folded


class NotOneGoalError(AskwellError):
    """No goal, or more than one, is of that id or begins so."""


def describe_report(part: ArgumentParser) -> None:
    """Say what the command takes."""
    told = "the id of a goal, or how its topic begins"
    part.add_argument("goal", metavar="GOAL", help=told)
    part.add_argument("--format", choices=[form.value for form in Format], required=True, help="which kind of file")
    where = "where to write it (default: standard output)"
    part.add_argument("--output", "--out", type=Path, metavar="FILE", help=where)
    part.add_argument("--without-names", action="store_true", help="call people by their initials")


def report_file(snapshot: Snapshot, zone: ZoneInfo, arguments: Namespace) -> bytes:
    """Return the report that the command asks for.

    Raises:
        NotOneGoalError: where no goal, or more than one, is meant.
    """
    goal, today = the_goal(snapshot, arguments.goal), datetime.now(zone).date()
    made = report(snapshot, goal.id, zone=zone, today=today, names=not arguments.without_names)
    return written(made, Format(arguments.format))


def the_goal(snapshot: Snapshot, words: str) -> Any:
    """Return the goal (a row of `goals`) of an id, of a topic, or the only one whose topic begins so.

    Raises:
        NotOneGoalError: where there is none, or more than one; the sentence lists those that there are.
    """
    rows, begin = named_rows(snapshot.goals.sort_values("created_at", kind="stable")), folded(words).strip()
    whole = [row for row in rows if words == row.id or folded(row.topic) == begin]
    found = whole or [row for row in rows if begin and folded(row.topic).startswith(begin)]
    if len(found) == 1:
        return found[0]
    listed = "".join(f"\n  {row.id}  {row.topic}" for row in found or rows)
    if not rows:
        raise NotOneGoalError("There is no goal yet in the open workspace.")
    if not found:
        raise NotOneGoalError(f"No goal has this id or begins with “{words}”. These are there:{listed}")
    raise NotOneGoalError(f"More than one goal begins with “{words}”. Give the id of one:{listed}")
