"""What is known that a wording can use: every value comes from a field that the person filled in."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from nameparser import HumanName

from lib.domain.commands.interviews import USUAL_MINUTES
from lib.domain.snapshot import Snapshot
from lib.domain.spellings import plain
from lib.domain.vocabulary import Channel, Direction, GoalKind, InterviewKind, Mode, Purpose, Tone
from lib.method.labels import label
from lib.method.phrases import phrases
from lib.method.topics import short_topic, topic_phrase
from lib.method.wordings import Filled, Situation, Wording, fill, forwardable
from lib.views.conversation import parts_of, referrals, thread
from lib.views.dates import city, clock, day_of, long_day
from lib.views.interviews import starts
from lib.views.learning import questions_of
from lib.views.merge_values import typed_value
from lib.views.situations import introduced_by
from lib.views.slots import offered_slots, slot_words, their_zone

_WITH_FAMILY_FIRST = 3  # words, from which on a name may begin with the family's: Tan Mei Ling
_TO_FORWARD = "* * *"
_DEEDS = ("next_action", "kept_promise", "action_done")
_SPOKEN = frozenset({Channel.PHONE, Channel.IN_PERSON})


def called(name: str) -> str:
    """Return the name by which one would greet a person: “Dana” for “Dr. Dana Okafor”, the whole name if unsure."""
    words = name.split()
    if len(words) >= _WITH_FAMILY_FIRST and plain(words[0]) in phrases().family_first:
        return name
    return str(HumanName(name).first) or name


def letter_fields(  # noqa: PLR0913 - where, when, for what and to whom one writes
    snapshot: Snapshot, row: Any, *, zone: ZoneInfo, today: date, purpose: Purpose | None = None, to: str = ""
) -> dict[str, str]:
    """Return the merge fields that are known for an interview (a row of `interviews`); unknown ones are left out.

    `to` is the contact whom the letter goes to where that is not the interview's; without it, a letter of the purpose
    INTRODUCER goes to whoever introduced one. The interview's contact is its `target_name` then. What the person filled
    in for this interview wins over what is derived.
    """
    fields = {
        "minutes": str(USUAL_MINUTES if pd.isna(row.minutes) else row.minutes),
        **_about_me(snapshot),
        **_about_goal(snapshot, row),
        **_about_introducer(snapshot, row),
        **_about_time(snapshot, row, zone, today),
        **_slots(snapshot, row, zone, today),
        **_about_talk(snapshot, row),
        **_first_subject(snapshot, row),
        **_about_target(row),
        **_addressee(row),
        **_filled_in(snapshot, row),
    }
    if not to and purpose is Purpose.INTRODUCER:
        to = _introducer_id(snapshot, row)
    fields |= _somebody_else(snapshot, row, to) if to and to != row.contact_id else _said_to_them(row, fields)
    return {name: value for name, value in fields.items() if value.strip()}


def filled_letter(wording: Wording, fields: Mapping[str, str], tone: Tone = Tone.PLAIN) -> Filled:
    """Return the wording with its fields put in; under the ask for an introduction stand the lines to forward."""
    filled = fill(wording, fields, tone)
    if wording.situation is not Situation.ASK_INTRODUCTION or _SPOKEN.intersection(wording.channels):
        return filled
    note = fill(forwardable(wording.channels[0]), fields)
    gaps = tuple(dict.fromkeys((*filled.gaps, *note.gaps)))
    return Filled(subject=filled.subject, body=f"{filled.body}\n\n{_TO_FORWARD}\n\n{note.body}", gaps=gaps)


def _about_me(snapshot: Snapshot) -> dict[str, str]:
    profile: Any = next(snapshot.profiles.itertuples(index=False))
    intro = typed_value("my_intro", profile.intro)
    return {
        "my_name": profile.name or called(profile.full_name),
        "my_full_name": profile.full_name or profile.name,
        "my_intro": intro,
        "my_short_intro": intro,
        "my_contact": profile.contact_line or profile.email,
        "my_phone": profile.phone,
    }


def _about_goal(snapshot: Snapshot, row: Any) -> dict[str, str]:
    goal = snapshot.one("goals", row.goal_id, "goal")
    kind = GoalKind(goal.kind)
    asked = questions_of(snapshot, row.goal_id)["text"].head(3)
    questions = {f"question_{number}": text for number, text in enumerate(asked, start=1)}
    return {
        "topic": topic_phrase(kind, goal.topic),
        "topic_short": short_topic(kind, goal.topic),
        "decision": typed_value("decision", goal.decision),
        **questions,
    }


def _addressee(row: Any) -> dict[str, str]:
    return {"name": called(row.name), "their_full_name": row.name}


def _said_to_them(row: Any, fields: Mapping[str, str]) -> dict[str, str]:
    """Return what one promised as it is said to the person of the interview: “send Priya the list” is “send you …”."""
    names = "|".join(re.escape(name) for name in (row.name, fields["name"]) if len(name) > 1)
    if not names:
        return {}
    own, other = re.compile(rf"\b(?:{names})['\u2019]s\b"), re.compile(rf"\b(?:{names})\b(?!['\u2019-])")
    deeds = {name: fields[name] for name in _DEEDS if name in fields}
    return {name: other.sub("you", own.sub("your", deed)) for name, deed in deeds.items()}


def _somebody_else(snapshot: Snapshot, row: Any, to: str) -> dict[str, str]:
    person = snapshot.one("contacts", to, "person")
    return {"name": called(person.name), "their_full_name": person.name, "target_name": row.name}


def _about_introducer(snapshot: Snapshot, row: Any) -> dict[str, str]:
    person = snapshot.one("contacts", row.contact_id, "person")
    has_introduced = bool(introduced_by(snapshot, row.contact_id))
    # A name that one may not use would make the sentence untrue.
    if not has_introduced and not (person.introducer_id and person.may_use_name):
        return {}
    introducer = snapshot.one("contacts", _introducer_id(snapshot, row), "person")
    return {"introducer": introducer.name, "introducer_or_source": introducer.name}


def _introducer_id(snapshot: Snapshot, row: Any) -> str:
    """Return who introduced one to the interview's contact, or could; "" where nobody is known."""
    person = snapshot.one("contacts", row.contact_id, "person")
    return introduced_by(snapshot, row.contact_id) or str(person.introducer_id)


def _about_time(snapshot: Snapshot, row: Any, zone: ZoneInfo, today: date) -> dict[str, str]:
    retry = day_of(row.retry_on)
    later = {"retry_when": f"around {retry.day} {retry:%B}"} if retry and retry >= today else {}
    at = starts(row)
    if at is None:
        held = day_of(row.held_on)
        return later | ({"day": _on_day(held, today), "month": f"{held:%B}"} if held else {})
    here = at.astimezone(zone)
    theirs = their_zone(snapshot, row)
    return later | {
        "agreed_time": slot_words(here, zone, theirs, today),
        "date": f"{here.day} {here:%B}",
        "day": _on_day(day_of(row.held_on) or here.date(), today),
        "month": f"{here:%B}",
        "time": clock(here.time()),
        "time_zone": f"{city(zone.key)} time{_their_clock(here, theirs)}",
        "mode": label(Mode(row.mode)).lower() if row.mode else "",
    }


def _their_clock(here: datetime, theirs: ZoneInfo | None) -> str:
    there = here.astimezone(theirs) if theirs else here
    if theirs is None or there.utcoffset() == here.utcoffset():
        return ""
    return f", {clock(there.time())} in {city(theirs.key)}"


def _slots(snapshot: Snapshot, row: Any, zone: ZoneInfo, today: date) -> dict[str, str]:
    theirs = their_zone(snapshot, row)
    offered = offered_slots(snapshot, row, zone=zone, today=today)[:2]
    return {f"slot_{place}": slot_words(slot, zone, theirs, today) for place, slot in enumerate(offered, start=1)}


def _on_day(day: date, today: date) -> str:
    if day == today:
        return "today"
    near = abs((today - day).days) < 7  # noqa: PLR2004 - within a week the name of the day is enough
    return f"on {day:%A}" if near else f"on {long_day(day)}"


def _about_talk(snapshot: Snapshot, row: Any) -> dict[str, str]:
    learned = [row.text for row in parts_of(snapshot, "takeaways", row.interview_id)]
    names = ("specific_learning", "also_learned")
    fields = {name: typed_value(name, text) for name, text in zip(names, learned, strict=False)}
    promises = parts_of(snapshot, "promises", row.interview_id)
    if named := referrals(snapshot, row.interview_id):
        fields |= {"target_name": named[0].name, "referral_or_resource": f"naming {named[0].name}"}
    return fields | _still_to_do(promises) | _done(promises)


def _still_to_do(promises: tuple[Any, ...]) -> dict[str, str]:
    promise = next((promise for promise in promises if promise.kept_at is pd.NaT), None)
    if promise is None:
        return {}
    due = day_of(promise.due_on)
    by = f"{due.day} {due:%B}" if due else ""
    return {"next_action": typed_value("next_action", promise.text), "next_action_date": by}


def _done(promises: tuple[Any, ...]) -> dict[str, str]:
    """Return the promise that was kept last; what came of it only the person knows."""
    kept = [promise for promise in promises if promise.kept_at is not pd.NaT]
    if not kept:
        return {}
    deed = typed_value("kept_promise", max(kept, key=lambda promise: promise.kept_at).text)
    return {"kept_promise": deed, "action_done": f"I said that I would {deed}, and I have"}


def _first_subject(snapshot: Snapshot, row: Any) -> dict[str, str]:
    """Return the subject of the first request that went out, so that what follows comes into the same thread."""
    requests = (
        message.subject
        for message in thread(snapshot, row.interview_id)
        if message.direction == Direction.SENT and message.purpose == Purpose.REQUEST and message.subject
    )
    return {"first_subject": next(requests, "").removeprefix("Re: ")}


def _about_target(row: Any) -> dict[str, str]:
    if row.kind != InterviewKind.INTRODUCTION:
        return {}
    return {"target_name": row.target if row.target_contact_id else f"somebody at {row.target}"}


def _filled_in(snapshot: Snapshot, row: Any) -> dict[str, str]:
    said = snapshot.one("interviews", row.interview_id, "interview").merge_fields
    return {name: typed_value(name, text) for name, text in said.items() if text.strip()}
