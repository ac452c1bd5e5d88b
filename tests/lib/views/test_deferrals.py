"""What is put off comes on its day, what is skipped goes, and any new step in the interview ends both."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lib.domain import commands
from lib.domain.vocabulary import Purpose, Reply
from lib.store.workspace import Workspace
from lib.views.deferrals import LATER, later_day
from lib.views.due import DueItem, due_list
from tests.cast import (
    BERLIN,
    NOW,
    TODAY,
    Clock,
    a_contact,
    a_goal,
    asked,
    done,
    followed_up,
    replied,
    sent,
    talked,
    thanked,
)


def _items(workspace: Workspace, day: date = TODAY) -> list[DueItem]:
    now = datetime.combine(day, datetime.min.time(), BERLIN) + timedelta(hours=12)
    found = due_list(workspace.snapshot(), BERLIN, now)
    return [*found.due, *found.coming, *found.waiting]


def _days(workspace: Workspace, day: date = TODAY) -> dict[str, date]:
    return {item.rule: item.due_on for item in _items(workspace, day)}


def test_what_is_put_off_is_due_on_that_day_and_can_be_taken_up_again(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    off = done(workspace, commands.PutOff(rule="requested", interview_id=interview_id, until=date(2026, 10, 31)))

    [item] = _items(workspace)
    assert (item.due_on, item.deferral_id) == (date(2026, 10, 31), off)
    assert item.record == ("interview_id", interview_id)

    found = due_list(workspace.snapshot(), BERLIN, NOW)
    assert (found.coming, found.waiting) == ((item,), ())

    workspace.do(commands.TakeUp(deferral_id=off))
    assert _days(workspace) == {"requested": date(2026, 10, 13)}


def test_a_step_in_the_interview_ends_what_was_decided_before(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    workspace.do(commands.Skip(rule="requested", interview_id=interview_id, reason="Not now"))
    workspace.do(commands.PutOff(rule="followed_up", interview_id=interview_id, until=date(2027, 1, 1)))
    assert _days(workspace) == {}

    followed_up(workspace, interview_id)
    assert _days(workspace) == {"followed_up": date(2026, 10, 15)}


@pytest.mark.parametrize(
    ("rule", "happened"),
    [
        ("requested", asked),
        ("followed_up", followed_up),
        ("agreed", lambda ws: replied(ws, Reply.YES)),
        ("declined", lambda ws: replied(ws, Reply.NO)),
        ("answered", lambda ws: replied(ws, Reply.ANSWERED)),
    ],
    ids=["requested", "followed up", "agreed", "declined", "answered"],
)
def test_after_what_was_skipped_the_interview_rests(workspace: Workspace, rule: str, happened: object) -> None:
    interview_id = happened(workspace)  # type: ignore[operator]  # what happens to the cast
    workspace.do(commands.Skip(rule=rule, interview_id=interview_id, reason="Not now"))
    assert _days(workspace, TODAY + timedelta(days=400)) == {}


def test_a_skipped_update_comes_again_in_the_further_rhythm(workspace: Workspace, clock: Clock) -> None:
    interview_id = thanked(workspace)
    clock.now = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
    workspace.do(commands.Skip(rule="referral_ask", interview_id=interview_id, reason="Not now"))
    workspace.do(commands.Skip(rule="thanked", interview_id=interview_id, reason="Nothing new to tell"))
    assert _days(workspace) == {"kept_in_touch": date(2027, 1, 30)}

    clock.now = datetime(2027, 1, 30, 9, 0, tzinfo=UTC)
    workspace.do(commands.Skip(rule="kept_in_touch", interview_id=interview_id, reason="Nothing new to tell"))
    assert _days(workspace) == {"kept_in_touch": date(2027, 4, 15)}


def test_who_asked_for_later_is_asked_again_though_the_thank_you_was_skipped(workspace: Workspace) -> None:
    interview_id = replied(workspace, Reply.NOT_NOW, retry_on=date(2027, 3, 1))
    workspace.do(commands.Skip(rule="not_now", interview_id=interview_id, reason="I thanked them in person"))
    assert _days(workspace) == {"not_now_later": date(2027, 3, 1)}


def test_one_thing_is_decided_at_a_time(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    promise_id = done(workspace, commands.AddPromise(interview_id=interview_id, text="Send it", due_on=TODAY))
    later = date(2026, 10, 20)
    workspace.do(commands.PutOff(rule="promise", promise_id=promise_id, until=later))
    workspace.do(commands.Skip(rule="debrief", interview_id=interview_id, reason="Noted elsewhere"))
    goal_id = a_goal(workspace, "another goal")
    workspace.do(commands.PutOff(rule="choose", goal_id=goal_id, until=later))

    assert _days(workspace) == {"promise": later, "held": TODAY, "choose": later}


def test_a_person_who_was_named_can_be_put_off(workspace: Workspace) -> None:
    interview_id = sent(workspace, talked(workspace), Purpose.THANKS)
    workspace.do(commands.AddReferral(interview_id=interview_id, name="Noor Aziz"))
    noor = workspace.snapshot().rows_of("contacts", "name", "Noor Aziz")[0]
    workspace.do(commands.PutOff(rule="referred", contact_id=noor.id, until=date(2026, 10, 30)))
    assert _days(workspace)["referred"] == date(2026, 10, 30)


def test_a_word_to_somebody_can_be_put_off(workspace: Workspace) -> None:
    contact_id = a_contact(workspace, touch_every=30)
    workspace.do(commands.PutOff(rule="touch", contact_id=contact_id, until=date(2026, 12, 1)))
    assert _days(workspace) == {"touch": date(2026, 12, 1)}


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 10, 5), [date(2026, 10, 6), date(2026, 10, 8), date(2026, 10, 12)]),
        (date(2026, 10, 11), [date(2026, 10, 12), date(2026, 10, 14), date(2026, 10, 12)]),
    ],
)
def test_later_is_tomorrow_in_three_days_or_on_monday(today: date, days: list[date]) -> None:
    assert [later_day(choice, today) for choice in LATER] == days
