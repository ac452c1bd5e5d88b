"""Good questions to pick from: suggestions for a goal, and all questions, searched; each with why it works."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import streamlit as st

from lib.domain.commands import AddQuestion
from lib.domain.commands.interviews import USUAL_MINUTES
from lib.domain.vocabulary import GoalKind
from lib.method.labels import label
from lib.method.question_bank import all_questions, questions_for_minutes, same_question, spare_questions, suggestions
from lib.method.question_content import CareerStage, Category, Variant
from lib.method.question_search import FoundQuestion, QuestionFilter, find_questions
from lib.ui import session
from lib.ui.safe_text import md_escape

_MINUTES = (15, 20, 30, 45, 60)
_SUGGESTED, _ALL = "Suggested", "All questions"
_SHOWN = 10  # questions of a search at first, and how many come with each “Show more”
_LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Picking:
    """For which goal questions are picked: what is written there or was dropped, and what was asked for other goals."""

    goal_id: str
    kind: GoalKind
    written: Sequence[str]
    dropped: Sequence[str]
    own: Sequence[str]

    def key(self, *parts: str) -> str:
        """Return a widget's key."""
        return session.key("bank", self.goal_id, *parts)


def question_bank(picking: Picking) -> None:
    """Draw questions to pick from, each added with one click; folded at first where some are written already."""
    # Asked once: an expander that is told something else after each Add would fold.
    is_open = st.session_state.setdefault(picking.key("open"), not picking.written)
    with st.expander("Find good questions", expanded=bool(is_open), key=picking.key("expander")):
        chosen = st.segmented_control(
            "Which questions",
            [_SUGGESTED, _ALL],
            default=_SUGGESTED,
            required=True,
            key=picking.key("which"),
            label_visibility="collapsed",
        )
        if chosen == _ALL:
            _search(picking)
        else:
            _suggested(picking)


def _suggested(picking: Picking) -> None:
    minutes = st.segmented_control(
        "For a talk of so many minutes",
        _MINUTES,
        default=USUAL_MINUTES,
        required=True,
        key=picking.key("minutes"),
    )
    variants = _variants(picking)
    plenty = questions_for_minutes(minutes)
    number = len(picking.written)
    left = plenty + spare_questions() * (number >= plenty) - number
    st.caption(_how_many(minutes, plenty, number))
    found = suggestions(picking.kind, (*picking.written, *picking.dropped), max(left, 0), variants)
    _rows(picking, (FoundQuestion(one.text, one.why, one.id, one.category) for one in found))


def _how_many(minutes: int, plenty: int, written: int) -> str:
    fits = f"{plenty} questions fit into {minutes} minutes"
    if written == 0:
        return f"{fits}. These cover what a talk should cover."
    if written < plenty:
        return f"{fits}; you have {written}. These complete the talk."
    if (more := plenty + spare_questions() - written) > 0:
        return f"{fits}; you have {written}. Have {more} more ready, in case it goes fast."
    return f"{fits}; you have {written}. That is plenty: put those first that matter most."


def _variants(picking: Picking) -> list[Variant]:
    chosen: list[Variant] = st.pills(
        "Does one of these fit you? It is used to pick questions and is not saved.",
        list(Variant),
        selection_mode="multi",
        format_func=label,
        key=picking.key("variants"),
        wrap=True,
        persist_state="page",
    )
    return chosen


def _search(picking: Picking) -> None:
    words = st.text_input(
        "Search by words",
        key=picking.key("words"),
        live="400ms",
        max_chars=_LONGEST_SEARCH,
        type="search",
        placeholder="pay, first job, abroad",
        persist_state="page",
    )
    wanted = _filter(picking)
    known = {same_question(text) for text in (*picking.written, *picking.dropped)}
    found = [one for one in find_questions(words or "", wanted, picking.own) if same_question(one.text) not in known]
    looked_for = (words, wanted)
    last, more = st.session_state.get(picking.key("shown"), (looked_for, 0))
    shown = _SHOWN + (more if last == looked_for else 0)
    st.caption(_found(len(found), wanted))
    _rows(picking, found[:shown])
    if len(found) > shown:
        st.button("Show more", key=picking.key("more"), on_click=_show, args=(picking.key("shown"), looked_for, shown))


def _filter(picking: Picking) -> QuestionFilter:
    with st.popover("Filters", icon=":material/tune:", key=picking.key("filters")):
        category = _choice(picking, "What it is about", "category", list(Category))
        kind = _choice(picking, "What you want to learn about", "kind", list(GoalKind))
        stage = _choice(picking, "Where you are in working life", "stage", list(CareerStage))
        variants = _variants(picking)
    return QuestionFilter(category, kind, frozenset(variants), stage)


def _choice(picking: Picking, words: str, name: str, options: Sequence[StrEnum]) -> Any:
    return st.selectbox(
        words,
        options,
        index=None,
        format_func=label,
        placeholder="Any",
        key=picking.key(name),
        persist_state="page",
    )


def _show(shown_key: str, looked_for: tuple[str | None, QuestionFilter], shown: int) -> None:
    st.session_state[shown_key] = (looked_for, shown)


def _found(number: int, wanted: QuestionFilter) -> str:
    chosen = (wanted.category, wanted.kind, wanted.stage, *sorted(wanted.variants))
    words = ", ".join(label(one) for one in chosen if one)
    if number == 0:
        more = f" The filters let pass only: {words}." if words else ""
        return f"No question fits. Try another word.{more}"
    return f"{number} question{'' if number == 1 else 's'} of {len(all_questions())}{f': {words}' if words else ''}"


def _rows(picking: Picking, found: Iterable[FoundQuestion]) -> None:
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            with st.container(gap="xxsmall"):
                st.markdown(md_escape(one.text))
                about = f"{label(one.category)}: {one.why}" if one.category else "Your own question, from another goal."
                st.caption(about)
            key = picking.key("add", one.bank_id or same_question(one.text))
            adding = AddQuestion(goal_id=picking.goal_id, text=one.text, bank_id=one.bank_id)
            st.button("Add", key=key, help="Add this question", on_click=_add, args=(key, adding))


def _add(key: str, adding: AddQuestion) -> None:
    # A row that the click before took away has not been clicked.
    if st.session_state.get(key):
        session.carry_out(adding)
