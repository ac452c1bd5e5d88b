"""What can be done with all data at once: see where it lies, export, load the sample, delete."""

import streamlit as st

from lib.domain.commands import ChooseTimeZone
from lib.domain.fields import time_zones
from lib.settings import settings
from lib.store.store import OWN
from lib.ui import navigation, session
from lib.ui.sample import open_sample
from lib.ui.typed_field import forget_kept_texts
from lib.views.dates import zone_title

_CONFIRM = "delete"


def where_it_lies() -> None:
    """Say where the data lies."""
    counts = session.snapshot()
    held = f"Goals: {len(counts.goals):,}. Contacts: {len(counts.contacts):,}. Interviews: {len(counts.interviews):,}."
    if settings().is_hosted:
        # Where the database lies is for those who run the site to know.
        st.markdown("Everything you write is kept on this site, under your account, for you alone.")
        st.caption(f"{held} The people who run the site keep copies, in case something breaks.")
        return
    if settings().database_url:
        st.markdown("Everything you write is kept in this database, and nowhere else:")
        keep = "Whoever looks after the database also keeps its copies."
    else:
        st.markdown("Everything you write stays in one file on this computer, and nothing is sent anywhere:")
        keep = "To keep a copy, copy this file while Askwell is not running."
    st.code(settings().place(), language=None, wrap_lines=True)
    st.caption(f"{held} {keep}")


def time_zone_choice() -> None:
    """Draw the choice of one's time zone."""
    zones = time_zones()
    now = session.zone().key
    # The zone is in the key: chosen in another tab, or undone, it is what stands here, not what was picked here before.
    key = session.key("time-zone", now)
    st.selectbox(
        "Your time zone",
        zones,
        zones.index(now),
        format_func=zone_title,
        key=key,
        on_change=_choose_zone,
        args=(key, now),
        help="Days and times are shown in this zone. Without a choice, it is your browser's.",
    )


def _choose_zone(key: str, before: str) -> None:
    chosen = st.session_state[key]
    # A late click from a page that was left brings its fields again, unchanged.
    if chosen == before:
        return
    with session.noticed():
        session.notice("Your time zone is kept.", session.do(ChooseTimeZone(time_zone=chosen)))


def sample_actions() -> None:
    """Draw the button that loads the sample; leaving and removing it stand in its banner."""
    if session.is_sample():
        st.markdown("You are in the sample now. The buttons on top of the page lead back.")
        return
    st.markdown(
        "A made-up job seeker with goals, contacts and interviews at every stage. Your own data is not touched."
    )
    if st.button("Look around with a sample", key="look_around"):
        with session.told():
            open_sample()
            navigation.go("today")


def delete_everything() -> None:
    """Draw the way to delete all of one's own data, which asks for a typed word."""
    st.markdown("This removes all goals, contacts, interviews and notes from this place, for good. Export first.")
    with st.form(session.key("delete"), border=False):
        typed = st.text_input(f"Type “{_CONFIRM}” to confirm", max_chars=20)
        sent = st.form_submit_button("Delete everything")
    if not sent:
        return
    if (typed or "").strip().lower() != _CONFIRM:
        st.error(f"Nothing was deleted. Type the word “{_CONFIRM}” first.", icon=":material/error:")
        return
    with session.told():
        session.store().remove(session.actor(), OWN)
        session.use_open_workspace()
        forget_kept_texts()
        session.notice("Everything is deleted.")
        navigation.go("today")
