"""What the coach of questions looks for, as `content/question_coach.toml` has it; its head says how it is laid out."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from lib.method.content_files import checked, read_toml

FILE = "question_coach.toml"
MOST_SAID = 140  # characters of what is said, or of why

_Words = Annotated[str, Field(pattern=r"\S")]
_Said = Annotated[str, Field(pattern=r"\S", max_length=MOST_SAID)]
_Grade = Annotated[str, Field(pattern=r"^(?:A-?|B[+-]?|C|D|GK)$")]


class _Content(BaseModel):
    """A piece of the file: frozen, and without keys that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _compiled(pattern: object) -> re.Pattern[str]:
    try:
        return re.compile(str(pattern), re.IGNORECASE)
    except re.error as error:
        message = f"“{pattern}”: {error}"
        raise ValueError(message) from error


class Numbers(_Content):
    """The numbers of the coach of questions; what each counts stands beside it in the file."""

    most_characters: int = Field(gt=0)
    most_words: int = Field(gt=0)
    most_of_a_form: int = Field(gt=0)
    most_clauses: int = Field(gt=0)
    fewest_words: int = Field(gt=0)
    least_common_english: float = Field(ge=0, le=1)


class Form(_Content):
    """How a question that fits a pattern is asked better."""

    of: re.Pattern[str]
    better: _Words

    @field_validator("of", mode="before")
    @classmethod
    def _pattern(cls, pattern: object) -> re.Pattern[str]:
        return _compiled(pattern)

    @field_validator("better")
    @classmethod
    def _has_the_groups(cls, better: str, info: ValidationInfo) -> str:
        pattern = info.data.get("of")
        groups = {int(number) for number in re.findall(r"\\g<(\d+)>", better)}
        if pattern and (too_many := {number for number in groups if number > pattern.groups}):
            message = f"the pattern has no group {min(too_many)}"
            raise ValueError(message)
        return better


class QuestionRule(_Content):
    """One thing that the coach looks for in a question."""

    id: str = Field(pattern=r"^[a-z]+(_[a-z]+)*$")
    silences: frozenset[str]
    english: bool = True
    said: _Said
    why: _Said
    advice: _Said
    source: _Words
    grade: _Grade
    flags: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...] = ()
    form: tuple[Form, ...] = ()

    @field_validator("flags", "unless", mode="before")
    @classmethod
    def _patterns(cls, patterns: list[object]) -> tuple[re.Pattern[str], ...]:
        return tuple(map(_compiled, patterns))


class QuestionCoachContent(_Content):
    """The whole file."""

    small_words: frozenset[str]
    numbers: Numbers
    rule: tuple[QuestionRule, ...]

    @model_validator(mode="after")
    def _known_ids(self) -> Self:
        ids = [rule.id for rule in self.rule]
        if len(set(ids)) < len(ids):
            message = "the id of a rule stands there twice"
            raise ValueError(message)
        if odd := sorted({silenced for rule in self.rule for silenced in rule.silences} - set(ids)):
            message = f"no rule is called {', '.join(odd)}"
            raise ValueError(message)
        return self


def rules_from(tables: Mapping[str, object]) -> QuestionCoachContent:
    """Return the checked content of the file; raises ContentError that names the place."""
    return checked(QuestionCoachContent, tables, FILE)


@cache
def question_rules() -> QuestionCoachContent:
    """Return the content of the file, read once."""
    return rules_from(read_toml(FILE))
