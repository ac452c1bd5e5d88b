"""When two phone numbers are one: +49 171 1234567, 0171/1234567 and 0049 171 1234567. Read by phonenumbers.

A number without its country is read as one of the other's country, so nobody has to say where they live.
"""

import re
from unicodedata import decimal

from phonenumbers import MatchType, is_number_match

# Digits at the end that two spellings of one number share; a number with fewer is an extension, or none at all.
SHARED_DIGITS = 7

_EXTENSION = re.compile(r"(?:ext\.?|extension|x|#|dw\.?|durchwahl|app\.?|poste|p\.)\s*\d{1,6}\s*$", re.IGNORECASE)
_ABROAD = re.compile(r"^\s*00(?=[\s\d])")  # from most countries
_DIALLED_ABROAD = re.compile(r"^011")  # from North America
_SAME = frozenset((MatchType.EXACT_MATCH, MatchType.NSN_MATCH))


def last_digits(number: str) -> str:
    """Return what all spellings of a phone number end in, to look it up by; empty where it is too short for one."""
    digits = _digits(_EXTENSION.sub("", number))
    return digits[-SHARED_DIGITS:] if len(digits) >= SHARED_DIGITS else ""


def same_number(one: str, other: str) -> bool:
    """Tell whether two spellings stand for one phone number; where one lacks its area, they don't."""
    ending = last_digits(one)
    if not ending or ending != last_digits(other):
        return False
    first, second = (_ABROAD.sub("+", number) for number in (one, other))
    return first == second or _same_but_for_the_plus(first, second) or is_number_match(first, second) in _SAME


def _same_but_for_the_plus(one: str, other: str) -> bool:
    if not one.startswith("+") and not other.startswith("+"):
        return False
    first, second = (_DIALLED_ABROAD.sub("", _digits(number)) for number in (one, other))
    return first == second


def _digits(text: str) -> str:
    return "".join(str(decimal(sign)) for sign in text if sign.isdecimal())
