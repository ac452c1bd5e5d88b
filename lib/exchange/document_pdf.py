"""A document as a PDF file: A4, its text to select and search in every script, bookmarks, pages numbered “2 of 5”."""

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import typst

from lib.exchange.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    Question,
    Questions,
    Quote,
    Stretch,
    Table,
    ToDos,
    stretches,
)
from lib.exchange.document_text import eastern_language_of, is_mark, is_right_to_left, line_of, paragraphs_of

# Wide letters in a line: of the page, and of all columns of a table, in its smaller type, upright and sideways.
_LINE, _TABLE_LINE, _SIDEWAYS_LINE = 60, 90, 140
_HEAD_LINES = 8  # a higher head of a table comes once; where it fills the page, there is none left for what follows
_LONGEST_STRETCH = 15_000  # characters without a line end; Typst can't set more than 65,535 bytes in one line
_LONG = 600  # characters; a shorter question or quotation stands on one page
_PANIC = "PanicException"  # Rust's, which Python has no class for
# Typst remembers what it has set until so many files later, some 20 MB of each: so files with nothing in them follow.
_REMEMBERED, _NOTHING = 11, b"#metadata(none)"
_REPLACED = "\ufffd"
_NAMED_OTHERWISE = {"LATIN", "GREEK", "CYRILLIC", "HANGUL", "HIRAGANA", "KATAKANA", "COMBINING", "VARIATION", "ZERO"}
# Scripts without spaces, whose words Typst knows or in which a line may end anywhere.
_NO_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U000323af"
_FIRST_FONTS = ("Noto Sans", "Noto Sans CJK SC")
_LAST_FONTS = ("Noto Sans Symbols", "Noto Sans Symbols2", "Noto Sans Math", "Noto Emoji")


def as_pdf(document: Document) -> bytes:
    """Return the PDF file of a document (PDF 1.7, tagged for screen readers)."""
    fonts, families = _fonts()
    given = json.dumps({**_given(document), "fonts": families}, ensure_ascii=False)
    # Typst breaks off where some signs that no font has stand alone or beside writing from the right.
    for calmer in (str, _of_our_scripts, _without_marks):
        try:
            return _set(fonts, calmer(given))
        except BaseException as error:
            if type(error).__name__ != _PANIC or calmer is _without_marks:
                raise
    raise AssertionError


def _of_our_scripts(text: str) -> str:
    """Return the text with a sign of replacement for each letter and mark of a script for which there is no font."""
    scripts = {word.upper() for family in _fonts()[1] for word in family.split()} | _NAMED_OTHERWISE
    return "".join(one if one.isascii() or _script(one) in scripts else _REPLACED for one in text)


def _script(character: str) -> str:
    """Return the script of a letter or mark, as its name begins; for all else what is at home in each script."""
    is_of_a_script = unicodedata.category(character)[0] in "LMC"
    return unicodedata.name(character, "").partition(" ")[0] if is_of_a_script else "COMBINING"


def _without_marks(text: str) -> str:
    return "".join(_REPLACED if is_mark(one) else one for one in _of_our_scripts(text))


def _set(fonts: typst.Fonts, given: str) -> bytes:
    content = Path(str(files("lib.exchange"))) / "content"
    compilers = [
        typst.Compiler(template, root=str(content), font_paths=fonts, sys_inputs={"document": given})
        for template in ((content / "document.typ").read_bytes(), *[_NOTHING] * _REMEMBERED)
    ]
    made, *_ = [compiler.compile(format="pdf") for compiler in compilers]
    if not isinstance(made, bytes):
        raise TypeError(made)
    return made


@cache
def _fonts() -> tuple[typst.Fonts, list[str]]:
    """Return the fonts, and their families in the order in which a character is looked for."""
    folder = Path(str(files("lib.exchange"))) / "fonts"
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    scripts = sorted({*fonts.families()} - {*_FIRST_FONTS, *_LAST_FONTS})
    return fonts, [*_FIRST_FONTS, *scripts, *_LAST_FONTS]


def _given(document: Document) -> dict[str, Any]:
    made_on = document.made_on
    return {
        "title": line_of(document.title),
        "heading": _text(document.title, _LINE // 2),
        "footer": line_of(document.title)[:_LINE],
        "subtitle": _text(document.subtitle),
        "day": made_on and {"year": made_on.year, "month": made_on.month, "day": made_on.day},
        "language": document.language.split("-")[0],
        "stretches": [_stretch(stretch) for stretch in stretches(document)],
    }


def _stretch(stretch: Stretch) -> dict[str, Any]:
    blocks = [{"kind": type(block).__name__, **_block(block)} for block in stretch.blocks]
    return {"sideways": stretch.sideways, "blocks": blocks}


def _block(block: Block) -> dict[str, Any]:
    given: dict[str, Any]
    match block:
        case Heading(text, level):
            given = {"level": int(level), "text": _paragraph(line_of(text), _LINE // 2)}
        case Paragraph(text) | Note(text):
            given = {"text": _text(text)}
        case Bullets(items) | ToDos(items):
            given = {"items": [_text(item) for item in items]}
        case Quote(text, source):
            given = {"text": _text(text), "source": _text(source), "long": len(text) > _LONG}
        case Facts(pairs):
            given = {"pairs": [(_text(name, _LINE // 3), _text(value)) for name, value in pairs]}
        case Questions(items, numbered):
            given = {"items": [_question(item) for item in items], "numbered": numbered}
        case Table():
            given = _table(block)
    return given


def _question(question: Question) -> dict[str, Any]:
    is_long = len(question.text) + len(question.why) > _LONG
    texts = {"text": _text(question.text), "why": _text(question.why)}
    return {
        **texts,
        "mark": line_of(question.mark)[:_LINE],
        "lines": question.lines,
        "long": is_long,
    }


def _table(table: Table) -> dict[str, Any]:
    widths = table.widths or (1,) * len(table.head)
    letters = _SIDEWAYS_LINE if table.is_wide else _TABLE_LINE
    rooms = [max(4, letters * width // sum(widths)) for width in widths]
    rows = [[_text(cell, room) for cell, room in zip(row, rooms, strict=True)] for row in (table.head, *table.rows)]
    is_low = all(len(text) <= room * _HEAD_LINES for text, room in zip(table.head, rooms, strict=True))
    return {"head": rows[0], "rows": rows[1:], "widths": widths, "again": is_low}


def _text(text: str, room: int = _LINE) -> list[dict[str, Any]]:
    """Return the paragraphs of a text for a column in which so many letters stand beside each other."""
    return [_paragraph(part, room) for part in paragraphs_of(text)]


def _paragraph(text: str, room: int) -> dict[str, Any]:
    shown = re.sub(rf"[^\n]{{{_LONGEST_STRETCH}}}", "\\g<0>\n", text)
    return {"parts": _parts(shown, room), "rtl": is_right_to_left(text), "language": eastern_language_of(text)}


def _parts(text: str, room: int) -> list[str]:
    """Return the text in parts between which a line may end, so that no word is longer than a line."""
    parts, end = [], 0
    for word in _longer_than(room).finditer(text):
        starts = range(word.start(), word.end(), room // 2)
        cuts = [end, *starts, word.end()]
        parts += [text[here:there] for here, there in pairwise(cuts) if here < there]
        end = word.end()
    return [*parts, text[end:]]


@cache
def _longer_than(room: int) -> re.Pattern[str]:
    # After a slash a line may end anyway, as in links.
    return re.compile(rf"(?:[^\s/{_NO_SPACES}]|/(?=/)){{{room},}}")
