"""Times to offer: when, for whom, clashing with nothing, and how they read on both clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from lib.domain import commands
from lib.domain.errors import InvalidInputError
from lib.domain.vocabulary import Reply
from lib.method.workdays import Workdays
from lib.store.workspace import Workspace
from lib.views.interviews import one_interview, starts
from lib.views.slots import (
    check_wall_clock,
    comes_twice,
    is_on_the_clock,
    offered_slots,
    slot_told,
    slot_words,
    suggested_slots,
    their_zone,
    times_moved,
)
from tests.cast import BERLIN, NOW, TODAY, a_contact, a_goal, an_interview, asked, replied, scheduled

NEW_YORK, AUCKLAND = ZoneInfo("America/New_York"), ZoneInfo("Pacific/Auckland")


def agreed_with(workspace: Workspace, name: str = "Amara", **more: str) -> str:
    """Let somebody say yes; return the interview's id."""
    goal = workspace.snapshot().goals["id"]
    goal_id = goal.iloc[0] if len(goal) else a_goal(workspace)
    contact_id = a_contact(workspace, name, **more)
    return replied(
        workspace, Reply.YES, asked(workspace, an_interview(workspace, goal_id=goal_id, contact_id=contact_id))
    )


def suggested(workspace: Workspace, interview_id: str, zone: ZoneInfo = BERLIN, now: datetime = NOW) -> list[datetime]:
    snapshot = workspace.snapshot()
    return list(suggested_slots(snapshot, one_interview(snapshot, zone, interview_id), zone=zone, now=now))


def test_two_times_are_suggested_on_near_working_days_morning_and_afternoon(workspace: Workspace) -> None:
    first, second = suggested(workspace, agreed_with(workspace))  # on a Monday
    assert first == datetime(2026, 10, 7, 10, 0, tzinfo=BERLIN)
    assert second == datetime(2026, 10, 9, 14, 0, tzinfo=BERLIN)


@pytest.mark.parametrize("day", range(7))
def test_they_lie_two_to_eight_working_days_ahead_on_different_weekdays(workspace: Workspace, day: int) -> None:
    now = NOW + timedelta(days=day)
    first, second = suggested(workspace, agreed_with(workspace), now=now)
    days = [Workdays().add(now.date(), number) for number in range(2, 9)]
    assert first.date() in days
    assert second.date() in days[days.index(first.date()) + 1 :]
    assert first.weekday() != second.weekday()


def test_holidays_and_days_off_are_left_out(workspace: Workspace) -> None:
    interview_id = agreed_with(workspace)
    workspace.do(commands.ChooseWorkdays(country="", days_off=(date(2026, 10, 7), date(2026, 10, 8))))
    assert suggested(workspace, interview_id)[0].date() == date(2026, 10, 9)


def test_what_is_agreed_or_offered_to_others_is_left_free(workspace: Workspace) -> None:
    interview_id = agreed_with(workspace)
    scheduled(workspace, agreed_with(workspace, "Bo"), on=date(2026, 10, 7), at=time(9, 55))
    other = agreed_with(workspace, "Cleo")
    offer = (datetime(2026, 10, 9, 14, 0, tzinfo=BERLIN),)
    workspace.do(commands.ProposeTimes(interview_id=other, slots=offer))
    first, second = suggested(workspace, interview_id)
    assert first == datetime(2026, 10, 7, 11, 0, tzinfo=BERLIN)
    assert second == datetime(2026, 10, 9, 15, 0, tzinfo=BERLIN)
    # What they did not take is free again.
    scheduled(workspace, other, on=date(2026, 10, 20))
    assert suggested(workspace, interview_id)[1] == datetime(2026, 10, 9, 14, 0, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("zone", "their_hours", "my_hours"),
    [
        ("America/New_York", (9, 17), (9, 17)),  # six hours apart: an afternoon of mine, a morning of theirs
        ("Asia/Tokyo", (9, 17), (7, 21)),  # no office hour in common: mine give way
        ("Pacific/Auckland", (8, 19), (6, 23)),
        ("America/Los_Angeles", (9, 17), (7, 21)),
    ],
)
def test_they_suit_both_clocks(
    workspace: Workspace, zone: str, their_hours: tuple[int, int], my_hours: tuple[int, int]
) -> None:
    for at in suggested(workspace, agreed_with(workspace, time_zone=zone)):
        there, ends = at.astimezone(ZoneInfo(zone)), (at + timedelta(minutes=20))
        assert their_hours[0] <= there.hour < their_hours[1]
        assert my_hours[0] <= at.hour
        assert ends.hour < my_hours[1]
        assert there.weekday() < 6


def test_their_zone_is_the_one_that_is_noted_else_that_of_the_time_agreed_on(workspace: Workspace) -> None:
    unknown, noted = agreed_with(workspace), agreed_with(workspace, "Bo", time_zone="Asia/Kolkata")
    scheduled(workspace, unknown, time_zone="America/New_York")
    snapshot = workspace.snapshot()
    zones = [their_zone(snapshot, one_interview(snapshot, BERLIN, found)) for found in (unknown, noted)]
    assert [zone.key if zone else "" for zone in zones] == ["America/New_York", "Asia/Kolkata"]


def test_offered_times_are_shown_in_order_on_ones_own_clock_and_no_past_days(workspace: Workspace) -> None:
    interview_id = agreed_with(workspace)
    moments = tuple(datetime(2026, 10, day, 8, 0, tzinfo=UTC) for day in (9, 7, 4))
    workspace.do(commands.ProposeTimes(interview_id=interview_id, slots=moments))
    snapshot = workspace.snapshot()
    row = one_interview(snapshot, BERLIN, interview_id)
    offered = offered_slots(snapshot, row, zone=BERLIN, today=TODAY)
    assert [f"{at:%d %H:%M}" for at in offered] == ["07 10:00", "09 10:00"]


@pytest.mark.parametrize(
    ("moment", "zone", "other", "words"),
    [
        ("2026-11-26T15:00+00:00", NEW_YORK, BERLIN, "Thursday 26 November at 10:00 (16:00 Berlin time)"),
        # Between the two changes of autumn, the clocks are five hours apart instead of six.
        ("2026-10-26T14:00+00:00", NEW_YORK, BERLIN, "Monday 26 October at 10:00 (15:00 Berlin time)"),
        ("2026-11-26T20:00+00:00", NEW_YORK, AUCKLAND, "Thursday 26 November at 15:00 (Friday 09:00 Auckland time)"),
        ("2026-11-26T15:00+00:00", BERLIN, ZoneInfo("Europe/Paris"), "Thursday 26 November at 16:00"),
        ("2026-11-26T15:00+00:00", BERLIN, None, "Thursday 26 November at 16:00"),
        ("2027-01-04T09:00+00:00", BERLIN, None, "Monday 4 January 2027 at 10:00"),
    ],
)
def test_a_time_reads_on_both_clocks(moment: str, zone: ZoneInfo, other: ZoneInfo | None, words: str) -> None:
    assert slot_words(datetime.fromisoformat(moment), zone, other, TODAY) == words


@pytest.mark.parametrize(
    ("theirs", "words"),
    [
        (NEW_YORK, "Thursday 26 November at 19:00 New York time (Friday 01:00 Berlin time)"),
        (ZoneInfo("Europe/Paris"), "Friday 27 November at 01:00"),
        (None, "Friday 27 November at 01:00"),
    ],
)
def test_a_time_is_told_on_their_clock_first_and_each_clock_by_its_name(theirs: ZoneInfo | None, words: str) -> None:
    assert slot_told(datetime(2026, 11, 27, 0, 0, tzinfo=UTC), BERLIN, theirs, TODAY) == words


def test_the_clock_skips_an_hour_and_repeats_one() -> None:
    skipped, repeated = datetime(2027, 3, 28, 2, 30, tzinfo=BERLIN), datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    plain = datetime(2026, 10, 8, 14, 0, tzinfo=BERLIN)
    assert [is_on_the_clock(at) for at in (skipped, repeated, repeated.replace(fold=1), plain)] == [
        False,
        True,
        True,
        True,
    ]
    assert [comes_twice(at) for at in (skipped, repeated, repeated.replace(fold=1), plain)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_time_that_does_not_come_is_refused_in_words() -> None:
    with pytest.raises(InvalidInputError, match="the clocks in Berlin go forward, and 02:30 does not come") as refused:
        check_wall_clock(date(2027, 3, 28), time(2, 30), BERLIN)
    assert refused.value.field == "at"
    check_wall_clock(date(2027, 3, 28), time(3, 30), BERLIN)


@pytest.mark.parametrize("fold", [0, 1])
def test_of_an_hour_that_comes_twice_the_one_that_was_agreed_is_kept(workspace: Workspace, fold: int) -> None:
    at = time(2, 30, fold=fold)
    interview_id = scheduled(workspace, on=date(2026, 10, 25), at=at)
    begins = starts(one_interview(workspace.snapshot(), BERLIN, interview_id))
    assert begins
    assert begins.astimezone(UTC) == datetime(2026, 10, 25, fold, 30, tzinfo=UTC)


def test_how_often_a_time_was_changed_is_counted_since_it_was_taken_up(workspace: Workspace) -> None:
    interview_id = scheduled(workspace)
    for hour in (9, 10, 11):
        scheduled(workspace, interview_id, at=time(hour))
    assert times_moved(workspace.snapshot(), interview_id) == 3
    workspace.do(commands.CallOff(interview_id=interview_id))
    workspace.do(commands.ReopenInterview(interview_id=interview_id))
    assert times_moved(workspace.snapshot(), interview_id) == 0
