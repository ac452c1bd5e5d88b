"""Each rule of the coach, by texts that were labelled by hand (labelled.toml, job_asks.toml)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from lib.domain.vocabulary import Channel
from lib.method.coach import job_ask, rule_table
from lib.method.coach.letter import plain_text, sentences_of
from lib.method.coach.rules import LOOKS
from tests.lib.method.coach.letters import a_letter, known, said, verdicts

HERE = Path(__file__).parent
LABELLED = tomllib.loads((HERE / "labelled.toml").read_text(encoding="utf-8"))["rule"]
JOB_ASKS = tomllib.loads((HERE / "job_asks.toml").read_text(encoding="utf-8"))
LABELS = ("good", "better", "silent")
CASES = [
    (entry["id"], label, entry.get("letter", {}), text)
    for entry in LABELLED
    for label in LABELS
    for text in entry.get(label, [])
]


def _text(text: str) -> str:
    """Return a text; “{60}” stands for one of 60 words."""
    return " ".join(["word"] * int(text[1:-1])) if text.startswith("{") and text[1:-1].isdecimal() else text


@pytest.mark.parametrize(("rule", "label", "letter", "text"), CASES)
def test_a_labelled_text_is_judged_as_a_person_would(rule: str, label: str, letter: dict[str, Any], text: str) -> None:
    assert verdicts(a_letter(_text(text), **known(letter))).get(rule, "silent") == label


def test_every_rule_has_texts_that_pass_and_texts_that_fail() -> None:
    labels: dict[str, set[str]] = {entry["id"]: set() for entry in LABELLED}
    for entry in LABELLED:
        labels[entry["id"]] |= {label for label in LABELS if entry.get(label)}
    one_sided = {"offer_back"}  # it only praises
    # These need more than a text: each has a test of its own below.
    elsewhere = {"no_job_ask", "subject", "too_like", "read_in_part"}
    assert labels.keys() | elsewhere == LOOKS.keys() == {rule.id for rule in rule_table()}
    for rule, told in labels.items():
        assert "better" in told or rule in one_sided, rule
        assert told & {"good", "silent"}, rule


@pytest.mark.parametrize("sentence", JOB_ASKS["asks"])
def test_a_request_for_a_job_is_found(sentence: str) -> None:
    assert verdicts(a_letter(sentence))["no_job_ask"] == "better"


@pytest.mark.parametrize("sentence", JOB_ASKS["clean"])
def test_a_sentence_without_one_passes(sentence: str) -> None:
    assert verdicts(a_letter(sentence))["no_job_ask"] == "good"


def test_a_negation_holds_for_40_characters_of_its_sentence() -> None:
    def found(text: str) -> bool:
        return bool(job_ask(sentences_of(plain_text(text))))

    assert not found(f"not {'x' * 34} are you hiring")
    assert found(f"not {'x' * 40} are you hiring")
    assert found("Not now. Are you hiring?")
    assert found("I am not sure.\nAre you hiring?")


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("A question about ward data", "The subject says what it is about."),
        ("Re: A question about ward data", "The subject says what it is about."),
        ("النوبات الليلية", "The subject says what it is about."),
        (" ", "There is no subject yet."),
        ("x" * 61, "The subject has 61 characters; 60 are seen whole."),
        ("YOUR ADVICE ON WARDS", "Capitals read like shouting."),
        ("A job in your team", "“job” in the subject"),
        ("Urgent: your advice on wards", "“urgent” in the subject"),
        ("Quick question", "The subject could be anybody's."),
    ],
)
def test_a_subject(subject: str, words: str) -> None:
    assert said(a_letter("Hi Amara", subject=subject))["subject"].startswith(words)


def test_a_subject_may_name_the_topic_whatever_it_is() -> None:
    letter = a_letter("Hi Amara", subject="How job centres work", topic="job centres")
    assert verdicts(letter)["subject"] == "good"


def test_only_an_e_mail_has_a_subject() -> None:
    assert "subject" not in verdicts(a_letter("Hi Amara", subject="", channel=Channel.TEXT))


@pytest.mark.parametrize(
    ("kept", "text", "words"),
    [
        ("John Smith", "Hi Jon, thank you.", "You wrote “Jon”; you keep their name as “John”."),
        ("Dana Okafor", "Dear Dana Okafur, thank you.", "You wrote “Okafur”; you keep their name as “Okafor”."),
        ("José Luna", "Hi Jose, thank you.", "You wrote “Jose”; you keep their name as “José”."),
        ("John Smith", "Hi Mary, thank you.", "You greet “Mary”, but this goes to John Smith."),
        ("John Smith", "Hello, thank you.", "Their name is missing. Greet them: John."),
    ],
)
def test_a_name_that_is_not_theirs_is_told_with_the_one_that_is(kept: str, text: str, words: str) -> None:
    assert said(a_letter(text, name=kept, called=kept.split(maxsplit=1)[0]))["name"] == words
