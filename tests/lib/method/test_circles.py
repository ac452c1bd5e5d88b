"""The circles of the memory jogger, and the starters."""

import re

import pytest

from lib.domain.commands import AddContact
from lib.domain.vocabulary import Tie
from lib.method.circles import FILE, MemoryJogger, memory_jogger
from lib.method.content_files import ContentError, checked, read_toml


def test_the_circles_are_those_of_the_method() -> None:
    jogger = memory_jogger()
    assert (len(jogger.circle), jogger.minutes_each, jogger.enough) == (10, 2, (10, 20))
    assert jogger.circle["lost-touch"].tie is Tie.LOST_TOUCH
    assert not set(jogger.circle) & {*jogger.starter, "end"}


@pytest.mark.parametrize("circle", memory_jogger().circle.values(), ids=memory_jogger().circle)
def test_every_circle_asks_one_question_and_repeats_no_prompt(circle: object) -> None:
    assert circle.question.endswith("?")  # type: ignore[attr-defined]  # a circle
    assert len(set(circle.prompts)) == len(circle.prompts)  # type: ignore[attr-defined]  # a circle


@pytest.mark.parametrize("name", [*memory_jogger().circle, *memory_jogger().starter])
def test_every_id_fits_into_an_address_and_a_contact(name: str) -> None:
    assert re.fullmatch(r"[0-9a-z-]{1,40}", name)
    assert AddContact(name="Amara", circle=name).circle == name


@pytest.mark.parametrize("starter", memory_jogger().starter.values(), ids=memory_jogger().starter)
def test_every_starter_makes_a_contact(starter: object) -> None:
    assert AddContact(name=starter.name, notes=starter.ask_for).name  # type: ignore[attr-defined]  # a starter
    assert starter.does.endswith(".")  # type: ignore[attr-defined]  # a starter


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("circle", {"Home": {"title": "x", "question": "x?", "prompts": ["a", "b", "c", "d"], "tie": "close"}}),
        ("circle", {"home": {"title": "x", "question": "x?", "prompts": ["a"], "tie": "close"}}),
        ("circle", {"home": {"title": " ", "question": "x?", "prompts": ["a", "b", "c", "d"], "tie": "close"}}),
        ("circle", {"home": {"title": "x", "question": "x?", "prompts": ["a", "b", "c", "d"], "tie": "dear"}}),
        ("starter", {"hr": {"title": "x", "name": "x", "does": "x", "ask_for": "x", "more": "x"}}),
    ],
)
def test_what_does_not_hold_in_the_file_is_named(table: str, change: dict[str, object]) -> None:
    with pytest.raises(ContentError, match=FILE):
        checked(MemoryJogger, {**read_toml(FILE), table: change}, FILE)
