"""What is due, what comes next, and what waits for others."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import pytest

from lib.domain import commands
from lib.domain.vocabulary import Mode, PromiseKind, Purpose, Reply
from lib.store.workspace import Workspace
from lib.views.due import DueItem, DueList, due_list, when
from lib.views.interviews import interviews
from tests.cast import (
    BERLIN,
    TODAY,
    a_contact,
    a_draft,
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


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12, 0), BERLIN)


def _due(workspace: Workspace, today: date = TODAY) -> DueList:
    return due_list(workspace.snapshot(), BERLIN, noon(today))


def _all(workspace: Workspace, today: date = TODAY) -> list[DueItem]:
    found = _due(workspace, today)
    return [*found.due, *found.coming, *found.waiting]


def _only_item(workspace: Workspace, today: date = TODAY) -> DueItem:
    [item] = _all(workspace, today)
    return item


def _item_of(rule: str, workspace: Workspace, today: date = TODAY) -> DueItem:
    [item] = [item for item in _all(workspace, today) if item.rule == rule]
    return item


def _drafted(workspace: Workspace) -> str:
    interview_id = an_interview(workspace)
    a_draft(workspace, interview_id)
    return interview_id


def _missed(workspace: Workspace) -> str:
    return done(workspace, commands.RecordMissed(interview_id=scheduled(workspace), by_them=True))


def _kept_in_touch(workspace: Workspace) -> str:
    return sent(workspace, thanked(workspace), Purpose.UPDATE)


def _thanked_not_now(workspace: Workspace) -> str:
    return thanked(workspace, replied(workspace, Reply.NOT_NOW))


def _to_ask_in_march(workspace: Workspace) -> str:
    return thanked(workspace, replied(workspace, Reply.NOT_NOW, retry_on=date(2027, 3, 1)))


class Following(NamedTuple):
    """What follows on something that happened."""

    happened: Callable[[Workspace], str]
    what: str
    page: str
    waits_for: str
    due_on: date


# Everything happens on Monday 5 October 2026.
NEXT = [
    (an_interview, "Write to Amara Obi", "ask", "me", date(2026, 10, 7)),
    (_drafted, "Send your request to Amara Obi", "ask", "me", date(2026, 10, 7)),
    (asked, "Follow up with Amara Obi", "ask", "them", date(2026, 10, 13)),
    (followed_up, "Decide about Amara Obi", "ask", "them", date(2026, 10, 15)),
    (lambda ws: followed_up(ws, followed_up(ws)), "Let it rest with Amara Obi", "ask", "them", date(2026, 10, 19)),
    (lambda ws: replied(ws, Reply.YES), "Agree on a time with Amara Obi", "ask", "me", date(2026, 10, 6)),
    (scheduled, "Confirm with Amara Obi", "ask", "me", date(2026, 10, 7)),
    (scheduled, "Prepare for Amara Obi", "talk", "me", date(2026, 10, 7)),
    (_missed, "Find a new time with Amara Obi", "ask", "me", date(2026, 10, 5)),
    (talked, "Note what Amara Obi told you", "talk", "me", date(2026, 10, 5)),
    (talked, "Thank Amara Obi", "thank", "me", date(2026, 10, 5)),
    (lambda ws: replied(ws, Reply.ANSWERED), "Thank Amara Obi", "thank", "me", date(2026, 10, 5)),
    (lambda ws: replied(ws, Reply.PASSED_ON), "Thank Amara Obi", "thank", "me", date(2026, 10, 5)),
    (lambda ws: replied(ws, Reply.NOT_NOW), "Thank Amara Obi for the answer", "thank", "me", date(2026, 10, 5)),
    (lambda ws: replied(ws, Reply.NO), "Thank Amara Obi for the answer", "thank", "me", date(2026, 10, 5)),
    (thanked, "Ask Amara Obi who else could help", "thank", "me", date(2026, 10, 14)),
    (thanked, "Tell Amara Obi what came of it", "thank", "me", date(2026, 11, 16)),
    (_thanked_not_now, "Ask Amara Obi again", "ask", "me", date(2027, 1, 4)),
    (_to_ask_in_march, "Ask Amara Obi again", "ask", "me", date(2027, 3, 1)),
    (_kept_in_touch, "Write to Amara Obi again", "thank", "me", date(2026, 12, 19)),
]


in_every_stage = pytest.mark.parametrize("following", [Following(*row) for row in NEXT], ids=lambda row: row.what)


@in_every_stage
def test_every_stage_has_its_next_step_on_its_day(workspace: Workspace, following: Following) -> None:
    interview_id = following.happened(workspace)

    [item] = [item for item in _all(workspace) if item.what == following.what]

    assert (item.page, item.waits_for, item.due_on) == following[2:]
    assert (item.interview_id, item.goal_id, item.promise_id) == (interview_id, "", "")
    assert item.button
    assert "{" not in item.why


@in_every_stage
def test_a_step_is_due_from_its_day_on_and_comes_up_before(workspace: Workspace, following: Following) -> None:
    following.happened(workspace)
    before, then = (_due(workspace, following.due_on + timedelta(days=days)) for days in (-1, 0))

    assert (following.what in _words(before.coming)) == (following.waits_for == "me")
    assert (following.what in _words(before.waiting)) == (following.waits_for == "them")
    assert following.what not in _words(before.due)
    assert following.what in _words(then.due)
    assert following.what not in _words([*then.coming, *then.waiting])


def _words(items: Iterable[DueItem]) -> list[str]:
    return [item.what for item in items]


@pytest.mark.parametrize(
    "happened",
    [
        given_up,
        lambda ws: done(ws, commands.CallOff(interview_id=an_interview(ws))),
        lambda ws: thanked(ws, replied(ws, Reply.NO)),
    ],
    ids=["no reply", "called off", "declined and thanked"],
)
def test_nothing_is_due_where_it_is_at_rest(workspace: Workspace, happened: Callable[[Workspace], str]) -> None:
    happened(workspace)
    assert _due(workspace, TODAY + timedelta(days=1_000)) == DueList((), (), ())


def test_nobody_is_written_to_who_asked_not_to_be(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    contact_id = only(workspace.snapshot().contacts).id
    workspace.do(commands.MarkDoNotContact(contact_id=contact_id))

    assert interview_id
    assert _due(workspace, TODAY + timedelta(days=1_000)) == DueList((), (), ())


def test_from_the_hour_of_the_talk_on_its_notes_are_asked_for(workspace: Workspace) -> None:
    scheduled(workspace, on=date(2026, 10, 8), at=time(14, 0))

    assert _item_of("scheduled", workspace, date(2026, 10, 7)).what == "Prepare for Amara Obi"
    assert _only_item(workspace, date(2026, 10, 8)).what == "Talk with Amara Obi"
    item = _only_item(workspace, date(2026, 10, 9))
    assert (item.what, item.page, item.view) == ("Note what Amara Obi told you", "talk", "after")
    assert item.due_on == date(2026, 10, 8)


def test_what_is_overdue_longest_comes_first(workspace: Workspace) -> None:
    for name, days in (("Bo", 3), ("Al", 30), ("Jo", 12)):
        interview_id = an_interview(workspace, contact_id=a_contact(workspace, name))
        scheduled(
            workspace, replied(workspace, Reply.YES, asked(workspace, interview_id)), TODAY - timedelta(days=days)
        )

    assert [item.what.split()[2] for item in _due(workspace).due] == ["Al", "Jo", "Bo"]


def test_a_promise_is_due_on_its_day_and_at_once_without_one(workspace: Workspace) -> None:
    interview_id = given_up(workspace)
    dated = commands.AddPromise(interview_id=interview_id, text="Send the article", due_on=date(2026, 10, 9))
    workspace.do(dated)
    kept = done(workspace, commands.AddPromise(interview_id=interview_id, text="Say hello"))
    workspace.do(commands.KeepPromise(promise_id=kept))
    whenever = done(workspace, commands.AddPromise(interview_id=interview_id, text="Read the book"))

    found = _due(workspace)

    [now], [later] = found.due, found.coming
    assert (now.what, now.promise_id, now.page) == ("Read the book", whenever, "talk")
    assert now.why == "You promised this to Amara Obi; no day was named."
    assert (later.what, later.due_on) == ("Send the article", date(2026, 10, 9))
    assert later.why == "You promised this to Amara Obi."


def test_a_to_do_is_due_as_a_promise_is_and_said_to_be_one(workspace: Workspace) -> None:
    own = {"interview_id": given_up(workspace), "kind": PromiseKind.TO_DO}
    workspace.do(commands.AddPromise(**own, text="Read the book"))
    workspace.do(commands.AddPromise(**own, text="Try the course", due_on=date(2026, 10, 9)))

    found = _due(workspace)

    assert [item.why for item in found.due] == ["To do, from your talk with Amara Obi; no day was named."]
    assert [(item.why, item.due_on) for item in found.coming] == [
        ("To do, from your talk with Amara Obi.", date(2026, 10, 9))
    ]


def test_a_goal_without_anybody_asks_for_somebody(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    workspace.do(commands.CloseGoal(goal_id=a_goal(workspace, "an old goal")))

    item = _only_item(workspace)

    assert (item.what, item.page, item.goal_id, item.due_on) == ("Choose whom to ask", "choose", goal_id, TODAY)
    assert item.why == "Nobody is on your list yet for “data work in hospitals”."


def test_an_empty_workspace_has_nothing_to_do(workspace: Workspace) -> None:
    assert _due(workspace) == DueList((), (), ())


def test_a_list_is_made_once_for_a_day(workspace: Workspace) -> None:
    asked(workspace)
    snapshot = workspace.snapshot()
    today = due_list(snapshot, BERLIN, noon(TODAY))
    assert due_list(snapshot, BERLIN, noon(TODAY) + timedelta(hours=1)) is today
    assert due_list(snapshot, BERLIN, noon(TODAY + timedelta(days=30))) is not today


def test_when_a_talk_is_stands_in_words(workspace: Workspace) -> None:
    scheduled(workspace, on=date(2026, 10, 8), at=time(14, 0), mode=Mode.PHONE, minutes=30)
    row = only(interviews(workspace.snapshot(), BERLIN))

    assert when(row, noon(TODAY)) == "Thursday 14:00, 30 minutes, phone call"
    assert when(row, noon(date(2026, 10, 8))) == "Today 14:00, 30 minutes, phone call"
    assert when(row._replace(mode=""), noon(date(2026, 11, 8))) == "8 Oct 14:00, 30 minutes"
    assert when(row._replace(starts_time=None), noon(TODAY)) == ""


def test_a_talk_in_another_zone_is_told_on_ones_own_clock(workspace: Workspace) -> None:
    scheduled(workspace, on=date(2026, 10, 9), at=time(1, 0), time_zone="Asia/Tokyo", mode=Mode.VIDEO, minutes=20)
    row = only(interviews(workspace.snapshot(), BERLIN))

    assert when(row, noon(TODAY)) == "Thursday 18:00 (01:00 Tokyo time), 20 minutes, video call"
    assert _item_of("scheduled", workspace, date(2026, 10, 6)).due_on == date(2026, 10, 7)


def test_somebody_who_was_named_is_written_to_within_the_week(workspace: Workspace) -> None:
    interview_id = thanked(workspace)
    workspace.do(commands.AddReferral(interview_id=interview_id, name="Noor Aziz"))
    named = workspace.snapshot().rows_of("contacts", "name", "Noor Aziz")[0]

    [item] = [item for item in _due(workspace).coming if item.contact_id]

    assert (item.what, item.page, item.contact_id) == ("Write to Noor Aziz", "contacts", named.id)
    assert item.why == "Amara Obi named them to you today."
    assert item.due_on == date(2026, 10, 12)
