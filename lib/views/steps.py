"""The steps of every interview, sorted out once for all views that read them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.frame_rows import cells
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Step


class StepTaken(NamedTuple):
    """One step: which, at what moment, and on which day of one's own clock."""

    step: Step
    at: datetime
    day: date


def steps_taken(snapshot: Snapshot, zone: ZoneInfo) -> Mapping[str, Sequence[StepTaken]]:
    """Return the steps of each interview by its id, as they were recorded; days are those of `zone`.

    An interview has one step at least: that it was chosen.
    """
    return snapshot.derive(("steps taken", zone.key), lambda: _steps_taken(snapshot, zone))


def _steps_taken(snapshot: Snapshot, zone: ZoneInfo) -> dict[str, list[StepTaken]]:
    events = snapshot.events[["interview_id", "step", "happened_at"]]
    taken = events[events["step"] != ""]
    days = taken["happened_at"].dt.tz_convert(zone.key).dt.date.to_list()
    moments = pd.DatetimeIndex(taken["happened_at"]).to_pydatetime()
    steps: dict[str, list[StepTaken]] = {}
    named = {str(step): step for step in Step}
    for (interview_id, step), at, day in zip(cells(taken, "interview_id", "step"), moments, days, strict=True):
        steps.setdefault(interview_id, []).append(StepTaken(named[step], at, day))
    return steps
