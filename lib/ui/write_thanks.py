"""One click from what somebody gave to the thank-you for it, which is begun, and takes up what is noted later."""

from typing import Any

import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Purpose
from lib.ui import navigation, session
from lib.views.conversation import draft_of
from lib.views.thanks_draft import Noted, begun_thanks, taken_up


def write_thanks(snapshot: Snapshot, row: Any, words: str = "Write the thank-you", *, place: str = "to-thank") -> None:
    """Draw the button that begins the thank-you of an interview (a row of `interviews`) and opens it.

    `place` tells it from another one on the page.
    """
    key = session.key(place, row.interview_id)
    if st.button(words, type="primary", icon=":material/favorite:", key=key):
        open_thanks(snapshot, row)


def open_thanks(snapshot: Snapshot, row: Any) -> None:
    """Open the thank-you of an interview, begun with the wording that fits it; what is begun already goes on."""
    with session.told():
        if draft_of(snapshot, row.interview_id, Purpose.THANKS) is None:
            session.do(begun_thanks(snapshot, row, zone=session.zone(), today=session.today()))
        navigation.go("thank", interview=row.interview_id)


def take_up(before: Snapshot, row: Any) -> None:
    """Bring the letters of an interview that are begun up to what was noted in it since `before`."""
    bring_up_to_date(Noted(before, session.snapshot(), session.zone(), session.today()), row)


def bring_up_to_date(noted: Noted, row: Any) -> None:
    """As `take_up`; also for callbacks, which have no page whose snapshot, zone and day they could ask for."""
    for purpose in (Purpose.THANKS, Purpose.INTRODUCER, Purpose.UPDATE):
        if command := taken_up(noted, row, purpose):
            session.do(command)
