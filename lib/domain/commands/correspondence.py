"""What is said in an interview beside its steps: fields of wordings, versions of a draft, notes, corrections."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo

from lib.domain.commands.base import Command, DayAhead
from lib.domain.commands.interviews import InterviewCommand
from lib.domain.fields import Line, Moment, RecordId, RuleName, Text, Version, refused
from lib.domain.vocabulary import Channel, Direction

MOST_SLOTS = 5


def _has_happened(moment: datetime, info: ValidationInfo) -> datetime:
    now = info.data.get("now")
    if now and moment > now:
        raise refused("This moment is still to come. Choose an earlier one.")
    return moment


PastMoment = Annotated[Moment, AfterValidator(_has_happened)]


class CorrectingCommand(Command):
    """Something happened at another moment than was logged; `now` is the moment against which that is checked."""

    now: Moment | None = Field(default=None, exclude=True, repr=False)
    happened_at: PastMoment


class FillField(Command):
    """Say what stands in the wordings of an interview for a field that only the person knows; empty to forget it."""

    interview_id: RecordId
    field: Annotated[RuleName, Field(min_length=1)]
    text: Line


class ProposeTimes(Command):
    """Say when one could talk; what was proposed before is replaced."""

    interview_id: RecordId
    slots: Annotated[tuple[Moment, ...], Field(max_length=MOST_SLOTS)]


class KeepDraftVersion(Command):
    """Keep what a draft says now, to come back to it."""

    message_id: RecordId


class RestoreDraftVersion(Command):
    """Take an earlier version of a draft up again; what it says now is kept as a version too."""

    message_id: RecordId
    version: Version
    draft_version_id: RecordId


class LogMessage(InterviewCommand):
    """Log something that was said beside the steps: a note that was sent, or one that came."""

    direction: Direction
    channel: Channel
    subject: Line = ""
    text: Text
    mail_id: Line = ""


class RecordAutoReply(InterviewCommand):
    """Log that their mailbox answered by itself, and until when they are away, where it says so."""

    channel: Channel = Channel.EMAIL
    back_on: DayAhead = None
    subject: Line = ""
    text: Text = ""
    mail_id: Line = ""


class RemoveMessage(Command):
    """Take out a message that was logged by mistake and is no step of the interview."""

    message_id: RecordId


class CorrectMessage(CorrectingCommand):
    """Say when and how a message really went out or came; the step that it was moves with it."""

    message_id: RecordId
    channel: Channel


class CorrectStep(CorrectingCommand):
    """Say when a step was really taken (`number` is its event's); the message that it was moves with it."""

    interview_id: RecordId
    number: Annotated[int, Field(ge=1)]
