"""At which point of an interview a letter is written."""

import pytest

from lib.domain import commands
from lib.domain.vocabulary import InterviewKind, Purpose, Reply, Tie
from lib.method.wordings import Situation
from lib.store.workspace import Workspace
from lib.views.interviews import one_interview
from lib.views.situations import introduced_by, situation_of
from tests.cast import (
    BERLIN,
    a_contact,
    a_goal,
    an_interview,
    asked,
    followed_up,
    replied,
    scheduled,
    sent,
    talked,
    thanked,
)


def _situation(workspace: Workspace, interview_id: str, purpose: Purpose) -> Situation | None:
    snapshot = workspace.snapshot()
    return situation_of(snapshot, one_interview(snapshot, BERLIN, interview_id), purpose)


def _introduction(workspace: Workspace, target_id: str) -> str:
    """Choose Jo, to be asked for an introduction to somebody; returns the interview's id."""
    jo = a_contact(workspace, "Jo Park", tie=Tie.CLOSE)
    chosen = commands.ChooseContact(
        goal_id=a_goal(workspace), contact_id=jo, kind=InterviewKind.INTRODUCTION, target_contact_id=target_id
    )
    return workspace.do(chosen).subject_id


def test_a_request_goes_by_the_tie_and_by_who_lent_their_name(workspace: Workspace) -> None:
    jo = a_contact(workspace, "Jo", tie=Tie.CLOSE)
    lin = a_contact(workspace, "Lin", tie=Tie.STRANGER, introducer_id=jo, may_use_name=True)
    kim = a_contact(workspace, "Kim", tie=Tie.STRANGER, introducer_id=jo)
    for contact_id, situation in ((jo, Situation.WARM), (lin, Situation.REFERRED), (kim, Situation.COLD)):
        interview_id = an_interview(workspace, contact_id=contact_id)
        assert _situation(workspace, interview_id, Purpose.REQUEST) is situation


def test_whoever_made_the_introduction_that_was_asked_for_is_known(workspace: Workspace) -> None:
    lin = a_contact(workspace, "Lin", tie=Tie.STRANGER)
    introduction = _introduction(workspace, lin)
    assert _situation(workspace, introduction, Purpose.REQUEST) is Situation.ASK_INTRODUCTION
    asked(workspace, introduction)
    assert _situation(workspace, introduction, Purpose.FOLLOW_UP) is Situation.INTRODUCTION_FOLLOW_UP
    interview_id = an_interview(workspace, contact_id=lin)
    assert _situation(workspace, interview_id, Purpose.REQUEST) is Situation.COLD

    replied(workspace, Reply.PASSED_ON, introduction)

    snapshot = workspace.snapshot()
    assert snapshot.one("contacts", introduced_by(snapshot, lin), "person").name == "Jo Park"
    assert _situation(workspace, interview_id, Purpose.REQUEST) is Situation.INTRODUCED
    assert _situation(workspace, introduction, Purpose.THANKS) is Situation.THANKS_INTRODUCTION


def test_asking_again_goes_by_what_was_said_before(workspace: Workspace) -> None:
    not_now = replied(workspace, Reply.NOT_NOW)
    heard = thanked(workspace)
    then_yes = replied(workspace, Reply.YES, replied(workspace, Reply.NOT_NOW))
    workspace.do(commands.CloseInterview(interview_id=then_yes))
    again = {
        not_now: Situation.ASK_AGAIN,
        heard: Situation.SECOND_TALK,
        then_yes: Situation.LOST_TOUCH,
    }
    for interview_id, situation in again.items():
        workspace.do(commands.ReopenInterview(interview_id=interview_id))
        assert _situation(workspace, interview_id, Purpose.REQUEST) is situation


def test_a_second_follow_up_closes_the_loop(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    assert _situation(workspace, interview_id, Purpose.FOLLOW_UP) is Situation.FIRST_FOLLOW_UP
    followed_up(workspace, interview_id)
    assert _situation(workspace, interview_id, Purpose.FOLLOW_UP) is Situation.CLOSE_THE_LOOP


def test_a_time_is_fixed_recalled_confirmed_and_sought_again(workspace: Workspace) -> None:
    interview_id = replied(workspace, Reply.YES)
    assert _situation(workspace, interview_id, Purpose.SCHEDULING) is Situation.FIX_TIME
    sent(workspace, interview_id, Purpose.SCHEDULING)
    assert _situation(workspace, interview_id, Purpose.SCHEDULING) is Situation.QUIET_AFTER_YES
    scheduled(workspace, interview_id)
    assert _situation(workspace, interview_id, Purpose.SCHEDULING) is Situation.CONFIRM


@pytest.mark.parametrize(("by_them", "situation"), [(True, Situation.THEY_MISSED), (False, Situation.I_MISSED)])
def test_a_missed_talk_goes_by_who_missed_it(workspace: Workspace, by_them: bool, situation: Situation) -> None:  # noqa: FBT001 - who missed it is the case
    interview_id = scheduled(workspace)
    workspace.do(commands.RecordMissed(interview_id=interview_id, by_them=by_them))
    assert _situation(workspace, interview_id, Purpose.SCHEDULING) is situation


def test_thanks_go_by_what_came_of_it_and_respect_a_wish_for_silence(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    assert _situation(workspace, interview_id, Purpose.THANKS) is Situation.THANKS_TALK
    contact_id = workspace.snapshot().one("interviews", interview_id, "interview").contact_id
    workspace.do(commands.MarkDoNotContact(contact_id=contact_id))
    assert _situation(workspace, interview_id, Purpose.THANKS) is Situation.THANKS_LAST
    assert _situation(workspace, asked(workspace), Purpose.THANKS) is None


def test_the_other_purposes_say_it_themselves(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    assert _situation(workspace, interview_id, Purpose.UPDATE) is Situation.OUTCOME_UPDATE
    assert _situation(workspace, interview_id, Purpose.INTRODUCER) is Situation.THANKS_INTRODUCER
    assert _situation(workspace, interview_id, Purpose.NOTE) is None
