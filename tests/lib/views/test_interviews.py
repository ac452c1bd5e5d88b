"""Where every interview stands, derived from its steps."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.domain import commands
from lib.domain.commands import Command
from lib.domain.errors import NotFoundError
from lib.domain.lifecycle import STEP_OF_REPLY, steps_from
from lib.domain.vocabulary import Channel, Purpose, Reply, Stage, Step
from lib.store.workspace import Workspace
from lib.views.interviews import COLUMNS, interviews, one_interview, reached_counts, starts
from tests.cast import (
    BERLIN,
    NOW,
    a_contact,
    a_draft,
    a_goal,
    an_interview,
    asked,
    assert_same,
    done,
    followed_up,
    given_up,
    only,
    replied,
    scheduled,
    talked,
    thanked,
)
from tests.lib.store.every_command import a_world

KIRITIMATI, PAGO_PAGO = ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Pago_Pago")


@pytest.mark.parametrize("fill", [lambda _: None, a_world], ids=["empty", "full"])
def test_the_frame_has_its_columns_and_dtypes(workspace: Workspace, fill: Callable[[Workspace], object]) -> None:
    fill(workspace)
    frame = interviews(workspace.snapshot(), BERLIN)
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == COLUMNS


def test_an_interview_tells_what_happened_when(workspace: Workspace) -> None:
    interview_id = an_interview(workspace, contact_id=a_contact(workspace, "Amara", organisation="Clinic"))
    asked(workspace, interview_id, happened_at=NOW + timedelta(days=1))
    followed_up(workspace, interview_id)
    replied(workspace, Reply.YES, interview_id, happened_at=NOW + timedelta(days=9))
    talked(workspace, scheduled(workspace, interview_id), happened_at=NOW + timedelta(days=12))
    thanked(workspace, interview_id, happened_at=NOW + timedelta(days=13))

    row = only(interviews(workspace.snapshot(), BERLIN))

    assert (row.name, row.organisation, row.stage, row.outcome) == ("Amara", "Clinic", "thanked", "met")
    days = (row.chosen_on, row.asked_on, row.replied_on, row.held_on, row.thanked_on, row.since)
    assert [f"{day:%d}" for day in days] == ["05", "06", "14", "17", "18", "18"]
    assert (row.follow_ups, row.channel) == (1, "email")
    assert (row.is_open, row.is_waiting, row.owes_thanks) == (False, False, False)


def test_what_has_not_happened_is_missing(workspace: Workspace) -> None:
    an_interview(workspace)

    row = only(interviews(workspace.snapshot(), BERLIN))

    assert (row.outcome, row.channel, row.mode, row.follow_ups, row.takeaways) == ("", "", "", 0, 0)
    for day in (row.asked_on, row.replied_on, row.held_on, row.thanked_on, row.starts_on, row.retry_on):
        assert day is pd.NaT


@pytest.mark.parametrize(("zone", "day"), [(KIRITIMATI, 6), (BERLIN, 5), (PAGO_PAGO, 4)])
def test_days_are_those_of_the_persons_own_zone(workspace: Workspace, zone: ZoneInfo, day: int) -> None:
    at = {6: datetime(2026, 10, 5, 12, tzinfo=UTC), 5: NOW, 4: datetime(2026, 10, 5, 8, tzinfo=UTC)}[day]
    asked(workspace, an_interview(workspace, happened_at=at), happened_at=at)

    row = only(interviews(workspace.snapshot(), zone))

    assert (row.chosen_on, row.asked_on, row.since) == (pd.Timestamp(2026, 10, day),) * 3


def test_two_zones_of_one_snapshot_do_not_mix(workspace: Workspace) -> None:
    asked(workspace, happened_at=datetime(2026, 10, 5, 10, 30, tzinfo=UTC))
    snapshot = workspace.snapshot()
    assert [only(interviews(snapshot, zone)).asked_on.day for zone in (KIRITIMATI, PAGO_PAGO, KIRITIMATI)] == [6, 4, 6]


def test_interviews_are_in_the_order_in_which_they_were_chosen(workspace: Workspace) -> None:
    ids = [an_interview(workspace) for _ in range(5)]
    asked(workspace, ids[3])

    assert list(interviews(workspace.snapshot(), BERLIN)["interview_id"]) == ids


def test_an_interview_asked_again_counts_from_its_last_request(workspace: Workspace) -> None:
    interview_id = given_up(workspace, followed_up(workspace))
    workspace.do(commands.ReopenInterview(interview_id=interview_id))
    reopened = only(interviews(workspace.snapshot(), BERLIN))
    assert (reopened.stage, reopened.outcome) == ("identified", "")

    asked(workspace, interview_id, happened_at=NOW + timedelta(days=200))

    again = only(interviews(workspace.snapshot(), BERLIN))
    assert (again.asked_on, again.follow_ups) == (pd.Timestamp(NOW.date() + timedelta(days=200)), 0)


def test_takeaways_are_counted(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    for text in ("Nights are quiet.", "Ask for the night."):
        workspace.do(commands.AddTakeaway(interview_id=interview_id, text=text))

    assert only(interviews(workspace.snapshot(), BERLIN)).takeaways == 2


def test_one_interview_is_found_by_its_id(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    an_interview(workspace)
    snapshot = workspace.snapshot()

    assert one_interview(snapshot, BERLIN, interview_id).stage == "requested"
    for missing in ("none", None):
        with pytest.raises(NotFoundError, match="This interview is not here any more"):
            one_interview(snapshot, BERLIN, missing)


def test_a_time_stays_on_the_wall_clock_of_its_own_zone(workspace: Workspace) -> None:
    scheduled(workspace, on=date(2026, 10, 25), at=time(2, 30), time_zone="Europe/Berlin")

    at = starts(only(interviews(workspace.snapshot(), KIRITIMATI)))

    assert at is not None
    assert (at.isoformat(), at.tzinfo) == ("2026-10-25T02:30:00+02:00", ZoneInfo("Europe/Berlin"))


def test_without_a_time_nothing_starts(workspace: Workspace) -> None:
    asked(workspace)
    assert starts(only(interviews(workspace.snapshot(), BERLIN))) is None


def test_how_far_interviews_came_is_counted_and_not_rated(workspace: Workspace) -> None:
    an_interview(workspace)
    asked(workspace)
    given_up(workspace)
    replied(workspace, Reply.NO)
    thanked(workspace, replied(workspace, Reply.ANSWERED))
    talked(workspace)
    thanked(workspace)

    counts = reached_counts(interviews(workspace.snapshot(), BERLIN))

    assert counts == {"chosen": 7, "asked": 6, "answered": 4, "held": 3, "thanked": 2}


def test_nothing_is_counted_of_nothing(workspace: Workspace) -> None:
    counts = reached_counts(interviews(workspace.snapshot(), BERLIN))
    assert set(counts.values()) == {0}


_SENT = {
    Step.REQUEST_SENT: Purpose.REQUEST,
    Step.FOLLOW_UP_SENT: Purpose.FOLLOW_UP,
    Step.THANKS_SENT: Purpose.THANKS,
    Step.UPDATE_SENT: Purpose.UPDATE,
}
_REPLIES = {step: reply for reply, step in STEP_OF_REPLY.items()}
_SIMPLE: dict[Step, Callable[[str], Command]] = {
    Step.THEY_MISSED: lambda interview_id: commands.RecordMissed(interview_id=interview_id, by_them=True),
    Step.I_MISSED: lambda interview_id: commands.RecordMissed(interview_id=interview_id, by_them=False),
    Step.CALLED_OFF: lambda interview_id: commands.CallOff(interview_id=interview_id),
    Step.HELD: lambda interview_id: commands.LogConversation(interview_id=interview_id),
    Step.CLOSED: lambda interview_id: commands.CloseInterview(interview_id=interview_id),
    Step.REOPENED: lambda interview_id: commands.ReopenInterview(interview_id=interview_id),
}


def _take(workspace: Workspace, interview_id: str, step: Step, number: int) -> None:
    """Take a step as a person would."""
    if step is Step.DRAFTED:
        a_draft(workspace, interview_id)
    elif step in _SENT:
        message_id = a_draft(workspace, interview_id, _SENT[step])
        done(
            workspace,
            commands.RecordSent(interview_id=interview_id, message_id=message_id, channel=Channel.EMAIL),
        )
    elif step in _REPLIES:
        replied(workspace, _REPLIES[step], interview_id)
    elif step in {Step.TIME_AGREED, Step.TIME_CHANGED}:
        scheduled(workspace, interview_id, on=date(2026, 10, 6) + timedelta(days=number))
    else:
        workspace.do(_SIMPLE[step](interview_id))


@given(choices=st.lists(st.integers(0, 99), min_size=1, max_size=14))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_way_through_is_what_the_table_says_and_can_be_undone_to_its_beginning(
    workspace: Workspace, choices: list[int]
) -> None:
    goal_id, contact_id = a_goal(workspace), a_contact(workspace)
    before = workspace.snapshot()
    interview_id = an_interview(workspace, goal_id=goal_id, contact_id=contact_id)
    stage = Stage.IDENTIFIED
    for number, choice in enumerate(choices):
        possible = sorted(steps_from(stage).items())
        step, stage = possible[choice % len(possible)]
        _take(workspace, interview_id, step, number)
        assert one_interview(workspace.snapshot(), BERLIN, interview_id).stage == stage
    events = workspace.snapshot().events
    for number in reversed(events.loc[events["number"] > before.revision, "number"].tolist()):
        workspace.undo(number)
    assert_same(workspace.snapshot(), before)
