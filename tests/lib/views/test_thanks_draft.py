"""A thank-you begins with what fits best, and takes up what is noted later without touching one's own words."""

from datetime import date
from typing import Any

import pytest

from lib.domain import commands
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Channel, Purpose, Reply
from lib.method.wordings import Situation, all_wordings
from lib.store.workspace import Workspace
from lib.views.conversation import draft_of
from lib.views.interviews import one_interview
from lib.views.thanks_draft import Noted, as_card, begun_thanks, taken_up
from tests.cast import BERLIN, TODAY, an_interview, replied, scheduled, talked

_HERE: dict[str, Any] = {"zone": BERLIN, "today": TODAY}


def row_of(snapshot: Snapshot, interview_id: str) -> Any:
    return one_interview(snapshot, BERLIN, interview_id)


def begun(workspace: Workspace, interview_id: str) -> Any:
    snapshot = workspace.snapshot()
    workspace.do(begun_thanks(snapshot, row_of(snapshot, interview_id), **_HERE))
    return draft(workspace, interview_id)


def draft(workspace: Workspace, interview_id: str) -> Any:
    return draft_of(workspace.snapshot(), interview_id, Purpose.THANKS)


def note(workspace: Workspace, interview_id: str, *notes: commands.Command) -> bool:
    """Note something, let the draft take it up, and return whether it did."""
    before = workspace.snapshot()
    for command in notes:
        workspace.do(command)
    noted = Noted(before, workspace.snapshot(), BERLIN, TODAY)
    change = taken_up(noted, row_of(before, interview_id), Purpose.THANKS)
    if change:
        workspace.do(change)
    return change is not None


@pytest.mark.parametrize(
    ("reply", "situation"),
    [
        (Reply.ANSWERED, Situation.THANKS_ANSWER),
        (Reply.PASSED_ON, Situation.THANKS_LEAD),
        (Reply.NO, Situation.THANKS_DECLINE),
    ],
)
def test_it_begins_with_the_wording_for_what_was_given(
    workspace: Workspace, reply: Reply, situation: Situation
) -> None:
    message = begun(workspace, replied(workspace, reply))
    [wording] = [wording for wording in all_wordings() if wording.id == message.wording_id]
    assert situation in (wording.situation, *wording.also_for)
    assert message.channel == Channel.EMAIL


def test_what_is_noted_comes_into_a_text_that_nobody_changed(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    assert "[" in begun(workspace, interview_id).body

    learned = commands.AddTakeaway(interview_id=interview_id, text="Nights are calm")
    promise = commands.AddPromise(interview_id=interview_id, text="Read the paper", due_on=date(2026, 10, 9))
    assert note(workspace, interview_id, learned)
    assert note(workspace, interview_id, promise)

    message = draft(workspace, interview_id).body
    assert "Nights are calm" in message
    assert "read the paper by 9 October" in message


def test_a_message_without_a_subject_takes_up_what_is_noted_and_gets_none(workspace: Workspace) -> None:
    interview_id = an_interview(workspace)
    out = {"interview_id": interview_id, "channel": Channel.LINKEDIN}
    message_id = workspace.do(commands.BeginDraft(**out, purpose=Purpose.REQUEST, body="Hi")).subject_id
    workspace.do(commands.RecordSent(**out, message_id=message_id))
    talked(workspace, scheduled(workspace, replied(workspace, Reply.YES, interview_id)))
    message = begun(workspace, interview_id)
    assert (message.channel, message.subject) == (Channel.LINKEDIN, "")

    promise = commands.AddPromise(interview_id=interview_id, text="Read the paper")
    assert note(workspace, interview_id, promise)

    message = draft(workspace, interview_id)
    assert ("read the paper" in message.body, message.subject) == (True, "")


def test_in_ones_own_words_only_gaps_are_filled(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    message = begun(workspace, interview_id)
    mine = f"{message.body}\nGreetings from my cat."
    workspace.do(commands.SaveDraftBody(message_id=message.id, version=int(message.version), text=mine))

    learned = commands.AddTakeaway(interview_id=interview_id, text="Nights are calm")
    promise = commands.AddPromise(interview_id=interview_id, text="Read the paper")
    assert note(workspace, interview_id, learned)
    assert not note(workspace, interview_id, promise)

    text = draft(workspace, interview_id).body
    assert "Nights are calm" in text
    assert text.endswith("Greetings from my cat.")


def test_nothing_is_taken_up_where_nothing_is_begun_or_noted(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    assert not note(workspace, interview_id, commands.AddTakeaway(interview_id=interview_id, text="Nights are calm"))
    begun(workspace, interview_id)
    assert not note(workspace, interview_id)


def test_a_thank_you_becomes_a_card_once(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    for is_begun in (False, True):
        snapshot = workspace.snapshot()
        command = as_card(snapshot, row_of(snapshot, interview_id), **_HERE)
        assert (command is None) == is_begun
        if command:
            workspace.do(command)
    card = draft(workspace, interview_id)
    assert card.channel == Channel.IN_PERSON
    assert card.body.startswith("Dear Amara")
