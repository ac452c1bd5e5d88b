"""The coach of questions: looks at one question, says what would be better and why, and offers a better form.

Advice, never a lock. What it looks for is in `content/question_coach.toml`. It reads English; of other
languages it only counts words and question marks.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from lib.method.coach import job_ask
from lib.method.coach.content import word_list
from lib.method.coach.letter import plain_text, sentences_of, words_of
from lib.method.content_files import ContentError
from lib.method.phrases import first_word, joined_on
from lib.method.question_rules import FILE, QuestionRule, question_rules

_STRAIGHT = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'"})
_MARK = re.compile(r"[?\u061f\uff1f]")
_CLAUSE = re.compile(
    r"(?:,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+)(?=(?:what|how|which|who|why|when|where)\b)", re.IGNORECASE
)


@dataclass(frozen=True)
class QuestionRemark:
    """What would be better about a question; `better` is what to ask instead, several where it should be taken apart.

    `advice` says what to do where no better form is sure; `source` on what it rests, and `grade` how firmly.
    """

    id: str
    said: str
    why: str
    advice: str
    better: tuple[str, ...]
    source: str
    grade: str


def question_remarks(text: str) -> tuple[QuestionRemark, ...]:
    """Return what would be better about a question, the weightiest first; nothing of a good one. No text raises."""
    asked = _Question(text)
    remarks = []
    silenced: set[str] = set()
    for rule in question_rules().rule:
        found = None if rule.id in silenced or (rule.english and not asked.is_english) else _found(rule, asked)
        if found:
            silenced |= rule.silences
            said = rule.said.format(count=found.count)
            remarks.append(QuestionRemark(rule.id, said, rule.why, rule.advice, found.better, rule.source, rule.grade))
    return tuple(remarks)


def check_question_rules() -> None:
    """Raise ContentError where the rules cannot be used, or where one has neither flags nor a function."""
    if idle := sorted(rule.id for rule in question_rules().rule if not rule.flags and rule.id not in _LOOKS):
        message = f"{FILE}: nobody looks by these rules: {', '.join(idle)}"
        raise ContentError(message)


@dataclass(frozen=True)
class _Found:
    better: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True)
class _Question:
    """A question as the rules look at it."""

    text: str

    @cached_property
    def line(self) -> str:
        """As much as is looked at, on one line, with plain apostrophes and no capital that only its place gave it."""
        line = " ".join(self.text[: question_rules().numbers.most_characters].translate(_STRAIGHT).split())
        first = first_word(line)
        is_small = first.lower() in word_list("common_english") | question_rules().small_words and first != "I"
        return line[:1].lower() + line[1:] if is_small else joined_on(line)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return words_of(plain_text(self.line))

    @cached_property
    def is_english(self) -> bool:
        common = sum(word in word_list("common_english") for word in self.words)
        return common >= question_rules().numbers.least_common_english * max(len(self.words), 1)

    @cached_property
    def asks(self) -> tuple[str, ...]:
        """The questions in it, each with the sentences that lead to it; a short one such as “Why?” follows another."""
        fewest = question_rules().numbers.fewest_words
        asks: list[str] = []
        waiting: list[str] = []
        for sentence in sentences_of(self.line):
            waiting.append(sentence)
            if not _MARK.search(sentence):
                continue
            if len(words_of(sentence)) < fewest and asks:
                asks[-1] = " ".join((asks[-1], *waiting))
            else:
                asks.append(" ".join(waiting))
            waiting = []
        return tuple(asks)


def _found(rule: QuestionRule, asked: _Question) -> _Found | None:
    if look := _LOOKS.get(rule.id):
        return look(rule, asked)
    is_flagged = any(flag.search(asked.line) for flag in rule.flags)
    if not is_flagged or any(let.search(asked.line) for let in rule.unless):
        return None
    return _Found(_better(rule, asked))


def _better(rule: QuestionRule, asked: _Question) -> tuple[str, ...]:
    """Return the question in the first form that fits, or nothing where none does."""
    for form in rule.form:
        if match := form.of.search(asked.line):
            better = _tidy(match.expand(form.better))
            return (better,) if len(better) <= question_rules().numbers.most_of_a_form else ()
    return ()


def _tidy(question: str) -> str:
    return re.sub(r"\s+([?,])", r"\1", " ".join(question.split()))


def _asks_for_a_job(rule: QuestionRule, asked: _Question) -> _Found | None:
    return _Found(_better(rule, asked)) if job_ask(sentences_of(plain_text(asked.line))) else None


def _asks_several(_: QuestionRule, asked: _Question) -> _Found | None:
    parts = asked.asks if len(asked.asks) > 1 else tuple(_clauses(asked.line))
    if len(parts) <= (1 if len(asked.asks) > 1 else question_rules().numbers.most_clauses):
        return None
    return _Found(tuple(part[:1].upper() + part[1:] for part in parts), len(parts))


def _clauses(line: str) -> Iterator[str]:
    for part in _CLAUSE.split(line):
        yield f"{part.rstrip(' ?')}?"


def _is_long(_: QuestionRule, asked: _Question) -> _Found | None:
    count = len(words_of(plain_text(asked.text[: 10 * question_rules().numbers.most_characters])))
    return _Found((), count) if count > question_rules().numbers.most_words else None


_LOOKS: Mapping[str, Callable[[QuestionRule, _Question], _Found | None]] = MappingProxyType(
    {"job_ask": _asks_for_a_job, "several": _asks_several, "long": _is_long}
)
