"""Talk: the sheet before, the notes during, and what came of it after."""

from datetime import date

import pytest

from lib.domain.commands import AddPromise, AddTakeaway, DropQuestion, SaveAnswer, SaveGoalText, SaveNotes
from lib.domain.vocabulary import Reply, Stage
from lib.store.workspace import Workspace
from lib.views.interviews import one_interview
from tests.cast import (
    BERLIN,
    TODAY,
    a_contact,
    a_goal,
    a_question,
    an_interview,
    asked,
    done,
    only,
    replied,
    scheduled,
    talked,
    thanked,
)
from tests.pages.visitor import OpenPage, Visitor

_TAKEAWAY, _NAME, _PROMISE = "One thing I take away", "Their name", "I will …"


def _stage(ada: Workspace, interview_id: str) -> Stage:
    return Stage(one_interview(ada.snapshot(), BERLIN, interview_id).stage)


def _views(page: Visitor) -> str:
    return str(page.field("View").value)


# Which conversation


def test_without_a_conversation_the_way_leads_to_asking(open_page: OpenPage) -> None:
    page = open_page("talk")

    assert page.shows("No conversation is agreed yet. It starts with asking.")
    assert page.links()["Ask somebody"] == ("ask", {})


def test_the_talks_to_come_and_those_to_note_are_listed(open_page: OpenPage, ada: Workspace) -> None:
    coming = scheduled(ada)
    lee = a_contact(ada, "Lee Park")
    talked(ada, scheduled(ada, replied(ada, Reply.YES, asked(ada, an_interview(ada, contact_id=lee)))))

    page = open_page("talk")

    assert page.shows("**To come** (1)")
    assert page.shows("Amara Obi · Thursday 14:00")
    assert page.shows("**To note or read again** (1)")
    page.clicks_key("open-interview", coming)
    assert (page.title[0].value, page.query_params) == ("Amara Obi", {"interview": coming})
    assert page.clicks("All conversations").shows("**To come** (1)")


@pytest.mark.parametrize(("happens", "view"), [(scheduled, "Prepare"), (talked, "After"), (thanked, "After")])
def test_a_conversation_opens_on_the_side_that_is_next(
    open_page: OpenPage, ada: Workspace, happens: object, view: str
) -> None:
    assert callable(happens)

    assert _views(open_page("talk", interview=happens(ada))) == view


def test_each_side_can_be_looked_at(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("talk", interview=scheduled(ada))
    assert page.shows("About “data work in hospitals” · Thursday 14:00, 20 minutes, video call · Time agreed")

    assert page.chooses("View", "During").shows("Free notes")
    assert page.chooses("View", "After").shows("What will you do?")
    assert page.chooses("View", "Prepare").shows("What you want to find out")


def test_whoever_reloads_while_talking_is_still_at_the_notes(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("talk", interview=scheduled(ada)).clicks("Take notes during the talk")
    assert (_views(page), page.query_params["view"]) == ("During", "during")

    assert _views(page.chooses("View", "After").reloads()) == "After"


# Before


def test_the_sheet_says_who_they_are_and_what_to_find_out(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada, decision="Whether to train this year.")
    ada.do(SaveGoalText(goal_id=goal_id, version=1, field="known", text="It is shift work."))
    a_question(ada, goal_id, "What surprised you?")
    person = a_contact(ada, position="Nurse", organisation="City Hospital", notes="Met in March.\nLikes trains.")

    page = open_page("talk", interview=asked(ada, an_interview(ada, goal_id=goal_id, contact_id=person)))

    assert page.shows("Nurse, City Hospital  \nLost touch, three years or more")
    assert page.shows("Met in March.  \nLikes trains.")
    assert page.shows("**To decide**: Whether to train this year.\n\n**You know already**: It is shift work.")
    assert page.shows(":gray-badge[3 min] What surprised you?")
    assert page.shows(":gray-badge[17 min] **Thanks and next step.**")
    assert page.links()["Change the questions"] == ("learn", {"goal": goal_id})
    assert page.shows("What was said so far (1)")


def test_a_sheet_without_questions_says_how_many_are_good(open_page: OpenPage, ada: Workspace) -> None:
    assert open_page("talk", interview=scheduled(ada)).shows("None yet. Three are a good start.")


# During


def test_each_question_has_a_place_for_its_answer(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    first, dropped = a_question(ada, goal_id, "First?"), a_question(ada, goal_id, "Dropped?")
    interview_id = an_interview(ada, goal_id=goal_id)
    for question_id, text in ((first, "Shifts."), (dropped, "Coffee.")):
        ada.do(SaveAnswer(interview_id=interview_id, question_id=question_id, version=0, text=text))
    ada.do(SaveNotes(interview_id=interview_id, version=0, text="A good hour."))
    ada.do(DropQuestion(question_id=dropped))

    page = open_page("talk", interview=interview_id, view="during")

    assert page.texts() == {"First?": "Shifts.", "Dropped?": "Coffee.", "Free notes": "A good hour."}


@pytest.mark.parametrize("view", ["during", "after"])
def test_that_it_was_held_is_logged_once(open_page: OpenPage, ada: Workspace, view: str) -> None:
    interview_id = scheduled(ada, minutes=45)

    open_page("talk", interview=interview_id, view=view).clicks("We talked", twice=True)

    assert list(ada.snapshot().events["step"]).count("held") == 1
    assert only(ada.snapshot().interviews).minutes == 45


def test_a_talk_without_a_time_can_be_logged_and_undone(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = replied(ada, Reply.YES)

    page = open_page("talk", interview=interview_id, view="during").clicks("We talked")

    assert (_views(page), _stage(ada, interview_id)) == ("After", Stage.HELD)
    page.clicks("Undo")
    assert _stage(ada, interview_id) is Stage.AGREED


def test_what_was_not_agreed_can_not_be_logged_as_held(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("talk", interview=an_interview(ada), view="after")

    assert "We talked" not in [button.label for button in page.button]


# After


def test_a_takeaway_is_kept_and_the_line_is_empty_again(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    page = open_page("talk", interview=interview_id).types(_TAKEAWAY, "Nights are calm.")

    page.submits(_TAKEAWAY, twice=True)

    assert list(ada.snapshot().takeaways["text"]) == ["Nights are calm."]
    assert page.shows("Nights are calm.")
    assert not page.field(_TAKEAWAY).value


def test_the_same_takeaway_may_be_kept_of_two_talks(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("talk", interview=talked(ada))

    page.types(_TAKEAWAY, "One.").submits(_TAKEAWAY).types(_TAKEAWAY, "Two.").submits(_TAKEAWAY)

    assert list(ada.snapshot().takeaways["text"]) == ["One.", "Two."]


def test_a_takeaway_typed_while_another_tab_adds_one_is_not_lost(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    here, there = (open_page("talk", interview=interview_id) for _ in range(2))
    there.types(_TAKEAWAY, "From there.").submits(_TAKEAWAY)

    here.types(_TAKEAWAY, "From here.").submits(_TAKEAWAY)

    assert list(ada.snapshot().takeaways["text"]) == ["From there.", "From here."]


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        (_TAKEAWAY, "Write down what you learned, in a sentence."),
        (_NAME, "Enter the name of the person you want to talk to."),
        (_PROMISE, "Write down what you promised to do."),
    ],
)
def test_an_empty_line_is_refused_beside_it(open_page: OpenPage, ada: Workspace, label: str, sentence: str) -> None:
    interview_id = talked(ada)
    before = ada.snapshot()

    page = open_page("talk", interview=interview_id).types(label, "   ").submits(label)

    assert page.told() == [sentence]
    assert ada.snapshot() is before


def test_a_takeaway_is_taken_out_and_undone(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    takeaway_id = done(ada, AddTakeaway(interview_id=interview_id, text="Nights are calm."))
    page = open_page("talk", interview=interview_id)

    page.clicks_key("take-out", takeaway_id)

    assert ada.snapshot().takeaways.empty
    assert page.told() == ["Taken out."]
    page.clicks("Undo")
    assert list(ada.snapshot().takeaways["text"]) == ["Nights are calm."]


def test_taking_out_twice_takes_out_once(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    keep = done(ada, AddTakeaway(interview_id=interview_id, text="Stays."))
    gone = done(ada, AddTakeaway(interview_id=interview_id, text="Goes."))

    open_page("talk", interview=interview_id).clicks_key("take-out", gone, twice=True)

    assert list(ada.snapshot().takeaways["id"]) == [keep]


def test_somebody_they_named_becomes_a_contact(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    page = open_page("talk", interview=interview_id).types(_NAME, "Lee Park").types("Where they work", "City Hospital")
    page.types("I may say that Amara Obi sent me", True)  # noqa: FBT003 - a tick

    page.submits(_NAME, twice=True)

    [lee] = [row for row in ada.snapshot().contacts.itertuples(index=False) if row.name == "Lee Park"]
    assert (lee.organisation, lee.named_in_id, lee.may_use_name) == ("City Hospital", interview_id, True)
    assert page.links()["Lee Park"] == ("contacts", {"contact": lee.id})


def test_somebody_who_was_named_by_mistake_is_undone(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("talk", interview=talked(ada)).types(_NAME, "Lee Park").submits(_NAME)
    assert page.told() == ["Lee Park is among your contacts, introduced by Amara Obi."]

    page.clicks("Undo")

    assert list(ada.snapshot().contacts["name"]) == ["Amara Obi"]


def test_a_promise_is_kept_ticked_off_and_taken_out(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    page = open_page("talk", interview=interview_id).types(_PROMISE, "send the article").types("By", date(2026, 10, 7))

    page.submits(_PROMISE, twice=True)
    promise = only(ada.snapshot().promises)
    assert (promise.text, promise.due_on.date()) == ("send the article", date(2026, 10, 7))

    page.ticks("send the article, by Wednesday")
    assert ada.snapshot().promises["kept_at"].notna().all()
    page.ticks("send the article, by Wednesday")
    assert ada.snapshot().promises["kept_at"].isna().all()

    page.clicks_key("take-out", promise.id, twice=True)
    assert ada.snapshot().promises.empty


def test_a_promise_ticked_off_in_two_tabs_is_ticked_off(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    ada.do(AddPromise(interview_id=interview_id, text="send the article", due_on=TODAY))
    here, there = (open_page("talk", interview=interview_id) for _ in range(2))

    there.ticks("send the article, by today")
    here.ticks("send the article, by today")

    assert ada.snapshot().promises["kept_at"].notna().all()


def test_the_thank_you_is_one_click_from_the_log_and_begun(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = scheduled(ada)
    page = open_page("talk", interview=interview_id, view="after").clicks("We talked")

    page.clicks("Write the thank-you")

    assert (page.page, page.query_params) == ("thank", {"interview": interview_id})
    assert page.texts()["Your message"].startswith("Hi Amara,")
    assert list(ada.snapshot().messages["purpose"]).count("thanks") == 1


def test_what_is_noted_after_the_thank_you_was_begun_comes_into_it(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    page = open_page("talk", interview=interview_id).clicks("Write the thank-you")

    page.opens("talk", interview=interview_id).types(_TAKEAWAY, "Nights are calm.").submits(_TAKEAWAY)

    assert "Nights are calm" in page.clicks("Write the thank-you").texts()["Your message"]


def test_the_debrief_ends_at_the_thank_you(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)

    page = open_page("talk", interview=interview_id).clicks("Now write the thank-you")

    assert (page.page, page.query_params) == ("thank", {"interview": interview_id})


def test_a_late_click_from_a_page_that_was_left_ticks_nothing(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    ada.do(AddPromise(interview_id=interview_id, text="send the article", due_on=TODAY))

    open_page("talk", interview=interview_id).clicks("Now write the thank-you", twice=True)

    assert ada.snapshot().promises["kept_at"].isna().all()


def test_an_unknown_side_is_the_one_that_is_next(open_page: OpenPage, ada: Workspace) -> None:
    assert _views(open_page("talk", interview=talked(ada), view="<b>")) == "After"
