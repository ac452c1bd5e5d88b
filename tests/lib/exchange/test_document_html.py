"""The HTML file, as a browser reads it: people's texts, and nothing of theirs that runs or loads."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from lib.exchange.document import Document, Paragraph
from lib.exchange.document_html import as_html
from lib.exchange.document_text import text_of
from tests.lib.exchange.documents import ANY_TEXT, IN_SCRIPTS, PLACES, of_every_block, squeezed
from tests.script_corpus import EVERYTHING

ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "dir", "class", "scope", "aria-hidden", "tabindex"}


class Reader(HTMLParser):
    """Notes the elements, their attributes, and the text."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(file)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


@given(st.one_of(ANY_TEXT, st.sampled_from([EVERYTHING, *IN_SCRIPTS.values()])))
def test_all_text_is_shown_and_none_of_it_is_an_element(text: str) -> None:
    plain, read = Reader(as_html(of_every_block("plain"))), Reader(as_html(of_every_block(text)))

    assert read.elements <= plain.elements
    assert read.attributes <= ATTRIBUTES
    if squeezed(text_of(text)):
        assert squeezed(read.text).count(squeezed(text_of(text))) >= PLACES


def test_it_asks_nothing_of_the_internet() -> None:
    file = as_html(Document("Report", blocks=(Paragraph("x"),)))

    assert "default-src 'none'" in file
    assert not {"script", "link", "img", "iframe"} & Reader(file).elements
    assert "url(" not in file
    assert "@import" not in file


def test_chinese_and_japanese_say_which_they_are() -> None:
    file = as_html(Document("T", blocks=tuple(Paragraph(IN_SCRIPTS[name]) for name in ("Chinese", "Japanese"))))

    assert '<p dir="auto" lang="zh">' in file
    assert '<p dir="auto" lang="ja">' in file
