"""How one rated oneself and a goal before and after each conversation, over time."""

from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import RatedWhen, Rating
from lib.method.scales import scale
from lib.views.interviews import interviews

COLUMNS = {
    "interview_id": "str",
    "name": "str",
    "on": "datetime64[us]",
    **dict.fromkeys(("before", "after", "fit", "usefulness"), "Int64"),
}
START = "At the start"
_WHERE = {
    "before": (Rating.CONFIDENCE, RatedWhen.BEFORE),
    "after": (Rating.CONFIDENCE, RatedWhen.AFTER),
    "fit": (Rating.FIT, RatedWhen.AFTER),
    "usefulness": (Rating.USEFULNESS, RatedWhen.AFTER),
}


def ratings(snapshot: Snapshot, zone: ZoneInfo, goal_id: str) -> pd.DataFrame:
    """Return a row for each conversation about a goal that was rated, by day; columns and dtypes are in `COLUMNS`.

    `before` and `after` say how sure one was (1 to 5), `fit` whether it fits (-2 to 2), `usefulness` is 1 to 5; NA
    where it was not rated. `on` is the day of the conversation, else that of the rating, in `zone`. First comes what
    was said of the goal alone (`interview_id` is "", `name` is `START`): how sure one was at the start, and by now.
    """
    return snapshot.derive(("ratings", zone.key, goal_id), lambda: _ratings(snapshot, zone, goal_id))


def _ratings(snapshot: Snapshot, zone: ZoneInfo, goal_id: str) -> pd.DataFrame:
    goal, given = snapshot.one("goals", goal_id, "goal"), snapshot.ratings
    given = given[given["goal_id"] == goal_id]
    values = given.set_index(["interview_id", "rating", "rated_when"])["value"]
    rated_on = given.groupby("interview_id")["rated_at"].max().dt.tz_convert(zone).dt.tz_localize(None).dt.floor("D")
    talks = interviews(snapshot, zone).set_index("interview_id")
    rows = [(one, talks["name"][one], _day(talks.loc[one], rated_on[one])) for one in rated_on.index if one]
    rows.sort(key=lambda row: row[2])
    if goal.confidence is not pd.NA or "" in rated_on.index:
        rows.insert(0, ("", START, pd.Timestamp(goal.created_at.astimezone(zone).date())))
    frame = pd.DataFrame(rows, columns=["interview_id", "name", "on"])
    for name, (rating, when) in _WHERE.items():
        frame[name] = [values.get((one, rating, when), pd.NA) for one in frame["interview_id"]]
    alone = frame["interview_id"] == ""
    frame.loc[alone & frame["before"].isna(), "before"] = goal.confidence
    return frame.astype(COLUMNS)


def _day(talk: pd.Series, rated_on: pd.Timestamp) -> pd.Timestamp:
    days = [day for day in (talk["held_on"], talk["answered_on"]) if day is not pd.NaT]
    return days[0] if days else rated_on


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Return ratings as they are read: columns "Conversation", "On" (a day), and the four ratings in words, as str."""
    words = {"Before": "before", "After": "after", "Fits me": "fit", "Useful": "usefulness"}
    read = {title: [_said(name, value) for value in rows[name]] for title, name in words.items()}
    return pd.DataFrame({"Conversation": rows["name"], "On": rows["on"], **read}).astype(dict.fromkeys(words, "str"))


def _said(column: str, value: object) -> str:
    return "" if value is pd.NA else scale(_WHERE[column][0])[int(str(value))]


def ratings_words(rows: pd.DataFrame) -> str:
    """Return in a sentence how sure one was first and last; "" with fewer than two ratings of that."""
    sure = [
        int(value) for pair in zip(rows["before"], rows["after"], strict=True) for value in pair if value is not pd.NA
    ]
    if len(sure) < 2:  # noqa: PLR2004 - a first and a last one
        return ""
    first, last = (scale(Rating.CONFIDENCE)[value].lower() for value in (sure[0], sure[-1]))
    return f"How sure you were that you could do this: first “{first}”, last “{last}”."
