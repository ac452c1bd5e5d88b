"""After how many days one comes back to somebody: the routine, single days of one's own, and one person's routine."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lib.domain.commands import ChooseInterviewRoutine, ChooseRoutine, InvalidInputsError
from lib.domain.snapshot import Snapshot
from lib.method.cadence import STANDARD, Rule, cadence, rules_at
from lib.ui import session
from lib.ui.forms import FieldProblems
from lib.ui.safe_text import md_escape
from lib.ui.working_days import working_days

_AS_USUAL = ""


def rhythm() -> None:
    """Draw all settings of one's rhythm."""
    st.markdown("After how many days Today reminds you. They are good habits, not rules; nobody is told.")
    mine: Any = next(session.snapshot().profiles.itertuples(index=False))
    routine = mine.routine if mine.routine in cadence().routines else STANDARD
    _routine_choice(routine, mine.cadence)
    _single_days(routine, mine.cadence)
    st.subheader("Your working days", anchor=False)
    working_days()


def _routine_choice(now: str, own_days: Mapping[str, int]) -> None:
    routines = cadence().routines
    names = list(routines)
    key = session.key("routine", now)
    st.radio(
        "Your routine",
        names,
        names.index(now),
        format_func=_title,
        captions=[routines[name].words for name in names],
        key=key,
        on_change=_choose_routine,
        args=(key, now, dict(own_days)),
    )


def _title(name: str) -> str:
    return cadence().routines[name].title


def _choose_routine(key: str, before: str, own_days: Mapping[str, int]) -> None:
    chosen = st.session_state[key]
    # A late click from a page that was left brings its fields again, unchanged.
    if chosen != before:
        words = f"Your routine is “{_title(chosen)}” now."
        session.carry_out(ChooseRoutine(routine=chosen, cadence=own_days), words)


def _single_days(routine: str, own_days: Mapping[str, int]) -> None:
    usual, mine = rules_at(routine), rules_at(routine, own_days)
    changed = len([name for name, rule in usual.items() if mine[name].days != rule.days])
    with st.expander(f"Single days ({changed} of your own)" if changed else "Single days"):
        with st.form(session.key("single-days", routine), border=False):
            st.markdown("An empty field follows your routine, whose days stand in grey.")
            problems = FieldProblems()
            typed = _day_fields(usual, mine, problems)
            sent = st.form_submit_button("Keep these days", type="primary")
        if changed and st.button("Back to the days of the routine", key=session.key("days-reset")):
            with session.told():
                receipt = session.do(ChooseRoutine(routine=routine, cadence={}))
                session.finish("The days of the routine hold again.", receipt)
    if sent:
        days = {name: number for name, number in typed.items() if number is not None and number != usual[name].days}
        with problems.shown():
            _check(usual, days)
            session.finish("Your days are kept.", session.do(ChooseRoutine(routine=routine, cadence=days)))


def _check(usual: Mapping[str, Rule], days: Mapping[str, int]) -> None:
    """Refuse days that a rule has no sense with, in a sentence; the field itself would only turn red."""
    wrong = {
        name: f"Enter a number of days from {rule.least} to {rule.most}."
        for name, rule in usual.items()
        if name in days and not rule.least <= days[name] <= rule.most
    }
    if wrong:
        raise InvalidInputsError(wrong)


def _day_fields(usual: Mapping[str, Rule], mine: Mapping[str, Rule], problems: FieldProblems) -> dict[str, int | None]:
    """Draw a field for each rule whose days can be changed; return what was entered."""
    typed: dict[str, int | None] = {}
    for by, words in (("working", "**In working days**"), ("calendar", "**In days, weekends too**")):
        st.markdown(words)
        names = [name for name, rule in usual.items() if rule.setting and rule.by == by]
        # Two beside one another, row by row: on a phone they keep their order.
        for pair in (names[place : place + 2] for place in range(0, len(names), 2)):
            for name, column in zip(pair, st.columns(2), strict=False):
                with column:
                    typed[name] = _day_field(usual[name], mine[name].days)
                    problems.under(name)
    return typed


def _day_field(rule: Rule, days: int) -> int | None:
    entered: int | None = st.number_input(
        md_escape(rule.setting),
        value=days if days != rule.days else None,
        step=1,
        placeholder=str(rule.days),
        key=session.key("days", rule.name, str(days)),
    )
    return entered


def interview_routine(snapshot: Snapshot, row: Any) -> None:
    """Draw the choice of another routine for one interview (a row of `interviews`)."""
    now = snapshot.one("interviews", row.interview_id, "interview").routine
    now = now if now in cadence().routines else _AS_USUAL
    options = [_AS_USUAL, *cadence().routines]
    key = session.key("interview-routine", row.interview_id, now)
    st.selectbox(
        "Routine for this person",
        options,
        options.index(now),
        format_func=lambda name: _title(name) if name else "As with everybody",
        key=key,
        on_change=_choose_for_one,
        args=(key, row.interview_id, now),
        help="After how many days Today reminds you of them. Yours for everybody stands under “Your data”.",
    )


def _choose_for_one(key: str, interview_id: str, before: str) -> None:
    chosen = st.session_state[key]
    if chosen != before:
        words = f"For this one, “{_title(chosen)}” holds." if chosen else "Here your usual routine holds again."
        session.carry_out(ChooseInterviewRoutine(interview_id=interview_id, routine=chosen), words)
