"""What a file tells of one person, cleaned and checked: what can't be used is left out, and told with its line."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from lib.domain.fields import ALSO_FIELDS, ALSO_LIMIT, LINE_LIMIT, TEXT_LIMIT, clean_text, time_zones
from lib.domain.links import safe_url, valid_email
from lib.exchange.csv_text import RowProblem
from lib.exchange.days import read_day
from lib.exchange.people import ReadPerson

LINK_LIMIT = 500  # characters, as the field for links takes them

# By field, the texts as they stand in the file: of the fields in ALSO_FIELDS the first is the main one.
Told = Mapping[str, Sequence[str]]
Value = TypeVar("Value")

# Marks that only steer the direction of writing, and characters without width: they hide in copied numbers and names,
# turn what stands beside them around, and make one name two. (Joiners are letters' own and stay.)
_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_NOUNS = {
    "name": "another name",
    "organisation": "a company",
    "position": "a position",
    "email": "an e-mail address",
    "phone": "a phone number",
    "profile_url": "a link",
}


def one_line(cell: str) -> str:
    """Return the text on one line, without control characters and without unseen ones."""
    if cell.isascii() and cell.isprintable():
        return " ".join(cell.split()) if "  " in cell else cell.strip(" ")
    return " ".join(clean_text(_UNSEEN.sub("", cell)).split())


def person_of(told: Told, line: int, problems: list[RowProblem]) -> ReadPerson | None:
    """Return the person, or None where there is neither name nor address; adds to `problems` what was left out.

    Address books hold addresses without a name; these go by their address until somebody writes who that is.
    """
    names = [name for name in map(one_line, told.get("name", ())) if name] or _name_by_address(told)
    if not names or len(names[0]) > LINE_LIMIT:
        wrong = f"a name of more than {LINE_LIMIT} characters" if names else "no name"
        problems.append(RowProblem(line, f"Line {line} has {wrong}, so it was left out."))
        return None
    checked = _Checked(line, problems)
    values = {"name": checked.several("name", names)}
    values |= {field: checked.several(field, told[field]) for field in ALSO_FIELDS[1:] if field in told}
    main = {field: found[0] for field, found in values.items() if found}
    return ReadPerson(
        main["name"],
        organisation=main.get("organisation", ""),
        position=main.get("position", ""),
        email=main.get("email", ""),
        phone=main.get("phone", ""),
        profile_url=main.get("profile_url", ""),
        also={field: found[1:] for field, found in values.items() if len(found) > 1},
        tags=tuple(filter(None, map(one_line, told.get("tags", ())))),
        how_known=checked.line_of(told.get("how_known", ())),
        notes=checked.text_of(told.get("notes", ())),
        connected_on=checked.day_of(told.get("connected_on", ())),
        last_spoke_on=checked.day_of(told.get("last_spoke_on", ())),
        last_wrote_on=checked.day_of(told.get("last_wrote_on", ())),
        # Most programs give an offset here, which changes in summer and names no zone.
        time_zone=next((text for text in map(one_line, told.get("time_zone", ())) if text in time_zones()), ""),
        line=line,
    )


def _name_by_address(told: Told) -> list[str]:
    return list(filter(None, (_email(one_line(text)) for text in told.get("email", ()))))[:1]


class _Checked:
    """Checks the values of one line, and tells which were left out."""

    def __init__(self, line: int, problems: list[RowProblem]) -> None:
        self._line = line
        self._problems = problems

    def several(self, field: str, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the values that can be used, each once, up to as many as a person may have."""
        read, noun = _READ.get(field, _short), _NOUNS[field]
        found = [self._value(one_line(text), read, noun) for text in texts]
        return tuple(dict.fromkeys(filter(None, found)))[: ALSO_LIMIT + 1]

    def line_of(self, texts: Sequence[str]) -> str:
        """Return all texts on how one knows the person as one line."""
        line = ", ".join(filter(None, map(one_line, texts)))
        return self._value(line, _short, "a note on how you know each other") or ""

    def text_of(self, texts: Sequence[str]) -> str:
        """Return all notes, each a paragraph."""
        text = "\n\n".join(filter(None, (clean_text(text).strip() for text in texts)))
        return self._value(text, _not_endless, "notes") or ""

    def day_of(self, texts: Sequence[str]) -> date | None:
        """Return the first day that is named."""
        return self._value(next(filter(None, map(one_line, texts)), ""), read_day, "a date")

    def _value(self, text: str, read: Callable[[str], Value | None], noun: str) -> Value | None:
        found = read(text) if text else None
        if text and found is None:
            sentence = f"Line {self._line} has {noun} that could not be read, so the person was kept without it."
            self._problems.append(RowProblem(self._line, sentence))
        return found


def _short(text: str) -> str | None:
    return text if len(text) <= LINE_LIMIT else None


def _not_endless(text: str) -> str | None:
    return text if len(text) <= TEXT_LIMIT else None


def _email(text: str) -> str | None:
    return _short(valid_email(text) or "") or None


def _phone(text: str) -> str | None:
    return _short(text) if any(map(str.isdecimal, text)) else None


def _web_link(text: str) -> str | None:
    link = safe_url(text) or ""
    return link if link.startswith("http") and len(link) <= LINK_LIMIT else None


_READ: Mapping[str, Callable[[str], str | None]] = {"email": _email, "phone": _phone, "profile_url": _web_link}
