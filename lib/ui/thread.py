"""Everything that was said and done in an interview, in order; each line can be corrected."""

from typing import Any, NoReturn

import streamlit as st

from lib.domain.commands import CorrectMessage, CorrectStep, RemoveMessage
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Channel
from lib.method.labels import label
from lib.store.workspace import Receipt
from lib.ui import session
from lib.ui.answer_fields import when_it_was
from lib.ui.forms import FieldProblems
from lib.ui.log_message import log_message
from lib.ui.safe_text import md_escape
from lib.views.thread import Happened, Said, whole_thread

_OPEN = "askwell:corrected-line"
_LONG_TEXT, _MANY_LINES = 900, 14  # what is longer is folded
_SHOWN_LINES = 6


def said_so_far(snapshot: Snapshot, row: Any, words: str) -> None:
    """Draw what was said in an interview (a row of `interviews`), folded under `words`, and a place to log more."""
    entries = whole_thread(snapshot, row.interview_id)
    count = len([entry for entry in entries if isinstance(entry, Said)])
    with st.expander(f"{words} ({count})" if count else words, key=session.key("said", row.interview_id)):
        for entry in entries:
            if isinstance(entry, Said):
                _message(row, entry)
            else:
                _step(row, entry)
        log_message(row)


def last_words(snapshot: Snapshot, row: Any) -> None:
    """Draw what they wrote last in an interview (a row of `interviews`), while it is the last that was said."""
    said = [entry for entry in whole_thread(snapshot, row.interview_id) if isinstance(entry, Said)]
    if said and not said[-1].is_mine and not said[-1].is_automatic and said[-1].body:
        with st.container(border=True, gap="small"):
            st.markdown(_head(row, said[-1]))
            _body(said[-1].body)


def _message(row: Any, said: Said) -> None:
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(_head(row, said), width="stretch")
            _change_button(said.message_id)
        if said.subject:
            st.caption(md_escape(said.subject))
        _body(said.body)
        if _is_open(said.message_id):
            _correct_message(said)


def _head(row: Any, said: Said) -> str:
    who = "You" if said.is_mine else md_escape(row.name)
    to = f" to **{md_escape(said.to_name)}**" if said.to_name else ""
    mark = " :gray-badge[Automatic reply]" if said.is_automatic else ""
    return f"**{who}**{to}, {session.local(said.at)}, {label(said.channel).lower()}{mark}"


def _body(text: str) -> None:
    lines = text.split("\n")
    if len(text) <= _LONG_TEXT and len(lines) <= _MANY_LINES:
        if text:
            st.text(text)
        return
    st.text("\n".join(lines[:_SHOWN_LINES])[:_LONG_TEXT].rstrip() + " …")
    with st.expander("All of it"):
        st.text(text)


def _step(row: Any, happened: Happened) -> None:
    name = f"{row.interview_id}-{happened.number}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f":material/arrow_right_alt: {label(happened.step)}, {session.local(happened.at)}", width="stretch")
        _change_button(name)
    if _is_open(name):
        _correct_step(row, happened)


def _change_button(name: str) -> None:
    words = "Close" if _is_open(name) else "Change"
    st.button(words, key=session.key("change-line", name), type="tertiary", on_click=_toggle, args=(name,))


def _is_open(name: str) -> bool:
    return bool(st.session_state.get(_OPEN) == name)


def _toggle(name: str) -> None:
    st.session_state[_OPEN] = None if _is_open(name) else name


def _correct_message(said: Said) -> None:
    problems = FieldProblems()
    with st.form(session.key("correct-message", said.message_id), border=False):
        words = "When did you send it?" if said.is_mine else "When did it come?"
        moment = when_it_was(said.message_id, said.at, words, problems)
        channels = list(Channel)
        channel = st.selectbox("By which way?", channels, channels.index(said.channel), format_func=label)
        is_saved = st.form_submit_button("Save", type="primary")
    if is_saved:
        with problems.shown():
            known = {"message_id": said.message_id, "now": session.now()}
            corrected = {"happened_at": moment.moment() or said.at, "channel": channel}
            _saved(session.do(CorrectMessage.of(corrected, **known)))
    if said.is_removable and st.button("Remove this message", key=session.key("remove-message", said.message_id)):
        with session.told():
            session.finish("The message is removed.", session.do(RemoveMessage(message_id=said.message_id)))


def _correct_step(row: Any, happened: Happened) -> None:
    problems = FieldProblems()
    with st.form(session.key("correct-step", row.interview_id, str(happened.number)), border=False):
        moment = when_it_was(f"{row.interview_id}-{happened.number}", happened.at, "When was it?", problems)
        is_saved = st.form_submit_button("Save", type="primary")
    if is_saved:
        with problems.shown():
            known = {"interview_id": row.interview_id, "number": happened.number, "now": session.now()}
            _saved(session.do(CorrectStep.of({"happened_at": moment.moment() or happened.at}, **known)))


def _saved(receipt: Receipt) -> NoReturn:
    st.session_state[_OPEN] = None
    session.finish("Corrected. What is due moves with it.", receipt)
