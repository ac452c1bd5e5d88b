"""What the browser says about the board is believed only where the board allowed it."""

import pytest

from lib.ui.board import BoardCard, BoardColumn, BoardMove, BoardOpen, move_of, opening_of

COLUMNS = [
    BoardColumn("ask", "To ask", 1, [BoardCard("amara", "Amara Nwosu", moves_to=("waiting", "gone"))]),
    BoardColumn("waiting", "Waiting", 0),
    BoardColumn("agreed", "Agreed", 0),
]


def test_an_allowed_move_is_returned() -> None:
    assert move_of({"card": "amara", "to": "waiting"}, COLUMNS) == BoardMove("amara", "waiting")


@pytest.mark.parametrize(
    "value",
    [
        None,
        "amara",
        ["amara", "waiting"],
        {"card": "amara"},
        {"card": "mallory", "to": "waiting"},
        {"card": "amara", "to": "agreed"},
        {"card": "amara", "to": "gone"},
        {"card": 7, "to": "waiting"},
        {"card": "amara", "to": ["waiting"]},
    ],
)
def test_a_move_that_was_not_offered_is_ignored(value: object) -> None:
    assert move_of(value, COLUMNS) is None


def test_only_a_card_on_the_board_can_be_opened() -> None:
    assert opening_of({"card": "amara"}, COLUMNS) == BoardOpen("amara")
    assert opening_of({"card": "mallory"}, COLUMNS) is None
    assert opening_of({"card": None}, COLUMNS) is None
