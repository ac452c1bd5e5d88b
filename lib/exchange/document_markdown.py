"""A document as Markdown (CommonMark, with GitHub's tables): what people typed is text, and never markup."""

import re
from collections.abc import Iterable
from itertools import count

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
)
from lib.exchange.document_text import line_of, paragraphs_of

# An underscore within a word means nothing, so that names of files and links stay as they are.
_MARKS = re.compile(r"[\\`*\[\]<|~$]|(?<![^\W_])_|_(?![^\W_])|(?<![^\s#])#|&(?=[#\w])")
_LINE_START = re.compile(r"\A(?:(?P<number>\d{1,9})(?=[.)](?:\s|\Z))|(?=[-=>]|\+(?:\s|\Z)|:-))")
_HARD_BREAK = "\\\n"


def as_markdown(document: Document) -> str:
    """Return the document as Markdown."""
    head = [f"# {_line(document.title)}", *_paragraphs(document.subtitle)]
    return "\n\n".join([*head, *filter(None, map(_block, document.blocks))]) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            written = f"{'#' * (level + 1)} {_line(text)}"
        case Paragraph(text) | Note(text):
            written = "\n\n".join(_paragraphs(text))
        case Bullets(items):
            written = _list(map(_paragraphs, items))
        case ToDos(items):
            written = _list(map(_paragraphs, items), sign="* [ ] ")
        case Quote(text, source):
            said = "\n\n".join([*_paragraphs(text), *(f"— {part}" for part in _paragraphs(source))])
            written = "\n".join(f"> {line}".rstrip() for line in said.split("\n"))
        case Facts(pairs):
            written = _list(_fact(name, value) for name, value in pairs)
        case Questions(items, numbered):
            signs = (f"{number}. " if numbered else "- " for number in count(1))
            written = "\n".join(_item(sign, _question(item)) for sign, item in zip(signs, items, strict=False))
        case Table():
            written = _table(block)
    return written


def _list(items: Iterable[list[str]], sign: str = "- ") -> str:
    return "\n".join(_item(sign, paragraphs) for paragraphs in items if paragraphs)


def _item(sign: str, paragraphs: list[str]) -> str:
    """Return a point of a list; its further lines stand under the first one's text."""
    indent = " " * (sign.index(" ") + 1)
    first, *further = "\n\n".join(paragraphs).split("\n")
    return "\n".join([sign + first, *(f"{indent}{line}" if line else "" for line in further)])


def _fact(name: str, value: str) -> list[str]:
    first, *further = _paragraphs(value) or [""]
    return [f"{_bold(name)}: {first}".rstrip(), *further]


def _question(question: Question) -> list[str]:
    mark = f" ({_line(question.mark)})" if question.mark else ""
    return [_bold(question.text) + mark, *_paragraphs(question.why)]


def _table(table: Table) -> str:
    rows = [table.head, ("---",) * len(table.head), *table.rows]
    cells = [row if at == 1 else tuple(map(_cell, row)) for at, row in enumerate(rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _cell(text: str) -> str:
    return "<br>".join(_shown(line) for part in paragraphs_of(text) for line in part.split("\n"))


def _bold(text: str) -> str:
    line = _line(text)
    return f"**{line}**" if line else ""


def _line(text: str) -> str:
    return _shown(line_of(text))


def _paragraphs(text: str) -> list[str]:
    return [_HARD_BREAK.join(map(_shown, part.split("\n"))) for part in paragraphs_of(text)]


def _shown(line: str) -> str:
    """Return a line of Markdown that shows a line of text."""
    return _LINE_START.sub(r"\g<number>\\", _MARKS.sub(r"\\\g<0>", line.strip()))
