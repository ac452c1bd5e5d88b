"""The parts of a person's name: given and family names, without titles and degrees, which nameparser tells apart."""

import re
from dataclasses import dataclass

from nameparser import parse
from nameparser.config import CONSTANTS

from lib.domain.spellings import plain

# The words before a family name that may be left out or grown together with it: van, de la, bin.
PARTICLES = frozenset(map(str, CONSTANTS.prefixes))

_NO_NAMES = PARTICLES.union(
    *(map(str, words) for words in (CONSTANTS.titles, CONSTANTS.suffix_acronyms, CONSTANTS.suffix_not_acronyms))
)
_WORD = r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*"
_TWO_WORDS = re.compile(f"{_WORD} {_WORD}")
_WORDS = re.compile(r"[^\W_]+(?:[-'\u2019`\u00b4][^\W_]+)*")
_AFTERTHOUGHT = re.compile(r"\s[|\u2022\u00b7/\u2013\u2014-]\s.*")  # Dana Okafor | Hiring!
_ORNAMENT = re.compile(r"[^\w\s,.'\u2019`\u00b4()\"\u201c\u201d\u201e/-]+")
# At the end, or before the comma of “Smith Jr., John”. Jun and Sen without a full stop are names.
_GENERATION = re.compile(
    r"[,\s]+(?:(jr\.?|jnr\.?|junior|jun\.|filho|hijo|fils)|(sr\.?|snr\.?|senior|sen\.|p\u00e8re)|(ii|iii|iv|2nd|3rd|4th))"
    r"(?=\s*(?:,|$))",
    re.IGNORECASE,
)
_ORDINALS = {"2nd": "ii", "3rd": "iii", "4th": "iv"}


@dataclass(frozen=True, slots=True)
class PersonName:
    """The words of a name in small letters: given and family names, others (called, born), and “jr” or the like."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    others: tuple[str, ...] = ()
    generation: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Return given and family names in their order."""
        return self.given + self.family


def person_name(text: str) -> PersonName:
    """Return the parts of a name as people write it; of an e-mail address in its place, none."""
    small = text.strip().casefold()
    if _TWO_WORDS.fullmatch(small):
        first, last = small.split(" ")
        # nameparser takes 70 µs a name, and most names are as plain as this.
        if first not in _NO_NAMES and last not in _NO_NAMES:
            return PersonName((first,), (last,))
    return PersonName((), ()) if "@" in small else _parsed(text)


def _parsed(text: str) -> PersonName:
    name, generation = _without_generation(_AFTERTHOUGHT.sub("", text))
    found = parse(_ORNAMENT.sub(" ", name).strip())
    degrees = ", ".join(("", *str(found.suffix).split()))  # John Smith Jr PhD
    generation = generation or _without_generation(degrees)[1]
    others = _words(f"{found.nickname} {found.maiden}")
    parts = [_words(f"{found.given} {found.middle}"), _words(str(found.family))]
    latin = [tuple(word for word in words if plain(word).isascii()) for words in parts]
    if sum(map(len, latin)) > 1:
        # 周雨桐 Yutong Zhou: twice the same name.
        words = latin[0] + latin[1]
        given, family = latin if all(latin) else (words[:1], words[1:])
        return PersonName(given, family, others, generation)
    return PersonName(parts[0], parts[1], others, generation)


def _without_generation(name: str) -> tuple[str, str]:
    """Return a name without “Jr.” or the like, and what it was; nameparser knows only some of them."""
    found = _GENERATION.search(name)
    if not found:
        return name, ""
    junior, senior, ordinal = found.groups()
    generation = "jr" if junior else "sr" if senior else _ORDINALS.get(ordinal.lower(), ordinal.lower())
    return name[: found.start()] + name[found.end() :], generation


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(text.casefold()))
