"""Whom to ask first about a goal: a score of six plain factors, each of which is shown.

Source: method, section 3. A guide to where to start, not a forecast of a yes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict

from lib.domain.vocabulary import GoalKind, Tie
from lib.method.content_files import checked, read_toml

FACTORS = ("relevance", "connects", "willing", "fresh", "welcome", "viewpoint")
HIGHEST = 3
_HALF = 2
_ALL = 100

Values = Mapping[str, int]


class TieRow(BaseModel):
    """What a tie says: how willing and how fresh (0 to 3), by which route the person is reached, and that in words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    willing: int
    fresh: int
    route: Literal["know", "introduced", "shared", "stranger"]
    words: str


class Ranking(BaseModel):
    """The numbers and words of the ranking, as `content/ranking.toml` gives and explains them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about_equal: int
    unanswered_days: int
    most_from_one_place: int
    short_list: int
    most_raises: int
    least_raise: int
    most_open_requests: int
    stranger_connects_most: int
    weights: Mapping[GoalKind, Mapping[str, int]]
    fields: Mapping[str, Mapping[str, int]]
    ties: Mapping[Tie, TieRow]
    routes: Mapping[str, str]
    factors: Mapping[str, str]
    short: Mapping[str, str]
    reasons: Mapping[str, tuple[str, str]]
    phrases: Mapping[str, str]
    raises: Mapping[str, str]
    advice: Mapping[str, str]
    cautions: Mapping[str, str]
    scales: Mapping[str, tuple[str, str, str, str]]


@cache
def ranking() -> Ranking:
    """Return the numbers and words of the ranking."""
    return checked(Ranking, read_toml("ranking.toml"), "ranking.toml")


def weights_of(kind: GoalKind, chosen: Mapping[str, int] | None = None, work_field: str = "") -> dict[str, float]:
    """Return what each factor counts, together 100: as chosen, else as is usual for such a goal.

    `work_field` (“digital”, “hands_on” or "") shifts a little between willing and fresh, as far as there is something
    to shift. Chosen numbers count by how they compare; where all are 0, the usual ones are taken.
    """
    usual = ranking().weights[kind]
    taken = chosen if chosen and sum(chosen.values()) > 0 else usual
    total = sum(taken.values())
    weights = {name: taken.get(name, 0) * _ALL / total for name in FACTORS}
    shifts = ranking().fields.get(work_field, {})
    room = min((weights[name] for name, shift in shifts.items() if shift < 0), default=0)
    for name, shift in shifts.items():
        weights[name] += max(-room, min(room, shift))
    return weights


def scored(contacts: pd.DataFrame, weights: Mapping[str, float], relevance: pd.Series) -> pd.DataFrame:
    """Return, on the index of the contacts: each factor as `value_…` (int64, 0 to 3), `score` (int64), `route` (str).

    `contacts` has tie, connects, welcome and viewpoint; `relevance` is 0 to 3 on the same index; weights sum to 100.
    """
    numbers = ranking()
    tie = contacts["tie"]
    # Each of the few ties is looked up once, not once a person.
    codes, ties = pd.factorize(tie)
    rows = [numbers.ties[Tie(each)] for each in ties]
    connects = contacts["connects"].astype("int64")
    values = {
        "relevance": relevance.astype("int64"),
        "connects": connects.where(tie != Tie.STRANGER, connects.clip(upper=numbers.stranger_connects_most)),
        "willing": np.array([row.willing for row in rows], dtype="int64")[codes],
        "fresh": np.array([row.fresh for row in rows], dtype="int64")[codes],
        "welcome": contacts["welcome"].astype("int64"),
        "viewpoint": contacts["viewpoint"].astype("int64"),
    }
    result = pd.DataFrame({f"value_{name}": values[name] for name in FACTORS}, index=contacts.index)
    total = sum((weights[name] * result[f"value_{name}"] for name in FACTORS), pd.Series(0.0, index=contacts.index))
    result["score"] = (total / HIGHEST).round().astype("int64")
    result["route"] = pd.Series([row.route for row in rows], dtype="str").take(codes).array
    return result


def points_of(values: Values, weights: Mapping[str, float]) -> dict[str, int]:
    """Return the whole points of each factor; together they are the score, so one may be rounded the other way."""
    exact = {name: weights[name] * values[name] / HIGHEST for name in FACTORS}
    points = {name: int(exact[name]) for name in FACTORS}
    missing = round(sum(exact.values())) - sum(points.values())
    for name in sorted(FACTORS, key=lambda name: points[name] - exact[name])[:missing]:
        points[name] += 1
    return points


def reason(values: Values, points: Values, tie: Tie, *, is_guess: bool = False) -> str:
    """Return in words, with points, what made a score: the factors at 2 or 3, three at most, by what they count.

    `is_guess` says that how close their work is was guessed.
    """
    strong = [name for name in FACTORS if values[name] >= _HALF and points[name]]
    strong.sort(key=lambda name: -points[name])
    parts = [f"{_words(name, values[name], tie, is_guess=is_guess)} ({points[name]})" for name in strong[:3]]
    return ", ".join(parts) or ranking().phrases["little_known"]


def _words(name: str, value: int, tie: Tie, *, is_guess: bool) -> str:
    numbers = ranking()
    if name == "willing":
        return numbers.ties[tie].words
    if name == "relevance" and is_guess:
        return numbers.phrases["guessed"]
    return numbers.reasons[name][value - _HALF]


@dataclass(frozen=True)
class Raise:
    """Something that would raise a score: which of `ranking.toml`'s raises, and by how many points at most."""

    kind: str
    gain: int


def raises(values: Values, weights: Mapping[str, float], tie: Tie, connects: int, *, is_guess: bool) -> list[Raise]:
    """Return what would raise a score well: an introduction first, then what one could say about them, most first.

    `connects` is what is said about them, which for a stranger counts less until one is introduced.
    """
    found = []
    if tie in {Tie.STRANGER, Tie.SHARED}:
        row = ranking().ties[Tie.INTRODUCED]
        then = {**values, "willing": row.willing, "fresh": row.fresh, "connects": connects}
        found.append(Raise("introduction", _score(then, weights) - _score(values, weights)))
    open_to_say = ("relevance", "welcome", "connects") if is_guess else ("welcome", "connects")
    told = [
        Raise(name, round(weights[name] * (HIGHEST - values[name]) / HIGHEST))
        for name in open_to_say
        if name != "connects" or tie is not Tie.STRANGER
    ]
    told.sort(key=lambda each: -each.gain)
    return [each for each in (*found, *told) if each.gain >= ranking().least_raise]


def _score(values: Values, weights: Mapping[str, float]) -> int:
    return round(sum(weights[name] * values[name] for name in FACTORS) / HIGHEST)
