"""Every interview at once: where each stands, since when, and what came of it, derived from its steps."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.frame_rows import cells, named_rows
from lib.domain.lifecycle import OPEN, OWED_THANKS, REPLIES, WAITING, standing
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Direction, Step
from lib.views.steps import StepTaken, steps_taken

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
        lambda: {str(row.interview_id): row for row in named_rows(interviews(snapshot, zone))},
    )
    return rows


def _interviews(snapshot: Snapshot, zone: ZoneInfo) -> pd.DataFrame:
    table, contacts = snapshot.interviews, snapshot.contacts
    names = contacts["id"].to_list()
    of_people = {name: dict(zip(names, contacts[name].to_list(), strict=True)) for name in _OF_PEOPLE}
    target = of_people["name"]
    topics = dict(cells(snapshot.goals, "id", "topic"))
    steps, takeaways = steps_taken(snapshot, zone), Counter(snapshot.takeaways["interview_id"].to_list())
    channels = _channels(snapshot)
    ids, asked = table["id"].to_list(), table["contact_id"].to_list()
    derived = [_derived(steps[one]) for one in ids]
    columns: dict[str, Any] = {
        **{name: table[name] for name in COLUMNS if name in table},
        **{name: [of[contact_id] for contact_id in asked] for name, of in of_people.items()},
        **{name: [one[place] for one in derived] for place, name in enumerate(_DERIVED)},
        "interview_id": ids,
        "topic": [topics[goal_id] for goal_id in table["goal_id"].to_list()],
        "target": [
            target.get(contact_id, organisation)
            for contact_id, organisation in cells(table, "target_contact_id", "target_organisation")
        ],
        "takeaways": [takeaways[one] for one in ids],
        "channel": [channels.get(one, "") for one in ids],
    }
    return pd.DataFrame({name: pd.Series(columns[name], dtype=dtype) for name, dtype in COLUMNS.items()})


_OF_PEOPLE = ("name", "organisation", "position", "introducer_id")
_DERIVED = (
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
)


def _derived(steps: Sequence[StepTaken]) -> tuple[Any, ...]:
    reached = standing(one.step for one in steps)
    first: dict[Step, date] = {}
    last: dict[Step, date] = {}
    for step, _, day in steps:
        first.setdefault(step, day)
        last[step] = day
    replied = [day for step, day in last.items() if step in REPLIES]
    return (
        str(reached.stage),
        str(reached.outcome or ""),
        steps[-1].day,
        str(steps[-1].step),
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


def _follow_ups(steps: Sequence[StepTaken]) -> int:
    """Return how often this request was followed up; asking again after a rest begins anew."""
    taken = [one.step for one in steps]
    this_round = taken[len(taken) - taken[::-1].index(Step.REOPENED) :] if Step.REOPENED in taken else taken
    return this_round.count(Step.FOLLOW_UP_SENT)


def _channels(snapshot: Snapshot) -> dict[str, str]:
    """Return for each interview the channel of the first message that was sent or begun."""
    mine = snapshot.messages[snapshot.messages["direction"] == Direction.SENT]
    channels: dict[str, str] = {}
    for interview_id, channel in cells(mine, "interview_id", "channel"):
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
