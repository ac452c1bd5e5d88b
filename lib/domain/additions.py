"""What a file adds to a person who is known already: gaps are filled, other values stand beside, nothing is lost."""

from collections.abc import Callable, Mapping
from typing import Any

from lib.domain.fields import ALSO_FIELDS, ALSO_LIMIT, TAG_LIMIT, TEXT_LIMIT
from lib.domain.links import email_key, normal_profile

# What holds as it stands, and is filled in only where nothing stands there yet.
_GAPS = (*ALSO_FIELDS, "how_known", "notes", "circle", "connected_on", "time_zone", "country")
_LATER = ("last_spoke_on", "last_wrote_on")
# By these somebody may be known again; what somebody does says nothing on who they are.
_TELLING = tuple(name for name in ALSO_FIELDS if name != "position")

_KEYS: Mapping[str, Callable[[str], str]] = {"email": email_key, "profile_url": normal_profile}


def added(known: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """Return those columns of a contact that change by what a file tells of the same person, as they are afterwards.

    `known` has columns of the contacts table, perhaps not all, and `told` the fields of an imported contact. What was
    typed by hand stays; of days of talking and writing the later one holds. Who is marked as not to be contacted in
    the file is so from now on.
    """
    changes = {name: told[name] for name in _GAPS if name in known and told[name] and not known[name]}
    for name in _LATER:
        if name in known and told[name] and (known[name] is None or told[name] > known[name]):
            changes[name] = told[name]
    if "touch_every" in known and known["touch_every"] is None and told["touch_every"] is not None:
        changes["touch_every"] = told["touch_every"]
    if told["do_not_contact"] and not known.get("do_not_contact", True):
        changes["do_not_contact"] = True
    return {**changes, **_further(known, told, changes), **_notes(known, told), **_tags(known, told)}


def tells_more(known: Mapping[str, Any], changes: Mapping[str, Any]) -> bool:
    """Tell whether a person who is as `known` can be known by more once they are changed so."""
    also = changes.get("also", known["also"])
    return any(name in changes or also.get(name) != known["also"].get(name) for name in _TELLING)


def _further(known: Mapping[str, Any], told: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the further values with those that the file adds; another spelling of one that is there adds nothing."""
    also = dict(known["also"])
    for name in ALSO_FIELDS:
        held = changes.get(name) or known[name]
        values = [value for value in (told[name], *told["also"].get(name, ())) if value and value != held]
        if values:
            key = _KEYS.get(name, str.casefold)
            there = list(also.get(name, ()))
            seen = set(map(key, (held, *there)))
            fresh = {key(value): value for value in reversed(values) if key(value) not in seen}
            also[name] = [*there, *reversed(fresh.values())][:ALSO_LIMIT] if fresh else there
    also = {name: values for name, values in also.items() if values}
    return {"also": also} if also != known["also"] else {}


def _notes(known: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, str]:
    """Return the notes with those of the file below, unless they are there or would not fit."""
    there = known.get("notes")
    if not there or not told["notes"] or told["notes"] in there:
        return {}
    both = f"{there}\n\n{told['notes']}"
    return {"notes": both} if len(both) <= TEXT_LIMIT else {}


def _tags(known: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, list[str]]:
    if "tags" not in known or not told["tags"]:
        return {}
    tags = {tag.casefold(): tag for tag in (*told["tags"], *known["tags"])}
    there = {tag.casefold() for tag in known["tags"]}
    return {"tags": [*known["tags"], *(tag for key, tag in tags.items() if key not in there)][:TAG_LIMIT]}
