"""The open interviews by what they wait for, and those that are owed a thank-you."""

from collections.abc import Mapping

import pandas as pd

from lib.domain.vocabulary import Stage

# What an interview waits for, in the order in which one would look at it.
GROUPS: dict[str, tuple[Stage, ...]] = {
    "To write": (Stage.IDENTIFIED, Stage.DRAFTED),
    "Agree on a time": (Stage.AGREED, Stage.MISSED),
    "Waiting for an answer": (Stage.REQUESTED, Stage.FOLLOWED_UP, Stage.FOLLOWED_UP_TWICE),
    "Agreed": (Stage.SCHEDULED,),
}
_GROUP_OF = {str(stage): name for name, stages in GROUPS.items() for stage in stages}


def ask_groups(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the open interviews (rows of `interviews`) by what they wait for, the longest waiting first."""
    ordered = frame[frame["is_open"]].sort_values("since", kind="stable")
    names = ordered["stage"].map(_GROUP_OF)
    groups = {name: ordered[names == name] for name in GROUPS}
    return {name: group for name, group in groups.items() if not group.empty}


def first_to_ask(groups: Mapping[str, pd.DataFrame]) -> str | None:
    """Return the interview that one would look at first; None where none is open (`groups` is of `ask_groups`)."""
    for group in groups.values():
        return str(group.iloc[0]["interview_id"])
    return None


def owed_thanks(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the interviews in which somebody gave time or an answer and was not thanked, longest waiting first."""
    return frame[frame["owes_thanks"]].sort_values("since", kind="stable")


def in_touch(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the interviews whose thank-you is out and who may like to hear what came of it, longest ago first."""
    thanked = frame[frame["stage"].isin([str(Stage.THANKED), str(Stage.KEPT_IN_TOUCH)])]
    return thanked[thanked["outcome"].isin(["met", "answered", "passed_on"])].sort_values("since", kind="stable")
