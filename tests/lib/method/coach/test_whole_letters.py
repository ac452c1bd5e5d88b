"""Whole letters, judged as a friendly reader would judge them (whole_letters.toml)."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lib.domain.vocabulary import Tie
from lib.method.coach import Verdict, remarks
from tests.lib.method.coach.letters import a_letter, known

LETTERS = tomllib.loads(Path(__file__).with_name("whole_letters.toml").read_text(encoding="utf-8"))["letter"]
DANA: dict[str, Any] = {
    "subject": "Question about nursing informatics",
    "name": "Dana Okafor",
    "called": "Dana",
    "tie": Tie.STRANGER,
    "my_name": "Sam Reed",
    "today": date(2026, 11, 24),
    "topic": "data work in hospitals",
    "decision": "whether to retrain as a data analyst",
    "facts": ("Lead analyst", "Mercy Hospital"),
}


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter["title"])
def test_a_whole_letter_is_judged_as_a_friendly_reader_would(letter: dict[str, Any]) -> None:
    found = remarks(a_letter(letter["body"], **DANA | known(letter.get("known", {}))))
    assert [remark.id for remark in found if remark.verdict is Verdict.BETTER] == letter["better"]
