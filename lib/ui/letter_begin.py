"""A letter is begun: its channel, wording and tone, what only the person knows, and the times that they offer."""

from datetime import datetime
from typing import Any

import streamlit as st

from lib.domain.commands import BeginDraft, ProposeTimes
from lib.domain.errors import AskwellError, EditConflictError
from lib.domain.vocabulary import Channel, Direction, Tie, Tone
from lib.method.wordings import Filled
from lib.ui import session
from lib.ui.forms import FieldProblems, held, release
from lib.ui.letter_wordings import Choice, Occasion, channel_choice, gap_words, wording_choice
from lib.ui.safe_text import md_escape
from lib.views.conversation import parts_of
from lib.views.drafts import first_channel, offered_times
from lib.views.open_fields import OpenField, keep_field, open_fields, worth_asking
from lib.views.slots import offered_slots, suggested_slots

_SLOTS = ("slot_1", "slot_2")
_ASKED = "asked-for"


def begin(occasion: Occasion) -> None:
    """Draw what a letter begins with, and how it will read."""
    row = occasion.row
    place = (row.interview_id, occasion.purpose)
    channel = channel_choice("How will you reach them?", _first_channel(occasion), *place)
    _live_is_better(occasion.person, channel)
    choice, tone = wording_choice(occasion, channel, _last_tone(occasion), *place)
    if choice:
        _ask_for_fields(occasion, choice)
        if set(_SLOTS) & set(choice.fields):
            _offer_times(occasion)
    _start(occasion, channel, tone, choice)
    if choice:
        preview(choice.filled)


def preview(filled: Filled) -> None:
    """Draw how a wording reads."""
    with st.container(border=True):
        if filled.subject:
            st.caption(f"Subject: {md_escape(filled.subject)}")
        st.text(filled.body)


def _first_channel(occasion: Occasion) -> Channel:
    return first_channel(occasion.person, "" if occasion.to else occasion.row.channel)


def _live_is_better(person: Any, channel: Channel) -> None:
    if person.tie in {Tie.CLOSE, Tie.CURRENT} and channel not in {Channel.IN_PERSON, Channel.PHONE}:
        st.caption("People who know you well say yes more often when you ask in person or by phone.")


def _last_tone(occasion: Occasion) -> Tone:
    """Return the tone of what one wrote last in this interview, so that one doesn't change it by accident."""
    mine = [row for row in parts_of(occasion.snapshot, "messages", occasion.row.interview_id) if row.tone]
    last = [row.tone for row in mine if row.direction == Direction.SENT and row.to_contact_id == occasion.to]
    return Tone(last[-1]) if last else Tone.PLAIN


def _start(occasion: Occasion, channel: Channel, tone: Tone, choice: Choice | None) -> None:
    chosen = choice or Choice()
    _tell_gaps(chosen.filled.gaps)
    words = "Start with this" if choice else "Start with an empty page"
    if st.button(words, type="primary", key=session.key("begin", occasion.row.interview_id, occasion.purpose)):
        with session.told():
            session.do(
                BeginDraft.of(
                    {"subject": chosen.filled.subject, "body": chosen.filled.body},
                    interview_id=occasion.row.interview_id,
                    purpose=occasion.purpose,
                    channel=channel,
                    tone=tone,
                    wording_id=chosen.id,
                    to_contact_id=occasion.to or None,
                )
            )
            st.rerun()


def _tell_gaps(gaps: tuple[str, ...]) -> None:
    if not gaps:
        return
    open_ones = gap_words(gaps)
    many = "1 thing is" if len(open_ones) == 1 else f"{len(open_ones)} things are"
    listed = md_escape(", ".join(open_ones))
    st.markdown(f":orange-badge[:material/edit: {many} still open] {listed}. You can also write it into the text.")


def _ask_for_fields(occasion: Occasion, choice: Choice) -> None:
    """Draw a small field for what the wording needs to know; what was asked for once stays, to be changed."""
    asked: set[str] = st.session_state.setdefault(session.key(_ASKED, occasion.row.interview_id), set())
    asked |= {*choice.filled.gaps, *worth_asking(choice.fields, occasion.fields)}
    for field in open_fields(occasion.snapshot, occasion.row, choice.fields, asked):
        _field(occasion, field)


def _field(occasion: Occasion, field: OpenField) -> None:
    key = session.key("field", occasion.row.interview_id, occasion.purpose, field.name)
    seen, problem = f"{key}-seen", f"{key}-problem"
    # What was kept elsewhere in the meantime is shown; what could not be kept stays as it was typed.
    if st.session_state.get(seen) != field.text:
        st.session_state[seen] = st.session_state[key] = field.text
    st.text_input(
        md_escape(field.label),
        placeholder=f"for example: {field.example}",
        key=key,
        on_change=_keep,
        args=(occasion, field.name, key, problem),
    )
    if sentence := st.session_state.pop(problem, ""):
        st.error(md_escape(sentence), icon=":material/error:")


def _keep(occasion: Occasion, name: str, key: str, problem: str) -> None:
    """Keep what was typed; the version is that of what was seen beside it."""
    try:
        session.do(keep_field(occasion.snapshot, occasion.row, name, str(st.session_state[key])))
    except EditConflictError as conflict:
        st.session_state[f"{key}-seen"] = conflict.current_text
        other = conflict.current_text or "nothing"
        st.session_state[problem] = f"Another tab changed this to: “{other}”. Change it once more to keep yours."
    except AskwellError as error:
        st.session_state[problem] = str(error)


def _offer_times(occasion: Occasion) -> None:
    """Draw two times that one could offer; the wording has none but those that were looked at and accepted."""
    zone = session.zone()
    offered = offered_slots(occasion.snapshot, occasion.row, zone=zone, today=session.today())
    suggested = suggested_slots(occasion.snapshot, occasion.row, zone=zone, now=session.now())
    name = f"slots-{occasion.row.interview_id}"
    shown = held(name, offered or suggested)
    problems = FieldProblems()
    key = session.key(name, *(at.isoformat() for at in shown))
    with st.form(key, border=True):
        st.markdown("**Times you offer**" if offered else "**Times you could offer**")
        typed = []
        for column, number in zip(st.columns(2), (1, 2), strict=True):
            with column:
                typed.append(_slot(number, shown, key))
                problems.under(f"slot_{number}")
        words = "Offer these times instead" if offered else "Offer these times"
        is_sent = st.form_submit_button(words, key=f"{key}-offer")
    if is_sent:
        with problems.shown():
            times = offered_times(tuple(typed), session.now())
            session.do(ProposeTimes(interview_id=occasion.row.interview_id, slots=times))
            release(name)
            st.rerun()


def _slot(number: int, shown: tuple[datetime, ...], key: str) -> datetime | None:
    at = shown[number - 1].astimezone(session.zone()).replace(tzinfo=None) if number <= len(shown) else None
    words = "First time" if number == 1 else "Second time"
    return st.datetime_input(words, at, format="DD/MM/YYYY", key=f"{key}-{number}")
