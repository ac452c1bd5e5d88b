"""Everybody one knows: search, filters, and a page of the list at a time."""

from dataclasses import replace
from typing import Any

import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Tie
from lib.method.labels import label
from lib.ui import edit_many, navigation, session
from lib.ui.export_contacts import export_contacts
from lib.ui.safe_text import md_escape
from lib.views.dates import ago, day_of
from lib.views.people import ORDER_WORDS, Filters, Order, common_tags, found_people, origins, work_of
from lib.views.touch import REACHED_WORDS, Reached

# What fits on a screen; the browser gets only what it shows.
PAGE = 20
_MOST_TAGS_SHOWN = 3
_FILTERS = ("tie-filter", "tag-filter", "origin-filter", "reached-filter")
_TICKS = ("out-of-touch-filter", "to-complete-filter", "archived-filter")


def contact_list(snapshot: Snapshot) -> None:
    """Draw the search, the filters and one page of the people who meet them."""
    filters = _contact_filters(snapshot)
    found = found_people(snapshot, filters, session.zone(), session.today())
    is_choosing = edit_many.choosing(found, filters)
    if not found:
        st.markdown("Nobody matches. Try fewer words, or take a filter off.")
        return
    pages = -(-len(found) // PAGE)
    place = st.empty()
    page = st.pagination(pages, key=session.key("contacts-page")) if pages > 1 else 1
    start = (min(page, pages) - 1) * PAGE
    shown = found.rows(start, PAGE)
    with place.container(gap="xsmall"):
        st.caption(f"{start + 1:,} to {start + len(shown):,} of {len(found):,}")
        for row in shown:
            _row(row, filters, is_choosing=is_choosing)
    export_contacts(found, is_narrowed=replace(filters, order=Order.NAME) != Filters())


def _contact_filters(snapshot: Snapshot) -> Filters:
    """Draw the search and the filters, and return what they say."""
    words = st.text_input(
        "Search",
        placeholder="Name, organisation, what they do, phone, notes, tag …",
        live="400ms",
        key=session.key("search"),
        persist_state="session",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        order = st.selectbox(
            "In the order of",
            list(Order),
            format_func=ORDER_WORDS.__getitem__,
            key=session.key("contacts-order"),
            persist_state="session",
            width=200,
        )
        set_ones = _set_filters()
        with st.popover(f"Filters ({set_ones})" if set_ones else "Filters", icon=":material/filter_list:"):
            filters = _filters(snapshot)
        if set_ones:
            st.button("Take filters off", key=session.key("no-filters"), type="tertiary", on_click=take_filters_off)
    return replace(filters, words=words or "", order=order or Order.NAME)


def _filters(snapshot: Snapshot) -> Filters:
    def several(words: str, options: Any, key: str, **more: Any) -> tuple[str, ...]:
        return tuple(
            st.multiselect(words, options, key=session.key(key), persist_state="session", placeholder="Any", **more)
        )

    def tick(words: str, key: str, **more: Any) -> bool:
        return st.checkbox(words, key=session.key(key), persist_state="session", **more)

    from_where = origins(snapshot)
    return Filters(
        ties=several("Tie", list(Tie), "tie-filter", format_func=label),
        tags=several("Tags", common_tags(snapshot), "tag-filter", accept_new_options=True),
        origins=several("Where from", list(from_where), "origin-filter", format_func=from_where.__getitem__),
        reached=several("How far you came", list(Reached), "reached-filter", format_func=REACHED_WORDS.__getitem__),
        out_of_touch=tick("Not in touch for six months", "out-of-touch-filter", help="Or no touch was noted."),
        to_complete=tick("To complete", "to-complete-filter", help="Neither what they do nor where is known."),
        archived=tick("Archived", "archived-filter"),
    )


def _set_filters() -> int:
    """Return how many filters are set, before they are drawn."""
    return len([name for name in (*_FILTERS, *_TICKS) if st.session_state.get(session.key(name))])


def take_filters_off() -> None:
    """Set no filter any more; for callbacks."""
    for name in _FILTERS:
        st.session_state[session.key(name)] = []
    for name in _TICKS:
        st.session_state[session.key(name)] = False


def show_only_to_complete() -> None:
    """Set the one filter for people of whom only the name is known; for callbacks."""
    take_filters_off()
    st.session_state[session.key("to-complete-filter")] = True


def _row(row: Any, filters: Filters, *, is_choosing: bool) -> None:
    if not is_choosing:
        navigation.pick("contact", row.id, _words(row), key=session.key("open-contact", row.id))
        return
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        edit_many.box(row, filters)
        navigation.pick("contact", row.id, _words(row), key=session.key("open-contact", row.id))


def _words(row: Any) -> str:
    """Return a row in markdown: name, work, a few tags, who named them, the last touch."""
    work = work_of(row)
    last = day_of(row.touched_on)
    parts = [
        f"**{md_escape(row.name)}**" + (f" · {md_escape(work)}" if work else ""),
        *(f":gray-badge[{md_escape(tag)}]" for tag in row.tags[:_MOST_TAGS_SHOWN]),
        f":small[:gray[named by {md_escape(_introducer(row))}]]" if row.named_in_id and row.introducer_id else "",
        f":small[:gray[in touch {ago(last, session.today())}]]" if last else "",
    ]
    return " ".join(part for part in parts if part)


def _introducer(row: Any) -> str:
    return str(session.snapshot().one("contacts", row.introducer_id, "person").name)
