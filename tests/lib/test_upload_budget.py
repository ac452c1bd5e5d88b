"""How much somebody may upload in a while."""

from http import HTTPStatus

import pytest

from lib.upload_budget import MOST_BYTES, MOST_FILES, WITHIN, UploadBudget


class Hand:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def test_files_are_taken_until_they_are_too_much_together() -> None:
    budget = UploadBudget(Hand())
    half = str(MOST_BYTES // 2)
    assert [budget.refusal("ada", half) for _ in range(3)] == [None, None, HTTPStatus.REQUEST_ENTITY_TOO_LARGE]
    assert budget.refusal("ben", half) is None


def test_too_many_small_files_are_refused() -> None:
    budget = UploadBudget(Hand())
    assert [budget.refusal("ada", "1") for _ in range(MOST_FILES)] == [None] * MOST_FILES
    assert budget.refusal("ada", "1") == HTTPStatus.TOO_MANY_REQUESTS


def test_after_a_while_there_is_room_again() -> None:
    hand = Hand()
    budget = UploadBudget(hand)
    assert budget.refusal("ada", str(MOST_BYTES)) is None
    hand.now = WITHIN - 1
    assert budget.refusal("ada", "1") == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    hand.now = WITHIN + 1
    assert budget.refusal("ada", "1") is None


@pytest.mark.parametrize("length", [None, "", "-1", "many", "1e9"])
def test_an_upload_has_to_say_how_long_it_is(length: str | None) -> None:
    assert UploadBudget(Hand()).refusal("ada", length) == HTTPStatus.LENGTH_REQUIRED
