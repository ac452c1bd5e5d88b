"""What somebody's message can be in an interview: an answer, an automatic one, or just something that was said."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from lib.domain.commands import Command, LogMessage, RecordAutoReply, RecordReply
from lib.domain.errors import InvalidInputError
from lib.domain.lifecycle import STEP_OF_REPLY, WAITING, steps_from
from lib.domain.vocabulary import Channel, Direction, InterviewKind, Purpose, Reply, Stage, Step
from lib.method.labels import label


class Beside(StrEnum):
    """What came without being an answer."""

    AWAY = "away"  # the mailbox answered by itself
    MESSAGE = "message"


Answer = Reply | Beside

_WORDS: Mapping[Answer, str] = {
    Reply.YES: "Yes, or they offer times",
    Beside.AWAY: "Automatic reply: they are away",
    Beside.MESSAGE: "Just a message",
}
# What can come of asking for an introduction.
_OF_INTRODUCTIONS: Mapping[Answer, str] = {
    Reply.PASSED_ON: "They opened the way",
    Reply.NOT_NOW: "Not now",
    Reply.NO: "No",
}
# What a message of one's own is where it takes a step.
_PURPOSE_OF_STEP = {
    Step.REQUEST_SENT: Purpose.REQUEST,
    Step.FOLLOW_UP_SENT: Purpose.FOLLOW_UP,
    Step.THANKS_SENT: Purpose.THANKS,
    Step.UPDATE_SENT: Purpose.UPDATE,
}


def possible_answers(stage: Stage, kind: str) -> tuple[Answer, ...]:
    """Return what may have come at a stage of an interview of this kind, answers first."""
    replies = [reply for reply, step in STEP_OF_REPLY.items() if step in steps_from(stage)]
    if kind == InterviewKind.INTRODUCTION:
        replies = [reply for reply in replies if reply in _OF_INTRODUCTIONS]
    return (*replies, *((Beside.AWAY,) if stage in WAITING else ()), Beside.MESSAGE)


def answer_words(answer: Answer, kind: str) -> str:
    """Return how an answer is called for people, in an interview of this kind."""
    if answer in _WORDS:
        return _WORDS[answer]
    return _OF_INTRODUCTIONS[answer] if kind == InterviewKind.INTRODUCTION else label(answer)


def answer_command(answer: Answer, typed: Mapping[str, Any], **known: Any) -> Command:
    """Return the command that logs an answer; `typed` are the fields of its own, `known` all that commands share.

    `known` are interview_id, channel, subject, text, mail_id, happened_at and today; those left out are as in the
    commands.

    Raises:
        InvalidInputsError: with one sentence for each field that does not hold.
    """
    if answer is Beside.MESSAGE:
        return LogMessage.of(typed, **{"channel": Channel.EMAIL, "text": "", **known, "direction": Direction.RECEIVED})
    if answer is Beside.AWAY:
        return RecordAutoReply.of(typed, **known)
    return RecordReply.of(typed, reply=answer, **known)


def past_moment(entered: datetime | None, now: datetime) -> datetime:
    """Return when something was, as it was entered on the clock of `now`, with its zone.

    Raises:
        InvalidInputError: for `happened_at`, where it is missing or still to come.
    """
    moment = None if entered is None else entered.replace(tzinfo=now.tzinfo)
    if moment is None:
        raise InvalidInputError("happened_at", "Enter a day and a time.")
    if moment > now:
        raise InvalidInputError("happened_at", "This moment is still to come. Choose an earlier one.")
    return moment


def possible_sendings(stage: Stage) -> tuple[Purpose, ...]:
    """Return what a message of one's own can have been at a stage; last, nothing but a message."""
    steps = steps_from(stage)
    return (*(purpose for step, purpose in _PURPOSE_OF_STEP.items() if step in steps), Purpose.NOTE)
