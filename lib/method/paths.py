"""Who could introduce one to a person or an organisation, by what is noted about one's own people.

Source: method, section 1.2: after the people one knows come the people they know. Only what was noted counts: where
people work and worked, who introduced whom, and which tags one gave them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, Self

import pandas as pd
from pydantic import BaseModel, ConfigDict, model_validator

from lib.domain.organisations import organisation_key
from lib.domain.vocabulary import Tie
from lib.method.content_files import checked, read_toml
from lib.method.ranking import ranking

REASONS = ("named", "works_there", "worked_there", "worked_together", "introduced", "tagged")

# Those whom one has to be introduced to first.
_OUT_OF_REACH = frozenset({Tie.STRANGER, Tie.SHARED, Tie.INTRODUCED})
_READ = ["id", "tie", "organisation", "introducer_id", "tags", "also", "connects"]


class PathContent(BaseModel):
    """The words and numbers of paths, as `content/paths.toml` gives and explains them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    most: int
    tag_of_at_most: int
    reasons: Mapping[str, str]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if tuple(self.reasons) != REASONS:
            message = "a reason has no words, or they stand in another order"
            raise ValueError(message)
        return self


@cache
def path_content() -> PathContent:
    """Return the words and numbers of paths."""
    return checked(PathContent, read_toml("paths.toml"), "paths.toml")


class Target(NamedTuple):
    """Whom one wants to reach: a contact's id, or "" for anybody at an organisation."""

    contact_id: str
    organisation: str = ""


class Introducer(NamedTuple):
    """One who could introduce, and why (one of `REASONS`); with the place, the person or the tag that says so."""

    contact_id: str
    reason: str
    place: str = ""
    via_id: str = ""
    tag: str = ""


# From oneself to the target: one who introduces, or two of whom the first introduces to the second.
Path = tuple[Introducer, ...]


class Network:
    """One's own people, by where they work and worked, who introduced them, and how they are tagged."""

    def __init__(self, contacts: pd.DataFrame) -> None:
        """Read a contacts frame (its columns are in `lib.domain.snapshot`)."""
        self._people: dict[str, Any] = {}
        self._work: dict[str, list[str]] = defaultdict(list)
        self._worked: dict[str, list[str]] = defaultdict(list)
        self._tagged: dict[str, list[str]] = defaultdict(list)
        self._left_alone = set(contacts["id"][contacts["do_not_contact"] | contacts["archived_at"].notna()])
        for row in contacts[_READ].itertuples(index=False):
            self._remember(row)
        # Who is freelance or retired works at no place that another one could share.
        self._work.pop("", None)
        self._worked.pop("", None)

    def _remember(self, row: Any) -> None:
        self._people[row.id] = row
        if row.organisation:
            self._work[organisation_key(row.organisation)].append(row.id)
        for place in row.also.get("organisation", ()):
            self._worked[organisation_key(place)].append(row.id)
        for tag in row.tags:
            self._tagged[tag.casefold()].append(row.id)

    def paths(self, target: Target) -> list[Path]:
        """Return the ways to a target, the surest and shortest first; at most `most` of them, by as many people.

        Of two with the same reason, whoever is likelier to make time comes first, then who knows more people
        (method, section 3, W and B). Only where nobody one can ask is known, a way leads over two people.
        """
        near = [(one,) for one in self._sorted(self._connected(target)) if self._may_be_asked(one)]
        ways: list[Path] = list(near or self._over_two(target))
        return ways[: path_content().most]

    def _over_two(self, target: Target) -> Iterator[Path]:
        for far in self._sorted(self._connected(target)):
            if far.contact_id not in self._left_alone:
                for one in self._sorted(self._connected(Target(far.contact_id))):
                    if self._may_be_asked(one) and one.contact_id != target.contact_id:
                        yield (one, far)
                        break

    def _may_be_asked(self, one: Introducer) -> bool:
        return one.contact_id not in self._left_alone and self._people[one.contact_id].tie not in _OUT_OF_REACH

    def _sorted(self, found: Mapping[str, Introducer]) -> list[Introducer]:
        def order(one: Introducer) -> tuple[int, int, int]:
            person = self._people[one.contact_id]
            willing = ranking().ties[Tie(person.tie)].willing
            return REASONS.index(one.reason), -willing, -int(person.connects)

        return sorted(found.values(), key=order)

    def _connected(self, target: Target) -> dict[str, Introducer]:
        """Return everybody who has to do with the target, each once with the surest reason."""
        found: dict[str, Introducer] = {}
        for one in self._reasons(target):
            if one.contact_id != target.contact_id and one.contact_id in self._people:
                found.setdefault(one.contact_id, one)
        return found

    def _reasons(self, target: Target) -> Iterator[Introducer]:
        """Yield who has to do with the target, the surest reasons first."""
        person = self._people.get(target.contact_id)
        if person and person.introducer_id:
            yield Introducer(person.introducer_id, "named")
        place = person.organisation if person else target.organisation
        if place:
            yield from self._of_place(place)
        if person:
            yield from self._former_colleagues(person)
            yield from self._who_introduced(place, person.id)
            yield from self._of_tags(person)
        else:
            yield from self._who_introduced(place, "")

    def _of_place(self, place: str) -> Iterator[Introducer]:
        key = organisation_key(place)
        for row_id in self._work.get(key, ()):
            yield Introducer(row_id, "works_there", place)
        for row_id in self._worked.get(key, ()):
            yield Introducer(row_id, "worked_there", place)

    def _former_colleagues(self, person: Any) -> Iterator[Introducer]:
        for place in person.also.get("organisation", ()):
            key = organisation_key(place)
            for row_id in (*self._work.get(key, ()), *self._worked.get(key, ())):
                yield Introducer(row_id, "worked_together", place)

    def _who_introduced(self, place: str, but_id: str) -> Iterator[Introducer]:
        """Yield those who introduced one to somebody else there: they know the place."""
        for row_id in self._work.get(organisation_key(place), ()) if place else ():
            introducer_id = self._people[row_id].introducer_id
            if introducer_id and row_id != but_id:
                yield Introducer(introducer_id, "introduced", place, via_id=row_id)

    def _of_tags(self, person: Any) -> Iterator[Introducer]:
        for tag in person.tags:
            fellows = self._tagged[tag.casefold()]
            if len(fellows) <= path_content().tag_of_at_most:
                yield from (Introducer(row_id, "tagged", tag=tag) for row_id in fellows)
