"""Moving an interview on without dragging: which one, what happened, and done."""

import pandas as pd
import streamlit as st

from lib.domain.commands import (
    CallOff,
    CloseInterview,
    Command,
    LogConversation,
    RecordMissed,
    RecordReply,
    ReopenInterview,
)
from lib.domain.lifecycle import REPLY_OF_STEP
from lib.domain.vocabulary import Channel, Stage, Step
from lib.method.labels import label
from lib.ui import navigation, session
from lib.views.options import told_apart
from lib.views.progress import AT_ONCE, board_moves, moves

_PAGE_OF_STEP = {Step.THANKS_SENT: "thank", Step.UPDATE_SENT: "thank"}
_OPEN_IT = "Open it"


def move_to(shown: pd.DataFrame) -> None:
    """Draw the plain way to open and to move one of the interviews (rows of `interviews`)."""
    if shown.empty:
        st.markdown("No interview matches. Take a filter off to see more.")
        return
    rows = zip(shown["interview_id"], shown["name"], shown["stage"], strict=True)
    words = told_apart({interview_id: f"{name}, {label(Stage(stage)).lower()}" for interview_id, name, stage in rows})
    with st.container(horizontal=True, vertical_alignment="bottom", border=True):
        picked: str = st.selectbox(
            "Interview",
            list(words),
            format_func=words.__getitem__,
            key=session.key("move-which"),
            width=340,
        )
        row = shown[shown["interview_id"] == picked].iloc[0]
        steps = moves(Stage(row["stage"]))
        options = [_OPEN_IT, *steps]
        st.menu_button(
            "Move to …",
            options,
            format_func=lambda step: step if step == _OPEN_IT else f"{label(step)} → {steps[step]}",
            key=session.key("move-how", picked),
            on_click=_moved,
            args=(picked, str(row["name"]), str(row["stage"])),
        )


def _moved(interview_id: str, name: str, stage: str) -> None:
    chosen = st.session_state.get(session.key("move-how", interview_id))
    if chosen == _OPEN_IT:
        session.open_next(page_of(Stage(stage)), interview=interview_id)
    elif chosen is not None:
        _take(interview_id, name, Step(chosen))


def take_move(shown: pd.DataFrame, interview_id: str, column: str) -> None:
    """Take the step that leads to a column of the board, or open the page that asks for what is missing."""
    row = shown[shown["interview_id"] == interview_id].iloc[0]
    leading = [step for step, target in board_moves(Stage(row["stage"])).items() if target == column]
    at_once = [step for step in leading if step in AT_ONCE]
    # Several steps may lead to one column (“no”, “not now” …): which one it was, only the person knows.
    if len(at_once) == 1 == len(leading):
        _take(interview_id, str(row["name"]), at_once[0])
        st.rerun()
    session.notice(f"Say what happened with {row['name']}, and they move to “{column}”.")
    navigation.go(_PAGE_OF_STEP.get(leading[0], "ask"), interview=interview_id)


def _take(interview_id: str, name: str, step: Step) -> None:
    if step not in AT_ONCE:
        session.open_next(_PAGE_OF_STEP.get(step, "ask"), interview=interview_id)
        return
    with session.noticed():
        session.notice(f"{name}: {label(step)}.", session.do(_command(interview_id, step)))


def _command(interview_id: str, step: Step) -> Command:
    if step in REPLY_OF_STEP:
        return RecordReply(interview_id=interview_id, reply=REPLY_OF_STEP[step], channel=Channel.EMAIL)
    if step is Step.HELD:
        return LogConversation(interview_id=interview_id)
    if step in {Step.THEY_MISSED, Step.I_MISSED}:
        return RecordMissed(interview_id=interview_id, by_them=step is Step.THEY_MISSED)
    simple = {Step.CALLED_OFF: CallOff, Step.CLOSED: CloseInterview, Step.REOPENED: ReopenInterview}
    return simple[step](interview_id=interview_id)


def page_of(stage: Stage) -> str:
    """Return the page on which an interview at a stage can be gone on with."""
    if stage in {Stage.PASSED_ON, Stage.NOT_NOW, Stage.DECLINED}:
        return "thank"
    talked = {Stage.SCHEDULED, Stage.HELD, Stage.ANSWERED, Stage.THANKED, Stage.KEPT_IN_TOUCH}
    return "talk" if stage in talked else "ask"
