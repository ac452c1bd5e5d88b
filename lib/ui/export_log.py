"""The button that exports the interview log, as it is when it is clicked."""

from collections.abc import Collection

import streamlit as st

from lib import identity
from lib.accounts.downloads import interview_log_ticket
from lib.exchange.interview_log import interview_log_csv
from lib.settings import settings
from lib.ui import session
from lib.ui.hand_over import take_file
from lib.views.interviews import interviews


def export_button(words: str, ids: Collection[str] | None = None) -> None:
    """Draw the button; it exports all interviews, or those in `ids`."""
    if settings().is_hosted:
        _export_by_ticket(words, ids)
        return
    workspace, zone = session.workspace(), session.zone()

    def log() -> bytes:
        # Read at the click: what was typed since this run, here or in another tab, belongs in the file.
        now = workspace.snapshot()
        return interview_log_csv(now, interviews(now, zone), zone, ids)

    st.download_button(
        words,
        data=log,
        file_name=f"askwell-interviews-{session.today():%Y-%m-%d}.csv",
        mime="text/csv",
        icon=":material/download:",
        key=session.key("export", "all" if ids is None else "shown"),
        on_click="ignore",
    )


def _export_by_ticket(words: str, ids: Collection[str] | None) -> None:
    """Draw the button where others use this server too: Streamlit would give the file to whoever has its address."""
    key = session.key("export", "all" if ids is None else "shown")
    if st.button(words, icon=":material/download:", key=key):
        with session.told():
            workspace, zone = session.workspace(), session.zone().key
            chosen = None if ids is None else list(ids)
            ticket = interview_log_ticket(identity.desk(), session.actor(), workspace.id, zone=zone, ids=chosen)
            take_file(ticket)
