"""What a wording needs and nobody wrote down yet: asked for beside it, and kept where it belongs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast

from lib.domain.commands import Command, FillField, SaveGoalText, SaveProfileText
from lib.domain.commands.goals import GoalText, ProfileText
from lib.domain.snapshot import Snapshot
from lib.method.wordings import wording_fields

# What is true of every letter is kept where all of them find it.
_OF_PROFILE = MappingProxyType(
    {
        "my_name": "name",
        "my_full_name": "full_name",
        "my_intro": "intro",
        "my_short_intro": "intro",
        "my_contact": "contact_line",
        "my_phone": "phone",
    }
)
_OF_GOAL = MappingProxyType({"topic": "topic", "topic_short": "topic", "decision": "decision"})
# Times are offered or agreed on, a length is chosen, a name is on their page: none of them is typed here.
_ELSEWHERE = frozenset(
    {"name", "minutes", "slot_1", "slot_2", "time_zone", "date", "day", "month", "time", "mode", "introducer"}
)


@dataclass(frozen=True)
class OpenField:
    """One thing that a wording needs to know: what it is, how it may read, and what was said so far."""

    name: str
    label: str
    example: str
    text: str


def open_fields(snapshot: Snapshot, row: Any, wanted: Sequence[str], open_ones: Iterable[str]) -> tuple[OpenField, ...]:
    """Return what to ask for in a letter of an interview (a row of `interviews`), in the order of `wanted`.

    `wanted` are the fields of a wording, `open_ones` those of them that are not known. What was said for this very
    interview is among them, so that it can be said differently.
    """
    said = snapshot.one("interviews", row.interview_id, "interview").merge_fields
    asked = {*open_ones, *said} - _ELSEWHERE
    # Two fields that are kept in one place are asked for once.
    names = {_place(name): name for name in reversed(wanted) if name in asked}
    return tuple(_open_field(snapshot, row, name) for name in reversed(names.values()))


def worth_asking(wanted: Iterable[str], fields: Mapping[str, str]) -> frozenset[str]:
    """Return which fields of a wording are not known and make the letter better, though it reads well without them."""
    return frozenset(name for name in wanted if wording_fields()[name].offered and name not in fields)


def keep_field(snapshot: Snapshot, row: Any, name: str, text: str) -> Command:
    """Return the command that keeps what was typed for a field: in the profile, in the goal, or for the interview.

    Raises:
        InvalidInputsError: where the text does not hold; the field is `text`.
    """
    if name in _OF_PROFILE:
        profile = snapshot.one("profiles", "profile", "profile")
        field = cast("ProfileText", _OF_PROFILE[name])
        return SaveProfileText.of({"text": text}, field=field, version=int(profile.version))
    if name in _OF_GOAL:
        goal = snapshot.one("goals", row.goal_id, "goal")
        of_goal = cast("GoalText", _OF_GOAL[name])
        return SaveGoalText.of({"text": text}, goal_id=goal.id, field=of_goal, version=int(goal.version))
    return FillField.of({"text": text}, interview_id=row.interview_id, field=name)


def _place(name: str) -> str:
    """Return what two fields have in common that are kept as one."""
    return _OF_PROFILE.get(name) or _OF_GOAL.get(name) or name


def _open_field(snapshot: Snapshot, row: Any, name: str) -> OpenField:
    known = wording_fields()[name]
    return OpenField(name, known.label, known.example, _kept(snapshot, row, name))


def _kept(snapshot: Snapshot, row: Any, name: str) -> str:
    if name in _OF_PROFILE:
        return str(getattr(snapshot.one("profiles", "profile", "profile"), _OF_PROFILE[name]))
    if name in _OF_GOAL:
        return str(getattr(snapshot.one("goals", row.goal_id, "goal"), _OF_GOAL[name]))
    return str(snapshot.one("interviews", row.interview_id, "interview").merge_fields.get(name, ""))
