"""Which days are working days: the country whose holidays count, and days off of one's own."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import streamlit as st

from lib.domain.commands import ChooseWorkdays
from lib.method.workdays import countries, parts
from lib.ui import session
from lib.ui.forms import FieldProblems
from lib.ui.safe_text import md_escape
from lib.views.dates import long_day, short_day
from lib.views.workdays import days_between, spans, workdays_of

_ANYWHERE = "No country: Monday to Friday"
_ALL_OF_IT = "All of it"
_NEXT = 3  # holidays that are shown


def working_days() -> None:
    """Draw the choice of a country and of a part of it, the next holidays, and one's days off."""
    mine: Any = next(session.snapshot().profiles.itertuples(index=False))
    days_off = tuple(date.fromisoformat(day) for day in mine.days_off or ())
    left, right = st.columns(2)
    with left:
        _place_choice("Whose holidays count for you?", ["", *countries()], mine.country, mine, days_off)
    if known := parts(mine.country):
        with right:
            _place_choice("Which part of it?", ["", *known], mine.subdivision, mine, days_off)
    _next_holidays()
    _days_off(mine, days_off)


def _place_choice(words: str, options: list[str], now: str, mine: Any, days_off: tuple[date, ...]) -> None:
    is_country = options[1:] == list(countries())
    key = session.key("country" if is_country else "part", mine.country, now)
    st.selectbox(
        words,
        options,
        options.index(now) if now in options else 0,
        format_func=_country_words if is_country else lambda code: parts(mine.country).get(code, _ALL_OF_IT),
        key=key,
        on_change=_choose_place,
        args=(key, now, "" if is_country else mine.country, days_off),
    )


def _country_words(code: str) -> str:
    return countries().get(code, _ANYWHERE)


def _choose_place(key: str, before: str, country: str, days_off: tuple[date, ...]) -> None:
    """Keep a country, or a part of the `country` that is given."""
    chosen = st.session_state[key]
    if chosen == before:
        return
    place = {"country": country, "subdivision": chosen} if country else {"country": chosen}
    session.carry_out(ChooseWorkdays(**place, days_off=days_off), "Your working days are kept.")


def _next_holidays() -> None:
    found = workdays_of(session.snapshot()).next_holidays(session.today(), _NEXT)
    if found:
        words = " · ".join(f"{name}, {short_day(day, session.today())}" for day, name in found)
        st.caption(f"Next holidays: {md_escape(words)}. They count as days off.")


def _days_off(mine: Any, days_off: tuple[date, ...]) -> None:
    ahead = [day for day in days_off if day >= session.today()]
    for first, last in spans(ahead):
        _span(first, last, mine, ahead)
    problems = FieldProblems()
    with st.form(session.key("days-off", str(len(ahead))), border=False):
        span = st.date_input(
            "Days off of your own", [], format="DD/MM/YYYY", help="One day, or the first and the last."
        )
        problems.under("days_off")
        sent = st.form_submit_button("Add these days")
    if sent and span:
        with problems.shown():
            more = days_between(min(span), max(span))
            session.finish("Your days off are kept.", session.do(_with(mine, {*ahead, *more})))


def _span(first: date, last: date, mine: Any, ahead: Iterable[date]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(long_day(first) if first == last else f"{long_day(first)} to {long_day(last)}")
        if st.button("Take out", type="tertiary", key=session.key("day-off", first.isoformat())):
            with session.told():
                left = set(ahead) - set(days_between(first, last))
                session.finish("Taken out.", session.do(_with(mine, left)))


def _with(mine: Any, days: Iterable[date]) -> ChooseWorkdays:
    """Return the command that keeps these days off with the place that is chosen."""
    return ChooseWorkdays.of({"days_off": tuple(days)}, country=mine.country, subdivision=mine.subdivision)
