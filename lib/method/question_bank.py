"""The question bank, and which of its questions suit a goal and a length of talk."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from functools import cache
from itertools import chain, repeat
from typing import Self
from unicodedata import category

from pydantic import BaseModel, ConfigDict, Field, model_validator

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
    RELOCATING = "relocating"


class _Content(BaseModel):
    """A piece of the file: frozen, and without keys that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BankQuestion(_Content):
    """One question of the bank; its first tag is its main one."""

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*-\d\d$")
    category: Category
    text: str = Field(pattern=r"\S")
    tags: tuple[str, ...] = Field(min_length=1)


class _Talk(_Content):
    minutes: int = Field(gt=0)
    questions: int = Field(gt=0)


class _Place(_Content):
    categories: tuple[Category, ...]


class _Conversation(_Content):
    order: tuple[Category, ...]


class QuestionContent(_Content):
    """The whole file of questions."""

    goal_tags: dict[GoalKind, str]
    talk: tuple[_Talk, ...] = Field(min_length=1)
    place: tuple[_Place, ...]
    conversation: _Conversation
    question: tuple[BankQuestion, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if set(self.goal_tags) != set(GoalKind):
            message = "goal_tags needs a tag for every kind of goal"
            raise ValueError(message)
        if sorted(self.conversation.order) != sorted(Category):
            message = "conversation.order needs every category once"
            raise ValueError(message)
        texts = [_plain(question.text) for question in self.question]
        if len(set(texts)) < len(texts) or len({question.id for question in self.question}) < len(texts):
            message = "a question or an id stands there twice"
            raise ValueError(message)
        return self


def all_questions() -> tuple[BankQuestion, ...]:
    """Return the 98 questions in the order of the file; raises ContentError where the file cannot be used."""
    return _content().question


def questions_for_minutes(minutes: int) -> int:
    """Return how many questions fit into a talk of so many minutes, at least 1 (method, section 4)."""
    fitting = [talk.questions for talk in _content().talk if talk.minutes <= minutes]
    return max(fitting, default=1)


def suggestions(kind: GoalKind, asked: Collection[str] = (), limit: int = 6) -> tuple[BankQuestion, ...]:
    """Return up to `limit` questions for a goal, in the order of a talk, none of them in `asked` (method, section 4).

    Texts are compared without case, spaces and final punctuation. The same input gives the same questions.
    """
    content = _content()
    done = {_plain(text) for text in asked}
    free = [question for question in content.question if _plain(question.text) not in done]
    picked = _picked(content, content.goal_tags[kind], free, limit)
    order = content.conversation.order
    return tuple(sorted(picked, key=lambda question: (order.index(question.category), question.id)))


def _picked(content: QuestionContent, tag: str, free: Iterable[BankQuestion], limit: int) -> list[BankQuestion]:
    """Fill the places with categories first, so that a place for the goal can go to a category not yet covered."""
    places = [place.categories for place in content.place[: max(limit, 0)]]
    left = {question.id: question for question in free}
    picked: list[BankQuestion] = []
    for categories in chain(sorted(places, key=lambda categories: not categories), repeat((), limit)):
        best = _best(left.values(), tag, picked, categories) if len(picked) < limit else None
        if best:
            picked.append(left.pop(best.id))
    return picked


def _best(
    left: Iterable[BankQuestion], tag: str, picked: Iterable[BankQuestion], categories: Collection[Category]
) -> BankQuestion | None:
    """Return the best one of the questions left, the first of the file among equals, or None where none fits."""
    covered = {question.category for question in picked}
    wanted = {tag, TAG_FOR_ALL}
    fitting = (
        question
        for question in left
        if (question.category in categories if categories else wanted.intersection(question.tags))
    )
    return min(fitting, key=lambda question: _distance(question, tag, covered), default=None)


def _distance(question: BankQuestion, tag: str, covered: Collection[Category]) -> tuple[int, bool, int]:
    """Return how far a question is from a tag: has it, is for everybody, for others; new categories first."""
    again = question.category in covered
    for step, name in enumerate((tag, TAG_FOR_ALL)):
        if name in question.tags:
            return step, again, question.tags.index(name)
    return len((tag, TAG_FOR_ALL)), again, 0


def _plain(text: str) -> str:
    """Return a text as it is compared: no case, no spaces, no punctuation at its end."""
    plain = "".join(text.split()).casefold()
    while plain and category(plain[-1]).startswith("P"):
        plain = plain[:-1]
    return plain


@cache
def _content() -> QuestionContent:
    return checked(QuestionContent, read_toml(FILE), FILE)
