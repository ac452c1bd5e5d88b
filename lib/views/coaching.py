"""A letter as the coach sees it: its text with what was noted about the person, the goal and the talk."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from lib.domain.fields import time_zones
from lib.domain.organisations import organisation_key
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Channel, Direction, GoalKind, InterviewKind, Outcome, Purpose, Tie
from lib.method.coach import Letter, OtherNote, Remark, remarks
from lib.method.wordings import Situation, all_wordings, thanks_situation
from lib.views.conversation import parts_of, referrals, thread
from lib.views.debriefing import on_the_record, promised
from lib.views.interviews import one_interview
from lib.views.letter_fields import called

# What a person filled in for a wording that says why it is this person, or how one found them.
_FACTS = ("why_them", "their_detail", "found_via", "found_via_short", "shared_group", "shared_memory")


def letter_remarks(  # noqa: PLR0913 - a text can be given before it is stored
    snapshot: Snapshot,
    message_id: str,
    *,
    zone: ZoneInfo,
    today: date,
    subject: str | None = None,
    body: str | None = None,
) -> tuple[Remark, ...]:
    """Return the coach's remarks on a message; `subject` and `body` stand in for what is stored.

    Raises:
        NotFoundError: where there is no such message.
    """
    letter = letter_of(snapshot, message_id, zone=zone, today=today)
    subject, body = (letter.subject if subject is None else subject), (letter.body if body is None else body)
    return remarks(replace(letter, subject=subject, body=body))


def letter_of(snapshot: Snapshot, message_id: str, *, zone: ZoneInfo, today: date) -> Letter:
    """Return a message as the coach sees it; raises NotFoundError where there is none."""
    message = snapshot.one("messages", message_id, "message")
    interview = snapshot.one("interviews", message.interview_id, "interview")
    person = snapshot.one("contacts", message.to_contact_id or interview.contact_id, "person")
    goal = snapshot.one("goals", interview.goal_id, "goal")
    return Letter(
        purpose=Purpose(message.purpose),
        channel=Channel(message.channel),
        subject=message.subject,
        body=message.body,
        situation=_situation(snapshot, message, person, zone),
        today=today,
        name=person.name,
        called=called(person.name),
        tie=Tie(person.tie) if person.tie else None,
        introducer=_introducer(snapshot, person),
        facts=tuple(_facts(interview, person)),
        my_name=snapshot.one("profiles", "profile", "profile").full_name,
        goal_kind=GoalKind(goal.kind),
        topic=goal.topic,
        decision=goal.decision,
        first_body=_first_request(snapshot, message),
        learned=_texts(on_the_record(snapshot, message.interview_id)),
        promised=_texts(promised(snapshot, message.interview_id)),
        named=tuple(one.name for one in referrals(snapshot, message.interview_id)),
        others=tuple(_others(snapshot, person)),
        is_other_zone=_is_elsewhere(person.time_zone, zone, today),
    )


@cache
def _situations() -> dict[str, Situation]:
    return {wording.id: wording.situation for wording in all_wordings()}


def _situation(snapshot: Snapshot, message: Any, person: Any, zone: ZoneInfo) -> Situation | None:
    """Return at which point the letter is written: by its wording, else by where the interview stands."""
    if message.wording_id in _situations():
        return _situations()[message.wording_id]
    if message.purpose not in {Purpose.REQUEST, Purpose.FOLLOW_UP, Purpose.THANKS}:
        return None
    row = one_interview(snapshot, zone, message.interview_id)
    kind = InterviewKind(row.kind)
    if message.purpose == Purpose.FOLLOW_UP and row.follow_ups:
        return Situation.CLOSE_THE_LOOP
    if message.purpose == Purpose.THANKS and row.outcome:
        return thanks_situation(Outcome(row.outcome), kind=kind, do_not_contact=bool(person.do_not_contact))
    asks = message.purpose == Purpose.REQUEST and kind is InterviewKind.INTRODUCTION
    return Situation.ASK_INTRODUCTION if asks else None


def _introducer(snapshot: Snapshot, person: Any) -> str:
    """Return who may be named to them; a name that one may not use is as good as none."""
    if not person.introducer_id or not person.may_use_name:
        return ""
    return str(snapshot.one("contacts", person.introducer_id, "person").name)


def _facts(interview: Any, person: Any) -> Iterator[str]:
    told = (*(str(interview.merge_fields.get(field, "")) for field in _FACTS), person.position, person.organisation)
    return (text for text in told if text.strip())


def _first_request(snapshot: Snapshot, message: Any) -> str:
    if message.purpose != Purpose.FOLLOW_UP:
        return ""
    sent = [one for one in thread(snapshot, message.interview_id) if one.purpose == Purpose.REQUEST]
    return str(sent[-1].body) if sent else ""


def _texts(parts: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(str(part.text) for part in parts if part.text.strip())


def _others(snapshot: Snapshot, person: Any) -> Iterator[OtherNote]:
    """Return the requests to other people of the same organisation, the latest first, sent or not."""
    key = organisation_key(person.organisation)
    talks = list(zip(snapshot.interviews["id"], snapshot.interviews["contact_id"], strict=True)) if key else []
    for interview_id, contact_id in reversed(talks):
        other = snapshot.one("contacts", contact_id, "person")
        if contact_id == person.id or organisation_key(other.organisation) != key:
            continue
        for note in parts_of(snapshot, "messages", interview_id):
            if note.direction == Direction.SENT and note.purpose == Purpose.REQUEST:
                yield OtherNote(str(other.name), str(note.body))


def _is_elsewhere(their_zone: str, zone: ZoneInfo, today: date) -> bool:
    if their_zone not in time_zones():
        return False
    noon = datetime.combine(today, time(12))
    return noon.replace(tzinfo=ZoneInfo(their_zone)).utcoffset() != noon.replace(tzinfo=zone).utcoffset()
