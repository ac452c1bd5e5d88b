"""What a report says of what comes next: what is open and whom to ask, what was promised, what one decided."""

from collections.abc import Iterator
from typing import Any

from lib.domain.vocabulary import NoteKind, PromiseKind
from lib.exchange.document import Block, Bullets, Heading, Level, Note, Paragraph, Quote, ToDos
from lib.exchange.report_scope import Scope, full_day
from lib.views.conversation import referrals
from lib.views.dates import day_of
from lib.views.who_could_answer import OpenQuestion


def still_open(scope: Scope) -> Iterator[Block]:
    """Yield which questions nobody answered and who could, whom one was sent to, and what one would ask next time."""
    named = _named_not_asked(scope)
    next_time = [row for row in scope.parts("notes") if row.kind == NoteKind.NEXT_TIME and row.text.strip()]
    if not (scope.unanswered or named or next_time):
        return
    yield Heading("Still open, and whom to ask next")
    if scope.unanswered:
        yield Heading("Questions that nobody answered yet", Level.SECTION)
        yield Bullets(tuple(_open_question(scope, question) for question in scope.unanswered))
        yield Note("Suggested by what they do; please check.")
    if named:
        yield Heading("People I was told of, and have not asked", Level.SECTION)
        yield Bullets(tuple(named))
    if next_time:
        yield Heading("What I would ask next time", Level.SECTION)
        yield from (
            Quote(scope.told(row.text), f"After the talk with {scope.speaker(row.interview_id)}") for row in next_time
        )


def _open_question(scope: Scope, question: OpenQuestion) -> str:
    near = [person for person in question.people if person.is_near] or question.people
    could = "; ".join(scope.people.who(person.contact_id) for person in near)
    planned = ", ".join(dict.fromkeys(scope.speaker(interview_id) for interview_id, _ in question.planned))
    return "\n".join(
        filter(
            None,
            [
                scope.told(question.text),
                f"Will be asked soon: {planned}" if planned else "",
                f"Could be asked: {could}" if could else "",
            ],
        )
    )


def _named_not_asked(scope: Scope) -> list[str]:
    asked = set(scope.contact_of.values())
    return [
        f"{scope.people.who(person.id)} (named by {scope.speaker(interview_id)})"
        for interview_id in scope.contact_of
        for person in referrals(scope.snapshot, interview_id)
        if person.id not in asked and not person.do_not_contact and day_of(person.archived_at) is None
    ]


def resources(scope: Scope) -> Iterator[Block]:
    """Yield what they named to read, watch, join or try."""
    rows = list(scope.parts("resources"))
    if rows:
        yield Heading("To read, watch, join or try")
        yield Bullets(tuple(f"{scope.told(row.text)} ({scope.speaker(row.interview_id)})" for row in rows))


def promises(scope: Scope) -> Iterator[Block]:
    """Yield what one promised or means to do, and has not done."""
    rows = [row for row in scope.parts("promises") if day_of(row.kept_at) is None]
    if rows:
        yield Heading("Promised, and to do")
        yield ToDos(tuple(_promise(scope, row) for row in rows))


def _promise(scope: Scope, row: Any) -> str:
    due = day_of(row.due_on)
    to_whom = "promised to" if row.kind == PromiseKind.PROMISE else "from the talk with"
    by_when = f", by {full_day(due)}" if due else ""
    return f"{scope.told(row.text)} ({to_whom} {scope.speaker(row.interview_id)}{by_when})"


def conclusion(scope: Scope) -> Iterator[Block]:
    """Yield what one concludes in one's own words, and what one decided."""
    goal, decided_on = scope.goal, day_of(scope.goal.decided_on)
    if goal.conclusion.strip():
        yield Heading("My conclusion")
        yield Paragraph(scope.told(goal.conclusion))
    if goal.decided.strip() or decided_on:
        yield Heading("My decision")
        if goal.decided.strip():
            yield Paragraph(scope.told(goal.decided))
        if decided_on:
            yield Note(f"Decided on {full_day(decided_on)}.")
