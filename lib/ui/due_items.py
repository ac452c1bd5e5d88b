"""Things to do as lines: what, why now, the one button that opens the right page at the right record, and “later”."""

from collections.abc import Sequence

import streamlit as st

from lib.ui import navigation, session
from lib.ui.debrief_promises import promise_done
from lib.ui.later import deciding, later_menu
from lib.ui.safe_text import md_escape
from lib.ui.write_thanks import open_thanks
from lib.views.dates import long_day, short_day
from lib.views.due import DueItem
from lib.views.interviews import one_interview

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
# More than this at once is a wall, not a list for today; the rest is one click away.
_MOST = 12
# Of the words, in pixels: the button has room beside them, or stands below where there is none.
_WIDTH, _FOLDED_WIDTH = 400, 330


def due_now(items: Sequence[DueItem]) -> None:
    """Draw what is due, the most urgent first."""
    if not items:
        st.header("Done for today.", anchor=False)
        st.markdown("Nothing is due. Rest, or take a look at what comes up.")
        return
    number = _NUMBERS[len(items)] if len(items) < len(_NUMBERS) else str(len(items))
    st.header(f"{number} thing{'s' if len(items) > 1 else ''} for today", anchor=False)
    for item in items[:_MOST]:
        _line(item)
    if len(items) > _MOST:
        navigation.link("progress", f"See the other {len(items) - _MOST} under Progress")


def what_comes_next(items: Sequence[DueItem]) -> None:
    """Draw the first of what an interview that waits asks for, and when."""
    for item in items[:1]:
        if item.due_on <= session.today():
            words = f"**{md_escape(item.what)}**: it is time. {md_escape(item.why)}"
        else:
            words = f"If you hear nothing: **{md_escape(item.what)}** on {long_day(item.due_on)}."
        st.markdown(f":material/event: {words}")


def folded(title: str, items: Sequence[DueItem]) -> None:
    """Draw what is not due, folded under its count."""
    if not items:
        return
    with st.expander(f"{title} ({len(items)})"):
        for item in items[:_MOST]:
            _line(item, width=_FOLDED_WIDTH)
        if len(items) > _MOST:
            st.caption(f"… and {len(items) - _MOST} more, later than these.")


def _line(item: DueItem, width: int = _WIDTH) -> None:
    key = session.key("due", item.page, item.rule, *item.record)
    with st.container(border=True, gap="small", key=key):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{md_escape(item.what)}**{_badge(item)}  \n{md_escape(item.why)}", width=width)
            with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
                _way(item)
                later_menu(item)
        deciding(item)


def _way(item: DueItem) -> None:
    """Draw what leads to where an item is done; a thank-you is begun on the way, so that it is one click.

    What was promised, or is to do, is ticked off right here, as it was done elsewhere.
    """
    if item.promise_id:
        promise_done(session.snapshot(), item.interview_id, item.promise_id, f"Done: {item.what}.")
    if item.page == "thank" and not item.view:
        row = one_interview(session.snapshot(), session.zone(), item.interview_id)
        if row.owes_thanks:
            key = session.key("thank", item.interview_id)
            if st.button(item.button, icon=":material/arrow_forward:", key=key):
                open_thanks(session.snapshot(), row)
            return
    navigation.link(item.page, item.button, icon=":material/arrow_forward:", **_record(item))


def _badge(item: DueItem) -> str:
    today = session.today()
    if item.waits_for == "nobody":
        return ""
    if item.due_on < today:
        return f" :orange-badge[due {short_day(item.due_on, today)}]"
    put_off = "put off to " if item.deferral_id else ""
    return "" if item.due_on == today else f" :gray-badge[{put_off}{short_day(item.due_on, today)}]"


def _record(item: DueItem) -> dict[str, str]:
    named = {"interview": item.interview_id, "goal": item.goal_id, "contact": item.contact_id, "view": item.view}
    if item.page == "choose":
        del named["interview"]
    return {name: value for name, value in named.items() if value}
