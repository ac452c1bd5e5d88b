"""How near somebody's work is to a topic, guessed from the words of both. Only a person can say “exactly that”."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from pydantic import BaseModel, ConfigDict
from rapidfuzz import process
from rapidfuzz.distance import OSA

from lib.domain.unicode_text import normal
from lib.method.content_files import checked, read_toml

Places: TypeAlias = npt.NDArray[np.intp]
Holds: TypeAlias = npt.NDArray[np.bool_]

_WORD = re.compile(r"[^\W_]{2,}")
_ACRONYM = re.compile(r"\b[A-Z]{2,4}\b")
# Of what a contact card keeps besides, that which says what somebody did before.
_EARLIER = ("position", "organisation")
# What a topic's word counts where it stands in somebody's work, and where only one of its field does.
_SAID, _RELATED, _CLOSE = 2, 1, 3


class Words(BaseModel):
    """The words of `content/relevance.toml`, which explains them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    guess_most: int
    prefix_letters: int
    other_endings: frozenset[str]
    spelling_letters: int
    wanted_most: int
    unchanged: frozenset[str]
    small_words: frozenset[str]
    rank_words: frozenset[str]
    endings: Mapping[str, int]
    families: Mapping[str, tuple[str, ...]]


@cache
def words() -> Words:
    """Return the words that the guess goes by."""
    return checked(Words, read_toml("relevance.toml"), "relevance.toml")


@dataclass(frozen=True)
class WorkWords:
    """Which words stand in whose work: `stems` is the vocabulary; word `ids[i]` of it stands in row `rows[i]`."""

    index: pd.Index
    stems: tuple[str, ...]
    rows: Places
    ids: Places


def work_words(contacts: pd.DataFrame) -> WorkWords:
    """Return the words of what is known of each contact's work, now and before.

    `contacts` has the text columns position and organisation, `tags` as lists or tuples, and `also` as dicts of lists.
    """
    stems: dict[str, int] = {}
    known: dict[str, int] = {}
    rows: list[int] = []
    ids: list[int] = []
    for row, text in enumerate(_work_texts(contacts)):
        found = set()
        for word in _WORD.findall(text):
            if word not in known:
                known[word] = stems.setdefault(stem(word), len(stems))
            found.add(known[word])
        rows.extend([row] * len(found))
        ids.extend(found)
    return WorkWords(contacts.index, tuple(stems), np.array(rows, dtype=np.intp), np.array(ids, dtype=np.intp))


def _work_texts(contacts: pd.DataFrame) -> Iterable[str]:
    columns = (contacts[name].tolist() for name in ("position", "organisation", "tags", "also"))
    for position, organisation, tags, also in zip(*columns, strict=True):
        earlier = [value for name in _EARLIER for value in also.get(name, ())] if also else ()
        yield _folded(" ".join((position, organisation, *tags, *earlier)))


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else normal("NFKC", text).casefold()


def stem(word: str) -> str:
    """Return what the forms of a word share: `nurs` of nurse, nurses and nursing."""
    if word in words().unchanged:
        return word
    endings = words().endings
    for letters in range(_longest_ending(), 0, -1):
        if len(word) - letters >= endings.get(word[-letters:], len(word)):
            return word[:-letters]
    return word


@cache
def _longest_ending() -> int:
    return max(map(len, words().endings))


def guessed_relevance(work: WorkWords, topic: str, wanted: str = "") -> pd.Series:
    """Return the guess of `nearness`."""
    return nearness(work, topic, wanted).guess


class Nearness(NamedTuple):
    """How near people's work seems to a topic, on the index of the contacts (int64); see `nearness`."""

    guess: pd.Series
    said: pd.Series


def nearness(work: WorkWords, topic: str, wanted: str = "") -> Nearness:
    """Return for each contact a guess from 0 to 2, and how many of the topic's words are said of their work.

    2: all of the topic's words stand in what is known of their work, or two do, or one does and one of another's field.
    1: one word does, or one of its field, or one of what is `wanted`. Never a 3, as it is a guess.
    """
    stems = _stems_of(topic)
    said = [_holding(work, _like(work, word)) for word in stems]
    related = [_holding(work, _of_its_field(work, word)) for word in stems]
    direct = _counted(work, said)
    weight = _SAID * direct + _RELATED * _counted(work, [far & ~near for far, near in zip(related, said, strict=True)])
    is_close = (weight >= _CLOSE) | (direct == max(len(stems), 1))
    asked = [word for word in _stems_of(wanted) if word not in stems][: words().wanted_most]
    some = weight + _counted(work, [_holding(work, _like(work, word)) for word in asked])
    guess = np.where(is_close, words().guess_most, np.minimum(some, 1))
    return Nearness(*(pd.Series(each, index=work.index, dtype="int64") for each in (guess, direct)))


def _stems_of(text: str) -> list[str]:
    """Return what is looked for: small words where they are written as acronyms, ranks where there is nothing else."""
    is_shouted = text.isupper() and not _ACRONYM.fullmatch(text.strip())
    acronyms = set() if is_shouted else {found.lower() for found in _ACRONYM.findall(text)}
    found = [word for word in _WORD.findall(_folded(text)) if word in acronyms or word not in words().small_words]
    telling = [word for word in found if word not in words().rank_words]
    return list(dict.fromkeys(stem(word) for word in telling or found))


def _like(work: WorkWords, word: str) -> Holds:
    """Return which words of the vocabulary are this one, begin with it, or are spelled a little apart."""
    numbers = words()
    if len(word) < numbers.prefix_letters:
        return np.array([each == word for each in work.stems], dtype=bool)
    same = [each.startswith(word) and each.removeprefix(word) not in numbers.other_endings for each in work.stems]
    if len(word) >= numbers.spelling_letters:
        near = process.extract(word, work.stems, scorer=OSA.distance, score_cutoff=1, limit=None)
        for each, _, place in near:
            same[place] |= len(each) >= numbers.spelling_letters and each[0] == word[0]
    return np.array(same, dtype=bool)


def _of_its_field(work: WorkWords, word: str) -> Holds:
    family = _families().get(word, frozenset())
    return np.array([each in family for each in work.stems], dtype=bool)


@cache
def _families() -> Mapping[str, frozenset[str]]:
    """Return for each stem those of all its fields."""
    found: dict[str, frozenset[str]] = {}
    for members in words().families.values():
        stems = frozenset(stem(word) for word in members)
        found |= {each: found.get(each, frozenset()) | stems for each in stems}
    return found


def _holding(work: WorkWords, wanted: Holds) -> Holds:
    """Return which rows hold one of the words of the vocabulary that are wanted."""
    rows = np.zeros(len(work.index), dtype=bool)
    rows[work.rows[wanted[work.ids]]] = True
    return rows


def _counted(work: WorkWords, each: list[Holds]) -> Places:
    return np.sum(each, axis=0, dtype=np.intp) if each else np.zeros(len(work.index), dtype=np.intp)
