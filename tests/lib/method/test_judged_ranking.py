"""The ranker, judged on scenes in which a coach said whom to ask first (`judged_scenes.toml`)."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from lib.domain.vocabulary import GoalKind
from lib.method.ranking import scored, weights_of
from lib.method.relevance import guessed_relevance, work_words

SCENES = tomllib.loads((Path(__file__).parent / "judged_scenes.toml").read_text(encoding="utf-8"))["scene"]
UNSAID = {"position": "", "organisation": "", "tags": (), "also": {}, "connects": 1, "welcome": 0, "viewpoint": 2}


def _scores(scene: dict[str, Any]) -> dict[str, int]:
    people = pd.DataFrame([{**UNSAID, "close": None, **person} for person in scene["people"]])
    guess = guessed_relevance(work_words(people), scene["topic"], scene.get("wanted", ""))
    relevance = people["close"].astype("Int64").fillna(guess)
    weights = weights_of(GoalKind(scene["kind"]), scene.get("weights"), scene.get("work_field", ""))
    return dict(zip(people["name"], scored(people, weights, relevance)["score"], strict=True))


def _judged(sure: str) -> Iterator[tuple[str, bool]]:
    for scene in SCENES:
        scores = _scores(scene)
        for pair in scene.get(sure, ()):
            first, second = pair.split(" > ")
            yield f"{scene['about']}: {pair}", scores[first] > scores[second]


@pytest.mark.parametrize(("sure", "floor"), [("certain", 0.95), ("likely", 0.7)])
def test_the_order_is_the_one_that_a_coach_gave(sure: str, floor: float) -> None:
    judged = list(_judged(sure))
    missed = [pair for pair, holds in judged if not holds]
    agreement = 1 - len(missed) / len(judged)
    print(f"{sure}: {agreement:.3f} of {len(judged)} pairs agree; not {missed}")  # noqa: T201 - `pytest -s` reports it
    assert agreement >= floor, missed


def test_the_sample_is_large_enough_to_mean_something() -> None:
    assert len(SCENES) >= 40
    assert len(list(_judged("certain"))) >= 60
