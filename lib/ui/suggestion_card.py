"""One person who may be asked: what they do, why them, what made the score, and the button that chooses them."""

from html import escape

import streamlit as st

from lib.domain.commands import ChooseContact, RateFit, SetStanding
from lib.domain.vocabulary import Standing
from lib.method.ranking import FACTORS, ranking
from lib.ui import navigation, session
from lib.ui.contact_form import rating
from lib.ui.safe_text import md_escape
from lib.views.choosing import Suggestion

NOT_NOW, DETAILS = "Not for this goal", "Details"


def suggestion_card(goal_id: str, person: Suggestion, *, place: str, is_first: bool = False) -> None:
    """Draw the card; `place` tells the same person in two places of a page apart."""
    with st.container(border=True):
        work = ", ".join(md_escape(part) for part in (person.position, person.organisation) if part)
        st.markdown(f"**{md_escape(person.name)}**  :gray-badge[{person.route}]  \n{work}")
        st.markdown(f"{_capital(person.why)}.")
        _bar(person)
        if person.raises:
            st.markdown(f":material/trending_up: {md_escape(person.raises)}")
        _buttons(goal_id, person, place, is_first=is_first)


def _buttons(goal_id: str, person: Suggestion, place: str, *, is_first: bool) -> None:
    name = md_escape(person.name)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.button(
            f"Ask {name}",
            key=session.key("ask", place, person.contact_id),
            type="primary" if is_first else "secondary",
        ):
            choose(goal_id, person.contact_id, person.name)
        with st.popover("How close?", help="Say how close their work is to your topic"):
            # Rated elsewhere, or for another goal, it is another field, which shows that rating.
            key = session.key("close", place, goal_id, person.contact_id, str(person.relevance))
            rating(
                "relevance",
                "How close is their work to what you want to learn?",
                person.relevance,
                key=key,
                on_change=_rate,
                args=(goal_id, person, key),
            )
            st.caption("So far this is a guess from their title and your topic." if person.is_guess else "You said so.")
        st.menu_button(
            ":material/more_horiz:",
            [DETAILS, NOT_NOW],
            key=session.key("more", place, person.contact_id),
            help=f"More about {name}",
            on_click=_more,
            args=(goal_id, person, place),
        )


def choose(goal_id: str, contact_id: str, name: str) -> None:
    """Put a person on the list, and open the page where they are asked."""
    with session.told():
        receipt = session.do(ChooseContact(goal_id=goal_id, contact_id=contact_id))
        session.notice(f"{name} is on your list. Write the request while it is fresh.", receipt)
        navigation.go("ask", interview=receipt.subject_id)


def _rate(goal_id: str, person: Suggestion, key: str) -> None:
    chosen = st.session_state[key]
    # A late click from a page that was left brings its fields again, unchanged.
    if chosen != person.relevance:
        session.carry_out(RateFit(goal_id=goal_id, contact_id=person.contact_id, relevance=chosen), "")


def _more(goal_id: str, person: Suggestion, place: str) -> None:
    chosen = st.session_state.get(session.key("more", place, person.contact_id))
    if chosen == NOT_NOW:
        session.carry_out(
            SetStanding(goal_id=goal_id, contact_id=person.contact_id, standing=Standing.NOT_NOW),
            f"{person.name} is set aside for this goal.",
        )
    elif chosen == DETAILS:
        session.open_next("contacts", contact=person.contact_id)


def _bar(person: Suggestion) -> None:
    """Draw the parts of the score as a bar, and the same in words below it, in the bar's colours."""
    numbers = ranking()
    points = {name: round(person.points[name]) for name in FACTORS}
    parts = [name for name in FACTORS if points[name]]
    pieces = "".join(f'<span class="part {name}" style="width:{points[name]}%"></span>' for name in parts)
    words = "".join(
        f'<li><span class="dot {name}" aria-hidden="true"></span>{escape(numbers.factors[name])} {points[name]}</li>'
        for name in parts
    )
    # Nothing here was typed by anybody: the words are those of the method, the numbers are ours.
    st.html(
        f'<div class="score"><div class="bar" aria-hidden="true">{pieces}</div>'
        f"<ul><li><strong>{person.score} of 100</strong></li>{words}</ul></div>"
    )


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
