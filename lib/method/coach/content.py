"""The coach's words, numbers and sources, as `content/coach.toml` has them; its head says how it is laid out."""

import re
from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from lib.domain.vocabulary import Channel, Purpose
from lib.method.content_files import ContentError, checked, read_toml
from lib.method.wordings import LimitUnit, Situation

FILE = "coach.toml"
GOOD = "good"
MOST_SAID = 140  # characters of one remark
MOST_OF_A_VALUE = 32  # characters of somebody's own words in it
MOST_OF_A_FIGURE = 10  # likewise of a number, or of what it counts
FIGURES = frozenset(("count", "unit", "low", "high", "most", "first", "now", "minutes", "usual", "grade", "longest"))

_Words = Annotated[str, Field(pattern=r"\S")]
# An X of the method is no ground to stand on, so no rule may carry it.
_Grade = Annotated[str, Field(pattern=r"^(?:A-?|B[+-]?|C|D|GK)(?:, (?:A-?|B[+-]?|C|D|GK))*$")]


class _Content(BaseModel):
    """A piece of the file: frozen, and without keys that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Numbers(_Content):
    """The coach's numbers that belong to no length; what each counts stands beside it in the file."""

    most_characters: int = Field(gt=0)
    least_latin: float = Field(ge=0, le=1)
    least_common_english: float = Field(ge=0, le=1)
    fewest_letters: int = Field(gt=0)
    first_sentences: int = Field(gt=0)
    most_questions: int = Field(gt=0)
    most_minutes: int = Field(gt=0)
    usual_times: int = Field(gt=0)
    most_subject: int = Field(gt=0)
    near_name: int = Field(ge=0, le=100)
    most_grade: float = Field(gt=0)
    grade_missed: float = Field(ge=0)
    fewest_words_to_grade: int = Field(gt=0)
    least_about_them: float = Field(ge=0, le=1)
    fewest_to_weigh: int = Field(gt=0)
    most_praise: int = Field(ge=0)
    shared_words: float = Field(ge=0, le=1)
    too_like: int = Field(ge=0, le=100)
    most_compared: int = Field(gt=0)
    negation_reach: int = Field(gt=0)


class Length(_Content):
    """How long a body should be, both ends included: best from `low` to `high`, bearable within the outer bounds."""

    purposes: tuple[Purpose, ...]
    channels: tuple[Channel, ...] = ()
    situations: tuple[Situation, ...] = ()
    unit: LimitUnit
    least: int = Field(ge=0)
    low: int = Field(ge=0)
    high: int = Field(gt=0)
    most: int = Field(gt=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.least <= self.low <= self.high <= self.most:
            message = "a length needs least, low, high and most in this order"
            raise ValueError(message)
        return self

    def is_for(self, purpose: Purpose, channel: Channel, situation: Situation | None) -> bool:
        """Tell whether this is a length for such a letter."""
        return (
            purpose in self.purposes
            and (not self.channels or channel in self.channels)
            and (not self.situations or situation in self.situations)
        )


class Rule(_Content):
    """One thing that the coach looks at; `said` has a sentence for each thing that it can find."""

    id: Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$")]
    title: _Words
    good: _Words
    change: _Words
    purposes: tuple[Purpose, ...] = Field(min_length=1)
    channels: tuple[Channel, ...] = ()
    situations: tuple[Situation, ...] = ()
    not_for: tuple[Situation, ...] = ()
    english: bool = True
    why: _Words
    source: _Words
    grade: _Grade
    said: dict[str, _Words] = Field(min_length=1)

    @model_validator(mode="after")
    def _short_enough(self) -> Self:
        for variant, sentence in self.said.items():
            longest = sum(len(text) + _most_of(name) for text, name, _, _ in Formatter().parse(sentence))
            if longest > MOST_SAID:
                message = f"{self.id}, {variant}: with its values this is longer than {MOST_SAID} characters"
                raise ValueError(message)
        return self

    def is_for(self, purpose: Purpose, channel: Channel, situation: Situation | None) -> bool:
        """Tell whether such a letter is looked at by this rule."""
        return (
            purpose in self.purposes
            and (not self.channels or channel in self.channels)
            and (not self.situations or situation in self.situations)
            and situation not in self.not_for
        )


class CoachContent(_Content):
    """The whole file."""

    numbers: Numbers
    grades: dict[str, _Words]
    length: tuple[Length, ...] = Field(min_length=1)
    lists: dict[str, tuple[_Words, ...]]
    minutes: dict[str, int]
    phrases: dict[str, tuple[_Words, ...]]
    rule: tuple[Rule, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        ids = [rule.id for rule in self.rule]
        if len(set(ids)) < len(ids):
            message = "the id of a rule stands there twice"
            raise ValueError(message)
        unexplained = {part for rule in self.rule for part in rule.grade.split(", ")} - self.grades.keys()
        if unexplained:
            message = f"no line of [grades] explains {', '.join(sorted(unexplained))}"
            raise ValueError(message)
        return self


def _most_of(value: str | None) -> int:
    if value is None:
        return 0
    return MOST_OF_A_FIGURE if value in FIGURES else MOST_OF_A_VALUE


def content_from(tables: Mapping[str, object]) -> CoachContent:
    """Return the checked content of the file; raises ContentError that names the place, or the phrase."""
    content = checked(CoachContent, tables, FILE)
    for group, phrases in content.phrases.items():
        for number, phrase in enumerate(phrases, start=1):
            try:
                re.compile(phrase)
            except re.error as error:
                message = f"{FILE}: phrases.{group}, number {number}: {error}"
                raise ContentError(message) from error
    return content


@cache
def content() -> CoachContent:
    """Return the content of the file, read once."""
    return content_from(read_toml(FILE))


@cache
def numbers() -> Numbers:
    """Return the coach's numbers."""
    return content().numbers


def grade_words(grade: str) -> str:
    """Return what a grade such as “B” or “C, D” says of the evidence, in plain words."""
    return "; ".join(content().grades[part] for part in grade.split(", "))


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a list of words of the file."""
    return frozenset(content().lists[name])


def length_for(purpose: Purpose, channel: Channel, situation: Situation | None) -> Length | None:
    """Return how long such a letter should be: the first of the file that is for it; None where nobody says."""
    return next((length for length in content().length if length.is_for(purpose, channel, situation)), None)
