"""What one person's record says once two records of the same person are made one: no value is lost."""

from collections.abc import Iterable, Mapping
from typing import Any

from lib.domain.fields import ALSO_FIELDS, ALSO_LIMIT, TAG_LIMIT
from lib.domain.vocabulary import OwnEmployer, Standing

# Of two values, the later or higher one holds, or the one that is more careful.
_HIGHER = ("last_spoke_on", "last_wrote_on", "connects", "welcome", "do_not_contact")
_EARLIER = ("connected_on", "created_at")
_FIRST = ("circle", "time_zone", "country")
_CAREFUL = (OwnEmployer.NOT_SAFE, OwnEmployer.UNSURE, OwnEmployer.SAFE, OwnEmployer.ELSEWHERE)
_DECIDED = (Standing.NEVER, Standing.NOT_NOW, Standing.PINNED, Standing.NONE)

# The fields in which a person chooses whose value holds.
CHOOSABLE = (*ALSO_FIELDS, "how_known", "tie", "viewpoint")


def merged(kept: Mapping[str, Any], other: Mapping[str, Any], taken: Iterable[str] = ()) -> dict[str, Any]:
    """Return the columns of the contacts table that the one who is kept has afterwards.

    `kept` and `other` are rows of that table; `taken` names those of `CHOOSABLE` in which the other's value holds.
    Where the kept one has no value, the other's holds. Texts that do not hold stand in `also`, or in the notes; of tie,
    viewpoint, circle, time zone, country and rhythm there can be but one.
    """
    first = {name: _held(name, kept, other, taken) for name in CHOOSABLE}
    also, no_room = _also(first, kept, other)
    tags = list({tag.casefold(): tag for tag in (*other["tags"], *kept["tags"])}.values())
    left_over = ", ".join([*tags[TAG_LIMIT:], *no_room])
    notes = [kept["notes"], other["notes"], _other_way_known(first["how_known"], kept, other), left_over]
    return {
        **first,
        **{name: _best(max, kept[name], other[name]) for name in _HIGHER},
        **{name: _best(min, kept[name], other[name]) for name in _EARLIER},
        **_introduction(kept, other),
        **{name: kept[name] or other[name] for name in _FIRST},
        "touch_every": other["touch_every"] if kept["touch_every"] is None else kept["touch_every"],
        "also": also,
        "tags": tags[:TAG_LIMIT],
        "notes": "\n\n".join(dict.fromkeys(text for text in notes if text)),
        "own_employer": min(kept["own_employer"], other["own_employer"], key=_CAREFUL.index),
        "archived_at": _archived_at(kept, other),
    }


def merged_fit(kept: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was thought of a person for a goal, once two rows of the fits table are made one.

    The more careful decision holds, with every reason that was given.
    """
    reasons = dict.fromkeys(fit["reason"] for fit in (kept, other) if fit["reason"])
    return {
        "relevance": other["relevance"] if kept["relevance"] is None else kept["relevance"],
        "standing": min(kept["standing"], other["standing"], key=_DECIDED.index),
        "reason": " / ".join(reasons),
    }


def second_introducer(kept: Mapping[str, Any], other: Mapping[str, Any]) -> str | None:
    """Return the id of an introducer for whom there is no room: the kept record names another one."""
    first = _introduction(kept, other)["introducer_id"]
    return next((row["introducer_id"] for row in _introduced(kept, other) if row["introducer_id"] != first), None)


def _held(name: str, kept: Mapping[str, Any], other: Mapping[str, Any], taken: Iterable[str]) -> Any:
    if name in taken and other[name]:
        return other[name]
    return kept[name] or other[name]


def _best(choose: Any, one: Any, other: Any) -> Any:
    """Return the higher or lower of two values, or the one that is there."""
    there = [value for value in (one, other) if value is not None]
    return choose(there) if there else None


def _archived_at(kept: Mapping[str, Any], other: Mapping[str, Any]) -> Any:
    """Return when they were archived; who is on the lists in one record stays there."""
    both = kept["archived_at"] and other["archived_at"]
    return max(kept["archived_at"], other["archived_at"]) if both else None


def _introduction(kept: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return who introduced them, in which talk, and whether that name may be used: all three of one record."""
    introduced = _introduced(kept, other)
    if not introduced:
        return {"introducer_id": None, "named_in_id": None, "may_use_name": False}
    introducer_id = introduced[0]["introducer_id"]
    theirs = [row for row in introduced if row["introducer_id"] == introducer_id]
    return {
        "introducer_id": introducer_id,
        "named_in_id": next((row["named_in_id"] for row in theirs if row["named_in_id"]), None),
        "may_use_name": any(row["may_use_name"] for row in theirs),
    }


def _introduced(kept: Mapping[str, Any], other: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return those of the two who were introduced by a third person: nobody introduces themselves."""
    return [row for row in (kept, other) if row["introducer_id"] not in {None, kept["id"], other["id"]}]


def _also(
    first: Mapping[str, Any], kept: Mapping[str, Any], other: Mapping[str, Any]
) -> tuple[dict[str, list[str]], list[str]]:
    """Return the further values of each field, and those for which there is no room."""
    also: dict[str, list[str]] = {}
    no_room: list[str] = []
    for name in ALSO_FIELDS:
        values = (kept[name], other[name], *kept["also"].get(name, ()), *other["also"].get(name, ()))
        further = [value for value in dict.fromkeys(values) if value and value != first[name]]
        no_room += further[ALSO_LIMIT:]
        if further:
            also[name] = further[:ALSO_LIMIT]
    return also, no_room


def _other_way_known(held: str, kept: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    return next((row["how_known"] for row in (kept, other) if row["how_known"] not in {"", held}), "")
