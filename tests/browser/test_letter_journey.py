"""From a chosen contact to a sent request, in a real browser: few clicks, and a coach that follows the typing."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocket, expect

from lib.domain.commands import SaveProfileText
from lib.settings import Settings
from lib.store.actor import LOCAL
from lib.store.store import OWN, Store
from lib.store.workspace import Workspace
from tests.browser.accessibility import violations
from tests.browser.askwell_app import Person, askwell_server
from tests.browser.servers import Server
from tests.cast import a_contact, a_draft, a_goal, an_interview, only

pytestmark = pytest.mark.browser

# Pointers that go down on the page, over all documents of the tab: what a person calls clicks.
_COUNTING = """addEventListener("pointerdown", () => {
  sessionStorage.setItem("clicks", Number(sessionStorage.getItem("clicks")) + 1);
}, true)"""
MOST_CLICKS = 8
JOB_ASK = " Could you get me a job?"
NO_JOB_ASK = re.compile("Better: No request for a job")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = askwell_server(tmp_path_factory.mktemp("letter"))
    yield started
    started.stop()


@pytest.fixture
def workspace(server: Server) -> Iterator[Workspace]:
    """The workspace of whoever sits before this server, with nothing in it yet."""
    folder = Path(server.environment["ASKWELL_DATA_DIR"])
    with closing(Store(Settings(data_dir=folder, database_url="").store_url())) as store:
        store.remove(LOCAL, OWN)
        yield store.workspace(LOCAL)


@pytest.fixture
def ada(browser: Browser, server: Server) -> Iterator[Person]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, timezone_id="Europe/Berlin")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.add_init_script(_COUNTING)
    yield Person(context.new_page(), server)
    context.close()


def coach_of(page: Page) -> Locator:
    return page.get_by_role("region", name="Coach")


def a_request_to_dana(workspace: Workspace) -> str:
    workspace.do(SaveProfileText(field="name", version=1, text="Ada"))
    goal_id = a_goal(workspace, decision="Whether to train as a data analyst.")
    return an_interview(workspace, goal_id=goal_id, contact_id=a_contact(workspace, "Dana", email="dana@example.org"))


def test_from_a_chosen_contact_to_a_sent_request_in_few_clicks(ada: Person, workspace: Workspace) -> None:
    ada.opens(f"ask?interview={a_request_to_dana(workspace)}")
    ada.page.get_by_role("combobox", name="Wording").click()
    ada.page.get_by_role("option", name="Warm ask: friend", exact=False).click()
    ada.waits()
    ada.clicks("Offer these times")
    ada.page.get_by_label("Why did you think of them?", exact=False).click()
    ada.page.keyboard.type("you ran the night shift")
    ada.clicks("Start with this")
    field = ada.page.get_by_label("Your message", exact=True)
    expect(field).to_have_value(re.compile("because you ran the night shift[^[]*$", re.DOTALL))
    ada.clicks("Copy")
    ada.clicks("I sent it", exact=False)
    ada.sees(re.compile("Logged as sent. If you hear nothing, follow up on"))

    assert ada.page.evaluate("navigator.clipboard.readText()") == only(workspace.snapshot().messages).body
    assert 0 < ada.page.evaluate("Number(sessionStorage.getItem('clicks'))") <= MOST_CLICKS


def test_the_coach_follows_the_typing_without_a_rerun(ada: Person, workspace: Workspace) -> None:
    sent: list[str | bytes] = []

    def hear(frame: str | bytes) -> None:
        sent.append(frame)

    def watch(socket: WebSocket) -> None:
        socket.on("framesent", hear)

    ada.page.on("websocket", watch)
    interview_id = a_request_to_dana(workspace)
    a_draft(workspace, interview_id)
    ada.opens(f"ask?interview={interview_id}")
    field = ada.page.get_by_label("Your message", exact=True)
    field.click()
    field.press("Control+End")
    ada.waits()
    sent.clear()

    field.press_sequentially(JOB_ASK)
    expect(coach_of(ada.page)).to_contain_text(NO_JOB_ASK)
    coach_of(ada.page).get_by_text("Why", exact=True).first.click()
    field.press("Control+End")
    for _ in JOB_ASK:
        field.press("Backspace")
    expect(coach_of(ada.page)).not_to_contain_text(NO_JOB_ASK)

    assert sent == []
    assert violations(ada.page) == []


def test_a_gap_is_seen_beside_the_button_until_it_is_filled(ada: Person, workspace: Workspace) -> None:
    ada.opens(f"ask?interview={a_request_to_dana(workspace)}")
    ada.chooses("Wording", "Warm ask: friend")
    ada.clicks("Start with this")
    open_gap = ada.page.get_by_text("Your text still says [why you thought of them].")
    expect(open_gap).to_be_visible()

    ada.page.get_by_role("button", name="Fill it in").click()
    ada.page.keyboard.type("you know the wards")

    expect(open_gap).not_to_be_visible()
    expect(ada.page.get_by_label("Your message", exact=True)).to_have_value(re.compile("because you know the wards"))


def test_an_earlier_version_comes_back_into_the_field(ada: Person, workspace: Workspace) -> None:
    interview_id = a_request_to_dana(workspace)
    a_draft(workspace, interview_id)
    ada.opens(f"ask?interview={interview_id}")
    field = ada.page.get_by_label("Your message", exact=True)
    before = field.input_value()
    ada.unfolds("Earlier versions")
    ada.clicks("Keep what it says now")
    # What was done is told at the top of a page that is scrolled down here.
    expect(ada.page.get_by_text("Kept among the earlier versions.")).to_be_in_viewport()
    ada.writes("Your message", " \U0001f642 \u05e9\u05dc\u05d5\u05dd <b>")

    ada.clicks("Bring this back")

    expect(field).to_have_value(before)
    ada.waits()
    assert only(workspace.snapshot().messages).body == before


def test_a_very_long_letter_is_kept_and_warned_about(ada: Person, workspace: Workspace) -> None:
    interview_id = a_request_to_dana(workspace)
    a_draft(workspace, interview_id)
    ada.opens(f"ask?interview={interview_id}")
    field = ada.page.get_by_label("Your message", exact=True)
    field.fill("Dear Dana, a word. " * 5_000)

    expect(field).to_have_attribute("data-state", "saved")
    expect(coach_of(ada.page)).to_contain_text(re.compile("Better: Length"))
    expect(ada.page.get_by_text("This is too long for a mail link.", exact=False)).to_be_visible()
    assert len(only(workspace.snapshot().messages).body) > 90_000
    field.fill("a" * 100_002)
    expect(ada.page.get_by_text("2 characters too long.", exact=False)).to_be_in_viewport(ratio=1)
