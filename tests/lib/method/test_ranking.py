"""The “good first talk” score."""

from copy import deepcopy
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.vocabulary import GoalKind, Tie, WorkField
from lib.method.content_files import ContentError, checked, read_toml
from lib.method.ranking import FACTORS, Raise, Ranking, points_of, raises, ranking, reason, scored, weights_of

kinds = st.sampled_from(GoalKind)
people = st.fixed_dictionaries(
    {
        "tie": st.sampled_from([str(tie) for tie in Tie]),
        "connects": st.integers(0, 3),
        "welcome": st.integers(0, 3),
        "viewpoint": st.integers(1, 3),
    }
)


def _scored(person: dict[str, Any], kind: GoalKind, relevance: int) -> dict[str, Any]:
    frame = scored(pd.DataFrame([person]), weights_of(kind), pd.Series([relevance]))
    return {str(name): value for name, value in frame.iloc[0].items()}


@pytest.mark.parametrize("kind", GoalKind)
def test_the_weights_of_every_goal_sum_to_100(kind: GoalKind) -> None:
    weights = ranking().weights[kind]
    assert sum(weights.values()) == 100
    assert set(weights) == set(FACTORS)


def test_every_tie_and_factor_has_its_words() -> None:
    numbers = ranking()
    assert set(numbers.ties) == set(Tie)
    assert set(numbers.factors) == set(numbers.short) == set(numbers.scales) == set(FACTORS)
    assert set(numbers.reasons) == set(FACTORS) - {"willing"}
    assert all(row.words for row in numbers.ties.values() if row.willing >= 2)
    assert {row.route for row in numbers.ties.values()} == set(numbers.routes)
    assert set(numbers.fields) | {WorkField.ANY} == set(WorkField)


def test_willingness_and_freshness_together_peak_in_the_middle() -> None:
    both = {tie: row.willing + row.fresh for tie, row in ranking().ties.items()}
    assert max(both.values()) == both[Tie.ACQUAINTANCE] > both[Tie.CLOSE]
    assert both[Tie.ACQUAINTANCE] > both[Tie.STRANGER]


chosen_weights = st.none() | st.fixed_dictionaries(dict.fromkeys(FACTORS, st.integers(0, 100)))
work_fields = st.sampled_from(["", *WorkField])


@given(kinds, chosen_weights, work_fields)
def test_weights_are_100_together_and_none_is_below_0(
    kind: GoalKind, chosen: dict[str, int] | None, work_field: str
) -> None:
    weights = weights_of(kind, chosen, work_field)
    assert sum(weights.values()) == pytest.approx(100)
    assert list(weights) == list(FACTORS)
    assert min(weights.values()) >= 0


def test_chosen_weights_count_by_how_they_compare() -> None:
    chosen = {**dict.fromkeys(FACTORS, 0), "relevance": 3, "welcome": 1}
    assert weights_of(GoalKind.ROLE, chosen) == {**dict.fromkeys(FACTORS, 0), "relevance": 75, "welcome": 25}
    assert weights_of(GoalKind.ROLE, dict.fromkeys(FACTORS, 0)) == weights_of(GoalKind.ROLE)


@pytest.mark.parametrize(
    ("kind", "work_field", "willing", "fresh"),
    [
        (GoalKind.ROLE, "digital", 15, 15),
        (GoalKind.ROLE, "hands_on", 25, 5),
        (GoalKind.MENTOR, "hands_on", 30, 0),
        (GoalKind.ROLE, "any", 20, 10),
    ],
)
def test_the_kind_of_work_shifts_five_points(kind: GoalKind, work_field: str, willing: int, fresh: int) -> None:
    weights = weights_of(kind, None, work_field)
    assert (weights["willing"], weights["fresh"]) == (willing, fresh)


def test_no_more_is_shifted_than_there_is() -> None:
    weights = weights_of(GoalKind.ROLE, {**dict.fromkeys(FACTORS, 0), "relevance": 98, "fresh": 2}, "hands_on")
    assert (weights["willing"], weights["fresh"]) == (2, 0)


@given(people, kinds, st.integers(0, 3), chosen_weights)
def test_a_score_is_the_sum_of_its_points_and_lies_between_0_and_100(
    person: dict[str, Any], kind: GoalKind, relevance: int, chosen: dict[str, int] | None
) -> None:
    weights = weights_of(kind, chosen)
    row = scored(pd.DataFrame([person]), weights, pd.Series([relevance])).iloc[0]
    values = {name: int(row[f"value_{name}"]) for name in FACTORS}
    points = points_of(values, weights)
    assert row["score"] == sum(points.values())
    assert 0 <= row["score"] <= 100
    for name in FACTORS:
        assert abs(points[name] - weights[name] * values[name] / 3) < 1


@given(people, kinds, st.integers(0, 2))
def test_being_closer_to_the_topic_never_lowers_a_score(person: dict[str, Any], kind: GoalKind, relevance: int) -> None:
    assert _scored(person, kind, relevance + 1)["score"] > _scored(person, kind, relevance)["score"]


@given(people, kinds)
def test_a_stranger_can_hardly_connect_anybody(person: dict[str, Any], kind: GoalKind) -> None:
    value = _scored({**person, "tie": "stranger", "connects": 3}, kind, 0)["value_connects"]
    assert value == ranking().stranger_connects_most
    assert _scored({**person, "tie": "introduced", "connects": 3}, kind, 0)["value_connects"] == 3


@pytest.mark.parametrize("tie", Tie)
def test_each_person_has_the_route_of_the_tie(tie: Tie) -> None:
    person = {"tie": str(tie), "connects": 0, "welcome": 0, "viewpoint": 1}
    assert _scored(person, GoalKind.ROLE, 0)["route"] == ranking().ties[tie].route


def test_nobody_at_all_can_be_scored() -> None:
    frame = pd.DataFrame({"tie": pd.Series([], dtype="str"), "connects": [], "welcome": [], "viewpoint": []})
    result = scored(frame, weights_of(GoalKind.ROLE), pd.Series([], dtype="int64"))
    assert result.empty
    assert {"score", "route", "value_fresh"} <= set(result.columns)


def _reason(values: dict[str, int], kind: GoalKind = GoalKind.ROLE, **more: bool) -> str:
    full = {**dict.fromkeys(FACTORS, 0), **values}
    return reason(full, points_of(full, weights_of(kind)), Tie.ACQUAINTANCE, **more)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "little is known about them yet"),
        ({"relevance": 1, "connects": 1}, "little is known about them yet"),
        ({"relevance": 3}, "does the work you want to learn about (35)"),
        ({"relevance": 2, "willing": 2}, "works near your topic (23), you know each other a little (14)"),
        (
            dict.fromkeys(FACTORS, 3),
            (
                "does the work you want to learn about (35), you know each other a little (20), "
                "one or two steps ahead of you (15)"
            ),
        ),
    ],
)
def test_a_reason_names_what_is_high_and_counts_most(values: dict[str, int], words: str) -> None:
    assert _reason(values) == words


def test_what_counts_most_for_the_goal_comes_first() -> None:
    assert _reason({"connects": 2, "relevance": 2}).startswith("works near your topic")
    assert _reason({"connects": 2, "relevance": 2}, GoalKind.CONTACTS).startswith("may connect you to others")


def test_a_guess_is_told_as_one() -> None:
    assert _reason({"relevance": 2}, is_guess=True) == "seems to work near your topic (23)"


KNOWN = {"relevance": 3, "connects": 3, "willing": 2, "fresh": 3, "welcome": 3, "viewpoint": 3}


@pytest.mark.parametrize("tie", [tie for tie in Tie if tie not in {Tie.SHARED, Tie.STRANGER}])
def test_nothing_more_is_asked_where_all_is_known(tie: Tie) -> None:
    assert raises(KNOWN, weights_of(GoalKind.ROLE), tie, 3, is_guess=False) == []


def test_an_introduction_comes_first_and_then_what_brings_most() -> None:
    stranger = {**KNOWN, "relevance": 1, "connects": 1, "willing": 0, "welcome": 0}
    found = raises(stranger, weights_of(GoalKind.ROLE), Tie.STRANGER, 3, is_guess=True)
    # Time 0 to 2 of 20, connections 1 to 3 of 10; closeness 1 to 3 of 35; welcome 0 to 3 of 10.
    assert found == [Raise("introduction", 20), Raise("relevance", 23), Raise("welcome", 10)]


def test_what_counts_nothing_is_not_asked_for() -> None:
    weights = weights_of(GoalKind.ROLE, {**dict.fromkeys(FACTORS, 0), "relevance": 1})
    assert raises({**KNOWN, "welcome": 0, "connects": 0}, weights, Tie.CLOSE, 0, is_guess=False) == []


def test_a_number_that_is_missing_is_reported_with_its_place() -> None:
    tables: dict[str, Any] = deepcopy(dict(read_toml("ranking.toml")))
    del tables["ties"]["close"]["willing"]
    with pytest.raises(ContentError, match=r"ranking.toml: ties.close.willing: Field required"):
        checked(Ranking, tables, "ranking.toml")
