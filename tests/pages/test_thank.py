"""Thank: everybody who gave time or an answer, whatever came of it, and the word on what came of it later."""

from datetime import timedelta

import pytest

from lib.domain.commands import AddTakeaway
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

    assert page.told()[0] == "Amara Obi: Logged. Around Monday 16 November 2026, tell them what came of it."
    assert _stage(ada, interview_id) is Stage.THANKED
    page.clicks("Undo")
    assert _stage(ada, interview_id) is Stage.HELD


@pytest.mark.parametrize("reply", [Reply.NO, Reply.NOT_NOW])
def test_after_a_no_the_thank_you_closes_the_circle(open_page: OpenPage, ada: Workspace, reply: Reply) -> None:
    page = open_page("thank", interview=replied(ada, reply)).clicks("Start with this").clicks("I sent it")

    assert page.told()[0] == "Amara Obi: Logged, and that closes the circle."


def test_a_thank_you_uses_the_takeaway(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    page = open_page("thank", interview=interview_id)
    assert page.shows("A thank-you is warmest with one specific thing you learned.")
    assert page.links()["Note what you learned"] == ("talk", {"interview": interview_id, "view": "after"})

    ada.do(AddTakeaway(interview_id=interview_id, text="nights are calm"))

    assert "nights are calm" in page.reloads().text[0].value
    assert "nights are calm" in page.clicks("Start with this").texts()["Your message"]


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
    assert page.shows("**Staying in touch** (1)")

    page.clicks_key("open-interview", interview_id)
    assert page.shows("You wrote last 7 weeks ago. People like to hear what came of their advice.")
    page.clicks("Start with this", twice=True).clicks("I sent it", twice=True)

    assert _stage(ada, interview_id) is Stage.KEPT_IN_TOUCH
    assert [message.purpose for message in thread(ada.snapshot(), interview_id)][2:] == [Purpose.UPDATE]


def test_one_can_write_again_after_an_update(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = sent(ada, thanked(ada), Purpose.UPDATE)

    page = open_page("thank", interview=interview_id).clicks("Start with this").clicks("I sent it")

    assert page.told() == ["Amara Obi: Logged."]
    assert len(thread(ada.snapshot(), interview_id)) == 4


def test_what_is_still_open_has_nothing_to_thank_for_yet(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)

    page = open_page("thank", interview=interview_id)

    assert page.shows("Asked. There is nothing to thank for yet.")
    assert page.links()["Open it under Ask"] == ("ask", {"interview": interview_id})


def test_a_no_is_not_bothered_with_updates(open_page: OpenPage, ada: Workspace) -> None:
    sent(ada, replied(ada, Reply.NO), Purpose.THANKS)

    assert not open_page("thank").shows("Staying in touch")
