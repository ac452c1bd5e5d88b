"""Finds questions by words and by whom they are for, among the bank's and one's own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz, process

from lib.domain.spellings import plain
from lib.domain.vocabulary import GoalKind
from lib.method.labels import label
from lib.method.question_bank import all_questions, goal_tag, same_question
from lib.method.question_content import TAG_FOR_ALL, BankQuestion, CareerStage, Category, Variant, question_content

_MOST_WORDS = 12  # of what is looked for; the first ones tell
_MOST_OF_A_WORD = 40  # characters
_LEAST_TO_SLIP = 5  # letters of a word that may be misspelled
_LEAST_LIKE = 80  # of 100: from there on one word is taken for another, misspelled
_IN_IT, _MEANT, _BESIDE, _MISSPELLED = 4, 3, 2, 1  # what a word weighs by where it was found
_STEM = 4  # letters that words of one meaning share, where they end otherwise
_ENDING = 3  # letters by which a word may be longer than one that is meant


@dataclass(frozen=True)
class QuestionFilter:
    """What questions are wanted; an empty field wants all."""

    category: Category | None = None
    kind: GoalKind | None = None
    variants: frozenset[Variant] = field(default_factory=frozenset)
    stage: CareerStage | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it wants all."""
        return self == QuestionFilter()

    def lets(self, question: BankQuestion) -> bool:
        """Tell whether a question of the bank is wanted; one for everybody suits each kind of goal and stage."""
        return (
            self.category in (None, question.category)
            and (self.kind is None or not {goal_tag(self.kind), TAG_FOR_ALL}.isdisjoint(question.tags))
            and (not self.variants or not self.variants.isdisjoint(question.tags))
            and (self.stage is None or not question.stages or self.stage in question.stages)
        )


@dataclass(frozen=True)
class FoundQuestion:
    """A question that was found; one's own has no id of the bank, no category and no reason."""

    text: str
    why: str = ""
    bank_id: str = ""
    category: Category | None = None


def find_questions(
    words: str = "", wanted: QuestionFilter | None = None, own: Sequence[str] = ()
) -> tuple[FoundQuestion, ...]:
    """Return the questions that have the words, best first, of the bank and of one's `own` texts.

    Each word is looked for at the beginning of a word of the question, of its reason and of what its category and its
    people are called, without case and accents; a long one may be misspelled. Where no question has all of them, those
    come that have the most. Own questions have no category, so a filter leaves them out. Without words, all that
    are wanted come in the order of the bank, one's own first, or those made above all for the variants.
    """
    wanted = wanted or QuestionFilter()
    plain_words = filter(None, (plain(word)[:_MOST_OF_A_WORD] for word in words.split()[:_MOST_WORDS]))
    looked_for = [(word, _alike(word)) for word in plain_words]
    if words.strip() and not looked_for:
        return ()
    candidates = _candidates(wanted, own)
    return tuple(entry.found for entry in (_best(candidates, looked_for) if looked_for else candidates))


@dataclass(frozen=True)
class _Entry:
    """A question with the plain words that it is found by."""

    found: FoundQuestion
    words: tuple[str, ...]
    beside: tuple[str, ...]

    def score(self, looked_for: Iterable[tuple[str, frozenset[str]]]) -> tuple[int, int]:
        """Return how many of the words the question has, and how well."""
        weights = [self._weight(word, alike) for word, alike in looked_for]
        return sum(weight > 0 for weight in weights), sum(weights)

    def _weight(self, word: str, alike: frozenset[str]) -> int:
        beside = _BESIDE * _begins(word, self.beside)
        if _begins(word, self.words):
            return _IN_IT + beside
        if _has_meant(self.words, alike):
            return _MEANT + _BESIDE * _has_meant(self.beside, alike)
        if beside:
            return beside
        is_long = len(word) >= _LEAST_TO_SLIP
        return _MISSPELLED if is_long and _is_like(word, (*self.words, *self.beside)) else 0


@dataclass(frozen=True)
class _BankEntry(_Entry):
    question: BankQuestion


@cache
def _bank() -> tuple[_BankEntry, ...]:
    return tuple(map(_entry, all_questions()))


def _entry(question: BankQuestion) -> _BankEntry:
    people = [label(variant) for variant in Variant if variant in question.tags]
    beside = " ".join((question.why, label(question.category), *people))
    found = FoundQuestion(question.text, question.why, question.id, question.category)
    return _BankEntry(found, _words(question.text), _words(beside), question)


def _candidates(wanted: QuestionFilter, own: Sequence[str]) -> list[_Entry]:
    fitting = [entry for entry in _bank() if wanted.lets(entry.question)]
    if wanted.variants:
        fitting.sort(key=lambda entry: (entry.question.tags[0] not in wanted.variants, len(entry.question.tags) > 1))
    return [*(_own(own) if wanted.is_empty else ()), *fitting]


def _best(candidates: Iterable[_Entry], looked_for: Sequence[tuple[str, frozenset[str]]]) -> list[_Entry]:
    """Return those that have the most of the words, the best first; none where none has any."""
    scored = [(entry.score(looked_for), entry) for entry in candidates]
    most = max((had for (had, _), _ in scored), default=0)
    having = [(weight, entry) for (had, weight), entry in scored if most and had == most]
    return [entry for _, entry in sorted(having, key=lambda pair: -pair[0])]


def _own(texts: Sequence[str]) -> Iterator[_Entry]:
    """Yield each own text once, but for those that the bank has."""
    seen = {same_question(question.text) for question in all_questions()}
    for text in texts:
        if (same := same_question(text)) and same not in seen:
            seen.add(same)
            yield _Entry(FoundQuestion(text), _words(text), ())


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(plain, text.replace("-", " ").split())))


def _begins(word: str, words: Iterable[str]) -> bool:
    return any(one.startswith(word) for one in words)


def _has_meant(words: Iterable[str], alike: Iterable[str]) -> bool:
    return any(word.startswith(other) and len(word) <= len(other) + _ENDING for other in alike for word in words)


def _is_like(word: str, words: Sequence[str]) -> bool:
    return process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKE) is not None


@cache
def _alike_groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(plain, group)) for group in question_content().search.alike)


def _alike(word: str) -> frozenset[str]:
    """Return what else a word may mean: all of each group that has it, or a longer word with its beginning."""
    stem = word[: max(_STEM, len(word) - _ENDING)]
    fitting = (group for group in _alike_groups() if word in group or _has_stem(stem, group))
    return frozenset().union(*fitting)


def _has_stem(stem: str, group: Iterable[str]) -> bool:
    return len(stem) >= _STEM and _begins(stem, group)
