"""Your rhythm: the routine, single days, whose holidays count, and days off."""

from datetime import date

from lib.domain.commands import ChooseRoutine, ChooseWorkdays
from lib.store.workspace import Workspace
from tests.cast import a_goal, asked, only
from tests.pages.visitor import OpenPage


def test_a_routine_moves_what_is_due_and_is_undone_with_one_click(open_page: OpenPage, ada: Workspace) -> None:
    asked(ada)
    page = open_page("your_data")

    page.chooses("Your routine", "quick")

    assert page.shows("Your routine is “Quick” now.")
    assert page.field("Your routine").value == "quick"
    assert open_page("today").shows("**Follow up with Amara Obi** :gray-badge[12 Oct]")
    page.clicks("Undo")
    assert only(ada.snapshot().profiles).routine == ""


def test_single_days_stand_above_the_routine_until_they_are_taken_back(open_page: OpenPage, ada: Workspace) -> None:
    asked(ada)
    page = open_page("your_data")

    page.types("First follow-up, after the request", 5).submits("First follow-up, after the request")

    assert page.shows("Your days are kept.")
    assert only(ada.snapshot().profiles).cadence == {"requested": 5}
    assert open_page("today").shows("**Follow up with Amara Obi** :gray-badge[12 Oct]")
    page.clicks("Back to the days of the routine")
    assert only(ada.snapshot().profiles).cadence == {}


def test_days_that_make_no_sense_get_a_sentence(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("your_data").types("First follow-up, after the request", 99)

    page.submits("First follow-up, after the request")

    assert page.told() == ["Enter a number of days from 5 to 20."]
    assert only(ada.snapshot().profiles).cadence == {}


def test_days_of_an_older_askwell_do_no_harm(open_page: OpenPage, ada: Workspace) -> None:
    ada.do(ChooseRoutine(routine="long_gone", cadence={"gone_too": 3, "requested": 300}))
    asked(ada)

    assert open_page("your_data").field("Your routine").value == "standard"
    assert open_page("today").shows("**Follow up with Amara Obi** :gray-badge[13 Oct]")


def test_the_holidays_of_a_country_and_its_part_count(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("your_data").chooses("Whose holidays count for you?", "DE")

    assert page.shows("Next holidays: ")
    page.chooses("Which part of it?", "BY")

    mine = only(ada.snapshot().profiles)
    assert (mine.country, mine.subdivision) == ("DE", "BY")
    assert page.shows("All Saints' Day, 1 Nov")
    page.chooses("Whose holidays count for you?", "")
    assert not page.shows("Next holidays: ")


def test_days_off_are_added_and_taken_out_as_spans(open_page: OpenPage, ada: Workspace) -> None:
    ada.do(ChooseWorkdays(country="DE", subdivision="BE", days_off=(date(2026, 1, 5),)))
    page = open_page("your_data")

    days = (date(2026, 10, 7), date(2026, 10, 9))
    page.types("Days off of your own", days).submits("Days off of your own")

    assert page.shows("Wednesday 7 October 2026 to Friday 9 October 2026")
    mine = only(ada.snapshot().profiles)
    # What is over goes by itself; the place stays.
    assert (mine.country, mine.subdivision) == ("DE", "BE")
    assert mine.days_off == ["2026-10-07", "2026-10-08", "2026-10-09"]
    page.clicks("Take out")
    assert only(ada.snapshot().profiles).days_off == []


def test_today_leads_to_where_ones_rhythm_is_set(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)
    assert open_page("today").follows("Change when things are due").shows("Your routine")


def test_one_interview_gets_a_routine_of_its_own_where_it_is_asked_for(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)
    page = open_page("ask", interview=interview_id)

    page.chooses("Routine for this person", "gentle")

    assert page.shows("For this one, “Gentle” holds.")
    assert open_page("today").shows("**Follow up with Amara Obi** :gray-badge[19 Oct]")
    page.chooses("Routine for this person", "")
    assert only(ada.snapshot().interviews).routine == ""
