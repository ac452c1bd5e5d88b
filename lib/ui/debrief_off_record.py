"""What was told in confidence: a tick keeps it out of what others may read."""

from dataclasses import replace
from typing import Any

import streamlit as st

from lib.domain.commands import KeepOffRecord
from lib.domain.snapshot import Snapshot
from lib.ui import session
from lib.ui.safe_text import md_escape
from lib.ui.write_thanks import bring_up_to_date
from lib.views.debriefing import Confidence, confidences
from lib.views.thanks_draft import Noted

_SHOWN = 80  # characters of a text, so that it is told from others


def off_record(snapshot: Snapshot, row: Any) -> None:
    """Draw, folded, all that was noted in an interview (a row of `interviews`), each with its tick."""
    found = confidences(snapshot, row.interview_id)
    if not found:
        return
    count = len([one for one in found if one.is_off])
    now = Noted(snapshot, snapshot, session.zone(), session.today())
    title = f"Told in confidence ({count} off the record)" if count else "Told in confidence?"
    # With a key, it stays open when its title counts on.
    with st.expander(title, icon=":material/visibility_off:", key=session.key("confidences", row.interview_id)):
        st.markdown(
            "What you tick is off the record: you still see it, but no report shows it, and no letter begun here "
            "quotes it."
        )
        for one in found:
            key = session.key("off-record", one.record_id, one.field, str(one.is_off))
            words = f"**{md_escape(_begin(one.what))}**: {md_escape(_begin(one.text))}"
            st.checkbox(words, one.is_off, key=key, on_change=_keep_off, args=(key, one, now, row))


def _begin(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rstrip()}…"


def _keep_off(key: str, one: Confidence, before: Noted, row: Any) -> None:
    with session.noticed():
        session.do(KeepOffRecord.of({one.field: one.record_id}, off_record=bool(st.session_state.get(key))))
        bring_up_to_date(replace(before, after=session.workspace().snapshot()), row)
