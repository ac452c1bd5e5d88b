"""When and how the conversation will be."""

from datetime import time, timedelta
from typing import Any

import streamlit as st

from lib.domain.commands import AgreeTime
from lib.domain.commands.interviews import USUAL_MINUTES
from lib.domain.fields import time_zones
from lib.domain.vocabulary import Mode
from lib.method.labels import label
from lib.ui import session
from lib.ui.forms import FieldProblems, held, release, show_both
from lib.views.dates import day_of, long_day
from lib.views.due import when

_FIRST_GUESS = time(10, 0)
_LENGTHS = (15, 20, 30, 45, 60)
_MODES = (Mode.VIDEO, Mode.PHONE, Mode.IN_PERSON)


def time_form(row: Any) -> None:
    """Draw the form, filled with what is agreed so far (a row of `interviews`)."""
    problems = FieldProblems()
    name = f"time-{row.interview_id}"
    agreed_now = _agreed(row)
    row, agreed_then = held(name, row), held(f"{name}-agreed", agreed_now)
    zones = time_zones()
    now_zone = row.time_zone or session.zone().key
    with st.form(session.key("time", row.interview_id)):
        left, right = st.columns(2)
        with left:
            first_guess = day_of(row.starts_on) or session.today() + timedelta(days=2)
            on = st.date_input("Day", first_guess, format="DD/MM/YYYY")
            problems.under("on")
            length = int(row.minutes) if _has(row) else USUAL_MINUTES
            lengths = sorted({*_LENGTHS, length})
            minutes = st.selectbox("Minutes", lengths, lengths.index(length))
        with right:
            at = st.time_input("Time", row.starts_time or _FIRST_GUESS, step=timedelta(minutes=15))
            mode = st.selectbox("How?", _MODES, _MODES.index(row.mode) if row.mode in _MODES else 0, format_func=label)
            problems.under("at")
        place = st.text_input("Place, number or link", row.place, max_chars=200)
        problems.under("place")
        time_zone = st.selectbox("Time zone", zones, zones.index(now_zone) if now_zone in zones else 0)
        problems.under("time_zone")
        sent = st.form_submit_button("Save the new time" if _has(row) else "This is agreed", type="primary")
    if sent:
        typed = {"on": on, "at": at, "minutes": minutes, "mode": mode, "place": place, "time_zone": time_zone}
        with problems.shown():
            command = AgreeTime.of(typed, interview_id=row.interview_id, today=session.today(), now=session.now())
            release(f"{name}-agreed")
            if agreed_then != agreed_now:
                show_both(agreed_now)
                return
            receipt = session.do(command)
            release(name)
            session.finish(f"Agreed: {long_day(on)}, {at:%H:%M}. The day before, it will stand under Today.", receipt)


def _agreed(row: Any) -> str:
    return ", ".join(part for part in (when(row, session.now()), row.time_zone, row.place) if part)


def _has(row: Any) -> bool:
    return day_of(row.starts_on) is not None
