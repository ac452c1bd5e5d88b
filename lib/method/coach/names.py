"""Whether their name is in the letter, and spelled as the person keeps it; names of any script."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from lib.domain.nicknames import is_nickname
from lib.domain.spellings import plain, spellings
from lib.domain.unicode_text import normal
from lib.method.coach.content import numbers, word_list
from lib.method.coach.letter import Letter
from lib.method.coach.phrases import phrase
from lib.method.coach.remark import Finding, finding

_LATIN = re.compile(r"[a-z\u00c0-\u024f]")
# What stands between signs that no name has; vowel signs of many scripts are no letters to Python.
_WORD = re.compile(r"[^\s\d_,.;:!?()\[\]{}<>\"\u201c-\u201e\u2026\u2013\u2014/\\|*+=&#@%\u060c\u3001\u3002\uff0c]+")
_SHORTEST = 3  # letters; shorter names are near to anything
_ZONE = 60  # characters in which a greeting has its name


def name(letter: Letter) -> Finding | None:
    """Say whether their name is there as the person keeps it: a near miss first, then another's, then none at all."""
    if not letter.name.strip() or not letter.words:
        return None
    text = normal("NFC", letter.looked_at)
    if near := _near_miss(letter, text):
        return finding("near", typed=near[0], kept=near[1])
    if any(_has(text, part) for part in _parts(letter)):
        return finding("good")
    greeted = _greeted(text)
    if greeted and not _is_theirs(letter, greeted):
        return finding("other", typed=greeted[0], kept=letter.name)
    return finding("none", kept=letter.called or letter.name)


def _near_miss(letter: Letter, text: str) -> tuple[str, str] | None:
    """Return a word that is nearly a part of their name, and that part, where the part itself stands nowhere."""
    parts = _parts(letter)
    missing = [part for part in parts if len(part) >= _SHORTEST and not _has(text, part)]
    known = {plain(word) for word in _WORD.findall(f"{letter.my_name} {letter.introducer} {' '.join(letter.named)}")}
    for typed in dict.fromkeys((*_greeted(text), *_beside(text, parts))):
        small = plain(typed)
        if len(small) < _SHORTEST or small in known or small in word_list("common_english"):
            continue
        for part in missing:
            if small == plain(part) or (_is_near(typed, part) and not any(_same(typed, other) for other in parts)):
                return typed, part
    return None


def _is_near(typed: str, part: str) -> bool:
    ours, theirs = plain(typed), plain(part)
    return Levenshtein.distance(ours, theirs, score_cutoff=1) <= 1 or fuzz.ratio(ours, theirs) >= numbers().near_name


def _is_theirs(letter: Letter, greeted: list[str]) -> bool:
    """Tell whether a greeting is for them: by a part of their name, a short form of it, or one who introduced them."""
    parts = [*_parts(letter), *_WORD.findall(letter.introducer)]
    return any(_same(word, part) or is_nickname(plain(word), plain(part)) for word in greeted for part in parts)


def _greeted(text: str) -> list[str]:
    """Return the words of the name that the letter greets; none where it greets nobody by name."""
    begin = text.lstrip()[:_ZONE]
    match = phrase("greeting").match(begin.lower())
    if not match or len(begin.lower()) != len(begin):
        return []
    rest = re.split(r"[,.;:!?\n\u2013]| - ", begin[match.end() :], maxsplit=1)[0]
    words = [word for word in _WORD.findall(rest) if plain(word) not in word_list("titles")]
    return [] if any(plain(word) in word_list("not_names") for word in words) else words[:3]


def _beside(text: str, parts: list[str]) -> Iterator[str]:
    """Return the words that stand right after a part of their name, such as a last name."""
    for part in parts:
        for match in re.finditer(rf"\b{re.escape(part)} ([^\W\d_]+)", text, re.IGNORECASE):
            if match[1][0].isupper():
                yield match[1]


def _parts(letter: Letter) -> list[str]:
    """Return the parts of their name, its titles and initials left out, and the whole where it has no parts."""
    whole = normal("NFC", f"{letter.called} {letter.name}")
    parts = [part.strip(".,()\"'") for part in whole.split()]
    found = dict.fromkeys(part for part in parts if part and plain(part) not in word_list("titles") and "." not in part)
    return list(found) or [normal("NFC", letter.called or letter.name)]


def _has(text: str, part: str) -> bool:
    """Tell whether a part of a name stands in a text; as a word of its own where its script has spaces."""
    small, sought = text.casefold(), part.casefold()
    if not _LATIN.search(sought):
        return sought in small
    return re.search(rf"(?<![^\W\d_]){re.escape(sought)}(?![^\W\d_])", small) is not None


def _same(word: str, part: str) -> bool:
    return word.casefold() == part.casefold() or bool(spellings(word) & spellings(part))
