"""Behind the short list: everybody in order, those out of reach, and whom one pinned or set aside."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.commands import SetStanding
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Standing
from lib.method.labels import label
from lib.method.ranking import ranking
from lib.ui import navigation, session
from lib.ui.safe_text import md_escape
from lib.ui.suggestion_card import choose
from lib.views.choosing import narrowed, ways
from lib.views.options import told_apart
from lib.views.people import Filters, found_people, work_of

_MOST_ROWS = 100
_MOST_OUT_OF_REACH = 10
_EVERY_WAY = ""


def everybody_else(people: pd.DataFrame, goal_id: str) -> None:
    """Draw the whole order as a table, and a choice of anybody in it (rows of `lib.views.choosing.ranked`)."""
    if len(people) <= ranking().short_list:
        return
    key = session.key("everybody", goal_id)
    folded = st.expander(f"Everybody, in this order ({len(people):,})", key=key, on_change="rerun")
    if folded.open:
        with folded:
            _everybody(people, goal_id)


def _everybody(people: pd.DataFrame, goal_id: str) -> None:
    shown = _narrowed(people, goal_id)
    if shown.empty:
        st.markdown("Nobody here fits these words.")
        return
    first = shown.head(_MOST_ROWS)
    st.dataframe(_table(first), hide_index=True, alt="Everybody who may be asked about this goal, best first")
    if len(shown) > _MOST_ROWS:
        st.caption(f"The first {_MOST_ROWS} of {len(shown):,}. Type words above to find others.")
    _anybody(first, goal_id)


def _narrowed(people: pd.DataFrame, goal_id: str) -> pd.DataFrame:
    counts = ways(people)
    titles = {_EVERY_WAY: f"Everybody ({len(people):,})"} | {
        route: f"{ranking().routes[route]} ({number:,})" for route, number in counts.items()
    }
    left, right = st.columns(2)
    with left:
        route = st.selectbox(
            "Whom to show", list(titles), format_func=titles.__getitem__, key=session.key("way", goal_id)
        )
    with right:
        words = st.text_input("Find somebody", key=session.key("find", goal_id), max_chars=200)
    if not (words or "").strip():
        return narrowed(people, route=route)
    found = found_people(session.snapshot(), Filters(words=words), session.zone(), session.today())
    return narrowed(people, route=route, among=found.ids())


def _table(people: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Place": people.index + 1,
            "Score": people["score"],
            "Person": people["name"],
            "What they do": people["position"],
            "Organisation": people["organisation"],
            "Way to them": people["route"].map(ranking().routes),
        }
    )


def _anybody(shown: pd.DataFrame, goal_id: str) -> None:
    names = dict(zip(shown["contact_id"], shown["name"], strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked: str = st.selectbox(
            "Somebody from this list",
            list(names),
            format_func=told_apart(names).__getitem__,
            key=session.key("anybody", goal_id),
        )
        if st.button("Ask this person", key=session.key("ask-anybody", goal_id)):
            choose(goal_id, picked, names[picked])
        if st.button("Pin to the short list", key=session.key("pin-anybody", goal_id)):
            _pin(goal_id, picked, names[picked])


def _pin(goal_id: str, contact_id: str, name: str) -> None:
    with session.told():
        receipt = session.do(SetStanding(goal_id=goal_id, contact_id=contact_id, standing=Standing.PINNED))
        session.finish(f"{name} stays on top of your list for this goal.", receipt)


def out_of_reach(people: pd.DataFrame) -> None:
    """Draw those whom there is no way to reach yet, the best first (rows of `lib.views.choosing.ranked`)."""
    without = people[~people["has_route"]]
    if without.empty:
        return
    folded = st.expander(
        f"Without a way to them yet ({len(without):,})", key=session.key("unreached"), on_change="rerun"
    )
    if folded.open:
        with folded:
            _unreached(without)


def _unreached(without: pd.DataFrame) -> None:
    st.markdown(
        "They might be worth asking, but you noted no address of theirs, and nobody who could introduce you. On "
        "their page you see who might."
    )
    for person in without.head(_MOST_OUT_OF_REACH).itertuples(index=False):
        words = ", ".join(md_escape(part) for part in (str(person.name), work_of(person)) if part)
        navigation.link("contacts", words, icon=":material/person:", contact=str(person.contact_id))
    if len(without) > _MOST_OUT_OF_REACH:
        st.caption(f"The first {_MOST_OUT_OF_REACH} of {len(without):,}, those who fit best.")


def set_aside(snapshot: Snapshot, goal_id: str) -> None:
    """Draw whom one pinned or set aside for this goal, or for all, with the reason and the way back."""
    fits = snapshot.fits
    decided = fits["standing"].isin([Standing.PINNED, Standing.NOT_NOW]) & (fits["goal_id"] == goal_id)
    rows = fits[decided | (fits["standing"] == Standing.NEVER)]
    if rows.empty:
        return
    contacts = snapshot.contacts
    named = contacts[contacts["id"].isin(set(rows["contact_id"]))]
    names = dict(zip(named["id"], named["name"], strict=True))
    with st.expander(f"Pinned or set aside ({len(rows)})"):
        for row in rows.itertuples(index=False):
            _decided(row, names[str(row.contact_id)])


def _decided(row: Any, name: str) -> None:
    standing = Standing(row.standing)
    why = f": {md_escape(row.reason)}" if row.reason else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{md_escape(name)}  \n{label(standing)}{why}")
        st.button(
            "Take the pin off" if standing is Standing.PINNED else "Let them back in",
            key=session.key("back-in", row.goal_id, row.contact_id),
            on_click=session.carry_out,
            args=(SetStanding(goal_id=row.goal_id, contact_id=row.contact_id, standing=Standing.NONE),),
        )
