"""Every interview at once: where each stands, since when, and what came of it, derived from its steps."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.lifecycle import OPEN, OWED_THANKS, REPLIES, WAITING, standing
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Direction, Step

COLUMNS = {
    **dict.fromkeys(("interview_id", "goal_id", "topic", "contact_id", "name", "organisation", "position"), "str"),
    "stage": "str",
    "outcome": "str",
    "since": "datetime64[us]",
    "last_step": "str",
    **dict.fromkeys(("chosen_on", "asked_on", "replied_on", "answered_on", "held_on", "thanked_on"), "datetime64[us]"),
    "follow_ups": "Int64",
    "is_open": "bool",
    "is_waiting": "bool",
    "owes_thanks": "bool",
    "channel": "str",
    "starts_on": "datetime64[us]",
    "starts_time": "object",
    "starts_at": "datetime64[us, UTC]",
    "time_zone": "str",
    "minutes": "Int64",
    "mode": "str",
    "place": "str",
    "retry_on": "datetime64[us]",
    "takeaways": "Int64",
    "introducer_id": "str",
    "kind": "str",
    "target_contact_id": "str",
    "target": "str",
}


def interviews(snapshot: Snapshot, zone: ZoneInfo) -> pd.DataFrame:
    """Return one row an interview, in the order in which they were chosen; columns and dtypes are in `COLUMNS`.

    `since` is the day on which the stage was reached; days are those of `zone`; missing days are NaT, missing
    outcome is "". `target` is to whom an introduction was asked for (a name, or an organisation), "" for a talk.
    """
    return snapshot.derive(("interviews", zone.key), lambda: _interviews(snapshot, zone))


def one_interview(snapshot: Snapshot, zone: ZoneInfo, interview_id: str | None) -> Any:
    """Return one row of `interviews` as a named tuple.

    Raises:
        NotFoundError: where there is no such interview.
    """
    snapshot.one("interviews", interview_id, "interview")
    return interview_rows(snapshot, zone)[str(interview_id)]


def interview_rows(snapshot: Snapshot, zone: ZoneInfo) -> Mapping[str, Any]:
    """Return the rows of `interviews` as named tuples by their ids, in the frame's order."""
    rows: Mapping[str, Any] = snapshot.derive(
        ("interview rows", zone.key),
        lambda: {str(row.interview_id): row for row in interviews(snapshot, zone).itertuples(index=False)},
    )
    return rows


def _interviews(snapshot: Snapshot, zone: ZoneInfo) -> pd.DataFrame:
    table = snapshot.interviews
    contacts = snapshot.contacts.set_index("id")[["name", "organisation", "position", "introducer_id"]]
    names = snapshot.contacts.set_index("id")["name"]
    topics = snapshot.goals.set_index("id")["topic"]
    frame = table.rename(columns={"id": "interview_id"}).join(contacts, on="contact_id")
    frame["topic"] = table["goal_id"].map(topics).astype("str")
    frame["target"] = table["target_contact_id"].map(names).fillna(table["target_organisation"])
    steps = _steps(snapshot, zone)
    derived = pd.DataFrame(
        [_derived(steps.get(interview_id, [])) for interview_id in table["id"]], columns=_DERIVED, index=table.index
    )
    frame = pd.concat([frame.drop(columns=["version", "created_at"]), derived], axis=1)
    counts = snapshot.takeaways["interview_id"].value_counts()
    frame["takeaways"] = table["id"].map(counts).fillna(0)
    channels = _channels(snapshot)
    frame["channel"] = [channels.get(interview_id, "") for interview_id in table["id"]]
    return frame[list(COLUMNS)].astype(COLUMNS)


_DERIVED = [
    "stage",
    "outcome",
    "since",
    "last_step",
    "chosen_on",
    "asked_on",
    "replied_on",
    "answered_on",
    "held_on",
    "thanked_on",
    "follow_ups",
    "is_open",
    "is_waiting",
    "owes_thanks",
]


def _steps(snapshot: Snapshot, zone: ZoneInfo) -> dict[str, list[tuple[Step, date]]]:
    taken = snapshot.events[snapshot.events["step"] != ""]
    days = taken["happened_at"].dt.tz_convert(zone.key).dt.date
    steps: dict[str, list[tuple[Step, date]]] = {}
    for interview_id, step, day in zip(taken["interview_id"], taken["step"], days, strict=True):
        steps.setdefault(interview_id, []).append((Step(step), day))
    return steps


def _derived(steps: list[tuple[Step, date]]) -> tuple[Any, ...]:
    reached = standing(step for step, _ in steps)
    first: dict[Step, date] = {}
    last: dict[Step, date] = {}
    for step, day in steps:
        first.setdefault(step, day)
        last[step] = day
    replied = [day for step, day in last.items() if step in REPLIES]
    return (
        str(reached.stage),
        str(reached.outcome or ""),
        steps[-1][1],
        str(steps[-1][0]),
        first.get(Step.CHOSEN),
        last.get(Step.REQUEST_SENT),
        max(replied, default=None),
        last.get(Step.ANSWERED),
        last.get(Step.HELD),
        last.get(Step.THANKS_SENT),
        _follow_ups(steps),
        reached.stage in OPEN,
        reached.stage in WAITING,
        reached.stage in OWED_THANKS,
    )


def _follow_ups(steps: list[tuple[Step, date]]) -> int:
    """Return how often this request was followed up; asking again after a rest begins anew."""
    taken = [step for step, _ in steps]
    this_round = taken[len(taken) - taken[::-1].index(Step.REOPENED) :] if Step.REOPENED in taken else taken
    return this_round.count(Step.FOLLOW_UP_SENT)


def _channels(snapshot: Snapshot) -> dict[str, str]:
    """Return for each interview the channel of the first message that was sent or begun."""
    mine = snapshot.messages[snapshot.messages["direction"] == Direction.SENT]
    channels: dict[str, str] = {}
    for interview_id, channel in zip(mine["interview_id"], mine["channel"], strict=True):
        channels.setdefault(interview_id, channel)
    return channels


def reached_counts(frame: pd.DataFrame) -> dict[str, int]:
    """Return how many interviews were chosen, asked, answered, held and thanked: whole numbers, never rates.

    "answered" counts every reply, "held" every conversation and every answer in writing (the method counts both).
    """
    return {
        "chosen": len(frame),
        "asked": int(frame["asked_on"].notna().sum()),
        "answered": int(frame["replied_on"].notna().sum()),
        "held": len(talked(frame)),
        "thanked": int(frame["thanked_on"].notna().sum()),
    }


def talked(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the interviews in which one heard something: held, or answered in writing (the method counts both)."""
    return frame[frame["held_on"].notna() | frame["answered_on"].notna()]


def starts(row: Any) -> datetime | None:
    """Return when a conversation starts, on the wall clock of its own zone; None where no time is agreed."""
    if pd.isna(row.starts_on) or row.starts_time is None or not row.time_zone:
        return None
    wall = datetime.combine(row.starts_on.date(), row.starts_time, ZoneInfo(row.time_zone))
    later = wall.replace(fold=1)
    # An hour that the clock shows twice, in the night in which it goes back: the moment says which one.
    is_later = later.utcoffset() != wall.utcoffset() and row.starts_at == later.astimezone(UTC)
    return later if is_later else wall
