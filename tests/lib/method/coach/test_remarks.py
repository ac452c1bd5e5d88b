"""What the coach says of a letter as a whole: in which order, how long, how much of it, and never with an error."""

import string
from dataclasses import fields
from datetime import date
from typing import Any

import pyphen  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from lib.domain.commands.interviews import USUAL_MINUTES
from lib.domain.vocabulary import Channel, GoalKind, Purpose, Tie
from lib.method.coach import Letter, OtherNote, Verdict, reading, remarks, rule_table, rules
from lib.method.coach.content import MOST_SAID, content_from, grade_words, length_for, numbers
from lib.method.coach.rules import LOOKS
from lib.method.content_files import ContentError, read_toml
from lib.method.wordings import Situation, hard_limit, subject_limit
from tests.lib.method.coach.letters import a_letter, said, verdicts

# What the method says not to rest on (1.5 and 1.3), by the names under which it would be cited.
NOT_TO_BE_CITED = ("Gino", "Brooks", "Schweitzer", "Casciaro", "Kouchaki", "Grant", "BYAF", "but you are free")

LENGTH = {"purposes": ["request"], "unit": "words", "least": 1, "low": 2, "high": 5, "most": 9}

a_text = st.text() | st.text(alphabet=string.printable) | st.lists(
    st.sampled_from(["hi", "Amara", "not", "job", "are you hiring", "20 minutes", "Tuesday", "or", "?", "\n", "{", "["])
).map(" ".join)  # fmt: skip
some_letter = st.builds(
    Letter,
    purpose=st.sampled_from(Purpose),
    channel=st.sampled_from(Channel),
    subject=a_text,
    body=a_text,
    situation=st.none() | st.sampled_from(Situation),
    today=st.none() | st.just(date(2026, 11, 24)) | st.dates(),
    name=a_text,
    called=a_text,
    tie=st.none() | st.sampled_from(Tie),
    goal_kind=st.none() | st.sampled_from(GoalKind),
    learned=st.tuples() | st.tuples(a_text),
    promised=st.tuples() | st.tuples(a_text),
    named=st.tuples() | st.tuples(a_text),
    facts=st.tuples() | st.tuples(a_text),
    others=st.tuples() | st.tuples(st.builds(OtherNote, a_text, a_text)),
    is_other_zone=st.booleans(),
    **dict.fromkeys(("introducer", "my_name", "topic", "decision", "first_body"), a_text),
)


@hypothesis_settings(deadline=None)
@given(letter=some_letter)
def test_no_text_raises_and_every_remark_is_short_and_whole(letter: Letter) -> None:
    for remark in remarks(letter):
        assert 0 < len(remark.said) <= MOST_SAID
        assert "\n" not in remark.said
        assert all((remark.title, remark.why, remark.source, remark.grade))


def test_what_would_be_better_comes_first_and_the_weightiest_of_it_first() -> None:
    found = remarks(a_letter("Hi [name], are you hiring?", subject=""))
    order = [rule.id for rule in rule_table()]
    assert [remark.verdict for remark in found] == sorted(remark.verdict for remark in found)
    better = [remark.id for remark in found if remark.verdict is Verdict.BETTER]
    assert better[:2] == ["leftovers", "name"]
    assert better == sorted(better, key=order.index)


@pytest.mark.parametrize("purpose", Purpose)
def test_an_empty_page_and_what_is_only_logged_get_no_remark(purpose: Purpose) -> None:
    assert remarks(a_letter(" \n", purpose=purpose)) == ()
    is_logged = purpose in {Purpose.NOTE, Purpose.AUTO_REPLY}
    assert bool(remarks(a_letter("Hi Amara, are you hiring?", purpose=purpose))) is not is_logged


def test_of_a_very_long_text_the_beginning_is_looked_at_and_all_is_counted() -> None:
    letter = a_letter("Hi Amara. " + "we talk to you " * 6_000 + "Are you hiring?")
    assert said(letter)["read_in_part"].startswith("All 90,025 characters are kept")
    assert said(letter)["length"].startswith("24,005 words is far too long")
    assert verdicts(letter)["no_job_ask"] == "good"


def test_what_is_to_be_forwarded_does_not_count_for_the_letter_above_it() -> None:
    words = "we talk to you " * 15
    letter = a_letter(f"{words}\n\n* * *\n\n{words} Are you hiring?", situation=Situation.ASK_INTRODUCTION)
    assert said(letter)["length"] == "60 words: a good length."
    assert verdicts(letter)["no_job_ask"] == "better"


def test_a_text_in_another_language_is_measured_by_no_english_phrase() -> None:
    text = "Liebe Amara, ich arbeite in der Pflege und möchte gern mehr über die Arbeit mit Daten erfahren. " * 3
    assert set(verdicts(a_letter(text))) == {"name", "length", "subject", "other_language"}


def test_nearly_the_same_note_to_a_colleague_is_told() -> None:
    text = "I came across your article on {} and your point stayed with me. May I ask you about it for 20 minutes? " * 2
    note = OtherNote("Ben Ode", f"Hello Ben, {text.format('wards', 'wards')}")
    assert "Ben Ode" in said(a_letter(f"Hello Amara, {text.format('nights', 'nights')}", others=(note,)))["too_like"]
    own = "You moved from the ward to the data team, which is the step I think about. How did you know that it fits? "
    assert "too_like" not in said(a_letter(own * 2, others=(note,)))
    assert "too_like" not in said(a_letter("Hello", others=(OtherNote("Ben Ode", "Hello"),)))


def test_long_words_of_somebodys_own_are_cut_in_a_remark() -> None:
    words = said(a_letter("Thank you.", purpose=Purpose.THANKS, learned=("x" * 500,)))["specific"]
    assert words == f"Name one thing that you learned. You noted: “{'x' * 31}…”."


def test_braces_in_a_text_are_no_fields_of_a_remark() -> None:
    assert "{kept}" in said(a_letter("Hi {kept}"))["leftovers"]


def test_no_rule_rests_on_what_the_method_warns_of() -> None:
    told = " ".join(f"{rule.why} {rule.source} {rule.good} {rule.change}" for rule in rule_table())
    assert [name for name in NOT_TO_BE_CITED if name in told] == []
    assert all(grade_words(rule.grade) for rule in rule_table())


def test_every_field_of_a_letter_is_tried() -> None:
    tried = {
        "purpose", "channel", "subject", "body", "situation", "today", "name", "called", "tie", "goal_kind", "learned",
        "promised", "named", "facts", "others", "is_other_zone", "introducer", "my_name", "topic", "decision",
        "first_body",
    }  # fmt: skip
    assert {field.name for field in fields(Letter)} == tried


def test_what_is_said_elsewhere_too_is_the_same_here() -> None:
    note, most = length_for(Purpose.REQUEST, Channel.LINKEDIN_NOTE, None), hard_limit(Channel.LINKEDIN_NOTE)
    assert note is not None
    assert most is not None
    assert (note.high, note.most) == (most.free, most.paid)
    assert (numbers().most_subject, numbers().usual_times) == (subject_limit(), USUAL_MINUTES)


def _tables(**changes: Any) -> dict[str, Any]:
    """Return the file with changes made in its first rule."""
    tables = dict(read_toml("coach.toml"))
    rules = tables["rule"]
    assert isinstance(rules, list)
    return tables | {"rule": [rules[0] | changes, *rules[1:]]}


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        (_tables(grade="X"), "rule.0.grade"),
        (_tables(grade="A+"), "rule.0.grade"),
        (_tables(id="name"), "the id of a rule stands there twice"),
        (_tables(said={"left": "x" * 141}), "longer than 140 characters"),
        (_tables(purposes=["poem"]), "rule.0.purposes"),
        (_tables() | {"phrases": {"job_ask": ["(hire"]}}, "phrases.job_ask, number 1"),
        (_tables() | {"grades": {"C": "told"}}, "no line of .grades. explains"),
        (_tables() | {"length": [LENGTH | {"low": 9, "high": 5}]}, "least, low, high and most in this order"),
    ],
    ids=[
        "compromised",
        "unknown grade",
        "twice",
        "too long",
        "unknown purpose",
        "no pattern",
        "unexplained",
        "disorder",
    ],
)
def test_content_that_cannot_be_used_is_reported_with_its_place(tables: dict[str, Any], message: str) -> None:
    with pytest.raises(ContentError, match=message):
        content_from(tables)


def test_a_rule_by_which_nobody_looks_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = {name: look for name, look in LOOKS.items() if name != "minutes"}
    monkeypatch.setattr(rules, "LOOKS", looks)
    with pytest.raises(ContentError, match="nobody looks by them: minutes"):
        rule_table.__wrapped__()


def test_the_words_of_many_people_are_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MOST_KEPT", 3)
    for word in ("meadow", "river", "winter", "summer", "harbour", "garden"):
        reading.school_year(f"A {word} is here.")
    assert len(pyphen.Pyphen(lang="en_US").hd.cache) <= 3 + len(["A", "meadow", "is", "here."])


def test_whoever_may_be_named_is_asked_for() -> None:
    told = said(a_letter("I am a nurse. I want to learn about data.", introducer="Jo Reyes"))
    assert told["connection"] == "Begin with who sent you: Jo Reyes."
    assert verdicts(a_letter("Jo thinks that you know wards.", introducer="Jo Reyes"))["connection"] == "good"
