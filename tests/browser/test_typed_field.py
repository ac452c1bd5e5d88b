"""The field that saves by itself, on the app's own pages: what is typed is saved, and nothing typed is lost."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, Route, expect

from lib.domain import commands
from lib.domain.links import mailto
from lib.domain.vocabulary import Channel, Purpose
from lib.settings import Settings
from lib.store.actor import LOCAL
from lib.store.store import OWN, Store
from lib.store.workspace import Workspace
from tests.browser.accessibility import violations
from tests.browser.askwell_app import Person, askwell_server
from tests.browser.servers import Server
from tests.cast import a_contact, a_goal, a_question, an_interview, done

pytestmark = pytest.mark.browser

WANTED = "What do you want to learn?"
SAVED = re.compile(r"^Saved \d\d:\d\d$")
AWAY = "Not saved yet. Your text is kept in this tab; we try again."
ROUTE = "**/typed"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = askwell_server(tmp_path_factory.mktemp("typed"))
    yield started
    started.stop()


@pytest.fixture
def workspace(server: Server) -> Iterator[Workspace]:
    """The workspace of whoever sits before this server, with nothing in it yet."""
    folder = Path(server.environment["ASKWELL_DATA_DIR"])
    with closing(Store(Settings(data_dir=folder, database_url="").store_url())) as store:
        store.remove(LOCAL, OWN)
        yield store.workspace(LOCAL)


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One browser for most of the tests, so that the scripts of the pages are loaded once."""
    opened = browser.new_context()
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A fresh tab, in which nothing is kept."""
    tab = context.new_page()
    yield tab
    tab.close()


@pytest.fixture
def ada(page: Page, server: Server) -> Person:
    return Person(page, server)


def opened(person: Person, goal_id: str, label: str = WANTED) -> Locator:
    person.opens(f"learn?goal={goal_id}")
    field = person.page.locator(".typed-field").get_by_label(label, exact=True)
    expect(field).to_be_visible()
    return field


def wanted(workspace: Workspace, goal_id: str) -> str:
    return str(workspace.snapshot().one("goals", goal_id, "goal").wanted)


def is_saved(response: Response) -> bool:
    return response.url.endswith("/typed") and response.ok


def settled(field: Locator, state: str = "saved") -> None:
    """Wait until the field stands there."""
    expect(field).to_have_attribute("data-state", state)


def test_what_is_typed_is_saved_by_itself(ada: Person, workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    field = opened(ada, goal_id)
    expect(ada.note_of(field)).to_have_text("")
    field.press_sequentially("What the mornings are like.")
    expect(ada.note_of(field)).to_have_text(SAVED)
    assert wanted(workspace, goal_id) == "What the mornings are like."


def test_enter_saves_a_single_line_and_shows_it_as_it_is_kept(ada: Person, workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    field = opened(ada, goal_id, "What about, in a few words?")
    field.fill("  nursing   ")
    with ada.page.expect_response(is_saved):
        field.press("Enter")
    field.blur()
    expect(field).to_have_value("nursing")


def test_typing_on_while_edits_are_saved_is_no_conflict_with_oneself(ada: Person, workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    field = opened(ada, goal_id)
    for part in ("One.", " Two.", " Three."):
        field.press_sequentially(part)
        field.blur()
        field.focus()
        field.press("End")
    settled(field)
    assert wanted(workspace, goal_id) == "One. Two. Three."


def test_two_fields_of_one_goal_are_saved_apart(ada: Person, workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    field = opened(ada, goal_id)
    other = ada.page.get_by_label("What do you already know?", exact=True)
    for text in ("first", "second"):
        field.fill(text)
        other.fill(f"{text} too")
    settled(field)
    settled(other)
    goal = workspace.snapshot().one("goals", goal_id, "goal")
    assert (goal.wanted, goal.known) == ("second", "second too")


def test_a_reload_in_the_middle_of_a_word_loses_nothing(ada: Person, workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    field = opened(ada, goal_id)
    field.press_sequentially("They start at s")
    ada.page.reload()
    expect(field).to_have_value("They start at s")
    settled(field)
    assert wanted(workspace, goal_id) == "They start at s"


def test_a_tab_that_is_closed_in_the_middle_of_a_word_has_sent_it(
    server: Server, new_page: Callable[..., Page], workspace: Workspace
) -> None:
    goal_id = a_goal(workspace)
    ada = Person(new_page(), server)
    opened(ada, goal_id).press_sequentially("Gone in a h")
    ada.page.close(run_before_unload=False)
    expect(opened(Person(new_page(), server), goal_id)).to_have_value("Gone in a h")


def test_following_a_link_in_the_middle_of_a_word_shows_the_page_and_saves_the_text(
    ada: Person, workspace: Workspace
) -> None:
    goal_id = a_goal(workspace)
    opened(ada, goal_id).press_sequentially("Then I cl")
    with ada.page.expect_response(is_saved):
        ada.goes_to("Contacts")
    expect(ada.page.get_by_role("heading", name="Contacts")).to_be_visible()
    assert wanted(workspace, goal_id) == "Then I cl"


def test_a_button_that_leaves_the_page_in_the_middle_of_a_word_does_both(ada: Person, workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    opened(ada, goal_id).press_sequentially("And I pr")
    with ada.page.expect_response(is_saved):
        ada.clicks("Choose whom to ask")
    expect(ada.page).to_have_url(re.compile("choose"))
    expect(ada.page.get_by_role("heading", level=1)).to_be_visible()
    assert wanted(workspace, goal_id) == "And I pr"


def test_what_no_server_took_is_delivered_from_whatever_page_comes_next(ada: Person, workspace: Workspace) -> None:
    goal_id, other_id = a_goal(workspace), a_goal(workspace, "teaching")
    ada.page.route(ROUTE, lambda route: route.abort())
    field = opened(ada, goal_id)
    field.press_sequentially("Kept in the tab")
    expect(ada.note_of(field)).to_have_text(AWAY)
    ada.page.unroute(ROUTE)
    with ada.page.expect_response(is_saved):
        opened(ada, other_id)
    assert wanted(workspace, goal_id) == "Kept in the tab"


def test_a_killed_server_loses_nothing_and_the_text_is_saved_after_its_restart(
    ada: Person, workspace: Workspace
) -> None:
    goal_id = a_goal(workspace)
    field = opened(ada, goal_id)
    field.press_sequentially("Before the crash")
    settled(field)
    ada.server.kill()
    field.press_sequentially(" and after it")
    expect(ada.note_of(field)).to_have_text(AWAY)
    ada.server.restart()
    settled(field)
    assert wanted(workspace, goal_id) == "Before the crash and after it"


def test_an_answer_that_was_lost_on_its_way_makes_no_conflict(ada: Person, workspace: Workspace) -> None:
    goal_id = a_goal(workspace)

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    ada.page.route(ROUTE, lose_the_answer, times=1)
    field = opened(ada, goal_id)
    field.press_sequentially("Saved, unheard")
    settled(field, "away")
    field.press_sequentially(", and more")
    settled(field)
    assert wanted(workspace, goal_id) == "Saved, unheard, and more"


def test_typing_while_the_page_reruns_keeps_every_character_and_the_cursor(ada: Person, workspace: Workspace) -> None:
    goal_id, _ = a_goal(workspace), a_goal(workspace, "teaching")
    field = opened(ada, goal_id)
    again = ada.page.get_by_role("button", name="data work in hospitals")
    text = "The quick brown fox jumps over"
    assert len(text) == 30
    field.click()
    for sign in text:
        again.dispatch_event("click")
        ada.page.keyboard.type(sign)
    expect(field).to_be_focused()
    settled(field)
    assert (field.input_value(), wanted(workspace, goal_id)) == (text, text)


def test_another_record_starts_with_its_own_text(ada: Person, workspace: Workspace) -> None:
    goal_id, other_id = a_goal(workspace, "first"), a_goal(workspace, "second", wanted="Its own")
    field = opened(ada, goal_id)
    field.fill("About the first")
    ada.clicks("second")
    expect(ada.page.get_by_role("heading", name="second")).to_be_visible()
    field = field.last
    expect(field).to_have_value("Its own")
    expect(ada.note_of(field)).to_have_text("")
    assert (wanted(workspace, goal_id), wanted(workspace, other_id)) == ("About the first", "Its own")


def changed_elsewhere(workspace: Workspace, goal_id: str) -> None:
    """Save another text, as a second tab does."""
    typed = {"field": "wanted", "text": "From the first tab"}
    workspace.do(commands.SaveGoalText.of(typed, goal_id=goal_id, version=1))


def in_conflict(person: Person, workspace: Workspace) -> tuple[Locator, str]:
    """Type in a tab that began before another one saved; returns the field and the goal's id."""
    goal_id = a_goal(workspace)
    field = opened(person, goal_id)
    changed_elsewhere(workspace, goal_id)
    field.fill("From the second tab")
    field.blur()
    settled(field, "conflict")
    return field, goal_id


def test_two_tabs_see_both_texts_and_keep_mine_saves_mine(
    server: Server, new_page: Callable[..., Page], workspace: Workspace
) -> None:
    goal_id = a_goal(workspace)
    first, second = Person(new_page(), server), Person(new_page(), server)
    one, two = opened(first, goal_id), opened(second, goal_id)
    one.fill("From the first tab")
    settled(one)
    two.fill("From the second tab")
    expect(second.page.get_by_text("From the first tab")).to_be_visible()
    expect(two).to_have_value("From the second tab")
    assert wanted(workspace, goal_id) == "From the first tab"
    second.clicks("Keep mine")
    settled(two)
    assert wanted(workspace, goal_id) == "From the second tab"
    first.clicks("Add")
    expect(one).to_have_value("From the second tab")


def test_the_text_of_the_other_tab_can_be_taken_even_after_a_reload(ada: Person, workspace: Workspace) -> None:
    field, goal_id = in_conflict(ada, workspace)
    ada.page.reload()
    expect(ada.page.get_by_text("Changed in another tab", exact=True)).to_be_visible()
    expect(field).to_have_value("From the second tab")
    ada.clicks("Use the other")
    expect(field).to_have_value("From the first tab")
    expect(ada.page.get_by_text("Changed in another tab", exact=True)).to_be_hidden()
    assert wanted(workspace, goal_id) == "From the first tab"


def test_a_rerun_brings_what_another_tab_saved_but_not_into_a_field_in_use(ada: Person, workspace: Workspace) -> None:
    goal_id = a_goal(workspace, wanted="Before")
    field = opened(ada, goal_id)
    field.focus()
    changed_elsewhere(workspace, goal_id)
    ada.page.get_by_role("button", name="Add", exact=True).first.dispatch_event("click")
    ada.sees("Write the question first.")
    expect(field).to_have_value("Before")
    field.blur()
    expect(field).to_have_value("From the first tab")


def test_a_refusal_is_told_beside_the_field_and_the_text_stays(ada: Person, workspace: Workspace) -> None:
    field = opened(ada, a_goal(workspace), "What about, in a few words?")
    field.fill("")
    field.press("Enter")
    expect(ada.note_of(field)).to_have_text("A goal needs a few words that name it. The last ones are kept.")
    expect(field).to_have_value("")
    field.fill("nursing")
    field.press("Enter")
    settled(field)


def test_the_limit_is_told_in_words_and_a_longer_text_is_kept(ada: Person, workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    a_question(workspace, goal_id)
    field = opened(ada, goal_id, "Question 1")
    field.fill("a" * 190)
    expect(ada.page.get_by_text("10 characters left")).to_be_visible()
    field.fill("a" * 202)
    expect(ada.note_of(field)).to_contain_text("2 characters too long")
    ada.page.reload()
    expect(field).to_have_value("a" * 202)


def letter(person: Person, workspace: Workspace, body: str) -> Locator:
    """Begin a letter to somebody with an address, and open it."""
    contact_id = a_contact(workspace, "Amara Obi", email="amara@example.org")
    interview_id = an_interview(workspace, goal_id=a_goal(workspace), contact_id=contact_id)
    begun = commands.BeginDraft(
        interview_id=interview_id, purpose=Purpose.REQUEST, channel=Channel.EMAIL, subject="A question", body=body
    )
    done(workspace, begun)
    person.opens(f"ask?interview={interview_id}")
    return person.page.get_by_label("Your message", exact=True)


def test_the_text_can_be_copied(server: Server, new_page: Callable[..., Page], workspace: Workspace) -> None:
    ada = Person(new_page(permissions=["clipboard-read", "clipboard-write"]), server)
    letter(ada, workspace, "Dear Amara").fill("Thank you, Amara.")
    ada.page.get_by_role("button", name="Copy").click()
    expect(ada.page.get_by_role("button", name="Copied")).to_be_visible()
    assert ada.page.evaluate("navigator.clipboard.readText()") == "Thank you, Amara."


def test_the_link_to_the_mail_program_follows_the_typing(ada: Person, workspace: Workspace) -> None:
    field = letter(ada, workspace, "Dear Amara")
    link = ada.page.get_by_role("link", name="Open in your mail program")
    expect(link).to_have_attribute("href", mailto("amara@example.org", "A question", "Dear Amara"))
    field.fill("Dear Amara,\nI'd like to ask: how? (50% & more) 😀")
    ada.page.get_by_label("Subject", exact=True).fill("20 minutes?")
    link.hover()
    whole = mailto("amara@example.org", "20 minutes?", "Dear Amara,\nI'd like to ask: how? (50% & more) 😀")
    expect(link).to_have_attribute("href", whole)


def test_a_letter_too_long_for_a_link_is_copied(
    server: Server, new_page: Callable[..., Page], workspace: Workspace
) -> None:
    ada = Person(new_page(permissions=["clipboard-read", "clipboard-write"]), server)
    field = letter(ada, workspace, "é" * 400)
    ada.page.get_by_role("link", name="Open in your mail program").click()
    expect(ada.note_of(field)).to_have_text("The text was copied: paste it into the mail.")
    assert ada.page.evaluate("navigator.clipboard.readText()") == "é" * 400


def test_what_is_still_to_fill_in_is_listed_until_it_is_filled_in(ada: Person, workspace: Workspace) -> None:
    field = letter(ada, workspace, "Dear [their name], I am [your name].")
    expect(ada.page.get_by_text("Still to fill in: [their name], [your name]")).to_be_visible()
    field.fill("Dear Amara, I am [your name].")
    expect(ada.page.get_by_text("Still to fill in: [your name]", exact=True)).to_be_visible()
    field.fill("Dear Amara, I am Ada.")
    expect(ada.page.get_by_text("Still to fill in")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_field_and_conflict_break_no_accessibility_rule(
    server: Server, new_page: Callable[..., Page], workspace: Workspace, scheme: str
) -> None:
    ada = Person(new_page(color_scheme=scheme, viewport={"width": 390, "height": 800}), server)
    in_conflict(ada, workspace)
    expect(ada.page.get_by_role("button", name="Keep mine")).to_be_visible()
    assert violations(ada.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_letter_breaks_no_accessibility_rule(
    server: Server, new_page: Callable[..., Page], workspace: Workspace, scheme: str
) -> None:
    ada = Person(new_page(color_scheme=scheme, viewport={"width": 390, "height": 800}), server)
    letter(ada, workspace, "Dear [their name]").press_sequentially(" and all")
    expect(ada.page.get_by_text("Still to fill in")).to_be_visible()
    assert violations(ada.page, "[class*=-text-body-]") == []


def test_deleting_everything_leaves_no_text_in_the_tab(ada: Person, workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    a_question(workspace, goal_id)
    opened(ada, goal_id, "Question 1").fill("Nobody else's business " * 10)
    assert "business" in ada.page.evaluate("JSON.stringify(sessionStorage)")
    ada.goes_to("Your data")
    ada.types("Type “delete” to confirm", "delete")
    ada.clicks("Delete everything")
    ada.sees("Everything is deleted.")
    ada.goes_to("Contacts")
    ada.sees("Add a person")
    assert "business" not in ada.page.evaluate("JSON.stringify(sessionStorage)")
