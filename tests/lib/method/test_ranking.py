"""The “good first talk” score."""

from copy import deepcopy
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.vocabulary import GoalKind, Tie
from lib.method.content_files import ContentError, checked, read_toml
from lib.method.ranking import FACTORS, Ranking, guessed_relevance, ranking, reason, scored

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
    frame = scored(pd.DataFrame([person]), kind, pd.Series([relevance]))
    return {str(name): value for name, value in frame.iloc[0].items()}


@pytest.mark.parametrize("kind", GoalKind)
def test_the_weights_of_every_goal_sum_to_100(kind: GoalKind) -> None:
    weights = ranking().weights[kind]
    assert sum(weights.values()) == 100
    assert set(weights) == set(FACTORS)


def test_every_tie_and_factor_has_its_words() -> None:
    numbers = ranking()
    assert set(numbers.ties) == set(Tie)
    assert set(numbers.factors) == set(numbers.reasons) == set(FACTORS)
    assert {row.route for row in numbers.ties.values()} == set(numbers.routes)


def test_willingness_and_freshness_together_peak_in_the_middle() -> None:
    both = {tie: row.willing + row.fresh for tie, row in ranking().ties.items()}
    assert max(both.values()) == both[Tie.ACQUAINTANCE] > both[Tie.CLOSE]
    assert both[Tie.ACQUAINTANCE] > both[Tie.STRANGER]


@given(people, kinds, st.integers(0, 3))
def test_a_score_is_the_sum_of_its_points_and_lies_between_0_and_100(
    person: dict[str, Any], kind: GoalKind, relevance: int
) -> None:
    row = _scored(person, kind, relevance)
    points = {name: row[f"points_{name}"] for name in FACTORS}
    assert row["score"] == round(sum(points.values()))
    assert 0 <= row["score"] <= 100
    for name in FACTORS:
        assert points[name] == pytest.approx(ranking().weights[kind][name] * row[f"value_{name}"] / 3)


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
    result = scored(frame, GoalKind.ROLE, pd.Series([], dtype="int64"))
    assert result.empty
    assert {"score", "route", "points_fresh", "value_fresh"} <= set(result.columns)


@pytest.mark.parametrize(
    ("work", "topic", "guess"),
    [
        (("Data Analyst", "City Hospital", []), "data work in hospitals", 1),
        (("Data Analyst", "City Hospitals", []), "Data work in hospitals", 2),
        (("Data data data", "", []), "data, data and more data", 1),
        (("Nurse", "", ["data", "hospitals"]), "data hospitals", 2),
        (("data hospitals nursing", "", []), "data hospitals nursing", 2),
        (("work for the job", "", []), "work for the job", 0),
        (("IT", "", []), "IT", 0),
        (("C++ (senior)", "", []), "c++ (senior)", 1),
        (("", "", []), "", 0),
    ],
)
def test_a_guess_counts_the_words_of_the_topic_in_what_is_known(
    work: tuple[str, str, list[str]], topic: str, guess: int
) -> None:
    position, organisation, tags = work
    frame = pd.DataFrame({"position": [position], "organisation": [organisation], "tags": [tags]})
    assert guessed_relevance(frame, topic).tolist() == [guess]


@given(st.text(max_size=30), st.text(max_size=60))
def test_a_guess_is_never_does_exactly_that(position: str, topic: str) -> None:
    frame = pd.DataFrame({"position": [position], "organisation": [""], "tags": [[]]})
    assert 0 <= guessed_relevance(frame, topic).item() <= 2


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "little is known about them yet"),
        ({"relevance": 1, "connects": 1}, "little is known about them yet"),
        ({"relevance": 3}, "does the work you want to learn about"),
        ({"relevance": 2, "willing": 3}, "works near your topic and is likely to make time for you"),
        (
            dict.fromkeys(FACTORS, 2),
            "works near your topic, may well make time for you and is a peer who knows the work",
        ),
    ],
)
def test_a_reason_names_what_is_high_and_counts_most(values: dict[str, int], words: str) -> None:
    assert reason({**dict.fromkeys(FACTORS, 0), **values}, GoalKind.ROLE) == words


def test_what_counts_most_for_the_goal_comes_first() -> None:
    values = {**dict.fromkeys(FACTORS, 0), "connects": 2, "relevance": 2}
    assert reason(values, GoalKind.ROLE).startswith("works near your topic")
    assert reason(values, GoalKind.CONTACTS).startswith("may connect you to others")


def test_a_number_that_is_missing_is_reported_with_its_place() -> None:
    tables: dict[str, Any] = deepcopy(dict(read_toml("ranking.toml")))
    del tables["ties"]["close"]["willing"]
    with pytest.raises(ContentError, match=r"ranking.toml: ties.close.willing: Field required"):
        checked(Ranking, tables, "ranking.toml")
