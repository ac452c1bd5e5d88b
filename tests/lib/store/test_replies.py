"""What they answered, and the time that was agreed on."""

from datetime import date, time, timedelta

import pandas as pd
import pytest

from lib.domain import commands
from lib.domain.errors import NotAllowedNowError
from lib.domain.vocabulary import Channel, Direction, Mode, Reply, Stage
from lib.store.workspace import Workspace
from lib.views.conversation import begun_reply, thread
from lib.views.interviews import interviews, starts
from tests.cast import (
    BERLIN,
    NOW,
    TODAY,
    a_draft,
    an_interview,
    asked,
    done,
    followed_up,
    given_up,
    only,
    replied,
    scheduled,
    talked,
)


def _stage(workspace: Workspace) -> str:
    return str(only(interviews(workspace.snapshot(), BERLIN)).stage)


@pytest.mark.parametrize(
    ("reply", "stage"),
    [
        (Reply.YES, Stage.AGREED),
        (Reply.NOT_NOW, Stage.NOT_NOW),
        (Reply.NO, Stage.DECLINED),
        (Reply.ANSWERED, Stage.ANSWERED),
        (Reply.PASSED_ON, Stage.PASSED_ON),
    ],
)
@pytest.mark.parametrize("waiting", [asked, followed_up, given_up])
def test_every_answer_is_welcome_at_any_time(workspace: Workspace, waiting: object, reply: Reply, stage: Stage) -> None:
    interview_id = waiting(workspace)  # type: ignore[operator]  # one of the cast's functions

    replied(workspace, reply, interview_id)

    assert _stage(workspace) == stage


def test_their_own_words_are_kept_beside_mine(workspace: Workspace) -> None:
    interview_id = asked(workspace)

    replied(workspace, Reply.YES, interview_id, text="Gladly!", channel=Channel.LINKEDIN)

    mine, theirs = thread(workspace.snapshot(), interview_id)
    assert (mine.direction, theirs.direction) == (Direction.SENT, Direction.RECEIVED)
    assert (theirs.body, theirs.channel) == ("Gladly!", "linkedin")


def test_an_answer_without_words_leaves_no_message(workspace: Workspace) -> None:
    replied(workspace, Reply.YES, text=" \n")

    assert list(workspace.snapshot().messages["direction"]) == ["sent"]


def test_not_now_keeps_the_day_to_ask_again(workspace: Workspace) -> None:
    replied(workspace, Reply.NOT_NOW, retry_on=date(2027, 3, 1), today=TODAY)

    assert only(workspace.snapshot().interviews).retry_on == pd.Timestamp(2027, 3, 1)


def test_a_day_to_ask_again_is_ahead() -> None:
    typed = {"reply": "not_now", "retry_on": TODAY - timedelta(days=1)}

    with pytest.raises(commands.InvalidInputsError, match="This day is already past"):
        commands.RecordReply.of(typed, interview_id="i", today=TODAY)


def test_nobody_answers_before_they_were_asked(workspace: Workspace) -> None:
    interview_id = given_up(workspace)
    workspace.do(commands.ReopenInterview(interview_id=interview_id))

    with pytest.raises(NotAllowedNowError):
        replied(workspace, Reply.YES, interview_id)


def test_a_time_is_kept_on_the_wall_clock_of_its_zone(workspace: Workspace) -> None:
    scheduled(workspace, on=date(2026, 11, 1), at=time(14, 0), time_zone="America/New_York", mode=Mode.PHONE)

    row = only(workspace.snapshot().interviews)
    at = starts(only(interviews(workspace.snapshot(), BERLIN)))
    assert (row.starts_at, row.mode, row.minutes) == (pd.Timestamp("2026-11-01 19:00", tz="UTC"), "phone", 20)
    assert at is not None
    assert at.isoformat() == "2026-11-01T14:00:00-05:00"


def test_a_time_can_be_changed(workspace: Workspace) -> None:
    interview_id = scheduled(workspace)

    scheduled(workspace, interview_id, on=date(2026, 10, 9), at=time(9, 15))

    row = only(workspace.snapshot().interviews)
    assert (row.starts_on, row.starts_time) == (pd.Timestamp(2026, 10, 9), time(9, 15))
    assert list(workspace.snapshot().events["step"])[-2:] == ["time_agreed", "time_changed"]


def test_only_where_it_takes_place_may_come_later_and_is_no_change_of_time(workspace: Workspace) -> None:
    interview_id = scheduled(workspace)
    steps = len(workspace.snapshot().events["step"].loc[lambda step: step != ""])

    scheduled(workspace, interview_id, place="https://meet.example.org/1", minutes=30)

    row = only(workspace.snapshot().interviews)
    assert (row.place, row.minutes) == ("https://meet.example.org/1", 30)
    assert len(workspace.snapshot().events["step"].loc[lambda step: step != ""]) == steps


@pytest.mark.parametrize("by_them", [True, False])
def test_a_talk_that_was_missed_gets_a_new_time(workspace: Workspace, *, by_them: bool) -> None:
    interview_id = scheduled(workspace)
    workspace.do(commands.RecordMissed(interview_id=interview_id, by_them=by_them))
    assert _stage(workspace) == Stage.MISSED

    scheduled(workspace, interview_id, on=date(2026, 10, 12))

    assert _stage(workspace) == Stage.SCHEDULED


def test_a_talk_that_will_not_be_is_called_off(workspace: Workspace) -> None:
    interview_id = scheduled(workspace)

    workspace.do(commands.CallOff(interview_id=interview_id, happened_at=NOW))

    assert _stage(workspace) == Stage.CALLED_OFF


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"on": TODAY - timedelta(days=1)}, "This time is already past"),
        ({"on": TODAY + timedelta(days=4_000)}, "This day is more than ten years away"),
        ({"time_zone": "Berlin"}, "Choose a time zone from the list"),
        ({"minutes": 4}, "Choose a length between 5 and 240 minutes"),
        ({"minutes": 241}, "Choose a length between 5 and 240 minutes"),
    ],
)
def test_a_time_that_does_not_hold_is_refused_in_words(typed: dict[str, object], sentence: str) -> None:
    fields = {"on": TODAY, "at": time(14), "time_zone": "Europe/Berlin", **typed}

    with pytest.raises(commands.InvalidInputsError, match=sentence):
        commands.AgreeTime.of(fields, interview_id="i", today=TODAY, now=NOW)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(commands.InvalidInputsError, match="A moment needs its time zone"):
        commands.CallOff.of({"interview_id": "i", "happened_at": NOW.replace(tzinfo=None)})


def test_their_words_are_kept_while_they_are_typed_and_logged_with_the_answer(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    workspace.do(commands.SaveReply(interview_id=interview_id, version=0, text="Gladly,"))
    workspace.do(commands.SaveReply(interview_id=interview_id, version=1, text="Gladly, next week."))
    assert begun_reply(workspace.snapshot(), interview_id).text == "Gladly, next week."

    workspace.do(commands.RecordReply(interview_id=interview_id, reply=Reply.YES))

    snapshot = workspace.snapshot()
    assert thread(snapshot, interview_id)[-1].body == "Gladly, next week."
    assert not begun_reply(snapshot, interview_id).text


def test_whom_they_named_comes_and_goes_with_the_answer(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    passed_on = commands.RecordReply(
        interview_id=interview_id,
        reply=Reply.PASSED_ON,
        named="Noor Aziz",
        named_email="noor@example.org",
        may_use_name=True,
    )
    number = workspace.do(passed_on).number
    [named] = workspace.snapshot().rows_of("contacts", "name", "Noor Aziz")
    assert (named.may_use_name, named.named_in_id, named.email) == (True, interview_id, "noor@example.org")

    workspace.undo(number or 0)

    assert not workspace.snapshot().rows_of("contacts", "name", "Noor Aziz")


def test_nobody_is_asked_who_asked_not_to_be_written_to(workspace: Workspace) -> None:
    interview_id = an_interview(workspace)
    message_id = a_draft(workspace, interview_id)
    workspace.do(commands.MarkDoNotContact(contact_id=only(workspace.snapshot().contacts).id))

    with pytest.raises(NotAllowedNowError, match="asked not to be written to"):
        workspace.do(commands.RecordSent(interview_id=interview_id, message_id=message_id, channel=Channel.EMAIL))


def test_asking_again_begins_without_the_old_time(workspace: Workspace) -> None:
    interview_id = done(workspace, commands.CallOff(interview_id=scheduled(workspace)))
    workspace.do(commands.ReopenInterview(interview_id=interview_id))
    assert only(workspace.snapshot().interviews).starts_at is pd.NaT


def test_a_talk_is_logged_as_it_was_agreed(workspace: Workspace) -> None:
    talked(workspace, scheduled(workspace, minutes=45, mode=Mode.PHONE))
    row = only(workspace.snapshot().interviews)
    assert (row.minutes, row.mode) == (45, Mode.PHONE)
