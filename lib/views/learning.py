"""Step 1 as it is shown: goals, how far each is, and its questions."""

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.views.interviews import talked

GOAL_COLUMNS = {
    "goal_id": "str",
    "kind": "str",
    "topic": "str",
    "by_on": "datetime64[us]",
    "target": "Int64",
    "questions": "Int64",
    "talks": "Int64",
    "is_closed": "bool",
}


def goals(snapshot: Snapshot, interviews: pd.DataFrame) -> pd.DataFrame:
    """Return one row a goal, open ones first in the order they were written; columns are in `GOAL_COLUMNS`.

    `talks` counts conversations held and answers in writing; `interviews` is `lib.views.interviews.interviews`.
    """
    return snapshot.derive("goals", lambda: _goals(snapshot, interviews))


def _goals(snapshot: Snapshot, interviews: pd.DataFrame) -> pd.DataFrame:
    frame = snapshot.goals.rename(columns={"id": "goal_id"})
    asked = snapshot.questions[snapshot.questions["dropped_at"].isna()]
    helped = talked(interviews)
    frame["questions"] = frame["goal_id"].map(asked["goal_id"].value_counts()).fillna(0)
    frame["talks"] = frame["goal_id"].map(helped["goal_id"].value_counts()).fillna(0)
    frame["is_closed"] = frame["closed_at"].notna()
    ordered = frame.sort_values(["is_closed", "created_at"], kind="stable")
    return ordered[list(GOAL_COLUMNS)].astype(GOAL_COLUMNS).reset_index(drop=True)


def questions_of(snapshot: Snapshot, goal_id: str, *, dropped: bool = False) -> pd.DataFrame:
    """Return a goal's questions in order (columns of the questions frame), those asked or those dropped."""
    key = ("questions", goal_id, dropped)
    return snapshot.derive(key, lambda: _questions_of(snapshot.questions, goal_id, dropped=dropped))


def _questions_of(frame: pd.DataFrame, goal_id: str, *, dropped: bool) -> pd.DataFrame:
    chosen = frame[(frame["goal_id"] == goal_id) & (frame["dropped_at"].notna() == dropped)]
    return chosen.sort_values("place").reset_index(drop=True)


def own_questions(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the questions that somebody wrote for any goal and has not dropped, goal by goal in their order."""
    return snapshot.derive("own-questions", lambda: _own_questions(snapshot.questions))


def _own_questions(frame: pd.DataFrame) -> tuple[str, ...]:
    own = frame[(frame["bank_id"] == "") & frame["dropped_at"].isna()]
    return tuple(own.sort_values(["goal_id", "place"])["text"])
