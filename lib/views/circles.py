"""The memory jogger as it is shown: how far the circles are, who was remembered where, and what a line says."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from lib.domain.snapshot import Snapshot
from lib.method.circles import memory_jogger
from lib.views.search import all_folded, cells, folded

_PLACE_WORDS = re.compile(
    r"\b(hospital|clinic|university|college|school|bank|council|ministry|office of|department|agency|institute"
    r"|ltd|llc|inc|plc|gmbh|ag|corp|company|group|foundation|church)\b"
)
_COMMA = re.compile(r"[,;\t\u060c\u3001\uff0c]")  # and those of Arabic, Chinese and Japanese
_WORD = re.compile(r"[^\s,.\-]+")
_AT = re.compile(r"\s+(?:at|@)\s+|@\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Noted:
    """What a line such as “Dana Okafor, nurse, City Hospital” says of a person."""

    name: str
    position: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class CircleCount:
    """One circle in the row of them, and how many names it brought."""

    circle_id: str
    title: str
    how_many: int


def noted(line: str, organisations: Collection[str] = ()) -> Noted:
    """Return what a line says: name, what they do, where; the last two may be missing, or stand with an “at”.

    Where only one thing follows the name, it is an organisation if it is among `organisations` (folded) or reads like
    one, else what they do.
    """
    name, *rest = [part.strip() for part in _COMMA.split(line) if part.strip()] or [""]
    if not rest:
        return Noted(name)
    position, *places = rest
    if places:
        return Noted(name, position, ", ".join(places))
    parts = [part.strip() for part in _AT.split(position, maxsplit=1)]
    if len(parts) == 2:  # noqa: PLR2004 - what they do, and where
        return Noted(name, *parts)
    is_place = folded(position) in organisations or _PLACE_WORDS.search(folded(position))
    return Noted(name, "", position) if is_place else Noted(name, position)


def known_organisations(snapshot: Snapshot) -> frozenset[str]:
    """Return the organisations of all contacts, folded."""
    return snapshot.derive("organisations", lambda: frozenset(map(folded, snapshot.contacts["organisation"].unique())))


def known_by_name(snapshot: Snapshot, name: str) -> tuple[Any, ...]:
    """Return who is called so already, whatever the order of the names, capitals and accents (rows of contacts)."""
    if snapshot.contacts.empty:
        return ()
    names: dict[str, list[int]] = snapshot.derive("names as keys", lambda: _by_key(snapshot))
    places = names.get(_key(folded(name)), [])
    return tuple(snapshot.contacts.iloc[places].itertuples(index=False))


def _by_key(snapshot: Snapshot) -> dict[str, list[int]]:
    people = snapshot.contacts
    rows = enumerate(zip(cells(people["name"]), cells(people["also"]), strict=True))
    places, names = zip(
        *((place, one) for place, (name, also) in rows for one in (name, *also.get("name", ()))), strict=True
    )
    found: dict[str, list[int]] = {}
    for place, name in zip(places, all_folded(names), strict=True):
        if place not in (there := found.setdefault(_key(name), [])):
            there.append(place)
    return found


def _key(name: str) -> str:
    """Return the words of a folded name in an order of their own."""
    return " ".join(sorted(_WORD.findall(name)))


def circle_counts(snapshot: Snapshot) -> tuple[CircleCount, ...]:
    """Return all circles in their order, each with the number of people who were remembered there."""

    def compute() -> dict[str, int]:
        people = snapshot.contacts
        return dict(people["circle"][people["archived_at"].isna()].value_counts())

    counts = snapshot.derive("circle counts", compute)
    circles = memory_jogger().circle
    return tuple(CircleCount(name, circle.title, int(counts.get(name, 0))) for name, circle in circles.items())


def beside(circle_id: str) -> tuple[str, str]:
    """Return the circles before and after one; "" where there is none."""
    ids: Sequence[str] = ("", *memory_jogger().circle, "")
    place = ids.index(circle_id)
    return ids[place - 1], ids[place + 1]


def in_words(names: int) -> str:
    """Return how far the list is, such as “14 names so far. 10 to 20 are plenty.”."""
    few, plenty = memory_jogger().enough
    so_far = "No name yet" if not names else f"{names:,} name{'s' if names > 1 else ''} so far"
    if names >= plenty:
        return f"{so_far}. That is plenty: now choose whom to ask first."
    return f"{so_far}. {few} to {plenty} are plenty."


def remembered(snapshot: Snapshot, circle_id: str) -> list[Any]:
    """Return who was remembered in a circle, the latest first (rows of the contacts frame)."""
    people = snapshot.contacts
    found = people[(people["circle"] == circle_id) & people["archived_at"].isna()]
    return list(found.iloc[::-1].itertuples(index=False))


def adding_event(snapshot: Snapshot, contact_id: str) -> int | None:
    """Return the number of the event that added a person by hand, by which it can be undone; None where none did."""
    events = snapshot.derive("added", lambda: snapshot.events[snapshot.events["command"] == "AddContact"])
    found = events[events["subject_id"] == contact_id]["number"]
    return int(found.iloc[0]) if len(found) else None
