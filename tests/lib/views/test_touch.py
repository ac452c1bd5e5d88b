"""When one was last in touch with whom: by steps, by other words, but not by what a mailbox answers itself."""

from datetime import date, timedelta
from typing import Any

import pytest

from lib.domain import commands
from lib.store.workspace import Workspace
from lib.views.dates import day_of
from lib.views.touch import last_touches, rhythms
from tests.cast import BERLIN, NOW, TODAY, a_contact, an_interview, asked, done


def last_touch(workspace: Workspace, contact_id: str) -> date | None:
    return day_of(last_touches(workspace.snapshot(), BERLIN).get(contact_id))


def asked_lee(workspace: Workspace, **more: Any) -> tuple[str, str]:
    lee = a_contact(workspace, "Lee Park", **more)
    return lee, asked(workspace, an_interview(workspace, contact_id=lee), happened_at=NOW)


@pytest.mark.parametrize("direction", ["sent", "received"])
def test_a_note_in_either_direction_is_a_touch(workspace: Workspace, direction: str) -> None:
    lee, interview_id = asked_lee(workspace)
    note = {"interview_id": interview_id, "channel": "email", "text": "Here it is.", "direction": direction}
    workspace.do(commands.LogMessage(**note, happened_at=NOW + timedelta(days=3)))
    assert last_touch(workspace, lee) == TODAY + timedelta(days=3)


def test_an_automatic_reply_is_no_touch(workspace: Workspace) -> None:
    lee, interview_id = asked_lee(workspace)
    workspace.do(commands.RecordAutoReply(interview_id=interview_id, happened_at=NOW + timedelta(days=3)))
    assert last_touch(workspace, lee) == TODAY


def test_a_word_to_an_introducer_is_a_touch_with_them_and_not_with_whom_it_is_about(workspace: Workspace) -> None:
    jo = a_contact(workspace, "Jo Lind")
    lee, interview_id = asked_lee(workspace, introducer_id=jo)
    begun = {"interview_id": interview_id, "purpose": "introducer", "channel": "email", "to_contact_id": jo}
    message_id = done(workspace, commands.BeginDraft(**begun))
    assert last_touch(workspace, jo) is None

    out = {"interview_id": interview_id, "message_id": message_id, "channel": "email"}
    workspace.do(commands.RecordSent(**out, happened_at=NOW + timedelta(days=3)))

    assert [last_touch(workspace, one) for one in (jo, lee)] == [TODAY + timedelta(days=3), TODAY]


def test_a_rhythm_that_a_file_brought_stands_among_the_usual_ones() -> None:
    assert list(rhythms(120).items())[-2:] == [("No reminders", 0), ("Every 120 days", 120)]
    assert list(rhythms(0)) == list(rhythms(None))
