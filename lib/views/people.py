"""Contacts as they are shown: searched and filtered, and one person's story in order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unicodedata import combining

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.domain.unicode_text import normal
from lib.domain.vocabulary import Step
from lib.method.labels import label
from lib.views.options import told_apart

_SEARCHED = ("name", "organisation", "position", "email", "how_known", "notes")


@dataclass(frozen=True)
class Filters:
    """What a list of contacts is narrowed to; empty values narrow nothing."""

    words: str = ""
    ties: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    archived: bool = False


def found_people(snapshot: Snapshot, filters: Filters) -> pd.DataFrame:
    """Return the contacts that meet the filters, by name (columns of the contacts frame).

    Every word must stand somewhere in name, organisation, position, e-mail, how known, notes or tags.
    """
    frame = _by_name(snapshot)
    frame = frame[frame["archived_at"].notna() == filters.archived]
    for word in folded(filters.words).split():
        frame = frame[frame["haystack"].str.contains(word, regex=False)]
    if filters.ties:
        frame = frame[frame["tie"].isin(filters.ties)]
    if filters.tags:
        wanted = set(filters.tags)
        tagged = [bool(wanted & set(tags)) for tags in frame["tags"]]
        frame = frame[pd.Series(tagged, index=frame.index, dtype=bool)]
    return frame.drop(columns="haystack")


def _by_name(snapshot: Snapshot) -> pd.DataFrame:
    def compute() -> pd.DataFrame:
        frame = snapshot.contacts.copy()
        tags = pd.Series([" ".join(tags) for tags in frame["tags"]], index=frame.index, dtype="str")
        haystack = tags
        for name in _SEARCHED:
            haystack = haystack + "\n" + frame[name]
        frame["haystack"] = pd.Series([folded(text) for text in haystack], index=frame.index, dtype="str")
        return frame.sort_values("name", key=lambda names: names.str.casefold(), kind="stable")

    return snapshot.derive("people by name", compute)


def folded(text: str) -> str:
    """Return a text as it is searched: without capitals and accents, so that “muller” finds “Müller”."""
    return "".join(sign for sign in normal("NFD", text.casefold()) if not combining(sign))


def work_of(person: Any) -> str:
    """Return what a person does and where, such as “Analyst, City Hospital”; "" where neither is known.

    `person` is a row with `position` and `organisation`: of the contacts frame, or of one that adds to it.
    """
    return ", ".join(part for part in (str(person.position), str(person.organisation)) if part)


def all_tags(snapshot: Snapshot) -> tuple[str, ...]:
    """Return every tag in use, in alphabetical order."""
    used = {tag for tags in snapshot.contacts["tags"] for tag in tags}
    return tuple(sorted(used, key=str.casefold))


def names(snapshot: Snapshot) -> dict[str, str]:
    """Return the name, with the organisation, of everybody on the lists, by id, in alphabetical order, told apart."""

    def compute() -> dict[str, str]:
        frame = _by_name(snapshot)
        frame = frame[frame["archived_at"].isna()]
        places = frame["organisation"].where(frame["organisation"] == "", ", " + frame["organisation"])
        return told_apart(dict(zip(frame["id"], frame["name"] + places, strict=True)))

    return snapshot.derive("names", compute)


@dataclass(frozen=True)
class Moment:
    """One thing that happened with a person."""

    at: datetime
    what: str
    interview_id: str


def story(snapshot: Snapshot, contact_id: str) -> tuple[Moment, ...]:
    """Return what happened with a person, the latest first."""
    theirs = snapshot.interviews[snapshot.interviews["contact_id"] == contact_id]["id"]
    events = snapshot.events
    taken = events[events["interview_id"].isin(theirs) & (events["step"] != "")]
    latest_first = taken.sort_values(["happened_at", "number"], ascending=False)
    return tuple(_moment(row) for row in latest_first.itertuples(index=False))


def _moment(row: Any) -> Moment:
    return Moment(row.happened_at.to_pydatetime(), label(Step(row.step)), str(row.interview_id))
