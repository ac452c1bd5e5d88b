"""Contacts as they are shown: searched over everything that is known of them, filtered and put in an order."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.method.circles import circle_title, memory_jogger
from lib.views.options import told_apart
from lib.views.search import PeopleIndex, Places, best_first, cells, folded, people_index, with_words
from lib.views.touch import Reached, reached

OUT_OF_TOUCH = timedelta(days=183)  # half a year
MOST_FOUND = 20  # of people to choose from, in a list that goes to the browser
MOST_TAGS = 100  # likewise of tags

Marks = npt.NDArray[np.bool_]


class Order(StrEnum):
    """In which order people are listed."""

    NAME = "name"
    TOUCH = "touch"
    ADDED = "added"


ORDER_WORDS = {Order.NAME: "Name", Order.TOUCH: "Last in touch", Order.ADDED: "Added last"}


@dataclass(frozen=True)
class Filters:
    """What a list of contacts is narrowed to, and its order; empty values narrow nothing.

    `origins` are those of `origins()`, `reached` values of `Reached`; `out_of_touch` keeps those with no touch noted in
    half a year, `to_complete` those of whom neither position nor organisation is known.
    """

    words: str = ""
    ties: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    out_of_touch: bool = False
    to_complete: bool = False
    archived: bool = False
    order: Order = Order.NAME


@dataclass(frozen=True, eq=False)
class Found:
    """Who meets the filters, in order; rows are made only of those that are shown."""

    people: pd.DataFrame
    places: Places

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.places)

    def rows(self, start: int = 0, most: int | None = None) -> list[Any]:
        """Return some of them as rows: the columns of the contacts frame, and `touched_on`, the last touch."""
        stop = None if most is None else start + most
        return list(self.people.iloc[self.places[start:stop]].itertuples(index=False))

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all of them."""
        return tuple(self.people["id"].iloc[self.places])


def found_people(snapshot: Snapshot, filters: Filters, zone: ZoneInfo, today: date) -> Found:
    """Return the contacts that meet the filters; with words, those whose name begins so come first.

    Every word must stand somewhere in what is known of them: names, organisation, position, e-mail, phone (whichever
    way it is written), how known, notes, tags and further values; capitals and accents do not matter.
    """
    index = people_index(snapshot, zone)
    places = index.lists[filters.archived]
    words = folded(filters.words).split()
    places = with_words(index, places, words)
    for marks in _marks(snapshot, index, filters, zone, today):
        places = places[marks[places]]
    if filters.order is not Order.NAME:
        rank = index.by_touch if filters.order is Order.TOUCH else index.by_added
        places = places[np.argsort(rank[places], kind="stable")]
    else:
        places = best_first(index, places, words)
    return Found(index.people, places)


def _marks(snapshot: Snapshot, index: PeopleIndex, filters: Filters, zone: ZoneInfo, today: date) -> list[Marks]:
    """Return for each filter that is set who meets it."""
    people, marks = index.people, []
    if filters.ties:
        marks.append(people["tie"].isin(filters.ties).to_numpy())
    if filters.tags:
        wanted = {tag.casefold() for tag in filters.tags}
        marks.append(_each(not wanted.isdisjoint(map(str.casefold, tags)) for tags in cells(people["tags"])))
    if filters.origins:
        wanted = set(filters.origins)
        marks.append(_each(origin in wanted for origin in _origins(people)))
    if filters.reached:
        stand = people["id"].map(reached(snapshot, zone)).fillna(Reached.NOT_ASKED)
        marks.append(stand.isin(filters.reached).to_numpy())
    if filters.out_of_touch:
        recent = index.touched_on >= np.datetime64(today - OUT_OF_TOUCH)
        marks.append(~recent)
    if filters.to_complete:
        marks.append(((people["position"] == "") & (people["organisation"] == "")).to_numpy())
    return marks


def _each(found: Any) -> Marks:
    return np.array(list(found), dtype=bool)


def work_of(person: Any) -> str:
    """Return what a person does and where, such as “Analyst, City Hospital”; "" where neither is known.

    `person` is a row with `position` and `organisation`: of the contacts frame, or of one that adds to it.
    """
    return ", ".join(part for part in (str(person.position), str(person.organisation)) if part)


def common_tags(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the tags that are used most, a hundred at most, in alphabetical order; one spelling of each."""

    def compute() -> tuple[str, ...]:
        used = pd.Series([tag for tags in snapshot.contacts["tags"] for tag in tags], dtype="str")
        spelled = used.groupby(used.str.casefold()).agg(["first", "size"])
        most = spelled.sort_values("size", ascending=False, kind="stable").head(MOST_TAGS)["first"]
        return tuple(sorted(most, key=folded))

    return snapshot.derive("common tags", compute)


def origins(snapshot: Snapshot) -> dict[str, str]:
    """Return where people came from, in words, by the values of the filter: circles first, in the jogger's order."""

    def compute() -> dict[str, str]:
        used = dict.fromkeys(_origins(snapshot.contacts))
        jogger = memory_jogger()
        known = [f"circle:{name}" for name in (*jogger.circle, *jogger.starter)]
        circles = [origin for origin in known if origin in used]
        return {origin: origin_words(origin) for origin in (*circles, *sorted(used.keys() - set(known)))}

    return snapshot.derive("origins", compute)


def _origins(people: pd.DataFrame) -> list[str]:
    pairs = zip(cells(people["circle"]), cells(people["source"]), strict=True)
    return [f"circle:{circle}" if circle else f"source:{source}" for circle, source in pairs]


def origin_words(origin: str) -> str:
    """Return in words where a person came from: a circle, by hand, named in a talk, or a file's name."""
    kind, _, name = origin.partition(":")
    if kind == "circle":
        return circle_title(name) or name
    return {"hand": "Added by hand", "referral": "Named in a talk"}.get(name, f"From {name}")


def people_called(snapshot: Snapshot, words: str, zone: ZoneInfo, *, but: str = "") -> dict[str, str]:
    """Return those whom words find, by id, 20 at most: name and organisation, told apart; without the one named `but`.

    For a choice of one person among many: the browser never gets everybody.
    """
    index, parts = people_index(snapshot, zone), folded(words).split()
    if not parts:
        return {}
    found = Found(index.people, best_first(index, with_words(index, index.lists[False], parts), parts))
    rows = [row for row in found.rows(most=MOST_FOUND + 1) if row.id != but][:MOST_FOUND]
    return told_apart({row.id: ", ".join(part for part in (row.name, row.organisation) if part) for row in rows})
