"""How a report calls people: by name, or by initials where names are left out."""

import re
from collections.abc import Iterable
from typing import Any

from lib.domain.snapshot import Snapshot
from lib.exchange.document_text import eastern_language_of
from lib.views.options import told_apart
from lib.views.people import work_of


class ReportPeople:
    """The people of a report, no two of whom are called the same.

    Without names, their full names are taken out of what was typed, too; first names and nicknames are not found.
    """

    def __init__(self, snapshot: Snapshot, contact_ids: Iterable[str], *, names: bool) -> None:
        self._rows = {one: snapshot.one("contacts", one, "person") for one in dict.fromkeys(contact_ids)}
        called = {one: str(row.name) if names else initials(row.name) for one, row in self._rows.items()}
        self._called = told_apart(called)
        self.are_hidden = not names
        self._hidden = {} if names else {_folded(row.name): self._called[one] for one, row in self._rows.items()}
        self._pattern = _any_of([] if names else [str(row.name) for row in self._rows.values()])

    def name(self, contact_id: str) -> str:
        """Return what a person is called."""
        return self._called[contact_id]

    def work(self, contact_id: str) -> str:
        """Return what a person does and where, "" where neither is known."""
        return self.told(work_of(self._rows[contact_id]))

    def who(self, contact_id: str) -> str:
        """Return what a person is called, what they do and where."""
        return ", ".join(filter(None, [self.name(contact_id), self.work(contact_id)]))

    def told(self, text: Any) -> str:
        """Return what was typed as it may stand in the report."""
        return self._pattern.sub(lambda found: self._hidden.get(_folded(found[0]), "somebody"), str(text))


def initials(name: str) -> str:
    """Return the first letters of a name's words, such as “A. O.” for Amara Obi."""
    letters = [next((letter for letter in word if letter.isalpha()), "") for word in name.split()]
    return " ".join(f"{letter.upper()}." for letter in letters if letter) or "Somebody"


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the full names among some, however they are spaced: a single word may be any word."""
    found = [_finder(name) for name in sorted(names, key=len, reverse=True)]
    return re.compile("|".join(filter(None, found)) or r"(?!)", re.IGNORECASE)


def _finder(name: str) -> str:
    words = [re.escape(word) for word in name.split()]
    if eastern_language_of(name) and len(name) > 1:
        # There are no spaces around it.
        return r"\s*".join(words)
    spaced = r"\s+".join(words)
    return rf"(?<!\w){spaced}(?!\w)" if len(words) > 1 else ""


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
