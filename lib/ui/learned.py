"""What was learned about a goal: which goal, how much still comes that is new, and what one makes of it."""

from datetime import date
from typing import Any

import streamlit as st

from lib.domain.commands import DecideOn
from lib.domain.snapshot import Snapshot
from lib.ui import asset, navigation, session
from lib.ui.goal_texts import goal_field
from lib.ui.safe_text import md_escape
from lib.views.dates import day_of
from lib.views.interviews import interviews, talked
from lib.views.options import told_apart
from lib.views.saturation import Saturation, saturation, saturation_words, time_to_conclude


def learned_look() -> None:
    """Add the styles of the claims and answers."""
    st.html("<style>" + asset("learned.css") + "</style>")


def chosen_goal(snapshot: Snapshot, named: str | None) -> str | None:
    """Return the goal that the address names, else that of the latest conversation, else the first; None without any.

    Raises:
        NotFoundError: where the address names a goal that is not there.
    """
    if named is not None:
        return str(snapshot.one("goals", named, "goal").id)
    if snapshot.goals.empty:
        return None
    heard = talked(interviews(snapshot, session.zone()))
    latest = heard.assign(on=heard["held_on"].fillna(heard["answered_on"])).sort_values("on", kind="stable")
    return str(snapshot.goals["id"].iloc[0] if heard.empty else latest["goal_id"].iloc[-1])


def goal_choice(snapshot: Snapshot, goal_id: str) -> None:
    """Draw which goal it is about; choosing another one opens that."""
    topics = told_apart(dict(zip(snapshot.goals["id"], snapshot.goals["topic"], strict=True)))
    chosen = st.selectbox(
        "About which goal?",
        list(topics),
        list(topics).index(goal_id),
        format_func=topics.__getitem__,
        key=session.key("learned-goal", goal_id),
    )
    if chosen != goal_id:
        navigation.go("learned", goal=chosen)


def whether_new(snapshot: Snapshot, goal_id: str) -> None:
    """Draw whether conversations still bring something new."""
    found = saturation(snapshot, session.zone(), goal_id)
    with st.container(border=True):
        st.markdown(f"**{_how_many(found)}** {md_escape(saturation_words(found))}")
        st.caption(
            "Researchers stop asking when several conversations in a row bring nothing new. How many that is for you "
            "is a rule of thumb, not a law."
        )


def _how_many(found: Saturation) -> str:
    number = len(found.new)
    return f"{number} conversation{'' if number == 1 else 's'} with something noted."


def conclusion(snapshot: Snapshot, goal_id: str) -> None:
    """Draw the conclusion in one's own words, what one decided and when, and a hint when it may be time."""
    st.header("What you make of it", anchor=False)
    if hint := time_to_conclude(snapshot, session.zone(), goal_id, session.today()):
        st.info(md_escape(hint), icon=":material/flag:")
    goal_field(goal_id, "conclusion")
    goal_field(goal_id, "decided")
    _decided_on(snapshot.one("goals", goal_id, "goal"))


def _decided_on(goal: Any) -> None:
    now = day_of(goal.decided_on)
    # What was chosen in another tab makes it another field, which shows that.
    key = session.key("decided-on", goal.id, str(now))
    st.date_input("Decided on", now, format="DD/MM/YYYY", key=key, on_change=_decide, args=(goal.id, key), width=220)


def _decide(goal_id: str, key: str) -> None:
    day: date | None = st.session_state[key]
    words = "Your decision has its day." if day else "The day of your decision is taken out."
    session.carry_out(DecideOn(goal_id=goal_id, decided_on=day), words)
