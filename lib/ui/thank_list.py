"""Who is to be thanked, and who likes to hear more: the lists beside what one writes."""

from collections.abc import Sequence

import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.ui import session
from lib.ui.safe_text import md_escape
from lib.views.dates import ago, short_day
from lib.views.thanking import Giver, Kept, hearers

# More than this at once is a wall; the rest is one click away.
_MOST = 6


def thank_list(givers: Sequence[Giver], picked: Giver | None) -> None:
    """Draw everybody who is to be thanked, each with what they gave; `picked` is the one that is open."""
    if not givers:
        return
    st.markdown(f"**To thank** ({len(givers)})")
    _givers(givers[:_MOST], picked)
    if rest := givers[_MOST:]:
        with st.expander(f"{len(rest)} more", expanded=picked in rest):
            _givers(rest, picked)


def _givers(givers: Sequence[Giver], picked: Giver | None) -> None:
    with st.container(gap="xsmall"):
        for giver in givers:
            _giver(giver, is_open=giver == picked)


def _giver(giver: Giver, *, is_open: bool) -> None:
    towards = f" {md_escape(giver.to_whom)}" if giver.to_whom else ""
    words = (
        f"{_name(giver.name, is_open=is_open)} · {md_escape(giver.gave)}{towards}, {ago(giver.since, session.today())}"
    )
    _entry(words, giver.interview_id, giver.view)


def _name(name: str, *, is_open: bool) -> str:
    return f"**{md_escape(name)}**" if is_open else md_escape(name)


def _entry(words: str, interview_id: str, view: str = "") -> None:
    key = session.key("open-interview", interview_id, *([view] if view else []))
    record = {"interview": interview_id, **({"view": view} if view else {})}
    st.button(words, key=key, type="tertiary", on_click=st.query_params.from_dict, args=(record,))


def touch_list(kept: Sequence[Kept], picked: str | None) -> None:
    """Draw whom one keeps in touch with: who is due for a word, who comes next, and the others folded away."""
    today = session.today()
    due = [one for one in kept if one.item and one.item.due_on <= today]
    coming = [one for one in kept if one.item and one.item.due_on > today]
    resting = [one for one in kept if one.item is None]
    _titled("Time for a word", due, picked)
    _titled("Coming up", coming, picked)
    _folded(f"Nothing due ({len(resting)})", resting, picked)


def _titled(title: str, ones: Sequence[Kept], picked: str | None) -> None:
    if ones:
        st.markdown(f"**{title}** ({len(ones)})")
        _kept(ones[:_MOST], picked)
        _folded(f"{len(ones) - _MOST} more", ones[_MOST:], picked)


def _folded(words: str, ones: Sequence[Kept], picked: str | None) -> None:
    if ones:
        with st.expander(words):
            _kept(ones, picked)


def _kept(ones: Sequence[Kept], picked: str | None) -> None:
    with st.container(gap="xsmall"):
        for one in ones:
            name = _name(one.row.name, is_open=one.row.interview_id == picked)
            _entry(f"{name} · {_when(one)}", str(one.row.interview_id), one.item.view if one.item else "")


def _when(one: Kept) -> str:
    if one.item is None or one.item.due_on <= session.today():
        return f"last word {ago(one.row.since.date(), session.today())}"
    return short_day(one.item.due_on, session.today())


def good_news(snapshot: Snapshot) -> None:
    """Draw those who like to hear good news, each with the way to a letter of their own."""
    people = hearers(snapshot, session.zone())
    if not people:
        return
    with st.expander("Good news to share?", icon=":material/celebration:"):
        st.markdown(
            "A new job, a course, a decision: whoever helped you likes to hear it from you. Write to one after the "
            "other; each gets a letter of their own."
        )
        for one in people:
            told = f" · told {ago(one.told_on, session.today())}" if one.told_on else ""
            _entry(f"{md_escape(one.name)}{told}", one.interview_id, "news")
