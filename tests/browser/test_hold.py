"""The page during a talk, in a real browser: nothing typed is lost, the clock is right, keys do it all."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lib.domain.commands import BeginTalk
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Reply
from lib.settings import Settings
from lib.store.actor import LOCAL
from lib.store.store import OWN, Store
from lib.store.workspace import Workspace
from lib.views.conversation import asked_questions, note_text
from tests.browser.accessibility import violations
from tests.browser.askwell_app import Person, askwell_server
from tests.browser.servers import Server
from tests.cast import a_goal, a_question, an_interview, asked, only, replied, scheduled

pytestmark = pytest.mark.browser

FIRST, SECOND, NOTES = "What filled your week?", "What do people get wrong?", "Free notes"
AWAY = "Not saved yet. Your text is kept in this tab; we try again."
HEALTH = "**/_stcore/health"
NEARLY_UP = "Say that the time is nearly up, and let them choose to go on."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = askwell_server(tmp_path_factory.mktemp("hold"))
    yield started
    started.stop()


@pytest.fixture
def workspace(server: Server) -> Iterator[Workspace]:
    folder = Path(server.environment["ASKWELL_DATA_DIR"])
    with closing(Store(Settings(data_dir=folder, database_url="").store_url())) as store:
        store.remove(LOCAL, OWN)
        yield store.workspace(LOCAL)


@pytest.fixture
def interview_id(workspace: Workspace) -> str:
    """A talk of twenty minutes with two questions."""
    goal_id = a_goal(workspace)
    for words in (FIRST, SECOND):
        a_question(workspace, goal_id, words)
    agreed = replied(workspace, Reply.YES, asked(workspace, an_interview(workspace, goal_id=goal_id)))
    return scheduled(workspace, agreed, on=datetime.now(UTC).date() + timedelta(days=1))


@pytest.fixture
def sit_down(server: Server, new_page: Callable[..., Page], interview_id: str) -> Callable[..., Person]:
    """Open the page of the talk, on a phone."""

    def sat(**options: object) -> Person:
        person = Person(new_page(viewport={"width": 390, "height": 844}, **options), server)
        person.opens(f"talk?view=during&interview={interview_id}")
        return person

    return sat


def field(person: Person, label: str) -> Locator:
    return person.page.get_by_label(label, exact=True)


def settled(place: Locator, state: str = "saved") -> None:
    expect(place).to_have_attribute("data-state", state)


def kept(snapshot: Snapshot, interview_id: str) -> list[str]:
    """Return what is stored: the answers in order, and the notes."""
    answers = [question.answer.text for question in asked_questions(snapshot, interview_id)]
    return [*answers, note_text(snapshot, interview_id).text]


def begun(workspace: Workspace, interview_id: str, **ago: float) -> None:
    workspace.do(BeginTalk(interview_id=interview_id, began_at=datetime.now(UTC) - timedelta(**ago)))


def clock(person: Person) -> Locator:
    return person.page.get_by_role("timer", name="Time")


def sets_the_clock(person: Person, milliseconds: int) -> None:
    """Set the clock of the machine before which somebody sits, forward or back."""
    person.page.evaluate("(by) => { Date.now = ((now) => () => now() + by)(Date.now); }", milliseconds)


def test_a_server_that_is_killed_in_mid_sentence_loses_nothing_of_the_talk(
    sit_down: Callable[..., Person], workspace: Workspace, interview_id: str
) -> None:
    ada = sit_down()
    keyboard = ada.page.keyboard
    field(ada, FIRST).click()
    keyboard.type("They start at six")
    settled(field(ada, FIRST))
    with ada.page.expect_console_message(lambda told: "Client Error" in told.text):
        ada.server.kill()
        keyboard.type(", and the wards")
    # Here Streamlit would put its dialog over the page, and take the cursor out of the field.
    expect(ada.note_of(field(ada, FIRST))).to_have_text(AWAY)
    keyboard.type(" decide.")
    keyboard.press("Alt+ArrowDown")
    expect(field(ada, FIRST)).to_be_hidden()
    keyboard.type("That it is all numbers")
    keyboard.press("Alt+2")
    ada.page.get_by_role("button", name="Next").click()
    keyboard.type("She laughs a l")
    ada.server.restart()
    ada.page.reload()
    ada.is_back()
    expect(field(ada, NOTES)).to_have_value("She laughs a l")
    settled(field(ada, NOTES))
    ada.page.get_by_role("button", name="Back").click()
    settled(field(ada, SECOND))
    expected = ["They start at six, and the wards decide.", "‼ That it is all numbers", "She laughs a l"]
    assert kept(workspace.snapshot(), interview_id) == expected


def test_the_clock_is_right_after_a_jump_a_sleep_and_a_reload_and_in_another_tab(
    sit_down: Callable[..., Person], workspace: Workspace, interview_id: str
) -> None:
    ada = sit_down()
    expect(clock(ada)).to_have_text("0:00 of 20 min")
    other = Person(ada.page.context.new_page(), ada.server)
    other.opens(f"talk?view=during&interview={interview_id}")
    ada.clicks("Begin")
    expect(clock(other)).to_have_text(re.compile(r"^0:0[1-9] "))
    assert abs(only(workspace.snapshot().interviews).began_at - datetime.now(UTC)) < timedelta(minutes=1)

    begun(workspace, interview_id, minutes=15)
    ada.page.reload()
    for jump in (3_600_000, -7_200_000):
        expect(clock(ada)).to_have_text(re.compile(r"^15:\d\d of 20 min$"))
        with ada.page.expect_response(HEALTH):
            sets_the_clock(ada, jump)
    expect(clock(ada)).to_have_text(re.compile(r"^15:\d\d of 20 min$"))
    # Asleep for three minutes, and for three more without a network when it wakes up.
    later = format_datetime(datetime.now(UTC) + timedelta(minutes=3), usegmt=True)
    ada.page.route(HEALTH, lambda route: route.fulfill(headers={"date": later}), times=1)
    sets_the_clock(ada, 180_000)
    expect(ada.page.get_by_text(NEARLY_UP)).to_be_visible()
    ada.page.route(HEALTH, lambda route: route.abort())
    sets_the_clock(ada, 180_000)
    expect(ada.page.get_by_text("The agreed time is over.")).to_be_visible()


def test_lines_are_marked_by_keys_and_by_thumb_and_the_marks_are_kept(
    sit_down: Callable[..., Person], workspace: Workspace, interview_id: str
) -> None:
    ada = sit_down(has_touch=True)
    keyboard = ada.page.keyboard
    field(ada, FIRST).tap()
    keyboard.type("Dana Okafor\nshe decides")
    keyboard.press("Alt+1")
    keyboard.press("ArrowUp")
    ada.page.get_by_role("button", name="Person").tap()
    expect(field(ada, FIRST)).to_be_focused()
    keyboard.press("End")
    keyboard.type(", nights")
    expect(field(ada, FIRST)).to_have_value("@ Dana Okafor, nights\n★ she decides")
    keyboard.press("Alt+6")
    keyboard.press("Alt+6")
    settled(field(ada, FIRST))
    assert kept(workspace.snapshot(), interview_id)[0] == "Dana Okafor, nights\n★ she decides"


def test_two_tabs_at_one_talk_keep_both_answers(
    sit_down: Callable[..., Person], workspace: Workspace, interview_id: str
) -> None:
    here, there = sit_down(), sit_down()
    field(here, FIRST).fill("From here.")
    settled(field(here, FIRST))
    there.clicks("Next")
    field(there, SECOND).fill("From there.")
    settled(field(there, SECOND))
    assert kept(workspace.snapshot(), interview_id) == ["From here.", "From there.", ""]
    there.clicks("Back")
    field(there, FIRST).fill("Also from there.")
    settled(field(there, FIRST), "conflict")
    expect(there.page.get_by_text("From here.")).to_be_visible()
    expect(field(there, FIRST)).to_have_value("Also from there.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_talk_near_its_end_breaks_no_accessibility_rule(
    sit_down: Callable[..., Person], workspace: Workspace, interview_id: str, scheme: str
) -> None:
    begun(workspace, interview_id, minutes=19)
    ada = sit_down(color_scheme=scheme)
    expect(ada.page.get_by_text(NEARLY_UP)).to_be_visible()
    ada.page.get_by_label("More", exact=True).click()
    assert violations(ada.page) == []
    assert ada.page.evaluate("document.documentElement.scrollWidth") == 390
