"""Job titles as they read in a sentence: “data scientist in hospitals” is “a data scientist in hospitals”.

Only what surely names somebody by what they do is known as a title; the words are in `content/phrases.toml`.
"""

import re
from typing import NamedTuple

from lib.method.phrases import begins_as_noun, first_word, inside, joined_on, phrases, unstopped

_ARTICLES = frozenset({"a", "an", "the"})
_MARKS = "(),;:"
_LINKS = frozenset({"and", "or", "&"})
_I_AM = re.compile(r"^(?:i['\u2019](?:m|ve|d|ll)|i|my|we)\b", re.IGNORECASE)


class _Title(NamedTuple):
    """A job title at the beginning of a text: how many words it has, and whether it names several people."""

    words: int
    is_plural: bool


def with_article(text: str) -> str:
    """Return a text that begins with a job title as it reads in a sentence: “a data scientist in hospitals”.

    Several people get no article; "" where it does not surely begin with a job title.
    """
    words = text.strip().rstrip(".").split()
    given = words[0].lower() if words and words[0].lower() in _ARTICLES else ""
    rest = words[1:] if given else words
    title = _title(rest)
    if title is None:
        return ""
    after = rest[title.words : title.words + 1]
    role = " ".join([*_written_small(rest[: title.words], *after), *rest[title.words :]])
    if given:
        return f"{given} {role}"
    return role if title.is_plural else f"{article(role)} {role}"


def names_several(text: str) -> bool:
    """Tell whether a text begins with a job title in the plural."""
    title = _title(text.split())
    return title is not None and title.is_plural


def article(phrase: str) -> str:
    """Return “a” or “an”, by how the first word of a phrase sounds: “an hour”, “a UX designer”, “an HR manager”."""
    word = re.split(r"[\s\-/&]", phrase, maxsplit=1)[0]
    known = phrases()
    if word.isupper() and (len(word) > 1 or phrase[1:2] == "-"):
        return "an" if word[0] in known.letters_with_an else "a"
    small = word.lower()
    if small.startswith(known.an_before):
        return "an"
    return "an" if small[:1] in set("aeiou") and not small.startswith(known.a_before) else "a"


def intro_sentence(intro: str) -> str:
    """Return how somebody describes themselves as the beginning of a sentence: “a nurse” becomes “I am a nurse”."""
    text = unstopped(intro)
    if not text or _I_AM.match(text):
        return text[:1].upper() + text[1:]
    first = first_word(text).lower()
    if named := with_article(text):
        return f"I am {named}"
    if begins_as_noun(text) or (first.endswith("ing") and first in phrases().openers):
        return f"I am {inside(text)}"
    return f"A word about me: {joined_on(text)}"


def _title(words: list[str]) -> _Title | None:
    """Return how long the job title at the beginning is; None where there surely is none."""
    bare = [*(word.strip(_MARKS).lower() for word in words), ""]
    known = phrases()
    for place in range(len(words)):
        if bare[place] in known.clause_words | known.title_ends or (place and bare[place] in _ARTICLES):
            return None
        after = bare[place + 1]
        goes_on = after in _LINKS
        if goes_on or after in known.title_ends or _is_cut(words, place):
            is_plural = _names_several(bare[: place + 1], after)
            if is_plural is not None:
                return _Title(place + 1, is_plural)
            if not goes_on:
                return None
    return None


def _is_cut(words: list[str], place: int) -> bool:
    """Tell whether a word is the last one, or a comma or a bracket follows it."""
    return place + 1 == len(words) or words[place][-1] in ",;:" or words[place + 1][0] in "(/"


def _names_several(bare: list[str], after: str) -> bool | None:
    """Return whether the last of these words names several people by what they do; None where it names nobody."""
    last = bare[-1].split("/")[0].rsplit("-")[-1]
    before = bare[-2] if len(bare) > 1 else ""
    singulars = {last: False} | {noun: True for noun in _singulars(last) if noun != last}
    for noun, is_plural in singulars.items():
        alone_or_together = {noun, f"{before} {noun}", *([f"{noun} of"] if after == "of" else [])}
        if alone_or_together & phrases().role_nouns:
            return is_plural
    return None


def _singulars(noun: str) -> tuple[str, ...]:
    return (noun.removesuffix("s"), re.sub(r"ies$", "y", noun), re.sub(r"ives$", "ife", noun))


def _written_small(title: list[str], after: str = "") -> list[str]:
    """Return the words of a job title without capitals, where each of them is one that is written small.

    `after` is the word that follows the title: “Head of Data” keeps its capital.
    """
    known = phrases()
    small = known.title_words | known.role_nouns | _LINKS
    all_known = all({word, *_singulars(word)} & small for word in (word.strip(_MARKS).lower() for word in title))
    if not all_known or f"{title[-1].lower()} {after}" in known.role_nouns:
        return title
    return [word if word[1:] != word[1:].lower() else word.lower() for word in title]
