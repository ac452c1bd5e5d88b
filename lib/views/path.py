"""The four steps, with what waits at each: the strip under every step's title."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Area, Stage
from lib.views.due import due_list
from lib.views.interviews import interviews
from lib.views.thanking import givers


@dataclass(frozen=True)
class PathStep:
    """One of the four steps: its area, and in a few words what waits there ("" where nothing does)."""

    area: Area
    waits: str


def path(snapshot: Snapshot, zone: ZoneInfo, now: datetime) -> tuple[PathStep, ...]:
    """Return the four steps in order."""
    today = now.astimezone(zone).date()
    return snapshot.derive(("path", zone, today), lambda: _path(snapshot, zone, now))


def _path(snapshot: Snapshot, zone: ZoneInfo, now: datetime) -> tuple[PathStep, ...]:
    frame = interviews(snapshot, zone)
    goals = int(snapshot.goals["closed_at"].isna().sum())
    on_list = int(frame["stage"].isin([Stage.IDENTIFIED, Stage.DRAFTED]).sum())
    waiting_ids = set(frame.loc[frame["is_waiting"], "interview_id"])
    due = due_list(snapshot, zone, now).due
    to_follow_up = sum(item.page == "ask" for item in due if item.interview_id in waiting_ids)
    thanks = len(givers(snapshot, zone, now))
    return (
        PathStep(Area.LEARN, _count(goals, "goal", "goals")),
        PathStep(Area.CHOOSE, f"{on_list} on your list" if on_list else ""),
        PathStep(
            Area.ASK,
            _joined(f"{len(waiting_ids)} waiting" * bool(waiting_ids), f"{to_follow_up} due" * bool(to_follow_up)),
        ),
        PathStep(Area.THANK, f"{thanks} to thank" if thanks else ""),
    )


def _count(number: int, one: str, many: str) -> str:
    if not number:
        return ""
    return f"1 {one}" if number == 1 else f"{number} {many}"


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
