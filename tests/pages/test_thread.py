"""What was said stands in order, can be corrected, added to, and taken out where it is no step."""

from datetime import datetime, time, timedelta

from lib.domain.commands import LogMessage, SaveReply
from lib.domain.vocabulary import Channel, Direction, Purpose, Reply, Step
from lib.store.workspace import Workspace
from lib.ui.safe_text import md_escape
from lib.views.answers import Beside
from lib.views.conversation import begun_reply, thread
from tests.cast import BERLIN, NOW, TODAY, an_interview, asked, done, replied, sent, talked
from tests.pages.visitor import OpenPage
from tests.script_corpus import EVERYTHING

_LOG = "Log this answer"


def _noted(ada: Workspace, interview_id: str, text: str = "Hi") -> str:
    note = {"direction": Direction.RECEIVED, "channel": Channel.TEXT, "subject": text[:200]}
    return done(ada, LogMessage(interview_id=interview_id, text=text, **note))


def test_a_message_and_its_step_are_moved_to_when_it_really_was(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada, an_interview(ada, happened_at=NOW - timedelta(days=9)))
    message = thread(ada.snapshot(), interview_id)[0]
    page = open_page("ask", interview=interview_id).clicks_key("change-line", message.id)

    page.types("When did you send it?", datetime.combine(TODAY + timedelta(days=1), time(9))).clicks("Save")
    assert page.told() == ["This moment is still to come. Choose an earlier one."]
    page.types("When did you send it?", datetime.combine(TODAY - timedelta(days=2), time(9))).clicks("Save")

    moved = datetime(2026, 10, 3, 9, tzinfo=BERLIN)
    events = ada.snapshot().events
    assert list(events[events["step"] == Step.REQUEST_SENT]["happened_at"]) == [moved]
    assert thread(ada.snapshot(), interview_id)[0].sent_at == moved
    assert page.clicks("Undo").shows("**You**, today 11:00, email")


def test_a_step_without_words_is_a_line_that_can_be_corrected(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    events = ada.snapshot().events
    number = int(events[events["step"] == Step.HELD]["number"].iloc[0])
    page = open_page("ask", interview=interview_id)
    assert page.shows("You talked, today 11:00")

    page.clicks_key("change-line", f"{interview_id}-{number}")
    page.types("When was it?", datetime.combine(TODAY - timedelta(days=1), time(16))).clicks("Save")

    assert page.shows("You talked, yesterday 16:00")


def test_what_was_said_otherwise_is_logged_and_can_be_taken_out(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)
    page = open_page("ask", interview=interview_id).clicks("Log it")
    assert page.told() == ["Write or paste what was said."]

    page.chooses("What was said, in full or in a few words", "She called: yes, in May.").clicks("Log it", twice=True)

    [_, message] = thread(ada.snapshot(), interview_id)
    assert (message.body, message.purpose, message.direction) == (
        "She called: yes, in May.",
        Purpose.NOTE,
        Direction.RECEIVED,
    )
    page.clicks_key("change-line", message.id).clicks("Remove this message")
    assert len(thread(ada.snapshot(), interview_id)) == 1
    page.clicks("Undo")
    assert len(thread(ada.snapshot(), interview_id)) == 2


def test_words_of_others_are_shown_as_they_are_and_long_ones_folded(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)
    _noted(ada, interview_id, EVERYTHING)

    page = open_page("ask", interview=interview_id)

    assert EVERYTHING in [text.value for text in page.text]
    assert page.shows(md_escape(EVERYTHING[:200]))
    assert page.shows("All of it")


def test_an_automatic_reply_is_one_of_the_answers(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)
    pasted = "Thank you for your message. I am out of the office until 16 October.\n\nOn Mon Ada <a@b.org> wrote:\n> Hi"
    ada.do(SaveReply(interview_id=interview_id, version=0, text=pasted))
    page = open_page("ask", interview=interview_id).chooses("Their answer", Reply.YES)
    assert page.shows("This reads like an automatic reply.")

    page.chooses("Their answer", Beside.AWAY).clicks(_LOG)

    [_, away] = thread(ada.snapshot(), interview_id)
    assert (away.purpose, away.body) == (Purpose.AUTO_REPLY, pasted.split("\n", maxsplit=1)[0])
    assert ada.snapshot().interviews["away_until"].iloc[0].date().isoformat() == "2026-10-17"
    assert page.shows("Automatic reply")
    page.clicks("Undo")
    assert begun_reply(ada.snapshot(), interview_id).text == pasted.split("\n", maxsplit=1)[0]


def test_the_day_and_time_of_an_answer_can_be_another(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(
        ada, an_interview(ada, happened_at=NOW - timedelta(days=5)), happened_at=NOW - timedelta(days=4)
    )
    page = open_page("ask", interview=interview_id).chooses("Their answer", Reply.NO)

    page.types("When did it come?", datetime.combine(TODAY - timedelta(days=1), time(8, 30))).clicks(_LOG)

    events = ada.snapshot().events
    [moment] = events[events["step"] == Step.SAID_NO]["happened_at"]
    assert moment == datetime(2026, 10, 4, 8, 30, tzinfo=BERLIN)


def test_a_message_without_words_is_asked_for_them(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = replied(ada, Reply.YES)
    page = open_page("ask", interview=interview_id).chooses("Their answer", Beside.MESSAGE).clicks(_LOG)

    assert page.told() == ["Write or paste above what they said."]
    assert len(thread(ada.snapshot(), interview_id)) == 1


def test_what_they_wrote_last_stands_where_a_time_is_found_until_one_answers(
    open_page: OpenPage, ada: Workspace
) -> None:
    interview_id = replied(ada, Reply.YES, text="Gladly. Thursday at ten?")

    def times_seen() -> int:
        return open_page("ask", interview=interview_id).words().count("Gladly. Thursday at ten?")

    assert times_seen() == 1 + 1  # beside the time, and in the thread
    sent(ada, interview_id, Purpose.SCHEDULING)
    assert times_seen() == 1
