"""A way in: name whom you want to reach, see who could introduce you, ask them, and hear back."""

from lib.domain.commands import SaveGoalText, SaveProfileText
from lib.domain.vocabulary import InterviewKind, Reply, Tie
from lib.store.workspace import Workspace
from tests.cast import a_contact, a_goal, only
from tests.pages.visitor import OpenPage

_ASK_JO = "Ask Jo Reyes for an introduction"


def test_from_a_stranger_to_the_note_that_can_be_forwarded(open_page: OpenPage, ada: Workspace) -> None:
    goal = a_goal(ada)
    ada.do(SaveGoalText(goal_id=goal, version=1, field="decision", text="whether to retrain"))
    ada.do(SaveProfileText(version=1, field="full_name", text="Ada Obi"))
    jo = a_contact(ada, "Jo Reyes", tie=Tie.FORMER, also={"organisation": ("Harbour Clinic",)})

    page = open_page("choose", goal=goal).types("Person, if you know who", "Sam Lin")
    page = page.types("Organisation", "Harbour Clinic").clicks("See who could help")

    assert page.shows("You → **Jo Reyes** → **Sam Lin**")
    assert page.shows("They worked at Harbour Clinic")

    page = page.clicks(_ASK_JO)

    interview = only(ada.snapshot().interviews)
    assert page.page == "ask"
    assert (interview.kind, interview.contact_id) == (InterviewKind.INTRODUCTION, jo)
    assert page.headings()[0] == "Ask for an introduction"
    assert page.shows("An introduction to **Sam Lin**")

    page = page.clicks("Start with this")

    body = only(ada.snapshot().messages).body
    request, note = body.split("* * *")
    assert "I would like to hear from Sam Lin" in request
    assert "Ada Obi" in note
    assert "whether to retrain" in note

    page = page.clicks("I sent it").chooses("Their answer", Reply.PASSED_ON).clicks("Log this answer")

    sam = only(ada.snapshot().contacts.query("name == 'Sam Lin'"))
    assert (sam.tie, sam.introducer_id, sam.may_use_name) == (Tie.INTRODUCED, jo, True)
    assert page.page == "thank"
    assert page.shows("They opened the way to Sam Lin")


def test_where_nobody_is_known_there_the_page_says_what_helps(open_page: OpenPage, ada: Workspace) -> None:
    goal = a_goal(ada)

    page = open_page("choose", goal=goal).clicks("See who could help")
    assert page.shows("Name a person or an organisation that you want to reach.")

    page = page.types("Organisation", "Harbour Clinic").clicks("See who could help")
    assert page.shows("Nobody you noted works or worked there")

    page = page.clicks("No longer needed")
    assert ada.snapshot().targets.empty
    assert page.shows("Harbour Clinic is off this list.")


def test_an_introduction_that_was_asked_for_is_not_asked_for_twice(open_page: OpenPage, ada: Workspace) -> None:
    goal = a_goal(ada)
    a_contact(ada, "Jo Reyes", tie=Tie.FORMER, organisation="Harbour Clinic")
    page = open_page("choose", goal=goal).types("Organisation", "Harbour Clinic").clicks("See who could help")
    page = page.clicks(_ASK_JO)

    page = open_page("choose", goal=goal)

    assert page.links()["You asked Jo Reyes: open it"][0] == "ask"
    assert page.shows("(introduction to Harbour Clinic)") or page.shows("Jo Reyes")
