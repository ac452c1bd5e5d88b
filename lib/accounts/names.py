"""Sign-in names: which can be chosen, and which two a reader could take for the same."""

import hashlib
import re
import unicodedata
from functools import cache
from typing import Any

import sqlalchemy as sa
from confusable_homoglyphs.categories import unique_aliases  # type: ignore[import-untyped]
from confusable_homoglyphs.confusables import confusables_data  # type: ignore[import-untyped]
from precis_i18n import get_profile
from precis_i18n.profile import Profile

from lib.accounts.tables import accounts
from lib.domain.errors import InvalidInputError
from lib.domain.unicode_text import normal

SHORTEST = 2  # characters
LONGEST = 60  # characters
LONGEST_KEY = 400  # characters

_MOST_MARKS = 4  # accents on one letter; no script of today needs more
_SIGNS = frozenset("._-@+")
_TOO_MANY_MARKS = re.compile(rf"M{{{_MOST_MARKS + 1}}}")
# Scripts that are written together; any other two in one name are there to deceive.
_ANY_SCRIPT = {"COMMON", "INHERITED"}
_TOGETHER = {"LATIN", "HAN", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"}
_LEFT_TO_RIGHT = "\u200e"  # Unicode's table puts it around letters that are written from right to left


def check_name(name: str) -> str:
    """Return the name as it is kept: without spaces around it, its letters composed, its case as typed.

    Raises InvalidInputError where it is no name to sign in with; an e-mail address can be one.
    """
    bare = name.strip()
    tidied = _admitted(bare) if len(bare) <= LONGEST else bare
    if not SHORTEST <= len(tidied) <= LONGEST:
        raise InvalidInputError("name", f"A name to sign in with has {SHORTEST} to {LONGEST} characters.")
    if not all(_is_of_one_alphabet(part) for part in tidied.split("@")):
        raise InvalidInputError("name", "Write the name in the letters of one alphabet.")
    return tidied


def name_key(name: str) -> str:
    """Return what all spellings share that a reader could take for this name; at most 400 characters.

    Case, width, unseen characters and look-alikes of other scripts make no difference; accents do. A text too long
    for a name gets a key that no name has.
    """
    key = _looks_of(name) if len(name) <= LONGEST_KEY else None
    if key is None or len(key) > LONGEST_KEY:
        return "#" + hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()
    return key


def account_named(connection: sa.Connection, key: str) -> Any:
    """Return the row of the account whose name has this key; None where nobody has such a name."""
    return connection.execute(sa.select(accounts).where(accounts.c.name_key == key)).first()


def _admitted(name: str) -> str:
    """Return the name as the PRECIS profile for names (RFC 8265) writes it, if it is of letters, digits and signs."""
    try:
        tidied = _profile().enforce(name) if name else ""
    except UnicodeEncodeError:
        raise _not_plain() from None
    if not _is_plain(tidied):
        raise _not_plain()
    return tidied


def _not_plain() -> InvalidInputError:
    return InvalidInputError("name", "Use letters, digits and . _ - @ + for the name, and no spaces.")


def _is_plain(name: str) -> bool:
    kinds = "".join(" " if character in _SIGNS else unicodedata.category(character)[0] for character in name)
    return set(kinds) <= set("LMN ") and not _TOO_MANY_MARKS.search(kinds) and (not name or not kinds.isspace())


def _is_of_one_alphabet(text: str) -> bool:
    scripts = unique_aliases(text) - _ANY_SCRIPT
    return len(scripts) <= 1 or scripts <= _TOGETHER


@cache
def _profile() -> Profile:
    return get_profile("UsernameCasePreserved")


def _looks_of(name: str) -> str:
    folded = normal("NFKC", normal("NFD", name).casefold()).casefold()
    # What nobody sees makes no difference, and a database takes neither NUL nor half a character.
    seen = "".join(character for character in normal("NFD", folded) if unicodedata.category(character)[0] != "C")
    # The small form of the Turkish capital I with a dot brings a second dot on the first.
    looks = "".join(_look(character) for character in seen.replace("i\u0307", "i"))
    # A capital I looks like a small l.
    return normal("NFC", looks.replace("i", "l"))


def _look(small: str) -> str:
    """Return what the letter looks like: Latin where it does so small, or else as a capital, or another model."""
    model, capital = _model(small), _model(small.upper())
    chosen = model if model.isascii() or not capital.isascii() else capital
    return "".join(_model(letter) for letter in chosen.casefold())


def _model(character: str) -> str:
    """Return the model that Unicode names for a look-alike (TR 39), or the character itself."""
    alike = _alike().get(character, ())
    # The table tells look-alikes both ways: a model has many, a look-alike its model only.
    if len(alike) != 1:
        return character
    [other] = alike
    return other if len(other) > 1 or len(_alike().get(other, ())) > 1 else min(character, other)


@cache
def _alike() -> dict[str, tuple[str, ...]]:
    return {
        character.strip(_LEFT_TO_RIGHT): tuple(other["c"].strip(_LEFT_TO_RIGHT) for other in others)
        for character, others in confusables_data.items()
    }
