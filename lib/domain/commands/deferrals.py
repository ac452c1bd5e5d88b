"""What is due and is put off, skipped, or taken up again; and how often one comes back to somebody."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from lib.domain.commands.base import Command, DatedCommand, ahead
from lib.domain.fields import Line, RecordId, RuleName, refused, required

RECORDS = ("interview_id", "contact_id", "promise_id", "goal_id")


class DueCommand(DatedCommand):
    """Something about what is due by a rule, for one record: an interview, a person, a promise or a goal."""

    rule: Annotated[RuleName, Field(min_length=1)]
    interview_id: RecordId | None = None
    contact_id: RecordId | None = None
    promise_id: RecordId | None = None
    goal_id: RecordId | None = None

    @model_validator(mode="before")
    @classmethod
    def _about_one_record(cls, given: Mapping[str, Any]) -> Mapping[str, Any]:
        if sum(bool(given.get(name)) for name in RECORDS) != 1:
            raise refused("This names no single entry. Reload the page, and try again.")
        return given


class PutOff(DueCommand):
    """Do it on a later day."""

    until: Annotated[date, AfterValidator(ahead)]


class Skip(DueCommand):
    """Leave it, for a reason; what the method has next comes in its place."""

    reason: Annotated[Line, required("Say in a few words why, so that you know it later.")]


class TakeUp(Command):
    """Let something be due again as if it had not been put off or skipped."""

    deferral_id: RecordId


class ChooseInterviewRoutine(Command):
    """Come back to one person by another routine than to the others; empty for one's own."""

    interview_id: RecordId
    routine: RuleName
