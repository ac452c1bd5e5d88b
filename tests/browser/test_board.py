"""The board in a real browser: cards move by drag and by keys, open on Enter, and only where they may."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import violations
from tests.browser.servers import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(serve_stage: Callable[[str], Server]) -> Server:
    return serve_stage("kanban.py")


@pytest.fixture
def board(server: Server, page: Page) -> Page:
    page.goto(server.url)
    expect(card(page, "Lee Park")).to_be_visible()
    return page


def card(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def column(page: Page, title: str) -> Locator:
    return page.locator(".lane").filter(has=page.get_by_role("heading", name=title))


def told(page: Page) -> Locator:
    """The line in which the page says what it was told."""
    return page.locator("[data-testid=stMarkdown]").last


def test_a_card_is_dragged_to_another_column(board: Page) -> None:
    card(board, "Lee Park").drag_to(column(board, "Waiting"))
    expect(told(board)).to_have_text("Lee Park moved to Waiting")
    expect(column(board, "Waiting")).to_contain_text("Lee Park")


def test_a_card_cannot_be_dragged_where_it_may_not_go(board: Page) -> None:
    card(board, "Dana Okafor").drag_to(column(board, "Waiting"))
    card(board, "Lee Park").click()
    expect(told(board)).to_have_text("Lee Park opened")
    expect(column(board, "Agreed")).to_contain_text("Dana Okafor")


def test_the_columns_that_may_receive_a_card_are_marked_while_it_is_dragged(board: Page) -> None:
    card(board, "Lee Park").hover()
    board.mouse.down()
    column(board, "Waiting").hover()
    column(board, "Waiting").hover()
    expect(board.locator(".lane.allowed")).to_have_count(2)
    expect(board.locator(".lane.closed")).to_have_count(2)
    board.mouse.up()
    expect(told(board)).to_have_text("Lee Park moved to Waiting")


def test_arrow_keys_move_a_card_and_the_focus_goes_with_it(board: Page) -> None:
    card(board, "Lee Park").press("ArrowRight")
    expect(column(board, "Waiting")).to_contain_text("Lee Park")
    expect(card(board, "Lee Park")).to_be_focused()
    card(board, "Lee Park").press("ArrowLeft")
    expect(column(board, "To ask")).to_contain_text("Lee Park")


def test_an_arrow_key_towards_a_closed_column_says_so(board: Page) -> None:
    card(board, "Dana Okafor").press("ArrowLeft")
    expect(board.get_by_role("status")).to_have_text("This card can't move in that direction.")


def test_enter_opens_a_card(board: Page) -> None:
    card(board, "Dana Okafor").press("Enter")
    expect(told(board)).to_have_text("Dana Okafor opened")


def test_a_name_with_markup_is_shown_as_text(board: Page) -> None:
    expect(board.get_by_text("Amara <b>Nwosu</b>")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_board_breaks_no_accessibility_rule(server: Server, new_page: Callable[..., Page], scheme: str) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": 390, "height": 800})
    page.goto(server.url)
    expect(card(page, "Lee Park")).to_be_visible()
    assert violations(page) == []
