"""What a letter asks for: what its wording lacks, once, and kept where it belongs."""

from typing import Any

import pytest

from lib.domain.commands import FillField, InvalidInputsError
from lib.store.workspace import Workspace
from lib.views.interviews import one_interview
from lib.views.open_fields import keep_field, open_fields, worth_asking
from tests.cast import BERLIN, a_goal, an_interview, only

WANTED = ("name", "my_short_intro", "my_intro", "topic", "decision", "why_them", "slot_1", "their_detail")


@pytest.fixture
def row(workspace: Workspace) -> Any:
    interview_id = an_interview(workspace, goal_id=a_goal(workspace))
    return one_interview(workspace.snapshot(), BERLIN, interview_id)


def _asked(workspace: Workspace, row: Any, *open_ones: str) -> list[str]:
    return [field.name for field in open_fields(workspace.snapshot(), row, WANTED, open_ones)]


def test_what_is_open_is_asked_for_once_and_never_what_has_its_own_place(workspace: Workspace, row: Any) -> None:
    assert _asked(workspace, row) == []
    assert _asked(workspace, row, "name", "slot_1", "why_them", "my_intro", "my_short_intro") == [
        "my_short_intro",
        "why_them",
    ]


def test_what_was_filled_in_is_still_there_to_be_changed(workspace: Workspace, row: Any) -> None:
    workspace.do(FillField(interview_id=row.interview_id, field="their_detail", text="the wards"))
    [field] = open_fields(workspace.snapshot(), row, WANTED, ())
    assert (field.name, field.text) == ("their_detail", "the wards")
    assert open_fields(workspace.snapshot(), row, ("why_them",), ()) == ()


def test_each_text_is_kept_where_it_belongs(workspace: Workspace, row: Any) -> None:
    for name, text in (("my_intro", "a nurse"), ("decision", "what to study"), ("why_them", "they know")):
        workspace.do(keep_field(workspace.snapshot(), row, name, text))
    now = workspace.snapshot()
    assert only(now.profiles).intro == "a nurse"
    assert only(now.goals).decision == "what to study"
    assert only(now.interviews).merge_fields == {"why_them": "they know"}
    texts = {field.name: field.text for field in open_fields(now, row, WANTED, WANTED)}
    assert texts["my_short_intro"] == "a nurse"
    assert texts["decision"] == "what to study"


def test_what_does_not_hold_is_refused_for_the_text(workspace: Workspace, row: Any) -> None:
    for name, text in (("why_them", "y" * 201), ("topic", "")):
        with pytest.raises(InvalidInputsError) as refused:
            keep_field(workspace.snapshot(), row, name, text)
        assert set(refused.value.problems) == {"text"}


def test_what_makes_a_letter_better_is_worth_asking_for_while_it_is_not_known() -> None:
    assert worth_asking(("why_them", "name", "minutes"), {}) == {"why_them"}
    assert worth_asking(("why_them",), {"why_them": "you know"}) == set()
