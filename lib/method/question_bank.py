"""The question bank, and which of its questions suit a goal, a length of talk and the one who asks."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat
from unicodedata import category

from lib.domain.vocabulary import GoalKind
from lib.method.question_content import (
    TAG_FOR_ALL,
    BankQuestion,
    CareerStage,
    Category,
    Place,
    Variant,
    question_content,
)

__all__ = [
    "BankQuestion",
    "CareerStage",
    "Category",
    "Variant",
    "all_questions",
    "goal_tag",
    "questions_for_minutes",
    "same_question",
    "spare_questions",
    "suggestions",
]

_OPEN_PLACE = Place(categories=())


def all_questions() -> tuple[BankQuestion, ...]:
    """Return the bank's questions in the order of the file; raises ContentError where the file cannot be used."""
    return question_content().question


def goal_tag(kind: GoalKind) -> str:
    """Return the tag of questions that are made for a kind of goal."""
    return question_content().goal_tags[kind]


def questions_for_minutes(minutes: int) -> int:
    """Return how many questions fit into a talk of so many minutes, at least 1 (method, section 4)."""
    fitting = [talk.questions for talk in question_content().talk if talk.minutes <= minutes]
    return max(fitting, default=1)


def spare_questions() -> int:
    """Return how many questions to have ready beyond those that fit (method, section 4)."""
    return question_content().conversation.spare


def suggestions(
    kind: GoalKind, asked: Collection[str] = (), limit: int = 6, variants: Collection[Variant] = ()
) -> tuple[BankQuestion, ...]:
    """Return up to `limit` questions for a goal, in the order of a talk, none of them in `asked` (method, section 4).

    What was asked counts as covered, so that new ones complete it. With `variants`, one question is for such people.
    Texts are compared without case, spaces and final punctuation. The same input gives the same questions.
    """
    content = question_content()
    done = {same_question(text) for text in asked}
    free = {question.id: question for question in content.question if same_question(question.text) not in done}
    covered = [question for question in content.question if question.id not in free]
    picker = _Picker(goal_tag(kind), frozenset(variants), free, covered)
    order = content.conversation.order
    return tuple(sorted(picker.picked(limit), key=lambda question: (order.index(question.category), question.id)))


def same_question(text: str) -> str:
    """Return a text as questions are compared: no case, no spaces, no punctuation at its end."""
    plain = "".join(text.split()).casefold()
    while plain and category(plain[-1]).startswith("P"):
        plain = plain[:-1]
    return plain


@dataclass
class _Picker:
    """Fills the places of a suggestion from the questions that are left."""

    tag: str
    variants: frozenset[Variant]
    left: dict[str, BankQuestion]
    covered: list[BankQuestion]

    def picked(self, limit: int) -> list[BankQuestion]:
        """Fill places with categories first, so that a place for the goal can go to a category not yet covered."""
        places = list(self._open_places())[: max(limit, 0)]
        first = sorted(places, key=lambda place: place == _OPEN_PLACE)
        picked: list[BankQuestion] = []
        for place in chain(first, repeat(_OPEN_PLACE, max(limit, 0))):
            best = self._best(place) if len(picked) < limit else None
            if best:
                picked.append(self.left.pop(best.id))
                self.covered.append(best)
        return picked

    def _open_places(self) -> Iterator[Place]:
        """Yield the places that nothing fills yet which was asked before."""
        asked = list(self.covered)
        for place in question_content().place:
            if place.variants and not self.variants:
                continue
            filled = next((question for question in asked if self._fits(place, question)), None)
            if filled and place != _OPEN_PLACE:
                asked.remove(filled)
            else:
                yield place

    def _fits(self, place: Place, question: BankQuestion) -> bool:
        if place.variants:
            return not self.variants.isdisjoint(question.tags)
        if place.categories:
            return question.category in place.categories
        return not {self.tag, TAG_FOR_ALL}.isdisjoint(question.tags)

    def _best(self, place: Place) -> BankQuestion | None:
        """Return the best one of the questions left, the first of the file among equals, or None where none fits."""
        fitting: Iterable[BankQuestion] = (question for question in self.left.values() if self._fits(place, question))
        rank = self._for_such_people if place.variants else self._distance
        return min(fitting, key=rank, default=None)

    def _distance(self, question: BankQuestion) -> tuple[int, bool, bool, int]:
        """Return how far a question is from the goal: for it, for everybody, for others; new categories first."""
        again = self._is_again(question)
        other = self.variants.isdisjoint(question.tags)
        for step, name in enumerate((self.tag, TAG_FOR_ALL)):
            if name in question.tags:
                return step, again, other, question.tags.index(name)
        return len((self.tag, TAG_FOR_ALL)), again, other, 0

    def _for_such_people(self, question: BankQuestion) -> tuple[int, bool, int]:
        """Return how far a question is from being made for the variants and for nobody else; new categories first."""
        place = min(question.tags.index(variant) for variant in self.variants if variant in question.tags)
        return place, self._is_again(question), len(question.tags)

    def _is_again(self, question: BankQuestion) -> bool:
        return question.category in {asked.category for asked in self.covered}
