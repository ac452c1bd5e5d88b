"""Unicode's normal forms, made so that no text can take long."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

MOST_MARKS = 30  # on one letter; Unicode's “stream-safe” texts (UAX 15) have no more, nor does any language

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]

# Marks begin at U+0300 and stand for two at most; a letter before that brings two at most: with fewer there is no need.
_MAYBE_TOO_MANY = re.compile(r"[\s\S]?[^\x00-\u02ff]{15,}")


def normal(form: Form, text: str) -> str:
    """Return the text in one of Unicode's normal forms; of more than 30 marks on one letter only 30 are kept.

    Python sorts the marks on a letter in a time that grows with the square of their number, and lets nobody else run.
    """
    return unicodedata.normalize(form, bounded(text))


def bounded(text: str) -> str:
    """Return the text with at most 30 accents and other marks on each letter; all ordinary texts stay as they are."""
    return text if text.isascii() else _MAYBE_TOO_MANY.sub(_with_fewer_marks, text)


def _with_fewer_marks(stretch: re.Match[str]) -> str:
    kept = []
    marks = 0
    for character in stretch[0]:
        length, own = _parts(character)
        if length > own:
            marks = own
        elif marks + own > MOST_MARKS:
            continue
        else:
            marks += own
        kept.append(character)
    return "".join(kept)


@lru_cache(maxsize=4096)
def _parts(character: str) -> tuple[int, int]:
    """Return into how many characters this one falls apart, and how many of them are marks at its end."""
    parts = unicodedata.normalize("NFKD", character)
    marks = 0
    while marks < len(parts) and unicodedata.combining(parts[-1 - marks]):
        marks += 1
    return len(parts), marks
