"""From their yes to the conversation: finding a time, keeping it, moving it."""

from datetime import timedelta
from typing import Any

import streamlit as st

from lib.domain.commands import CallOff, CloseInterview, RecordMissed
from lib.domain.links import safe_url
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Purpose, Stage
from lib.method.wordings import Situation
from lib.ui import navigation, session
from lib.ui.calendar_files import calendar_files
from lib.ui.deed import deed
from lib.ui.due_items import what_comes_next
from lib.ui.letter import letter
from lib.ui.offer_times import offer_times, times_offered
from lib.ui.safe_text import md_escape
from lib.ui.time_form import time_form
from lib.ui.we_talked import we_talked
from lib.views.conversation import draft_of
from lib.views.due import interview_items, when
from lib.views.interviews import starts
from lib.views.situations import situation_of
from lib.views.slots import TOO_OFTEN, times_moved

_MOVE, _BY_MAIL = "Ask to move it", "They prefer e-mail"
_ABOUT = {
    "Confirm it": Situation.CONFIRM,
    _MOVE: Situation.MOVE,
    "Call it off": Situation.CALL_OFF,
    _BY_MAIL: Situation.QUESTIONS_BY_EMAIL,
}
# The day before, over a weekend too.
_CONFIRMED_WITHIN = timedelta(days=4)


def place_of(row: Any) -> None:
    """Draw where an agreed conversation takes place (a row of `interviews`): a link to open, or words to read."""
    address = safe_url(row.place)
    if address:
        st.link_button("Open the meeting link", address, icon=":material/videocam:")
    elif row.place:
        st.markdown(f"Where: {md_escape(row.place)}")


def find_a_time(snapshot: Snapshot, row: Any, stage: Stage) -> None:
    """Draw what helps to agree on a time with whoever said yes, or did not come (a row of `interviews`)."""
    _where_it_stands(snapshot, row, stage)
    _too_often(snapshot, row)
    begun = draft_of(snapshot, row.interview_id, Purpose.SCHEDULING) is not None
    with st.expander("Write to them about the time", expanded=begun):
        situation = situation_of(snapshot, row, Purpose.SCHEDULING)
        letter(snapshot, row, Purpose.SCHEDULING, situation=situation, sent_words="Logged as sent.")
    if begun:
        _other_times(snapshot, row)
    st.subheader("Is a time agreed?" if stage is Stage.AGREED else "Is a new time agreed?", anchor=False)
    times_offered(snapshot, row)
    time_form(snapshot, row)
    with st.container(horizontal=True):
        we_talked(row)
        deed("It won't take place", CallOff(interview_id=row.interview_id), "Called off.", "call-off")
        deed("Let it rest", CloseInterview(interview_id=row.interview_id), "At rest.", "close")


def _where_it_stands(snapshot: Snapshot, row: Any, stage: Stage) -> None:
    items = interview_items(snapshot, row, session.zone(), session.now())
    waits = bool(items) and items[0].waits_for == "them"
    if stage is Stage.AGREED:
        st.markdown("They said yes." if waits else "They said yes. Agree on a time.")
    elif items and items[0].rule == "missed_by_me":
        st.markdown("You missed it. Call them first, then write a line and offer a new time.")
    else:
        st.markdown("It did not take place. Try once more.")
    if waits:
        what_comes_next(items)


def _too_often(snapshot: Snapshot, row: Any) -> None:
    """Say so where the time was changed so often that questions by mail are easier for both."""
    moved = times_moved(snapshot, row.interview_id)
    if moved >= TOO_OFTEN:
        st.info(
            f"The time has changed {int(moved)} times. Offer to send three questions by e-mail: "
            "it may be easier for both of you.",
            icon=":material/forward_to_inbox:",
        )


def _other_times(snapshot: Snapshot, row: Any) -> None:
    """Draw the times to offer where the letter has begun already: before that, they stand in it."""
    with st.expander("Offer other times"):
        offer_times(snapshot, row)


def scheduled(snapshot: Snapshot, row: Any) -> None:
    """Draw the time that is agreed (a row of `interviews`), and what can be done before and at it."""
    st.info(when(row, session.now()), icon=":material/event:")
    place_of(row)
    with st.container(horizontal=True):
        if st.button("Prepare the talk", type="primary", key=session.key("prepare", row.interview_id)):
            navigation.go("talk", interview=row.interview_id)
        we_talked(row)
    calendar_files(snapshot, row, own_words="Put it into my calendar", their_words="Invitation for them")
    times_offered(snapshot, row)
    _write_about_it(snapshot, row)
    begins = starts(row)
    has_come = begins is not None and begins <= session.now()
    with st.expander("Another time or place, or it did not take place" if has_come else "Another time or place"):
        _too_often(snapshot, row)
        time_form(snapshot, row)
        with st.container(horizontal=True):
            if has_come:
                _missed(row)
            deed("It is called off", CallOff(interview_id=row.interview_id), "Called off.", "call-off")


def _missed(row: Any) -> None:
    missed = RecordMissed(interview_id=row.interview_id, by_them=True)
    deed("They did not show up", missed, "Noted. Assume a good reason, and offer a new time.", "they-missed")
    mine = RecordMissed(interview_id=row.interview_id, by_them=False)
    deed("I missed it", mine, "Noted. A short, honest apology mends most of it.", "i-missed")


def _write_about_it(snapshot: Snapshot, row: Any) -> None:
    """Draw the letter about an agreed time: to confirm it, to move it, or to ask by mail instead."""
    begun = draft_of(snapshot, row.interview_id, Purpose.SCHEDULING) is not None
    with st.expander("Write to them about it", expanded=begun or _is_to_be_confirmed(row)):
        few = times_moved(snapshot, row.interview_id) < TOO_OFTEN
        about = [words for words in _ABOUT if not (few and words == _BY_MAIL)]
        key = session.key("write-about", row.interview_id)
        first = about[0]
        chosen = st.segmented_control("About what?", about, default=first, required=True, wrap=True, key=key)
        letter(
            snapshot,
            row,
            Purpose.SCHEDULING,
            situation=_ABOUT[chosen or first],
            sent_words="Logged as sent.",
        )
        if begun and chosen == _MOVE:
            _other_times(snapshot, row)


def _is_to_be_confirmed(row: Any) -> bool:
    begins = starts(row)
    return begins is not None and session.now() < begins < session.now() + _CONFIRMED_WITHIN


def taken_off(snapshot: Snapshot, row: Any) -> None:
    """Draw what takes a time that was called off out of calendars again, where one was agreed on."""
    if starts(row) is not None:
        calendar_files(snapshot, row, own_words="Take it out of my calendar", their_words="Cancel it in theirs")
