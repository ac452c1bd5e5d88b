"""Advice that came in writing: their words, from which passages are kept as answers and takeaways."""

from dataclasses import replace
from typing import Any

import streamlit as st

from lib.domain.commands import InvalidInputsError, LogMessage
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Channel, Direction
from lib.ui import session
from lib.ui.forms import AddingForm, FieldProblems
from lib.ui.kept_text import forget_text, kept_text
from lib.ui.safe_text import md_escape
from lib.ui.write_thanks import bring_up_to_date
from lib.views.advice import Advice, advice, as_answer, as_takeaway, is_answer, is_takeaway, passages
from lib.views.conversation import AskedQuestion, asked_questions
from lib.views.thanks_draft import Noted

_AT_ONCE = 25  # passages
_TAKEAWAY = "takeaway"
_SHOWN = 40  # characters of a question: the menu fits on a phone


def written_advice(snapshot: Snapshot, row: Any) -> None:
    """Draw what they wrote in an interview (a row of `interviews`), or the place where it is pasted."""
    st.header("What they wrote", anchor=False)
    found = advice(snapshot, row.interview_id)
    if not found:
        _paste(row)
        return
    st.markdown("Choose what answers a question or is worth taking away. Their words stay as they are.")
    for one in found:
        _message(snapshot, row, one)


def _paste(row: Any) -> None:
    problems, form = FieldProblems(), AddingForm("their-words", row.interview_id)
    name = f"{form.key}-text"
    text = kept_text(name, "Paste what they wrote", height=160)
    problems.under("text")
    if st.button("Keep their words", key=f"{form.key}-keep"):
        with problems.shown():
            if not text.strip():
                raise InvalidInputsError({"text": "Paste their answer first."})
            channel = Channel(row.channel) if row.channel else Channel.EMAIL
            known = {"interview_id": row.interview_id, "direction": Direction.RECEIVED, "channel": channel}
            receipt = session.do(LogMessage.of({"text": text}, **known))
            form.added()
            forget_text(name)
            session.finish("Kept, word for word.", receipt)


def _message(snapshot: Snapshot, row: Any, one: Advice) -> None:
    found = [passage for passage in passages(one.text) if passage.strip()]
    shown_key = session.key("passages-shown", one.message_id)
    shown = int(st.session_state.get(shown_key, _AT_ONCE))
    with st.container(border=True, gap="small", key=session.key("their-words", one.message_id)):
        for place, passage in enumerate(found[:shown]):
            _passage(snapshot, row, f"{one.message_id}-{place}", passage)
        if len(found) > shown:
            words = f"Show more ({len(found) - shown})"
            st.button(words, key=f"{shown_key}-more", type="tertiary", on_click=_show_more, args=(shown_key, shown))


def _show_more(key: str, shown: int) -> None:
    st.session_state[key] = shown + _AT_ONCE


def _passage(snapshot: Snapshot, row: Any, name: str, passage: str) -> None:
    questions = {one.question_id: one for one in asked_questions(snapshot, row.interview_id)}
    answered = [one for one in questions if is_answer(snapshot, row.interview_id, one, passage)]
    kept = [_TAKEAWAY] if is_takeaway(snapshot, row.interview_id, passage) else []
    options = [one for one in (_TAKEAWAY, *questions) if one not in {*kept, *answered}]
    key = session.key("keep-passage", name)
    now = Noted(snapshot, snapshot, session.zone(), session.today())
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        with st.container(gap="small"):
            st.text(passage.strip())
            if badges := [_badge(questions, one) for one in (*kept, *answered)]:
                st.markdown(" ".join(badges))
        if options:
            st.menu_button(
                "Keep as",
                options,
                format_func=lambda one: _words(questions, one),
                key=key,
                type="tertiary",
                on_click=_keep,
                args=(now, row, key, passage),
            )


def _words(questions: dict[str, AskedQuestion], one: str) -> str:
    """Return what a passage is kept as, with the question's place, as two questions may begin alike."""
    if one == _TAKEAWAY:
        return "A takeaway"
    text = questions[one].text
    begin = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
    return f"Answer {list(questions).index(one) + 1}: {md_escape(begin)}"


def _badge(questions: dict[str, AskedQuestion], one: str) -> str:
    words = "Takeaway" if one == _TAKEAWAY else f"Answer {list(questions).index(one) + 1}"
    return f":green-badge[{words}]"


def _keep(before: Noted, row: Any, key: str, passage: str) -> None:
    """Keep a passage as what was chosen in its menu, unless it is kept so already."""
    with session.noticed():
        chosen, now = st.session_state.get(key), session.workspace().snapshot()
        if chosen == _TAKEAWAY and not is_takeaway(now, row.interview_id, passage):
            receipt = session.do(as_takeaway(row.interview_id, passage))
            session.notice("Kept as a takeaway.", receipt)
        elif chosen not in {None, _TAKEAWAY} and not is_answer(now, row.interview_id, chosen, passage):
            session.notice("Kept as an answer.", session.do(as_answer(now, row.interview_id, chosen, passage)))
        bring_up_to_date(replace(before, after=session.workspace().snapshot()), row)
