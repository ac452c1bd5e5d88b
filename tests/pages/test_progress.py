"""Progress: every interview at once, narrowed, moved on, and exported as shown."""

import csv
import io
from collections.abc import Callable

import pytest

from lib.domain.lifecycle import steps_from
from lib.domain.vocabulary import Reply, Stage, Step
from lib.store.workspace import Workspace
from lib.ui import progress_views
from lib.ui.board import BoardMove, BoardOpen
from lib.views.interviews import one_interview
from lib.views.progress import AT_ONCE
from tests.cast import (
    BERLIN,
    a_contact,
    a_goal,
    an_interview,
    asked,
    followed_up,
    given_up,
    replied,
    scheduled,
    talked,
    thanked,
)
from tests.pages.visitor import OpenPage, Visitor

_REACHED: dict[Stage, Callable[[Workspace], str]] = {
    Stage.IDENTIFIED: an_interview,
    Stage.REQUESTED: asked,
    Stage.FOLLOWED_UP: followed_up,
    Stage.AGREED: lambda ada: replied(ada, Reply.YES),
    Stage.SCHEDULED: scheduled,
    Stage.HELD: talked,
    Stage.NOT_NOW: lambda ada: replied(ada, Reply.NOT_NOW),
    Stage.THANKED: thanked,
    Stage.NO_REPLY: given_up,
}


def _stage(ada: Workspace, interview_id: str) -> Stage:
    return Stage(one_interview(ada.snapshot(), BERLIN, interview_id).stage)


def _board(page: Visitor) -> dict[str, list[str]]:
    [board] = page.drawn("askwell_board")
    return {column["title"]: [card["title"] for card in column["cards"]] for column in board["columns"]}


def test_without_interviews_the_page_says_how_the_first_begins(open_page: OpenPage) -> None:
    assert open_page("progress").shows("No interviews yet. The first one begins with choosing whom to ask.")


def test_everything_stands_in_a_sentence_a_board_and_figures(open_page: OpenPage, ada: Workspace) -> None:
    thanked(ada)
    asked(ada, an_interview(ada, contact_id=a_contact(ada, "Lee Park")))

    page = open_page("progress")

    assert page.shows("Since Monday 5 October 2026: 2 chosen, 2 asked, 1 answered, 1 talked or answered in writing")
    assert _board(page)["Waiting"] == ["Lee Park"]
    assert _board(page)["Thanked"] == ["Amara Obi"]
    assert page.shows("<span>Asked</span>")


def test_the_table_shows_the_same(open_page: OpenPage, ada: Workspace) -> None:
    asked(ada)

    page = open_page("progress").chooses("View", "Table")

    row = page.dataframe[0].value.iloc[0]
    assert (row["Person"], row["Goal"], row["Stage"]) == ("Amara Obi", "data work in hospitals", "Asked")


def test_the_view_is_kept_while_one_looks_elsewhere(open_page: OpenPage, ada: Workspace) -> None:
    asked(ada)

    page = open_page("progress").chooses("View", "Table").opens("today").opens("progress")

    assert page.field("View").value == "Table"


def test_interviews_are_searched_and_filtered(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada, "night shifts")
    an_interview(ada, goal_id=goal_id, contact_id=a_contact(ada, "Lee Park", organisation="City Hospital"))
    asked(ada)
    page = open_page("progress")

    assert _board(page.chooses("Search", "hospital lee"))["To ask"] == ["Lee Park"]
    assert _board(page.chooses("Search", "amara"))["To ask"] == []
    assert _board(page.chooses("Search", "").chooses("Stage", ["Waiting"]))["Waiting"] == ["Amara Obi"]
    assert page.chooses("Goal", [goal_id]).shows("No interview matches. Take a filter off to see more.")


# Moving on


@pytest.mark.parametrize(
    ("stage", "step"), [(stage, step) for stage in _REACHED for step in steps_from(stage) if step in AT_ONCE]
)
def test_every_step_that_needs_no_words_is_taken_at_once(
    open_page: OpenPage, ada: Workspace, stage: Stage, step: Step
) -> None:
    interview_id = _REACHED[stage](ada)
    taken = list(ada.snapshot().events["step"]).count(step)

    open_page("progress").picks(step, "move-how", interview_id, twice=True)

    assert _stage(ada, interview_id) is steps_from(stage)[step]
    assert list(ada.snapshot().events["step"]).count(step) == taken + 1


@pytest.mark.parametrize(
    ("stage", "step", "name"),
    [
        (Stage.IDENTIFIED, Step.DRAFTED, "ask"),
        (Stage.IDENTIFIED, Step.REQUEST_SENT, "ask"),
        (Stage.REQUESTED, Step.FOLLOW_UP_SENT, "ask"),
        (Stage.AGREED, Step.TIME_AGREED, "ask"),
        (Stage.SCHEDULED, Step.TIME_CHANGED, "ask"),
        (Stage.HELD, Step.THANKS_SENT, "thank"),
        (Stage.THANKED, Step.UPDATE_SENT, "thank"),
    ],
)
def test_a_step_that_needs_words_leads_to_its_page(
    open_page: OpenPage, ada: Workspace, stage: Stage, step: Step, name: str
) -> None:
    interview_id = _REACHED[stage](ada)

    page = open_page("progress").picks(step, "move-how", interview_id)

    assert (page.page, page.query_params) == (name, {"interview": interview_id})
    assert _stage(ada, interview_id) is stage


def test_a_move_can_be_undone(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)

    page = open_page("progress").picks(Step.SAID_YES, "move-how", interview_id)

    assert page.told() == ["Amara Obi: They said yes."]
    page.clicks("Undo")
    assert _stage(ada, interview_id) is Stage.REQUESTED


def test_a_move_that_another_tab_has_overtaken_is_refused_in_words(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = replied(ada, Reply.YES)
    here, there = open_page("progress"), open_page("progress")
    there.picks(Step.HELD, "move-how", interview_id)

    here.picks(Step.CALLED_OFF, "move-how", interview_id)

    assert here.told() == ["This step doesn't fit where the interview stands now. Reload the page to see it."]
    assert _stage(ada, interview_id) is Stage.HELD


@pytest.mark.parametrize(
    ("stage", "name"),
    [
        (Stage.IDENTIFIED, "ask"),
        (Stage.REQUESTED, "ask"),
        (Stage.SCHEDULED, "talk"),
        (Stage.HELD, "talk"),
        (Stage.NOT_NOW, "thank"),
        (Stage.THANKED, "talk"),
        (Stage.NO_REPLY, "ask"),
    ],
)
def test_an_interview_opens_where_it_is_gone_on_with(
    open_page: OpenPage, ada: Workspace, stage: Stage, name: str
) -> None:
    interview_id = _REACHED[stage](ada)

    page = open_page("progress").picks("Open it", "move-how", interview_id)

    assert (page.page, page.query_params) == (name, {"interview": interview_id})


def test_any_interview_can_be_picked_to_be_moved(open_page: OpenPage, ada: Workspace) -> None:
    asked(ada)
    lee = asked(ada, an_interview(ada, contact_id=a_contact(ada, "Lee Park")))

    page = open_page("progress").chooses("Interview", lee).picks(Step.CLOSED, "move-how", lee)

    assert _stage(ada, lee) is Stage.NO_REPLY
    assert page.told() == ["Lee Park: You closed it."]


# The board


def _dragging(monkeypatch: pytest.MonkeyPatch, done: BoardMove | BoardOpen) -> None:
    """Let the board report once what a person did on it, as the browser does."""
    waiting = [done]
    monkeypatch.setattr(progress_views, "board", lambda *_, **__: waiting.pop() if waiting else None)


def test_a_card_that_is_dragged_takes_the_only_step_there(
    open_page: OpenPage, ada: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview_id = asked(ada)
    _dragging(monkeypatch, BoardMove(interview_id, "At rest"))

    page = open_page("progress")

    assert page.told() == ["Amara Obi: You closed it."]
    assert _stage(ada, interview_id) is Stage.NO_REPLY


def test_a_card_that_could_have_gone_several_ways_asks_which(
    open_page: OpenPage, ada: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview_id = asked(ada)
    _dragging(monkeypatch, BoardMove(interview_id, "To thank"))

    page = open_page("progress")

    assert (page.page, page.query_params) == ("ask", {"interview": interview_id})
    assert page.told() == ["Say what happened with Amara Obi, and they move to “To thank”."]
    assert _stage(ada, interview_id) is Stage.REQUESTED


def test_a_card_that_is_opened_leads_to_its_page(
    open_page: OpenPage, ada: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview_id = talked(ada)
    _dragging(monkeypatch, BoardOpen(interview_id))

    page = open_page("progress")

    assert (page.page, page.query_params) == ("talk", {"interview": interview_id})


# The export


def _people_in(exported: bytes) -> list[str]:
    return [row["person"] for row in csv.DictReader(io.StringIO(exported.decode("utf-8-sig")))]


def test_the_export_holds_what_the_filters_show(
    open_page: OpenPage, ada: Workspace, downloads: list[Callable[[], bytes]]
) -> None:
    asked(ada)
    an_interview(ada, contact_id=a_contact(ada, "Lee Park"))
    page = open_page("progress")
    assert [button.label for button in page.download_button] == ["Export all as CSV"]
    assert sorted(_people_in(downloads[-1]())) == ["Amara Obi", "Lee Park"]

    page.chooses("Search", "lee")

    assert [button.label for button in page.download_button] == ["Export these 1 as CSV"]
    assert _people_in(downloads[-1]()) == ["Lee Park"]


def test_interviews_of_the_same_words_are_told_apart(open_page: OpenPage, ada: Workspace) -> None:
    first, second = asked(ada), asked(ada)

    page = open_page("progress").chooses("Interview", first).picks(Step.CLOSED, "move-how", first)

    assert (_stage(ada, first), _stage(ada, second)) == (Stage.NO_REPLY, Stage.REQUESTED)
    assert page.told() == ["Amara Obi: You closed it."]
