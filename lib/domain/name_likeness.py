"""How alike two people's names are: order, accents, initials, what somebody is called, double names, slips.

A name says who may be one person; it never proves it. Slips are counted by rapidfuzz.
"""

import re
from collections.abc import Sequence
from enum import IntEnum, StrEnum

from rapidfuzz.distance import OSA

from lib.domain.nicknames import is_nickname, is_whole
from lib.domain.person_names import PARTICLES, PersonName
from lib.domain.spellings import plain, spellings

# A slip is one letter of a word of five, or two of a word of nine; in a shorter word one letter makes another name.
_SHORT_WORD, _LONG_WORD = 5, 9

_WHOLE_IN_ONE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")  # 李小龙: whole names without a space


class Likeness(StrEnum):
    """How two names go together."""

    SAME = "same"  # but for accents, capitals, titles, and a middle name that only one of them has
    REORDERED = "reordered"  # family name first, and no comma to say so
    PART = "part"  # one has a part of the other's double name
    NICKNAME = "nickname"
    SLIP = "slip"  # in the family name
    GIVEN_SLIP = "given_slip"
    INITIAL = "initial"  # D. Okafor
    FAMILY_INITIAL = "family_initial"  # Dana O.
    DISTANT = "distant"  # two of these at once
    ALONE = "alone"  # one has only a given or only a family name
    CHANGED = "changed"  # the given names agree, the family names don't
    NAMELESS = "nameless"  # one has an address where the name should be
    OTHER_SCRIPT = "other_script"  # Ольга and Olha: nothing to compare letter by letter
    DIFFERENT = "different"


# A phone may ring for a family, and a mailbox may be an office's: with it, names have to be whole and go together.
FIT_FOR_OFFICE = frozenset((Likeness.SAME, Likeness.REORDERED, Likeness.PART, Likeness.NICKNAME, Likeness.SLIP))


class _Fit(IntEnum):
    """How two words, or two rows of words, go together, from the nearest on."""

    SAME = 0
    PART = 1
    NICKNAME = 2
    SLIP = 3
    INITIAL = 4
    NONE = 5


_OF_FITS = {
    (_Fit.SAME, _Fit.SAME): Likeness.SAME,
    (_Fit.PART, _Fit.SAME): Likeness.PART,
    (_Fit.SAME, _Fit.PART): Likeness.PART,
    (_Fit.NICKNAME, _Fit.SAME): Likeness.NICKNAME,
    (_Fit.SLIP, _Fit.SAME): Likeness.GIVEN_SLIP,
    (_Fit.SAME, _Fit.SLIP): Likeness.SLIP,
    (_Fit.INITIAL, _Fit.SAME): Likeness.INITIAL,
    (_Fit.SAME, _Fit.INITIAL): Likeness.FAMILY_INITIAL,
}


def likeness(one: PersonName, other: PersonName) -> Likeness:
    """Return how alike two names are; which comes first makes no difference."""
    if not one.words or not other.words:
        return Likeness.NAMELESS
    if one.generation and other.generation and one.generation != other.generation:
        return Likeness.DIFFERENT
    if _is_latin(one) != _is_latin(other):
        return Likeness.OTHER_SCRIPT
    if len(one.words) == 1 or len(other.words) == 1:
        return _of_one_word(one, other)
    straight = _of_parts(one, other)
    if straight in {Likeness.DIFFERENT, Likeness.CHANGED}:
        return _otherwise(one, other) or straight
    return straight


def _of_one_word(one: PersonName, other: PersonName) -> Likeness:
    """Compare where one name has a single word, which is mostly a given name, or what somebody is called."""
    if _joined(one.words) & _joined(other.words) and all(map(_is_whole, (one, other))):
        return Likeness.SAME
    alone, full = sorted((one, other), key=lambda name: len(name.words))
    word = alone.words[0]
    beside = [*full.given[:1], *full.others]
    if full.family and _joined(alone.words) & _joined(full.family):
        return Likeness.ALONE
    fits = any(_word_fit(word, given) in {_Fit.SAME, _Fit.NICKNAME} for given in beside)
    return Likeness.ALONE if fits else Likeness.DIFFERENT


def _is_latin(name: PersonName) -> bool:
    return plain(name.words[0]).isascii()


def _is_whole(name: PersonName) -> bool:
    return len(name.words) > 1 or bool(_WHOLE_IN_ONE.fullmatch(name.words[0]))


def _of_parts(one: PersonName, other: PersonName) -> Likeness:
    given = _given_fit(one, other)
    family = _family_fit(one, other)
    if given is _Fit.NONE:
        return Likeness.DIFFERENT
    if family is _Fit.NONE:
        return Likeness.CHANGED if given in {_Fit.SAME, _Fit.PART} else Likeness.DIFFERENT
    if given is _Fit.INITIAL and family is _Fit.INITIAL:
        return Likeness.DIFFERENT
    return _OF_FITS.get((given, family), Likeness.DISTANT)


def _otherwise(one: PersonName, other: PersonName) -> Likeness | None:
    """Return the likeness where the words are the same but fell into the other part: another order, or a part."""
    if _joined(one.words) & _joined(other.words):
        return Likeness.SAME  # Ann Mc Donald
    few, many = sorted((_without_particles(one.words), _without_particles(other.words)), key=len)
    swapped = {_of_parts(one, _turned(other)), _of_parts(other, _turned(one))}
    if len(_halves(few)) > len(("given", "family")) and _halves(few) <= _halves(many):
        # Three words are no chance; but Jose Maria may be another than Maria Jose.
        return Likeness.SAME if _halves(few) == _halves(many) else Likeness.REORDERED
    if Likeness.SAME in swapped:
        return Likeness.REORDERED
    if swapped & {Likeness.PART, Likeness.NICKNAME, Likeness.SLIP, Likeness.GIVEN_SLIP}:
        return Likeness.DISTANT
    if len(few) > 1 and _halves(few[1:]) <= _halves(many[1:]):
        # Juan García López is Juan García, and Juanito García.
        return {_Fit.SAME: Likeness.PART, _Fit.NICKNAME: Likeness.DISTANT}.get(_word_fit(few[0], many[0]))
    return None


def _turned(name: PersonName) -> PersonName:
    return PersonName(name.family, name.given)


def _given_fit(one: PersonName, other: PersonName) -> _Fit:
    """Compare given names: the first with the first, then further ones, where both have any."""
    if _joined(one.given) & _joined(other.given):
        return _Fit.SAME
    if not one.given or not other.given:
        return _Fit.NONE
    first = _word_fit(one.given[0], other.given[0])
    called = any(_word_fit(word, other.given[0]) is _Fit.SAME for word in one.others)
    called = called or any(_word_fit(word, one.given[0]) is _Fit.SAME for word in other.others)
    if called:
        return _Fit.SAME  # Yuk-Lan (Phoebe) Cheung says so herself
    if first is _Fit.NONE or (first is _Fit.INITIAL and len(one.given) != len(other.given)):
        return _by_second_name(one.given, other.given) or first
    return first if _go_together(one.given[1:], other.given[1:]) else _Fit.NONE


def _by_second_name(one: tuple[str, ...], other: tuple[str, ...]) -> _Fit | None:
    """Return a fit where somebody goes by a later name (J. Paul is Paul), or where initials are written as one word."""
    few, many = sorted((one, other), key=len)
    if len(few) == 1 and len(many) > 1:
        if any(_same(few[0], word) for word in many[1:]):
            return _Fit.PART
        if plain(few[0]) == "".join(plain(word)[:1] for word in many):
            return _Fit.INITIAL
    return None


def _go_together(middle: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether the middle names of two people contradict each other nowhere; none at all says nothing."""
    few, many = sorted((middle, others), key=len)
    return all(any(_word_fit(word, of) is not _Fit.NONE for of in many) for word in few)


def _family_fit(one: PersonName, other: PersonName) -> _Fit:
    if _joined(one.family) & _joined(other.family):
        return _Fit.SAME
    if not one.family or not other.family:
        return _Fit.NONE
    first, second = _without_particles(one.family), _without_particles(other.family)
    if _joined(first) & _joined(second):
        return _Fit.SAME
    if _is_part(first, second) or _is_part(one.others, other.family) or _is_part(other.others, one.family):
        return _Fit.PART
    whole, of = plain("".join(first)), plain("".join(second))
    if min(len(whole), len(of)) == 1:
        return _Fit.INITIAL if whole[0] == of[0] else _Fit.NONE
    return _Fit.SLIP if _is_slip(whole, of) else _Fit.NONE


def _is_part(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    ones, others = _halves(first), _halves(second)
    return bool(ones and others) and (ones <= others or others <= ones)


def _halves(words: Sequence[str]) -> set[str]:
    return {plain(half) for word in words for half in word.split("-")}


def _without_particles(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in PARTICLES) or words


def _joined(words: tuple[str, ...]) -> frozenset[str]:
    """Return the plain spellings of words without the spaces between them; empty for none."""
    return spellings("".join(words)) if words else frozenset()


def _same(one: str, other: str) -> bool:
    return not spellings(one).isdisjoint(spellings(other))


def _word_fit(one: str, other: str) -> _Fit:
    if _same(one, other):
        return _Fit.SAME
    first, second = plain(one), plain(other)
    if min(len(first), len(second)) <= 1:
        return _Fit.INITIAL if first[:1] == second[:1] else _Fit.NONE
    if ("-" in one or "-" in other) and (_halves([one]) <= _halves([other]) or _halves([other]) <= _halves([one])):
        return _Fit.PART
    if is_nickname(first, second):
        return _Fit.NICKNAME
    return _Fit.SLIP if _is_given_slip(first, second) else _Fit.NONE


def _is_given_slip(first: str, second: str) -> bool:
    """Tell whether a given name was mistyped; another ending, or another known name, is another person's.

    Daniel and Daniela, Mario and Maria, Marta and Maria may live at one address.
    """
    same_ending = first[-1] == second[-1] or sorted(first) == sorted(second)
    return same_ending and not (is_whole(first) and is_whole(second)) and _is_slip(first, second)


def _is_slip(first: str, second: str) -> bool:
    """Tell whether two words differ by a slip of the hand, which hardly ever falls on the first letter."""
    shorter = min(len(first), len(second))
    # Two letters that changed places are a slip in a word of four, too: Jsoe.
    shortest = _SHORT_WORD - (sorted(first) == sorted(second))
    if shorter < shortest or first[0] != second[0]:
        return False
    most = 2 if shorter >= _LONG_WORD else 1
    return OSA.distance(first, second, score_cutoff=most) <= most
