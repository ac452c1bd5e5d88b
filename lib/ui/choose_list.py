"""Whom to ask about a goal: a short list with reasons, and a comfortable first talk beside it."""

import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Stage
from lib.method.circles import memory_jogger
from lib.ui import navigation, session
from lib.ui.safe_text import md_escape
from lib.ui.suggestion_card import suggestion_card, warm_up_card
from lib.views.interviews import interviews
from lib.views.options import told_apart
from lib.views.short_list import ShortList, short_list


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
            words = md_escape(f"{row.name}, for an introduction" if row.target else str(row.name))
            navigation.link("ask", words, interview=str(row.interview_id))


def ways_to_add() -> None:
    """Draw the ways to bring people in."""
    first_circle = next(iter(memory_jogger().circle))
    with st.container(horizontal=True):
        navigation.link("contacts", "Type somebody in", icon=":material/person_add:", new="yes")
        navigation.link("contacts", "Upload a file", icon=":material/upload_file:", upload="yes")
        navigation.link(
            "contacts", "Remember people, circle by circle", icon=":material/psychology:", circle=first_circle
        )
        navigation.link("contacts", "I know nobody", icon=":material/support_agent:", starter="yes")


def suggested(snapshot: Snapshot, goal_id: str) -> None:
    """Draw the short list, own network first, and beside it one comfortable first talk."""
    found = short_list(snapshot, session.zone(), goal_id, session.today())
    for words in found.advice:
        st.info(md_escape(words), icon=":material/lightbulb:")
    if found.best is None and found.warm_up is None:
        nobody = "You have nobody to choose from yet" if snapshot.contacts.empty else "Nobody is left to suggest"
        st.markdown(f"{nobody}. Add people below: your own network first.")
        return
    with st.container(key="list-and-beside"):
        listed, beside = st.columns([2, 1], gap="large")
    with listed:
        _listed(goal_id, found)
    with beside:
        _beside(goal_id, found)


def _listed(goal_id: str, found: ShortList) -> None:
    st.header("A short list", anchor=False)
    if found.best is None:
        st.markdown(
            "You have no way yet to reach those whom you could ask. Add an address, or who could introduce you."
        )
        return
    st.caption(
        "A guide to where to start, not a forecast of a yes. How much each thing counts is judgement, and you know "
        "your people better."
    )
    if len(found.groups) > 1:
        order = " · ".join(f"{md_escape(person.name)} {person.score}" for person in found.by_score)
        st.markdown(f"By score alone: {order}")
    for group in found.groups:
        st.subheader(md_escape(group.title), anchor=False)
        for person in group.people:
            suggestion_card(goal_id, person, is_first=person is found.best)
    if found.as_good:
        others = "1 more person is" if found.as_good == 1 else f"{found.as_good:,} more people are"
        st.caption(f"{others} about equal with the last ones here. You find them below, under “Everybody”.")


def _beside(goal_id: str, found: ShortList) -> None:
    if found.warm_up is None:
        return
    st.header("A comfortable first talk", anchor=False)
    st.caption("Not by score, but for practice: somebody near you, who may be glad to hear from you.")
    warm_up_card(goal_id, found.warm_up)
