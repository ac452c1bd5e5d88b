"""What somebody's message can be in an interview: an answer, an automatic one, or just something that was said."""

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from lib.domain.commands import Command, LogMessage, RecordAutoReply, RecordReply
from lib.domain.errors import InvalidInputError
from lib.domain.lifecycle import STEP_OF_REPLY, WAITING, steps_from
from lib.domain.vocabulary import Channel, Direction, InterviewKind, Reply, Stage
from lib.method.labels import label


class Beside(StrEnum):
    """What came without being an answer."""

    AWAY = "away"  # the mailbox answered by itself
    MESSAGE = "message"


Answer = Reply | Beside

_WORDS: Mapping[Answer, str] = {Beside.AWAY: "Automatic reply: they are away", Beside.MESSAGE: "Just a message"}
# What can come of asking for an introduction.
_OF_INTRODUCTIONS: Mapping[Answer, str] = {
    Reply.PASSED_ON: "They opened the way",
    Reply.NOT_NOW: "Not now",
    Reply.NO: "No",
}


def possible_answers(row: Any) -> tuple[Answer, ...]:
    """Return what may have come where an interview stands now (a row of `interviews`), answers first."""
    stage = Stage(row.stage)
    replies = [reply for reply, step in STEP_OF_REPLY.items() if step in steps_from(stage)]
    if row.kind == InterviewKind.INTRODUCTION:
        replies = [reply for reply in replies if reply in _OF_INTRODUCTIONS]
    return (*replies, *((Beside.AWAY,) if stage in WAITING else ()), Beside.MESSAGE)


def answer_words(row: Any, answer: Answer) -> str:
    """Return how an answer is called for people, in an interview (a row of `interviews`)."""
    if answer in _WORDS:
        return _WORDS[answer]
    return _OF_INTRODUCTIONS[answer] if row.kind == InterviewKind.INTRODUCTION else label(answer)


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


def past_moment(on: date | None, at: time | None, zone: ZoneInfo, now: datetime) -> datetime:
    """Return the moment of a day and a time on the clock of `zone`.

    Raises:
        InvalidInputError: for `on`, where one of them is missing, or the moment is still to come.
    """
    if on is None or at is None:
        raise InvalidInputError("on", "Enter a day and a time.")
    moment = datetime.combine(on, at, zone)
    if moment > now:
        raise InvalidInputError("on", "This moment is still to come. Choose an earlier one.")
    return moment
