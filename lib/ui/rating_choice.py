"""A rating in words, kept as soon as one is chosen."""

from typing import Any

import streamlit as st

from lib.domain.commands import Rate
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import RatedWhen, Rating
from lib.method.labels import label
from lib.method.scales import scale
from lib.ui import session
from lib.views.debriefing import rated


def rating_choice(snapshot: Snapshot, row: Any, rating: Rating, when: RatedWhen, *, words: str = "") -> None:
    """Draw the scale of a rating about an interview (a row of `interviews`); `words` ask for it, else its label."""
    scaled = scale(rating)
    value = rated(snapshot, row.interview_id, rating, when)
    # Rated elsewhere, it is another field, which shows the value of now.
    key = session.key("rate", row.interview_id, rating, when, str(value))
    st.segmented_control(
        words or label(rating),
        list(scaled),
        default=value,
        format_func=scaled.__getitem__,
        key=key,
        on_change=_rate,
        args=(key, row.goal_id, row.interview_id, rating, when),
    )


def _rate(key: str, goal_id: str, interview_id: str, rating: Rating, when: RatedWhen) -> None:
    chosen = {"rating": rating, "rated_when": when, "value": st.session_state.get(key)}
    session.carry_out(Rate(goal_id=goal_id, interview_id=interview_id, **chosen))
