"""A document as DOCX, for text programs to write on in it: with their own headings, lists, tables and page numbers."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time

import docx
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

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
    Table,
    ToDos,
    stretches,
)
from lib.exchange.document_text import is_right_to_left, line_of, paragraphs_of

_SHORT, _LONG, _MARGIN = Mm(210), Mm(297), Mm(22)  # A4
_ACCENT, _QUIET = RGBColor(0x0B, 0x5D, 0x5B), RGBColor(0x55, 0x60, 0x5F)
_STYLED = ("Title", "Heading 1", "Heading 2", "Heading 3")
_BOX = "☐ "


def as_docx(document: Document) -> bytes:
    """Return the DOCX file of a document."""
    file = docx.Document()
    _look(file)
    _name(file, document)
    _add(file.add_paragraph(style="Title"), line_of(document.title))
    _say(file, document.subtitle, style="Subtitle")
    for at, stretch in enumerate(stretches(document)):
        _turn(file, sideways=stretch.sideways, is_new=at > 0)
        for block in stretch.blocks:
            _write(file, block)
    _number_pages(file)
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def _look(file: Docx) -> None:
    for name in _STYLED:
        file.styles[name].font.color.rgb = _ACCENT
    file.styles["Normal"].font.size, file.styles["Normal"].font.name = Pt(10.5), "Calibri"


def _name(file: Docx, document: Document) -> None:
    about = file.core_properties
    about.title, about.language = line_of(document.title)[:255], document.language
    about.author = about.comments = ""
    if document.made_on:
        about.created = about.modified = datetime.combine(document.made_on, time(), UTC)


def _turn(file: Docx, *, sideways: bool, is_new: bool) -> None:
    section = file.add_section() if is_new else file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if sideways else (_SHORT, _LONG)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN


def _number_pages(file: Docx) -> None:
    """Write “2 of 5” at the foot; further sections take over the first one's."""
    foot = file.sections[0].footer.paragraphs[0]
    for field, after in (("PAGE", " of "), ("NUMPAGES", "")):
        shown = OxmlElement("w:fldSimple")
        shown.set(qn("w:instr"), field)
        shown.append(OxmlElement("w:r"))
        foot._p.append(shown)  # noqa: SLF001 - python-docx has no fields of its own
        foot.add_run(after)


def _write(file: Docx, block: Block) -> None:
    match block:
        case Heading(text, level):
            _add(file.add_heading(level=level), line_of(text))
        case Paragraph(text):
            _say(file, text)
        case Note(text):
            _be_quiet(_say(file, text))
        case Bullets(items):
            _list(file, items, style="List Bullet")
        case ToDos(items):
            _list(file, items, box=_BOX, style="List Paragraph")
        case Quote(text, source):
            _say(file, text, style="Quote")
            _be_quiet(_say(file, source))
        case Facts(pairs):
            _facts(file, pairs)
        case Questions(items, numbered):
            _questions(file, items, numbered=numbered)
        case Table():
            _table(file, block)


def _list(file: Docx, items: tuple[str, ...], *, style: str, box: str = "") -> None:
    for first, *further in filter(None, map(paragraphs_of, items)):
        _add(file.add_paragraph(style=style), box + first)
        for part in further:
            _add(file.add_paragraph(style="List Continue"), part)


def _questions(file: Docx, questions: tuple[Question, ...], *, numbered: bool) -> None:
    for number, question in enumerate(questions, start=1):
        mark = f"  ({line_of(question.mark)})" if question.mark else ""
        asked = _say(file, f"{f'{number}. ' if numbered else ''}{question.text}{mark}")
        why = _say(file, question.why)
        _be_bold(asked)
        _be_quiet(why)
        for paragraph in (*asked, *why):
            paragraph.paragraph_format.keep_with_next = True
        for _ in range(question.lines):
            _underline(file.add_paragraph())


def _underline(paragraph: DocxParagraph) -> None:
    """Draw a line to write on below an empty paragraph."""
    borders = OxmlElement("w:pBdr")
    for name in ("w:bottom", "w:between"):
        line = OxmlElement(name)
        for key, value in (("w:val", "single"), ("w:sz", "4"), ("w:space", "1"), ("w:color", "C9D2D1")):
            line.set(qn(key), value)
        borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 - python-docx has no borders of its own


def _facts(file: Docx, pairs: tuple[tuple[str, str], ...]) -> None:
    table = file.add_table(rows=0, cols=2)
    for pair in pairs:
        cells = table.add_row().cells
        _fill(cells, pair)
        for run in (run for paragraph in cells[0].paragraphs for run in paragraph.runs):
            run.font.color.rgb = _QUIET
    _share(table, (3, 8), _SHORT)


def _table(file: Docx, given: Table) -> None:
    table = file.add_table(rows=0, cols=len(given.head), style="Table Grid")
    for row in (given.head, *given.rows):
        _fill(table.add_row().cells, row)
    for cell in table.rows[0].cells:
        _be_bold(cell.paragraphs)
    again = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(again)  # noqa: SLF001 - python-docx can't repeat a head
    _share(table, given.widths or (1,) * len(given.head), _LONG if given.is_wide else _SHORT)


def _share(table: DocxTable, shares: Sequence[int], page: int) -> None:
    """Share the width of a page among columns; some programs read it from the columns, others from each cell."""
    table.autofit = False
    widths = [Emu((page - 2 * _MARGIN) * share // sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _fill(cells: Sequence[_Cell], texts: Sequence[str]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        first, *further = paragraphs_of(text) or ("",)
        _add(cell.paragraphs[0], first)
        for part in further:
            _add(cell.add_paragraph(), part)


def _say(file: Docx, text: str, style: str | None = None) -> list[DocxParagraph]:
    return [_add(file.add_paragraph(style=style), part) for part in paragraphs_of(text)]


def _add(paragraph: DocxParagraph, text: str) -> DocxParagraph:
    run = paragraph.add_run(text)
    if is_right_to_left(text):
        run.font.rtl = True
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - nor can it turn a paragraph
    return paragraph


def _be_quiet(paragraphs: Iterable[DocxParagraph]) -> None:
    for run in (run for paragraph in paragraphs for run in paragraph.runs):
        run.font.color.rgb, run.font.size = _QUIET, Pt(9)


def _be_bold(paragraphs: Iterable[DocxParagraph]) -> None:
    for run in (run for paragraph in paragraphs for run in paragraph.runs):
        run.bold = True
