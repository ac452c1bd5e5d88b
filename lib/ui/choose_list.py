"""Whom to ask about a goal: a short list with reasons, a comfortable first talk, and everybody else in order."""

import pandas as pd
import streamlit as st

from lib.domain.commands import SetStanding
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Stage, Standing
from lib.method.ranking import ranking
from lib.ui import navigation, session
from lib.ui.safe_text import md_escape
from lib.ui.suggestion_card import choose, suggestion_card
from lib.views.choosing import Suggestion, short_list, suggestions, warm_up
from lib.views.interviews import interviews
from lib.views.options import told_apart

_MOST_ROWS = 100


def chosen_goal(snapshot: Snapshot, named: str | None) -> str | None:
    """Return the goal that the address names, else the first open one; None where there is none.

    Raises:
        NotFoundError: where the address names a goal that is not there.
    """
    if named is not None:
        return str(snapshot.one("goals", named, "goal").id)
    open_goals = snapshot.goals[snapshot.goals["closed_at"].isna()]
    return None if open_goals.empty else str(open_goals.iloc[0]["id"])


def goal_choice(snapshot: Snapshot, goal_id: str) -> str:
    """Draw the goal on top, changeable, and return the one that is chosen."""
    rows = snapshot.goals[snapshot.goals["closed_at"].isna() | (snapshot.goals["id"] == goal_id)]
    topics = told_apart(dict(zip(rows["id"], rows["topic"], strict=True)))
    chosen: str = st.selectbox(
        "For which goal?",
        list(topics),
        list(topics).index(goal_id),
        format_func=topics.__getitem__,
        key=session.key("goal-choice", goal_id),
    )
    if chosen != goal_id:
        navigation.go("choose", goal=chosen)
    return chosen


def on_the_list(snapshot: Snapshot, goal_id: str) -> None:
    """Draw who was chosen for this goal and is not asked yet."""
    frame = interviews(snapshot, session.zone())
    waiting = frame[(frame["goal_id"] == goal_id) & frame["stage"].isin([Stage.IDENTIFIED, Stage.DRAFTED])]
    if waiting.empty:
        return
    st.markdown("**On your list, not asked yet**")
    with st.container(horizontal=True):
        for row in waiting.itertuples(index=False):
            navigation.link("ask", md_escape(str(row.name)), interview=str(row.interview_id))


def suggested(snapshot: Snapshot, people: pd.DataFrame, goal_id: str) -> None:
    """Draw the short list, own network first, and one comfortable first talk (rows of `lib.views.choosing.ranked`)."""
    if people.empty:
        nobody = "You have nobody to choose from yet" if snapshot.contacts.empty else "Nobody is left to suggest"
        st.markdown(f"{nobody}. Add people below: your own network first.")
        return
    key = ("suggested", session.zone(), goal_id, session.today())
    best, comfortable = snapshot.derive(key, lambda: _suggested(snapshot, people, goal_id))
    st.header("A short list", anchor=False)
    st.caption(_how_to_read(best[0].score - best[-1].score))
    for number, person in enumerate(best):
        suggestion_card(goal_id, person, place="short", is_first=number == 0)
    if comfortable and comfortable[0].contact_id not in {person.contact_id for person in best}:
        st.header("A comfortable first talk", anchor=False)
        st.caption("Not for the ranking, but for practice: somebody who will be glad to hear from you.")
        suggestion_card(goal_id, comfortable[0], place="warm")


def _suggested(
    snapshot: Snapshot, people: pd.DataFrame, goal_id: str
) -> tuple[tuple[Suggestion, ...], tuple[Suggestion, ...]]:
    best = suggestions(snapshot, short_list(people), goal_id, most=ranking().short_list)
    return best, suggestions(snapshot, warm_up(people), goal_id, most=1)


def set_aside(snapshot: Snapshot, goal_id: str) -> None:
    """Draw who was set aside for this goal, each with the way back."""
    left_out = {Standing.NOT_NOW, Standing.NEVER}
    aside = [row for row in snapshot.rows_of("fits", "goal_id", goal_id) if row.standing in left_out]
    if not aside:
        return
    with st.expander(f"Set aside for this goal ({len(aside)})"):
        for row in aside:
            name = snapshot.one("contacts", row.contact_id, "person").name
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                st.markdown(md_escape(name))
                st.button(
                    "Let them back in",
                    key=session.key("back-in", goal_id, row.contact_id),
                    on_click=session.carry_out,
                    args=(SetStanding(goal_id=goal_id, contact_id=row.contact_id, standing=Standing.NONE),),
                )


def _how_to_read(spread: int) -> str:
    words = "A guide to where to start, not a forecast of a yes. The weights are judgement; you know people better."
    if spread <= ranking().about_equal:
        return f"These are about equal, so you choose. {words}"
    return words


def everybody_else(people: pd.DataFrame, goal_id: str) -> None:
    """Draw the whole order as a table, and a choice of anybody in it."""
    if len(people) <= ranking().short_list:
        return
    with st.expander(f"Everybody, in this order ({len(people):,})"):
        shown = people.head(_MOST_ROWS)
        table = pd.DataFrame(
            {
                "Score": shown["score"],
                "Person": shown["name"],
                "What they do": shown["position"],
                "Organisation": shown["organisation"],
                "Way to them": shown["route"].map(ranking().routes),
            }
        )
        st.dataframe(table, hide_index=True, alt="Everybody who may be asked about this goal, best first")
        if len(people) > _MOST_ROWS:
            st.caption(f"The first {_MOST_ROWS}. Everybody is under Contacts.")
        _anybody(shown, goal_id)


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
