"""What happened with a person so far, and what comes next."""

import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Stage
from lib.method.labels import label
from lib.ui import navigation, session
from lib.ui.move_to import page_of
from lib.ui.safe_text import md_escape
from lib.views.dates import ago, day_of, short_day
from lib.views.interviews import interviews
from lib.views.introduction_chain import Link, led_on_to, way_to
from lib.views.next_with import next_with
from lib.views.story import Moment, story
from lib.views.touch import last_touches

# How much of a long story is shown at once.
_MOST = 40
# How many people of a chain are shown: the last ones, as they are the ones one may still write to.
_LONGEST = 6
_INDENT = "\u2003"  # a space that markdown leaves


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
    """Draw to whom a person led, those to whom these led in turn below them; each is a way to their page."""
    found = led_on_to(snapshot, contact_id)
    if not found:
        return
    st.header("People they named", anchor=False)
    with st.container(gap=None):
        for link in found[:_MOST]:
            arrow = f"{_INDENT * (link.depth - 2)}:material/subdirectory_arrow_right: " if link.depth > 1 else ""
            _pick("open-contact", link, f"{arrow}{md_escape(link.name)}")
    if len(found) > _MOST:
        st.caption(f"… and {len(found) - _MOST} more.")


def how_you_met(snapshot: Snapshot, contact_id: str) -> None:
    """Draw who led to a person, from oneself on; each is a way to their page. Nothing where nobody did."""
    chain = way_to(snapshot, contact_id)
    if len(chain) == 1:
        return
    st.header("Who led you to them", anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=session.key("chain", contact_id)):
        st.markdown("You" if len(chain) <= _LONGEST else "You, and others", width="content")
        for link in chain[-_LONGEST:]:
            st.markdown(":material/arrow_forward:", width="content")
            if link.contact_id == contact_id:
                st.markdown(f"**{md_escape(link.name)}**", width="content")
            else:
                _pick("on-the-way", link, md_escape(link.name))


def _pick(name: str, link: Link, words: str) -> None:
    navigation.pick("contact", link.contact_id, words, key=session.key(name, link.contact_id))
