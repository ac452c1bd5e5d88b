"""A conversation part by part, and when to ask what."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.commands.interviews import LONGEST, SHORTEST, USUAL_MINUTES
from lib.method.content_files import ContentError, checked, read_toml
from lib.method.talk_plan import FILE, QUESTIONS, TalkPlan, introduction_hint, question_marks, talk_plan, timed_parts

_LENGTHS = st.integers(SHORTEST, LONGEST)


def test_twenty_minutes_are_those_of_the_method() -> None:
    assert [(timed.part.id, timed.begins, timed.ends) for timed in timed_parts(USUAL_MINUTES)] == [
        ("warm-up", 0, 2),
        ("why", 2, 3),
        (QUESTIONS, 3, 15),
        ("who-else", 15, 17),
        ("thanks", 17, 19),
        ("spare", 19, 20),
    ]
    assert question_marks(USUAL_MINUTES, 6) == (3, 5, 7, 9, 11, 13)


@given(_LENGTHS, st.integers(0, 200))
def test_every_part_and_question_has_its_place_within_the_talk(minutes: int, questions: int) -> None:
    parts, marks = timed_parts(minutes), question_marks(minutes, questions)

    assert (parts[0].begins, parts[-1].ends) == (0, minutes)
    assert all(before.ends == after.begins for before, after in pairwise(parts))
    assert all(timed.begins <= timed.ends for timed in parts)
    [time] = [timed for timed in parts if timed.part.id == QUESTIONS]
    assert len(marks) == questions
    assert [*marks] == sorted(marks)
    assert all(time.begins <= mark < time.ends for mark in marks)


def test_every_talk_asks_for_people_names_and_what_was_forgotten() -> None:
    assert len([question for part in talk_plan().part for question in part.ask]) == 3


@pytest.mark.parametrize("ids", [("warm-up",), ("questions", "questions"), ("questions", "why", "why")], ids="-".join)
def test_a_part_without_its_own_id_is_refused(ids: tuple[str, ...]) -> None:
    parts = [{"id": name, "minutes": 1, "title": "T", "words": "W"} for name in ids]

    with pytest.raises(ContentError, match=FILE):
        checked(TalkPlan, {**read_toml(FILE), "part": parts}, FILE)


def test_a_long_introduction_is_told_kindly_how_long_it_is() -> None:
    most = talk_plan().introduction_words

    assert introduction_hint("word " * most) == introduction_hint("") == talk_plan().said_aloud
    assert introduction_hint("word " * (most + 1)).startswith("This has 26 words. Up to 25 ")
