"""The parts of a person's name: given and family names, without titles and degrees, which nameparser tells apart."""

import re
from dataclasses import dataclass
from functools import lru_cache

from nameparser import parse
from nameparser.config import CONSTANTS

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
_GENERATION = re.compile(
    r"\b(?:(jr|jnr|junior|jun|filho|hijo|fils)|(sr|snr|senior|sen|p\u00e8re)|(ii|iii|iv|2nd|3rd|4th))\b"
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


@lru_cache(maxsize=65_536)
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
    found = parse(_ORNAMENT.sub(" ", _AFTERTHOUGHT.sub("", text)).strip())
    return PersonName(
        _words(f"{found.given} {found.middle}"),
        _words(str(found.family)),
        _words(f"{found.nickname} {found.maiden}"),
        _generation(str(found.suffix)),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(text.casefold()))


def _generation(suffix: str) -> str:
    found = _GENERATION.search(suffix.casefold())
    if not found:
        return ""
    junior, senior, ordinal = found.groups()
    return "jr" if junior else "sr" if senior else _ORDINALS.get(ordinal, ordinal)
