"""Looks for the phrases of `content/coach.toml` in plain text, sentence by sentence where a “not” may stand before."""

import re
from collections.abc import Iterable
from functools import cache

from lib.method.coach.content import content, numbers


@cache
def phrase(group: str) -> re.Pattern[str]:
    """Return the pattern of all phrases of a group; each begins and ends where a word does."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(content().phrases[group])})(?!\w)")


def has(group: str, plain: str) -> bool:
    """Tell whether a plain text has a phrase of a group."""
    return phrase(group).search(plain) is not None


def found(group: str, plain: str) -> str:
    """Return the first phrase of a group in a plain text; an empty text where there is none."""
    match = phrase(group).search(plain)
    return match[0] if match else ""


def meant(group: str, sentences: Iterable[str]) -> str:
    """Return the first phrase of a group that is meant: no “not” or the like shortly before it in its sentence.

    An empty text where there is none. How far back a “not” reaches is a number of the method (1.3).
    """
    reach = numbers().negation_reach
    for sentence in sentences:
        for match in phrase(group).finditer(sentence):
            if not has("negation", sentence[max(0, match.start() - reach) : match.start()]):
                return match[0]
    return ""
