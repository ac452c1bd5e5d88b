"""Step 1: learning goals, their questions, and what the person says about themselves."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from lib.domain.commands.base import Command, DatedCommand, DayAhead, not_far
from lib.domain.fields import (
    LINE_LIMIT,
    Country,
    Line,
    RecordId,
    RuleName,
    Text,
    Version,
    Zone,
    clean_line,
    refused,
    required,
    short_enough,
)
from lib.domain.vocabulary import GoalKind

MOST_CONVERSATIONS = 50
MOST_DAYS = 366
MOST_RULES = 60

GoalText = Literal["topic", "wanted", "decision", "known", "plan", "conclusion", "decided"]
ProfileText = Literal["name", "full_name", "intro", "contact_line", "phone", "email"]
_LINES = frozenset({"topic", "name", "full_name", "phone", "contact_line", "email"})

Topic = Annotated[
    Line, required("Say in a few words what you want to learn about, for example “data work in hospitals”.")
]
QuestionText = Annotated[Line, required("Write the question first.")]


def _target(value: int) -> int:
    if not 1 <= value <= MOST_CONVERSATIONS:
        raise refused(f"Choose between 1 and {MOST_CONVERSATIONS} conversations.")
    return value


def _one_line(text: str, info: ValidationInfo) -> str:
    """Return the text as one line of fitting length where `field` names one that has only one."""
    return short_enough(clean_line(text), LINE_LIMIT) if info.data.get("field") in _LINES else text


def _days(value: int) -> int:
    if not 0 <= value <= MOST_DAYS:
        raise refused(f"Choose a number of days between 0 and {MOST_DAYS}.")
    return value


def _not_too_many(days: tuple[date, ...]) -> tuple[date, ...]:
    if len(days) > MOST_DAYS:
        raise refused(f"More than {MOST_DAYS} days off don't fit. Please take some away.")
    return tuple(sorted(set(days)))


Days = Annotated[int, AfterValidator(_days)]
FieldText = Annotated[Text, AfterValidator(_one_line)]
Target = Annotated[int, AfterValidator(_target)]


class AddGoal(DatedCommand):
    """Write down something to learn."""

    kind: GoalKind
    topic: Topic
    wanted: Text = ""
    decision: Text = ""
    known: Text = ""
    by_on: DayAhead = None
    target: Target = 3


class EditGoal(DatedCommand):
    """Change what is chosen, not typed, about a goal."""

    goal_id: RecordId
    version: Version
    kind: GoalKind
    by_on: DayAhead
    target: Target
    confidence: Annotated[int, Field(ge=1, le=5)] | None = None


class SaveGoalText(Command):
    """Keep one text of a goal as it is being typed."""

    goal_id: RecordId
    version: Version
    field: GoalText
    text: FieldText

    @field_validator("text")
    @classmethod
    def _topic_stays(cls, text: str, info: ValidationInfo) -> str:
        if info.data.get("field") == "topic" and not text:
            raise refused("A goal needs a few words that name it. The last ones are kept.")
        return text


class DecideOn(Command):
    """Say on which day one decided; None where one has not."""

    goal_id: RecordId
    decided_on: Annotated[date, AfterValidator(not_far)] | None


class CloseGoal(Command):
    """Put a goal away, with all that belongs to it."""

    goal_id: RecordId


class ReopenGoal(Command):
    """Take up a goal again."""

    goal_id: RecordId


class AddQuestion(Command):
    """Add a question to a goal, as its last."""

    goal_id: RecordId
    text: QuestionText
    bank_id: Line = ""


class EditQuestion(Command):
    """Say a question in other words."""

    question_id: RecordId
    version: Version
    text: QuestionText


class MoveQuestion(Command):
    """Put a question at another place, counted from 0."""

    question_id: RecordId
    place: Annotated[int, Field(ge=0)]


class DropQuestion(Command):
    """Leave a question out; what was answered to it stays."""

    question_id: RecordId


class RestoreQuestion(Command):
    """Take a dropped question back, as the last."""

    question_id: RecordId


class SaveProfileText(Command):
    """Keep one text about oneself as it is being typed."""

    version: Version
    field: ProfileText
    text: FieldText


class ChooseTimeZone(Command):
    """Say in which time zone one lives."""

    time_zone: Zone


class ChooseRoutine(Command):
    """Say after how many days one comes back to somebody: by a routine of the method, and own days for its rules."""

    routine: RuleName = ""
    cadence: Annotated[Mapping[RuleName, Days], Field(max_length=MOST_RULES)] = Field(default_factory=dict)


class ChooseWorkdays(Command):
    """Say which days are no working days: the holidays of a country or region, and days of one's own."""

    country: Country = ""
    subdivision: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{0,10}$")] = ""
    days_off: Annotated[tuple[date, ...], AfterValidator(_not_too_many)] = ()
