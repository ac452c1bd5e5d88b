"""The question bank, and what it suggests."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.vocabulary import GoalKind
from lib.method.content_files import ContentError, checked, read_toml
from lib.method.question_bank import Category, Variant, all_questions, questions_for_minutes, suggestions
from lib.method.question_content import QuestionContent

GOAL_TAGS = {
    GoalKind.INDUSTRY: "ind",
    GoalKind.ROLE: "role",
    GoalKind.COMPANY: "org",
    GoalKind.PATH: "path",
    GoalKind.MENTOR: "ment",
    GoalKind.CONTACTS: "net",
    GoalKind.OTHER: "all",
}
TEXTS = [question.text for question in all_questions()]

kinds = pytest.mark.parametrize("kind", GoalKind)


def test_the_bank_is_large_and_has_a_reason_for_each_question() -> None:
    assert len(TEXTS) >= 150
    assert [question.id for question in all_questions() if not question.why.endswith(".")] == []


def test_every_question_is_a_question_and_every_category_has_some() -> None:
    assert all(text.endswith("?") for text in TEXTS)
    assert {question.category for question in all_questions()} == set(Category)


def test_tags_are_the_ones_of_the_method() -> None:
    tags = {tag for question in all_questions() for tag in question.tags}
    assert tags == {*GOAL_TAGS.values(), "chg", "ret", "vet", "imm", "stu", "rel", "aca"}


@kinds
def test_a_suggestion_covers_the_categories_of_a_talk(kind: GoalKind) -> None:
    categories = [question.category for question in suggestions(kind)]
    assert len(categories) == 6
    assert {Category.PATH, Category.INSIGHTS}.intersection(categories)
    assert {Category.TRENDS, Category.ADVICE} <= set(categories)
    assert {Category.RESOURCES, Category.ASSIGNMENTS}.intersection(categories)
    assert categories[-1] is Category.REFERRAL


@kinds
def test_a_suggestion_has_a_question_made_for_the_goal(kind: GoalKind) -> None:
    places = {Category.TRENDS, Category.ADVICE, Category.RESOURCES}
    made_for_it = [question for question in suggestions(kind) if GOAL_TAGS[kind] in question.tags]
    assert any(question.category not in places for question in made_for_it)


@kinds
def test_even_a_short_suggestion_ends_with_who_else_to_ask(kind: GoalKind) -> None:
    assert [question.category for question in suggestions(kind, limit=4)][-1] is Category.REFERRAL


@pytest.mark.parametrize("change", [str.upper, lambda text: f"  {text}  ", lambda text: text.replace(" ", "  ")[:-1]])
def test_an_asked_question_is_not_suggested_again_however_it_was_typed(change: Callable[[str], str]) -> None:
    first = suggestions(GoalKind.ROLE)
    again = suggestions(GoalKind.ROLE, asked=[change(question.text) for question in first])
    assert len(again) == 6
    assert not set(first).intersection(again)


@kinds
@pytest.mark.parametrize("variant", Variant)
def test_who_says_who_they_are_gets_one_question_of_their_own(kind: GoalKind, variant: Variant) -> None:
    for limit in (4, 6):
        picked = suggestions(kind, limit=limit, variants=[variant])
        assert [question.tags for question in picked].count((variant,)) == 1
        assert picked[-1].category is Category.REFERRAL
    assert [question.tags for question in suggestions(kind, limit=1, variants=[variant])] == [(variant,)]
    others = {tag for question in suggestions(kind) for tag in question.tags if len(question.tags) == 1}
    assert others.isdisjoint(Variant)


@kinds
def test_what_was_asked_counts_and_the_rest_completes_the_talk(kind: GoalKind) -> None:
    whole = suggestions(kind)
    rest = suggestions(kind, asked=[question.text for question in whole[:3]], limit=3)
    assert {question.category for question in (*whole[:3], *rest)} >= {
        *(Category.TRENDS, Category.ADVICE, Category.REFERRAL)
    }


def test_nothing_is_suggested_once_all_was_asked() -> None:
    assert suggestions(GoalKind.ROLE, asked=TEXTS) == ()


@given(kind=st.sampled_from(GoalKind), asked=st.sets(st.sampled_from(TEXTS)), limit=st.integers(-1, 20))
def test_suggestions_are_new_different_limited_and_always_the_same(kind: GoalKind, asked: set[str], limit: int) -> None:
    picked = suggestions(kind, asked, limit)
    assert picked == suggestions(kind, sorted(asked), limit)
    assert len(set(picked)) == len(picked) <= max(limit, 0)
    assert not asked.intersection(question.text for question in picked)


@given(st.text())
def test_a_text_that_is_no_question_of_the_bank_changes_nothing(text: str) -> None:
    assert suggestions(GoalKind.PATH, asked=[f"My own: {text}"]) == suggestions(GoalKind.PATH)


@pytest.mark.parametrize(("minutes", "questions"), [(0, 1), (10, 3), (15, 4), (20, 6), (25, 6), (30, 8), (90, 16)])
def test_a_longer_talk_holds_more_questions(minutes: int, questions: int) -> None:
    assert questions_for_minutes(minutes) == questions


def _content(**changes: object) -> dict[str, Any]:
    return deepcopy(dict(read_toml("questions.toml"))) | changes


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"goal_tags": {"role": "role"}}, "goal_tags"),
        ({"conversation": {"spare": 2, "order": ["path"]}}, "conversation.order"),
        ({"question": _content()["question"] * 2}, "twice"),
        ({"question": [_content()["question"][0] | {"tags": ["every"]}]}, "unknown: every"),
        ({"question": [_content()["question"][0] | {"why": " "}]}, "question.0.why"),
        ({"category": {"path": {"source": "s", "grade": "C"}}}, "category"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_content_file_that_is_not_whole_is_reported_with_the_place(changes: dict[str, object], place: str) -> None:
    with pytest.raises(ContentError, match=place):
        checked(QuestionContent, _content(**changes), "questions.toml")
