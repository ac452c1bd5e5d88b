"""What the coach says of a question, under it: what would be better, why, and the better form at one click."""

from typing import Any

import streamlit as st

from lib.domain.commands import AddQuestion, EditQuestion
from lib.domain.errors import EditConflictError
from lib.method.question_coach import QuestionRemark, question_remarks
from lib.ui import session
from lib.ui.safe_text import md_escape

_KEPT = "askwell:kept-questions"


def question_coaching(row: Any) -> None:
    """Draw the weightiest remark on a question (a row of the questions frame); nothing where there is none.

    A question that somebody keeps as it is gets no remark any more, until it is changed.
    """
    remarks = () if (row.id, row.text) in _kept() else question_remarks(row.text)
    if not remarks:
        return
    remark = remarks[0]
    with st.container(gap="xxsmall", key=session.key("question-coach", row.id)):
        st.caption(f":material/lightbulb: {md_escape(_words(remark))}", help=f"{remark.why} Source: {remark.source}.")
        with st.container(horizontal=True, gap="small"):
            number = len(remark.better)
            if number:
                words = "Use this form" if number == 1 else f"Make them {number} questions"
                _button(words, "better-question", row, remark.better)
            _button("Keep mine", "keep-question", row, (), is_quiet=True)


def _words(remark: QuestionRemark) -> str:
    if not remark.better:
        return f"{remark.said} {remark.advice}"
    return f"{remark.said} Better: {' '.join(f'“{better}”' for better in remark.better)}"


def _kept() -> set[tuple[str, str]]:
    kept: set[tuple[str, str]] = st.session_state.setdefault(_KEPT, set())
    return kept


def _button(words: str, name: str, row: Any, better: tuple[str, ...], *, is_quiet: bool = False) -> None:
    key = session.key(name, row.id)
    st.button(words, key=key, type="tertiary" if is_quiet else "secondary", on_click=_act, args=(key, row, better))


def _act(key: str, row: Any, better: tuple[str, ...]) -> None:
    # A button that the click before took away has not been clicked.
    if not st.session_state.get(key):
        return
    if better:
        _use(row, better)
    else:
        _kept().add((row.id, row.text))


def _use(row: Any, better: tuple[str, ...]) -> None:
    """Put the better form in the question's place, and what it falls apart into after all others."""
    more = [AddQuestion(goal_id=row.goal_id, text=text) for text in better[1:]]
    edited = EditQuestion(question_id=row.id, version=row.version, text=better[0])
    with session.noticed():
        try:
            session.notice("The question is asked in the better form.", *session.do_all([edited, *more]))
        except EditConflictError:
            session.notice("This question was changed in the meantime. It stays as you typed it.")
