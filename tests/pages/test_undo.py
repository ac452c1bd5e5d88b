"""Undo: offered where the result is shown, once, and refused in words where things have moved on."""

from datetime import time

from lib.domain.commands import AddTakeaway, EditContact
from lib.domain.vocabulary import Reply, Stage, Tie
from lib.store.workspace import Workspace
from lib.views.interviews import one_interview
from tests.cast import BERLIN, TODAY, a_contact, a_draft, a_goal, an_interview, asked, only, scheduled, talked
from tests.pages.visitor import OpenPage, Visitor

_NOT_ANY_MORE = "This can't be undone any more, because something was changed after it."


def _offers_undo(page: Visitor) -> bool:
    return "Undo" in [button.label for button in page.button]


def test_undo_is_offered_until_the_next_click(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("ask", interview=asked(ada)).clicks("Let it rest")
    assert _offers_undo(page)

    assert not _offers_undo(page.runs())


def test_undo_is_offered_on_the_page_that_the_click_led_to(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada), a_contact(ada)

    page = open_page("choose").clicks("Ask Amara Obi")

    assert (page.page, _offers_undo(page)) == ("ask", True)


def test_a_hasty_second_undo_takes_nothing_else_back(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = an_interview(ada)
    a_draft(ada, interview_id)
    page = open_page("ask", interview=interview_id).clicks("I sent it")

    page.clicks("Undo", twice=True)

    assert one_interview(ada.snapshot(), BERLIN, interview_id).stage == Stage.DRAFTED
    assert page.told() in ([_NOT_ANY_MORE], [])


def test_what_has_moved_on_is_not_undone(open_page: OpenPage, ada: Workspace) -> None:
    contact_id = a_contact(ada)
    page = open_page("contacts", contact=contact_id).types("Phone", "030 1234").clicks("Save")
    ada.do(EditContact(contact_id=contact_id, version=2, name="Amara Obi", phone="030 9999", tie=Tie.LOST_TOUCH))

    page.clicks("Undo")

    assert page.told() == [_NOT_ANY_MORE]
    assert only(ada.snapshot().contacts).phone == "030 9999"


def test_steps_are_undone_only_from_the_last_backwards(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = scheduled(ada, on=TODAY, at=time(9, 0))
    here = open_page("ask", interview=interview_id).clicks("They did not show up")
    open_page("ask", interview=interview_id).clicks("It won't take place")

    here.clicks("Undo")

    assert here.told() == [_NOT_ANY_MORE]
    assert one_interview(ada.snapshot(), BERLIN, interview_id).stage == Stage.CALLED_OFF


def test_what_was_done_meanwhile_elsewhere_stays(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    page = open_page("talk", interview=interview_id).types("Their name", "Lee Park").submits("Their name")
    ada.do(AddTakeaway(interview_id=interview_id, text="Nights are calm."))

    page.clicks("Undo")

    assert list(ada.snapshot().contacts["name"]) == ["Amara Obi"]
    assert list(ada.snapshot().takeaways["text"]) == ["Nights are calm."]


def test_a_reply_that_named_somebody_is_undone_with_them(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)
    page = open_page("ask", interview=interview_id).chooses("Their answer", Reply.PASSED_ON)
    page.types("Whom did they name? (optional)", "Lee Park").clicks("Log this answer")

    page.clicks("Undo")

    assert one_interview(ada.snapshot(), BERLIN, interview_id).stage == Stage.REQUESTED
    assert list(ada.snapshot().contacts["name"]) == ["Amara Obi"]


def test_an_undo_that_takes_the_open_record_away_leaves_the_whole_page(open_page: OpenPage, ada: Workspace) -> None:
    first = an_interview(ada)
    page = open_page("contacts", contact=a_contact(ada, "Jo")).clicks("Ask them")

    page.clicks("Undo")

    assert page.told() == ["Undone. Everything is as it was before."]
    assert (page.page, page.query_params) == ("ask", {})
    assert list(ada.snapshot().interviews["id"]) == [first]


def test_an_undo_of_a_step_stays_at_its_record(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)

    page = open_page("ask", interview=interview_id).clicks("Let it rest").clicks("Undo")

    assert page.query_params == {"interview": interview_id}
