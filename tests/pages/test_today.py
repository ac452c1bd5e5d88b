"""Today: the first visit, what is due, what comes up, and what waits for others."""

from datetime import date, timedelta

from lib.domain.commands import AddPromise, CloseGoal
from lib.store.workspace import Workspace
from tests.cast import NOW, TODAY, a_contact, a_goal, an_interview, asked, only, scheduled, talked, thanked
from tests.pages.visitor import OpenPage


def test_a_first_visit_says_what_this_is_and_how_to_begin(open_page: OpenPage) -> None:
    page = open_page("today")

    assert page.shows("An informational interview is a short talk")
    assert page.clicks("Start with what you want to learn").page == "learn"


def test_a_goal_without_anybody_to_ask_is_the_first_thing(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada, "night shifts")

    page = open_page("today")

    assert page.shows("One thing for today")
    assert page.shows("Nobody is on your list yet for “night shifts”.")
    assert page.links()["Choose somebody"] == ("choose", {"goal": goal_id})


def test_what_is_due_leads_to_the_page_and_record_where_it_is_done(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada, happened_at=NOW - timedelta(days=4))

    page = open_page("today")

    assert page.shows("**Thank Amara Obi** :orange-badge[due 1 Oct]  \nYou talked 4 days ago.")
    assert page.clicks("Write the thank-you").page == "thank"
    assert page.query_params == {"interview": interview_id}
    assert page.texts()["Your message"].startswith("Hi Amara,")
    assert page.shows("They gave you a talk 4 days ago.")


def test_what_is_not_due_is_folded_by_whose_turn_it_is(open_page: OpenPage, ada: Workspace) -> None:
    scheduled(ada)
    asked(ada, an_interview(ada, contact_id=a_contact(ada, "Lee Park")))

    page = open_page("today")

    assert page.shows("Done for today.")
    assert [block.label for block in page.expander][:2] == ["Coming up (2)", "Waiting for others (1)"]
    assert page.shows("**Prepare for Amara Obi** :gray-badge[Wednesday]")
    assert page.shows("**Follow up with Lee Park** :gray-badge[13 Oct]")


def test_more_than_a_dozen_things_are_not_a_list_for_today(open_page: OpenPage, ada: Workspace) -> None:
    for number in range(15):
        a_goal(ada, f"topic {number}")

    page = open_page("today")

    assert page.shows("15 things for today")
    assert page.shows("See the other 3 under Progress")


def test_a_promise_is_due_on_its_day(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    ada.do(AddPromise(interview_id=interview_id, text="send the article", due_on=TODAY))

    page = open_page("today")

    assert page.shows("**send the article**  \nYou promised this to Amara Obi.")
    assert page.links()["Open the notes"] == ("talk", {"interview": interview_id, "view": "after"})
    page.clicks("Done", twice=True)
    assert ada.snapshot().promises["kept_at"].notna().all()
    assert page.told() == ["Done: send the article."]
    assert not page.shows("**send the article**")


def test_when_everything_is_put_away_today_is_done(open_page: OpenPage, ada: Workspace) -> None:
    ada.do(CloseGoal(goal_id=a_goal(ada)))

    page = open_page("today")

    assert page.shows("Done for today.")
    assert not page.get("expander")


def test_a_thing_is_put_off_with_one_click_and_taken_back_with_another(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    page = open_page("today")

    page.picks("In 3 days", "later", "choose", goal_id)

    assert page.shows("Choose whom to ask: later, on Thursday 8 October 2026.")
    assert page.shows("**Choose whom to ask** :gray-badge[put off to Thursday]")
    assert page.shows("Done for today.")
    page.clicks("Undo")
    assert page.shows("One thing for today")
    assert ada.snapshot().deferrals.empty


def test_a_thing_is_put_off_to_a_day_of_ones_choice(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    page = open_page("today").picks("Another day …", "later", "choose", goal_id)

    page.types("On which day?", TODAY - timedelta(days=1)).submits("On which day?")
    assert page.shows("This day is already past. Choose today or a later day.")
    page.types("On which day?", date(2026, 12, 1)).submits("On which day?")

    assert page.shows(":gray-badge[put off to 1 Dec]")
    page.picks("Not later after all", "later", "choose", goal_id)
    assert page.shows("One thing for today")


def test_what_is_skipped_is_gone_for_a_reason_and_what_follows_is_told(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = thanked(ada, happened_at=NOW - timedelta(days=43))
    page = open_page("today").picks("Skip …", "later", "thanked", interview_id)

    page.submits("In your own words (optional)")
    assert page.shows("Say in a few words why, so that you know it later.")
    page.types("Why?", "Nothing new to tell").submits("In your own words (optional)")

    assert page.shows("Skipped: Tell Amara Obi what came of it. Next: Write to Amara Obi again, 19 Dec.")
    assert page.shows("Done for today.")
    assert only(ada.snapshot().deferrals).reason == "Nothing new to tell"

    page.clicks("Take it up again")
    assert page.shows("It is due again when the method says so.")
    assert page.shows("One thing for today")
    assert not page.shows("Skipped lately")


def test_what_is_not_due_yet_cannot_be_put_off_to_before(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)
    menu = open_page("today").menu_button(key=f"{ada.id}-later-requested-{interview_id}")
    assert menu.options == ["Another day …", "Skip …"]


def test_the_form_is_left_without_a_trace(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    page = open_page("today").picks("Skip …", "later", "choose", goal_id)

    page.clicks("Leave it as it is")

    assert page.shows("One thing for today")
    assert not page.shows("Why?")
    assert ada.snapshot().deferrals.empty
