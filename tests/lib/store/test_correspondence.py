"""What is said beside the steps, earlier versions of a draft, and moments that are corrected afterwards."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lib.domain import commands
from lib.domain.commands import InvalidInputsError
from lib.domain.errors import NotAllowedNowError, NotFoundError
from lib.domain.vocabulary import Channel, Direction, Purpose, Reply
from lib.store.workspace import Workspace
from lib.views.conversation import begun_reply
from tests.cast import (
    NOW,
    Clock,
    a_contact,
    a_draft,
    an_interview,
    asked,
    done,
    only,
    replied,
    talked,
)

EARLIER = NOW - timedelta(days=3)


def step_moment(workspace: Workspace, step: str) -> datetime:
    events = workspace.snapshot().events
    moment: datetime = only(events[events["step"] == step]).happened_at.to_pydatetime()
    return moment


def bodies(workspace: Workspace) -> list[str]:
    return list(workspace.snapshot().draft_versions["body"])


def test_a_corrected_message_moves_its_step_and_undo_moves_both_back(workspace: Workspace) -> None:
    asked(workspace)
    message = only(workspace.snapshot().messages)
    correction = commands.CorrectMessage(message_id=message.id, happened_at=EARLIER, channel=Channel.LINKEDIN)

    receipt = workspace.do(correction)

    corrected = only(workspace.snapshot().messages)
    assert (corrected.sent_at, corrected.channel) == (EARLIER, Channel.LINKEDIN)
    assert step_moment(workspace, "request_sent") == EARLIER
    workspace.undo(receipt.number or 0)
    assert step_moment(workspace, "request_sent") == only(workspace.snapshot().messages).sent_at == message.sent_at


def test_a_step_that_is_corrected_twice_holds_what_was_said_last(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    events = workspace.snapshot().events
    number = int(only(events[events["step"] == "held"]).number)
    for days in (1, 2):
        moment = NOW - timedelta(days=days)
        workspace.do(commands.CorrectStep(interview_id=interview_id, number=number, happened_at=moment))

    assert step_moment(workspace, "held") == NOW - timedelta(days=2)


def test_a_corrected_answer_moves_their_words_and_not_the_request(workspace: Workspace) -> None:
    interview_id = replied(workspace, Reply.YES, text="Gladly.")
    asked_at = step_moment(workspace, "request_sent")
    events = workspace.snapshot().events
    number = int(only(events[events["step"] == "said_yes"]).number)

    workspace.do(commands.CorrectStep(interview_id=interview_id, number=number, happened_at=EARLIER))

    messages = workspace.snapshot().messages
    assert only(messages[messages["direction"] == Direction.RECEIVED]).sent_at == EARLIER
    assert only(messages[messages["direction"] == Direction.SENT]).sent_at == asked_at


def test_the_step_of_another_interview_is_not_found(workspace: Workspace) -> None:
    asked(workspace)
    other = an_interview(workspace, contact_id=a_contact(workspace, "Bo"))
    number = int(workspace.snapshot().events["number"].iloc[0])

    with pytest.raises(NotFoundError):
        workspace.do(commands.CorrectStep(interview_id=other, number=number, happened_at=EARLIER))


def test_what_is_still_to_come_can_t_have_happened() -> None:
    typed = {"happened_at": NOW + timedelta(minutes=1)}

    with pytest.raises(InvalidInputsError, match="still to come"):
        commands.CorrectMessage.of(typed, now=NOW, message_id="1", channel=Channel.EMAIL)


def test_a_draft_that_is_not_sent_has_no_moment_to_correct(workspace: Workspace) -> None:
    message_id = a_draft(workspace, an_interview(workspace))

    with pytest.raises(NotAllowedNowError):
        workspace.do(commands.CorrectMessage(message_id=message_id, happened_at=EARLIER, channel=Channel.EMAIL))


def test_a_request_is_no_note_that_could_be_removed(workspace: Workspace) -> None:
    asked(workspace)

    with pytest.raises(NotAllowedNowError, match="Undo"):
        workspace.do(commands.RemoveMessage(message_id=only(workspace.snapshot().messages).id))


def test_typing_on_after_a_pause_keeps_what_the_draft_said_before(workspace: Workspace, clock: Clock) -> None:
    message_id = a_draft(workspace, an_interview(workspace))
    workspace.do(commands.SaveDraftBody(message_id=message_id, version=1, text="First"))
    workspace.do(commands.SaveDraftBody(message_id=message_id, version=2, text="First words"))
    clock.forward(minutes=11)

    receipt = workspace.do(commands.SaveDraftBody(message_id=message_id, version=3, text="Other words"))

    assert bodies(workspace) == ["First words"]
    workspace.undo(receipt.number or 0)
    assert bodies(workspace) == []
    assert only(workspace.snapshot().messages).body == "First words"


def test_another_wording_and_a_version_brought_back_lose_nothing(workspace: Workspace) -> None:
    message_id = a_draft(workspace, an_interview(workspace))
    first = only(workspace.snapshot().messages).body
    chosen = {"channel": Channel.TEXT, "wording_id": "M01", "subject": "", "body": "Short"}
    workspace.do(commands.ChooseWording(message_id=message_id, version=1, **chosen))
    [kept] = workspace.snapshot().draft_versions.itertuples(index=False)

    back = commands.RestoreDraftVersion(message_id=message_id, version=2, draft_version_id=kept.id)
    workspace.do(back)

    assert only(workspace.snapshot().messages).body == first
    assert bodies(workspace) == [first, "Short"]


def test_the_oldest_versions_make_room(workspace: Workspace) -> None:
    message_id = a_draft(workspace, an_interview(workspace))
    for version in range(1, 53):
        typed = commands.SaveDraftBody(message_id=message_id, version=version, text=f"Text {version}")
        workspace.do_all([typed, commands.KeepDraftVersion(message_id=message_id)])

    assert len(bodies(workspace)) == 50
    assert bodies(workspace)[0] == "Text 3"


def test_a_mail_that_was_brought_in_before_is_not_filed_twice(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    note = {"interview_id": interview_id, "direction": Direction.RECEIVED, "channel": Channel.EMAIL}
    mail = commands.LogMessage(**note, text="Thanks", mail_id="<7@example.org>")

    assert done(workspace, mail) == done(workspace, mail)
    assert len(workspace.snapshot().messages) == 2


def test_an_automatic_reply_takes_no_step(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    steps = list(workspace.snapshot().events["step"])
    away = {"back_on": date(2026, 10, 19), "text": "Away", "happened_at": datetime(2026, 10, 5, 10, tzinfo=UTC)}

    workspace.do(commands.RecordAutoReply(interview_id=interview_id, **away))

    snapshot = workspace.snapshot()
    assert [step for step in snapshot.events["step"] if step] == [step for step in steps if step]
    assert only(snapshot.interviews).away_until.date() == date(2026, 10, 19)
    assert snapshot.messages["purpose"].iloc[-1] == Purpose.AUTO_REPLY


@pytest.mark.parametrize("is_automatic", [True, False])
def test_words_that_were_pasted_before_become_the_message(workspace: Workspace, *, is_automatic: bool) -> None:
    interview_id = asked(workspace)
    workspace.do(commands.SaveReply(interview_id=interview_id, version=0, text="I am away."))
    note = commands.LogMessage(
        interview_id=interview_id, direction=Direction.RECEIVED, channel=Channel.TEXT, text="", mail_id="<1@x.org>"
    )

    receipt = workspace.do(commands.RecordAutoReply(interview_id=interview_id) if is_automatic else note)

    message = workspace.snapshot().messages.iloc[-1]
    assert len(workspace.snapshot().messages) == 2
    assert (message["body"], message["sent_at"] is None) == ("I am away.", False)
    assert message["purpose"] == (Purpose.AUTO_REPLY if is_automatic else Purpose.NOTE)
    assert receipt.number
    workspace.undo(receipt.number)
    assert begun_reply(workspace.snapshot(), interview_id).text == "I am away."


def test_where_nothing_waits_an_automatic_reply_is_refused(workspace: Workspace) -> None:
    with pytest.raises(NotAllowedNowError):
        workspace.do(commands.RecordAutoReply(interview_id=an_interview(workspace)))


def test_a_note_to_the_introducer_takes_no_step(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    introducer = a_contact(workspace, "Jo Reyes")
    begun = {"purpose": Purpose.INTRODUCER, "channel": Channel.EMAIL, "body": "Hi Jo", "to_contact_id": introducer}
    message_id = done(workspace, commands.BeginDraft(interview_id=interview_id, **begun))
    workspace.do(commands.MarkDoNotContact(contact_id=introducer))
    out = commands.RecordSent(interview_id=interview_id, message_id=message_id, channel=Channel.EMAIL)

    with pytest.raises(NotAllowedNowError, match="Jo Reyes"):
        workspace.do(out)

    workspace.do(commands.MarkDoNotContact(contact_id=introducer, do_not_contact=False))
    workspace.do(out)
    assert list(workspace.snapshot().events["step"])[-1] == ""
    assert workspace.snapshot().messages["to_contact_id"].iloc[-1] == introducer
