"""Questions by people: who answered what, narrowed, and read across."""

from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from lib.domain import commands
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Reply
from lib.store.workspace import Workspace
from lib.views.matrix import (
    COLUMNS,
    QUESTION,
    Answered,
    MatrixFilters,
    by_question,
    matrix,
    narrowed,
    table,
    unanswered,
)
from tests.cast import BERLIN, a_contact, a_goal, a_question, an_interview, asked, only, replied, scheduled, talked
from tests.eight_conversations import OPEN_QUESTION, QUESTIONS, SHARP_WORDS, TALKS

_TEXT = st.sampled_from(["", "", "Nobody", "Zürich, nobody", "a\n\nb", "日本", "<b>x</b>"])


@st.composite
def _matrices(draw: st.DrawFn) -> pd.DataFrame:
    """Return a matrix of up to four questions and four people, two of whom have the same name."""
    questions, people = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    texts = draw(st.lists(_TEXT, min_size=questions, max_size=questions))
    rows = [
        {
            "question_id": f"q{question}",
            "question": texts[question],
            "category": ("path", "")[question % 2],
            "is_dropped": question == 3,
            "interview_id": f"i{person}",
            "contact_id": f"c{person}",
            "name": ("Ann", "Bo", "Ann", "Cy")[person],
            "organisation": "",
            "talked_on": pd.NaT,
            "answer": draw(_TEXT),
            "off_record": False,
        }
        for question in range(questions)
        for person in range(people)
    ]
    return pd.DataFrame(rows, columns=[*COLUMNS]).astype(COLUMNS)


def _rows(frame: pd.DataFrame) -> list[Any]:
    return list(frame[["question_id", "interview_id", "answer"]].itertuples(index=False, name=None))


@given(
    _matrices(),
    st.sampled_from(["", "nobody", "ZURICH nob", "x"]),
    st.sets(st.sampled_from(["i0", "i2"])),
    st.sampled_from([None, *Answered]),
)
def test_narrowing_leaves_rows_as_they_are_and_only_what_is_looked_for(
    rows: pd.DataFrame, words: str, people: set[str], answered: Answered | None
) -> None:
    left = narrowed(rows, MatrixFilters(words, tuple(people), (), answered))
    whole = _rows(rows)
    assert _rows(left) == [row for row in whole if row in set(_rows(left))]
    assert {name: str(dtype) for name, dtype in left.dtypes.items()} == COLUMNS
    assert not people or set(left["interview_id"]) <= people
    assert words != "x" or all("x" in text for text in left["question"] + left["answer"])
    among = narrowed(rows, MatrixFilters(interview_ids=tuple(people)))
    given_to = (among["answer"] != "").groupby(among["question_id"]).sum()
    fitting = {None: given_to >= 0, Answered.NOBODY: given_to == 0, Answered.SEVERAL: given_to > 1}[answered]
    found = set(given_to.index[fitting])
    assert set(left["question_id"]) == found if not words else set(left["question_id"]) <= found


@given(_matrices())
def test_nothing_is_lost_on_the_way_to_the_page(rows: pd.DataFrame) -> None:
    found = by_question(rows)
    given_answers = [row for row in _rows(rows) if row[2]]
    assert [(one.question_id, row.interview_id, row.answer) for one in found for row in one.answers] == given_answers
    assert sum(len(one.answers) + len(one.silent) for one in found) == len(rows)
    wide = table(rows)
    assert list(wide[QUESTION]) == [one.question for one in found]
    assert wide.columns.is_unique
    assert sorted(text for text in wide.iloc[:, 1:].to_numpy().ravel() if text) == sorted(
        row[2] for row in given_answers
    )


def test_the_words_of_a_search_are_found_without_accents_and_capitals() -> None:
    rows = pd.DataFrame([dict.fromkeys(COLUMNS, "") | {"answer": "In Zürich nobody"}] * 2)
    assert len(narrowed(rows, MatrixFilters("NOBODY zurich"))) == 2
    assert narrowed(rows, MatrixFilters("somebody zurich")).empty


def test_eight_people_stand_in_the_order_of_their_talks_beside_every_question(eight: Snapshot) -> None:
    rows = matrix(eight, BERLIN, only(eight.goals).id)
    assert {name: str(dtype) for name, dtype in rows.dtypes.items()} == COLUMNS
    assert len(rows) == 6 * 8
    assert list(dict.fromkeys(rows["question"])) == list(QUESTIONS.values())
    assert list(dict.fromkeys(rows["name"])) == [talk.name for talk in TALKS]
    said = {(row.name, row.question): row.answer for row in rows.itertuples(index=False) if row.answer}
    assert said == {(t.name, QUESTIONS[key]): text for t in TALKS for key, text in t.answers.items()}
    assert list(rows.loc[rows["off_record"], "answer"]) == [SHARP_WORDS]
    assert [text for _, text in unanswered(eight, BERLIN, only(eight.goals).id)] == [OPEN_QUESTION]


def test_who_told_nothing_is_no_column_and_what_was_dropped_without_an_answer_no_row(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    kept, dropped, gone = (a_question(workspace, goal_id, text) for text in ("Kept?", "Dropped?", "Gone?"))
    asked(workspace, an_interview(workspace, goal_id=goal_id, contact_id=a_contact(workspace, "Only Asked")))
    declined = an_interview(workspace, goal_id=goal_id, contact_id=a_contact(workspace, "Wrote One Line"))
    replied(workspace, Reply.NO, asked(workspace, declined))
    workspace.do(commands.SaveAnswer(interview_id=declined, question_id=dropped, version=0, text="Ask my boss."))
    held = an_interview(workspace, goal_id=goal_id, contact_id=a_contact(workspace, "Told Nothing Yet"))
    talked(workspace, scheduled(workspace, replied(workspace, Reply.YES, asked(workspace, held))))
    workspace.do(commands.CarryQuestion(interview_id=held, question_id=kept))
    for question_id in (dropped, gone):
        workspace.do(commands.DropQuestion(question_id=question_id))

    rows = matrix(workspace.snapshot(), BERLIN, goal_id)

    assert list(dict.fromkeys(rows["name"])) == ["Told Nothing Yet", "Wrote One Line"]
    assert list(rows.loc[rows["answer"] != "", "question"]) == ["Dropped?"]
    assert list(dict.fromkeys(rows["question"])) == ["Kept?", "Dropped?"]
    assert unanswered(workspace.snapshot(), BERLIN, goal_id) == ((kept, "Kept?"),)
    assert matrix(workspace.snapshot(), BERLIN, a_goal(workspace, "another")).empty
