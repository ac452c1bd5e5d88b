"""The DOCX file, read back: styles, texts and properties."""

import io
from datetime import date

import docx
from hypothesis import given, settings

from lib.exchange.document import Bullets, Document, Heading, Level, Paragraph, Table
from lib.exchange.document_docx import as_docx
from lib.exchange.document_text import text_of
from tests.lib.exchange.documents import ANY_TEXT, IN_SCRIPTS, of_every_block, squeezed


def test_text_programs_find_headings_lists_and_tables() -> None:
    blocks = (
        Heading("Part"),
        Heading("Section", Level.SECTION),
        Bullets(("One\ntwo", "Three")),
        Table(("Claim", "Who"), (("A claim", "Ada"),)),
    )

    read = docx.Document(io.BytesIO(as_docx(Document("A report", "By me", blocks, made_on=date(2026, 11, 24)))))

    styled = [(paragraph.style and paragraph.style.name, paragraph.text) for paragraph in read.paragraphs]
    assert styled == [
        ("Title", "A report"),
        ("Subtitle", "By me"),
        ("Heading 1", "Part"),
        ("Heading 2", "Section"),
        ("List Bullet", "One\ntwo"),
        ("List Bullet", "Three"),
    ]
    assert [[cell.text for cell in row.cells] for row in read.tables[0].rows] == [["Claim", "Who"], ["A claim", "Ada"]]
    assert (read.core_properties.title, read.core_properties.author) == ("A report", "")
    assert read.core_properties.created is not None
    assert read.core_properties.created.date() == date(2026, 11, 24)
    assert "NUMPAGES" in read.sections[0].footer._element.xml  # noqa: SLF001 - python-docx has no fields of its own


def test_what_is_written_from_the_right_stands_at_the_right() -> None:
    blocks = (Paragraph(IN_SCRIPTS["Arabic"]), Paragraph(IN_SCRIPTS["Greek"]))

    read = docx.Document(io.BytesIO(as_docx(Document("T", blocks=blocks))))

    assert ["w:bidi" in paragraph._p.xml for paragraph in read.paragraphs[1:]] == [True, False]  # noqa: SLF001 - likewise


@settings(max_examples=40, deadline=None)
@given(ANY_TEXT)
def test_any_text_reads_back_as_it_was(text: str) -> None:
    read = docx.Document(io.BytesIO(as_docx(of_every_block(text))))

    shown = squeezed("".join(paragraph.text for paragraph in read.paragraphs))
    assert shown.count(squeezed(text_of(text))) >= 1
    assert all(squeezed(text_of(text)) == squeezed(cell.text) for table in read.tables for cell in table.rows[0].cells)
