"""What every command is: frozen data with an imperative name, checked before it reaches the store."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, ValidationInfo

from lib.domain.errors import InvalidInputError
from lib.domain.fields import refused

FARTHEST = timedelta(days=3_653)  # ten years

_FALLBACK = "Please check this field."


class Command(BaseModel):
    """One thing that a person does; `Workspace.do` carries it out or says why not."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @classmethod
    def of(cls, typed: Mapping[str, Any], **known: Any) -> Self:
        """Return the command for what was typed into a form.

        Raises:
            InvalidInputsError: with one sentence for each field that does not hold.
        """
        try:
            return cls(**typed, **known)
        except ValidationError as error:
            raise InvalidInputsError(field_problems(error)) from error


class DatedCommand(Command):
    """A command with a date in it; `today` is the person's date, against which the others are checked."""

    today: date | None = Field(default=None, exclude=True, repr=False)


Day = TypeVar("Day", date, date | None)


def not_far(day: Day, info: ValidationInfo) -> Day:
    """Return the day where it lies within ten years of today; refuse it in words where its year must be a slip."""
    today = info.data.get("today")
    if day and today and abs(day - today) > FARTHEST:
        raise refused("This day is more than ten years away. Check the year.")
    return day


def ahead(day: Day, info: ValidationInfo) -> Day:
    """Return the day where it is not past; refuse it in words where it is."""
    today = info.data.get("today")
    if day and today and day < today:
        raise refused("This day is already past. Choose today or a later day.")
    return not_far(day, info)


def _past(day: date | None, info: ValidationInfo) -> date | None:
    today = info.data.get("today")
    if day and today and day > today:
        raise refused("This day is still to come. Choose today or an earlier day.")
    return day


DayAhead = Annotated[date | None, AfterValidator(ahead)]
DayPast = Annotated[date | None, AfterValidator(_past)]


class InvalidInputsError(InvalidInputError):
    """Several fields of one form; `problems` gives each field's sentence."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        field, sentence = next(iter(problems.items()))
        super().__init__(field, sentence)
        self.problems = dict(problems)


def field_problems(error: ValidationError) -> dict[str, str]:
    """Return for each field's name the sentence that belongs beside it."""
    problems: dict[str, str] = {}
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        field = str(detail["loc"][0]) if detail["loc"] else ""
        problems.setdefault(field, detail["msg"] if detail["type"] == "refused" else _FALLBACK)
    return problems
