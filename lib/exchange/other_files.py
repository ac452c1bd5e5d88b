"""Tells people what they have given where it is no list of people, and what to do instead."""

import re

from lib.domain.errors import AskwellError

# How files of other kinds begin.
_BEGINNINGS = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text document"),
    (b"SQLite format 3\0", "a database"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"BEGIN:VCALENDAR", "a calendar"),
)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<(?:!doctype|html|\?xml|svg)|[{\[]\s*[\"{\[\]}])", re.IGNORECASE)
_UNWRITTEN = re.compile("[\x01-\x08\x0e-\x1f\x7f\ufffd]")
_LOOKED_AT = 10_000  # characters
_MOST_UNWRITTEN = 0.02  # of them

_INSTEAD = (
    "Choose the file with your contacts: Connections.csv or the zip file from LinkedIn, a CSV from Google Contacts or "
    "Outlook, a vCard file (.vcf), or any other CSV file or Excel workbook (.xlsx) with one person in a row."
)


class NoPeopleFileError(AskwellError):
    """The file is of another kind."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"This is {kind}, not a list of people. {_INSTEAD}")


class NoTableError(AskwellError):
    """There are no rows and columns in the file."""

    def __init__(self) -> None:
        super().__init__(f"No list of people was found in this file. {_INSTEAD}")


def refuse_other_kinds(content: bytes) -> None:
    """Raise NoPeopleFileError where the bytes begin like a file of another kind."""
    kind = next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), None)
    if kind is None and _MARKUP.match(content):
        kind = "a web page or a file of data"
    if kind:
        raise NoPeopleFileError(kind)


def refuse_unwritten(text: str) -> None:
    """Raise NoPeopleFileError where a text has more signs in it that nobody writes than a slip could bring."""
    top = text[:_LOOKED_AT]
    if len(_UNWRITTEN.findall(top)) > _MOST_UNWRITTEN * len(top):
        raise NoPeopleFileError("no text that can be read")
