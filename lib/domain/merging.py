"""What one person's record says once two records of the same person are made one: no value is lost."""

from collections.abc import Iterable, Mapping
from typing import Any

from lib.domain.fields import ALSO_FIELDS, TAG_LIMIT
from lib.domain.vocabulary import OwnEmployer

# Of two values, the later or higher one holds, or the one that is more careful.
_HIGHER = ("last_spoke_on", "last_wrote_on", "connects", "welcome", "may_use_name", "do_not_contact")
_EARLIER = ("connected_on", "created_at")
_FIRST_KNOWN = ("introducer_id", "named_in_id", "circle")
_CAREFUL = (OwnEmployer.NOT_SAFE, OwnEmployer.UNSURE, OwnEmployer.SAFE, OwnEmployer.ELSEWHERE)

# The fields in which a person chooses whose value holds.
CHOOSABLE = (*ALSO_FIELDS, "how_known", "tie", "viewpoint")


def merged(kept: Mapping[str, Any], other: Mapping[str, Any], taken: Iterable[str] = ()) -> dict[str, Any]:
    """Return the columns of the contacts table that the one who is kept has afterwards.

    `kept` and `other` are rows of that table; `taken` names those of `CHOOSABLE` in which the other's value holds.
    Where the kept one has no value, the other's holds. Values that do not hold stand in `also`, or in the notes.
    """
    first = {name: _held(name, kept, other, taken) for name in CHOOSABLE}
    notes = [kept["notes"], other["notes"], _other_way_known(first["how_known"], kept, other)]
    tags = {tag.casefold(): tag for tag in (*other["tags"], *kept["tags"])}
    return {
        **first,
        **{name: _best(max, kept[name], other[name]) for name in _HIGHER},
        **{name: _best(min, kept[name], other[name]) for name in _EARLIER},
        **{name: kept[name] or other[name] for name in _FIRST_KNOWN},
        "also": _also(first, kept, other),
        "tags": list(tags.values())[:TAG_LIMIT],
        "notes": "\n\n".join(dict.fromkeys(text for text in notes if text)),
        "own_employer": min(kept["own_employer"], other["own_employer"], key=_CAREFUL.index),
        "archived_at": _best(max, kept["archived_at"], other["archived_at"])
        if kept["archived_at"] and other["archived_at"]
        else None,
    }


def _held(name: str, kept: Mapping[str, Any], other: Mapping[str, Any], taken: Iterable[str]) -> Any:
    if name in taken and other[name]:
        return other[name]
    return kept[name] or other[name]


def _best(choose: Any, one: Any, other: Any) -> Any:
    """Return the higher or lower of two values, or the one that is there."""
    there = [value for value in (one, other) if value is not None]
    return choose(there) if there else None


def _also(first: Mapping[str, Any], kept: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, list[str]]:
    also: dict[str, list[str]] = {}
    for name in ALSO_FIELDS:
        values = (kept[name], other[name], *kept["also"].get(name, ()), *other["also"].get(name, ()))
        further = [value for value in dict.fromkeys(values) if value and value != first[name]]
        if further:
            also[name] = further
    return also


def _other_way_known(held: str, kept: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    return next((row["how_known"] for row in (kept, other) if row["how_known"] not in {"", held}), "")
