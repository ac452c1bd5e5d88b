"""What the rules of the coach may see of a letter: its text, and what is known about whom it goes to."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lib.domain.vocabulary import Channel, GoalKind, Purpose, Tie
from lib.method.coach.content import numbers, word_list
from lib.method.wordings import Situation

_FORWARDED_BELOW = re.compile(r"^[ \t]*\* \* \*[ \t]*$", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?\u2026]+[\"')\u201d\u2019]*(?=\s)|\n+")
_ABBREVIATED = re.compile(r"\b(?:dr|mr|mrs|ms|mx|prof|st|sr|jr|e\.g|i\.e|no|approx|[a-z])\.$")
_PLAIN_SIGNS = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00a0": " ", "\u2011": "-", "\r": "\n"})
_FEWEST_TO_TELL = 12  # words; of fewer nobody can tell the language


@dataclass(frozen=True)
class OtherNote:
    """A note to somebody else of the same organisation."""

    name: str
    body: str


@dataclass(frozen=True)
class Letter:
    """One letter as it stands, and what the person noted that bears on it; what is not known is empty.

    `called` is how one greets them, `introducer` who may be named to them, `facts` what is noted about them and their
    work, `first_body` the request that a follow-up follows, `named` the people whom they named.
    """

    purpose: Purpose
    channel: Channel
    subject: str
    body: str
    situation: Situation | None = None
    today: date | None = None
    name: str = ""
    called: str = ""
    tie: Tie | None = None
    introducer: str = ""
    facts: tuple[str, ...] = ()
    my_name: str = ""
    goal_kind: GoalKind | None = None
    topic: str = ""
    decision: str = ""
    first_body: str = ""
    learned: tuple[str, ...] = ()
    promised: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    others: tuple[OtherNote, ...] = ()
    is_other_zone: bool = False

    @cached_property
    def own_part(self) -> str:
        """What they read first: all of the body but the lines that stand below it to be forwarded."""
        return _FORWARDED_BELOW.split(self.body, maxsplit=1)[0]

    @cached_property
    def looked_at(self) -> str:
        """As much of the body as is looked at, so that a very long one takes no longer."""
        return self.body[: numbers().most_characters]

    @cached_property
    def plain(self) -> str:
        """What is looked at, in small letters and with plain apostrophes, as the phrases are written."""
        return plain_text(self.looked_at)

    @cached_property
    def plain_own_part(self) -> str:
        """The same of the part that they read first."""
        return plain_text(self.own_part[: numbers().most_characters])

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of what is looked at, in small letters."""
        return words_of(self.plain)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of what is looked at, in small letters; each line break ends one, too."""
        return sentences_of(self.plain)

    @cached_property
    def is_english(self) -> bool:
        """Whether the text reads as English; a text of a few words counts as such."""
        common = sum(word in word_list("common_english") for word in self.words)
        count = len(self.words)
        letters = [sign for sign in self.plain if sign.isalpha()]
        latin = sum(sign < "\u0250" for sign in letters)
        if letters and latin < numbers().least_latin * len(letters):
            return False
        return count < _FEWEST_TO_TELL or common >= numbers().least_common_english * count


def plain_text(text: str) -> str:
    """Return a text in small letters, with plain apostrophes, spaces and hyphens."""
    return text.translate(_PLAIN_SIGNS).lower()


def words_of(plain: str) -> tuple[str, ...]:
    """Return the words of a plain text."""
    return tuple(_WORD.findall(plain))


def sentences_of(plain: str) -> tuple[str, ...]:
    """Return the sentences of a plain text, with their closing signs; a full stop after “Dr” ends none."""
    found = []
    begin = 0
    for end in _SENTENCE_END.finditer(plain):
        if "\n" not in end[0] and _ABBREVIATED.search(plain, max(begin, end.end() - 8), end.end()):
            continue
        found.append(plain[begin : end.end()].strip())
        begin = end.end()
    found.append(plain[begin:].strip())
    return tuple(filter(None, found))


def telling_words(text: str) -> frozenset[str]:
    """Return the words of a text that say something by themselves: long enough, and no common ones."""
    fewest = numbers().fewest_letters
    words = words_of(plain_text(text))
    return frozenset(word for word in words if len(word) >= fewest and word not in word_list("common_english"))
