"""What `content/questions.toml` holds, checked: the questions, for whom they are, and what a suggestion covers."""

from enum import StrEnum
from functools import cache
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from lib.domain.spellings import plain
from lib.domain.vocabulary import GoalKind
from lib.method.content_files import checked, read_toml

FILE = "questions.toml"
TAG_FOR_ALL = "all"


class Category(StrEnum):
    """What a question is about, or whom it is for."""

    PATH = "path"
    INSIGHTS = "insights"
    TRENDS = "trends"
    ENTRY = "entry"
    ORGANISATION = "organisation"
    ADVICE = "advice"
    RESOURCES = "resources"
    ASSIGNMENTS = "assignments"
    REFERRAL = "referral"
    MENTOR = "mentor"
    CAREER_CHANGE = "career_change"
    RETURNING = "returning"
    VETERAN = "veteran"
    NEWCOMER = "newcomer"
    STUDENT = "student"
    RESEARCHER = "researcher"
    RELOCATING = "relocating"


class Variant(StrEnum):
    """Who somebody may be, as tags name it; nobody has to say so, and nothing of it is stored."""

    STUDENT = "stu"
    CAREER_CHANGER = "chg"
    RETURNING = "ret"
    VETERAN = "vet"
    NEWCOMER = "imm"
    RESEARCHER = "aca"
    RELOCATING = "rel"


class CareerStage(StrEnum):
    """How far somebody is in working life."""

    STARTING = "starting"
    MID = "mid"
    SENIOR = "senior"


_Words = Annotated[str, Field(pattern=r"\S")]
# An X of the method is no ground to stand on, so nothing may carry it.
_Grade = Annotated[str, Field(pattern=r"^(?:A-?|B[+-]?|C|D|GK)$")]


class _Content(BaseModel):
    """A piece of the file: frozen, and without keys that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BankQuestion(_Content):
    """One question of the bank and why it works; its first tag is its main one, and no stage means any."""

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*-\d\d$")
    category: Category
    text: _Words
    why: _Words
    tags: tuple[str, ...] = Field(min_length=1)
    stages: tuple[CareerStage, ...] = ()


class Limits(_Content):
    """What the bank's own texts keep to; what each counts stands beside it in the file."""

    most_grade: float = Field(gt=0)
    most_mean_grade: float = Field(gt=0)
    most_words: int = Field(gt=0)
    most_alike: int = Field(ge=0, le=100)
    too_few: int = Field(ge=0)


class Talk(_Content):
    """How many questions fit into a talk of so many minutes."""

    minutes: int = Field(gt=0)
    questions: int = Field(gt=0)


class Place(_Content):
    """What one question of a suggestion is: of these categories, for such people, or else for the kind of goal."""

    categories: tuple[Category, ...]
    variants: bool = False


class _Conversation(_Content):
    spare: int = Field(ge=0)
    order: tuple[Category, ...]


class _Search(_Content):
    alike: tuple[tuple[_Words, ...], ...]


class Ground(_Content):
    """On what it rests that one asks questions of a category, and how good that evidence is."""

    source: _Words
    grade: _Grade


class QuestionContent(_Content):
    """The whole file of questions."""

    limits: Limits
    goal_tags: dict[GoalKind, str]
    talk: tuple[Talk, ...] = Field(min_length=1)
    place: tuple[Place, ...]
    conversation: _Conversation
    search: _Search
    category: dict[Category, Ground]
    question: tuple[BankQuestion, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if set(self.goal_tags) != set(GoalKind):
            message = "goal_tags needs a tag for every kind of goal"
            raise ValueError(message)
        if sorted(self.conversation.order) != sorted(Category):
            message = "conversation.order needs every category once"
            raise ValueError(message)
        if set(self.category) != set(Category):
            message = "category needs a table for every category"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _questions(self) -> Self:
        texts = {plain(question.text) for question in self.question}
        if min(len(texts), len({question.id for question in self.question})) < len(self.question):
            message = "a question or an id stands there twice"
            raise ValueError(message)
        known = {*self.goal_tags.values(), *Variant}
        for question in self.question:
            if odd := sorted(set(question.tags) - known):
                message = f"{question.id}: these tags are unknown: {', '.join(odd)}"
                raise ValueError(message)
        return self


@cache
def question_content() -> QuestionContent:
    """Return the content of the file, read once; raises ContentError where it cannot be used."""
    return checked(QuestionContent, read_toml(FILE), FILE)
