"""How sure one was before and after each conversation: a small picture, and the same in a table."""

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Rating
from lib.method.scales import scale
from lib.ui import session
from lib.ui.safe_text import md_escape
from lib.views.options import told_apart
from lib.views.ratings import in_words, ratings, ratings_words

_HEIGHT, _MOST = 220, 12  # pixels; conversations in the picture, the latest
_BEFORE, _AFTER = "Before", "After"


def ratings_over_time(snapshot: Snapshot, goal_id: str) -> None:
    """Draw how sure one was about a goal over time; nothing was rated: how to begin."""
    st.header("How sure you are", anchor=False)
    rows = ratings(snapshot, session.zone(), goal_id)
    if rows.empty:
        st.markdown("Not rated yet. Before and after a talk, Askwell asks how sure you are.")
        return
    words = ratings_words(rows)
    if words:
        st.markdown(md_escape(words))
        spec = snapshot.derive(("ratings picture", session.zone(), goal_id), lambda: _picture(rows))
        st.vega_lite_chart(spec, width="stretch", alt=words)
    day = st.column_config.DateColumn(format="D MMM YYYY")
    with st.expander("The same in words", expanded=not words):
        st.dataframe(
            in_words(rows), hide_index=True, column_config={"On": day}, alt="All ratings, one conversation a row"
        )


def _picture(rows: pd.DataFrame) -> dict[str, Any]:
    sure = scale(Rating.CONFIDENCE)
    rows = rows.tail(_MOST)
    names = list(told_apart({str(place): name for place, name in enumerate(rows["name"])}).values())
    values = [
        {"name": name, "when": when, "sure": int(value)}
        for when, column in ((_BEFORE, "before"), (_AFTER, "after"))
        for name, value in zip(names, rows[column], strict=True)
        if value is not pd.NA
    ]
    marks = (
        f"datum.value === {min(sure)} ? '{sure[min(sure)]}' : datum.value === {max(sure)} ? '{sure[max(sure)]}' : ''"
    )
    axis = alt.Axis(title=None, values=list(sure), labelExpr=marks)
    base = alt.Chart(alt.InlineData(values)).encode(
        alt.X("name:O", sort=names, axis=alt.Axis(title=None, labelAngle=-35, labelLimit=110)),
        alt.Y("sure:Q", axis=axis, scale=alt.Scale(domain=[min(sure), max(sure)], nice=False)),
    )
    span = base.mark_line(strokeWidth=2, color="#8a8f8d").encode(detail="name:O")
    colour = alt.Color("when:N", sort=[_BEFORE, _AFTER], legend=alt.Legend(title=None, orient="top"))
    shape = alt.Shape("when:N", sort=[_BEFORE, _AFTER], legend=alt.Legend(title=None, orient="top"))
    points = base.encode(color=colour, shape=shape)
    # A ring and a square fit into one another where nothing changed.
    before = points.transform_filter(alt.datum.when == _BEFORE).mark_point(size=240, strokeWidth=2.5, opacity=1)
    after = points.transform_filter(alt.datum.when == _AFTER).mark_point(size=70, filled=True, opacity=1)
    spec: dict[str, Any] = (span + before + after).properties(height=_HEIGHT).to_dict()
    return spec
