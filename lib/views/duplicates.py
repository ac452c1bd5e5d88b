"""Two records that are perhaps one person, side by side: what each says, what differs, and what speaks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

import pandas as pd

from lib.domain.name_likeness import Likeness, likeness
from lib.domain.person_names import person_name
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Tie
from lib.method.duplicates import Certainty, duplicate_rules, likely_duplicates
from lib.method.labels import label
from lib.method.ranking import ranking
from lib.views.dates import ago, day_of
from lib.views.people import origin_words

# Longer lists take a second to compare: there the number is told only by the page that shows the pairs.
COUNTED_UP_TO = 3_000

# What is shown of a record, in this order; where the two differ, a person chooses in the first ones what holds.
CHOSEN: Mapping[str, str] = MappingProxyType(
    {
        "name": "Name",
        "position": "What they do",
        "organisation": "Organisation",
        "email": "E-mail",
        "phone": "Phone",
        "profile_url": "Profile link",
        "tie": "Tie",
        "how_known": "How you know them",
        "viewpoint": "Where they stand",
    }
)
# Everybody has one of these, so it says something only where the two have another.
_GIVEN = ("tie", "viewpoint")
_USUAL_VIEWPOINT = 2
_FRAGMENTS = frozenset((Likeness.INITIAL, Likeness.FAMILY_INITIAL, Likeness.ALONE, Likeness.NAMELESS))
_FIRST_LINE = 80  # characters of the notes


@dataclass(frozen=True)
class Line:
    """One thing that the records say, in the words of each; empty where one says nothing."""

    field: str
    words: str
    kept: str
    other: str

    @property
    def differs(self) -> bool:
        """Return whether both say something, and not the same, of which but one can hold."""
        return bool(self.field in CHOSEN and self.kept and self.other and self.kept != self.other)


@dataclass(frozen=True)
class Pair:
    """Two records (rows of the contacts frame); `kept` is the one that stays if they are made one.

    `because` is a sentence; `proposed` names the fields in which the other's value is the better one.
    """

    kept: Any
    other: Any
    is_certain: bool
    because: str
    lines: tuple[Line, ...]
    proposed: frozenset[str]

    @property
    def choices(self) -> tuple[Line, ...]:
        """Return the lines in which a person chooses what holds."""
        return tuple(line for line in self.lines if line.differs)


def duplicates(snapshot: Snapshot) -> pd.DataFrame:
    """Return who is perhaps one person, the surest first; columns as of `likely_duplicates`."""
    return snapshot.derive("duplicates", lambda: likely_duplicates(snapshot.contacts, snapshot.distinctions))


def counted(snapshot: Snapshot) -> int | None:
    """Return how many pairs there are; None where the list is so long that nobody should wait for the number."""
    return len(duplicates(snapshot)) if len(snapshot.contacts) <= COUNTED_UP_TO else None


def pairs(snapshot: Snapshot, found: pd.DataFrame, today: date) -> tuple[Pair, ...]:
    """Return the pairs of rows of `duplicates`, ready to be shown."""
    return tuple(_pair(snapshot, row, today) for row in found.itertuples(index=False))


def certain_ones(found: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the first certain pairs in which nobody stands twice, so that all of them can be merged at once."""
    seen: set[str] = set()
    places: list[int] = []
    for place, row in enumerate(found[found["certainty"] == Certainty.CERTAIN].itertuples(index=False)):
        ids = {str(row.id_a), str(row.id_b)}
        if len(places) < most and seen.isdisjoint(ids):
            places.append(place)
            seen |= ids
    return found[found["certainty"] == Certainty.CERTAIN].iloc[places]


def _pair(snapshot: Snapshot, row: Any, today: date) -> Pair:
    rows = [snapshot.one("contacts", contact_id, "person") for contact_id in (row.id_a, row.id_b)]
    # The record with more in it stays, so that less has to move; of two alike, the earlier one.
    kept, other = sorted(rows, key=lambda person: -_weight(snapshot, person))
    told = [_told(snapshot, person, today) for person in (kept, other)]
    lines = (Line(field, words, told[0].get(field, ""), told[1].get(field, "")) for field, words in _WORDS.items())
    return Pair(
        kept,
        other,
        row.certainty == Certainty.CERTAIN,
        _because(row.reasons),
        tuple(line for line in lines if line.differs or (line.field not in _GIVEN and (line.kept or line.other))),
        frozenset(_proposed(kept, other)),
    )


_WORDS = {
    **CHOSEN,
    "also": "Also",
    "tags": "Tags",
    "notes": "Notes",
    "last_spoke_on": "Last spoke",
    "interviews": "Interviews",
    "do_not_contact": "Wish",
    "archived_at": "Lists",
    "source": "Origin",
}


def _weight(snapshot: Snapshot, person: Any) -> int:
    filled = sum(bool(getattr(person, field)) for field in ("organisation", "position", "email", "phone", "notes"))
    return 10 * len(snapshot.rows_of("interviews", "contact_id", person.id)) + filled


def _told(snapshot: Snapshot, person: Any, today: date) -> dict[str, str]:
    """Return what a record says, in words, by field."""
    last = day_of(person.last_spoke_on)
    talks = len(snapshot.rows_of("interviews", "contact_id", person.id))
    further = [value for values in person.also.values() for value in values]
    return {
        **{field: str(getattr(person, field)) for field in CHOSEN},
        "profile_url": unquote(person.profile_url),
        "tie": label(Tie(person.tie)),
        "viewpoint": ranking().scales["viewpoint"][int(person.viewpoint)],
        "also": ", ".join(further),
        "tags": ", ".join(person.tags),
        "notes": _first_line(person.notes),
        "last_spoke_on": ago(last, today) if last else "",
        "interviews": str(talks) if talks else "",
        "do_not_contact": "Asked not to be written to" if person.do_not_contact else "",
        "archived_at": "" if pd.isna(person.archived_at) else "Archived",
        "source": origin_words(f"circle:{person.circle}" if person.circle else f"source:{person.source}"),
    }


def _first_line(notes: str) -> str:
    line = notes.strip().split("\n", maxsplit=1)[0]
    return line if len(line) <= _FIRST_LINE else f"{line[: _FIRST_LINE - 1].rstrip()}…"


def _because(reasons: tuple[str, ...]) -> str:
    words = "; ".join(duplicate_rules().words[reason] for reason in reasons)
    return f"{words[:1].upper()}{words[1:]}."


def _proposed(kept: Any, other: Any) -> list[str]:
    """Return the fields in which the other's value says more than what is only part of a name, or the usual."""
    proposed = []
    one, another = person_name(kept.name), person_name(other.name)
    if likeness(one, another) in _FRAGMENTS and len("".join(another.words)) > len("".join(one.words)):
        proposed.append("name")
    if kept.source != "hand" and kept.tie == Tie.ACQUAINTANCE != other.tie:
        proposed.append("tie")
    if kept.viewpoint == _USUAL_VIEWPOINT != other.viewpoint:
        proposed.append("viewpoint")
    return proposed
