"""A line of notes about somebody who was named: their name, and what was noted of where they work."""

import re
from typing import NamedTuple

_AFTER_NAME = re.compile(r"\s*[,;:(]\s*|\s+[-\u2013\u2014]\s+|\s+(?=(?:at|from|of)\s)", re.IGNORECASE)
_AT = re.compile(r"(?:^of|(?:^|\s)(?:at|from|@))\s+", re.IGNORECASE)


class NamedPerson(NamedTuple):
    """Who was named; `position` and `organisation` are "" where nothing was noted of them."""

    name: str
    position: str = ""
    organisation: str = ""


def named_person(line: str) -> NamedPerson:
    """Return who is named in a line such as “Priya Shah, data lead at Heron Bay”; the whole line where that is unsure.

    What comes after the name is what they do; what follows “at”, “from” or “of” is where.
    """
    name, *rest = _AFTER_NAME.split(line.strip(), maxsplit=1)
    if not name:
        return NamedPerson(line.strip())
    about = rest[0].strip().removesuffix(")") if rest else ""
    position, *place = _AT.split(about, maxsplit=1)
    return NamedPerson(name.strip(), position.strip(" ,;"), place[0].strip() if place else "")
