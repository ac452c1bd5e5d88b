"""Remembering people: one life circle at a time, and whom to turn to if one knows nobody (method, section 1.2)."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from lib.domain.vocabulary import Tie
from lib.method.content_files import checked, read_toml

FILE = "circles.toml"

_Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
_Words = Annotated[str, Field(pattern=r"\S")]


class _Content(BaseModel):
    """A piece of the file: frozen, and without keys that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Circle(_Content):
    """One life circle: a question, what may bring people to mind, and the tie they usually have."""

    title: _Words
    question: _Words
    prompts: tuple[_Words, ...] = Field(min_length=4, max_length=8)
    tie: Tie


class Starter(_Content):
    """Somebody whose work it is to answer; `name` is what the contact is called until one knows whom it is."""

    title: _Words
    name: _Words
    does: _Words
    ask_for: _Words


class MemoryJogger(_Content):
    """The circles and the starters by id, in their order; how long for each, and how many names are plenty."""

    minutes_each: int = Field(gt=0)
    enough: tuple[int, int]
    circle: Mapping[_Id, Circle]
    starter: Mapping[_Id, Starter]


@cache
def memory_jogger() -> MemoryJogger:
    """Return the content of the memory jogger; raises ContentError where the file says something that can't be used."""
    return checked(MemoryJogger, read_toml(FILE), FILE)


def circle_title(circle_id: str) -> str:
    """Return what a circle or a starter is called; "" for one that is not in the file (any more)."""
    jogger = memory_jogger()
    found = jogger.circle.get(circle_id) or jogger.starter.get(circle_id)
    return found.title if found else ""
