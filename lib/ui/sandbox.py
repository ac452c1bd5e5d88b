"""A visitor's sandbox: filled with the sample at first, and on every page the word until when it stays."""

import streamlit as st

from lib.accounts.sandbox import can_be_kept
from lib.ui import navigation, session
from lib.ui.sample import open_sample


def prepare() -> None:
    """Fill a new sandbox with the sample, and open it; later, also once the sample was removed, change nothing.

    Raises StoreUnavailableError and DiskFullError.
    """
    if not session.has_begun() and not session.store().snapshots(session.actor()):
        open_sample()


def banner() -> None:
    """Say until when the sandbox stays, and lead to the place where it is kept."""
    ends = session.signed_in().ends_at
    if ends is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="sandbox-banner"):
        st.markdown(f":orange-badge[Sandbox] For you alone; it goes away {session.local(ends)}.", width="content")
        if can_be_kept():
            navigation.link("account", "Keep it as an account")
