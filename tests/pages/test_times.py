"""Agreeing on a time: offers on both clocks, one click for the one they take, hours that are none or two, calendars."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from lib.domain.commands import ProposeTimes, SaveProfileText
from lib.domain.vocabulary import Purpose, Reply
from lib.identity import actor_of, store
from lib.settings import settings
from lib.store.workspace import Workspace
from lib.views.interviews import one_interview
from tests.asgi import Answer, asked
from tests.cast import BERLIN, TODAY, a_contact, a_draft, an_interview, only, replied, scheduled
from tests.cast import asked as requested
from tests.lib.exchange.rfc5545 import strictly_read
from tests.pages.hosted import ROUTES, Guest, an_account
from tests.pages.visitor import OpenPage, Visitor

_TOOK = "They took this one"


def said_yes(workspace: Workspace, **contact: Any) -> str:
    contact_id = a_contact(workspace, "Amara Obi", **contact)
    return replied(workspace, Reply.YES, requested(workspace, an_interview(workspace, contact_id=contact_id)))


def row_of(workspace: Workspace, interview_id: str) -> Any:
    return one_interview(workspace.snapshot(), BERLIN, interview_id)


# Offering


def test_the_time_that_they_take_is_agreed_with_one_click_on_their_clock(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = said_yes(ada, time_zone="America/New_York")
    slots = (datetime(2026, 10, 8, 13, 0, tzinfo=UTC), datetime(2026, 10, 9, 14, 30, tzinfo=UTC))
    ada.do(ProposeTimes(interview_id=interview_id, slots=slots))

    page = open_page("ask", interview=interview_id)
    assert page.shows("Friday 9 October at 16:30 (10:30 New York time)")
    page.clicks_key("took", interview_id, "2026-10-09T16:30:00+02:00")

    row = row_of(ada, interview_id)
    assert (row.stage, row.starts_at, row.time_zone) == ("scheduled", slots[1], "America/New_York")
    assert "Friday 9 October at 16:30 (10:30 New York time)" in page.told()[0]
    assert not page.shows(_TOOK)
    assert (page.field("Day").value, page.field("Time").value) == (date(2026, 10, 9), time(10, 30))
    page.clicks("Undo")
    assert row_of(ada, interview_id).stage == "agreed"
    assert page.shows("Friday 9 October at 16:30 (10:30 New York time)")


def test_offers_are_entered_on_ones_own_clock_and_shown_on_theirs(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = said_yes(ada, time_zone="America/New_York")
    page = open_page("ask", interview=interview_id)
    assert page.shows("To them: Wednesday 7 October at 09:00")

    page.chooses("First time", datetime(2026, 10, 8, 17, 15))  # noqa: DTZ001 - a field has no zone
    assert page.shows("To them: Thursday 8 October at 11:15")
    page.clicks("Offer these times")

    assert only(ada.snapshot().interviews).slots[0] == "2026-10-08T15:15:00+00:00"
    assert page.shows("Thursday 8 October at 17:15 (11:15 New York time)")


def test_their_time_zone_is_noted_where_the_times_are_and_new_ones_suit_it(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = said_yes(ada)
    page = open_page("ask", interview=interview_id).chooses("Their time zone", "America/New_York")

    assert only(ada.snapshot().contacts).time_zone == "America/New_York"
    assert page.shows("To them: Wednesday 7 October at 09:00")


def test_times_that_are_entered_stay_when_the_zone_is_noted(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("ask", interview=said_yes(ada)).chooses("First time", datetime(2026, 10, 8, 17, 15))  # noqa: DTZ001 - a field has no zone

    page.chooses("Their time zone", "America/New_York")

    assert page.shows("To them: Thursday 8 October at 11:15")


def test_what_lies_ahead_cannot_be_missed_yet(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("ask", interview=scheduled(ada))
    assert page.shows("It is called off")
    assert not page.shows("They did not show up")
    assert not page.shows("I missed it")


def test_after_three_changes_questions_by_mail_are_proposed(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = scheduled(ada)
    for hour in (9, 10):
        scheduled(ada, interview_id, at=time(hour))
    assert not open_page("ask", interview=interview_id).shows("Offer to send three questions")
    scheduled(ada, interview_id, at=time(11))

    page = open_page("ask", interview=interview_id)

    assert page.shows(
        "The time has changed 3 times. Offer to send three questions by e-mail: it may be easier for both of you."
    )
    page.chooses("About what?", "They prefer e-mail")
    assert page.field("Wording").value == "M28"


def test_one_letter_at_a_time_is_written_about_what_is_agreed(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = scheduled(ada)
    page = open_page("ask", interview=interview_id)
    assert page.field("Wording").value == "M16"  # confirm the day before
    page.chooses("About what?", "Ask to move it")
    assert page.field("Wording").value == "M17"
    a_draft(ada, interview_id, Purpose.SCHEDULING)
    page.runs()
    assert page.shows("Offer other times")


# Hours that are none, and hours that are two


def test_a_time_that_the_clock_skips_is_refused_and_kept_as_typed(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = said_yes(ada)
    page = open_page("ask", interview=interview_id)

    page.types("Day", date(2027, 3, 28)).types("Time", time(2, 30)).types("Time zone", BERLIN.key)
    page.submits("Minutes")

    assert "the clocks in Berlin go forward, and 02:30 does not come" in page.told()[-1]
    assert page.field("Time").value == time(2, 30)
    assert row_of(ada, interview_id).stage == "agreed"


@pytest.mark.parametrize(("which", "utc_hour"), [("The first", 0), ("The second", 1)])
def test_of_an_hour_that_comes_twice_one_says_which(
    open_page: OpenPage, ada: Workspace, which: str, utc_hour: int
) -> None:
    interview_id = said_yes(ada)
    page = open_page("ask", interview=interview_id)
    page.types("Day", date(2026, 10, 25)).types("Time", time(2, 30)).submits("Minutes")
    assert row_of(ada, interview_id).stage == "agreed"

    [choice] = page.radio
    assert choice.label == "02:30 comes twice on Sunday 25 October 2026 in Berlin. Which one?"
    choice.set_value(next(option for option in choice.options if option.startswith(which)))
    page.submits("Minutes")

    assert row_of(ada, interview_id).starts_at == datetime(2026, 10, 25, utc_hour, 30, tzinfo=UTC)


# Calendars


def test_both_calendar_files_are_there_once_a_time_is_agreed(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("ask", interview=scheduled(ada))
    buttons: list[Any] = list(page.get("download_button"))
    labels = [button.label for button in buttons]
    assert labels == ["Put it into my calendar", "Invitation for them"]
    assert page.shows("add yours under Your data")


def test_what_is_called_off_is_taken_out_of_calendars_again(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("ask", interview=scheduled(ada)).clicks("It is called off")
    buttons: list[Any] = list(page.get("download_button"))
    assert [button.label for button in buttons] == ["Take it out of my calendar", "Cancel it in theirs"]


def test_hosted_they_come_by_ticket(signed_in_as: Callable[[str], Guest]) -> None:
    guest = signed_in_as(an_account("Ben")).opens("today")
    mine = store().workspace(actor(guest))
    mine.do(SaveProfileText(field="name", text="Ben", version=1))
    interview_id = scheduled(mine)
    guest.opens("ask", interview=interview_id).clicks("Invitation for them")
    answer = guest.hands_over()
    assert answer.status == 200
    assert strictly_read(answer.body).all_of("VEVENT")[0].value("SUMMARY") == "Talk: Ben and Amara Obi"


def actor(guest: Guest) -> Any:
    return actor_of(guest.cookies)


def address_of(page: Any) -> str:
    return next(str(code.value) for code in page.code if "/calendar/" in str(code.value))


def read(address: str) -> Answer:
    return asked(ROUTES, address.removeprefix("http://localhost:8501"))


def unfolded(page: Visitor) -> Visitor:
    """Look at the address, which is asked for only then."""
    page.session_state[page.key_of("feed")] = True
    return page.runs()


def test_a_calendar_address_is_made_renewed_and_stopped(open_page: OpenPage, ada: Workspace) -> None:
    scheduled(ada, on=TODAY.replace(day=9))
    page = unfolded(open_page("your_data")).clicks("Make a calendar address")
    first = address_of(page)
    assert b"Talk with Amara Obi" in read(first).body
    assert only(ada.snapshot().profiles).time_zone == BERLIN.key
    assert page.shows("Google Calendar and Outlook on the web can't")

    page.clicks("Make a new address")
    second = address_of(page)
    assert (read(first).status, read(second).status) == (404, 200)
    assert page.runs().shows("Last read today")

    page.clicks("Stop the address")
    assert read(second).status == 404
    assert page.shows("Make a calendar address")


def test_hosted_the_address_is_that_of_the_site(signed_in_as: Callable[[str], Guest], hosted: Any) -> None:
    hosted.setenv("ASKWELL_ADDRESS", "https://askwell.example.org")
    settings.cache_clear()
    page = unfolded(signed_in_as(an_account("Ben")).opens("your_data")).clicks("Make a calendar address")
    assert address_of(page).startswith("https://askwell.example.org/calendar/")
    assert not page.shows("Google Calendar and Outlook on the web can't")
