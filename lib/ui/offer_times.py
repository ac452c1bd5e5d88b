"""Times that one offers, on both people's clocks; the one that they take is agreed with one click."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import streamlit as st

from lib.domain.commands import AgreeTime, EditContact, ProposeTimes
from lib.domain.commands.interviews import USUAL_MINUTES
from lib.domain.fields import time_zones
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Mode
from lib.ui import session
from lib.ui.forms import FieldProblems, held, release
from lib.ui.safe_text import md_escape
from lib.ui.time_form import redraw_time_form
from lib.views.dates import city, zone_title
from lib.views.drafts import offered_times
from lib.views.slots import offered_slots, slot_words, suggested_slots, their_zone

_MOST, _BESIDE = 3, 2
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")


def offer_times(snapshot: Snapshot, row: Any, *, most: int = _MOST) -> None:
    """Draw some times to offer in an interview (a row of `interviews`), each on one's own clock and theirs.

    They are those that were offered so far, else two that suit both; a wording has none but those.
    """
    zone, theirs = session.zone(), their_zone(snapshot, row)
    offered = offered_slots(snapshot, row, zone=zone, today=session.today())
    name = f"offer-{row.interview_id}"
    shown = held(name, offered or suggested_slots(snapshot, row, zone=zone, now=session.now()))
    key = session.key(name, *(at.isoformat() for at in shown))
    problems = FieldProblems()
    typed = []
    columns = st.columns(_BESIDE)
    for number in range(max(most, len(shown))):
        with columns[number % _BESIDE]:
            typed.append(_time(number, shown, key))
            _their_clock(typed[-1], theirs)
            problems.under(f"slot_{number + 1}")
    _zone_note(snapshot, row, theirs, name if _untouched(typed, shown) else "")
    if not offered:
        st.markdown(":orange-badge[:material/edit: Not in your text yet] Press the button once they suit you.")
    if st.button("Offer these times instead" if offered else "Offer these times", key=f"{key}-offer"):
        with problems.shown():
            receipt = session.do(
                ProposeTimes(interview_id=row.interview_id, slots=offered_times(tuple(typed), session.now()))
            )
            release(name)
            session.finish("These are the times you offer. The wordings name them from now on.", receipt)


def _time(number: int, shown: tuple[datetime, ...], key: str) -> datetime | None:
    at = shown[number].replace(tzinfo=None) if number < len(shown) else None
    words = f"{_ORDINALS[number]} time" + (" (if you like)" if number else "")
    return st.datetime_input(words, at, format="DD/MM/YYYY", step=900, key=f"{key}-{number}")


def _their_clock(at: datetime | None, theirs: Any) -> None:
    if at is not None and theirs is not None:
        zone = session.zone()
        st.caption(f"To them: {slot_words(at.replace(tzinfo=zone), theirs, None, session.today())}")


def _untouched(typed: Sequence[datetime | None], shown: Sequence[datetime]) -> bool:
    return [at for at in typed if at] == [at.replace(tzinfo=None) for at in shown]


def _zone_note(snapshot: Snapshot, row: Any, theirs: Any, form: str) -> None:
    """Say on whose clock the times are; theirs is noted here. `form` is then filled anew, if nothing is entered yet."""
    mine = city(session.zone().key)
    if theirs is not None:
        st.caption(f"Your clock is {md_escape(mine)}'s, theirs {md_escape(city(theirs.key))}'s.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"On your clock ({md_escape(mine)}); theirs is not noted.", width="content")
        with st.popover("Note their time zone", icon=":material/public:"):
            person = snapshot.one("contacts", row.contact_id, "person")
            key = session.key("their-zone", row.interview_id, str(person.version))
            st.selectbox(
                "Their time zone",
                time_zones(),
                None,
                format_func=zone_title,
                placeholder="A city near them",
                key=key,
                on_change=_note_zone,
                args=(person, key, form),
            )


def _note_zone(person: Any, key: str, form: str) -> None:
    chosen = st.session_state[key]
    if not chosen:
        return
    if form:
        release(form)
    known = {"name": person.name, "contact_id": person.id, "version": int(person.version)}
    session.carry_out(EditContact(**known, time_zone=chosen), f"{person.name} is in the time zone of {city(chosen)}.")


def times_offered(snapshot: Snapshot, row: Any) -> None:
    """Draw the times that were offered in an interview (a row of `interviews`), each to be agreed on by one click."""
    zone, theirs = session.zone(), their_zone(snapshot, row)
    offered = offered_slots(snapshot, row, zone=zone, today=session.today())
    ahead = [at for at in offered if at > session.now()]
    if ahead:
        st.markdown("You offered:")
    for at in ahead:
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.markdown(f"**{md_escape(slot_words(at, zone, theirs, session.today()))}**", width="stretch")
            if st.button("They took this one", key=session.key("took", row.interview_id, at.isoformat())):
                _agree(snapshot, row, at.astimezone(theirs) if theirs else at)


def _agree(snapshot: Snapshot, row: Any, at: datetime) -> None:
    with session.told():
        typed = {
            "on": at.date(),
            "at": at.time(),
            "time_zone": getattr(at.tzinfo, "key", ""),
            "minutes": USUAL_MINUTES if session.is_missing(row.minutes) else int(row.minutes),
            "mode": row.mode or Mode.VIDEO,
            "place": row.place,
        }
        agreed = AgreeTime.of(typed, interview_id=row.interview_id, today=session.today(), now=session.now())
        settled = ProposeTimes(interview_id=row.interview_id, slots=())
        receipts = session.do_all([agreed, settled])
        redraw_time_form(row)
        both = slot_words(at, session.zone(), their_zone(snapshot, row), session.today())
        missing = "" if row.place else " Add the place or the link under “Another time or place”."
        session.finish(f"Agreed: {both}.{missing}", *receipts)
