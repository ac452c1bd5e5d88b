"""Whom to ask first about a goal: a score of six plain factors, each of which is shown.

Source: method, section 3. A guide to where to start, not a forecast of a yes.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict

from lib.domain.vocabulary import GoalKind, Tie
from lib.method.content_files import checked, read_toml

FACTORS = ("relevance", "connects", "willing", "fresh", "welcome", "viewpoint")
HIGHEST = 3
_HALF = 2

_WORD = re.compile(r"\w{3,}")


class TieRow(BaseModel):
    """What a tie says about willingness and freshness (0 to 3), and by which route the person is reached."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    willing: int
    fresh: int
    route: Literal["know", "introduced", "shared", "stranger"]


class Ranking(BaseModel):
    """The numbers and words of the ranking, as `content/ranking.toml` gives and explains them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about_equal: int
    unanswered_days: int
    most_from_one_place: int
    short_list: int
    stranger_connects_most: int
    guess_most: int
    small_words: frozenset[str]
    weights: Mapping[GoalKind, Mapping[str, int]]
    ties: Mapping[Tie, TieRow]
    routes: Mapping[str, str]
    factors: Mapping[str, str]
    reasons: Mapping[str, tuple[str, str]]
    raises: Mapping[str, str]
    scales: Mapping[str, tuple[str, str, str, str]]


@cache
def ranking() -> Ranking:
    """Return the numbers and words of the ranking."""
    return checked(Ranking, read_toml("ranking.toml"), "ranking.toml")


def guessed_relevance(contacts: pd.DataFrame, topic: str) -> pd.Series:
    """Return 0 to 2 for each contact: how many of the topic's words begin a word in what is known of their work.

    `contacts` has the text columns position and organisation, and tags as tuples or lists. A guess, never a 3.
    """
    words = [word for word in dict.fromkeys(_WORD.findall(topic.casefold())) if word not in ranking().small_words]
    tags = pd.Series([" ".join(tags) for tags in contacts["tags"]], index=contacts.index, dtype="str")
    work = (contacts["position"] + " " + contacts["organisation"] + " " + tags).str.casefold()
    found = (work.str.contains(rf"\b{re.escape(word)}").astype(int) for word in words)
    hits = sum(found, pd.Series(0, index=work.index))
    return hits.clip(upper=ranking().guess_most)


def scored(contacts: pd.DataFrame, kind: GoalKind, relevance: pd.Series) -> pd.DataFrame:
    """Return the contacts with one column a factor (points, whole numbers summing to score), `score` and `route`.

    `contacts` has tie, connects, welcome and viewpoint; `relevance` is 0 to 3 on the same index.
    """
    numbers = ranking()
    ties = {str(tie): row for tie, row in numbers.ties.items()}
    stranger = contacts["tie"] == Tie.STRANGER
    connects = contacts["connects"].astype(int)
    values = pd.DataFrame(
        {
            "relevance": relevance.astype(int),
            "connects": connects.where(~stranger, connects.clip(upper=numbers.stranger_connects_most)),
            "willing": contacts["tie"].map({tie: row.willing for tie, row in ties.items()}).astype(int),
            "fresh": contacts["tie"].map({tie: row.fresh for tie, row in ties.items()}).astype(int),
            "welcome": contacts["welcome"].astype(int),
            "viewpoint": contacts["viewpoint"].astype(int),
        },
        index=contacts.index,
    )
    weights = pd.Series(numbers.weights[kind])[list(FACTORS)]
    points = values.mul(weights, axis=1) / HIGHEST
    result = pd.concat([contacts, points.add_prefix("points_"), values.add_prefix("value_")], axis=1)
    result["score"] = points.sum(axis=1).round().astype(int)
    result["route"] = contacts["tie"].map({tie: row.route for tie, row in ties.items()}).astype("str")
    return result


def reason(values: Mapping[str, int], kind: GoalKind) -> str:
    """Return in words what made a score: the factors that are high (value 2 or 3), those that count most first."""
    numbers = ranking()
    points = {name: numbers.weights[kind][name] * values[name] for name in FACTORS}
    strong = [name for name in sorted(FACTORS, key=lambda name: -points[name]) if values[name] >= _HALF]
    parts = [numbers.reasons[name][values[name] - _HALF] for name in strong[:3]]
    if not parts:
        return "little is known about them yet"
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
