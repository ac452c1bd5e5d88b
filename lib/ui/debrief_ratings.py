"""What a conversation changed, how useful it was, and what is to be asked next time."""

from typing import Any

import streamlit as st

from lib.domain.commands import CarryQuestion
from lib.domain.fields import TEXT_LIMIT
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Outcome, RatedWhen, Rating
from lib.method.scales import scale
from lib.ui import session
from lib.ui.rating_choice import rating_choice
from lib.ui.safe_text import md_escape
from lib.ui.typed_field import typed_field
from lib.views.debriefing import rated, unasked


def what_changed(snapshot: Snapshot, row: Any) -> None:
    """Draw whether it fits more or less, how sure one is now, and a place for what one sees differently."""
    st.header("What changed in your mind?", anchor=False)
    rating_choice(snapshot, row, Rating.FIT, RatedWhen.AFTER)
    rating_choice(snapshot, row, Rating.CONFIDENCE, RatedWhen.AFTER, words="How sure of yourself are you now?")
    before = rated(snapshot, row.interview_id, Rating.CONFIDENCE, RatedWhen.BEFORE)
    if before is not None:
        st.caption(f"Before the talk you said: {scale(Rating.CONFIDENCE)[before].lower()}.")
    typed_field(f"debrief/{row.interview_id}/changed", label="What do you see differently now?", **_LOOK)


_LOOK: Any = {"height": 72, "limit": TEXT_LIMIT}


def next_time(snapshot: Snapshot, row: Any) -> None:
    """Draw how useful it was, a place for what one would ask next time, and the questions that were not asked."""
    st.header("How was it?", anchor=False)
    rating_choice(snapshot, row, Rating.USEFULNESS, RatedWhen.AFTER)
    typed_field(f"debrief/{row.interview_id}/next_time", label="What would you ask next time?", **_LOOK)
    _not_asked(snapshot, row)


def _not_asked(snapshot: Snapshot, row: Any) -> None:
    """Draw the questions that were not asked, each with a tick that carries it on to the next conversation."""
    found = unasked(snapshot, row.interview_id)
    if not found:
        return
    what = "Not answered" if row.outcome == Outcome.ANSWERED else "Not asked"
    st.markdown(f"**{what} this time.** Tick what you want to ask next time:")
    for question, is_carried in found:
        key = session.key("carry", row.interview_id, question.question_id, str(is_carried))
        named = (key, row.interview_id, question.question_id)
        st.checkbox(md_escape(question.text), is_carried, key=key, on_change=_carry, args=named)
    left = tuple(question.question_id for question, is_carried in found if not is_carried)
    if len(left) > 1:
        key = session.key("carry-all", row.interview_id)
        st.button("Ask all of them next time", key=key, on_click=_carry_all, args=(row.interview_id, left))


def _carry(key: str, interview_id: str, question_id: str) -> None:
    carried = bool(st.session_state.get(key))
    session.carry_out(CarryQuestion(interview_id=interview_id, question_id=question_id, carried=carried))


def _carry_all(interview_id: str, question_ids: tuple[str, ...]) -> None:
    with session.noticed():
        every = [CarryQuestion(interview_id=interview_id, question_id=one) for one in question_ids]
        session.notice("They will be asked first next time.", *session.do_all(every))
