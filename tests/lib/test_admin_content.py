"""`python -m lib.admin content`: what it lists, and what it says where a piece breaks a rule."""

from pathlib import Path
from typing import Any

import pytest

from lib.admin import DONE, NOT_DONE, main
from lib.admin_content import coach_table
from lib.method import own_rules
from lib.method.coach import rule_table
from lib.method.content_files import ContentError
from lib.method.own_rules import bank_faults, question_faults, wording_faults
from lib.method.question_bank import BankQuestion, all_questions
from lib.method.question_rules import question_rules
from lib.method.wordings import Wording, all_wordings

DOCS = Path(__file__).parents[2] / "docs"


def test_everything_is_listed_with_its_grade_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content"]) == DONE
    listed = capsys.readouterr().out
    ids = [wording.id for wording in all_wordings()] + [question.id for question in all_questions()]
    ids += [rule.id for rule in rule_table()] + [rule.id for rule in question_rules().rule]
    assert [name for name in ids if f"  {name}  " not in listed] == []
    assert [one.why for one in all_questions() if f"[GK] written for Askwell: {one.why}\n" not in listed] == []
    assert "  path-01  What first pulled you toward this kind of work? (Their path; all; school year 2)" in listed
    assert "  referral  Who else to ask [C] Most career centres" in listed
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


def a_question(**changes: Any) -> BankQuestion:
    """Return the first question of the bank, changed."""
    return all_questions()[0].model_copy(update=changes)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"text": "Could you get me an interview?"}, "the coach says: This asks for a job."),
        ({"text": "How much do you earn?"}, "the coach says: This asks what they earn themselves."),
        ({"text": "What does your company do?"}, "the coach says: A search would answer this."),
        ({"text": "Do you like it here?"}, "the coach says: A yes or no would answer this."),
        ({"text": "Don't you think it pays?"}, "the coach says: This puts the answer into their mouth."),
        ({"text": "How did you start? Who helped you?"}, "the coach says: These are 2 questions in one."),
        ({"text": "Tell me about it."}, "it is no question"),
        ({"text": f"What {'so ' * 30}?"}, "it has 32 words"),
        ({"text": "Which organisational responsibilities necessitate prioritisation?"}, "it reads as in school year"),
        ({"why": "Organisational responsibilities necessitate prioritisation."}, "its reason reads as in school year"),
    ],
)
def test_a_question_that_breaks_a_rule_is_told(changes: dict[str, str], fault: str) -> None:
    assert any(told.startswith(fault) for told in question_faults(a_question(**changes)))


def test_every_question_of_the_bank_keeps_the_rules() -> None:
    assert {question.id: list(question_faults(question)) for question in all_questions()} == {
        question.id: [] for question in all_questions()
    }
    assert list(bank_faults(all_questions())) == []


def test_two_questions_that_ask_nearly_the_same_are_told() -> None:
    again = a_question(id="path-99", text="What was it that first pulled you toward this kind of work?")
    assert list(bank_faults([*all_questions(), again])) == ["path-01 and path-99 ask nearly the same"]


def test_too_few_questions_for_somebody_are_told() -> None:
    kept = [question for question in all_questions() if "aca" not in question.tags]
    assert list(bank_faults(kept)) == [
        "category researcher: only 0 questions",
        "variant aca: only 0 questions",
    ]


def test_a_question_that_breaks_a_rule_ends_the_command_with_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = a_question(text="Do you like it?")
    monkeypatch.setattr(own_rules, "all_questions", lambda: (*all_questions()[1:], closed))
    assert main(["content"]) == NOT_DONE
    assert capsys.readouterr().err == "path-01: the coach says: A yes or no would answer this.\n"
