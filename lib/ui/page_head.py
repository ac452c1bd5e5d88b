"""What stands at the top of every page: the sample's banner, the title, the four steps, and the waiting notice."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.domain.vocabulary import Area
from lib.store.store import SAMPLE
from lib.ui import navigation, session
from lib.ui.run_memory import check_begun
from lib.ui.safe_text import md_escape
from lib.views.path import path

_PAGE_OF = {Area.LEARN: "learn", Area.CHOOSE: "choose", Area.ASK: "ask", Area.THANK: "thank"}


def page_head(name: str, title: str, lead: str = "") -> None:
    """Draw the head of the page `name`; title and lead are markdown, so escape people's words in them."""
    check_begun()
    _sample_banner()
    # An empty container is not drawn at all, so the title itself says how wide the page is.
    with st.container(key="wide-page" if navigation.PAGES[name].is_wide else "page"):
        st.title(title, anchor=False)
    if name in _PAGE_OF.values():
        _path_strip(name)
    if lead:
        st.markdown(lead)
    session.show_notice()


def list_and_picked() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return the column of a list, and beside it the one of what was picked, which comes first on a phone."""
    with st.container(key="list-and-picked"):
        listed, picked = st.columns([1, 2], gap="large")
    return listed, picked


def _path_strip(current: str) -> None:
    steps = path(session.snapshot(), session.zone(), session.now())
    with st.container(horizontal=True, key="path", gap="small"):
        for number, step in enumerate(steps, start=1):
            words = f"{number} {step.area.capitalize()}"
            waits = f" · {step.waits}" if step.waits else ""
            here = _PAGE_OF[step.area] == current
            navigation.link(_PAGE_OF[step.area], f"**{words}**{waits}" if here else f"{words}{waits}")


def _sample_banner() -> None:
    if not session.is_sample():
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="sample-banner"):
        st.markdown(":orange-badge[Sample] Invented people. Your own data is not touched.", width="content")
        if st.button("Back to my own", key="leave_sample"):
            _leave(remove=False)
        if st.button("Remove it", key="remove_sample"):
            _leave(remove=True)


def _leave(*, remove: bool) -> None:
    if remove:
        session.store().remove(session.actor(), SAMPLE)
    else:
        session.store().open_sample(session.actor(), is_open=False)
    session.use_open_workspace()
    session.notice("The sample is removed." if remove else "This is your own workspace again.")
    navigation.go("today")


def lost_page(sentence: str) -> None:
    """Draw the page for something that is not there (any more), with ways back."""
    st.title("Not here any more", anchor=False)
    session.show_notice()
    st.markdown(md_escape(sentence))
    with st.container(horizontal=True):
        navigation.link("today", "Go to Today", icon=":material/today:")
        navigation.link("progress", "See all interviews", icon=":material/view_kanban:")
