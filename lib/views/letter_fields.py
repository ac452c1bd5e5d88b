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
from lib.domain.vocabulary import GoalKind, InterviewKind, Mode
from lib.method.labels import label
from lib.method.wordings import Filled, Situation, Wording, fill, forwardable
from lib.views.conversation import parts_of, referrals
from lib.views.dates import city, clock, day_of, long_day
from lib.views.interviews import starts
from lib.views.learning import questions_of

_TO_FORWARD = "* * *"


def called(name: str) -> str:
    """Return the name by which one would greet a person: “Dana” for “Dr. Dana Okafor”, the whole name if unsure."""
    return str(HumanName(name).first) or name


def letter_fields(snapshot: Snapshot, row: Any, *, zone: ZoneInfo, today: date) -> dict[str, str]:
    """Return the merge fields that are known for an interview (a row of `interviews`); unknown ones are left out."""
    fields = {
        "name": called(row.name),
        "minutes": str(USUAL_MINUTES if pd.isna(row.minutes) else row.minutes),
        **_about_me(snapshot),
        **_about_goal(snapshot, row),
        **_about_person(snapshot, row),
        **_about_time(row, zone, today),
        **_about_talk(snapshot, row),
        **_about_target(row),
    }
    return {name: value for name, value in fields.items() if value.strip()}


def filled_letter(wording: Wording, fields: Mapping[str, str]) -> Filled:
    """Return the wording with its fields put in; under the ask for an introduction stand the lines to forward."""
    filled = fill(wording, fields)
    if wording.situation is not Situation.ASK_INTRODUCTION:
        return filled
    note = fill(forwardable(wording.channels[0]), fields)
    gaps = tuple(dict.fromkeys((*filled.gaps, *note.gaps)))
    return Filled(subject=filled.subject, body=f"{filled.body}\n\n{_TO_FORWARD}\n\n{note.body}", gaps=gaps)


def _about_me(snapshot: Snapshot) -> dict[str, str]:
    profile: Any = next(snapshot.profiles.itertuples(index=False))
    return {
        "my_name": profile.name,
        "my_full_name": profile.full_name or profile.name,
        "my_intro": _inside(profile.intro),
        "my_short_intro": _inside(profile.intro),
        "my_contact": profile.contact_line,
        "my_phone": profile.phone,
    }


def _about_goal(snapshot: Snapshot, row: Any) -> dict[str, str]:
    goal = snapshot.one("goals", row.goal_id, "goal")
    asked = questions_of(snapshot, row.goal_id)["text"].head(3)
    questions = {f"question_{number}": text for number, text in enumerate(asked, start=1)}
    topic = goal.topic if goal.kind == GoalKind.COMPANY else _inside(goal.topic)
    return {"topic": topic, "topic_short": topic, "decision": _inside(goal.decision), **questions}


def _about_person(snapshot: Snapshot, row: Any) -> dict[str, str]:
    person = snapshot.one("contacts", row.contact_id, "person")
    # A name that one may not use would make the sentence untrue.
    if not person.introducer_id or not person.may_use_name:
        return {}
    introducer = snapshot.one("contacts", person.introducer_id, "person")
    return {"introducer": introducer.name, "introducer_or_source": introducer.name}


def _about_time(row: Any, zone: ZoneInfo, today: date) -> dict[str, str]:
    at: datetime | None = starts(row)
    if at is None:
        held = day_of(row.held_on)
        return {"day": _on_day(held, today), "month": f"{held:%B}"} if held else {}
    here = at.astimezone(zone)
    return {
        "date": f"{here.day} {here:%B}",
        "day": _on_day(day_of(row.held_on) or here.date(), today),
        "month": f"{here:%B}",
        "time": clock(here.time()),
        "time_zone": f"{city(zone.key)} time",
        "mode": label(Mode(row.mode)).lower() if row.mode else "",
    }


def _on_day(day: date, today: date) -> str:
    if day == today:
        return "today"
    near = abs((today - day).days) < 7  # noqa: PLR2004 - within a week the name of the day is enough
    return f"on {day:%A}" if near else f"on {long_day(day)}"


def _about_talk(snapshot: Snapshot, row: Any) -> dict[str, str]:
    takeaways = parts_of(snapshot, "takeaways", row.interview_id)
    promises = parts_of(snapshot, "promises", row.interview_id)
    named = referrals(snapshot, row.interview_id)
    fields = {"specific_learning": f"“{_inside(takeaways[0].text)}”"} if takeaways else {}
    if promises:
        due = day_of(promises[0].due_on)
        fields |= {"next_action": _inside(promises[0].text), "next_action_date": f"{due.day} {due:%B}" if due else ""}
    if named:
        fields |= {"target_name": named[0].name, "referral_or_resource": f"naming {named[0].name}"}
    return fields


def _about_target(row: Any) -> dict[str, str]:
    if row.kind != InterviewKind.INTRODUCTION:
        return {}
    return {"target_name": row.target if row.target_contact_id else f"somebody at {row.target}"}


def _inside(text: str) -> str:
    """Return a sentence as it reads in the middle of another: without its full stop, and not begun with a capital.

    “I” and words with more capitals than the first (“NHS”) stay as they are.
    """
    sentence = text.strip().rstrip(".")
    first = re.split(r"[\s'\u2019]", sentence, maxsplit=1)[0]
    keeps = first == "I" or first[1:] != first[1:].lower()
    return sentence if keeps else sentence[:1].lower() + sentence[1:]
