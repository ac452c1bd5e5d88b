"""Which pass phrases somebody who guesses would try early, however long they are."""

import re
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files

from lib.domain.unicode_text import normal

# A phrase that repeats itself counts once, and what is left must be as long as a pass phrase.
_FEWEST = 12  # characters
# "qwertyuiop12" is long, but it is only three decisions: a row of keys, and two keys.
_FEWEST_DECISIONS = 6
_SHORTEST_RUN = 4  # characters
_SHORTEST_WORD = 3  # characters; shorter parts of a name are in too many words
_FEWEST_OTHER_LETTERS = 4
_SHORTEST_COMMON = 4  # characters; the list has single letters, too, around which any digits may stand

_OWN_WORDS = ("askwell",)
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "0123456789" * 7,  # goes round, as "890123" does
)
_RUNS = (*_ROWS, *(row[::-1] for row in _ROWS))
_PADDING = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_SAME_IN_A_ROW = re.compile(r"(.)\1{2,}", re.DOTALL)
_WORD_ENDS = re.compile(r"[\W_]+")
# Signs that many put for letters; a 1 is read both ways.
_LETTERS_FOR_SIGNS = tuple(str.maketrans("013457@$!", letters) for letters in ("oleastasi", "oieastasi"))


def why_guessable(phrase: str, about: Collection[str]) -> str | None:
    """Return the sentence that says why the phrase is easy to guess, or None where it is not.

    `about` are texts that others know of the person, such as their name and address.
    """
    text = _folded(phrase)
    if len(_unit(text)) < _FEWEST:
        return "Your pass phrase repeats itself, so it is easy to guess. Use different words."
    bare = _without_runs(text)
    if len(bare) < _FEWEST_DECISIONS:
        return "Your pass phrase follows the keys or the alphabet, so it is easy to guess. Use a few words instead."
    if _is_common(text) or _is_common(bare):
        return "Your pass phrase is one of those that many people use. Add a few words that don't belong together."
    if _is_only_about(text, about):
        return "Your pass phrase is little more than a name or address that others know. Add a few other words."
    return None


@cache
def common_passwords() -> frozenset[str]:
    """Return the shipped list of passwords that many people use, in lower case; read once."""
    text = files("lib.accounts").joinpath("content", "common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(_folded(line) for line in text.splitlines())


def _folded(text: str) -> str:
    return normal("NFKC", text).casefold()


def _unit(text: str) -> str:
    """Return the shortest beginning whose repetition, the last perhaps cut short, makes the whole text."""
    half = (len(text) + 1) // 2  # rounded up: a word twice has one space between
    return next((text[:size] for size in range(1, half + 1) if text[size:] == text[:-size]), text)


def _without_runs(text: str) -> str:
    """Return the text with a space for each run of keys, letters or digits, and one character for many of a kind."""
    kept: list[str] = []
    text = _SAME_IN_A_ROW.sub(r"\1", text)
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and any(text[start : end + 1] in run for run in _RUNS):
            end += 1
        if end - start < _SHORTEST_RUN:
            kept.append(text[start])
            start += 1
        else:
            kept.append(" ")
            start = end
    return "".join(kept)


def _is_common(text: str) -> bool:
    """Tell whether the text is a common password, also with digits and signs around it, or written repeatedly."""
    core = _PADDING.sub("", text)
    readings = {text, core, _PADDING.sub("", _unit(core))}
    readings |= {_PADDING.sub("", plain) for reading in readings for plain in _without_signs(reading)}
    return any(len(reading) >= _SHORTEST_COMMON and reading in common_passwords() for reading in readings)


def _is_only_about(text: str, about: Iterable[str]) -> bool:
    parts = {part for known in (*about, *_OWN_WORDS) for part in _WORD_ENDS.split(_folded(known))}
    words = sorted((part for part in parts if len(part) >= _SHORTEST_WORD), key=len, reverse=True)
    return any(_is_left_bare(reading, words) for reading in (text, *_without_signs(text)))


def _without_signs(text: str) -> tuple[str, ...]:
    """Return the ways to read the text with letters in place of the signs that stand for them."""
    return tuple(text.translate(letters) for letters in _LETTERS_FOR_SIGNS)


def _is_left_bare(text: str, words: list[str]) -> bool:
    left = text
    for word in words:
        left = left.replace(word, " ")
    return left != text and sum(character.isalpha() for character in left) < _FEWEST_OTHER_LETTERS
