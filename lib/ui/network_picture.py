"""A small picture of one's own network around a goal; what it shows stands in words beside it."""

from collections.abc import Sequence

import altair as alt
import streamlit as st

from lib.views.network_picture import network_frames, network_words
from lib.views.paths import Wanted

_ROW, _MARGIN = 64, 20  # pixels


def network_picture(targets: Sequence[Wanted]) -> None:
    """Draw oneself on the left, whom one wants to reach on the right, and between them who could introduce."""
    nodes, edges = network_frames(targets)
    across = alt.Scale(domain=[-0.45, float(nodes["column"].max()) + 0.45], nice=False)
    top, bottom = float(nodes["row"].min()), float(nodes["row"].max())
    down = alt.Scale(domain=[top - 0.6, bottom + 0.3], nice=False, reverse=True)
    lines = (
        alt.Chart(edges)
        .mark_rule(strokeWidth=2, color="#8a8f8d")
        .encode(alt.X("x:Q", axis=None, scale=across), alt.Y("y:Q", axis=None, scale=down), x2="x2:Q", y2="y2:Q")
    )
    spots = alt.Chart(nodes).encode(alt.X("column:Q", axis=None, scale=across), alt.Y("row:Q", axis=None, scale=down))
    marks = spots.mark_circle(size=160, opacity=1).encode(
        color=alt.Color("role:N", legend=None, scale=alt.Scale(domain=["you", "introducer", "target"], range=_COLOURS))
    )
    words = spots.mark_text(dy=-16, fontSize=13, limit=130, color=_ink()).encode(text="name:N")
    height = _ROW * int(bottom - top + 1) + _MARGIN
    chart = (lines + marks + words).properties(height=height).configure_view(strokeWidth=0)
    st.altair_chart(chart, width="stretch", alt=network_words(targets))


_COLOURS = ["#6b7472", "#2a8f8a", "#b7791f"]


def _ink() -> str:
    return "#ffffff" if st.context.theme.type == "dark" else "#111111"
