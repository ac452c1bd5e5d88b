"""A document as a PDF file: A4, its text to select and search in every script, bookmarks, pages numbered “2 of 5”."""

import json
import re
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
from lib.exchange.document_text import eastern_language_of, is_right_to_left, line_of, paragraphs_of

# Wide letters in a line: of the page, and of all columns of a table, in its smaller type, upright and sideways.
_LINE, _TABLE_LINE, _SIDEWAYS_LINE = 60, 90, 140
_HEAD_LINES = 8  # a higher head of a table comes once; where it fills the page, there is none left for what follows
_LONGEST_STRETCH = 15_000  # characters without a line end; Typst can't set more than 65,535 bytes in one line
_LONG = 600  # characters; a shorter question or quotation stands on one page
# Scripts without spaces, whose words Typst knows or in which a line may end anywhere.
_NO_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U000323af"
_FIRST_FONTS = ("Noto Sans", "Noto Sans CJK SC")
_LAST_FONTS = ("Noto Sans Symbols", "Noto Sans Symbols2", "Noto Sans Math", "Noto Emoji")


def as_pdf(document: Document) -> bytes:
    """Return the PDF file of a document (PDF 1.7, tagged for screen readers)."""
    folder = Path(str(files("lib.exchange")))
    fonts, families = _fonts()
    given = json.dumps({**_given(document), "fonts": families})
    template = (folder / "content" / "document.typ").read_bytes()
    compiler = typst.Compiler(template, root=str(folder / "content"), font_paths=fonts, sys_inputs={"document": given})
    made = compiler.compile(format="pdf")
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
    return {**texts, "mark": line_of(question.mark)[:_LINE], "lines": question.lines, "long": is_long}


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
