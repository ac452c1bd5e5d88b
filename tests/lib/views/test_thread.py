"""The thread of an interview: all that was said and done, in order, once each."""

from datetime import UTC, datetime, time, timedelta

from lib.domain.commands import (
    AgreeTime,
    BeginDraft,
    LogMessage,
    RecordAutoReply,
    RecordMissed,
    RecordReply,
    RecordSent,
)
from lib.domain.vocabulary import Channel, Direction, Purpose, Reply, Step
from lib.store.workspace import Workspace
from lib.views.thread import Happened, Said, whole_thread
from tests.cast import BERLIN, NOW, TODAY, a_contact, an_interview, asked, done, replied, talked, thanked

_EARLIER = NOW - timedelta(days=5)


def _told(workspace: Workspace, interview_id: str) -> list[str]:
    """Return each entry of the thread in a word."""
    entries = whole_thread(workspace.snapshot(), interview_id)
    assert sorted(entries, key=lambda entry: entry.at) == list(entries)
    return [
        entry.step if isinstance(entry, Happened) else f"{'I' if entry.is_mine else 'they'}: {entry.body[:12]}"
        for entry in entries
    ]


def test_messages_and_steps_without_words_stand_in_order(workspace: Workspace) -> None:
    interview_id = asked(workspace, an_interview(workspace, happened_at=_EARLIER), happened_at=_EARLIER)
    replied(workspace, Reply.YES, interview_id, text="Gladly.")
    agreed = {"at": time(14), "time_zone": BERLIN.key, "interview_id": interview_id}
    done(workspace, AgreeTime(on=TODAY + timedelta(days=1), **agreed))
    done(workspace, RecordMissed(interview_id=interview_id, by_them=True))
    done(workspace, AgreeTime(on=TODAY + timedelta(days=2), **agreed))
    thanked(workspace, talked(workspace, interview_id))

    assert _told(workspace, interview_id) == [
        "I: Dear Amara, ",
        "they: Gladly.",
        *(Step.TIME_AGREED, Step.THEY_MISSED, Step.TIME_CHANGED, Step.HELD),
        "I: Dear Amara, ",
    ]


def test_an_answer_without_words_is_a_line_and_one_that_is_older_stands_first(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    done(workspace, LogMessage(interview_id=interview_id, direction=Direction.SENT, channel=Channel.TEXT, text="PS"))
    done(workspace, RecordReply(interview_id=interview_id, reply=Reply.NOT_NOW, happened_at=_EARLIER))

    assert _told(workspace, interview_id) == [Step.SAID_NOT_NOW, "I: Dear Amara, ", "I: PS"]


def test_an_answer_at_the_very_moment_of_ones_own_message_is_not_lost(workspace: Workspace) -> None:
    interview_id = asked(workspace, happened_at=NOW)
    done(workspace, RecordReply(interview_id=interview_id, reply=Reply.NO, happened_at=NOW))

    assert _told(workspace, interview_id) == ["I: Dear Amara, ", Step.SAID_NO]


def test_each_message_says_to_whom_and_whether_a_machine_wrote_it(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    done(workspace, RecordAutoReply(interview_id=interview_id, text="I am away.", subject="Automatic reply"))
    introducer = a_contact(workspace, "Jo Adler")
    begun = {"purpose": Purpose.INTRODUCER, "channel": Channel.EMAIL, "to_contact_id": introducer, "body": "Hi Jo"}
    message_id = done(workspace, BeginDraft(interview_id=interview_id, **begun))
    done(workspace, RecordSent(interview_id=interview_id, message_id=message_id, channel=Channel.EMAIL))

    request, away, note = whole_thread(workspace.snapshot(), interview_id)

    assert isinstance(request, Said)
    assert isinstance(away, Said)
    assert isinstance(note, Said)
    assert (away.is_automatic, away.is_removable, away.is_mine, away.subject) == (True, True, False, "Automatic reply")
    assert (note.to_name, note.is_mine, note.is_automatic) == ("Jo Adler", True, False)
    assert (request.is_removable, request.to_name, request.at.tzinfo) == (False, "", UTC)
    assert request.at == datetime(2026, 10, 5, 9, 0, tzinfo=UTC) + (request.at - NOW)
