"""All interviews at once."""

from datetime import date, timedelta

import pytest

from lib.domain import commands
from lib.domain.lifecycle import REPLIES, steps_from
from lib.domain.vocabulary import Reply, Stage, Step
from lib.store.workspace import Workspace
from lib.views.interviews import interviews
from lib.views.progress import (
    AT_ONCE,
    BOARD,
    ProgressFilters,
    board,
    board_moves,
    column_of,
    counts,
    filtered,
    moves,
    sentence,
    table,
)
from tests.cast import BERLIN, NOW, TODAY, a_contact, a_goal, an_interview, asked, given_up, replied, talked, thanked


@pytest.fixture
def three(workspace: Workspace) -> Workspace:
    """A workspace with three interviews: one chosen, one waiting, one at rest."""
    nursing, teaching = a_goal(workspace, "nursing"), a_goal(workspace, "teaching")
    amara = a_contact(workspace, "Amara Obi", organisation="Clinic")
    bo, zoe = a_contact(workspace, "Bo"), a_contact(workspace, "Zoe", organisation="School")
    an_interview(workspace, goal_id=nursing, contact_id=amara, happened_at=NOW)
    asked(workspace, an_interview(workspace, goal_id=teaching, contact_id=bo, happened_at=NOW - timedelta(days=10)))
    given_up(workspace, asked(workspace, an_interview(workspace, goal_id=teaching, contact_id=zoe)))
    return workspace


def _goal(workspace: Workspace, topic: str) -> str:
    goals = workspace.snapshot().goals
    return str(goals.loc[goals["topic"] == topic, "id"].item())


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (ProgressFilters(), ["Amara Obi", "Bo", "Zoe"]),
        (ProgressFilters(words="OBI"), ["Amara Obi"]),
        (ProgressFilters(words="teaching school"), ["Zoe"]),
        (ProgressFilters(words="[a-z]"), []),
        (ProgressFilters(columns=("To ask", "At rest")), ["Amara Obi", "Zoe"]),
        (ProgressFilters(columns=("Agreed",)), []),
        (ProgressFilters(words="nobody", columns=("To ask",)), []),
    ],
)
def test_interviews_are_narrowed(three: Workspace, filters: ProgressFilters, found: list[str]) -> None:
    frame = interviews(three.snapshot(), BERLIN)
    assert list(filtered(frame, filters)["name"]) == found


def test_interviews_are_narrowed_to_a_goal(three: Workspace) -> None:
    frame = interviews(three.snapshot(), BERLIN)
    assert list(filtered(frame, ProgressFilters(goals=(_goal(three, "teaching"),)))["name"]) == ["Bo", "Zoe"]
    assert filtered(frame, ProgressFilters(goals=("none",))).empty


def test_every_stage_stands_in_one_column_of_the_board() -> None:
    stages = [stage for column in BOARD.values() for stage in column]
    assert sorted(stages) == sorted(Stage)


def test_the_board_has_every_interview_once_and_the_longest_waiting_first(workspace: Workspace) -> None:
    for days in (1, 9, 4):
        asked(workspace, happened_at=NOW - timedelta(days=days))
    talked(workspace)

    columns = board(interviews(workspace.snapshot(), BERLIN))

    assert {name: len(frame) for name, frame in columns.items() if len(frame)} == {"Waiting": 3, "To thank": 1}
    assert columns["Waiting"]["since"].is_monotonic_increasing
    assert list(columns) == list(BOARD)


@pytest.mark.parametrize("stage", Stage)
def test_the_moves_from_a_stage_are_the_steps_of_the_lifecycle(stage: Stage) -> None:
    assert moves(stage) == {step: column_of(reached) for step, reached in steps_from(stage).items()}


def test_moves_lead_to_the_column_they_name() -> None:
    assert moves(Stage.HELD) == {Step.THANKS_SENT: "Thanked"}
    assert moves(Stage.IDENTIFIED)[Step.REQUEST_SENT] == "Waiting"


def test_what_needs_words_or_a_day_is_not_done_at_once() -> None:
    assert AT_ONCE.isdisjoint(
        {Step.REQUEST_SENT, Step.FOLLOW_UP_SENT, Step.THANKS_SENT, Step.TIME_AGREED, Step.DRAFTED}
    )


def test_counts_are_whole_numbers_in_the_order_of_the_steps(three: Workspace) -> None:
    frame = counts(interviews(three.snapshot(), BERLIN))
    assert list(frame["step"]) == ["Chosen", "Asked", "Answered", "Talked", "Thanked"]
    assert list(frame["interviews"]) == [3, 2, 0, 0, 0]
    assert [str(dtype) for dtype in frame.dtypes] == ["str", "int64"]


def test_an_empty_workspace_says_how_it_begins(workspace: Workspace) -> None:
    words = sentence(interviews(workspace.snapshot(), BERLIN), TODAY)
    assert words == "No interviews yet. The first one begins with choosing whom to ask."


def test_where_everything_stands_is_one_sentence(workspace: Workspace) -> None:
    an_interview(workspace, happened_at=NOW - timedelta(days=30))
    thanked(workspace)
    replied(workspace, Reply.NO)

    assert sentence(interviews(workspace.snapshot(), BERLIN), TODAY) == (
        "Since Saturday 5 September 2026: 3 chosen, 2 asked, 2 answered, 1 talked or answered in writing, "
        "1 thanked; 1 still to thank."
    )


def test_all_thanked_is_said_where_all_are(workspace: Workspace) -> None:
    thanked(workspace)
    assert "all thanked." in sentence(interviews(workspace.snapshot(), BERLIN), TODAY)


def test_nobody_to_thank_yet_is_not_all_thanked(workspace: Workspace) -> None:
    asked(workspace)
    assert "0 thanked." in sentence(interviews(workspace.snapshot(), BERLIN), TODAY)


def test_the_table_reads_in_words(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    workspace.do(commands.AddTakeaway(interview_id=interview_id, text="Nights are quiet."))

    frame = table(interviews(workspace.snapshot(), BERLIN))

    [row] = frame.to_dict("records")
    assert (row["Person"], row["Goal"], row["Stage"], row["Takeaways"]) == (
        "Amara Obi",
        "data work in hospitals",
        "Talked",
        1,
    )
    assert row["Talk"].date() == TODAY
    days = frame[["Since", "Asked", "Talk", "Thanked"]].dtypes
    assert {str(dtype) for dtype in days} == {"datetime64[us]"}


def test_a_talk_that_is_agreed_shows_its_day(workspace: Workspace) -> None:
    interview_id = replied(workspace, Reply.YES)
    agreed = {"on": date(2026, 10, 8), "at": "14:00", "time_zone": "Europe/Berlin"}
    workspace.do(commands.AgreeTime.of(agreed, interview_id=interview_id))

    assert table(interviews(workspace.snapshot(), BERLIN))["Talk"].item().date() == date(2026, 10, 8)


def test_the_table_of_nothing_has_its_columns(workspace: Workspace) -> None:
    frame = table(interviews(workspace.snapshot(), BERLIN))
    assert frame.empty
    assert list(frame.columns)[:4] == ["Person", "Organisation", "Goal", "Introduction to"]


@pytest.mark.parametrize("stage", [Stage.NOT_NOW, Stage.DECLINED, Stage.THANKED, Stage.AGREED])
def test_a_slip_on_the_board_changes_no_answer(stage: Stage) -> None:
    assert not set(board_moves(stage)) & set(REPLIES)
    assert set(moves(stage)) & set(REPLIES)
