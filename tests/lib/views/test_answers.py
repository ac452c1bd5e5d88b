"""What can have come, and when: only what the stage allows, and nothing that is still to come."""

from datetime import datetime, timedelta

import pytest

from lib.domain.commands import LogMessage, RecordAutoReply, RecordReply
from lib.domain.errors import InvalidInputError
from lib.domain.lifecycle import STEP_OF_REPLY, WAITING, steps_from
from lib.domain.vocabulary import Direction, InterviewKind, Purpose, Reply, Stage
from lib.views.answers import Beside, answer_command, answer_words, past_moment, possible_answers, possible_sendings
from tests.cast import BERLIN

_NOW = datetime(2026, 10, 5, 11, 0, tzinfo=BERLIN)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("kind", list(InterviewKind))
def test_every_answer_that_is_offered_can_be_taken(stage: Stage, kind: InterviewKind) -> None:
    answers = possible_answers(stage, kind)

    assert answers[-1] is Beside.MESSAGE
    assert (Beside.AWAY in answers) == (stage in WAITING)
    for reply in (answer for answer in answers if isinstance(answer, Reply)):
        assert STEP_OF_REPLY[reply] in steps_from(stage)
    words = [answer_words(answer, kind) for answer in answers]
    assert len(set(words)) == len(words)


def test_of_an_introduction_the_way_may_be_opened_and_nothing_is_answered_in_writing() -> None:
    answers = possible_answers(Stage.REQUESTED, InterviewKind.INTRODUCTION)

    assert set(answers) == {Reply.PASSED_ON, Reply.NOT_NOW, Reply.NO, *Beside}
    assert answer_words(Reply.PASSED_ON, InterviewKind.INTRODUCTION) == "They opened the way"


@pytest.mark.parametrize(
    ("stage", "purpose"),
    [
        (Stage.IDENTIFIED, Purpose.REQUEST),
        (Stage.REQUESTED, Purpose.FOLLOW_UP),
        (Stage.HELD, Purpose.THANKS),
        (Stage.THANKED, Purpose.UPDATE),
        (Stage.SCHEDULED, Purpose.NOTE),
    ],
)
def test_a_message_of_ones_own_is_first_what_fits_the_stage(stage: Stage, purpose: Purpose) -> None:
    assert possible_sendings(stage)[0] is purpose
    assert possible_sendings(stage)[-1] is Purpose.NOTE


def test_each_answer_becomes_its_own_command() -> None:
    known = {"interview_id": "0" * 16, "text": "Hi", "subject": "Re", "mail_id": "<1@x.org>", "today": _NOW.date()}

    message = answer_command(Beside.MESSAGE, {}, **known)
    away = answer_command(Beside.AWAY, {"back_on": _NOW.date() + timedelta(days=9)}, **known)
    reply = answer_command(Reply.NOT_NOW, {"retry_on": None}, **known)

    assert isinstance(message, LogMessage)
    assert isinstance(away, RecordAutoReply)
    assert isinstance(reply, RecordReply)
    assert (message.direction, message.mail_id) == (Direction.RECEIVED, "<1@x.org>")


@pytest.mark.parametrize("later", [timedelta(), timedelta(days=90)])
def test_a_moment_is_on_ones_own_clock_and_past(later: timedelta) -> None:
    now = datetime(2026, 10, 5, 11, 0, tzinfo=BERLIN) + later
    entered = now.replace(tzinfo=None)

    assert past_moment(entered, now) == now
    for wrong in (None, entered + timedelta(minutes=1)):
        with pytest.raises(InvalidInputError):
            past_moment(wrong, now)
