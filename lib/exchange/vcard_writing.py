"""Contacts as a vCard file: for phones and address books, and to come back without loss.

It is version 3.0 (RFC 2426): Apple's, Google's and Outlook.com's address books all write and read it, while 4.0 is read
by few of them, and 2.1 has no certain way to write other letters than English ones. What no address book knows stands
in properties of our own, which begin with X-ASKWELL- and are passed over by others (RFC 2426, section 3.8).
"""

from collections.abc import Collection, Iterator
from io import StringIO
from typing import Any

from vobject.base import backslashEscape, foldOneLine
from vobject.vcard import VCard3_0

from lib.domain.snapshot import Snapshot
from lib.exchange.own_fields import contacts_to_take, name_parts, own_texts
from lib.exchange.vcard_values import FURTHER, LISTED, PLAIN, own_property

_LINE_LENGTH = 75  # bytes; RFC 2426, section 2.6
_TYPES = {"EMAIL": ("INTERNET",), "TEL": ("VOICE",), "URL": ()}


def vcards(snapshot: Snapshot, ids: Collection[str] | None = None, *, archived: bool = False) -> bytes:
    """Return the contacts as one file with a card each, in UTF-8 and with CRLF.

    Of all, or of those in `ids`; archived people come along where it is said so.
    """
    frame = contacts_to_take(snapshot, ids, archived=archived)
    exported = frozenset(frame["id"])
    # Line by line: vobject's whole cards take fifteen times as long, and somebody waits.
    text = StringIO(newline="")
    for row in frame.itertuples(index=False):
        for name, value in _card(row, exported):
            foldOneLine(text, f"{name}:{value}", _LINE_LENGTH)
    return text.getvalue().encode(errors="replace")


def _card(row: Any, exported: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the lines of a card, each a name with its types and a value with its escapes."""
    given, family = name_parts(row.name)
    yield from (("BEGIN", VCard3_0.name), ("VERSION", VCard3_0.versionString), ("UID", row.id))
    yield "FN", backslashEscape(row.name)
    yield "N", f"{backslashEscape(family)};{backslashEscape(given)};;;"
    for field, name in FURTHER.items():
        yield from ((name, backslashEscape(text)) for text in row.also.get(field, ()))
    for field, name in PLAIN.items():
        if text := getattr(row, field):
            yield name, backslashEscape(text)
    for field, name in LISTED.items():
        yield from _listed(name, getattr(row, field), row.also.get(field, ()))
    if row.tags:
        yield "CATEGORIES", ",".join(map(backslashEscape, row.tags))
    for field, text in own_texts(row, exported).items():
        if text:
            name = own_property(field)
            # Alone, it would be read as an offset (RFC 2426, section 3.4.1).
            yield f"{name};VALUE=text" if name == "TZ" else name, backslashEscape(text)
    yield "END", VCard3_0.name


def _listed(name: str, main: str, further: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the values of a property of which there may be several; the main one is marked as preferred."""
    mains = [(main, (*_TYPES[name], "PREF"))] if main else []
    for text, types in [*mains, *((text, _TYPES[name]) for text in further)]:
        # Commas belong to links: they are not escaped there (RFC 2426, section 3.6.8).
        value = text if name == "URL" and "\\" not in text else backslashEscape(text)
        yield f"{name};TYPE={','.join(types)}" if types else name, value
