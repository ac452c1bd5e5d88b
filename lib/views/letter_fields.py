"""What is known that a wording can use: every value comes from a field that the person filled in."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from nameparser import HumanName

from lib.domain.commands.interviews import USUAL_MINUTES
from lib.domain.snapshot import Snapshot
from lib.domain.spellings import plain
from lib.domain.vocabulary import Direction, GoalKind, InterviewKind, Purpose, Tone
from lib.method.phrases import phrases
from lib.method.topics import short_topic, topic_phrase
from lib.method.wordings import SPOKEN, Filled, Situation, Wording, fill, forwardable
from lib.views.conversation import thread
from lib.views.learning import questions_of
from lib.views.merge_values import typed_value
from lib.views.situations import introduced_by
from lib.views.talk_fields import offered_fields, outcome_fields, time_fields

_WITH_FAMILY_FIRST = 3  # words, from which on a name may begin with the family's: Tan Mei Ling
_TO_FORWARD = "* * *"
_DEEDS = ("next_action", "kept_promise", "action_done")


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
        **time_fields(snapshot, row, zone, today),
        **offered_fields(snapshot, row, zone, today),
        **outcome_fields(snapshot, row),
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
    if wording.situation is not Situation.ASK_INTRODUCTION or SPOKEN.intersection(wording.channels):
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
