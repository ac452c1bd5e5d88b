"""One informational interview from “what do I want to learn” to the exported log, in a real browser."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib.exchange.spreadsheet_csv import without_guard
from tests.browser.askwell_app import Person, askwell_server
from tests.browser.servers import Server
from tests.linkedin_files import connections_csv

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    started = askwell_server(tmp_path)
    yield started
    started.stop()


@pytest.fixture
def visit(server: Server, new_page: Callable[..., Page]) -> Callable[..., Person]:
    def opened(**viewport: int) -> Person:
        return Person(new_page(viewport=viewport, timezone_id="Europe/Berlin", accept_downloads=True), server)

    return opened


# The wide screen is taken by the journey below, which is this one with a killed server after every step.
def test_the_whole_journey_on_a_phone(visit: Callable[..., Person], tmp_path: Path) -> None:
    ada = visit(**NARROW)
    ada.opens()
    for step in STEPS:
        step(ada)
    assert_log_is_whole(exports(ada, tmp_path))


def test_a_server_that_is_killed_after_every_step_loses_nothing(visit: Callable[..., Person], tmp_path: Path) -> None:
    ada = visit(**WIDE)
    ada.opens()
    for step in STEPS:
        step(ada)
        ada.waits()
        ada.server.kill()
        ada.server.restart()
        ada.is_back()
    assert_log_is_whole(exports(ada, tmp_path))


def test_a_sample_is_looked_at_and_removed_without_touching_ones_own(visit: Callable[..., Person]) -> None:
    ada = visit(**WIDE)
    ada.opens()
    knows_what_to_learn(ada)
    ada.goes_to("Your data")
    ada.clicks("Look around with a sample")
    ada.sees("Invented people.")
    ada.goes_to("Progress")
    ada.sees("To thank")
    ada.clicks("Remove it")
    ada.sees("The sample is removed.")
    ada.goes_to("1 Learn")
    ada.sees("data work in hospitals")


def assert_log_is_whole(rows: list[dict[str, str]]) -> None:
    assert [row["person"] for row in rows] == ["Dana Okafor"]
    assert rows[0]["stage"] == "Thanked"
    assert "Mornings with the data, afternoons with the wards." in rows[0]["questions_and_answers"]
    assert "=Hospitals hire from nursing" in rows[0]["takeaways"]
    assert rows[0]["people_named"].startswith("Priya Shah")


def knows_what_to_learn(ada: Person) -> None:
    ada.clicks("Start with what you want to learn")
    ada.clicks("Write it down")
    ada.sees("Say in a few words what you want to learn about")
    ada.types("What about, in a few words?", "data work in hospitals")
    ada.clicks("Write it down")
    ada.sees("Your goal is written down.")
    ada.writes("What will you decide with it?", "Whether to train as a data analyst.")
    ada.types("A question that only a person can answer", "What filled most of your hours last week?")
    ada.clicks("Add")
    expect(ada.page.get_by_label("Question 1", exact=True)).to_be_visible()
    ada.unfolds("About you in one breath, and your plan")
    ada.writes("The name you sign with", "Ada")


def brings_in_contacts(ada: Person) -> None:
    ada.goes_to("Contacts")
    ada.page.locator("input[type=file]").set_input_files(
        {"name": "Connections.csv", "mimeType": "text/csv", "buffer": connections_csv(1_000)}
    )
    ada.clicks("Bring 1,000 people in")
    ada.sees("1,000 people are on your list now.")
    ada.clicks("Add a person")
    ada.types("E-mail", "not an address")
    ada.clicks("Add this person")
    ada.sees("Enter the name of the person you want to talk to.")
    ada.sees("This does not look like an e-mail address.")
    ada.types("Name", "Dana Okafor")
    ada.types("E-mail", "dana@example.org")
    ada.types("What they do", "Head of hospital data")
    ada.chooses("How strong is the tie?", "Worked or studied with me before")
    ada.clicks("Add this person")
    ada.sees("They are among your contacts.")


def chooses_a_contact(ada: Person) -> None:
    ada.goes_to("2 Choose")
    ada.sees("A short list")
    ada.clicks("Ask Dana Okafor")
    ada.sees("Dana Okafor is on your list.")


def asks(ada: Person) -> None:
    ada.clicks("Start with this")
    ada.writes("Your message", " P.S. I bake.")
    href = ada.page.get_by_role("link", name="Open in your mail program").get_attribute("href")
    assert href is not None
    assert href.startswith("mailto:dana@example.org?")
    ada.clicks("I sent it", exact=False)
    ada.sees(re.compile("Logged as sent"))
    ada.picks("Yes, or they offer times")
    ada.writes("Their words (optional)", "Gladly. Call me!")
    ada.clicks("Log this answer")
    ada.sees("Good news.")


def agrees_on_a_time(ada: Person) -> None:
    ada.types("Place, number or link", "+49 30 5550 0100")
    ada.clicks("This is agreed")
    ada.sees("Agreed:")


def talks(ada: Person) -> None:
    ada.clicks("Prepare the talk")
    ada.picks("During")
    ada.writes("What filled most of your hours last week?", "Mornings with the data, afternoons with the wards.")
    ada.picks("All")
    ada.writes("Free notes", "She laughs a lot.")
    ada.page.reload()
    ada.waits()
    ada.picks("During")
    expect(ada.page.get_by_label("Free notes", exact=True)).to_have_value("She laughs a lot.")
    ada.clicks("We talked", exact=False)
    ada.types("One thing I take away", "=Hospitals hire from nursing")
    ada.page.get_by_role("button", name="Keep it").first.click()
    expect(ada.page.get_by_label("A takeaway", exact=True)).to_have_value("=Hospitals hire from nursing")
    ada.types("Their name", "Priya Shah")
    ada.clicks("Add them to my contacts")
    ada.sees("Priya Shah is among your contacts, introduced by Dana Okafor.")
    ada.clicks("Now write the thank-you")
    ada.sees("Who gave you their time?")


def thanks(ada: Person) -> None:
    expect(ada.page.get_by_label("Your message", exact=True)).to_have_value(re.compile("=Hospitals hire from nursing"))
    ada.clicks("I sent it", exact=False)
    ada.sees("Everybody who gave you time or an answer is thanked.")


def exports(ada: Person, folder: Path) -> list[dict[str, str]]:
    ada.goes_to("Progress")
    with ada.page.expect_download() as download:
        ada.page.get_by_role("button", name="Export all as CSV").click()
    target = folder / "log.csv"
    download.value.save_as(target)
    content = target.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [{name: without_guard(cell) for name, cell in row.items()} for row in reader]


STEPS = (
    knows_what_to_learn,
    brings_in_contacts,
    chooses_a_contact,
    asks,
    agrees_on_a_time,
    talks,
    thanks,
)
