"""What people's ties, rhythms, countries and absences make of what is due."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from lib.domain import commands
from lib.domain.vocabulary import Channel, Direction, InterviewKind, Purpose, Reply, Tie
from lib.store.workspace import Workspace
from lib.views.due import DueItem, DueList, due_list, expected_on, interview_items
from lib.views.interviews import interviews
from tests.cast import (
    BERLIN,
    TODAY,
    Clock,
    a_contact,
    a_goal,
    an_interview,
    asked,
    done,
    followed_up,
    given_up,
    only,
    replied,
    scheduled,
    sent,
    talked,
    thanked,
)


def _due(workspace: Workspace, day: date = TODAY, zone: ZoneInfo = BERLIN, at: time = time(12)) -> DueList:
    return due_list(workspace.snapshot(), zone, datetime.combine(day, at, zone))


def _all(workspace: Workspace, day: date = TODAY) -> list[DueItem]:
    found = _due(workspace, day)
    return [*found.due, *found.coming, *found.waiting]


def _days(workspace: Workspace, day: date = TODAY) -> dict[str, date]:
    return {item.rule: item.due_on for item in _all(workspace, day)}


def _with(workspace: Workspace, name: str = "Lee Park", **more: object) -> str:
    """Choose somebody about whom something is known."""
    return an_interview(workspace, contact_id=a_contact(workspace, name, **more))


# Ties.


def test_a_stranger_is_followed_up_once(workspace: Workspace) -> None:
    followed_up(workspace, asked(workspace, _with(workspace, tie=Tie.STRANGER)))
    assert _days(workspace) == {"followed_up_stranger": date(2026, 10, 19)}
    row = only(interviews(workspace.snapshot(), BERLIN))
    assert expected_on(workspace.snapshot(), row, "followed_up", TODAY) == date(2026, 10, 19)


def test_a_stranger_whom_somebody_named_is_followed_up_twice(workspace: Workspace) -> None:
    introducer = a_contact(workspace, "Ian")
    followed_up(workspace, asked(workspace, _with(workspace, tie=Tie.STRANGER, introducer_id=introducer)))
    assert _days(workspace) == {"followed_up": date(2026, 10, 15)}


# The time: whose turn it is.


def test_a_note_about_the_time_gives_them_the_turn_and_their_answer_takes_it_back(
    workspace: Workspace, clock: Clock
) -> None:
    interview_id = replied(workspace, Reply.YES)
    sent(workspace, interview_id, Purpose.SCHEDULING)
    assert _days(workspace) == {"agreed_waiting": date(2026, 10, 12)}

    clock.forward(days=7)
    sent(workspace, interview_id, Purpose.SCHEDULING)
    assert _days(workspace) == {"agreed_quiet": date(2026, 10, 19)}

    clock.forward(days=1)
    answer = {"direction": Direction.RECEIVED, "channel": Channel.EMAIL, "text": "Any Friday suits me."}
    workspace.do(commands.LogMessage(interview_id=interview_id, **answer))
    assert _days(workspace) == {"agreed": date(2026, 10, 14)}


def test_whoever_missed_the_talk_writes_the_same_day_and_then_it_is_their_turn(workspace: Workspace) -> None:
    interview_id = done(workspace, commands.RecordMissed(interview_id=scheduled(workspace), by_them=False))
    assert _days(workspace) == {"missed_by_me": TODAY}
    sent(workspace, interview_id, Purpose.SCHEDULING)
    assert _days(workspace) == {"missed_waiting": date(2026, 10, 12)}


def test_a_note_shortly_before_the_talk_confirms_it_and_an_early_one_does_not(
    workspace: Workspace, clock: Clock
) -> None:
    interview_id = scheduled(workspace, on=date(2026, 10, 20))
    sent(workspace, interview_id, Purpose.SCHEDULING)
    assert set(_days(workspace)) == {"confirm", "scheduled"}
    clock.now = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
    sent(workspace, interview_id, Purpose.SCHEDULING)
    assert set(_days(workspace, date(2026, 10, 19))) == {"scheduled"}


def test_what_was_agreed_for_tomorrow_needs_no_confirmation(workspace: Workspace) -> None:
    scheduled(workspace, on=TODAY + timedelta(days=1))
    assert _days(workspace) == {"scheduled": TODAY}


# Absences and holidays.


def test_who_is_away_is_followed_up_two_working_days_after_the_return(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    away = commands.RecordAutoReply(interview_id=interview_id, back_on=date(2026, 10, 16), text="I am away.")
    workspace.do(away)

    [item] = _all(workspace)
    assert item.due_on == date(2026, 10, 20)
    assert item.why == "You asked today, and no answer is logged yet. They are away and back on 16 Oct."
    [later] = _all(workspace, date(2026, 10, 20))
    assert later.why.endswith("They were away until 16 Oct.")


def test_an_absence_that_is_over_in_time_moves_nothing(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    away = commands.RecordAutoReply(interview_id=interview_id, back_on=date(2026, 10, 7), text="I am away.")
    workspace.do(away)
    [item] = _all(workspace)
    assert (item.due_on, "away" in item.why) == (date(2026, 10, 13), False)


def test_holidays_of_both_and_days_off_of_mine_count(workspace: Workspace) -> None:
    # From Monday 5 October on: six working days are Tuesday the 13th. Columbus Day is the 12th, in the United States.
    asked(workspace, _with(workspace, country="US"))
    assert _days(workspace) == {"requested": date(2026, 10, 14)}
    workspace.do(commands.ChooseWorkdays(country="DE", days_off=(date(2026, 10, 14), date(2026, 10, 15))))
    assert _days(workspace) == {"requested": date(2026, 10, 16)}


# Routines.


def test_one_interview_can_have_a_routine_of_its_own(workspace: Workspace) -> None:
    workspace.do(commands.ChooseRoutine(routine="gentle", cadence={"requested": 12}))
    interview_id = asked(workspace)
    assert _days(workspace) == {"requested": date(2026, 10, 21)}
    workspace.do(commands.ChooseInterviewRoutine(interview_id=interview_id, routine="quick"))
    assert _days(workspace) == {"requested": date(2026, 10, 12)}
    row = only(interviews(workspace.snapshot(), BERLIN))
    assert expected_on(workspace.snapshot(), row, "followed_up", TODAY) == date(2026, 10, 14)
    [item] = interview_items(workspace.snapshot(), row, BERLIN, datetime(2026, 10, 5, 9, 0, tzinfo=UTC))
    assert item.rule == "requested"


# Introducers and people who were named.


def _introduced(workspace: Workspace) -> tuple[str, str]:
    ian = a_contact(workspace, "Ian")
    hal = an_interview(workspace, contact_id=a_contact(workspace, "Hal", introducer_id=ian))
    return ian, talked(workspace, scheduled(workspace, replied(workspace, Reply.YES, asked(workspace, hal))))


def test_whoever_introduced_one_hears_how_the_talk_went_within_a_week(workspace: Workspace) -> None:
    _, interview_id = _introduced(workspace)
    [item] = [item for item in _all(workspace) if item.rule == "introducer"]
    assert (item.what, item.why) == ("Tell Ian how it went with Hal", "They led you to Hal, and you talked today.")
    assert (item.page, item.view, item.interview_id) == ("thank", "introducer", interview_id)
    assert item.due_on == date(2026, 10, 12)

    sent(workspace, interview_id, Purpose.INTRODUCER)
    assert "introducer" not in _days(workspace)


def test_whoever_named_somebody_in_a_talk_has_introduced_them(workspace: Workspace) -> None:
    first = thanked(workspace)
    workspace.do(commands.AddReferral(interview_id=first, name="Noor Aziz"))
    noor = workspace.snapshot().rows_of("contacts", "name", "Noor Aziz")[0]
    workspace.do(commands.EditContact(contact_id=noor.id, version=noor.version, name=noor.name, introducer_id=None))
    talk = an_interview(workspace, contact_id=noor.id)
    talked(workspace, scheduled(workspace, replied(workspace, Reply.YES, asked(workspace, talk))))
    assert "Tell Amara Obi how it went with Noor Aziz" in [item.what for item in _all(workspace)]


def test_an_introducer_who_asked_not_to_be_written_to_is_left_alone(workspace: Workspace) -> None:
    ian, _ = _introduced(workspace)
    workspace.do(commands.MarkDoNotContact(contact_id=ian))
    assert "introducer" not in _days(workspace)


def test_who_was_told_as_an_introducer_is_not_told_again_as_an_advisor(workspace: Workspace, clock: Clock) -> None:
    interview_id = thanked(workspace)
    workspace.do(commands.AddReferral(interview_id=interview_id, name="Noor Aziz"))
    noor = workspace.snapshot().rows_of("contacts", "name", "Noor Aziz")[0]
    second = an_interview(workspace, contact_id=noor.id)
    clock.forward(days=20)
    talked(workspace, scheduled(workspace, replied(workspace, Reply.YES, asked(workspace, second))))
    sent(workspace, second, Purpose.INTRODUCER)
    [item] = [item for item in _all(workspace) if item.interview_id == interview_id]
    assert (item.rule, item.due_on) == ("kept_in_touch", date(2027, 1, 8))


def test_the_way_that_was_opened_is_gone_the_next_day(workspace: Workspace, clock: Clock) -> None:
    zoe = a_contact(workspace, "Zoe")
    clock.forward(days=30)
    way = commands.ChooseContact(
        goal_id=a_goal(workspace),
        contact_id=a_contact(workspace, "Pam"),
        kind=InterviewKind.INTRODUCTION,
        target_contact_id=zoe,
    )
    replied(workspace, Reply.PASSED_ON, asked(workspace, done(workspace, way)), may_use_name=True)
    [item] = [item for item in _all(workspace, date(2026, 11, 4)) if item.contact_id]
    # She has been on the list for a month; it counts from the day on which the way was opened.
    assert (item.rule, item.due_on, item.why) == ("introduced", date(2026, 11, 5), "Pam opened the way today.")


# The rhythm of one contact.


@pytest.mark.parametrize(("every", "day"), [(None, date(2026, 12, 19)), (30, date(2026, 11, 4)), (0, None)])
def test_a_contacts_own_rhythm_holds(workspace: Workspace, every: int | None, day: date | None) -> None:
    interview_id = thanked(workspace, talked(workspace, _agreed(workspace, every)))
    sent(workspace, interview_id, Purpose.UPDATE)
    assert _days(workspace) == ({"kept_in_touch": day} if day else {})


def _agreed(workspace: Workspace, every: int | None) -> str:
    known: dict[str, Any] = {} if every is None else {"touch_every": every}
    return scheduled(workspace, replied(workspace, Reply.YES, asked(workspace, _with(workspace, **known))))


def test_somebody_with_a_rhythm_and_no_interview_is_not_forgotten(workspace: Workspace) -> None:
    a_contact(workspace, touch_every=30, last_spoke_on=date(2026, 9, 20))
    [item] = _all(workspace)
    assert (item.what, item.due_on) == ("Get in touch with Amara Obi", date(2026, 10, 20))
    asked(workspace, an_interview(workspace, contact_id=item.contact_id))
    assert set(_days(workspace)) == {"requested"}


def test_after_two_updates_without_an_answer_one_writes_quarterly(workspace: Workspace, clock: Clock) -> None:
    interview_id = thanked(workspace)
    for _ in range(2):
        sent(workspace, interview_id, Purpose.UPDATE)
    assert _days(workspace) == {"kept_in_touch_quiet": date(2027, 1, 4)}
    clock.forward(days=1)
    heard = {"direction": Direction.RECEIVED, "channel": Channel.EMAIL, "text": "Well done!"}
    workspace.do(commands.LogMessage(interview_id=interview_id, **heard))
    assert _days(workspace) == {"kept_in_touch": date(2026, 12, 19)}


def test_after_four_of_them_it_is_enough(workspace: Workspace) -> None:
    interview_id = thanked(workspace)
    for _ in range(4):
        sent(workspace, interview_id, Purpose.UPDATE)
    assert _days(workspace) == {}


def test_one_person_is_asked_for_one_word_though_there_were_two_talks(workspace: Workspace, clock: Clock) -> None:
    goal_id, contact_id = a_goal(workspace), a_contact(workspace)
    first = an_interview(workspace, goal_id=goal_id, contact_id=contact_id)
    thanked(workspace, talked(workspace, scheduled(workspace, replied(workspace, Reply.YES, asked(workspace, first)))))
    clock.forward(days=40)
    second = an_interview(workspace, goal_id=a_goal(workspace, "another"), contact_id=contact_id)
    assert set(_days(workspace, date(2026, 11, 14))) == {"identified"}
    thanked(workspace, talked(workspace, scheduled(workspace, replied(workspace, Reply.YES, asked(workspace, second)))))
    assert {item.interview_id for item in _all(workspace, date(2026, 11, 14))} == {second}


def test_the_question_for_a_name_is_asked_for_a_fortnight_only(workspace: Workspace) -> None:
    thanked(workspace)
    assert "referral_ask" in _days(workspace, date(2026, 10, 28))
    assert "referral_ask" not in _days(workspace, date(2026, 10, 29))


def test_a_late_thank_you_is_still_better_than_never(workspace: Workspace) -> None:
    replied(workspace, Reply.ANSWERED)
    for day, is_said in ((date(2026, 10, 11), False), (date(2026, 10, 12), True)):
        [item] = _due(workspace, day).due
        assert ("Late is still better than never." in item.why) is is_said


# Offers.


def test_somebody_else_is_offered_after_three_working_days_and_never_due(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    assert _due(workspace, date(2026, 10, 7)).offers == ()
    [offer] = _due(workspace, date(2026, 10, 8)).offers
    assert (offer.what, offer.page, offer.interview_id) == ("Ask somebody else, too", "choose", interview_id)
    assert _due(workspace, date(2026, 10, 8)).due == ()


def test_who_is_about_to_ask_somebody_else_is_offered_nobody(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    asked(workspace, an_interview(workspace, goal_id=goal_id))
    an_interview(workspace, goal_id=goal_id, contact_id=a_contact(workspace, "Lee Park"))
    assert _due(workspace, date(2026, 10, 8)).offers == ()


def test_five_open_requests_are_enough(workspace: Workspace) -> None:
    for number in range(5):
        asked(workspace, _with(workspace, f"Number {number}"))
    assert _due(workspace, date(2026, 10, 8)).offers == ()


def test_who_never_answered_may_be_asked_again_after_half_a_year(workspace: Workspace) -> None:
    given_up(workspace)
    assert _due(workspace, date(2027, 4, 4)).offers == ()
    [offer] = _due(workspace, date(2027, 4, 5)).offers
    assert offer.what == "Ask Amara Obi again, if you like"
    workspace.do(commands.Skip(rule="no_reply", interview_id=offer.interview_id, reason="Not for me"))
    assert _due(workspace, date(2027, 4, 5)).offers == ()


# Zones, and days of 23 and 25 hours.

TOKYO, NEW_YORK, AUCKLAND = (ZoneInfo(name) for name in ("Asia/Tokyo", "America/New_York", "Pacific/Auckland"))


@pytest.mark.parametrize(
    ("talk", "here", "day"),
    [
        # One in the morning in Tokyo is the evening before in Berlin.
        (datetime(2026, 10, 23, 1, 0, tzinfo=TOKYO), BERLIN, date(2026, 10, 22)),
        # Eight in the evening in New York is the next day in Auckland.
        (datetime(2026, 10, 22, 20, 0, tzinfo=NEW_YORK), AUCKLAND, date(2026, 10, 23)),
        # The night of 25 hours in Berlin, and the one of 23 in New York.
        (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), BERLIN, date(2026, 10, 25)),
        (datetime(2027, 3, 14, 3, 30, tzinfo=NEW_YORK), NEW_YORK, date(2027, 3, 14)),
    ],
)
def test_a_talk_is_prepared_the_day_before_on_ones_own_clock(
    workspace: Workspace, talk: datetime, here: ZoneInfo, day: date
) -> None:
    scheduled(workspace, on=talk.date(), at=talk.time(), time_zone=str(talk.tzinfo))
    before = day - timedelta(days=1)
    assert "scheduled" not in _rules(_due(workspace, before - timedelta(days=1), here).due)
    assert "scheduled" in _rules(_due(workspace, before, here).due)
    assert _rules(_due(workspace, day, here, time(0, 0)).due) == ["scheduled_today"]


def _rules(items: tuple[DueItem, ...]) -> list[str]:
    return [item.rule for item in items]


def test_in_the_hour_that_comes_twice_the_talk_has_begun_only_once(workspace: Workspace) -> None:
    scheduled(workspace, on=date(2026, 10, 25), at=time(2, 30), time_zone=BERLIN.key)
    starts_at = only(interviews(workspace.snapshot(), BERLIN)).starts_at.to_pydatetime()
    for minutes, rule in ((-1, "scheduled_today"), (0, "scheduled_past"), (61, "scheduled_past")):
        now = starts_at + timedelta(minutes=minutes)
        assert _rules(due_list(workspace.snapshot(), BERLIN, now).due) == [rule]


def test_a_zone_that_is_changed_moves_the_days_with_it(workspace: Workspace, clock: Clock) -> None:
    # 01:30 on Tuesday in Berlin is Monday evening in New York.
    clock.now = datetime(2026, 10, 5, 23, 30, tzinfo=UTC)
    replied(workspace, Reply.YES)
    now = datetime(2026, 10, 6, 14, 0, tzinfo=UTC)
    [here], [there] = (due_list(workspace.snapshot(), zone, now).due or (None,) for zone in (NEW_YORK, BERLIN))
    assert here is not None
    assert (here.due_on, there) == (date(2026, 10, 6), None)
