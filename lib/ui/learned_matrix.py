"""Questions by people: what each answered, one question after another or as a table, narrowed to what one looks for."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.method.labels import label
from lib.method.question_bank import Category
from lib.ui import session
from lib.views.dates import day_of, short_day
from lib.views.matrix import (
    QUESTION,
    Answered,
    MatrixFilters,
    QuestionAnswers,
    by_question,
    matrix,
    narrowed,
    table,
)
from lib.views.options import told_apart

LIST, TABLE = "One after another", "As a table"
QUESTIONS_AT_ONCE, ANSWERS_AT_ONCE = 8, 9
LONG = 320  # characters after which an answer folds
_ROW_HEIGHT, _HEADER_HEIGHT = 132, 38  # pixels; a row has six lines
_ROWS = 5  # in sight at once
_ANSWERED = {Answered.NOBODY: "Nobody yet", Answered.SEVERAL: "Several people"}
_OWN_QUESTIONS = "My own words"
_FILTERS = _PERSON, _KIND, _BY = ("answers-of", "answers-kind", "answered-by")  # keys of the fields


def answers_matrix(snapshot: Snapshot, goal_id: str) -> None:
    """Draw the answers to a goal's questions, with the filters over them."""
    rows = matrix(snapshot, session.zone(), goal_id)
    st.header("Questions and answers", anchor=False)
    if rows.empty:
        st.markdown("Nothing yet. What you note to a question during a talk stands here, side by side.")
        return
    filters = _filters(rows, goal_id)
    if _view() == TABLE:
        _table(narrowed(rows, filters))
    else:
        _questions(_by_question(snapshot, goal_id, rows, filters), goal_id)


def _by_question(
    snapshot: Snapshot, goal_id: str, rows: pd.DataFrame, filters: MatrixFilters
) -> tuple[QuestionAnswers, ...]:
    if filters != MatrixFilters():
        return by_question(narrowed(rows, filters))
    return snapshot.derive(("answers by question", session.zone(), goal_id), lambda: by_question(rows))


def _filters(rows: pd.DataFrame, goal_id: str) -> MatrixFilters:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Search",
            placeholder="Question or answer …",
            live="400ms",
            key=session.key("find-answers", goal_id),
            width=260,
        )
        set_ones = len([name for name in _FILTERS if st.session_state.get(session.key(name, goal_id))])
        words_on_it = f"Filters ({set_ones})" if set_ones else "Filters"
        with st.popover(words_on_it, icon=":material/filter_list:", key=session.key("answer-filters")):
            persons = _persons(rows, goal_id)
            categories = st.multiselect(
                "Kind of question",
                list(dict.fromkeys(rows["category"])),
                format_func=lambda one: label(Category(one)) if one else _OWN_QUESTIONS,
                key=session.key(_KIND, goal_id),
                placeholder="Any",
            )
            answered = st.selectbox(
                "Answered by",
                list(_ANSWERED),
                None,
                format_func=_ANSWERED.__getitem__,
                key=session.key(_BY, goal_id),
                placeholder="Anybody or nobody",
            )
    return MatrixFilters(words or "", tuple(persons), tuple(categories), answered)


def _persons(rows: pd.DataFrame, goal_id: str) -> list[str]:
    people = told_apart(dict(zip(rows["interview_id"], rows["name"], strict=True)))
    return st.multiselect(
        "Person",
        list(people),
        format_func=lambda one: people.get(one, ""),
        key=session.key(_PERSON, goal_id),
        placeholder="Any",
    )


def _view() -> str:
    chosen = st.segmented_control(
        "View",
        [LIST, TABLE],
        default=LIST,
        required=True,
        key=session.key("answers-view"),
        label_visibility="collapsed",
        persist_state="session",
    )
    return chosen or LIST


def _questions(found: tuple[QuestionAnswers, ...], goal_id: str) -> None:
    if not found:
        st.markdown("Nothing fits these filters.")
    questions, answers = QUESTIONS_AT_ONCE, ANSWERS_AT_ONCE
    with st.container(horizontal=True):
        if len(found) > questions and st.checkbox(
            f"All {len(found)} questions", key=session.key("all-questions", goal_id)
        ):
            questions = len(found)
        most = max((len(one.answers) for one in found), default=0)
        if most > answers and st.checkbox(f"All answers, up to {most}", key=session.key("all-answers", goal_id)):
            answers = most
    for one in found[:questions]:
        st.html(_question(one, answers))


def _question(one: QuestionAnswers, most: int) -> str:
    dropped = ' <span class="mark">Dropped</span>' if one.is_dropped else ""
    head = f"<h3>{escape(one.question)}{dropped}</h3><p>{_how_many(one)}</p>"
    given = "".join(_answer(row) for row in one.answers[:most])
    more = len(one.answers) - most
    rest = f"<p>{more} more: tick “All answers”, or look for a person or a word.</p>" if more > 0 else ""
    return f'<section class="answers">{head}{f"<ul>{given}</ul>" if given else ""}{rest}</section>'


def _how_many(one: QuestionAnswers) -> str:
    number = len(one.answers)
    if not number:
        return "Nobody answered this yet."
    return f"{number} of {number + len(one.silent)} answered."


def _answer(row: Any) -> str:
    day = day_of(row.talked_on)
    when = f", {short_day(day, session.today())}" if day else ""
    lock = ' <span class="mark">Off the record</span>' if row.off_record else ""
    place = f" · {escape(row.organisation)}" if row.organisation else ""
    return f"<li><p><strong>{escape(row.name)}</strong>{place}{when}{lock}</p>{_text(row.answer)}</li>"


def _text(answer: str) -> str:
    if len(answer) <= LONG:
        return f'<p class="words" dir="auto">{escape(answer)}</p>'
    start = answer.strip()[:LONG].rsplit(maxsplit=1)[0]
    return (
        f'<details class="long"><summary><span class="words" dir="auto">{escape(start)} …</span></summary>'
        f'<p class="words" dir="auto">{escape(answer)}</p></details>'
    )


def _table(shown: pd.DataFrame) -> None:
    wide = table(shown)
    text = st.column_config.TextColumn
    columns = {QUESTION: text(pinned=True, width=220)} | dict.fromkeys(wide.columns[1:], text(width=240))
    st.dataframe(
        wide,
        hide_index=True,
        column_config=columns,
        row_height=_ROW_HEIGHT,
        height=_ROW_HEIGHT * min(len(wide), _ROWS) + _HEADER_HEIGHT,
        alt="What each person answered to each question; a row a question, a column a person",
    )
    st.caption("Click a cell twice to read a long answer whole.")
