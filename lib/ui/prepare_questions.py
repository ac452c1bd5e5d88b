"""Which questions to ask in one interview: ticked, put in order, with what is known of each, and sent in advance."""

from typing import Any

import streamlit as st

from lib.domain.commands import PlanQuestions
from lib.domain.snapshot import Snapshot
from lib.method.talk_plan import talk_plan
from lib.ui import navigation, session
from lib.ui.safe_text import md_escape
from lib.views.plan import PlannedQuestion, QuestionPlan, planned_questions, question_plan

_NONE_YET = "None yet. Three are a good start."
_ONE_STAYS = "One question stays. Tick another one first."


def questions_to_ask(row: Any, plan: QuestionPlan) -> None:
    """Draw the questions of an interview (a row of `interviews`): those to ask in order, and folded the others."""
    with st.container(gap="xsmall", key=session.key("plan", row.interview_id)):
        for place, question in enumerate(plan.planned):
            _planned(row, question, place, len(plan.planned))
    _remarks(plan)
    if plan.left_over:
        with st.expander(f"Not for this talk ({len(plan.left_over)})"):
            for question in plan.left_over:
                _tick(row, question, is_locked=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        navigation.link("learn", "Change the questions", icon=":material/edit:", goal=row.goal_id)
        if plan.is_chosen:
            st.button(
                "Take what fits",
                key=session.key("as-suggested", row.interview_id),
                help="Choose again: what waits first, then as many as there is time for.",
                type="tertiary",
                icon=":material/restart_alt:",
                on_click=session.carry_out,
                args=(PlanQuestions(interview_id=row.interview_id, question_ids=()), "Chosen again by the time."),
            )


def _remarks(plan: QuestionPlan) -> None:
    if not plan.planned:
        st.markdown(_NONE_YET if not plan.left_over else "They answered all of them already. Tick what to ask again.")
    elif len(plan.planned) > plan.fits:
        st.caption(f"In {plan.minutes} minutes there is time for about {plan.fits}. Put first what matters most.")


def _planned(row: Any, question: PlannedQuestion, place: int, number: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="xsmall"):
        _tick(row, question, is_locked=number == 1)
        _mover(row, question, place - 1, is_possible=place > 0, is_up=True)
        _mover(row, question, place + 1, is_possible=place < number - 1, is_up=False)


def _tick(row: Any, question: PlannedQuestion, *, is_locked: bool) -> None:
    minute = "" if question.minute is None else f":gray-badge[{question.minute} min] "
    known = "".join(f" :small[:gray[· {md_escape(words)}]]" for words in _known(row, question))
    st.checkbox(
        f"{minute}{md_escape(question.text)}{known}",
        question.is_planned,
        # A question that comes or goes is another box, so that undoing it leaves no tick behind.
        key=session.key("ask", row.interview_id, question.question_id, "in" if question.is_planned else "out"),
        help=_ONE_STAYS if is_locked else None,
        disabled=is_locked,
        on_change=_replan,
        args=(row.interview_id, question.question_id, None if question.is_planned else -1),
        width="stretch",
    )


def _known(row: Any, question: PlannedQuestion) -> list[str]:
    """Return what one should know of a question before asking it."""
    others = question.answered_by_others
    return [
        *([f"not asked last time with {question.not_asked_with}"] if question.is_carried else []),
        *([f"{row.name} told you already"] if question.is_answered else []),
        *([f"answered by {others} other{'s' if others > 1 else ''}"] if others else []),
    ]


def _mover(row: Any, question: PlannedQuestion, place: int, *, is_possible: bool, is_up: bool) -> None:
    words = "Ask it earlier" if is_up else "Ask it later"
    st.button(
        # Who hears the page is told which question; who sees it sees the arrow in its line (look.css).
        f"{words}: {md_escape(question.text)}",
        key=session.key("ask-earlier" if is_up else "ask-later", row.interview_id, question.question_id),
        help=words,
        type="tertiary",
        icon=":material/arrow_upward:" if is_up else ":material/arrow_downward:",
        disabled=not is_possible,
        on_click=_replan,
        args=(row.interview_id, question.question_id, place),
    )


def _replan(interview_id: str, question_id: str, place: int | None) -> None:
    """Put a question at a place of the plan as it is now: -1 for the end, None to leave it out."""
    with session.noticed():
        plan = question_plan(session.workspace().snapshot(), interview_id)
        others = [question.question_id for question in plan.planned if question.question_id != question_id]
        if place is not None:
            others.insert(len(others) if place < 0 else place, question_id)
        session.do(PlanQuestions(interview_id=interview_id, question_ids=tuple(others)))


def questions_in_advance(snapshot: Snapshot, row: Any) -> None:
    """Draw the main questions of an interview as a text to copy; nothing where there are none."""
    main = planned_questions(snapshot, row.interview_id)[: talk_plan().main_questions]
    if not main:
        return
    with st.expander("Send your main questions in advance"):
        st.markdown(md_escape(talk_plan().in_advance))
        st.code(
            "\n".join(f"{place}. {question.text}" for place, question in enumerate(main, 1)),
            language=None,
            wrap_lines=True,
        )
