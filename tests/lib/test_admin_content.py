"""`python -m lib.admin content`: what it lists, and what it says where a piece breaks a rule."""

from pathlib import Path
from typing import Any

import pytest

from lib.admin import DONE, NOT_DONE, main
from lib.admin_content import coach_table
from lib.method import own_rules
from lib.method.coach import rule_table
from lib.method.content_files import ContentError
from lib.method.own_rules import question_faults, wording_faults
from lib.method.question_bank import BankQuestion, all_questions
from lib.method.wordings import Wording, all_wordings

DOCS = Path(__file__).parents[2] / "docs"


def test_everything_is_listed_with_its_grade_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content"]) == DONE
    listed = capsys.readouterr().out
    ids = [wording.id for wording in all_wordings()] + [question.id for question in all_questions()]
    ids += [rule.id for rule in rule_table()]
    assert [name for name in ids if f"  {name}  " not in listed] == []
    assert "[GK] written for Askwell" in listed
    assert "[C, B+] Cornell University" in listed


def test_the_table_for_readers_is_up_to_date() -> None:
    assert (DOCS / "coach.md").read_text(encoding="utf-8") == coach_table()


def test_a_wording_that_breaks_its_rule_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = a_wording(body="Hi {{ name }},\nare you hiring?\n")
    monkeypatch.setattr(own_rules, "all_wordings", lambda: (broken,))
    assert main(["content"]) == NOT_DONE
    told = capsys.readouterr().err
    assert f"{broken.id}: its length of 5 breaks its own limit" in told
    assert f"{broken.id}: by email, the coach says: “are you hiring” sounds like asking for a job." in told


def test_a_file_that_cannot_be_used_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unusable() -> tuple[str, ...]:
        message = "coach.toml: rule.3.grade: String should match pattern"
        raise ContentError(message)

    monkeypatch.setattr("lib.admin_content.breaches", unusable)
    assert main(["content", "--format", "markdown"]) == NOT_DONE
    assert capsys.readouterr().err == "coach.toml: rule.3.grade: String should match pattern\n"


def a_wording(**changes: Any) -> Wording:
    """Return the first wording, changed."""
    return all_wordings()[0].model_copy(update=changes)


@pytest.mark.parametrize("wording", all_wordings(), ids=lambda wording: wording.id)
def test_every_wording_passes_the_coach(wording: Wording) -> None:
    assert list(wording_faults(wording)) == []


def test_a_long_subject_of_a_wording_is_a_fault() -> None:
    faults = list(wording_faults(a_wording(subject="x" * 61)))
    assert "its subject is longer than 60 characters" in faults


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Could you get me an interview?", "asks for a job"),
        ("How much do you earn?", "it asks what they earn themselves"),
        ("What does your company do?", "a search would answer it"),
        ("Do you like it here?", "a yes or no would answer it"),
        ("Tell me about it.", "it is no question"),
    ],
)
def test_a_question_that_breaks_a_rule_is_told(text: str, fault: str) -> None:
    question = BankQuestion(id="path-99", category=all_questions()[0].category, text=text, tags=("all",))
    assert any(fault in told for told in question_faults(question))


def test_every_question_of_the_bank_keeps_the_rules() -> None:
    assert {question.id: list(question_faults(question)) for question in all_questions()} == {
        question.id: [] for question in all_questions()
    }
