"""Step 3 and 4: choosing, asking, hearing back, agreeing on a time, thanking, keeping in touch."""

from datetime import date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from lib.domain.commands.base import Command, DatedCommand, DayAhead, not_far
from lib.domain.fields import Email, Line, Moment, RecordId, Text, Version, Zone, refused
from lib.domain.vocabulary import Channel, InterviewKind, Mode, Purpose, Reply, Tone

SHORTEST, LONGEST = 5, 240
# What one asks for where nothing else is agreed (method, section 1.3).
USUAL_MINUTES = 20


def _minutes(value: int) -> int:
    if not SHORTEST <= value <= LONGEST:
        raise refused(f"Choose a length between {SHORTEST} and {LONGEST} minutes.")
    return value


Minutes = Annotated[int, AfterValidator(_minutes)]
MeetingDay = Annotated[date, AfterValidator(not_far)]


def _lies_ahead(time_zone: str, info: ValidationInfo) -> str:
    """Compare moments, not days: where the other person lives it may still be yesterday."""
    now, on, at = (info.data.get(name) for name in ("now", "on", "at"))
    if now and on and at and datetime.combine(on, at, ZoneInfo(time_zone)) < now:
        raise refused("This time is already past. Choose a later one.")
    return time_zone


class InterviewCommand(DatedCommand):
    """Something that happens in one interview; `happened_at` is when it did, now where it is left out."""

    interview_id: RecordId
    happened_at: Moment | None = None


class ChooseContact(Command):
    """Put a person on the list of those to ask about a goal, for a talk or for an introduction to somebody else."""

    goal_id: RecordId
    contact_id: RecordId
    kind: InterviewKind = InterviewKind.TALK
    target_contact_id: RecordId | None = None
    target_organisation: Line = ""
    happened_at: Moment | None = None

    @field_validator("target_contact_id")
    @classmethod
    def _to_somebody_else(cls, target_contact_id: str | None, info: ValidationInfo) -> str | None:
        if target_contact_id and target_contact_id == info.data.get("contact_id"):
            raise refused("Nobody can introduce you to themselves. Choose somebody else.")
        return target_contact_id


class BeginDraft(InterviewCommand):
    """Start a message from a wording (or from nothing), to the interview's contact or to somebody else."""

    purpose: Purpose
    channel: Channel
    wording_id: Line = ""
    tone: Tone = Tone.PLAIN
    to_contact_id: RecordId | None = None
    subject: Line = ""
    body: Text = ""


class SaveDraftBody(Command):
    """Keep the text of a draft as it is being typed."""

    message_id: RecordId
    version: Version
    text: Text


class SaveDraftSubject(Command):
    """Keep the subject of a draft as it is being typed."""

    message_id: RecordId
    version: Version
    text: Line


class ChooseWording(Command):
    """Replace a draft's channel and text by those of another wording; the old text is kept as a version."""

    message_id: RecordId
    version: Version
    channel: Channel
    wording_id: Line
    tone: Tone = Tone.PLAIN
    subject: Line
    body: Text


class RecordSent(InterviewCommand):
    """Log that a draft was sent; nothing is sent by Askwell itself, and nothing counts as sent before this."""

    message_id: RecordId
    channel: Channel


class SaveReply(Command):
    """Keep their own words as they are being typed or pasted, until the answer is logged."""

    interview_id: RecordId
    version: Version
    text: Text


class RecordReply(InterviewCommand):
    """Log what they answered, with their own words where `SaveReply` kept them, and whom they named, if anybody."""

    reply: Reply
    channel: Channel = Channel.EMAIL
    subject: Line = ""
    text: Text = ""
    mail_id: Line = ""
    retry_on: DayAhead = None
    named: Line = ""
    named_organisation: Line = ""
    named_email: Email = ""
    may_use_name: bool = False


class AgreeTime(InterviewCommand):
    """Log when and how the conversation will be; again, to change it. Times are on the wall clock of `time_zone`.

    `now` is the moment against which it is checked that the conversation lies ahead.
    """

    now: Moment | None = Field(default=None, exclude=True, repr=False)
    on: MeetingDay
    at: time
    time_zone: Annotated[Zone, AfterValidator(_lies_ahead)]
    minutes: Minutes = USUAL_MINUTES
    mode: Mode = Mode.VIDEO
    place: Line = ""


class RecordMissed(InterviewCommand):
    """Log that the agreed conversation did not take place because somebody did not show up."""

    by_them: bool


class CallOff(InterviewCommand):
    """Log that the interview will not take place."""


class LogConversation(InterviewCommand):
    """Log that the conversation was held; how and for how long is as agreed where it is left out."""

    minutes: Minutes | None = None
    mode: Mode | None = None


class CloseInterview(InterviewCommand):
    """Let it rest: no reply came, and it is not about you."""


class ReopenInterview(InterviewCommand):
    """Take an interview up again that was closed, called off or put off."""


class RemoveInterview(Command):
    """Take an interview out that was entered by mistake, with all that was noted in it."""

    interview_id: RecordId
