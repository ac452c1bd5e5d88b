"""What is known of a talk that a wording can use: times offered and agreed on, what was learned and promised."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Mode
from lib.method.labels import label
from lib.views.conversation import referrals
from lib.views.dates import city, clock, day_and_month, day_near, day_of, month, weekday
from lib.views.debriefing import on_the_record, promised
from lib.views.interviews import starts
from lib.views.merge_values import typed_value
from lib.views.slots import offered_slots, slot_told, their_zone


def time_fields(snapshot: Snapshot, row: Any, zone: ZoneInfo, today: date) -> dict[str, str]:
    """Return when the talk of an interview (a row of `interviews`) is or was, and when one may ask again."""
    retry = day_of(row.retry_on)
    later = {"retry_when": f"around {day_and_month(retry)}"} if retry and retry >= today else {}
    at = starts(row)
    if at is None:
        held = day_of(row.held_on)
        return later | ({"day": _on_day(held, today), "month": month(held)} if held else {})
    here = at.astimezone(zone)
    theirs = their_zone(snapshot, row)
    return later | {
        "agreed_time": slot_told(here, zone, theirs, today),
        "date": day_and_month(here.date()),
        "day": _on_day(day_of(row.held_on) or here.date(), today),
        "month": month(here.date()),
        "time": clock(here.time()),
        "time_zone": f"{city(zone.key)} time{_their_clock(here, theirs)}",
        "mode": label(Mode(row.mode)).lower() if row.mode else "",
    }


def _their_clock(here: datetime, theirs: ZoneInfo | None) -> str:
    there = here.astimezone(theirs) if theirs else here
    if theirs is None or there.utcoffset() == here.utcoffset():
        return ""
    return f", {clock(there.time())} in {city(theirs.key)}"


def offered_fields(snapshot: Snapshot, row: Any, zone: ZoneInfo, today: date) -> dict[str, str]:
    """Return the times that were offered in an interview, on both clocks; no others, as nobody said that they suit."""
    theirs = their_zone(snapshot, row)
    offered = offered_slots(snapshot, row, zone=zone, today=today)[:2]
    return {f"slot_{place}": slot_told(slot, zone, theirs, today) for place, slot in enumerate(offered, start=1)}


def _on_day(day: date, today: date) -> str:
    if day == today:
        return "today"
    near = abs((today - day).days) < 7  # noqa: PLR2004 - within a week the name of the day is enough
    return f"on {weekday(day) if near else day_near(day, today)}"


def outcome_fields(snapshot: Snapshot, row: Any) -> dict[str, str]:
    """Return what came of an interview: what was learned and promised, what of it is done, and who was named.

    What is off the record is no part of it, nor what one only means to do.
    """
    learned = [taken.text for taken in on_the_record(snapshot, row.interview_id)]
    names = ("specific_learning", "also_learned")
    fields = {name: typed_value(name, text) for name, text in zip(names, learned, strict=False)}
    promises = promised(snapshot, row.interview_id)
    if named := referrals(snapshot, row.interview_id):
        fields |= {"target_name": named[0].name, "referral_or_resource": f"naming {named[0].name}"}
    return fields | _still_to_do(promises) | _done(promises)


def _still_to_do(promises: tuple[Any, ...]) -> dict[str, str]:
    promise = next((promise for promise in promises if promise.kept_at is pd.NaT), None)
    if promise is None:
        return {}
    due = day_of(promise.due_on)
    by = day_and_month(due) if due else ""
    return {"next_action": typed_value("next_action", promise.text), "next_action_date": by}


def _done(promises: tuple[Any, ...]) -> dict[str, str]:
    """Return the promise that was kept last; what came of it only the person knows."""
    kept = [promise for promise in promises if promise.kept_at is not pd.NaT]
    if not kept:
        return {}
    deed = typed_value("kept_promise", max(kept, key=lambda promise: promise.kept_at).text)
    return {"kept_promise": deed, "action_done": f"I said that I would {deed}, and I have"}
