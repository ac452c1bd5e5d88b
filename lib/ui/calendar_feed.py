"""The address by which a calendar program shows what is agreed on and due, and keeps it up to date by itself."""

from urllib.parse import urlsplit

import streamlit as st

from lib.accounts.feeds import Feed, feed_of, make_feed, stop_feed
from lib.calendar_route import path_of, subscription_link
from lib.domain.commands import ChooseTimeZone
from lib.settings import settings
from lib.ui import session
from lib.ui.hand_over import under_base

_HOW = """
- **Apple Calendar**: *File*, then *New Calendar Subscription*. On an iPhone: *Settings*, *Apps*, *Calendar*, *Calendar
  Accounts*, *Add Account*, *Other*, *Add Subscribed Calendar*.
- **Outlook**: *Add calendar*, then *Subscribe from web*. In the older program: *Open Calendar*, then *From Internet*.
- **Google Calendar**, on a computer: the plus sign beside *Other calendars*, then *From URL*. It looks again a few
  times a day.
- **Thunderbird**: *New Calendar*, then *On the Network*.
"""
_HERE_ONLY = (
    "This address works on this computer, as long as Askwell runs. Programs on this computer can read it; Google "
    "Calendar and Outlook on the web can't, as they fetch calendars from their own machines."
)


def calendar_feed() -> None:
    """Draw the address of one's calendar, with the ways to make, renew and stop it."""
    st.markdown(
        "Your calendar program can show your talks and what is due, day by day, and keep them up to date by itself. "
        "It reads them at an address that nobody can guess."
    )
    if session.is_sample():
        st.markdown("A calendar address is for your own talks. Leave the sample first.")
        return
    # Unfolded only when asked: whether there is an address is a question to the database at every run.
    folded = st.expander("Your calendar address", key=session.key("feed"), on_change="rerun")
    if folded.open:
        with folded:
            _address_or_none()


def _address_or_none() -> None:
    feed = feed_of(session.desk(), session.actor(), session.workspace().id)
    if feed is None:
        _none_yet()
    else:
        _shown(feed)


def _none_yet() -> None:
    if st.button("Make a calendar address", icon=":material/calendar_add_on:", key=session.key("make-feed")):
        _make("Here is your calendar address.")


def _make(told: str) -> None:
    with session.told():
        workspace, zone = session.workspace(), session.zone().key
        if not str(session.snapshot().profiles["time_zone"].iloc[0]):
            # A calendar program brings no browser that would say where one lives.
            session.do(ChooseTimeZone(time_zone=zone))
        make_feed(session.desk(), session.actor(), workspace.id, address=session.address())
        session.finish(told)


def _shown(feed: Feed) -> None:
    if feed.token:
        address = _address(feed.token)
        st.markdown("Give this address to your calendar program. Whoever has it can read your talks and what is due.")
        st.code(address, language=None, wrap_lines=True)
        st.link_button("Subscribe on this device", subscription_link(address), icon=":material/event_repeat:")
        if not settings().is_hosted:
            st.caption(_HERE_ONLY)
        with st.expander("How to subscribe"):
            st.markdown(_HOW)
    else:
        st.markdown("Your calendar address still works, but can't be shown any more. Make a new one to see it.")
    read = f"Last read {session.local(feed.read_at)}." if feed.read_at else "No calendar program has read it yet."
    st.caption(f"Made {session.local(feed.created_at)}. {read}")
    with st.container(horizontal=True):
        _renew()
        _stop()


def _renew() -> None:
    with st.popover("New address", icon=":material/autorenew:"):
        st.markdown("The old address stops at once. Every program has to be given the new one.")
        if st.button("Make a new address", key=session.key("renew-feed")):
            _make("This is your new calendar address. The old one no longer works.")


def _stop() -> None:
    with st.popover("Stop", icon=":material/block:"):
        st.markdown("The address stops at once; programs keep what they have read until you remove it there.")
        if st.button("Stop the address", key=session.key("stop-feed")):
            with session.told():
                stop_feed(session.desk(), session.actor(), session.workspace().id, address=session.address())
                session.finish("The calendar address no longer works.")


def _address(token: str) -> str:
    if settings().is_hosted:
        return settings().address.rstrip("/") + path_of(token)
    here = urlsplit(st.context.url or settings().address)
    return f"{here.scheme}://{here.netloc}{under_base(path_of(token))}"
