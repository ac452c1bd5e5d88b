"""What a contact says in the files that Askwell itself writes, as texts, and the person that such texts give again."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

import pandas as pd
from nameparser import HumanName
from nameparser.config import CONSTANTS

from lib.domain.commands.contacts import SELDOM
from lib.domain.fields import ALSO_LIMIT, LINE_LIMIT, TEXT_LIMIT, clean_line, clean_text, time_zones
from lib.domain.links import safe_url, valid_email
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import OwnEmployer, Tie
from lib.exchange.csv_text import RowProblem
from lib.exchange.people import ReadPerson

OWN_SOURCE = "Askwell"
LINK_LIMIT = 500  # characters, as the field for links takes them
# What no other program has a place for; how each is written is told in `docs/contacts-csv.md`.
OWN_FIELDS = (
    *("tie", "how_known", "own_employer", "circle", "connected_on", "last_spoke_on", "last_wrote_on"),
    *("connects", "welcome", "viewpoint", "time_zone", "country", "touch_every"),
    *("may_use_name", "do_not_contact", "archived", "key", "introduced_by_key"),
)

_YES, _WORDS_FOR = "yes", {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_PLAIN_NAME = re.compile(r"[\w' -]+")
_NO_NAMES = frozenset(
    str(word)
    for words in (CONSTANTS.prefixes, CONSTANTS.suffix_acronyms, CONSTANTS.suffix_not_acronyms, CONSTANTS.conjunctions)
    for word in words
)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# A spreadsheet may have made 90.0 of a 90.
_DAYS = re.compile(r"(\d{1,4})(?:[.,]0)?", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}")

Value = TypeVar("Value")


def contacts_to_take(snapshot: Snapshot, ids: Collection[str] | None, *, archived: bool) -> pd.DataFrame:
    """Return the contacts that go into a file (columns of the contacts frame): all or those in `ids`, in their order.

    Archived people are among them only where it is said so.
    """
    frame = snapshot.contacts
    wanted = pd.Series(data=True, index=frame.index) if ids is None else frame["id"].isin(set(ids))
    return frame[wanted if archived else wanted & frame["archived_at"].isna()]


def own_texts(row: Any, exported: Collection[str]) -> dict[str, str]:
    """Return what Askwell alone knows of a contact (a row of the contacts frame), by the names in `OWN_FIELDS`.

    An introducer who is not among the ids that are `exported` is left out: the file could not say who that is.
    """
    days = {name: _day(getattr(row, name)) for name in ("connected_on", "last_spoke_on", "last_wrote_on")}
    numbers = {name: _whole(getattr(row, name)) for name in ("connects", "welcome", "viewpoint", "touch_every")}
    return {
        **{name: str(getattr(row, name)) for name in ("tie", "how_known", "own_employer", "circle")},
        **{name: str(getattr(row, name)) for name in ("time_zone", "country")},
        **days,
        **numbers,
        "may_use_name": _yes(is_so=row.may_use_name),
        "do_not_contact": _yes(is_so=row.do_not_contact),
        "archived": _yes(is_so=not pd.isna(row.archived_at)),
        "key": str(row.id),
        "introduced_by_key": row.introducer_id if row.introducer_id in exported else "",
    }


def name_parts(name: str) -> tuple[str, str]:
    """Return the first and the last name, which with a space between them are the name; all is first where unsure."""
    words = name.casefold().split()
    # nameparser takes long, and most names are plain.
    is_plain = _PLAIN_NAME.fullmatch(name) and _NO_NAMES.isdisjoint(words)
    last = name.rpartition(" ")[2] if is_plain else str(HumanName(name).last)
    first = name.removesuffix(f" {last}")
    return (first, last) if first not in {name, ""} else (name, "")


@dataclass(frozen=True, slots=True)
class Checked:
    """Reads what a file says of the person on a line; what does not hold is left out, and told in `problems`."""

    line: int
    problems: list[RowProblem]

    def value(self, text: str, read: Callable[[str], Value | None], noun: str) -> Value | None:
        """Return what `read` makes of a text; `noun` says what it should have been."""
        found = read(text) if text else None
        if text and found is None:
            self.tell(f"has {noun} that could not be read, so the person was kept without it")
        return found

    def each(self, texts: Iterable[str], read: Callable[[str], str | None], noun: str) -> tuple[str, ...]:
        """Return what `read` makes of several texts, each once."""
        found = (self.value(text, read, noun) for text in texts)
        return tuple(dict.fromkeys(text for text in found if text))

    def few(self, texts: Sequence[str], noun: str) -> tuple[str, ...]:
        """Return no more further values of one kind than a contact has room for."""
        if len(texts) > ALSO_LIMIT:
            self.tell(f"has more than {ALSO_LIMIT} values of one kind ({noun}), so only the first were kept")
        return tuple(texts[:ALSO_LIMIT])

    def name(self, text: str) -> str:
        """Return a person's name; "" where it can't be one, which leaves the person out."""
        if not text:
            self.tell("has no name, so it was left out")
        elif len(text) > LINE_LIMIT:
            self.tell(f"has a name of more than {LINE_LIMIT} characters, so it was left out")
        return text if len(text) <= LINE_LIMIT else ""

    def tell(self, words: str) -> None:
        """Add what a person should know about this line."""
        self.problems.append(RowProblem(self.line, f"Line {self.line} {words}."))


def own_person(texts: Mapping[str, str], lists: Mapping[str, Sequence[str]], checked: Checked) -> ReadPerson | None:
    """Return the person that a file of our own tells of, or None where they have no name.

    `texts` has `OWN_FIELDS` and the plain fields of a contact; `lists` has `tags` and the further values by field.
    """
    name = checked.name(clean_line(texts.get("name", "")))
    if not name:
        return None
    told = {field: clean_text(text) if field == "notes" else clean_line(text) for field, text in texts.items()}

    def read(field: str, reader: Callable[[str], Value | None], noun: str) -> Value | None:
        return checked.value(told.get(field, ""), reader, noun)

    return ReadPerson(
        name,
        organisation=read("organisation", short, "an organisation") or "",
        position=read("position", short, "a position") or "",
        email=read("email", email, "an e-mail address") or "",
        phone=read("phone", short, "a phone number") or "",
        profile_url=read("profile_url", link, "a link") or "",
        how_known=read("how_known", short, "words on how you know each other") or "",
        notes=read("notes", some_notes, "notes") or "",
        tags=tuple(map(clean_line, lists.get("tags", ()))),
        also=_further(lists, checked),
        tie=read("tie", _one_of(Tie), "a tie"),
        connected_on=read("connected_on", _read_day, "a day"),
        last_spoke_on=read("last_spoke_on", _read_day, "a day"),
        last_wrote_on=read("last_wrote_on", _read_day, "a day"),
        own_employer=read("own_employer", _one_of(OwnEmployer), "a word on your own employer"),
        connects=read("connects", _score(0), "a number from 0 to 3"),
        welcome=read("welcome", _score(0), "a number from 0 to 3"),
        viewpoint=read("viewpoint", _score(1), "a number from 1 to 3"),
        time_zone=read("time_zone", _zone, "a time zone") or "",
        country=read("country", _country, "a country") or "",
        touch_every=read("touch_every", _rhythm, "a number of days"),
        may_use_name=read("may_use_name", _yes_or_no, "neither yes nor no in a place") or False,
        do_not_contact=read("do_not_contact", _yes_or_no, "neither yes nor no in a place") or False,
        archived=read("archived", _yes_or_no, "neither yes nor no in a place") or False,
        circle=read("circle", short, "a circle") or "",
        key=read("key", short, "a key") or "",
        introducer_key=read("introduced_by_key", short, "a key") or "",
        line=checked.line,
    )


def each_key_once(people: Iterable[ReadPerson]) -> tuple[ReadPerson, ...]:
    """Return the people; of those who share a key, which somebody's copying makes, only the first keeps it."""
    seen: set[str] = set()
    kept = []
    for person in people:
        kept.append(replace(person, key="") if person.key in seen else person)
        seen.add(person.key)
    return tuple(kept)


def short(text: str) -> str | None:
    """Return a text that fits on one line of a form."""
    return text if len(text) <= LINE_LIMIT else None


def some_notes(text: str) -> str | None:
    """Return notes that are not too long to be kept."""
    return text if len(text) <= TEXT_LIMIT else None


def email(text: str) -> str | None:
    """Return an e-mail address as mail programs write it."""
    return short(valid_email(text) or "") or None


def link(text: str) -> str | None:
    """Return a link ready to be opened."""
    found = safe_url(text) or ""
    return found if 0 < len(found) <= LINK_LIMIT else None


def _zone(text: str) -> str | None:
    """Return a time zone's name, such as “Europe/Berlin”; offsets name none."""
    return text if text in time_zones() else None


def _country(text: str) -> str | None:
    return text.upper() if _COUNTRY.fullmatch(text.upper()) else None


def _rhythm(text: str) -> int | None:
    found = _DAYS.fullmatch(text)
    return int(found[1]) if found and int(found[1]) <= SELDOM else None


def _further(lists: Mapping[str, Sequence[str]], checked: Checked) -> dict[str, tuple[str, ...]]:
    told = {
        field: checked.each(map(clean_line, texts), _as_long_as_a_link, "a value") for field, texts in lists.items()
    }
    return {field: checked.few(texts, field) for field, texts in told.items() if texts and field != "tags"}


def _as_long_as_a_link(text: str) -> str | None:
    return text if len(text) <= LINK_LIMIT else None


def _one_of(kinds: type[Tie] | type[OwnEmployer]) -> Callable[[str], Any]:
    words = {str(kind): kind for kind in kinds}
    return lambda text: words.get(text.casefold())


def _score(least: int) -> Callable[[str], int | None]:
    # A spreadsheet may have made 2.0 of a 2.
    words = {f"{score}{rest}": score for score in range(least, 4) for rest in ("", ".0", ",0")}
    return words.get


def _yes_or_no(text: str) -> bool | None:
    return _WORDS_FOR.get(text.casefold())


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _ISO_DAY.fullmatch(text) else None
    except ValueError:
        return None


def _day(value: Any) -> str:
    return "" if pd.isna(value) else value.date().isoformat()


def _whole(value: Any) -> str:
    return "" if pd.isna(value) else str(int(value))


def _yes(*, is_so: Any) -> str:
    return _YES if is_so else ""
