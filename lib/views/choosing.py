"""Step 2: everybody who may be asked about a goal, in an order."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import GoalKind, InterviewKind, Outcome, Standing
from lib.method.paths import Target
from lib.method.ranking import FACTORS, ranking, scored, weights_of
from lib.method.relevance import nearness, work_words
from lib.views.interviews import interviews
from lib.views.paths import network

# The columns of the ranked frame; those up to `viewpoint` are of the contacts frame.
COLUMNS = {
    **dict.fromkeys(("contact_id", "name", "organisation", "position", "tie", "introducer_id", "own_employer"), "str"),
    **dict.fromkeys(("version", "connects", "welcome", "viewpoint"), "Int64"),
    "standing": "str",
    "reason": "str",
    "relevance": "int64",
    "is_guess": "bool",
    "has_route": "bool",
    "score": "int64",
    "route": "str",
    **{f"value_{name}": "int64" for name in FACTORS},
}
_OWN = tuple(COLUMNS)[: tuple(COLUMNS).index("standing")]
_REACHED_BY = ("introducer_id", "email", "phone", "profile_url")
# Strangers of whom nothing is known but their name: for so many a way over others is looked for.
_MOST_SEARCHED = 200
_OWN_SOURCES = ("hand", "referral")
_REACHED_ANYWAY = ("know", "introduced")


def weights(snapshot: Snapshot, goal_id: str) -> dict[str, float]:
    """Return what each factor counts for a goal, together 100: as chosen there, else as is usual for its kind."""
    goal = snapshot.one("goals", goal_id, "goal")
    return weights_of(GoalKind(goal.kind), goal.weights, goal.work_field)


def ranked(snapshot: Snapshot, zone: ZoneInfo, goal_id: str, today: date) -> pd.DataFrame:
    """Return those who may be asked about a goal, best first; columns and dtypes are in `COLUMNS`.

    Of two with the same score, whoever's work has more of the topic's words comes first, then whoever was written down
    by oneself or named to one, and not only came with a file.

    Left out are the archived, those not to be contacted, those set aside, those with an open interview or one about
    this very goal, and those who did not answer in the last half year (method, section 3). `standing` and `reason` are
    those for this goal; `has_route` says whether there is any way to reach them.
    """
    key = ("ranked", zone.key, goal_id, today)
    return snapshot.derive(key, lambda: _ranked(snapshot, zone, goal_id, today))


def _ranked(snapshot: Snapshot, zone: ZoneInfo, goal_id: str, today: date) -> pd.DataFrame:
    goal = snapshot.one("goals", goal_id, "goal")
    people = snapshot.contacts
    left_out = _asked(snapshot, zone, goal_id, today) | _set_aside(snapshot.fits, goal_id)
    people = people[people["archived_at"].isna() & ~people["do_not_contact"] & ~people["id"].isin(left_out)]
    people = people.rename(columns={"id": "contact_id"})
    said = _said(snapshot.fits, goal_id, people["contact_id"])
    work = snapshot.derive("work words", lambda: work_words(snapshot.contacts))
    near = nearness(work, goal.topic, goal.wanted)
    relevance = said["relevance"].fillna(near.guess.loc[people.index])
    points = scored(people, weights(snapshot, goal_id), relevance)
    result = pd.concat([people[list(_OWN)], said[["standing", "reason"]], points], axis=1)
    result["relevance"] = points["value_relevance"]
    result["is_guess"] = said["relevance"].isna()
    result["has_route"] = points["route"].isin(_REACHED_ANYWAY) | (people[list(_REACHED_BY)] != "").any(axis=1)
    cut_off = result.loc[~result["has_route"], "contact_id"].head(_MOST_SEARCHED)
    result.loc[cut_off.index, "has_route"] = [bool(network(snapshot).paths(Target(one))) for one in cut_off]
    result["said"] = near.said.loc[people.index]
    result["is_own"] = people["source"].isin(_OWN_SOURCES)
    keys = {"score": False, "said": False, "is_own": False, "name": True, "organisation": True, "position": True}
    in_order = result.sort_values(list(keys), ascending=list(keys.values()), kind="stable", ignore_index=True)
    return in_order[list(COLUMNS)].astype(COLUMNS)


def _said(fits: pd.DataFrame, goal_id: str, contact_ids: pd.Series) -> pd.DataFrame:
    """Return for each person what was decided about them for a goal: relevance (missing where nothing was said) ..."""
    fits = fits[fits["goal_id"] == goal_id].set_index("contact_id")
    said = fits.reindex(contact_ids)[["relevance", "standing", "reason"]].set_axis(contact_ids.index)
    return said.fillna({"standing": str(Standing.NONE), "reason": ""})


def _asked(snapshot: Snapshot, zone: ZoneInfo, goal_id: str, today: date) -> set[str]:
    frame = interviews(snapshot, zone)
    rest_began = pd.Timestamp(today - timedelta(days=ranking().unanswered_days))
    unanswered = frame["outcome"] == Outcome.NO_REPLY
    silent = unanswered & (frame["since"] > rest_began)
    was_talk = (frame["kind"] == InterviewKind.TALK) & (frame["outcome"] != Outcome.CALLED_OFF) & ~unanswered
    about_this = was_talk & (frame["goal_id"] == goal_id)
    return set(frame.loc[frame["is_open"] | about_this | silent, "contact_id"])


def _set_aside(fits: pd.DataFrame, goal_id: str) -> set[str]:
    not_now = (fits["standing"] == Standing.NOT_NOW) & (fits["goal_id"] == goal_id)
    return set(fits.loc[not_now | (fits["standing"] == Standing.NEVER), "contact_id"])


def ways(people: pd.DataFrame) -> dict[str, int]:
    """Return how many people of a ranked frame there are by each route, in the order of the routes."""
    counts = people["route"].value_counts()
    return {route: int(counts[route]) for route in ranking().routes if route in counts}


def narrowed(people: pd.DataFrame, *, route: str = "", among: tuple[str, ...] | None = None) -> pd.DataFrame:
    """Return the rows of a ranked frame that are reached by this route ("" for any), and only those `among` ids."""
    if route:
        people = people[people["route"] == route]
    return people if among is None else people[people["contact_id"].isin(among)]
