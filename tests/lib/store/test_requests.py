"""Step 3 in the store: choosing, drafting, sending, following up, giving up."""

from collections.abc import Callable
from datetime import timedelta

import pandas as pd
import pytest

from lib.domain import commands
from lib.domain.errors import AlreadySentError, NotAllowedNowError, NotFoundError
from lib.domain.vocabulary import Channel, Purpose, Reply, Stage
from lib.store.workspace import Workspace
from lib.views.interviews import interviews
from tests.cast import (
    BERLIN,
    NOW,
    Clock,
    a_contact,
    a_draft,
    a_goal,
    an_interview,
    asked,
    followed_up,
    given_up,
    only,
    replied,
    sent,
    thanked,
)


def _stage(workspace: Workspace) -> str:
    return str(only(interviews(workspace.snapshot(), BERLIN)).stage)


def test_a_person_is_put_on_the_list(workspace: Workspace) -> None:
    an_interview(workspace)

    interview = only(interviews(workspace.snapshot(), BERLIN))
    assert (interview.stage, interview.name, interview.topic) == (
        Stage.IDENTIFIED,
        "Amara Obi",
        "data work in hospitals",
    )


def test_nobody_is_asked_twice_at_once(workspace: Workspace) -> None:
    amara = a_contact(workspace)
    an_interview(workspace, contact_id=amara)

    with pytest.raises(NotAllowedNowError, match="You already have Amara Obi on your list"):
        an_interview(workspace, contact_id=amara)


def _answered_and_thanked(workspace: Workspace, interview_id: str) -> str:
    return thanked(workspace, replied(workspace, Reply.ANSWERED, interview_id))


@pytest.mark.parametrize("finish", [_answered_and_thanked, given_up])
def test_a_person_can_be_asked_again_after_an_interview(
    workspace: Workspace, finish: Callable[[Workspace, str], str]
) -> None:
    amara = a_contact(workspace)
    first = finish(workspace, asked(workspace, an_interview(workspace, contact_id=amara)))

    assert an_interview(workspace, contact_id=amara) != first


def test_nobody_is_asked_who_does_not_wish_it(workspace: Workspace) -> None:
    goal_id, amara = a_goal(workspace), a_contact(workspace)
    interview_id = given_up(workspace, asked(workspace, an_interview(workspace, contact_id=amara)))
    workspace.do(commands.MarkDoNotContact(contact_id=amara))

    for command in (
        commands.ChooseContact(goal_id=goal_id, contact_id=amara),
        commands.ReopenInterview(interview_id=interview_id),
    ):
        with pytest.raises(NotAllowedNowError, match="Amara Obi asked not to be written to"):
            workspace.do(command)


def test_an_old_interview_is_not_reopened_beside_an_open_one(workspace: Workspace) -> None:
    amara = a_contact(workspace)
    old = given_up(workspace, asked(workspace, an_interview(workspace, contact_id=amara)))
    an_interview(workspace, contact_id=amara)

    with pytest.raises(NotAllowedNowError, match="Finish that interview first"):
        workspace.do(commands.ReopenInterview(interview_id=old))


def test_a_draft_is_begun_once(workspace: Workspace) -> None:
    interview_id = an_interview(workspace)

    first, second = a_draft(workspace, interview_id), a_draft(workspace, interview_id)

    assert first == second
    assert len(workspace.snapshot().messages) == 1
    assert _stage(workspace) == Stage.DRAFTED


def test_a_draft_keeps_what_is_typed(workspace: Workspace) -> None:
    message_id = a_draft(workspace, an_interview(workspace))

    workspace.do(commands.SaveDraftSubject(message_id=message_id, version=1, text="Twenty\nminutes"))
    workspace.do(commands.SaveDraftBody(message_id=message_id, version=2, text="Dear Amara,\nhello."))

    message = only(workspace.snapshot().messages)
    assert (message.subject, message.body, message.sent_at) == ("Twenty minutes", "Dear Amara,\nhello.", pd.NaT)


def test_another_wording_replaces_the_text(workspace: Workspace) -> None:
    message_id = a_draft(workspace, an_interview(workspace))

    workspace.do(
        commands.ChooseWording(
            message_id=message_id,
            version=1,
            channel=Channel.PHONE,
            wording_id="by-phone",
            subject="",
            body="Hi, it's me.",
        )
    )

    message = only(workspace.snapshot().messages)
    assert (message.channel, message.wording_id, message.subject, message.body) == (
        "phone",
        "by-phone",
        "",
        "Hi, it's me.",
    )


def test_a_draft_is_no_request_before_it_is_logged_as_sent(workspace: Workspace) -> None:
    interview_id = an_interview(workspace)
    message_id = a_draft(workspace, interview_id)
    assert _stage(workspace) == Stage.DRAFTED

    workspace.do(commands.RecordSent(interview_id=interview_id, message_id=message_id, channel=Channel.TEXT))

    message = only(workspace.snapshot().messages)
    assert (_stage(workspace), message.channel) == (Stage.REQUESTED, "text")
    assert message.sent_at >= pd.Timestamp(NOW)


def test_a_message_that_was_sent_earlier_is_logged_with_its_moment(workspace: Workspace) -> None:
    sent(workspace, an_interview(workspace), Purpose.REQUEST, happened_at=NOW - timedelta(days=3))

    snapshot = workspace.snapshot()
    assert only(snapshot.messages).sent_at == pd.Timestamp(NOW - timedelta(days=3))
    assert only(interviews(snapshot, BERLIN)).asked_on == pd.Timestamp("2026-10-02")


def test_what_was_sent_stays_as_it_is(workspace: Workspace) -> None:
    asked(workspace)
    message = only(workspace.snapshot().messages)
    wording = {"channel": Channel.EMAIL, "wording_id": "w", "subject": "s", "body": "Other words"}

    for command in (
        commands.SaveDraftBody(message_id=message.id, version=message.version, text="Other words"),
        commands.ChooseWording.of(wording, message_id=message.id, version=message.version),
    ):
        with pytest.raises(AlreadySentError, match="already logged as sent, so it stays as it is"):
            workspace.do(command)


def test_what_was_typed_just_before_it_was_logged_as_sent_belongs_to_the_message(workspace: Workspace) -> None:
    asked(workspace)
    message = only(workspace.snapshot().messages)

    workspace.do(commands.SaveDraftBody(message_id=message.id, version=message.version - 1, text="Dear Amara, thanks!"))

    late = only(workspace.snapshot().messages)
    assert (late.body, late.sent_at) == ("Dear Amara, thanks!", message.sent_at)


def test_words_that_come_in_long_after_it_was_sent_are_refused(workspace: Workspace, clock: Clock) -> None:
    asked(workspace)
    message = only(workspace.snapshot().messages)
    clock.forward(minutes=5)

    with pytest.raises(AlreadySentError):
        workspace.do(commands.SaveDraftBody(message_id=message.id, version=message.version - 1, text="Too late."))


def test_a_message_goes_out_in_its_own_interview(workspace: Workspace) -> None:
    message_id = a_draft(workspace, an_interview(workspace))

    with pytest.raises(NotAllowedNowError, match="belongs to another interview"):
        workspace.do(
            commands.RecordSent(interview_id=an_interview(workspace), message_id=message_id, channel=Channel.EMAIL)
        )


@pytest.mark.parametrize("purpose", [Purpose.FOLLOW_UP, Purpose.THANKS, Purpose.UPDATE])
def test_a_message_out_of_turn_is_not_logged(workspace: Workspace, purpose: Purpose) -> None:
    interview_id = an_interview(workspace)
    message_id = a_draft(workspace, interview_id, purpose)
    before = workspace.snapshot()

    with pytest.raises(NotAllowedNowError, match="doesn't fit where the interview stands now"):
        workspace.do(commands.RecordSent(interview_id=interview_id, message_id=message_id, channel=Channel.EMAIL))

    assert workspace.snapshot() is before


def test_a_message_about_a_time_is_no_step(workspace: Workspace) -> None:
    interview_id = replied(workspace, Reply.YES)

    sent(workspace, interview_id, Purpose.SCHEDULING)

    assert _stage(workspace) == Stage.AGREED


def test_two_follow_ups_go_out_and_no_third(workspace: Workspace) -> None:
    interview_id = followed_up(workspace, followed_up(workspace))
    assert _stage(workspace) == Stage.FOLLOWED_UP_TWICE

    with pytest.raises(NotAllowedNowError):
        followed_up(workspace, interview_id)


def test_no_reply_is_closed_and_can_be_taken_up_again(workspace: Workspace, clock: Clock) -> None:
    interview_id = given_up(workspace)
    assert only(interviews(workspace.snapshot(), BERLIN)).outcome == "no_reply"
    clock.forward(days=200)

    workspace.do(commands.ReopenInterview(interview_id=interview_id))
    asked(workspace, interview_id)

    assert _stage(workspace) == Stage.REQUESTED


def test_an_interview_entered_by_mistake_is_removed_with_its_parts(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    workspace.do(commands.AddReferral(interview_id=interview_id, name="Noor"))

    workspace.do(commands.RemoveInterview(interview_id=interview_id))

    snapshot = workspace.snapshot()
    assert snapshot.interviews.empty
    assert snapshot.messages.empty
    assert sorted(snapshot.contacts["name"]) == ["Amara Obi", "Noor"]
    assert interviews(snapshot, BERLIN).empty


def test_a_record_that_is_not_there_is_reported_by_its_noun(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="This interview is not here any more"):
        workspace.do(commands.CallOff(interview_id="none"))
    with pytest.raises(NotFoundError, match="This draft is not here any more"):
        workspace.do(commands.SaveDraftBody(message_id="none", version=1, text=""))
