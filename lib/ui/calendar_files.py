"""The buttons that put an agreed time into calendars: one's own, and that of the other one."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from lib.accounts.downloads import entry_ticket, invitation_ticket
from lib.domain.links import valid_email
from lib.domain.snapshot import Snapshot
from lib.exchange.calendar import MIME, file_name, invitation, own_entry
from lib.settings import settings
from lib.ui import session
from lib.ui.hand_over import take_file
from lib.views.interviews import one_interview


def calendar_files(snapshot: Snapshot, row: Any, *, own_words: str, their_words: str) -> None:
    """Draw both buttons for the time of an interview (a row of `interviews`), the words on them given."""
    with st.container(horizontal=True):
        _button(own_words, "own", row, own_entry, entry_ticket)
        _button(their_words, "invite", row, invitation, invitation_ticket)
    person = snapshot.one("contacts", row.contact_id, "person")
    profile: Any = next(snapshot.profiles.itertuples(index=False))
    st.caption(f"Attach the file for them to your message.{_missing(person, profile)}")


def _missing(person: Any, profile: Any) -> str:
    """Say which address is missing for an invitation that a calendar can answer; "" where none is."""
    if valid_email(person.email) and valid_email(profile.email):
        return ""
    where = "theirs on their page" if valid_email(profile.email) else "yours under Your data"
    return f" Their calendar can answer it where both e-mail addresses are noted: add {where}."


def _button(words: str, name: str, row: Any, make: Callable[..., bytes], ticket: Callable[..., str]) -> None:
    key, icon = (
        session.key(name, row.interview_id),
        ":material/event_available:" if name == "own" else ":material/mail:",
    )
    if settings().is_hosted:
        _by_ticket(words, key, icon, row, ticket)
        return
    workspace, zone = session.workspace(), session.zone()

    def content() -> bytes:
        # Read at the click: what was changed since this run, here or in another tab, belongs in the file.
        now = workspace.snapshot()
        return make(now, one_interview(now, zone, row.interview_id), zone=zone, now=datetime.now(UTC))

    st.download_button(
        words,
        data=content,
        file_name=file_name(row, is_invitation=make is invitation),
        mime=MIME,
        icon=icon,
        key=key,
        on_click="ignore",
    )


def _by_ticket(words: str, key: str, icon: str, row: Any, ticket: Callable[..., str]) -> None:
    """Draw the button where others use this server too: Streamlit would give the file to whoever has its address."""
    if st.button(words, icon=icon, key=key):
        with session.told():
            zone, place = session.zone().key, session.workspace().id
            take_file(ticket(session.desk(), session.actor(), place, zone=zone, interview_id=row.interview_id))
