"""One person's story: what happened with them, in order, and who led to whom."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Direction, InterviewKind, PromiseKind, Purpose, Step
from lib.method.cadence import rules
from lib.method.labels import label
from lib.views.dates import day_and_month, day_of, local_day
from lib.views.people import origin_words
from lib.views.steps import steps_taken

_FIRST_LINE = 140  # characters of a takeaway, a promise


@dataclass(frozen=True)
class Moment:
    """One thing that happened: what, in words of ours, and beside it words of people.

    `words` are people's own: a topic, a takeaway's first line, a promise. `name` and `contact_id` are of somebody else
    who was part of it.
    """

    day: date
    what: str
    words: str = ""
    name: str = ""
    contact_id: str = ""
    interview_id: str = ""


def story(snapshot: Snapshot, contact_id: str, zone: ZoneInfo) -> tuple[Moment, ...]:
    """Return what happened with a person, the latest first: days are those of `zone`.

    Raises:
        NotFoundError: where there is no such person.
    """
    person = snapshot.one("contacts", contact_id, "person")
    mine = snapshot.rows_of("interviews", "contact_id", contact_id)
    moments = [
        *_known_since(snapshot, person, zone),
        *(moment for row in mine for moment in _interview(snapshot, row, zone)),
        *_introductions(snapshot, person, zone),
        *_told_of_others(snapshot, person.id, zone),
        *_left_out(snapshot, person, zone),
        *_merged(snapshot, contact_id, zone),
    ]
    # Of one day, what was written down last comes first.
    moments.reverse()
    return tuple(sorted(moments, key=lambda moment: moment.day, reverse=True))


def _known_since(snapshot: Snapshot, person: Any, zone: ZoneInfo) -> list[Moment]:
    noted = [("Connected on LinkedIn", person.connected_on), ("You wrote to each other", person.last_wrote_on)]
    noted.append(("You spoke", person.last_spoke_on))
    moments = [Moment(day, what) for what, cell in noted if (day := day_of(cell))]
    origin = origin_words(f"circle:{person.circle}" if person.circle else f"source:{person.source}")
    added = Moment(local_day(person.created_at, zone), "Came onto your list", origin)
    return [*moments, *_named_by(snapshot, person, added)]


def _named_by(snapshot: Snapshot, person: Any, added: Moment) -> list[Moment]:
    if not (person.named_in_id and person.introducer_id):
        return [added]
    introducer = snapshot.one("contacts", person.introducer_id, "person")
    return [Moment(added.day, "Named to you by", name=introducer.name, contact_id=introducer.id)]


def _interview(snapshot: Snapshot, row: Any, zone: ZoneInfo) -> list[Moment]:
    topic = snapshot.one("goals", row.goal_id, "goal").topic
    told = [
        *((taken.at, _step(snapshot, row, taken.step, topic)) for taken in steps_taken(snapshot, zone)[row.id]),
        *(
            (one.created_at, Moment(_NO_DAY, "You took away", _line(one.text)))
            for one in _of(snapshot, "takeaways", row)
        ),
        *(
            (one.created_at, Moment(_NO_DAY, "They pointed you to", _line(one.text)))
            for one in _of(snapshot, "resources", row)
        ),
        *(promised for one in _of(snapshot, "promises", row) for promised in _promise(one)),
        *(said for one in _of(snapshot, "messages", row) for said in _said(snapshot, one)),
    ]
    told.sort(key=lambda pair: pair[0])
    return [
        Moment(local_day(at, zone), one.what, one.words, one.name, one.contact_id, interview_id=row.id)
        for at, one in told
    ]


_NO_DAY = date.min


def _of(snapshot: Snapshot, table: str, interview: Any) -> tuple[Any, ...]:
    return snapshot.rows_of(table, "interview_id", interview.id)


def _step(snapshot: Snapshot, interview: Any, step: Step, topic: str) -> Moment:
    if interview.kind != InterviewKind.INTRODUCTION:
        return Moment(_NO_DAY, label(step), topic)
    name, contact_id = interview.target_organisation, interview.target_contact_id
    if contact_id:
        name = snapshot.one("contacts", contact_id, "person").name
    return Moment(_NO_DAY, f"{label(step)}: introduction to", name=name, contact_id=contact_id)


def _promise(row: Any) -> list[tuple[datetime, Moment]]:
    due, words = day_of(row.due_on), _PROMISED[PromiseKind(row.kind)]
    what = f"{words.made}, by {day_and_month(due)}" if due else words.made
    made = (row.created_at, Moment(_NO_DAY, what, _line(row.text)))
    if pd.isna(row.kept_at):
        return [made]
    return [made, (row.kept_at, Moment(_NO_DAY, words.kept, _line(row.text)))]


class _Words(NamedTuple):
    made: str
    kept: str


_PROMISED = {
    PromiseKind.PROMISE: _Words("You promised", "You kept your promise"),
    PromiseKind.TO_DO: _Words("You noted a to-do", "You did it"),
}


def _said(snapshot: Snapshot, message: Any) -> list[tuple[datetime, Moment]]:
    """Return what was said beside the steps, which tell themselves what was written with them."""
    if pd.isna(message.sent_at):
        return []
    words = _line(message.subject or message.body)
    if message.purpose == Purpose.INTRODUCER and message.to_contact_id:
        name = snapshot.one("contacts", message.to_contact_id, "person").name
        told = Moment(_NO_DAY, "You shared how it went with", name=name, contact_id=message.to_contact_id)
        return [(message.sent_at, told)]
    if message.purpose == Purpose.AUTO_REPLY:
        return [(message.sent_at, Moment(_NO_DAY, "An automatic reply came", words))]
    if message.purpose in {Purpose.NOTE, Purpose.SCHEDULING}:
        who = "You wrote" if message.direction == Direction.SENT else "They wrote"
        return [(message.sent_at, Moment(_NO_DAY, who, words))]
    return []


def _told_of_others(snapshot: Snapshot, contact_id: str, zone: ZoneInfo) -> list[Moment]:
    """Return what a person was told of talks with others, to whom they had opened the way."""
    moments = []
    for message in snapshot.rows_of("messages", "to_contact_id", contact_id):
        interview = snapshot.one("interviews", message.interview_id, "interview")
        met = snapshot.one("contacts", interview.contact_id, "person")
        if not pd.isna(message.sent_at) and met.id != contact_id:
            day = local_day(message.sent_at, zone)
            moments.append(Moment(day, "You told them of your talk with", "", met.name, met.id, interview.id))
    return moments


def _left_out(snapshot: Snapshot, person: Any, zone: ZoneInfo) -> list[Moment]:
    """Return what one decided not to do about a person, with the reason; what is only put off is no part of it."""
    mine = {row.id for row in snapshot.rows_of("interviews", "contact_id", person.id)}
    promised = {row.id for one in mine for row in snapshot.rows_of("promises", "interview_id", one)}
    skipped: list[Any] = snapshot.derive("skipped", lambda: _skipped(snapshot))
    theirs = [
        row for row in skipped if row.contact_id == person.id or row.interview_id in mine or row.promise_id in promised
    ]
    return [
        Moment(local_day(row.created_at, zone), "You left this out", _what_and_why(snapshot, row, person))
        for row in theirs
    ]


def _skipped(snapshot: Snapshot) -> list[Any]:
    return list(snapshot.deferrals[snapshot.deferrals["until"].isna()].itertuples(index=False))


def _what_and_why(snapshot: Snapshot, deferral: Any, person: Any) -> str:
    """Return what was left out, as it stood among the things to do, and the reason."""
    rule = rules().get(deferral.rule)
    if rule is None:
        return str(deferral.reason)
    words = {"name": person.name, "target": person.name, "text": ""}
    if deferral.rule == "introducer" and person.introducer_id:
        words["name"] = snapshot.one("contacts", person.introducer_id, "person").name
    if deferral.promise_id:
        words["text"] = _line(snapshot.one("promises", deferral.promise_id, "promise").text)
    return f"{rule.what.format_map(words)} ({deferral.reason})"


def _line(text: str) -> str:
    first = text.strip().split("\n", maxsplit=1)[0]
    return first if len(first) <= _FIRST_LINE else f"{first[: _FIRST_LINE - 1].rstrip()}…"


def _introductions(snapshot: Snapshot, person: Any, zone: ZoneInfo) -> list[Moment]:
    """Return whom they named, and whom one asked for an introduction to them."""
    named = [
        Moment(local_day(one.created_at, zone), "They named", name=one.name, contact_id=one.id)
        for one in people_named(snapshot, person.id)
    ]
    asked = [
        Moment(
            local_day(row.created_at, zone),
            "You thought of an introduction by",
            name=snapshot.one("contacts", row.contact_id, "person").name,
            contact_id=row.contact_id,
            interview_id=row.id,
        )
        for row in snapshot.rows_of("interviews", "target_contact_id", person.id)
    ]
    return [*named, *asked]


def people_named(snapshot: Snapshot, contact_id: str) -> list[Any]:
    """Return whom a person named in a talk (rows of the contacts frame)."""
    named = snapshot.derive("people named", lambda: snapshot.contacts[snapshot.contacts["named_in_id"] != ""])
    return list(named[named["introducer_id"] == contact_id].itertuples(index=False))


def _merged(snapshot: Snapshot, contact_id: str, zone: ZoneInfo) -> list[Moment]:
    events = snapshot.derive("merges", lambda: snapshot.events[snapshot.events["command"] == "MergeContacts"])
    merges = events["recorded_at"][events["subject_id"] == contact_id]
    return [Moment(local_day(at.to_pydatetime(), zone), "Two entries were made one") for at in merges]
