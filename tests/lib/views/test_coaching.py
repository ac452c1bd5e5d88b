"""A letter as the coach sees it: what was noted about the person, the goal and the talk comes along."""

from typing import Any

import pytest

from lib.domain import commands
from lib.domain.errors import NotFoundError
from lib.domain.vocabulary import Channel, GoalKind, Purpose, Reply, Tie
from lib.method.coach import Letter
from lib.method.wordings import Situation
from lib.store.workspace import Workspace
from lib.views.coaching import letter_of, letter_remarks
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
    replied,
    talked,
)


def seen(workspace: Workspace, message_id: str) -> Letter:
    return letter_of(workspace.snapshot(), message_id, zone=BERLIN, today=TODAY)


def said(workspace: Workspace, message_id: str, **text: str) -> dict[str, str]:
    found = letter_remarks(workspace.snapshot(), message_id, zone=BERLIN, today=TODAY, **text)
    return {remark.id: remark.said for remark in found}


def a_request(workspace: Workspace, name: str = "Amara Obi", **more: Any) -> str:
    """Begin a request to a person who is made for it."""
    return a_draft(workspace, an_interview(workspace, contact_id=a_contact(workspace, name, **more)))


def test_what_is_noted_about_person_and_goal_comes_along(workspace: Workspace) -> None:
    goal_id = a_goal(workspace, kind=GoalKind.COMPANY, topic="Mercy Hospital")
    friend = a_contact(workspace, "Jo Reyes")
    person = a_contact(
        workspace, "Dr. Amara Obi", tie=Tie.INTRODUCED, position="Charge nurse", organisation="Mercy Hospital",
        introducer_id=friend, may_use_name=True, time_zone="America/New_York",
    )  # fmt: skip
    interview_id = an_interview(workspace, goal_id=goal_id, contact_id=person)
    done(workspace, commands.FillField(interview_id=interview_id, field="why_them", text="you run the night shift"))
    letter = seen(workspace, a_draft(workspace, interview_id))
    assert (letter.name, letter.called, letter.tie) == ("Dr. Amara Obi", "Amara", Tie.INTRODUCED)
    assert (letter.introducer, letter.goal_kind, letter.topic) == ("Jo Reyes", GoalKind.COMPANY, "Mercy Hospital")
    assert letter.facts == ("you run the night shift", "Charge nurse", "Mercy Hospital")
    assert letter.is_other_zone


def test_a_name_that_one_may_not_use_is_not_asked_for(workspace: Workspace) -> None:
    friend = a_contact(workspace, "Jo Reyes")
    draft_id = a_request(workspace, introducer_id=friend, may_use_name=False, time_zone="Europe/Paris")
    assert seen(workspace, draft_id).introducer == ""
    assert not seen(workspace, draft_id).is_other_zone


def test_what_the_talk_brought_comes_along_into_the_thanks(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    done(workspace, commands.AddTakeaway(interview_id=interview_id, text="Start with messy data"))
    done(workspace, commands.AddPromise(interview_id=interview_id, text="clean one data set"))
    letter = seen(workspace, a_draft(workspace, interview_id, Purpose.THANKS))
    assert (letter.learned, letter.promised) == (("Start with messy data",), ("clean one data set",))
    assert letter.situation is Situation.THANKS_TALK


def test_where_the_interview_stands_decides_how_a_text_of_ones_own_is_looked_at(workspace: Workspace) -> None:
    declined = a_draft(workspace, replied(workspace, Reply.NO), Purpose.THANKS)
    again = a_draft(workspace, followed_up(workspace), Purpose.FOLLOW_UP)
    assert seen(workspace, declined).situation is Situation.THANKS_DECLINE
    assert seen(workspace, again).situation is Situation.CLOSE_THE_LOOP
    assert seen(workspace, again).first_body == "Dear Amara, may I ask you a few questions?"


def test_the_wording_decides_where_there_is_one(workspace: Workspace) -> None:
    begun = commands.BeginDraft(
        interview_id=an_interview(workspace), purpose=Purpose.REQUEST, channel=Channel.EMAIL, wording_id="M09",
        subject="", body="Hello",
    )  # fmt: skip
    assert seen(workspace, done(workspace, begun)).situation is Situation.COLD


def test_notes_to_people_of_the_same_organisation_are_compared(workspace: Workspace) -> None:
    text = (
        "I came across your article on wards, and your point stayed with me. I would like to hear more about it. " * 2
    )
    for name, organisation in (("Ben Ode", "Acme, Inc."), ("Cora Lund", "Other Works"), ("Finn Oduya", "")):
        other = a_request(workspace, name, organisation=organisation)
        done(workspace, commands.SaveDraftBody(message_id=other, version=1, text=text))
    draft_id = a_request(workspace, organisation="ACME")
    assert [other.name for other in seen(workspace, draft_id).others] == ["Ben Ode"]
    assert "Ben Ode" in said(workspace, draft_id, body=text)["too_like"]
    assert "too_like" not in said(workspace, draft_id)
    assert seen(workspace, a_request(workspace, "Gil Nowak", organisation="")).others == ()


def test_a_note_to_the_introducer_is_looked_at_as_theirs(workspace: Workspace) -> None:
    friend = a_contact(workspace, "Jo Reyes")
    begun = commands.BeginDraft(
        interview_id=talked(workspace), purpose=Purpose.INTRODUCER, channel=Channel.EMAIL, to_contact_id=friend,
        subject="Thank you", body="Hi Amara, we talked.",
    )  # fmt: skip
    assert said(workspace, done(workspace, begun))["name"] == "You greet “Amara”, but this goes to Jo Reyes."


def test_a_text_that_is_given_stands_in_for_the_stored_one(workspace: Workspace) -> None:
    draft_id = a_request(workspace)
    assert said(workspace, draft_id, subject="")["subject"].startswith("There is no subject yet.")
    assert said(workspace, draft_id)["subject"] == "The subject says what it is about."
    assert said(workspace, draft_id, body=" \n") == {}


def test_a_message_that_is_not_there_is_told(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    with pytest.raises(NotFoundError):
        letter_remarks(workspace.snapshot(), interview_id, zone=BERLIN, today=TODAY)
