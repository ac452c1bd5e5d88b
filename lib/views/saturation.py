"""How many conversations ago something new was learned about a goal, and whether it may be time to conclude."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from lib.domain.snapshot import Snapshot
from lib.method.saturation import is_enough, is_near, saturation_rule
from lib.views.claims import takeaways
from lib.views.dates import day_of
from lib.views.matrix import conversations


@dataclass(frozen=True)
class Saturation:
    """`talks` conversations have something noted, the last `quiet` of them nothing new; `not_noted` have nothing.

    `new` counts for each of the `talks`, in their order, what it brought that nobody had said before.
    """

    talks: int
    quiet: int
    not_noted: int
    new: tuple[int, ...]


def saturation(snapshot: Snapshot, zone: ZoneInfo, goal_id: str) -> Saturation:
    """Return how much each conversation about a goal brought that was new.

    New is the first takeaway of a claim, and the first that contradicts it; those that say the same are not.
    Conversations without any takeaway are left out: nobody knows whether they brought nothing or it was not noted.
    """
    rows = takeaways(snapshot, zone, goal_id)
    sides = rows["stance"].where(rows["stance"] == "contradicts", "")
    is_new = ~rows.assign(side=sides).duplicated(["head_id", "side"])
    new = tuple(int(number) for number in is_new.groupby(rows["interview_id"], sort=False).sum())
    quiet = next((place for place, number in enumerate(reversed(new)) if number), len(new))
    return Saturation(len(new), quiet, len(conversations(snapshot, zone, goal_id)) - len(new), new)


def saturation_words(found: Saturation) -> str:
    """Return it in kind words: one or two sentences of ours."""
    words = saturation_rule().words
    if not found.talks:
        return words.none
    said = {0: words.new_in_last, 1: words.quiet_one}.get(found.quiet, words.quiet.format(quiet=found.quiet))
    if not found.not_noted:
        return said
    aside = words.not_noted_one if found.not_noted == 1 else words.not_noted.format(number=found.not_noted)
    return f"{said} {aside}"


def time_to_conclude(snapshot: Snapshot, zone: ZoneInfo, goal_id: str, today: date) -> str:
    """Return a sentence that it may be time to conclude; "" where it is not, or where one has decided."""
    goal = snapshot.one("goals", goal_id, "goal")
    hints, found = saturation_rule().hints, saturation(snapshot, zone, goal_id)
    if day_of(goal.decided_on) or not found.talks:
        return ""
    if is_enough(found.talks, found.quiet):
        return hints.quiet.format(quiet=found.quiet)
    if len(conversations(snapshot, zone, goal_id)) >= goal.target:
        return hints.target.format(target=goal.target)
    return hints.by_on if is_near(day_of(goal.by_on), today) else ""
