"""The marked lines of the notes, each kept with one click, or all at once."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Mark
from lib.method.labels import label
from lib.ui import session
from lib.ui.safe_text import md_escape
from lib.ui.write_thanks import bring_up_to_date
from lib.views.debriefing import Suggestion, suggestions
from lib.views.thanks_draft import Noted

_KEEP = {Mark.TO_DO: "Keep as a to-do", Mark.PERSON: "Add to my contacts", Mark.RESOURCE: "Keep it to look up"}
_AS_TAKEAWAY = "Keep as a takeaway"
_WIDTH = 400  # pixels: the button has room beside the words, or stands below where there is none


def from_the_notes(snapshot: Snapshot, row: Any) -> None:
    """Draw what was marked in the notes of an interview (a row of `interviews`) and is not kept yet."""
    found = suggestions(snapshot, row.interview_id)
    if not found:
        return
    now = Noted(snapshot, snapshot, session.zone(), session.today())
    with st.container(border=True, key=session.key("from-notes", row.interview_id)):
        st.markdown("**You marked this in your notes**")
        for one in found:
            _suggestion(now, row, one)
        if len(found) > 1:
            key = session.key("keep-all", row.interview_id)
            every = tuple(one.id for one in found)
            words = f"Keep all {len(found)}"
            st.button(words, key=key, icon=":material/done_all:", on_click=_keep, args=(now, row, every))


def _suggestion(now: Noted, row: Any, one: Suggestion) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"{md_escape(one.text)} :gray-badge[{label(one.mark)}]", width=_WIDTH)
        words, key = _KEEP.get(one.mark, _AS_TAKEAWAY), session.key("keep", row.interview_id, one.id)
        st.button(words, key=key, on_click=_keep, args=(now, row, (one.id,)))


def _keep(before: Noted, row: Any, ids: Collection[str]) -> None:
    """Keep these lines, if they are not kept yet; a thank-you that is begun takes them up."""
    with session.noticed():
        left = [one for one in suggestions(session.workspace().snapshot(), row.interview_id) if one.id in ids]
        if not left:
            return
        receipts = session.do_all([one.command(row.interview_id) for one in left])
        bring_up_to_date(replace(before, after=session.workspace().snapshot()), row)
        session.notice("Kept." if len(left) == 1 else f"All {len(left)} are kept.", *receipts)
