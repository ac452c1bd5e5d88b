"""Contacts as a vCard file: for phones and address books, and to come back without loss.

It is version 3.0 (RFC 2426): Apple's, Google's and Outlook.com's address books all write and read it, while 4.0 is read
by few of them, and 2.1 has no certain way to write other letters than English ones. What no address book knows stands
in properties of our own, which begin with X-ASKWELL- and are passed over by others (RFC 2426, section 3.8).
"""

from collections.abc import Collection
from typing import Any

import vobject
from vobject.base import Component, backslashEscape
from vobject.vcard import Name

from lib.domain.snapshot import Snapshot
from lib.exchange.own_fields import contacts_to_take, name_parts, own_texts
from lib.exchange.vcard_values import FURTHER, LISTED, PLAIN, own_property

_TYPES = {"EMAIL": ["INTERNET"], "TEL": ["VOICE"], "URL": []}


def vcards(snapshot: Snapshot, ids: Collection[str] | None = None, *, archived: bool = False) -> bytes:
    """Return the contacts as one file with a card each, in UTF-8 and with CRLF.

    Of all, or of those in `ids`; archived people come along where it is said so.
    """
    frame = contacts_to_take(snapshot, ids, archived=archived)
    exported = frozenset(frame["id"])
    cards = (_card(row, exported).serialize() for row in frame.itertuples(index=False))
    return "".join(cards).encode(errors="replace")


def _card(row: Any, exported: Collection[str]) -> Component:
    card = vobject.vCard()
    given, family = name_parts(row.name)
    card.add("n").value = Name(family, given)
    card.add("fn").value = row.name
    card.add("uid").value = row.id
    for field, name in PLAIN.items():
        if text := getattr(row, field):
            card.add(name.lower()).value = [text] if name == "ORG" else text
    for field, name in LISTED.items():
        _add_listed(card, name, getattr(row, field), row.also.get(field, ()))
    if row.tags:
        _add_tags(card, row.tags)
    for field, name in FURTHER.items():
        for text in row.also.get(field, ()):
            card.add(name.lower()).value = text
    for field, text in own_texts(row, exported).items():
        if text:
            card.add(own_property(field).lower()).value = text
    return card


def _add_listed(card: Component, name: str, main: str, further: Collection[str]) -> None:
    """Add the values of a property of which there may be several; the main one is marked as preferred."""
    mains = [(main, [*_TYPES[name], "PREF"])] if main else []
    for text, types in [*mains, *((text, _TYPES[name]) for text in further)]:
        line = card.add(name.lower())
        line.value = text
        # Commas belong to links: they are not escaped there (RFC 2426, section 3.6.8).
        line.encoded = name == "URL" and "\\" not in text
        if types:
            line.params["TYPE"] = types


def _add_tags(card: Component, tags: Collection[str]) -> None:
    line = card.add("categories")
    line.value = ",".join(map(backslashEscape, tags))
    line.encoded = True
