"""What a document says, whatever file it becomes: a title, and blocks one under the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import NamedTuple

_MOST_UPRIGHT = 5  # columns of a table


class Level(IntEnum):
    """How high a heading stands below the title; PDF bookmarks and outlines of text programs follow it."""

    PART = 1
    SECTION = 2
    DETAIL = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; it stays with what follows it."""

    text: str
    level: Level = Level.PART


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, in which line ends are kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in smaller, quieter letters: how something was counted, or that there is nothing yet."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToDos:
    """Points with a box each, to tick on paper."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said or wrote, and who, when: `source` may be empty."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head comes again on each page where it is no long one; each row has as many cells as the head.

    `widths` are the columns' shares of the width; where it is empty, all are alike.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()

    @property
    def is_wide(self) -> bool:
        """Tell whether the table needs a page of its own, sideways."""
        return len(self.head) > _MOST_UPRIGHT


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they stand for, in two columns."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its time mark in the talk (“0:05”, or empty), why it is asked, and how many empty lines follow it."""

    text: str
    mark: str = ""
    why: str = ""
    lines: int = 3


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions in their order, with their numbers where it is said so."""

    items: tuple[Question, ...]
    numbered: bool = True


Block = Heading | Paragraph | Note | Bullets | ToDos | Quote | Table | Facts | Questions


@dataclass(frozen=True, slots=True)
class Document:
    """A document, and the day it was made; `language` is its own words', people's texts in it may be in any script."""

    title: str
    subtitle: str = ""
    blocks: tuple[Block, ...] = ()
    made_on: date | None = None
    language: str = "en"  # BCP 47


class Stretch(NamedTuple):
    """Blocks on pages of one kind: upright, or sideways for a wide table."""

    sideways: bool
    blocks: list[Block]


def stretches(document: Document) -> Iterator[Stretch]:
    """Yield the blocks by the pages on which they lie; a wide table takes the headings right above it along."""
    upright: list[Block] = []
    for block in document.blocks:
        upright.append(block)
        if isinstance(block, Table) and block.is_wide:
            begins = len(upright) - 1
            while begins and isinstance(upright[begins - 1], Heading):
                begins -= 1
            if upright[:begins]:
                yield Stretch(sideways=False, blocks=upright[:begins])
            yield Stretch(sideways=True, blocks=upright[begins:])
            upright = []
    if upright:
        yield Stretch(sideways=False, blocks=upright)
