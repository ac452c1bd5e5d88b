"""Step 2 as it is shown: whom to ask about a goal, in an order, with the reasons."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import GoalKind, Outcome, Standing, Tie
from lib.method.ranking import FACTORS, HIGHEST, guessed_relevance, ranking, reason, scored
from lib.views.interviews import interviews

# The columns of the ranked frame that are added to those of the contacts frame.
ADDED = {
    "contact_id": "str",
    "relevance": "int64",
    "is_guess": "bool",
    "score": "int64",
    "route": "str",
    **{f"points_{name}": "float64" for name in FACTORS},
    **{f"value_{name}": "int64" for name in FACTORS},
}


@dataclass(frozen=True)
class Suggestion:
    """One person on the list of those to ask, with what made the score and what would raise it."""

    contact_id: str
    name: str
    organisation: str
    position: str
    route: str
    score: int
    why: str
    points: dict[str, float]
    relevance: int
    is_guess: bool
    raises: str


def ranked(snapshot: Snapshot, zone: ZoneInfo, goal_id: str, today: date) -> pd.DataFrame:
    """Return those who may be asked about a goal, best first: the contacts' columns and those of `ADDED`.

    Left out are the archived, those not to be contacted, those set aside for this goal, those with an open
    interview or one about this very goal, and those who did not answer in the last half year (method, section 3).
    """
    key = ("ranked", zone.key, goal_id, today)
    return snapshot.derive(key, lambda: _ranked(snapshot, zone, goal_id, today))


def _ranked(snapshot: Snapshot, zone: ZoneInfo, goal_id: str, today: date) -> pd.DataFrame:
    goal = snapshot.one("goals", goal_id, "goal")
    fits = snapshot.fits[snapshot.fits["goal_id"] == goal_id].set_index("contact_id")
    people = snapshot.contacts
    left_out = _left_out(snapshot, zone, goal_id, today) | set(
        fits.index[fits["standing"].isin([Standing.NOT_NOW, Standing.NEVER])]
    )
    people = people[people["archived_at"].isna() & ~people["do_not_contact"] & ~people["id"].isin(left_out)]
    people = people.rename(columns={"id": "contact_id"})
    rated = people["contact_id"].map(fits["relevance"])
    guess = guessed_relevance(people, f"{goal.topic} {goal.wanted}")
    relevance = rated.astype("Int64").fillna(guess.astype("Int64")).astype(int)
    frame = scored(people, GoalKind(goal.kind), relevance)
    frame["relevance"] = relevance
    frame["is_guess"] = rated.isna()
    return frame.sort_values(["score", "name"], ascending=[False, True], kind="stable").reset_index(drop=True)


def _left_out(snapshot: Snapshot, zone: ZoneInfo, goal_id: str, today: date) -> set[str]:
    frame = interviews(snapshot, zone)
    rest_began = pd.Timestamp(today - timedelta(days=ranking().unanswered_days))
    unanswered = frame["outcome"] == Outcome.NO_REPLY
    silent = unanswered & (frame["since"] > rest_began)
    about_this = (frame["goal_id"] == goal_id) & (frame["outcome"] != Outcome.CALLED_OFF) & ~unanswered
    return set(frame.loc[frame["is_open"] | about_this | silent, "contact_id"])


def suggestions(snapshot: Snapshot, frame: pd.DataFrame, goal_id: str, *, most: int) -> tuple[Suggestion, ...]:
    """Return the first `most` people of a ranked frame, with their reasons in words."""
    kind = GoalKind(snapshot.one("goals", goal_id, "goal").kind)
    return tuple(_suggestion(snapshot, row, kind) for row in frame.head(most).itertuples(index=False))


def short_list(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the best few of a ranked frame, at most two from one organisation, so that views differ."""
    numbers = ranking()
    place = frame.groupby(frame["organisation"].str.casefold()).cumcount()
    varied = frame[(place < numbers.most_from_one_place) | (frame["organisation"] == "")]
    return varied.head(numbers.short_list)


def warm_up(frame: pd.DataFrame) -> pd.DataFrame:
    """Return at most one person for a comfortable first talk: a close or present tie, whatever the score."""
    comfortable = frame[frame["tie"].isin([Tie.CLOSE, Tie.CURRENT, Tie.FORMER])]
    return comfortable.sort_values(["value_willing", "score"], ascending=False).head(1)


def _suggestion(snapshot: Snapshot, row: object, kind: GoalKind) -> Suggestion:
    cells = row._asdict()  # type: ignore[attr-defined]  # itertuples gives named tuples; the stubs say object
    values = {name: int(cells[f"value_{name}"]) for name in FACTORS}
    return Suggestion(
        contact_id=cells["contact_id"],
        name=cells["name"],
        organisation=cells["organisation"],
        position=cells["position"],
        route=ranking().routes[cells["route"]],
        score=int(cells["score"]),
        why=reason(values, kind),
        points={name: float(cells[f"points_{name}"]) for name in FACTORS},
        relevance=int(cells["relevance"]),
        is_guess=bool(cells["is_guess"]),
        raises=_raises(snapshot, cells, values, kind),
    )


def _raises(snapshot: Snapshot, cells: dict[str, Any], values: dict[str, int], kind: GoalKind) -> str:
    numbers = ranking()
    tie = Tie(str(cells["tie"]))
    if cells["introducer_id"] and tie in {Tie.STRANGER, Tie.SHARED}:
        introduced = numbers.ties[Tie.INTRODUCED]
        # Somebody who is introduced may be asked for further names, too: a stranger's limit falls.
        raised = {**values, "willing": introduced.willing, "fresh": introduced.fresh, "connects": cells["connects"]}
        gain = sum(numbers.weights[kind][name] * (raised[name] - values[name]) for name in FACTORS) / HIGHEST
        introducer = snapshot.one("contacts", str(cells["introducer_id"]), "person")
        return f"{numbers.raises['introducer'].format(introducer=introducer.name)}: +{round(gain)}"
    return ""
