"""When and how the conversation will be."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from lib.domain.commands import AgreeTime, ProposeTimes
from lib.domain.commands.interviews import USUAL_MINUTES
from lib.domain.fields import time_zones
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Mode
from lib.method.labels import label
from lib.ui import session
from lib.ui.forms import FieldProblems, held, release, show_both
from lib.ui.safe_text import md_escape
from lib.views.dates import city, clock, day_of, long_day, zone_title
from lib.views.due import when
from lib.views.slots import check_wall_clock, comes_twice, slot_words, their_zone

_FIRST_GUESS = time(10, 0)
_LENGTHS = (15, 20, 30, 45, 60)
_MODES = (Mode.VIDEO, Mode.PHONE, Mode.IN_PERSON)
_FIRST, _SECOND = "The first, before the clocks go back", "The second, after the clocks went back"


def time_form(snapshot: Snapshot, row: Any) -> None:
    """Draw the form, filled with what is agreed so far (a row of `interviews`)."""
    problems = FieldProblems()
    name = f"time-{row.interview_id}"
    agreed_now = _agreed(row)
    row, agreed_then = held(name, row), held(f"{name}-agreed", agreed_now)
    with st.form(session.key("time", row.interview_id)):
        typed = _fields(row, _first_zone(snapshot, row), problems)
        sent = st.form_submit_button("Save the new time" if _has(row) else "This is agreed", type="primary")
    if sent:
        with problems.shown():
            check_wall_clock(typed["on"], typed["at"], ZoneInfo(typed["time_zone"]))
            _ask_which(row, typed)
            command = AgreeTime.of(typed, interview_id=row.interview_id, today=session.today(), now=session.now())
            release(f"{name}-agreed")
            if agreed_then != agreed_now:
                show_both(agreed_now)
                return
            # What was offered before is settled with this.
            receipts = session.do_all([command, ProposeTimes(interview_id=row.interview_id, slots=())])
            release(name)
            session.finish(f"Agreed: {_on_both(typed)}. The day before, it will stand under Today.", *receipts)


def redraw_time_form(row: Any) -> None:
    """Let the form show what is agreed by now, where another button on its page has settled that."""
    release(f"time-{row.interview_id}")
    release(f"time-{row.interview_id}-agreed")


def _on_both(typed: dict[str, Any]) -> str:
    there = ZoneInfo(typed["time_zone"])
    return slot_words(datetime.combine(typed["on"], typed["at"], there), session.zone(), there, session.today())


def _fields(row: Any, zone: str, problems: FieldProblems) -> dict[str, Any]:
    # Two rows of two, so that on a phone, where they stand one under another, the time follows its day.
    first, second = st.columns(2), st.columns(2)
    with first[0]:
        on = st.date_input("Day", _first_day(row), format="DD/MM/YYYY")
        problems.under("on")
    with first[1]:
        at = st.time_input("Time", row.starts_time or _FIRST_GUESS, step=timedelta(minutes=15))
        problems.under("at")
        at = at.replace(fold=_which(row))
    with second[0]:
        length = int(row.minutes) if _has(row) else USUAL_MINUTES
        lengths = sorted({*_LENGTHS, length})
        minutes = st.selectbox("Minutes", lengths, lengths.index(length))
    with second[1]:
        mode = st.selectbox("How?", _MODES, _MODES.index(row.mode) if row.mode in _MODES else 0, format_func=label)
    place = st.text_input("Place, number or link", row.place, max_chars=200)
    problems.under("place")
    zones = time_zones()
    time_zone = st.selectbox("Time zone", zones, zones.index(zone) if zone in zones else 0, format_func=zone_title)
    problems.under("time_zone")
    if zone != session.zone().key:
        told = f"Day and time are on the clock of this zone; yours is {md_escape(zone_title(session.zone().key))}."
        st.caption(f"{told} What you agree on is shown on both.")
    return {"on": on, "at": at, "minutes": minutes, "mode": mode, "place": place, "time_zone": time_zone}


def _first_day(row: Any) -> date:
    """Return the day that stands in the form at first: the one agreed on, as long as it may still come."""
    on = day_of(row.starts_on)
    return on if on and on >= session.today() else session.today() + timedelta(days=2)


def _first_zone(snapshot: Snapshot, row: Any) -> str:
    """Return the zone that stands in the form at first: where they live, as they are the ones who have to be there."""
    theirs = their_zone(snapshot, row)
    return str(row.time_zone or (theirs.key if theirs else session.zone().key))


def _which(row: Any) -> int:
    """Draw the choice between two hours that the clock shows alike, where it was asked for; return which: 0 or 1."""
    asked = st.session_state.get(_asked_key(row))
    if asked is None:
        return 0
    on, at, zone = asked
    words = f"{clock(at)} comes twice on {long_day(on)} in {city(zone)}. Which one?"
    return (_FIRST, _SECOND).index(st.radio(md_escape(words), (_FIRST, _SECOND)))


def _ask_which(row: Any, typed: dict[str, Any]) -> None:
    """Where the clock shows what was entered twice, ask which one, once for each; then draw the page anew."""
    key = _asked_key(row)
    entered: tuple[date, time, str] = (typed["on"], typed["at"].replace(fold=0), typed["time_zone"])
    wall = datetime.combine(typed["on"], typed["at"], ZoneInfo(typed["time_zone"]))
    if not comes_twice(wall):
        st.session_state.pop(key, None)
    elif st.session_state.get(key) != entered:
        st.session_state[key] = entered
        st.rerun()


def _asked_key(row: Any) -> str:
    return session.key("which-hour", row.interview_id)


def _agreed(row: Any) -> str:
    return ", ".join(part for part in (when(row, session.now()), row.time_zone, row.place) if part)


def _has(row: Any) -> bool:
    return day_of(row.starts_on) is not None
