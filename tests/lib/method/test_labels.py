"""The labels of the closed lists."""

from copy import deepcopy
from enum import StrEnum
from typing import Any

import pytest

from lib.domain import vocabulary
from lib.domain.vocabulary import Channel, GoalKind, Reply, Stage, Step, Tie
from lib.method.content_files import ContentError, read_toml
from lib.method.labels import label, labels_from
from lib.method.question_bank import Category

MEMBERS = [
    member
    for entry in [*vars(vocabulary).values(), Category]
    if isinstance(entry, type) and issubclass(entry, StrEnum) and entry is not StrEnum
    for member in entry
]


def _tables() -> dict[str, Any]:
    return deepcopy(dict(read_toml("labels.toml")))


def test_the_walk_finds_the_members_of_all_lists() -> None:
    assert {Channel.EMAIL, Stage.HELD, Step.REOPENED, vocabulary.Area.THANK, Category.ENTRY} <= set(MEMBERS)


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: f"{type(member).__name__}.{member.name}")
def test_every_member_has_a_label_in_plain_words(member: StrEnum) -> None:
    text = label(member)
    assert text
    assert text == text.strip()
    assert "_" not in text
    assert text[0].isupper()


@pytest.mark.parametrize("members", dict.fromkeys(map(type, MEMBERS)), ids=lambda members: members.__name__)
def test_no_two_members_of_a_list_share_a_label(members: type[StrEnum]) -> None:
    labels = [label(member) for member in members]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("member", "text"),
    [
        (GoalKind.PATH, "Advice on my path"),
        (Tie.LOST_TOUCH, "Lost touch, three years or more"),
        (Reply.PASSED_ON, "Sent me to somebody else"),
        (Stage.FOLLOWED_UP_TWICE, "Asked twice more"),
        (Step.REQUEST_SENT, "You asked"),
    ],
)
def test_a_label_is_the_one_of_the_method(member: StrEnum, text: str) -> None:
    assert label(member) == text


def test_a_member_of_a_list_without_labels_is_reported() -> None:
    class Season(StrEnum):
        SPRING = "spring"

    with pytest.raises(ContentError, match="Season spring"):
        label(Season.SPRING)


def test_a_missing_label_is_reported() -> None:
    tables = _tables()
    del tables["tie"]["close"]
    with pytest.raises(ContentError, match=r"\[tie\].*close"):
        labels_from(tables)


def test_a_blank_label_is_reported() -> None:
    tables = _tables()
    tables["tie"]["close"] = "  "
    with pytest.raises(ContentError, match=r"\[tie\].*close"):
        labels_from(tables)


def test_an_unknown_member_is_reported() -> None:
    tables = _tables()
    tables["tie"]["cousin"] = "Cousin"
    with pytest.raises(ContentError, match=r"\[tie\].*cousin"):
        labels_from(tables)


def test_a_missing_and_an_unknown_list_are_reported() -> None:
    tables = _tables()
    tables["moods"] = tables.pop("tie")
    with pytest.raises(ContentError, match="moods, tie"):
        labels_from(tables)
