"""All interviews as a board and as a table, the filters over both, the figures, and the export of what is shown."""

from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Stage
from lib.method.labels import label
from lib.ui import navigation, session
from lib.ui.board import BoardCard, BoardColumn, BoardMove, BoardOpen, board
from lib.ui.export_log import export_button
from lib.ui.move_to import move_to, page_of, take_move
from lib.views import progress
from lib.views.dates import ago
from lib.views.options import told_apart
from lib.views.progress import BOARD, ProgressFilters

BOARD_VIEW, TABLE_VIEW = "Board", "Table"
# Cards of one column on the board; the table has them all.
_MOST_CARDS = 25


def filters(snapshot: Snapshot) -> ProgressFilters:
    """Draw the filters, and return what they say."""
    topics = told_apart(dict(zip(snapshot.goals["id"], snapshot.goals["topic"], strict=True)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Search",
            placeholder="Person, organisation, goal …",
            live="400ms",
            key=session.key("find"),
            width=220,
            persist_state="session",
        )
        goals = st.multiselect(
            "Goal",
            list(topics),
            format_func=lambda goal_id: topics.get(goal_id, ""),
            key=session.key("goal-filter"),
            placeholder="Any",
            width=220,
            persist_state="session",
        )
        columns = st.multiselect(
            "Stage", list(BOARD), key=session.key("stage-filter"), placeholder="Any", width=220, persist_state="session"
        )
    return ProgressFilters(words or "", tuple(goals), tuple(columns))


def view_and_export(shown: pd.DataFrame, *, is_all: bool) -> str:
    """Draw the choice between board and table, and the export of what the filters show; return the view."""
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        view = _view_choice()
        if is_all:
            export_button("Export all as CSV")
        else:
            export_button(f"Export these {len(shown)} as CSV", tuple(shown["interview_id"]))
    return view


def _view_choice() -> str:
    chosen = st.segmented_control(
        "View",
        [BOARD_VIEW, TABLE_VIEW],
        default=BOARD_VIEW,
        required=True,
        key=session.key("progress-view"),
        label_visibility="collapsed",
        persist_state="session",
    )
    return chosen or BOARD_VIEW


def board_view(snapshot: Snapshot, shown: pd.DataFrame) -> None:
    """Draw the board (rows of `interviews`), and beside it the plain way to move and to open."""
    today = session.today()
    # The same people in the same places are drawn at most runs; what they are made of is their ids and the day.
    key = ("board", session.zone(), today, tuple(shown["interview_id"]))
    columns = snapshot.derive(key, lambda: [_column(name, rows, today) for name, rows in progress.board(shown).items()])
    done = board(session.key("board"), columns, label="Interviews by stage")
    if isinstance(done, BoardOpen):
        stage = shown.loc[shown["interview_id"] == done.card, "stage"].iloc[0]
        navigation.go(page_of(Stage(stage)), interview=done.card)
    elif isinstance(done, BoardMove):
        take_move(shown, done.card, done.to)
    move_to(shown)


def _column(name: str, rows: pd.DataFrame, today: date) -> BoardColumn:
    cards = [_card(row, today) for row in rows.head(_MOST_CARDS).itertuples(index=False)]
    return BoardColumn(id=name, title=name, count=len(rows), cards=cards)


def _card(row: Any, today: date) -> BoardCard:
    stage = Stage(row.stage)
    targets = dict.fromkeys(progress.board_moves(stage).values())
    targets.pop(progress.column_of(stage), None)
    about = f"Introduction to {row.target}" if row.target else row.organisation
    details = (about, f"{label(stage)} {ago(row.since.date(), today)}")
    return BoardCard(id=row.interview_id, title=row.name, details=details, moves_to=tuple(targets))


def table_view(shown: pd.DataFrame) -> None:
    """Draw the table (rows of `interviews`), and a choice that opens one."""
    day = st.column_config.DateColumn(format="D MMM YYYY")
    st.dataframe(
        progress.table(shown),
        hide_index=True,
        column_config=dict.fromkeys(("Since", "Asked", "Talk", "Thanked"), day),
        alt="All interviews that the filters show, one a row",
    )
    move_to(shown)


def figures(shown: pd.DataFrame) -> None:
    """Draw how many interviews came how far, as bars with their words and numbers."""
    counts = progress.counts(shown)
    most = max(1, int(counts["interviews"].max()))
    rows = "".join(_bar(step, number, most) for step, number in counts.itertuples(index=False))
    st.header("How far they came", anchor=False)
    # Nothing here was typed by anybody: the words are ours, the numbers are counted.
    st.html(f'<ul class="bars">{rows}</ul>')
    st.caption(
        "Counts, not rates. An answer in writing counts as a talk. "
        "What you can do is ask and thank; the answers are up to others."
    )


def _bar(step: str, number: int, most: int) -> str:
    filled = f'<span class="filled" style="width:{100 * number / most:.0f}%"></span>'
    return f'<li><span>{escape(step)}</span><span class="track">{filled}</span><strong>{number}</strong></li>'
