"""A document as one HTML file that asks nothing of the internet: to read on a phone, in light or dark, and to print."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from lib.exchange.document import Document
from lib.exchange.document_text import eastern_language_of, line_of, paragraphs_of


def as_html(document: Document) -> str:
    """Return the HTML file's text; people's texts in it are escaped, and nothing in it may load or run anything."""
    blocks = [(type(block).__name__, block) for block in document.blocks]
    return _template().render(document=document, blocks=blocks)


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.globals |= {"paragraphs_of": paragraphs_of, "line_of": line_of, "own_language": _own_language}
    return environment.from_string(files("lib.exchange").joinpath("content", "document.html").read_text("utf-8"))


def _own_language(text: str) -> Markup:
    """Return the attribute that lets a browser choose the forms of Chinese characters."""
    language = eastern_language_of(text)
    return Markup(' lang="{}"').format(language) if language else Markup()
