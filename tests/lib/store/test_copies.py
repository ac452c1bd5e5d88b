"""A whole workspace put into an empty one: the same in it, and nothing shared."""

import pytest

from lib.domain.commands import RemoveInterview
from lib.domain.errors import NotFoundError
from lib.store.store import SAMPLE, Store
from lib.store.workspace import Workspace
from tests.cast import ADA, BEN, a_contact, a_goal, an_interview, assert_same, only
from tests.lib.store.every_command import a_world


@pytest.fixture
def full(workspace: Workspace) -> Workspace:
    """Ada's workspace with something of everything in it."""
    a_world(workspace)
    return workspace


def test_an_empty_workspace_is_filled_with_all_that_another_holds(store: Store, full: Workspace) -> None:
    bens = store.workspace(BEN)

    assert bens.fill(full.rows())

    assert_same(bens.snapshot(), full.snapshot())
    assert bens.rows().revision == full.rows().revision


def test_a_workspace_in_which_something_was_done_is_left_as_it_is(store: Store, full: Workspace) -> None:
    bens = store.workspace(BEN)
    a_goal(bens, "his own")

    assert not bens.fill(full.rows())

    assert only(bens.snapshot().goals).topic == "his own"


def test_filling_twice_changes_nothing(store: Store, full: Workspace) -> None:
    sample = store.workspace(BEN, SAMPLE)

    assert [sample.fill(full.rows()) for _ in range(2)] == [True, False]

    assert_same(sample.snapshot(), full.snapshot())


def test_what_happens_in_the_copy_stays_there(store: Store, full: Workspace) -> None:
    before = full.snapshot()
    bens = store.workspace(BEN)
    bens.fill(full.rows())

    a_contact(bens, "Somebody new")

    assert "Somebody new" in list(bens.snapshot().contacts["name"])
    assert_same(store.workspace(ADA).snapshot(), before)


def test_what_was_done_before_the_copy_can_be_undone_in_it(store: Store, workspace: Workspace) -> None:
    interview_id = an_interview(workspace)
    workspace.do(RemoveInterview(interview_id=interview_id))
    bens = store.workspace(BEN)
    bens.fill(workspace.rows())

    bens.undo(bens.rows().revision)

    assert list(bens.snapshot().interviews["id"]) == [interview_id]
    assert workspace.snapshot().interviews.empty


def test_another_workspace_is_neither_taken_out_nor_filled(store: Store, full: Workspace) -> None:
    rows = full.rows()
    not_his = store.bound(BEN, full.id)

    for deed in (not_his.rows, lambda: not_his.fill(rows)):
        with pytest.raises(NotFoundError):
            deed()
