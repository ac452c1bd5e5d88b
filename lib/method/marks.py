"""The lines of notes that were marked while one listened (`content/marks.toml`).

A mark is a sign at the beginning of a line, so that the text stays what was typed.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from lib.domain.vocabulary import Mark
from lib.method.content_files import checked, read_toml

FILE = "marks.toml"

_Sign = Annotated[str, Field(pattern=r"^\S(?:.*\S)?$")]


class Signs(BaseModel):
    """The sign of a mark, and what one may type in its place."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sign: _Sign
    typed: tuple[_Sign, ...] = ()


class SignsOfMarks(RootModel[Mapping[Mark, Signs]]):
    """The file: a table for each mark; no two of them share a sign."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        signs = [sign for one in self.root.values() for sign in (one.sign, *one.typed)]
        if set(self.root) != set(Mark) or len(set(signs)) != len(signs):
            message = "a mark has no sign, or two marks share one"
            raise ValueError(message)
        return self


class MarkedLine(NamedTuple):
    """One marked line: its mark, and its text without the sign and the spaces around."""

    mark: Mark
    text: str


@cache
def marks() -> Mapping[Mark, Signs]:
    """Return the signs of every mark; raises ContentError where the file fails."""
    return checked(SignsOfMarks, read_toml(FILE), FILE).root


def marked_lines(text: str) -> tuple[MarkedLine, ...]:
    """Return the marked lines of a text that say something, in their order."""
    found = (_marked(line) for line in text.split("\n"))
    return tuple(line for line in found if line is not None and line.text)


def _marked(line: str) -> MarkedLine | None:
    begin = _signs_at_the_start().match(line)
    return MarkedLine(_mark_of()[begin["sign"]], line[begin.end() :].strip()) if begin else None


@cache
def _mark_of() -> Mapping[str, Mark]:
    return {sign: mark for mark, signs in marks().items() for sign in (signs.sign, *signs.typed)}


@cache
def _signs_at_the_start() -> re.Pattern[str]:
    # The longest first, so that none hides another one that begins with it.
    signs = sorted(_mark_of(), key=len, reverse=True)
    # A phone's keyboard may ask for the coloured form of a sign, by an invisible character behind it.
    return re.compile(rf"\s*(?P<sign>{'|'.join(map(re.escape, signs))})\ufe0f?")
