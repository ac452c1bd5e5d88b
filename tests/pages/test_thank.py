"""Thank: everybody who gave time or an answer, whatever came of it, and the word on what came of it later."""

from datetime import date, timedelta

import pytest

from lib.domain.commands import AddPromise, AddTakeaway, FillField
from lib.domain.vocabulary import Channel, Purpose, Reply, Stage
from lib.store.workspace import Workspace
from lib.views.conversation import thread
from lib.views.interviews import one_interview
from tests.cast import (
    BERLIN,
    NOW,
    a_contact,
    an_interview,
    asked,
    only,
    replied,
    scheduled,
    sent,
    talked,
    thanked,
)
from tests.pages.visitor import OpenPage


def _stage(ada: Workspace, interview_id: str) -> Stage:
    return Stage(one_interview(ada.snapshot(), BERLIN, interview_id).stage)


def test_with_nobody_to_thank_the_page_says_so(open_page: OpenPage) -> None:
    assert open_page("thank").shows("Nobody to thank yet.")


def test_the_longest_waiting_comes_first(open_page: OpenPage, ada: Workspace) -> None:
    lee = an_interview(ada, contact_id=a_contact(ada, "Lee Park"))
    talked(ada, scheduled(ada, replied(ada, Reply.YES, asked(ada, lee))), happened_at=NOW - timedelta(days=1))
    waiting_longer = talked(ada, happened_at=NOW - timedelta(days=6))

    page = open_page("thank")

    assert page.shows("**To thank** (2)")
    assert "Amara Obi" in page.headings()
    assert page.shows("They gave you a talk 6 days ago.")
    assert "Lee Park" in page.clicks_key("open-interview", lee).headings()
    assert "Amara Obi" in page.clicks_key("open-interview", waiting_longer).headings()


@pytest.mark.parametrize(
    ("reply", "gave"),
    [
        (Reply.ANSWERED, "They gave you an answer today."),
        (Reply.PASSED_ON, "They sent you to somebody else today."),
        (Reply.NOT_NOW, "They answered today, though now is not a good time for them."),
        (Reply.NO, "They took the time today to say no."),
    ],
)
def test_every_answer_gets_its_own_thank_you(open_page: OpenPage, ada: Workspace, reply: Reply, gave: str) -> None:
    interview_id = replied(ada, reply)
    page = open_page("thank", interview=interview_id)
    assert page.shows(gave)

    page.clicks("Start with this", twice=True).clicks("I sent it", twice=True)

    assert _stage(ada, interview_id) is Stage.THANKED
    assert [message.purpose for message in thread(ada.snapshot(), interview_id)][1:] == [Purpose.THANKS]


def test_a_talk_is_thanked_and_the_next_touch_is_named(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    page = open_page("thank").clicks("Start with this")

    page.clicks("I sent it")

    next_touch = "Amara Obi: Logged. Next, on Wednesday 14 October 2026: Ask Amara Obi who else could help."
    assert page.told()[0].startswith(next_touch)
    assert _stage(ada, interview_id) is Stage.THANKED
    page.clicks("Undo")
    assert _stage(ada, interview_id) is Stage.HELD


def test_after_a_no_the_thank_you_closes_the_circle(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("thank", interview=replied(ada, Reply.NO)).clicks("Start with this").clicks("I sent it")

    assert page.told()[0].startswith("Amara Obi: Logged. That closes the circle.")
    assert page.shows("That closes the circle; nothing more is due.")


def test_a_thank_you_uses_the_takeaway(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    ada.do(AddTakeaway(interview_id=interview_id, text="nights are calm"))

    page = open_page("thank", interview=interview_id)

    assert page.shows("You learned: nights are calm")
    assert page.links()["All your notes"] == ("talk", {"interview": interview_id, "view": "after"})
    assert "nights are calm" in page.clicks("Start with this").texts()["Your message"]


def test_what_is_noted_on_the_page_comes_into_the_thank_you_that_is_begun(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("thank", interview=talked(ada)).clicks("Start with this")
    assert page.shows("A thank-you is warmest with one specific thing you learned.")

    page.types("One thing I take away", "nights are calm").submits("One thing I take away")
    page.types("I will …", "Read the paper").types("By", date(2026, 10, 9)).submits("I will …")

    message = page.texts()["Your message"]
    assert "nights are calm" in message
    assert "read the paper by 9 October" in message
    assert page.page == "thank"


def test_a_card_by_hand_is_another_way_to_thank(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("thank", interview=talked(ada)).clicks("Start with this")

    page.clicks("Write a card instead")

    assert page.texts()["Your message"].startswith("Dear Amara,")
    assert page.shows("Copy these words onto a card")
    assert only(ada.snapshot().messages[ada.snapshot().messages["sent_at"].isna()]).channel == Channel.IN_PERSON


def test_whoever_introduced_one_hears_how_it_went_and_is_gone_from_the_list(
    open_page: OpenPage, ada: Workspace
) -> None:
    jo = a_contact(ada, "Jo Lind", email="jo@example.org")
    interview_id = an_interview(ada, contact_id=a_contact(ada, "Lee Park", introducer_id=jo))
    talked(ada, scheduled(ada, replied(ada, Reply.YES, asked(ada, interview_id))))
    page = open_page("thank").clicks_key("open-interview", interview_id, "introducer")
    assert page.query_params == {"interview": interview_id, "view": "introducer"}
    assert page.shows("They led you to Lee Park, and you talked today.")

    page.clicks("Start with this")
    assert page.texts()["Your message"].startswith("Hi Jo,")
    page.clicks("I sent it", twice=True)

    [note] = [row for row in thread(ada.snapshot(), interview_id) if row.purpose == Purpose.INTRODUCER]
    assert (note.to_contact_id, _stage(ada, interview_id)) == (jo, Stage.HELD)
    assert page.shows("**To thank** (1)")
    assert not page.shows("the way to Lee Park")


def test_a_thank_you_goes_the_way_the_request_went(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = an_interview(ada, contact_id=a_contact(ada, email="amara@example.org"))
    page = open_page("ask", interview=interview_id).chooses("How will you reach them?", Channel.LINKEDIN)
    page.chooses("Wording", "my own words").clicks("Start with an empty page").clicks("I sent it")
    replied(ada, Reply.NO, interview_id)

    assert page.opens("thank").field("How will you reach them?").value == Channel.LINKEDIN


def test_those_who_were_thanked_hear_later_what_came_of_it(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = thanked(ada, happened_at=NOW - timedelta(days=50))
    page = open_page("thank")
    assert page.shows("Everybody who gave you time or an answer is thanked.")
    assert page.shows("**Time for a word** (1)")

    page.clicks_key("open-interview", interview_id)
    assert page.shows("You wrote last 7 weeks ago. It is time for a word, if you like.")
    page.clicks("Start with this", twice=True).clicks("I sent it", twice=True)

    assert _stage(ada, interview_id) is Stage.KEPT_IN_TOUCH
    assert [message.purpose for message in thread(ada.snapshot(), interview_id)][2:] == [Purpose.UPDATE]


def test_one_can_write_again_after_an_update(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = sent(ada, thanked(ada), Purpose.UPDATE)

    page = open_page("thank", interview=interview_id).clicks("Start with this").clicks("I sent it")

    assert page.told()[0].startswith("Amara Obi: Logged. They know now.")
    assert len(thread(ada.snapshot(), interview_id)) == 4


def test_what_is_still_open_has_nothing_to_thank_for_yet(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)

    page = open_page("thank", interview=interview_id)

    assert page.shows("Asked. There is nothing to thank for yet.")
    assert page.links()["Open it under Ask"] == ("ask", {"interview": interview_id})


def test_a_no_is_not_bothered_with_updates(open_page: OpenPage, ada: Workspace) -> None:
    sent(ada, replied(ada, Reply.NO), Purpose.THANKS)

    page = open_page("thank")

    assert not page.shows("Coming up")
    assert not page.shows("Good news to share?")


def test_a_person_can_be_left_without_reminders_and_is_still_there(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = thanked(ada, happened_at=NOW - timedelta(days=50))

    page = open_page("thank", interview=interview_id).clicks("No more reminders for this person", twice=True)

    assert only(ada.snapshot().contacts).touch_every == 0
    assert page.shows("Nothing due (1)")
    page.chooses("How often to be in touch", "Every 3 months")
    assert only(ada.snapshot().contacts).touch_every == 91


def test_what_one_did_of_what_one_promised_comes_into_the_report(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    ada.do(AddPromise(interview_id=interview_id, text="read the paper on wards"))
    page = open_page("thank", interview=thanked(ada, interview_id)).clicks("Start with this")
    assert "[what you did]" in page.texts()["Your message"]

    page.ticks("read the paper on wards")

    assert "[what you did]" not in page.texts()["Your message"]
    assert "read the paper on wards" in page.texts()["Your message"]


def test_good_news_is_told_to_one_after_the_other_in_the_same_words(open_page: OpenPage, ada: Workspace) -> None:
    first, second = thanked(ada), thanked(ada, replied(ada, Reply.ANSWERED, asked(ada, _another(ada, "Bo Lind"))))
    ada.do(FillField(interview_id=first, field="news", text="I start in May"))

    page = open_page("thank").clicks_key("open-interview", second, "news")
    assert page.query_params == {"interview": second, "view": "news"}
    page.clicks("Say it as before: “I start in May”")

    assert "I start in May" in page.clicks("Start with this").texts()["Your message"]


def _another(ada: Workspace, name: str) -> str:
    return an_interview(ada, contact_id=a_contact(ada, name))
