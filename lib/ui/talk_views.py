"""Which conversation is looked at, and from which side: before, during or after."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.vocabulary import Stage
from lib.method.labels import label
from lib.ui import navigation, page_head, session
from lib.ui.interview_list import interview_list
from lib.ui.safe_text import md_escape
from lib.views.due import when
from lib.views.interviews import starts

PREPARE, DURING, AFTER = "Prepare", "During", "After"
_VIEWS = {"prepare": PREPARE, "during": DURING, "after": AFTER}
_COMING = ("scheduled", "agreed", "missed")
_TALKED = ("held", "answered", "thanked", "kept_in_touch")


def talk_choice(frame: pd.DataFrame) -> None:
    """Draw the conversations that can be prepared or noted, those to come first (rows of `interviews`)."""
    coming = frame[frame["stage"].isin(_COMING)].sort_values("starts_on", kind="stable")
    talked = frame[frame["stage"].isin(_TALKED)].sort_values("since", ascending=False, kind="stable")
    groups = {name: rows for name, rows in (("To come", coming), ("To note or read again", talked)) if not rows.empty}
    if not groups:
        st.markdown("No conversation is agreed yet. It starts with asking.")
        navigation.link("ask", "Ask somebody", icon=":material/outgoing_mail:")
    interview_list(groups, None)


def view_choice(row: Any) -> str:
    """Draw the head of a conversation (a row of `interviews`), and return which side of it is looked at.

    The address says which side it is, so that a reload in the middle of a talk comes back to it.
    """
    at = when(row, session.now())
    lead = f"About “{md_escape(row.topic)}”{f' · {at}' if at else ''} · {label(Stage(row.stage))}"
    page_head.page_head("talk", md_escape(row.name), lead)
    asked_for = _VIEWS.get(navigation.chosen("view") or "")
    begins = starts(row)
    is_over = row.stage in _TALKED or (begins is not None and begins <= session.now())
    first = asked_for or (AFTER if is_over else PREPARE)
    key = session.key("view", row.interview_id)
    st.session_state[key] = first
    st.segmented_control(
        "View",
        list(_VIEWS.values()),
        required=True,
        key=key,
        label_visibility="collapsed",
        on_change=_turned,
        args=(key,),
    )
    return first


def look_at_notes() -> None:
    """Turn to the side on which one takes notes; for callbacks."""
    _turn_to(DURING)


def _turned(key: str) -> None:
    _turn_to(str(st.session_state[key]))


def _turn_to(view: str) -> None:
    st.query_params["view"] = next(name for name, shown in _VIEWS.items() if shown == view)
