"""The few people whom to ask first about a goal, each with what made the score and what would raise it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import InterviewKind, OwnEmployer, Standing, Tie
from lib.method.paths import Target
from lib.method.ranking import FACTORS, points_of, raises, ranking, reason
from lib.views.choosing import ranked, weights
from lib.views.interviews import interviews
from lib.views.paths import ways_to

PINNED = "Pinned by you"
_COMFORTABLE = (Tie.CLOSE, Tie.CURRENT, Tie.FORMER)
_INTRODUCED_TO = (Tie.STRANGER, Tie.SHARED)
_CLOSE_TIES = (Tie.CLOSE, Tie.CURRENT)


@dataclass(frozen=True)
class Part:
    """One factor of a score: its names, what is known of it in words, what it counts and the points it gives."""

    factor: str
    name: str
    short: str
    value: str
    weight: int
    points: int


@dataclass(frozen=True)
class Suggestion:
    """One person who may be asked, with their reasons in words; `tie` is how one knows them.

    `place` is the one in the order of everybody, from 1; `equals` names others of the short list within five points;
    `pinned_for` is why somebody is pinned, None where they are not.
    """

    contact_id: str
    version: int
    name: str
    organisation: str
    position: str
    route: str
    place: int
    score: int
    why: str
    parts: tuple[Part, ...]
    tie: str
    raises: tuple[str, ...]
    cautions: tuple[str, ...]
    equals: tuple[str, ...]
    pinned_for: str | None
    is_guess: bool
    relevance: int
    connects: int
    welcome: int
    viewpoint: int


@dataclass(frozen=True)
class Group:
    """People of one route, best first."""

    title: str
    people: tuple[Suggestion, ...]


@dataclass(frozen=True)
class ShortList:
    """The groups in the order in which they are shown, who is best of all, and one comfortable first talk.

    `as_good` is how many others, who can be reached, come within five points of the last one by score.
    """

    groups: tuple[Group, ...]
    best: Suggestion | None
    warm_up: Suggestion | None
    advice: tuple[str, ...]
    as_good: int

    @property
    def people(self) -> tuple[Suggestion, ...]:
        """Everybody on the list, as they are shown."""
        return tuple(person for group in self.groups for person in group.people)

    @property
    def by_score(self) -> tuple[Suggestion, ...]:
        """Everybody on the list, whatever the route, best first."""
        return tuple(sorted(self.people, key=lambda person: person.place))


def short_list(snapshot: Snapshot, zone: ZoneInfo, goal_id: str, today: date) -> ShortList:
    """Return whom to ask first about a goal: up to five, pinned ones first, at most two of one organisation."""
    key = ("short list", zone.key, goal_id, today)
    return snapshot.derive(key, lambda: _short_list(snapshot, zone, goal_id, today))


def _short_list(snapshot: Snapshot, zone: ZoneInfo, goal_id: str, today: date) -> ShortList:
    frame = ranked(snapshot, zone, goal_id, today)
    counts = weights(snapshot, goal_id)
    places = first_few(frame)
    picked = frame.loc[places]
    introducers = _introducers(snapshot, picked)
    people = [_suggestion(row, counts, introducers, picked) for row in picked.itertuples()]
    comfortable = frame.loc[warm_up(frame.drop(index=places))]
    warm = [_suggestion(row, counts, introducers, picked) for row in comfortable.itertuples()]
    return ShortList(
        groups=_groups(people),
        best=min(people, key=lambda person: person.place, default=None),
        warm_up=warm[0] if warm else None,
        advice=_advice(snapshot, zone, goal_id, picked),
        as_good=_as_good(frame, places),
    )


def first_few(frame: pd.DataFrame) -> list[int]:
    """Return the rows of a ranked frame that make the short list: the pinned ones, then the best, five at most.

    At most two are of one organisation, so that views differ; a person without a way to them is not among them.
    """
    numbers = ranking()
    is_pinned = frame["standing"] == Standing.PINNED
    places: list[int] = [int(row) for row in frame.index[is_pinned]][: numbers.short_list]
    rest = frame["organisation"][frame["has_route"] & ~is_pinned]
    seen = [frame["organisation"][row].casefold() for row in places]
    for row, organisation in rest.items():
        if len(places) == numbers.short_list:
            break
        folded = organisation.casefold()
        if not folded or seen.count(folded) < numbers.most_from_one_place:
            places.append(int(str(row)))
            seen.append(folded)
    return places


def _as_good(frame: pd.DataFrame, places: list[int]) -> int:
    ranked_here = [row for row in places if frame["standing"][row] != Standing.PINNED]
    if not ranked_here:
        return 0
    near = frame["has_route"] & (frame["score"] >= frame["score"][ranked_here[-1]] - ranking().about_equal)
    return int(near.sum()) - int(near[places].sum())


def warm_up(frame: pd.DataFrame) -> list[int]:
    """Return the row of at most one person for a comfortable first talk: the nearest tie, whatever the score."""
    safe = frame["own_employer"] != OwnEmployer.NOT_SAFE
    comfortable = frame[frame["tie"].isin(_COMFORTABLE) & safe]
    nearest = comfortable.sort_values(["value_willing", "score"], ascending=False, kind="stable")
    return [int(row) for row in nearest.index[:1]]


def _groups(people: list[Suggestion]) -> tuple[Group, ...]:
    titles = [PINNED, *ranking().routes.values()]

    def place(person: Suggestion) -> int:
        return titles.index(PINNED if person.pinned_for is not None else person.route)

    in_order = sorted(people, key=lambda person: (place(person), person.place))
    return tuple(Group(titles[number], tuple(members)) for number, members in groupby(in_order, place))


def _introducers(snapshot: Snapshot, people: pd.DataFrame) -> dict[str, str]:
    """Return who could introduce one to those whom one does not know yet, by their ids: the surest way's first."""
    unknown = people[people["tie"].isin(_INTRODUCED_TO)]
    names = dict(zip(unknown["contact_id"], unknown["name"], strict=True))
    ways = {contact_id: ways_to(snapshot, Target(contact_id), name) for contact_id, name in names.items()}
    return {contact_id: found[0].introducer for contact_id, found in ways.items() if found}


def _suggestion(
    row: Any, weights: Mapping[str, float], introducers: Mapping[str, str], listed: pd.DataFrame
) -> Suggestion:
    values = {name: int(getattr(row, f"value_{name}")) for name in FACTORS}
    points = points_of(values, weights)
    tie = Tie(row.tie)
    near = (listed["score"] - row.score).abs() <= ranking().about_equal
    return Suggestion(
        contact_id=row.contact_id,
        version=int(row.version),
        name=row.name,
        organisation=row.organisation,
        position=row.position,
        route=ranking().routes[row.route],
        place=int(row.Index) + 1,
        score=int(row.score),
        why=reason(values, points, tie, is_guess=row.is_guess),
        parts=_parts(values, weights, points),
        tie=ranking().ties[tie].words,
        raises=_raises(row, values, weights, introducers),
        cautions=_cautions(row),
        equals=tuple(dict.fromkeys(listed["name"][near & (listed["name"] != row.name)])),
        pinned_for=row.reason if row.standing == Standing.PINNED else None,
        is_guess=bool(row.is_guess),
        relevance=values["relevance"],
        connects=int(row.connects),
        welcome=int(row.welcome),
        viewpoint=int(row.viewpoint),
    )


def _parts(values: Mapping[str, int], weights: Mapping[str, float], points: Mapping[str, int]) -> tuple[Part, ...]:
    numbers = ranking()
    return tuple(
        Part(
            factor=name,
            name=numbers.factors[name],
            short=numbers.short[name],
            value=numbers.scales[name][values[name]],
            weight=round(weights[name]),
            points=points[name],
        )
        for name in FACTORS
    )


def _raises(
    row: Any, values: Mapping[str, int], weights: Mapping[str, float], introducers: Mapping[str, str]
) -> tuple[str, ...]:
    words = ranking().raises
    introducer = introducers.get(row.contact_id, "")
    sentences = []
    for each in raises(values, weights, Tie(row.tie), int(row.connects), is_guess=row.is_guess):
        kind = "introducer" if each.kind == "introduction" and not introducer else each.kind
        sentences.append(words[kind].format(introducer=introducer, gain=each.gain))
    return tuple(sentences[: ranking().most_raises])


def _cautions(row: Any) -> tuple[str, ...]:
    words = ranking().cautions
    found = []
    if row.own_employer in {OwnEmployer.NOT_SAFE, OwnEmployer.UNSURE}:
        found.append(words[row.own_employer])
    elif row.tie == Tie.CURRENT and row.own_employer != OwnEmployer.SAFE:
        found.append(words["current"])
    if not row.has_route:
        found.append(words["no_route"])
    return tuple(found)


def _advice(snapshot: Snapshot, zone: ZoneInfo, goal_id: str, picked: pd.DataFrame) -> tuple[str, ...]:
    numbers = ranking()
    frame = interviews(snapshot, zone)
    waiting = int(frame["is_waiting"].sum())
    found = []
    if waiting >= numbers.most_open_requests:
        found.append(numbers.advice["open_requests"].format(number=waiting))
    is_talk = (frame["goal_id"] == goal_id) & (frame["kind"] == InterviewKind.TALK)
    chosen = frame.loc[frame["is_open"] & is_talk, "contact_id"]
    contacts = snapshot.contacts
    if _are_close(contacts.loc[contacts["id"].isin(set(chosen)), "tie"]):
        found.append(numbers.advice["close_picks"])
    elif chosen.empty and _are_close(picked["tie"]):
        found.append(numbers.advice["all_close"])
    return tuple(found)


def _are_close(ties: pd.Series) -> bool:
    return len(ties) > 1 and bool(ties.isin(_CLOSE_TIES).all())
