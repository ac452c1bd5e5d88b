"""All interviews at once: a sentence, counts per step, a board by stage, and a filtered table."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from lib.domain.lifecycle import REPLIES, WAITING, steps_from
from lib.domain.vocabulary import Stage, Step
from lib.method.labels import label
from lib.views.dates import long_day
from lib.views.interviews import reached_counts

# The board's columns: what belongs together for somebody who looks at everything at once.
BOARD: dict[str, tuple[Stage, ...]] = {
    "To ask": (Stage.IDENTIFIED, Stage.DRAFTED),
    "Waiting": (Stage.REQUESTED, Stage.FOLLOWED_UP, Stage.FOLLOWED_UP_TWICE),
    "Agreed": (Stage.AGREED, Stage.SCHEDULED, Stage.MISSED),
    "To thank": (Stage.HELD, Stage.ANSWERED, Stage.PASSED_ON, Stage.NOT_NOW, Stage.DECLINED),
    "Thanked": (Stage.THANKED, Stage.KEPT_IN_TOUCH),
    "At rest": (Stage.NO_REPLY, Stage.CALLED_OFF),
}

_COLUMN_OF = {str(stage): name for name, stages in BOARD.items() for stage in stages}

# Steps that need nothing else to be said can be taken from the board; the others lead to the page that asks for it.
AT_ONCE = frozenset(
    {
        Step.SAID_YES,
        Step.SAID_NO,
        Step.SAID_NOT_NOW,
        Step.ANSWERED,
        Step.PASSED_ON,
        Step.HELD,
        Step.CALLED_OFF,
        Step.CLOSED,
        Step.REOPENED,
        Step.THEY_MISSED,
        Step.I_MISSED,
    }
)


@dataclass(frozen=True)
class ProgressFilters:
    """What the interviews are narrowed to; empty values narrow nothing."""

    words: str = ""
    goals: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


def filtered(frame: pd.DataFrame, filters: ProgressFilters) -> pd.DataFrame:
    """Return the interviews (rows of `interviews`) that meet the filters."""
    for word in filters.words.casefold().split():
        text = (frame["name"] + "\n" + frame["organisation"] + "\n" + frame["topic"]).str.casefold()
        frame = frame[text.str.contains(word, regex=False)]
    if filters.goals:
        frame = frame[frame["goal_id"].isin(filters.goals)]
    if filters.columns:
        stages = [str(stage) for column in filters.columns for stage in BOARD[column]]
        frame = frame[frame["stage"].isin(stages)]
    return frame


def board(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return for each column of the board its interviews, the longest waiting first."""
    ordered = frame.sort_values("since", kind="stable")
    names = ordered["stage"].map(_COLUMN_OF)
    return {name: ordered[names == name] for name in BOARD}


def column_of(stage: Stage) -> str:
    """Return the board's column in which a stage stands."""
    return next(name for name, stages in BOARD.items() if stage in stages)


def moves(stage: Stage) -> dict[Step, str]:
    """Return the steps that may be taken from a stage, each with the board's column it leads to."""
    return {step: column_of(reached) for step, reached in steps_from(stage).items()}


def board_moves(stage: Stage) -> dict[Step, str]:
    """Return the moves that a drag or a key may make: an answer that was logged is not changed by a slip."""
    answered = stage not in WAITING | {Stage.NO_REPLY}
    return {step: column for step, column in moves(stage).items() if not (answered and step in REPLIES)}


def counts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return how many interviews came how far: columns step (str, in words) and interviews (int64)."""
    reached = reached_counts(frame)
    words = {
        "chosen": "Chosen",
        "asked": "Asked",
        "answered": "Answered",
        "held": "Talked",
        "thanked": "Thanked",
    }
    return pd.DataFrame({"step": list(words.values()), "interviews": [reached[name] for name in words]})


def sentence(frame: pd.DataFrame, today: date) -> str:
    """Return where everything stands, in one sentence: counts, no rates (too few to tell)."""
    if frame.empty:
        return "No interviews yet. The first one begins with choosing whom to ask."
    reached = reached_counts(frame)
    since = frame["chosen_on"].min()
    owed = int(frame["owes_thanks"].sum())
    start = long_day(since.date()) if not pd.isna(since) else long_day(today)
    thanks = "all thanked" if not owed and reached["thanked"] else f"{reached['thanked']} thanked"
    rest = f"; {owed} still to thank" if owed else ""
    return (
        f"Since {start}: {reached['chosen']} chosen, {reached['asked']} asked, {reached['answered']} answered, "
        f"{reached['held']} talked or answered in writing, {thanks}{rest}."
    )


def table(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the interviews as a table to read: plain headings, stages in words, days as datetime64[us]."""
    return pd.DataFrame(
        {
            "Person": frame["name"],
            "Organisation": frame["organisation"],
            "Goal": frame["topic"],
            "Introduction to": frame["target"],
            "Stage": [label(Stage(stage)) for stage in frame["stage"]],
            "Since": frame["since"],
            "Asked": frame["asked_on"],
            "Talk": frame["held_on"].fillna(frame["starts_on"]),
            "Thanked": frame["thanked_on"],
            "Takeaways": frame["takeaways"],
        }
    ).reset_index(drop=True)
