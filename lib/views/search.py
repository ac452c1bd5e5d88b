"""Search over everything that is known of people: folded texts of them all, made once for a snapshot."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import combining
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.domain.unicode_text import normal
from lib.views.touch import last_touches

Places = npt.NDArray[np.intp]

_SEARCHED = ("phone", "name", "organisation", "position", "email", "how_known", "notes")
_PARTING = "\x1e"  # between the texts of two people
_NOT_IN_NUMBERS = str.maketrans("", "", " +-()./")
_FIRST, _WORD, _NAME, _ELSEWHERE = range(4)


@dataclass(frozen=True, eq=False)
class PeopleIndex:
    """Everybody by name, with what searching and filtering look at, all in that order."""

    people: pd.DataFrame
    # Folded: the names begin with a blank, so that the beginning of a word is found by one.
    names: list[str]
    texts: list[str]
    touched_on: npt.NDArray[np.datetime64]
    lists: dict[bool, Places]
    by_touch: Places
    by_added: Places


def people_index(snapshot: Snapshot, zone: ZoneInfo) -> PeopleIndex:
    """Return everybody as the search sees them; `zone` tells on which days the touches were."""
    return snapshot.derive(("people", zone.key), lambda: _made_index(snapshot, zone))


def _made_index(snapshot: Snapshot, zone: ZoneInfo) -> PeopleIndex:
    people = snapshot.contacts
    people = people.assign(touched_on=last_touches(snapshot, zone).to_numpy())
    names = _names(people)
    order = np.array(sorted(range(len(names)), key=names.__getitem__), np.intp)
    people = people.iloc[order].reset_index(drop=True)
    archived = people["archived_at"].notna().to_numpy()
    return PeopleIndex(
        people=people,
        names=[names[place] for place in order.tolist()],
        texts=_texts(people),
        touched_on=people["touched_on"].to_numpy(),
        lists={True: np.flatnonzero(archived), False: np.flatnonzero(~archived)},
        by_touch=_latest_first(people["touched_on"]),
        by_added=_latest_first(people["created_at"]),
    )


def cells(column: pd.Series) -> list[Any]:
    """Return the values of a column without missing ones as a list."""
    return column.to_numpy(dtype=object).tolist()  # many times faster than going through the column itself


def _names(people: pd.DataFrame) -> list[str]:
    """Return each person's names, folded, with a blank before each word."""
    rows = zip(cells(people["name"]), cells(people["also"]), strict=True)
    names = [" ".join(["", name, *also.get("name", ())]).replace("-", " ") for name, also in rows]
    return all_folded(names)


def _texts(people: pd.DataFrame) -> list[str]:
    """Return for each person one folded text of all that is searched; its parts are on lines of their own."""
    columns = [cells(people[column]) for column in _SEARCHED]
    rows = zip(cells(people["also"]), cells(people["tags"]), *columns, strict=True)
    return all_folded([_text(*row) for row in rows])


def _text(also: Mapping[str, Sequence[str]], tags: Sequence[str], phone: str, *parts: str) -> str:
    further = [text for texts in also.values() for text in texts]
    numbers = [one.translate(_NOT_IN_NUMBERS) for one in (phone, *also.get("phone", ())) if one]
    return "\n".join([phone, *parts, *further, *tags, *numbers])


def all_folded(texts: Sequence[str]) -> list[str]:
    """Return `folded` of each text, done for all at once, which is much faster."""
    found = folded(_PARTING.join(texts)).split(_PARTING) if texts else []
    # Texts hold no control characters, so this is what it is; should one ever do, it takes longer.
    return found if len(found) == len(texts) else [folded(text) for text in texts]


def _latest_first(moments: pd.Series) -> Places:
    """Return the rank of each, the latest 0, those without a moment last; equal ones stay in their order."""
    ranks = moments.rank(method="dense", ascending=False, na_option="bottom")
    return ranks.to_numpy().astype(np.intp)


def folded(text: str) -> str:
    """Return a text as it is searched: without capitals and accents, so that “muller” finds “Müller”."""
    if text.isascii():
        return text.lower()
    apart = normal("NFD", text.casefold())
    marks = "".join(filter(combining, set(apart)))
    return re.sub(f"[{re.escape(marks)}]+", "", apart) if marks else apart


def with_words(index: PeopleIndex, places: Places, words: Sequence[str]) -> Places:
    """Return those of the places at which every word (folded) stands somewhere in what is known of the person."""
    texts = index.texts
    for word in words:
        number = word.translate(_NOT_IN_NUMBERS)
        # A phone number is found without the zero that it has at home: 030 is also +49 30.
        other = number.lstrip("0") if number.isdecimal() else ""
        if other and other != word:
            found = [place for place in places.tolist() if word in texts[place] or other in texts[place]]
        else:
            found = [place for place in places.tolist() if word in texts[place]]
        places = np.array(found, np.intp)
    return places


def best_first(index: PeopleIndex, places: Places, words: Sequence[str]) -> Places:
    """Return the places with those first whose name begins with the words (folded), then those with them in a name."""
    if not words:
        return places
    names = [index.names[place] for place in places.tolist()]
    fit = np.array(_fits_of_one(names, words[0]) if len(words) == 1 else [_fit(name, words) for name in names], np.intp)
    return places[np.argsort(fit, kind="stable")]


def _fits_of_one(names: Sequence[str], word: str) -> list[int]:
    """Return `_fit` of each name for a single word: of the first letter typed nearly everybody is found."""
    start = f" {word}"
    return [
        _FIRST if name.startswith(start) else _WORD if start in name else _NAME if word in name else _ELSEWHERE
        for name in names
    ]


def _fit(name: str, words: Sequence[str]) -> int:
    if name.startswith(f" {' '.join(words)}"):
        return _FIRST
    if all(f" {word}" in name for word in words):
        return _WORD
    return _NAME if all(word in name for word in words) else _ELSEWHERE
