"""The Markdown file, as a reader of Markdown shows it."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lib.exchange.document import Bullets, Document, Facts, Heading, Paragraph, Question, Questions, Table, ToDos
from lib.exchange.document_markdown import as_markdown
from lib.exchange.document_text import text_of
from tests.lib.exchange.documents import ANY_TEXT, IN_SCRIPTS, PLACES, of_every_block, squeezed
from tests.script_corpus import EVERYTHING

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKS = st.text("\\`*_{}[]()<>#+-.!|~&$:@=1 \n\ta\"'/;é", max_size=40)


def read(document: Document) -> list[Token]:
    """Return what the reader sees, blocks and what stands in their lines, one after the other."""
    found = []
    for token in READER.parse(as_markdown(document)):
        found += [token, *(token.children or [])]
    return found


def words(tokens: list[Token]) -> str:
    """Return the text that is shown."""
    return "".join(token.content for token in tokens if token.type == "text")


def test_it_reads_well_as_it_is() -> None:
    blocks = (
        Heading("In short"),
        Paragraph("Two lines\nof text, 1.5 pages of report_final.md, see https://example.org/a_b."),
        Facts((("Goal", "Data work"),)),
        Bullets(("One\n\nmore", "Two")),
        ToDos(("Write to Ben",)),
        Questions((Question("What is a week like?", "0:03", "It opens the talk."),)),
        Questions((Question("What did you promise?"),), numbered=False),
        Table(("Claim", "Who"), (("a|b", "Ada\nBen"),)),
    )

    assert as_markdown(Document("Report", "November", blocks)) == (
        "# Report\n\nNovember\n\n## In short\n\n"
        "Two lines\\\nof text, 1.5 pages of report_final.md, see https://example.org/a_b.\n\n"
        "- **Goal**: Data work\n\n- One\n\n  more\n- Two\n\n* [ ] Write to Ben\n\n"
        "1. **What is a week like?** (0:03)\n\n   It opens the talk.\n\n- **What did you promise?**\n\n"
        "| Claim | Who |\n| --- | --- |\n| a\\|b | Ada<br>Ben |\n"
    )


@given(st.one_of(MARKS, ANY_TEXT, st.sampled_from([EVERYTHING, *IN_SCRIPTS.values()])))
def test_no_text_is_markup_and_all_of_it_is_shown(text: str) -> None:
    tokens = read(of_every_block(text))

    asked_for = {"text", "inline", "softbreak", "hardbreak", "strong_open", "strong_close"}
    assert {token.type for token in tokens if not token.block} <= asked_for | {"html_inline"}
    assert {token.content for token in tokens if token.type == "html_inline"} <= {"<br>"}
    if squeezed(text_of(text)):
        assert squeezed(words(tokens)).count(squeezed(text_of(text))) >= PLACES


@given(MARKS)
def test_a_text_adds_no_block(text: str) -> None:
    kinds = {token.type for token in read(Document("T", blocks=(Paragraph(text),))) if token.block}

    assert kinds <= {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"}
