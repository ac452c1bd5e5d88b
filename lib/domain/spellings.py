"""The ways in which one word is written where there are no accents: Müller is Muller, and Mueller too."""

from unicodedata import combining

from lib.domain.unicode_text import normal

# Letters that Unicode does not take apart into a letter and an accent.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ß": "ss", "ħ": "h"}
)
# How German, Danish, Norwegian, Swedish and Croatian are written without their own letters.
_IN_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "đ": "dj"})


def plain(text: str) -> str:
    """Return a text in small letters and figures only: no accents, spaces, hyphens or apostrophes."""
    small = text.casefold()
    if not small.isascii():
        apart = normal("NFKD", small.translate(_PLAIN))
        small = "".join(sign for sign in apart if not combining(sign))
    return small if small.isalnum() else "".join(filter(str.isalnum, small))


def spellings(text: str) -> frozenset[str]:
    """Return every plain way in which a word may be written."""
    if text.isascii():
        return frozenset((plain(text),))
    return frozenset((plain(text), plain(normal("NFC", text.casefold()).translate(_IN_TWO_LETTERS))))


def one_spelling(text: str) -> str:
    """Return what all spellings of a word share, to look alike words up by; different words may share it too."""
    return plain(text).replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("aa", "a")
