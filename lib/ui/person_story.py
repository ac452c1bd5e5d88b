"""What happened with a person so far, and what comes next."""

from typing import Any

import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Stage
from lib.method.labels import label
from lib.ui import navigation, session
from lib.ui.move_to import page_of
from lib.ui.safe_text import md_escape
from lib.views.dates import ago, day_of, short_day
from lib.views.interviews import interviews
from lib.views.next_with import next_with
from lib.views.story import Moment, people_named, story
from lib.views.touch import last_touches

# How much of a long story is shown at once.
_MOST = 40


def touches(snapshot: Snapshot, contact_id: str) -> None:
    """Draw when one was last in touch, and what is next, with the way there."""
    last = day_of(last_touches(snapshot, session.zone()).get(contact_id))
    if last:
        st.markdown(f"Last in touch {ago(last, session.today())}")
    first = next_with(snapshot, contact_id, session.zone(), session.now())
    if first is None:
        return
    what = f"Next: {md_escape(first.what)}, {short_day(first.due_on, session.today())}"
    if first.page == "contacts":
        st.markdown(f":material/event_upcoming: {what}")
        return
    record = {"interview": first.interview_id, **({"view": first.view} if first.view else {})}
    navigation.link(first.page, what, icon=":material/event_upcoming:", **record)


def their_interviews(snapshot: Snapshot, contact_id: str) -> None:
    """Draw the interviews with a person, each a way to its page."""
    frame = interviews(snapshot, session.zone())
    theirs = frame[frame["contact_id"] == contact_id]
    if theirs.empty:
        return
    st.header("Interviews", anchor=False)
    for row in theirs.itertuples(index=False):
        page = page_of(Stage(str(row.stage)))
        words = f"{md_escape(str(row.topic))} · {label(Stage(str(row.stage)))}"
        navigation.link(page, words, interview=str(row.interview_id))


def their_story(snapshot: Snapshot, contact_id: str) -> None:
    """Draw what happened with a person, the latest first."""
    moments = story(snapshot, contact_id, session.zone())
    st.header("What happened so far", anchor=False)
    st.markdown("\n".join(_line(moment) for moment in moments[:_MOST]))
    if len(moments) > _MOST:
        with st.expander(f"Earlier ({len(moments) - _MOST})"):
            st.markdown("\n".join(_line(moment) for moment in moments[_MOST:]))


def _line(moment: Moment) -> str:
    what = f"{moment.what} **{md_escape(moment.name)}**" if moment.name else moment.what
    words = f": {md_escape(moment.words)}" if moment.words else ""
    return f"- {_capital(short_day(moment.day, session.today()))}: {what}{words}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def people_they_named(snapshot: Snapshot, contact_id: str) -> None:
    """Draw whom a person named in a talk, each a way to their page."""
    named = people_named(snapshot, contact_id)
    if not named:
        return
    st.header("People they named", anchor=False)
    for row in named:
        _pick(row)


def _pick(row: Any) -> None:
    key = session.key("open-contact", row.id)
    navigation.pick("contact", row.id, md_escape(row.name), key=key)
