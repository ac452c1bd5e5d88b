"""What a report is about: a goal, what of it is on the record, its conversations, and how its people are called."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from lib.domain.frame_rows import named_rows
from lib.domain.snapshot import Snapshot
from lib.exchange.report_people import ReportPeople
from lib.views.conversation import parts_of, referrals
from lib.views.dates import day_and_month
from lib.views.matrix import conversations
from lib.views.on_record import on_record
from lib.views.who_could_answer import OpenQuestion, open_questions


@dataclass(frozen=True, eq=False)
class Scope:
    """What a report may read: `snapshot` holds nothing that is off the record.

    `talks` are the conversations in their order (rows of `lib.views.matrix.conversations`), `contact_of` tells whom
    each interview of the goal was with, and `unanswered` which questions are open.
    """

    snapshot: Snapshot
    goal: Any
    zone: ZoneInfo
    today: date
    talks: tuple[Any, ...]
    contact_of: dict[str, str]
    unanswered: tuple[OpenQuestion, ...]
    people: ReportPeople

    def speaker(self, interview_id: str) -> str:
        """Return what the person of an interview is called."""
        return self.people.name(self.contact_of[interview_id])

    def told(self, text: Any) -> str:
        """Return what was typed as it may stand in the report."""
        return self.people.told(text)

    def parts(self, table: str) -> Iterator[Any]:
        """Yield the rows of a table that belong to the goal's interviews, interview by interview."""
        for interview_id in self.contact_of:
            yield from parts_of(self.snapshot, table, interview_id)


def scope_of(snapshot: Snapshot, goal_id: str, *, zone: ZoneInfo, today: date, names: bool) -> Scope:
    """Return what the report of a goal may read.

    Raises:
        NotFoundError: where there is no such goal.
    """
    goal = snapshot.one("goals", goal_id, "goal")
    kept = on_record(snapshot)
    talks = tuple(named_rows(conversations(kept, zone, goal_id)))
    contacts = {str(row.id): str(row.contact_id) for row in snapshot.rows_of("interviews", "goal_id", goal_id)}
    order = dict.fromkeys([*(str(row.interview_id) for row in talks), *contacts])
    contact_of = {one: contacts[one] for one in order}
    unanswered = open_questions(kept, zone, goal_id, today)
    named = [person.id for interview_id in contact_of for person in referrals(kept, interview_id)]
    could = [person.contact_id for question in unanswered for person in question.people]
    people = ReportPeople(kept, [*contact_of.values(), *named, *could], names=names)
    return Scope(kept, goal, zone, today, talks, contact_of, unanswered, people)


def full_day(day: date) -> str:
    """Return a day with its year, such as “26 November 2026”."""
    return f"{day_and_month(day)} {day.year}"


def many(number: int, one: str, more: str = "") -> str:
    """Return a number with its noun, such as “1 person” and “3 people”."""
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"
