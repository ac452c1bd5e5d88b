"""A mail that came elsewhere is brought in: read, filed where it belongs, and seen there."""

from datetime import datetime, timedelta

import pytest

from lib.domain.commands import CorrectMessage
from lib.domain.vocabulary import Channel, Direction, Purpose, Reply, Stage
from lib.store.workspace import Workspace
from lib.ui.safe_text import md_escape
from lib.views.conversation import draft_of, thread
from lib.views.interviews import one_interview
from tests.cast import BERLIN, NOW, a_contact, an_interview, asked, only, scheduled
from tests.mail_files import UNDELIVERED, gmail
from tests.pages.visitor import OpenPage, Visitor

_CAME = "Mon, 05 Oct 2026 09:15:30 +0200"


@pytest.fixture
def lee(ada: Workspace) -> str:
    """Lee was asked some days ago."""
    contact_id = a_contact(ada, "Lee Park", email="lee@example.org")
    chosen = an_interview(ada, contact_id=contact_id, happened_at=NOW - timedelta(days=5))
    return asked(ada, chosen, happened_at=NOW - timedelta(days=4))


def _dropped(page: Visitor, content: bytes, name: str = "mail.eml") -> Visitor:
    page.file_uploader[0].upload(name, content, "message/rfc822")
    return page.runs()


def _stage(ada: Workspace, interview_id: str) -> Stage:
    return Stage(one_interview(ada.snapshot(), BERLIN, interview_id).stage)


def test_a_dropped_answer_is_filed_with_whom_it_came_from(open_page: OpenPage, ada: Workspace, lee: str) -> None:
    elsewhere = asked(ada)
    page = _dropped(open_page("ask", interview=elsewhere), gmail("Yes, **gladly**.", Date=_CAME))
    assert page.shows("**Sent** Monday 5 October 2026, 09:15")
    assert page.field("What they wrote").value == "Yes, **gladly**."

    page.chooses("What did they say?", Reply.YES).clicks("File it")

    assert _stage(ada, lee) is Stage.AGREED
    assert page.query_params["interview"] == lee
    message = thread(ada.snapshot(), lee)[-1]
    assert (message.body, message.subject, message.mail_id) == (
        "Yes, **gladly**.",
        "Re: Twenty minutes?",
        "<CAF+1@mail.gmail.com>",
    )
    assert message.sent_at == datetime(2026, 10, 5, 9, 15, 30, tzinfo=BERLIN)
    again = _dropped(page.opens("ask", interview=elsewhere), gmail(Date=_CAME))
    assert again.shows("This mail is filed already, with Lee Park.")


def test_an_automatic_reply_is_known_and_takes_no_step(open_page: OpenPage, ada: Workspace, lee: str) -> None:
    away = gmail("I am away until 16 October.", Auto_Submitted="auto-replied", Date=_CAME)

    _dropped(open_page("today"), away).clicks("File it")

    assert _stage(ada, lee) is Stage.REQUESTED
    assert thread(ada.snapshot(), lee)[-1].purpose == Purpose.AUTO_REPLY
    assert only(ada.snapshot().interviews).away_until.date().isoformat() == "2026-10-17"


def test_a_pasted_mail_survives_leaving_the_page(open_page: OpenPage, ada: Workspace, lee: str) -> None:
    asked(ada)
    label = "Or its text, with the lines that say from whom and when, if you like"
    page = open_page("today").chooses(label, "From: Lee Park\nDate: 5 Oct 2026 10:30\n\nNo, sorry.\n")
    page.opens("learn").opens("today")

    page.chooses("What did they say?", Reply.NO).clicks("File it")

    assert _stage(ada, lee) is Stage.DECLINED
    assert thread(ada.snapshot(), lee)[-1].body == "No, sorry."
    assert page.opens("today").field(label).value == ""


def test_a_mail_that_i_sent_myself_is_the_follow_up_that_it_was(open_page: OpenPage, ada: Workspace, lee: str) -> None:
    mine = gmail("Just in case it slipped by.", sender="Ada <ada@example.com>", to="lee@example.org", Date=_CAME)

    _dropped(open_page("ask", interview=lee), mine).clicks("File it")

    assert _stage(ada, lee) is Stage.FOLLOWED_UP
    message = thread(ada.snapshot(), lee)[-1]
    assert (message.direction, message.body) == (Direction.SENT, "Just in case it slipped by.")


def test_a_request_that_came_back_is_a_draft_again_as_it_was_written(
    open_page: OpenPage, ada: Workspace, lee: str
) -> None:
    page = _dropped(open_page("today"), UNDELIVERED)
    assert any("could not be delivered" in words for words in page.told())
    assert page.field("Goes to").value == lee

    page.clicks("File it")

    assert _stage(ada, lee) is Stage.DRAFTED
    draft = draft_of(ada.snapshot(), lee, Purpose.REQUEST)
    assert draft is not None
    assert draft.body == "Dear Amara, may I ask you a few questions?"
    assert [message.direction for message in thread(ada.snapshot(), lee)] == [Direction.RECEIVED]
    assert page.links()["Change their address"] == ("contacts", {"contact": only(ada.snapshot().contacts).id})


def test_a_request_that_something_was_built_on_stays_sent_and_the_report_is_filed(
    open_page: OpenPage, ada: Workspace, lee: str
) -> None:
    message_id = thread(ada.snapshot(), lee)[0].id
    ada.do(CorrectMessage(message_id=message_id, channel=Channel.EMAIL, happened_at=NOW - timedelta(days=3)))

    _dropped(open_page("today"), UNDELIVERED).clicks("File it")

    assert _stage(ada, lee) is Stage.REQUESTED
    assert len(thread(ada.snapshot(), lee)) == 1 + 1


def test_what_is_no_mail_gets_its_sentence_beside_the_place(open_page: OpenPage, lee: str) -> None:
    page = _dropped(open_page("ask", interview=lee), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "mail.msg")

    [sentence] = page.told()
    assert "only Outlook reads" in sentence


def test_a_mail_of_somebody_unknown_waits_for_a_choice(open_page: OpenPage, lee: str) -> None:
    page = _dropped(open_page("today"), gmail("Hello", sender="Dana Okafor <dana@example.net>"))
    assert page.field("Goes to").value is None

    page.chooses("Goes to", lee).chooses("What did they say?", Reply.ANSWERED)

    # A mail of tomorrow came now.
    assert page.field("When did it come?").value == NOW.astimezone(BERLIN).replace(tzinfo=None)


def test_an_address_nobody_had_is_kept_where_one_says_so(open_page: OpenPage, ada: Workspace, lee: str) -> None:
    page = _dropped(open_page("today"), gmail("Yes", sender="Sunny <sunny@home.example>", Date=_CAME))
    page.chooses("Goes to", lee).chooses("What did they say?", Reply.YES)

    kept = f"Keep {md_escape('sunny@home.example')} as an address of Lee Park"
    page.types(kept, value=True).clicks("File it")

    assert _stage(ada, lee) is Stage.AGREED
    person = only(ada.snapshot().contacts)
    assert (person.email, person.also) == ("lee@example.org", {"email": ["sunny@home.example"]})
    again = gmail("Tuesday?", sender="Sunny <sunny@home.example>", **{"Message-ID": "<2@home.example>"})
    assert _dropped(page.opens("today"), again).field("Goes to").value == lee


def test_in_the_middle_of_an_agreed_time_a_mail_is_just_a_message(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = scheduled(ada)
    mail = gmail("I am looking forward to it.", sender="Amara Obi <amara@x.example>", Date=_CAME)

    _dropped(open_page("ask", interview=interview_id), mail).clicks("File it")

    assert _stage(ada, interview_id) is Stage.SCHEDULED
    assert thread(ada.snapshot(), interview_id)[0].body == "I am looking forward to it."
