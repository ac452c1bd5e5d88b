"""A list of interviews in groups, of which one is open beside it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.vocabulary import Stage
from lib.method.labels import label
from lib.ui import navigation, session
from lib.ui.safe_text import md_escape
from lib.views.dates import ago
from lib.views.due import when

# More than this in one group is found faster under Progress.
_MOST = 6


def interview_list(groups: Mapping[str, pd.DataFrame], picked: str | None) -> None:
    """Draw the groups with their interviews (rows of `interviews`), each of which opens on this page."""
    for name, rows in groups.items():
        st.markdown(f"**{name}** ({len(rows)})")
        with st.container(gap="xsmall"):
            for row in rows.head(_MOST).itertuples(index=False):
                _entry(row, is_open=row.interview_id == picked)
        if len(rows) > _MOST:
            navigation.link("progress", f"{len(rows) - _MOST} more under Progress")


def _entry(row: Any, *, is_open: bool) -> None:
    name = md_escape(row.name)
    towards = f" (introduction to {md_escape(row.target)})" if row.target else ""
    words = f"{f'**{name}**' if is_open else name}{towards} · {_since(row)}"
    key = session.key("open-interview", row.interview_id)
    navigation.pick("interview", row.interview_id, words, key=key)


def _since(row: Any) -> str:
    if row.stage == Stage.SCHEDULED:
        return when(row, session.now()).split(",", maxsplit=1)[0]
    return f"{label(Stage(row.stage)).lower()} {ago(row.since.date(), session.today())}"
