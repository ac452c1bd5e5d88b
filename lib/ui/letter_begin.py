"""A letter is begun: its channel, wording and tone, what only the person knows, and the times that they offer."""

from typing import Any

import streamlit as st

from lib.domain.commands import BeginDraft
from lib.domain.errors import AskwellError, EditConflictError
from lib.domain.vocabulary import Channel, Direction, Purpose, Tie, Tone
from lib.method.wordings import Filled, hard_limit, ways
from lib.ui import session
from lib.ui.letter_wordings import Choice, Occasion, channel_choice, gap_words, wording_choice
from lib.ui.offer_times import offer_times
from lib.ui.safe_text import md_escape
from lib.views.conversation import parts_of
from lib.views.drafts import first_channel
from lib.views.open_fields import OpenField, keep_field, open_fields, worth_asking

_SLOTS = frozenset({"slot_1", "slot_2"})
_ASKED = "asked-for"
# What is noted as a takeaway or a promise, beside the letters that build on it.
_NOTED = frozenset({"specific_learning", "also_learned", "next_action", "next_action_date"})
_BUILD_ON_NOTES = frozenset({Purpose.THANKS, Purpose.INTRODUCER})


def begin(occasion: Occasion) -> None:
    """Draw what a letter begins with, and how it will read."""
    row = occasion.row
    place = (row.interview_id, occasion.purpose)
    channel = channel_choice(occasion, _first_channel(occasion), *place, occasion.situation or "any")
    if occasion.purpose == Purpose.REQUEST:
        _live_is_better(occasion.person, channel)
    # Another situation has another wording first; one that was chosen for it before must not stay.
    choice, tone = wording_choice(occasion, channel, _last_tone(occasion), *place, occasion.situation or "any")
    if choice:
        ask_for(occasion, choice)
    _start(occasion, channel, tone, choice)
    if choice:
        preview(choice.filled, channel)


def ask_for(occasion: Occasion, choice: Choice, *, times: bool = True) -> None:
    """Draw what a wording needs to know, each at hand to be filled in, with the times to offer unless told not to."""
    _ask_for_fields(occasion, choice)
    if times and _SLOTS.intersection(choice.fields):
        with st.container(border=True):
            st.markdown("**Times to offer**")
            offer_times(occasion.snapshot, occasion.row, most=len(_SLOTS))


def tell_open(occasion: Occasion, choice: Choice, channel: Channel) -> None:
    """Say what is still open in a wording, and what did not fit.

    Draw it after the button: what is filled in last goes as the button is pressed, and the button must not move then.
    """
    _tell_gaps(choice.filled.gaps)
    _tell_left_out(occasion, choice, channel)


def preview(filled: Filled, channel: Channel) -> None:
    """Draw how a letter reads; only a mail has a subject."""
    with st.container(border=True):
        if filled.subject and channel is Channel.EMAIL:
            st.caption(f"Subject: {md_escape(filled.subject)}")
        st.text(filled.body)


def _first_channel(occasion: Occasion) -> Channel:
    begun = "" if occasion.to else occasion.row.channel
    return first_channel(occasion.person, begun, ways(occasion.purpose, occasion.situation))


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
    words = "Start with this" if choice else "Start with an empty page"
    begins = st.button(words, type="primary", key=session.key("begin", occasion.row.interview_id, occasion.purpose))
    if choice:
        tell_open(occasion, choice, channel)
    if begins:
        with session.told():
            session.do(
                BeginDraft.of(
                    {"subject": chosen.filled.subject if channel is Channel.EMAIL else "", "body": chosen.filled.body},
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


def _tell_left_out(occasion: Occasion, choice: Choice, channel: Channel) -> None:
    """Say what was filled in and yet is not in the text, as it would be longer than its channel takes."""
    most = hard_limit(channel)
    known = occasion.fields
    left_out = [name for name in choice.fields if name in known and known[name] not in choice.filled.body]
    if most and left_out:
        listed = md_escape("; ".join(gap_words(left_out)))
        st.caption(f"Left out, so that it fits into {most.free} characters: {listed}.")


def _ask_for_fields(occasion: Occasion, choice: Choice) -> None:
    """Draw a small field for what the wording needs to know; what was asked for once stays, to be changed."""
    asked: set[str] = st.session_state.setdefault(session.key(_ASKED, occasion.row.interview_id), set())
    asked |= {*choice.filled.gaps, *worth_asking(choice.fields, occasion.fields)}
    elsewhere = _NOTED if occasion.purpose in _BUILD_ON_NOTES else frozenset()
    for field in open_fields(occasion.snapshot, occasion.row, choice.fields, asked - elsewhere):
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
