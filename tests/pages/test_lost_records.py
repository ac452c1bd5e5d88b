"""An address of something deleted, of another's, or made of nonsense gets a friendly page with ways back."""

import pytest

from lib.domain.commands import AddTakeaway, RemoveInterview
from lib.domain.errors import NotFoundError
from lib.domain.vocabulary import Step
from lib.store.store import Store
from lib.store.workspace import Workspace
from lib.ui.safe_text import md_escape
from tests.cast import BEN, a_contact, a_goal, an_interview, asked, done
from tests.lib.store.every_command import a_world
from tests.pages.visitor import OpenPage, Visitor

# Every page that opens at a record, how the address names it, and what it is called.
_PLACES = [
    ("learn", "goal", "goal"),
    ("choose", "goal", "goal"),
    ("ask", "interview", "interview"),
    ("talk", "interview", "interview"),
    ("thank", "interview", "interview"),
    ("contacts", "contact", "person"),
]
_OF_THE_WORLD = {"goal": "goal", "interview": "requested", "contact": "stranger"}
_NONSENSE = ["x", "../../etc/passwd", "' OR 1=1 --", "<b>x</b>", "![](http://evil/x.png)", "%00", "a" * 5_000, "½🙂"]


def _assert_lost(page: Visitor, noun: str) -> None:
    assert page.headings() == ["Not here any more"]
    assert page.shows(md_escape(str(NotFoundError(noun))))
    assert page.links()["Go to Today"] == ("today", {})
    assert page.links()["See all interviews"] == ("progress", {})


@pytest.mark.parametrize(("name", "record", "noun"), _PLACES)
def test_nonsense_in_an_address_gets_the_friendly_page(
    open_page: OpenPage, ada: Workspace, name: str, record: str, noun: str
) -> None:
    an_interview(ada)
    for nonsense in _NONSENSE:
        _assert_lost(open_page(name, **{record: nonsense}), noun)


def test_another_ones_record_is_not_there(open_page: OpenPage, ada: Workspace, store: Store) -> None:
    an_interview(ada)
    theirs = a_world(store.workspace(BEN))

    for name, record, noun in _PLACES:
        _assert_lost(open_page(name, **{record: getattr(theirs, _OF_THE_WORLD[record])}), noun)


@pytest.mark.parametrize(("name", "record", "noun"), _PLACES[2:5])
def test_what_was_removed_in_another_tab_is_not_there(
    open_page: OpenPage, ada: Workspace, name: str, record: str, noun: str
) -> None:
    an_interview(ada, contact_id=a_contact(ada, "Lee Park"))
    interview_id = asked(ada)
    page = open_page(name, **{record: interview_id})
    ada.do(RemoveInterview(interview_id=interview_id))

    _assert_lost(page.runs(), noun)


@pytest.mark.parametrize("button", ["Let it rest", "Remove this interview"])
def test_a_click_on_what_was_removed_in_another_tab_does_nothing(
    open_page: OpenPage, ada: Workspace, button: str
) -> None:
    an_interview(ada, contact_id=a_contact(ada, "Lee Park"))
    interview_id = asked(ada)
    page = open_page("ask", interview=interview_id)
    ada.do(RemoveInterview(interview_id=interview_id))
    before = ada.snapshot()

    _assert_lost(page.clicks(button), "interview")
    assert ada.snapshot() is before


def test_a_callback_on_what_was_removed_in_another_tab_says_so(open_page: OpenPage, ada: Workspace) -> None:
    an_interview(ada, contact_id=a_contact(ada, "Lee Park"))
    interview_id = asked(ada)
    page = open_page("progress").chooses("Interview", interview_id)
    ada.do(RemoveInterview(interview_id=interview_id))

    page.picks(Step.CLOSED, "move-how", interview_id)

    assert page.told() == [md_escape(str(NotFoundError("interview")))]


def test_a_notice_of_a_click_on_what_was_removed_does_not_wait_for_another_page(
    open_page: OpenPage, ada: Workspace
) -> None:
    interview_id = asked(ada)
    takeaway_id = done(ada, AddTakeaway(interview_id=interview_id, text="Nights are calm."))
    page = open_page("talk", interview=interview_id, view="after")
    ada.do(RemoveInterview(interview_id=interview_id))

    page.clicks_key("take-out", takeaway_id)

    assert page.told() == [md_escape(str(NotFoundError("takeaway")))]
    assert page.opens("today").told() == []


def test_the_ways_back_lead_back(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)

    page = open_page("talk", interview="x").follows("See all interviews")

    assert page.page == "progress"
    assert open_page("talk", interview="x").follows("Go to Today").page == "today"


def test_parameters_that_no_page_knows_are_ignored(open_page: OpenPage, ada: Workspace) -> None:
    asked(ada)

    assert open_page("ask", nonsense="<b>").title[0].value == "Ask for twenty minutes"
    assert open_page("today", interview="x").title[0].value == "Today"
