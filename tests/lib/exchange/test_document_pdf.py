"""The PDF file: what is selected in it is what was typed, in every script."""

import io
from datetime import date

import pypdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings

from lib.exchange.document import Document, Facts, Heading, Level, Paragraph, Question, Questions, Quote, Table
from lib.exchange.document_pdf import as_pdf
from tests.lib.exchange.documents import ANY_DOCUMENT, IN_SCRIPTS, PLACES, of_every_block, squeezed

TYPST = '#panic("x") = head $x^2$ `raw` *bold* _it_ @preview/a:1.0.0 #import "/etc/passwd" <label> \\u{41} [#text] //x'


def pages(file: bytes) -> list[str]:
    """Return the text of each page, as a browser selects it."""
    with pypdfium2.PdfDocument(file) as read:
        return [page.get_textpage().get_text_range() for page in read]


@pytest.mark.parametrize("script", IN_SCRIPTS)
def test_text_of_every_script_is_selected_as_it_was_typed(script: str) -> None:
    text = IN_SCRIPTS[script]

    shown = squeezed("".join(pages(as_pdf(Document("Title", blocks=(Paragraph(text),))))))

    assert squeezed(text) in shown


def test_a_text_stands_in_every_place_and_nothing_in_it_is_obeyed() -> None:
    shown = squeezed("".join(pages(as_pdf(of_every_block(TYPST)))))

    # A time mark is cut to what fits beside its question, which itself is read in two halves around it.
    assert shown.count(squeezed(TYPST)) == PLACES - 2


def test_a_long_table_has_its_head_and_the_number_on_every_page() -> None:
    rows = tuple((f"Claim {number}", "Somebody said so") for number in range(120))

    shown = pages(as_pdf(Document("Report", blocks=(Table(("What I heard", "From whom"), rows),))))

    assert len(shown) > 2
    assert all("What I heard" in page and f"{at} of {len(shown)}" in page for at, page in enumerate(shown, start=1))
    assert sum(page.count("Claim") for page in shown) == len(rows)


def test_readers_find_title_day_and_headings() -> None:
    blocks = (Heading("First"), Heading("Within", Level.SECTION), Paragraph("x"), Heading("Second"))

    read = pypdf.PdfReader(io.BytesIO(as_pdf(Document("A report", blocks=blocks, made_on=date(2026, 11, 24)))))

    first, within, second = read.outline
    assert read.metadata is not None
    assert read.metadata.title == "A report"
    assert "20261124" in str(read.metadata["/CreationDate"])
    assert isinstance(within, list)
    assert [first["/Title"], within[0]["/Title"], second["/Title"]] == ["First", "Within", "Second"]  # type: ignore[call-overload]


@pytest.mark.parametrize("text", ["ab " * 16_667, "W" * 50_000], ids=["words", "one word"])
def test_fifty_thousand_letters_are_whole(text: str) -> None:
    shown = squeezed("".join(pages(as_pdf(Document("", blocks=(Paragraph(text),))))))

    assert shown.count(text[0]) == text.count(text[0])


@pytest.mark.parametrize("text", ["\u202e(" * 4_000, "W" * 8_000], ids=["unseen marks", "one word"])
def test_what_no_line_and_no_page_can_hold_is_set_in_every_place(text: str) -> None:
    assert pages(as_pdf(of_every_block(text)))


def test_a_mark_that_stands_alone_and_is_in_no_font_leaves_the_rest_in_place() -> None:
    text = f"\u0802\u085a\n\n{IN_SCRIPTS['Thai']}"  # Typst breaks off at these two

    shown = squeezed("".join(pages(as_pdf(Document("", blocks=(Paragraph(text),))))))

    assert squeezed(IN_SCRIPTS["Thai"]) in shown


def test_many_paragraphs_in_one_place_are_whole() -> None:
    text = "\n\n".join(["word"] * 500)
    blocks = (Facts((("name", text),)), Table(("head",), ((text,),)), Questions((Question(text),)), Quote(text))

    assert "".join(pages(as_pdf(Document("", blocks=blocks)))).count("word") == 2000


@settings(max_examples=40, deadline=None)
@given(ANY_DOCUMENT)
def test_any_text_becomes_a_file(document: Document) -> None:
    assert pages(as_pdf(document))
