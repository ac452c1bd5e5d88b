"""Everybody one knows: search, filters, and a page of the list at a time."""

import pandas as pd
import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Tie
from lib.method.labels import label
from lib.ui import navigation, session
from lib.ui.safe_text import md_escape
from lib.views.people import Filters, all_tags, work_of

# What fits on a screen; the browser gets only what it shows.
PAGE = 20


def contact_filters(snapshot: Snapshot) -> Filters:
    """Draw the search and the filters, and return what they say."""
    words = st.text_input(
        "Search",
        placeholder="Name, organisation, what they do, tag …",
        live="400ms",
        key=session.key("search"),
        persist_state="session",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        ties = st.multiselect(
            "Tie", list(Tie), format_func=label, key=session.key("tie-filter"), placeholder="Any", width=280
        )
        tags = st.multiselect("Tags", all_tags(snapshot), key=session.key("tag-filter"), placeholder="Any", width=280)
        archived = st.checkbox("Archived", key=session.key("archived-filter"))
    return Filters(words or "", tuple(ties), tuple(tags), archived)


def contact_list(found: pd.DataFrame) -> None:
    """Draw one page of the people who were found (columns of the contacts frame)."""
    if found.empty:
        st.markdown("Nobody matches. Try fewer words, or take a filter off.")
        return
    pages = -(-len(found) // PAGE)
    place = st.empty()
    page = st.pagination(pages, key=session.key("contacts-page")) if pages > 1 else 1
    start = (min(page, pages) - 1) * PAGE
    shown = found.iloc[start : start + PAGE]
    with place.container(gap="xsmall"):
        st.caption(f"{start + 1:,} to {start + len(shown):,} of {len(found):,}")
        for row in shown.itertuples(index=False):
            work = work_of(row)
            rest = f" · {md_escape(work)}" if work else ""
            words = f"**{md_escape(str(row.name))}**{rest}"
            navigation.pick("contact", str(row.id), words, key=session.key("open-contact", str(row.id)))
