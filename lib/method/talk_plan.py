"""A conversation part by part, in minutes: the plan for the usual length, and the same for another (method, 1.4)."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from lib.method.content_files import checked, read_toml

FILE = "talk_plan.toml"
QUESTIONS = "questions"

_Words = Annotated[str, Field(pattern=r"\S")]


class _Content(BaseModel):
    """A piece of the file: frozen, and without keys that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(_Content):
    """One part of a conversation of the usual length; `ask` are questions that belong to every conversation."""

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    minutes: int = Field(gt=0)
    title: _Words
    words: _Words
    ask: tuple[_Words, ...] = ()


class Confidence(_Content):
    """How one is asked how sure of oneself one is, and why."""

    question: _Words
    why: _Words


class TalkPlan(_Content):
    """The whole file: the parts in order, and what is said around them."""

    frame: _Words
    in_advance: _Words
    main_questions: int = Field(gt=0)
    introduction_words: int = Field(gt=0)
    said_aloud: _Words
    too_long: _Words
    part: tuple[Part, ...]
    confidence: Confidence

    @model_validator(mode="after")
    def _known_by_their_ids(self) -> Self:
        ids = [part.id for part in self.part]
        if ids.count(QUESTIONS) != 1 or len(set(ids)) < len(ids):
            message = f"every part needs an id of its own, and one of them is {QUESTIONS!r}"
            raise ValueError(message)
        return self


@dataclass(frozen=True)
class TimedPart:
    """One part of a conversation of a certain length: in which minute it begins, and in which it ends."""

    part: Part
    begins: int
    ends: int


@cache
def talk_plan() -> TalkPlan:
    """Return the content of the file, read once; raises ContentError where it cannot be used."""
    return checked(TalkPlan, read_toml(FILE), FILE)


def timed_parts(minutes: int) -> tuple[TimedPart, ...]:
    """Return the parts of a conversation of so many minutes in order; the last one ends with it."""
    parts = talk_plan().part
    usual = sum(part.minutes for part in parts)
    passed = 0
    timed = []
    for part in parts:
        begins, passed = passed, passed + part.minutes
        timed.append(TimedPart(part, round(begins * minutes / usual), round(passed * minutes / usual)))
    return tuple(timed)


def introduction_hint(introduction: str) -> str:
    """Return what to say of one's own introduction: how to use it, or that a shorter one is easier to take in."""
    plan, words = talk_plan(), len(introduction.split())
    if words > plan.introduction_words:
        return plan.too_long.format(words=words, most=plan.introduction_words)
    return plan.said_aloud


def question_marks(minutes: int, questions: int) -> tuple[int, ...]:
    """Return in which minute of the conversation each of so many questions is to begin."""
    [time] = [timed for timed in timed_parts(minutes) if timed.part.id == QUESTIONS]
    return tuple(time.begins + (time.ends - time.begins) * place // questions for place in range(questions))
