"""Questions are found by words and by whom they are for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.vocabulary import GoalKind
from lib.method.question_bank import all_questions
from lib.method.question_content import CareerStage, Category, Variant
from lib.method.question_search import QuestionFilter, find_questions

_PAY = "What pay range should someone at my stage expect in this field?"
_OWN = "How do you keep awake on a night shift?"


def _ids(words: str = "", **wanted: Any) -> list[str]:
    return [found.bank_id for found in find_questions(words, QuestionFilter(**wanted))]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("pay range", "entry-08"),
        ("RANGE", "entry-08"),
        ("qualif matter", "entry-03"),
        ("qualifcations matter", "entry-03"),  # misspelled
        ("salary range", "entry-08"),  # meant
        ("salaries stage", "entry-08"),
        ("résearch manager", "researcher-02"),
        ("military duties", "veteran-01"),
        ("a year of study", "entry-03"),  # in the reason
    ],
)
def test_a_question_is_found_by_what_it_says_or_means(words: str, first: str) -> None:
    assert _ids(words)[0] == first


def test_a_word_in_the_question_counts_more_than_one_in_its_reason() -> None:
    places = ["hire" in found.text or "hiring" in found.text for found in find_questions("hir")]
    assert places == sorted(places, reverse=True)
    assert [found.bank_id for found in find_questions("worry")] == ["advice-03", "advice-14", "career-change-07"]


def test_the_name_of_a_category_finds_all_of_it() -> None:
    assert {found.category for found in find_questions("who else to ask")} == {Category.REFERRAL}


def test_where_nothing_has_all_the_words_those_come_that_have_the_most() -> None:
    assert _ids("pay range zeppelin") == _ids("pay range")
    assert find_questions("zeppelin") == ()
    assert find_questions("\u2026 !") == ()


def test_filters_narrow_what_is_found() -> None:
    everything = {question.id: question for question in all_questions()}
    assert _ids() == list(everything)
    for name in _ids(category=Category.ENTRY, kind=GoalKind.ROLE, variants=frozenset({Variant.STUDENT})):
        assert (everything[name].category, {"role", "stu"} <= set(everything[name].tags)) == (Category.ENTRY, True)
    for_changers = [everything[name].tags[0] == "chg" for name in _ids(variants=frozenset({Variant.CAREER_CHANGER}))]
    assert for_changers == sorted(for_changers, reverse=True)
    senior = [everything[name] for name in _ids(stage=CareerStage.SENIOR, category=Category.ENTRY)]
    assert "entry-14" in {question.id for question in senior}
    assert {question.stages for question in senior} <= {(), ("senior",), ("mid", "senior")}


@pytest.mark.parametrize("kind", GoalKind)
@pytest.mark.parametrize("stage", CareerStage)
def test_every_kind_of_goal_and_stage_has_questions(kind: GoalKind, stage: CareerStage) -> None:
    assert len(_ids(kind=kind, stage=stage)) >= 5


def test_own_questions_join_the_bank_once_and_have_no_category() -> None:
    own = [_OWN, _OWN.upper(), _PAY.lower(), "  "]
    assert next(found.text for found in find_questions("night shift", own=own)) == _OWN
    assert [found.text for found in find_questions(own=own)][:2] == [_OWN, all_questions()[0].text]
    assert _OWN not in {found.text for found in find_questions(wanted=QuestionFilter(stage=CareerStage.MID), own=own)}


@given(st.text(max_size=300), st.lists(st.text(max_size=200), max_size=4))
def test_any_words_find_each_question_at_most_once(words: str, own: list[str]) -> None:
    found = find_questions(words, own=own)
    assert len(set(found)) == len(found) <= len(all_questions()) + len(own)
