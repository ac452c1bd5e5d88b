"""The open interviews by what they wait for, and those that are owed a thank-you."""

import pandas as pd

from lib.domain.vocabulary import Stage

# What an interview waits for, in the order in which one would look at it.
GROUPS: dict[str, tuple[Stage, ...]] = {
    "To write": (Stage.IDENTIFIED, Stage.DRAFTED),
    "Agree on a time": (Stage.AGREED, Stage.MISSED),
    "Waiting for an answer": (Stage.REQUESTED, Stage.FOLLOWED_UP, Stage.FOLLOWED_UP_TWICE),
    "Agreed": (Stage.SCHEDULED,),
}


def ask_groups(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the open interviews (rows of `interviews`) by what they wait for, the longest waiting first."""
    ordered = frame.sort_values("since", kind="stable")
    groups = {name: ordered[ordered["stage"].isin([str(stage) for stage in stages])] for name, stages in GROUPS.items()}
    return {name: group for name, group in groups.items() if not group.empty}


def first_to_ask(frame: pd.DataFrame) -> str | None:
    """Return the interview that one would look at first; None where none is open."""
    for group in ask_groups(frame).values():
        return str(group.iloc[0]["interview_id"])
    return None


def owed_thanks(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the interviews in which somebody gave time or an answer and was not thanked, longest waiting first."""
    return frame[frame["owes_thanks"]].sort_values("since", kind="stable")


def in_touch(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the interviews whose thank-you is out and who may like to hear what came of it, longest ago first."""
    thanked = frame[frame["stage"].isin([str(Stage.THANKED), str(Stage.KEPT_IN_TOUCH)])]
    return thanked[thanked["outcome"].isin(["met", "answered", "passed_on"])].sort_values("since", kind="stable")
