"""People's texts on their way into a document: what no file can hold is left out, all else stays as it was typed."""

import re
import unicodedata

from lib.domain.fields import clean_text

# What XML 1.0 has no place for, and what only says where a text begins.
_NOWHERE = re.compile("[\ufeff\ufffe\uffff]")
_EMPTY_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_HAN = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def text_of(text: str) -> str:
    """Return the text without control characters and halves of characters, in composed letters, with line feeds."""
    return text if text.isascii() and text.isprintable() else _NOWHERE.sub("", clean_text(text))


def line_of(text: str) -> str:
    """Return the text on one line."""
    return " ".join(text_of(text).split())


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, which empty lines part; line ends within them stay. None where it is blank."""
    return tuple(part.strip() for part in _EMPTY_LINES.split(text_of(text)) if part.strip())


def is_right_to_left(text: str) -> bool:
    """Tell whether a text is written from the right: by its first letter, as browsers do (Unicode UAX 9, P2)."""
    directions = map(unicodedata.bidirectional, text)
    return next((found != "L" for found in directions if found in {"L", "R", "AL"}), False)


def eastern_language_of(text: str) -> str:
    """Return "ja", "ko" or "zh" where a text is in its letters, else "": one character has another form in each."""
    scripts = (("ja", _KANA), ("ko", _HANGUL), ("zh", _HAN))
    return next((language for language, letters in scripts if letters.search(text)), "")


def is_mark(character: str) -> bool:
    """Tell whether a character stands on or beside another one: an accent, a vowel sign."""
    return unicodedata.category(character).startswith("M")
