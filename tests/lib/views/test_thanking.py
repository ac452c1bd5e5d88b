"""Who is to be thanked and what for, what comes after, and who likes to hear more."""

from datetime import date, timedelta
from typing import Any

import pytest

from lib.domain import commands
from lib.domain.vocabulary import Channel, InterviewKind, Purpose, Reply
from lib.method.wordings import Situation, all_wordings
from lib.store.workspace import Workspace
from lib.views.interviews import one_interview
from lib.views.thanking import (
    INTRODUCER,
    after_thanks,
    givers,
    hearers,
    how_late,
    kept_in_touch,
    news_told,
    picked_giver,
)
from tests.cast import (
    BERLIN,
    NOW,
    TODAY,
    a_contact,
    a_goal,
    an_interview,
    asked,
    done,
    replied,
    scheduled,
    talked,
    thanked,
)


def an_introduced_talk(workspace: Workspace, **more: Any) -> tuple[str, str]:
    """Talk with Lee Park, to whom Jo Lind led the way; returns the interview's and the introducer's id."""
    jo = a_contact(workspace, "Jo Lind")
    lee = a_contact(workspace, "Lee Park", introducer_id=jo)
    interview_id = an_interview(workspace, contact_id=lee)
    return talked(
        workspace, scheduled(workspace, replied(workspace, Reply.YES, asked(workspace, interview_id))), **more
    ), jo


def told_introducer(workspace: Workspace, interview_id: str, introducer_id: str) -> None:
    begun = {"interview_id": interview_id, "purpose": Purpose.INTRODUCER, "channel": Channel.EMAIL, "body": "Hi Jo"}
    message_id = done(workspace, commands.BeginDraft(**begun, to_contact_id=introducer_id))
    workspace.do(commands.RecordSent(interview_id=interview_id, message_id=message_id, channel=Channel.EMAIL))


def waiting(workspace: Workspace) -> list[tuple[str, str, str, str]]:
    found = givers(workspace.snapshot(), BERLIN, NOW + timedelta(days=1))
    return [(one.name, one.gave, one.to_whom, one.view) for one in found]


def test_whoever_waits_longest_comes_first_with_what_they_gave(workspace: Workspace) -> None:
    talked(workspace, happened_at=NOW - timedelta(days=1))
    no = an_interview(workspace, contact_id=a_contact(workspace, "Bo"))
    replied(workspace, Reply.NO, asked(workspace, no), happened_at=NOW - timedelta(days=6))

    assert waiting(workspace) == [("Bo", "a kind no", "", ""), ("Amara Obi", "a talk", "", "")]


@pytest.mark.parametrize(
    ("reply", "gave"),
    [(Reply.ANSWERED, "an answer"), (Reply.PASSED_ON, "a lead"), (Reply.NOT_NOW, "an answer: not now")],
)
def test_every_answer_is_something_given(workspace: Workspace, reply: Reply, gave: str) -> None:
    replied(workspace, reply)
    assert waiting(workspace) == [("Amara Obi", gave, "", "")]


def test_an_introduction_names_whom_it_led_to(workspace: Workspace) -> None:
    lee = a_contact(workspace, "Lee Park")
    wish = {"kind": InterviewKind.INTRODUCTION, "target_contact_id": lee, "contact_id": a_contact(workspace)}
    interview_id = done(workspace, commands.ChooseContact(goal_id=a_goal(workspace), **wish))
    replied(workspace, Reply.PASSED_ON, asked(workspace, interview_id))

    assert waiting(workspace) == [("Amara Obi", "an introduction to", "Lee Park", "")]


def test_the_way_to_somebody_leads_there_next_until_they_are_asked(workspace: Workspace) -> None:
    goal_id, lee = a_goal(workspace), a_contact(workspace, "Lee Park")
    wish = {"kind": InterviewKind.INTRODUCTION, "target_contact_id": lee, "contact_id": a_contact(workspace)}
    interview_id = done(workspace, commands.ChooseContact(goal_id=goal_id, **wish))
    replied(workspace, Reply.PASSED_ON, asked(workspace, interview_id))
    assert next_after(workspace, interview_id) == "Next: write to Lee Park while the way is open."

    an_interview(workspace, goal_id=goal_id, contact_id=lee)

    assert next_after(workspace, interview_id) == "Next, on Monday 16 November 2026: Tell Amara Obi what came of it."


def test_the_introducer_waits_beside_the_introduced_until_they_were_told(workspace: Workspace) -> None:
    interview_id, jo = an_introduced_talk(workspace)
    assert waiting(workspace) == [("Lee Park", "a talk", "", ""), ("Jo Lind", "the way to", "Lee Park", INTRODUCER)]

    told_introducer(workspace, interview_id, jo)

    assert waiting(workspace) == [("Lee Park", "a talk", "", "")]


def test_an_introducer_whom_one_decides_not_to_tell_does_not_wait(workspace: Workspace) -> None:
    interview_id, _ = an_introduced_talk(workspace)
    workspace.do(commands.Skip(rule=INTRODUCER, interview_id=interview_id, reason="I told them on the phone"))
    assert waiting(workspace) == [("Lee Park", "a talk", "", "")]


def test_each_side_of_a_talk_can_be_open(workspace: Workspace) -> None:
    interview_id, jo = an_introduced_talk(workspace)
    both = givers(workspace.snapshot(), BERLIN, NOW)

    opened = [picked_giver(both, *where) for where in [(None, ""), (interview_id, ""), (interview_id, INTRODUCER)]]

    assert [one.contact_id == jo for one in opened if one] == [False, False, True]
    assert picked_giver(both, "another", "") is None
    assert picked_giver((), None, "") is None


@pytest.mark.parametrize(
    ("days", "kind_word"), [(0, "warmest"), (1, "warmest"), (2, "is fine"), (7, "is fine"), (8, "better than never")]
)
def test_a_late_thank_you_is_welcome(days: int, kind_word: str) -> None:
    assert kind_word in how_late(TODAY - timedelta(days=days), TODAY)


def next_after(workspace: Workspace, interview_id: str) -> str:
    snapshot = workspace.snapshot()
    return after_thanks(snapshot, one_interview(snapshot, BERLIN, interview_id), TODAY)


def test_what_comes_after_the_thanks_has_its_day(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    assert (
        next_after(workspace, interview_id) == "Next, on Wednesday 14 October 2026: Ask Amara Obi who else could help."
    )

    workspace.do(commands.AddReferral(interview_id=interview_id, name="Lee"))
    assert next_after(workspace, interview_id) == "Next, on Monday 16 November 2026: Tell Amara Obi what came of it."

    workspace.do(commands.AddPromise(interview_id=interview_id, text="send the paper", due_on=None))
    assert next_after(workspace, interview_id) == "Next, on Monday 19 October 2026: Tell Amara Obi what came of it."


def test_after_a_no_nothing_comes_and_after_a_not_now_their_day(workspace: Workspace) -> None:
    assert next_after(workspace, replied(workspace, Reply.NO)) == "That closes the circle."
    not_now = replied(workspace, Reply.NOT_NOW, retry_on=date(2026, 12, 1), today=TODAY)
    assert next_after(workspace, not_now) == "Next, on Tuesday 1 December 2026: Ask Amara Obi again."


def test_who_is_due_for_a_word_comes_first_and_who_wants_no_reminder_last(workspace: Workspace) -> None:
    quiet, later, due = (
        thanked(workspace, _a_talk_with(workspace, name), happened_at=NOW - timedelta(days=days))
        for name, days in (("Quiet", 200), ("Later", 1), ("Due", 100))
    )
    person = next(row for row in workspace.snapshot().contacts.itertuples(index=False) if row.name == "Quiet")
    workspace.do(commands.EditContact(name="Quiet", contact_id=person.id, version=1, touch_every=0))

    kept = kept_in_touch(workspace.snapshot(), BERLIN, NOW)

    assert [one.row.interview_id for one in kept] == [due, later, quiet]
    assert [bool(one.item and one.item.due_on <= TODAY) for one in kept] == [True, False, False]
    assert kept[-1].item is None


def _a_talk_with(workspace: Workspace, name: str) -> str:
    interview_id = asked(workspace, an_interview(workspace, contact_id=a_contact(workspace, name)))
    return talked(workspace, scheduled(workspace, replied(workspace, Reply.YES, interview_id)))


def test_good_news_is_for_everybody_who_helped_once(workspace: Workspace) -> None:
    helped = thanked(workspace)
    thanked(workspace, replied(workspace, Reply.NO, asked(workspace, _another(workspace, "Bo"))))
    no_more = thanked(workspace, _a_talk_with(workspace, "Cleo"))
    cleo = workspace.snapshot().one("interviews", no_more, "interview").contact_id
    workspace.do(commands.MarkDoNotContact(contact_id=cleo))
    assert [(one.name, one.told_on) for one in hearers(workspace.snapshot(), BERLIN)] == [("Amara Obi", None)]

    glad = next(wording.id for wording in all_wordings() if wording.situation is Situation.GOOD_NEWS)
    begun = {"interview_id": helped, "purpose": Purpose.UPDATE, "channel": Channel.EMAIL, "wording_id": glad}
    message_id = done(workspace, commands.BeginDraft(**begun))
    workspace.do(
        commands.RecordSent(interview_id=helped, message_id=message_id, channel=Channel.EMAIL, happened_at=NOW)
    )

    assert [(one.name, one.told_on) for one in hearers(workspace.snapshot(), BERLIN)] == [("Amara Obi", TODAY)]


def _another(workspace: Workspace, name: str) -> str:
    return an_interview(workspace, contact_id=a_contact(workspace, name))


def test_news_can_be_said_to_the_next_as_it_was_said_to_the_first(workspace: Workspace) -> None:
    first, second = thanked(workspace), thanked(workspace)
    assert not news_told(workspace.snapshot(), but=second)

    workspace.do(commands.FillField(interview_id=first, field="news", text="I start in May"))

    assert news_told(workspace.snapshot(), but=second) == "I start in May"
    assert not news_told(workspace.snapshot(), but=first)
