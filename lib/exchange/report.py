"""The report of a goal: what was asked, learned and decided, for somebody who was not there."""

from datetime import date
from itertools import chain
from zoneinfo import ZoneInfo

from lib.domain.snapshot import Snapshot
from lib.exchange.document import Document
from lib.exchange.document_file import Format
from lib.exchange.report_ahead import conclusion, promises, resources, still_open
from lib.exchange.report_found import answers, disagreements, learned
from lib.exchange.report_head import in_short, subtitle, wanted, whom
from lib.exchange.report_ratings import before_and_after
from lib.exchange.report_scope import scope_of

_PARTS = (
    *(wanted, in_short, conclusion, whom, learned, disagreements, still_open, promises, resources),
    *(before_and_after, answers),
)


def report(snapshot: Snapshot, goal_id: str, *, zone: ZoneInfo, today: date, names: bool = True) -> Document:
    """Return the report of a goal, in which nothing that is off the record has any part (`lib.views.on_record`).

    Without `names`, people are called by their initials; what they do and where stays, as a reader needs it to judge.

    Raises:
        NotFoundError: where there is no such goal.
    """
    scope = scope_of(snapshot, goal_id, zone=zone, today=today, names=names)
    blocks = tuple(chain.from_iterable(part(scope) for part in _PARTS))
    return Document(f"What I learned: {scope.told(scope.goal.topic)}", subtitle(scope), blocks, made_on=today)


def report_name(form: Format, today: date) -> str:
    """Return what the file of a report is called; it names no person and no topic."""
    return f"askwell-report-{today:%Y-%m-%d}.{form.value}"
