"""The coach of questions: what it flags, what it lets pass, and the better form that it offers."""

import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lib.method import question_coach
from lib.method.content_files import ContentError, read_toml
from lib.method.own_rules import question_faults
from lib.method.question_bank import all_questions
from lib.method.question_coach import check_question_rules, question_remarks
from lib.method.question_rules import FILE, question_rules, rules_from

_SAMPLES = tomllib.loads(Path(__file__).with_name("question_samples.toml").read_text(encoding="utf-8"))
_FLAGGED = _SAMPLES["flagged"]
_WORDS = ["do", "you", "is", "it", "how many", "people", "work", "don't", "think", "right", "?", ",", "and", "what"]


@pytest.mark.parametrize("sample", _FLAGGED, ids=lambda sample: sample["text"])
def test_a_question_is_flagged_by_one_rule_and_said_better(sample: dict[str, Any]) -> None:
    [remark] = question_remarks(sample["text"])
    assert (remark.id, list(remark.better)) == (sample["rule"], sample["better"])
    assert remark.advice
    assert [question_remarks(better) for better in remark.better] == [()] * len(remark.better)


@pytest.mark.parametrize("text", _SAMPLES["passes"])
def test_a_good_question_passes(text: str) -> None:
    assert question_remarks(text) == ()


def test_every_rule_is_seen_to_find_something() -> None:
    assert {sample["rule"] for sample in _FLAGGED} == {rule.id for rule in question_rules().rule}


def test_a_form_without_gaps_is_as_good_as_a_question_of_the_bank() -> None:
    forms = [form.better for rule in question_rules().rule for form in rule.form if "\\g" not in form.better]
    first = all_questions()[0]
    faults = {better: list(question_faults(first.model_copy(update={"text": better}))) for better in forms}
    assert faults == {better: [] for better in forms}


def test_what_is_weightier_silences_what_follows_from_it() -> None:
    assert [remark.id for remark in question_remarks("Do you have a job for me? Are you hiring?")] == ["job_ask"]
    long = f"Do you like {'very ' * 30}long days?"
    assert [remark.id for remark in question_remarks(long)] == ["closed", "long"]


def test_the_number_is_said() -> None:
    [remark] = question_remarks("How did you get in? Who helped you there? What came next?")
    assert remark.said == "These are 3 questions in one."


@given(st.one_of(st.text(max_size=5_000), st.lists(st.sampled_from(_WORDS), max_size=1_200).map(" ".join)))
@example("is " + "good " * 1_000)
@example("?" * 5_000)
@example("what and " * 550)
@example("e" + "\u0301" * 4_999)
def test_no_text_raises_and_what_is_offered_is_short_and_asks(text: str) -> None:
    for remark in question_remarks(text[:5_000]):
        assert all(better.rstrip(" )\"'\u201d\u2019")[-1] in "?\u061f\uff1f" for better in remark.better)
        assert all(len(better) <= question_rules().numbers.most_characters for better in remark.better)


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    start = f"How is it here, {'all in all, ' * 100}"
    found = [remark.id for remark in question_remarks(f"{start} are you hiring?")]
    assert found == [remark.id for remark in question_remarks(start)] == ["long"]


def _tables(**changes: object) -> dict[str, Any]:
    return deepcopy(dict(read_toml(FILE))) | changes


def _rule(**changes: object) -> dict[str, Any]:
    rule: dict[str, Any] = deepcopy(_tables()["rule"][-1])
    return rule | changes


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"rule": [_rule(), _rule()]}, "twice"),
        ({"rule": [_rule(silences=["loud"])]}, "no rule is called loud"),
        ({"rule": [_rule(flags=["("])]}, "rule.0.flags"),
        ({"rule": [_rule(form=[{"of": "a", "better": "\\g<1>?"}])]}, "the pattern has no group 1"),
        ({"rule": [_rule(said="x" * 141)]}, "rule.0.said"),
        ({"rule": [_rule(grade="X")]}, "rule.0.grade"),
    ],
)
def test_a_file_that_cannot_be_used_is_reported_with_the_place(changes: dict[str, object], place: str) -> None:
    with pytest.raises(ContentError, match=place):
        rules_from(_tables(**changes))


def test_a_rule_by_which_nobody_looks_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    idle = rules_from(_tables(rule=[_rule(id="idle")]))
    monkeypatch.setattr(question_coach, "question_rules", lambda: idle)
    with pytest.raises(ContentError, match="nobody looks by these rules: idle"):
        check_question_rules()
