"""What can be decided about a thing to do, beside doing it: later, or not at all."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import streamlit as st

from lib.domain.commands import PutOff, Skip, TakeUp
from lib.domain.fields import LINE_LIMIT
from lib.method.cadence import cadence, rules
from lib.ui import session
from lib.ui.forms import FieldProblems
from lib.ui.safe_text import md_escape
from lib.views.dates import ago, long_day, short_day
from lib.views.deferrals import LATER, later_day, skipped_lately
from lib.views.due import DueItem, due_list

_DECIDING = "askwell:deciding"
_TAKEN_UP = "It is due again when the method says so."
_A_DAY, _SKIP, _NOW = "Another day …", "Skip …", "Not later after all"


@dataclass(frozen=True)
class _Deciding:
    """About which item a day or a reason is being asked for."""

    rule: str
    record: tuple[str, str]
    choice: str


def later_menu(item: DueItem) -> None:
    """Draw the small menu of a line."""
    # What is not due yet can't be put off to a day before it is.
    later = [choice for choice in LATER if later_day(choice, session.today()) > item.due_on]
    options = [_SKIP] if item.waits_for == "nobody" else [*later, _A_DAY, _SKIP]
    if item.deferral_id:
        options = [_NOW, *options]
    about = (item, session.today())
    st.menu_button("Later", options, type="tertiary", key=_key("later", item), on_click=_chosen, args=about)


def deciding(item: DueItem) -> None:
    """Draw, beneath the line whose menu asked for it, where a day or a reason is chosen."""
    asked = st.session_state.get(_DECIDING)
    if asked == _Deciding(item.rule, item.record, _A_DAY):
        _day_form(item)
    elif asked == _Deciding(item.rule, item.record, _SKIP):
        _reason_form(item)


def skipped() -> None:
    """Draw, folded under its count, what was skipped lately, each to be taken up again."""
    found = skipped_lately(session.snapshot(), session.zone(), session.today())
    if not found:
        return
    with st.expander(f"Skipped lately ({len(found)})"):
        for one in found:
            with st.container(
                border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
            ):
                reason = f"You skipped it {ago(one.decided.on, session.today())}: “{md_escape(one.decided.reason)}”."
                st.markdown(f"**{md_escape(one.what)}**  \n{reason}", width=330)
                command = TakeUp(deferral_id=one.decided.id)
                key = session.key("take-up", one.decided.id)
                st.button("Take it up again", key=key, on_click=session.carry_out, args=(command, _TAKEN_UP))


def _key(name: str, item: DueItem) -> str:
    return session.key(name, item.rule, item.record[1])


def _chosen(item: DueItem, today: date) -> None:
    choice = st.session_state.get(_key("later", item))
    _forget()
    if choice in {_A_DAY, _SKIP}:
        st.session_state[_DECIDING] = _Deciding(item.rule, item.record, choice)
    elif choice == _NOW:
        session.carry_out(TakeUp(deferral_id=item.deferral_id), _TAKEN_UP)
    elif choice:
        until = later_day(choice, today)
        session.carry_out(PutOff(until=until, **_about(item)), f"{item.what}: later, on {long_day(until)}.")


def _about(item: DueItem) -> dict[str, Any]:
    name, row_id = item.record
    return {"rule": item.rule, name: row_id}


def _day_form(item: DueItem) -> None:
    problems = FieldProblems()
    with st.form(_key("later-day", item), border=False):
        next_day = max(session.today(), item.due_on) + timedelta(days=1)
        until = st.date_input("On which day?", next_day, format="DD/MM/YYYY", width=220)
        problems.under("until")
        sent = st.form_submit_button("Put it off", type="primary")
    _leave_it(item)
    if sent:
        with problems.shown():
            command = PutOff.of({"until": until}, **_about(item), today=session.today())
            _finish(f"{item.what}: later, on {long_day(command.until)}.", command)


def _reason_form(item: DueItem) -> None:
    problems = FieldProblems()
    with st.form(_key("skip", item), border=False):
        reason = st.pills("Why?", cadence().reasons[rules()[item.rule].leave], wrap=True)
        own = st.text_input("In your own words (optional)", max_chars=LINE_LIMIT)
        problems.under("reason")
        sent = st.form_submit_button("Skip it", type="primary")
    _leave_it(item)
    if sent:
        with problems.shown():
            command = Skip.of({"reason": own.strip() or reason or ""}, **_about(item), today=session.today())
            _finish(f"Skipped: {item.what}.", command)


def _leave_it(item: DueItem) -> None:
    st.button("Leave it as it is", type="tertiary", key=_key("leave", item), on_click=_forget)


def _forget() -> None:
    st.session_state.pop(_DECIDING, None)


def _finish(words: str, command: PutOff | Skip) -> None:
    receipt = session.do(command)
    _forget()
    if isinstance(command, Skip):
        words = f"{words} {_what_follows(command)}"
    session.finish(words, receipt)


def _what_follows(command: Skip) -> str:
    """Return what the method has next after something was skipped, in a sentence."""
    listed = due_list(session.snapshot(), session.zone(), session.now())
    skipped = {command.interview_id, command.contact_id, command.promise_id, command.goal_id} - {None}
    after = [item for item in (*listed.due, *listed.coming, *listed.waiting) if item.record[1] in skipped]
    if not after:
        return "Nothing more is due there."
    first = min(after, key=lambda item: item.due_on)
    return f"Next: {first.what}, {short_day(first.due_on, session.today())}."
