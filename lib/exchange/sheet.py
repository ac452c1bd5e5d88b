"""The sheet for one conversation, to print or to read on a phone: who they are, what was said, and what to ask when."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Mode, Tie
from lib.exchange.document import Block, Document, Facts, Heading, Level, Note, Paragraph, Question, Questions, Quote
from lib.exchange.document_file import Format
from lib.method.labels import label
from lib.method.talk_plan import QUESTIONS, TimedPart, talk_plan, timed_parts
from lib.views.dates import city, clock, day_and_month, weekday
from lib.views.interviews import one_interview, starts
from lib.views.people import work_of
from lib.views.plan import PlannedQuestion, question_plan
from lib.views.thread import Said, whole_thread

_LAST_SAID, _SAID_LETTERS = 3, 700  # messages, and characters of each: the sheet is to be read at a glance
_ROOM, _LITTLE_ROOM = 3, 1  # lines to write on


def sheet(snapshot: Snapshot, interview_id: str, *, zone: ZoneInfo, today: date) -> Document:
    """Return the sheet of an interview, with days and hours of `zone`.

    Raises:
        NotFoundError: where there is no such interview.
    """
    row = one_interview(snapshot, zone, interview_id)
    person = snapshot.one("contacts", row.contact_id, "person")
    blocks = (
        *_who_they_are(person, row, zone),
        *_said_so_far(snapshot, row, zone),
        *_what_to_find_out(snapshot, row),
        *_minute_by_minute(snapshot, row),
        *_at_the_end(),
    )
    return Document(f"Talk with {person.name}", f"About “{row.topic}”", blocks, made_on=today)


def sheet_name(form: Format, today: date) -> str:
    """Return what the file of a sheet is called; it names no person and no topic."""
    return f"askwell-sheet-{today:%Y-%m-%d}.{form.value}"


def _who_they_are(person: Any, row: Any, zone: ZoneInfo) -> Iterator[Block]:
    known = ": ".join(filter(None, (label(Tie(person.tie)), str(person.how_known))))
    told = {
        "When": _when(row, zone),
        "Where": str(row.place),
        "What they do": work_of(person),
        "How you know each other": known,
        "To reach them": ", ".join(filter(None, (str(person.phone), str(person.email)))),
        "Your notes": str(person.notes),
    }
    yield Facts(tuple((name, text) for name, text in told.items() if text.strip()))


def _when(row: Any, zone: ZoneInfo) -> str:
    """Return when and how the conversation is, on both clocks; "" without a time."""
    there = starts(row)
    if there is None:
        return ""
    here = there.astimezone(zone)
    is_other = here.utcoffset() != there.utcoffset()
    other = f" ({clock(there.time())} {city(row.time_zone)} time)" if is_other else ""
    mode = f", {label(Mode(row.mode)).lower()}" if row.mode else ""
    return f"{_day(here)}, {clock(here.time())}{other}, {row.minutes} minutes{mode}"


def _day(moment: datetime) -> str:
    return f"{weekday(moment.date())}, {day_and_month(moment.date())} {moment.year}"


def _said_so_far(snapshot: Snapshot, row: Any, zone: ZoneInfo) -> Iterator[Block]:
    thread = whole_thread(snapshot, row.interview_id)
    said = [one for one in thread if isinstance(one, Said) and one.body.strip() and not one.is_automatic]
    if said:
        yield Heading("What was said so far")
    if len(said) > _LAST_SAID:
        yield Note(f"The last {_LAST_SAID} of {len(said)} messages.")
    for one in said[-_LAST_SAID:]:
        who = "You" if one.is_mine else row.name
        yield Quote(_beginning(one.body), f"{who}, {_day(one.at.astimezone(zone))}")


def _beginning(text: str) -> str:
    whole = text.strip()
    return whole if len(whole) <= _SAID_LETTERS else f"{whole[:_SAID_LETTERS].rstrip()} …"


def _what_to_find_out(snapshot: Snapshot, row: Any) -> Iterator[Block]:
    goal = snapshot.one("goals", row.goal_id, "goal")
    told = {"To learn": goal.wanted, "To decide": goal.decision, "You know already": goal.known}
    pairs = tuple((name, str(text)) for name, text in told.items() if text.strip())
    if pairs:
        yield Heading("What you want to find out")
        yield Facts(pairs)


def _minute_by_minute(snapshot: Snapshot, row: Any) -> Iterator[Block]:
    plan = question_plan(snapshot, row.interview_id)
    introduction = str(snapshot.profiles["intro"].iloc[0]).strip()
    yield Heading("The talk, minute by minute")
    yield Note(talk_plan().frame)
    for timed in timed_parts(plan.minutes):
        yield Heading(f"{_minute(timed.begins)} · {timed.part.title}", Level.SECTION)
        yield Paragraph(timed.part.words)
        if timed.part.id == "why" and introduction:
            yield Quote(introduction)
        yield from _questions(timed, plan.planned)


def _questions(timed: TimedPart, planned: tuple[PlannedQuestion, ...]) -> Iterator[Block]:
    if timed.part.id == QUESTIONS and planned:
        yield Questions(tuple(_question(one) for one in planned))
    if timed.part.ask:
        yield Questions(tuple(Question(text, lines=_LITTLE_ROOM) for text in timed.part.ask), numbered=False)


def _question(planned: PlannedQuestion) -> Question:
    waits = f"Not asked last time with {planned.not_asked_with}." if planned.is_carried else ""
    mark = "" if planned.minute is None else _minute(planned.minute)
    return Question(planned.text, mark, waits, _ROOM)


def _minute(minute: int) -> str:
    return f"{minute} min"


def _at_the_end() -> Iterator[Block]:
    yield Heading("To keep")
    yield Questions(
        (
            Question("What you promised, and by when", lines=_ROOM),
            Question("People and things they named", lines=_ROOM),
            Question("The one thing you learned", lines=_LITTLE_ROOM),
        ),
        numbered=False,
    )
