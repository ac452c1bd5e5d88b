"""Step 3 and 4: choosing, asking, hearing back, agreeing on a time, thanking, keeping in touch."""

from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator

from lib.domain.commands.base import Command, DatedCommand, DayAhead, ahead
from lib.domain.commands.contacts import ContactName
from lib.domain.fields import Line, Moment, RecordId, Text, Version, Zone, refused, required
from lib.domain.vocabulary import Channel, Mode, Purpose, Reply

SHORTEST, LONGEST = 5, 240


def _minutes(value: int) -> int:
    if not SHORTEST <= value <= LONGEST:
        raise refused(f"Choose a length between {SHORTEST} and {LONGEST} minutes.")
    return value


Minutes = Annotated[int, AfterValidator(_minutes)]
TakeawayText = Annotated[Line, required("Write down what you learned, in a sentence.")]
MeetingDay = Annotated[date, AfterValidator(ahead)]
PromiseText = Annotated[Line, required("Write down what you promised to do.")]


class InterviewCommand(DatedCommand):
    """Something that happens in one interview; `happened_at` is when it did, now where it is left out."""

    interview_id: RecordId
    happened_at: Moment | None = None


class ChooseContact(Command):
    """Put a person on the list of those to ask about a goal."""

    goal_id: RecordId
    contact_id: RecordId
    happened_at: Moment | None = None


class BeginDraft(InterviewCommand):
    """Start a message from a wording (or from nothing)."""

    purpose: Purpose
    channel: Channel
    wording_id: Line = ""
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
    """Replace a draft's channel and text by those of another wording; the old text can be had back by undo."""

    message_id: RecordId
    version: Version
    channel: Channel
    wording_id: Line
    subject: Line
    body: Text


class RecordSent(InterviewCommand):
    """Log that a draft was sent; nothing is sent by Askwell itself, and nothing counts as sent before this."""

    message_id: RecordId
    channel: Channel


class RecordReply(InterviewCommand):
    """Log what they answered."""

    reply: Reply
    channel: Channel = Channel.EMAIL
    text: Text = ""
    retry_on: DayAhead = None


class AgreeTime(InterviewCommand):
    """Log when and how the conversation will be; again, to change it. Times are on the wall clock of `time_zone`."""

    on: MeetingDay
    at: time
    time_zone: Zone
    minutes: Minutes = 20
    mode: Mode = Mode.VIDEO
    place: Line = ""


class RecordMissed(InterviewCommand):
    """Log that the agreed conversation did not take place because somebody did not show up."""

    by_them: bool


class CallOff(InterviewCommand):
    """Log that the interview will not take place."""


class LogConversation(InterviewCommand):
    """Log that the conversation was held."""

    minutes: Minutes = 20
    mode: Mode = Mode.VIDEO


class CloseInterview(InterviewCommand):
    """Let it rest: no reply came, and it is not about you."""


class ReopenInterview(InterviewCommand):
    """Take an interview up again that was closed, called off or put off."""


class RemoveInterview(Command):
    """Take an interview out that was entered by mistake, with all that was noted in it."""

    interview_id: RecordId


class SaveAnswer(Command):
    """Keep the answer to one question as it is being typed."""

    interview_id: RecordId
    question_id: RecordId
    version: Version
    text: Text


class SaveNotes(Command):
    """Keep the free notes of a conversation as they are being typed."""

    interview_id: RecordId
    version: Version
    text: Text


class AddTakeaway(Command):
    """Note one thing that was learned."""

    interview_id: RecordId
    text: TakeawayText


class EditTakeaway(Command):
    """Say a takeaway in other words; empty words take it out."""

    takeaway_id: RecordId
    version: Version
    text: Line


class AddReferral(Command):
    """Note a person they named: they become a contact, introduced by the one who named them."""

    interview_id: RecordId
    name: ContactName
    organisation: Line = ""
    position: Line = ""
    may_use_name: bool = False


class AddPromise(Command):
    """Note something that one promised to do, and by when."""

    interview_id: RecordId
    text: PromiseText
    due_on: date | None = None


class KeepPromise(Command):
    """Tick a promise off, or take the tick back."""

    promise_id: RecordId
    kept: bool = True


class RemovePromise(Command):
    """Take a promise out."""

    promise_id: RecordId
