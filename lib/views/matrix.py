"""What was answered to a goal's questions: questions by people, narrowed to what one looks for."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.frame_rows import cells, named_rows
from lib.domain.snapshot import Snapshot
from lib.method.question_bank import all_questions
from lib.views.interviews import interviews, talked
from lib.views.learning import questions_of
from lib.views.options import told_apart
from lib.views.search import folded

COLUMNS = {
    **dict.fromkeys(("question_id", "question", "category"), "str"),
    "is_dropped": "bool",
    **dict.fromkeys(("interview_id", "contact_id", "name", "organisation"), "str"),
    "talked_on": "datetime64[us]",
    "answer": "str",
    "off_record": "bool",
}


QUESTION = "Question"  # the first column of `table`


class Answered(StrEnum):
    """By how many people a question was answered."""

    NOBODY = "nobody"
    SEVERAL = "several"


@dataclass(frozen=True)
class MatrixFilters:
    """What is looked for: words of a question or an answer, interviews, categories ("" for one's own questions)."""

    words: str = ""
    interview_ids: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    answered: Answered | None = None


def matrix(snapshot: Snapshot, zone: ZoneInfo, goal_id: str) -> pd.DataFrame:
    """Return a row for each question and each conversation of a goal; columns and dtypes are in `COLUMNS`.

    Questions are in their order, dropped ones with answers last; conversations in the order in which they were held.
    They are those that were held or answered in writing, and others with an answer. `answer` is "" where there is
    none, `talked_on` a day of `zone`, NaT where they only wrote an answer down; `category` is that of the question
    bank, "" for one's own questions.
    """
    return snapshot.derive(("matrix", zone.key, goal_id), lambda: _matrix(snapshot, zone, goal_id))


def _matrix(snapshot: Snapshot, zone: ZoneInfo, goal_id: str) -> pd.DataFrame:
    kept = {
        (interview_id, question_id): (text, off_record)
        for interview_id, question_id, text, off_record in cells(
            snapshot.answers, "interview_id", "question_id", "text", "off_record"
        )
        if text.strip()
    }
    people = conversations(snapshot, zone, goal_id)
    answered = {question_id for _, question_id in kept}
    rows = [
        (*question, *person, *kept.get((person[0], question[0]), ("", False)))
        for question in _questions(snapshot, goal_id, answered)
        for person in cells(people, "interview_id", "contact_id", "name", "organisation", "talked_on")
    ]
    columns = zip(*rows, strict=True) if rows else ([] for _ in COLUMNS)
    named = zip(COLUMNS.items(), columns, strict=True)
    return pd.DataFrame({name: pd.Series(list(values), dtype=dtype) for (name, dtype), values in named})


def conversations(snapshot: Snapshot, zone: ZoneInfo, goal_id: str) -> pd.DataFrame:
    """Return the conversations about a goal from which one can have learned something, in the order they were held.

    They are the rows and columns of `interviews` that were held or answered in writing, or have an answer or a
    takeaway, with `talked_on`: the day of that (NaT where it is not logged).
    """
    return snapshot.derive(("conversations", zone.key, goal_id), lambda: _conversations(snapshot, zone, goal_id))


def _conversations(snapshot: Snapshot, zone: ZoneInfo, goal_id: str) -> pd.DataFrame:
    frame = interviews(snapshot, zone)
    answers = snapshot.answers
    noted = set(answers.loc[answers["text"].str.strip() != "", "interview_id"]) | set(
        snapshot.takeaways["interview_id"]
    )
    heard = frame["interview_id"].isin(noted | set(talked(frame)["interview_id"]))
    frame = frame[heard & (frame["goal_id"] == goal_id)]
    frame = frame.assign(talked_on=frame["held_on"].fillna(frame["answered_on"]))
    return frame.sort_values("talked_on", kind="stable", ignore_index=True)


def _questions(snapshot: Snapshot, goal_id: str, answered: Collection[str]) -> Iterator[tuple[str, str, str, bool]]:
    for is_dropped in (False, True):
        for row in named_rows(questions_of(snapshot, goal_id, dropped=is_dropped)):
            if not is_dropped or row.id in answered:
                yield row.id, row.text, _categories().get(row.bank_id, ""), is_dropped


@cache
def _categories() -> dict[str, str]:
    return {question.id: str(question.category) for question in all_questions()}


def narrowed(rows: pd.DataFrame, filters: MatrixFilters) -> pd.DataFrame:
    """Return the rows of a matrix that the filters let through.

    Words stand in the question or in what somebody answered to it; then only those answers stay. By how many a
    question was answered is counted among the people who are looked for.
    """
    if filters.categories:
        rows = rows[rows["category"].isin(filters.categories)]
    if filters.interview_ids:
        rows = rows[rows["interview_id"].isin(filters.interview_ids)]
    if filters.answered is not None:
        number = (rows["answer"] != "").groupby(rows["question_id"]).transform("sum")
        rows = rows[number == 0] if filters.answered is Answered.NOBODY else rows[number > 1]
    words = folded(filters.words).split()
    if words:
        rows = rows[_holding(rows["question"], words) | _holding(rows["answer"], words)]
    return rows.reset_index(drop=True)


def _holding(texts: pd.Series, words: list[str]) -> pd.Series:
    known = {text: all(word in folded(text) for word in words) for text in texts.unique()}
    return texts.map(known).astype(bool)


@dataclass(frozen=True)
class QuestionAnswers:
    """One question with its answers, and those in whose talks there is none; both named tuples of the matrix."""

    question_id: str
    question: str
    is_dropped: bool
    answers: tuple[Any, ...]
    silent: tuple[Any, ...]


def by_question(rows: pd.DataFrame) -> tuple[QuestionAnswers, ...]:
    """Return the questions of a matrix, in its order, each with what was answered to it."""
    groups: dict[str, list[Any]] = {}
    for row in named_rows(rows):
        groups.setdefault(row.question_id, []).append(row)
    return tuple(
        QuestionAnswers(question_id, asked[0].question, asked[0].is_dropped, *_parted(asked))
        for question_id, asked in groups.items()
    )


def _parted(rows: list[Any]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    return tuple(row for row in rows if row.answer), tuple(row for row in rows if not row.answer)


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a matrix as it is read across: a row a question (column "Question"), a column a person, all str.

    Of two people of the same name, the second has a number; a person without any answer has no column.
    """
    given = rows[rows["answer"] != ""]
    names = told_apart(dict(zip(given["interview_id"], given["name"], strict=True)))
    questions = dict(zip(rows["question_id"], rows["question"], strict=True))
    wide = given.pivot_table("answer", "question_id", "interview_id", aggfunc="first")
    wide = wide.reindex(index=list(questions), columns=list(names)).fillna("").astype("str")
    wide.columns = pd.Index([names[one] for one in names], dtype="str")
    wide.insert(0, QUESTION, [questions[one] for one in wide.index], allow_duplicates=True)
    return wide.reset_index(drop=True)


def unanswered(snapshot: Snapshot, zone: ZoneInfo, goal_id: str) -> tuple[tuple[str, str], ...]:
    """Return the id and the text of each question of a goal that is still asked and nobody answered, in order."""
    rows = matrix(snapshot, zone, goal_id)
    given = set(rows.loc[rows["answer"] != "", "question_id"])
    return tuple(one for one in cells(questions_of(snapshot, goal_id), "id", "text") if one[0] not in given)
