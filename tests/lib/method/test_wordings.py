"""The wordings: which one suits, and how it reads once it is filled in."""

import re
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.vocabulary import Channel, Outcome, Purpose, Tie
from lib.method.content_files import ContentError, read_toml
from lib.method.wordings import (
    Limit,
    LimitUnit,
    Situation,
    UnknownFieldError,
    Wording,
    all_wordings,
    fill,
    request_situation,
    suitable,
    thanks_situation,
    wording_fields,
    wordings_from,
)

SAMPLE = {name: field.example for name, field in wording_fields().items()}
BY_ID = {wording.id: wording for wording in all_wordings()}
HOLES = re.compile(r"  | [.,;:?!]|\(\)|\n{3}|[^\S\n]\n|^\s|\s$")
HARMLESS = [
    "{{ my_name }}",
    "{% raw %}",
    "{# no #}",
    "{{ 7 * 7 }}",
    "100 % <b>&amp;</b>",
    "عَمارة",
    "😀",
    "a\nb",
    "\\1 $x",
]

wordings = pytest.mark.parametrize("wording", all_wordings(), ids=lambda wording: wording.id)
some_wording = st.sampled_from(all_wordings())
MARK = "\ue000"


def _is_a_value(text: str) -> bool:
    """Leave out blanks, and what ends a sentence by itself: that is another rule with its own test."""
    return bool(text.strip()) and not text.rstrip().endswith((".", "!", "?", "…"))


a_value = st.sampled_from(HARMLESS) | st.text().filter(_is_a_value)


def test_wordings_are_numbered_on_and_the_methods_30_are_among_them() -> None:
    names = [wording.id for wording in all_wordings()]
    assert names == [f"M{number:02d}" for number in range(1, len(names) + 1)]
    assert len(names) >= 30


def test_every_situation_and_purpose_has_a_wording() -> None:
    assert {wording.situation for wording in all_wordings()} == set(Situation)
    assert {wording.purpose for wording in all_wordings()} == set(Purpose)


@wordings
def test_a_wording_filled_with_sample_values_keeps_its_limit(wording: Wording) -> None:
    filled = fill(wording, SAMPLE)
    assert wording.limit.fits(filled.body), f"{wording.limit.length(filled.body)}: {filled.body}"
    assert len(filled.subject) <= 60


@wordings
def test_a_wording_filled_with_sample_values_has_no_gap_and_no_leftover(wording: Wording) -> None:
    filled = fill(wording, SAMPLE)
    assert filled.gaps == ()
    assert not set("{}[]~|").intersection(filled.body + filled.subject)


@wordings
def test_every_declared_field_comes_into_the_text(wording: Wording) -> None:
    filled = fill(wording, SAMPLE)
    missing = [
        name for name in (*wording.required, *wording.optional) if SAMPLE[name] not in filled.body + filled.subject
    ]
    assert missing == []


@wordings
def test_without_any_value_all_required_fields_stay_visible_as_gaps(wording: Wording) -> None:
    filled = fill(wording, {})
    assert filled.gaps == wording.required
    assert all(f"[{wording_fields()[name].gap}]" in filled.body for name in wording.required)
    assert "[" not in filled.subject


def test_a_gap_says_in_plain_words_what_to_fill_in() -> None:
    filled = fill(BY_ID["M01"], SAMPLE | {"why_them": " \n"})
    assert filled.gaps == ("why_them",)
    assert "You came to mind because [why you thought of them]." in filled.body


def test_a_wording_without_a_subject_has_none() -> None:
    assert fill(BY_ID["M02"], SAMPLE).subject == ""


@given(wording=some_wording, known=st.sets(st.sampled_from(sorted(SAMPLE))))
def test_whatever_is_missing_leaves_no_hole(wording: Wording, known: set[str]) -> None:
    filled = fill(wording, {name: SAMPLE[name] for name in known})
    assert not HOLES.search(filled.body)
    assert not HOLES.search(filled.subject)
    assert bool(filled.subject) == bool(wording.subject)


@given(wording=some_wording, known=st.sets(st.sampled_from(sorted(SAMPLE))))
def test_only_required_fields_are_gaps(wording: Wording, known: set[str]) -> None:
    filled = fill(wording, {name: SAMPLE[name] for name in known})
    assert set(filled.gaps) == set(wording.required) - known
    assert filled.body.count("[") >= len(filled.gaps)


def test_a_missing_optional_field_takes_its_sentence_along() -> None:
    body = fill(BY_ID["M26"], SAMPLE | {"result": ""}).body
    assert "What came of it" not in body
    assert "I took the free database course. Next I plan" in body


def test_one_free_time_reads_as_well_as_two() -> None:
    assert "I am free Monday at 9, and glad" in fill(BY_ID["M01"], {"slot_1": "Monday at 9"}).body
    two = {"slot_1": "Monday at 9", "slot_2": "Friday at 3"}
    assert "I am free Monday at 9 or Friday at 3, and glad" in fill(BY_ID["M01"], two).body


def test_a_letter_has_its_greeting_paragraphs_and_name_apart() -> None:
    paragraphs = fill(BY_ID["M01"], SAMPLE).body.split("\n\n")
    assert paragraphs[0] == "Hi Amara,"
    assert paragraphs[-1] == "Thanks,\nSam"
    assert len(paragraphs) == 5


def test_questions_stand_one_below_the_other() -> None:
    body = fill(BY_ID["M16"], SAMPLE | {"question_2": ""}).body
    assert f"\n\n- {SAMPLE['question_1']}\n- {SAMPLE['question_3']}\n\n" in body


def test_a_value_with_its_own_full_stop_gets_no_second_one() -> None:
    body = fill(BY_ID["M01"], SAMPLE | {"why_them": "you moved to data."}).body
    assert "because you moved to data.\n\nCould we" in body


def test_a_subject_without_its_field_is_a_plain_one() -> None:
    assert fill(BY_ID["M01"], SAMPLE).subject == "Your advice on data work in hospitals?"
    assert fill(BY_ID["M01"], SAMPLE | {"topic": " "}).subject == "May I ask for your advice?"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_a_newline_in_a_subject_becomes_a_space(newline: str) -> None:
    filled = fill(BY_ID["M01"], SAMPLE | {"topic": f"data{newline}Bcc: all"})
    assert filled.subject == "Your advice on data Bcc: all?"
    assert f"data{newline}Bcc: all" in filled.body


@given(wording=some_wording, value=a_value)
def test_a_value_comes_through_as_it_is_and_is_never_a_template(wording: Wording, value: str) -> None:
    marked = fill(wording, dict.fromkeys(SAMPLE, MARK))
    filled = fill(wording, dict.fromkeys(SAMPLE, value))
    assert filled.body == marked.body.replace(MARK, value)
    assert filled.subject == marked.subject.replace(MARK, " ".join(value.splitlines()))
    assert filled.gaps == ()


@given(value=a_value)
def test_a_name_stands_in_its_greeting_untouched(value: str) -> None:
    assert fill(BY_ID["M29"], {"name": value, "my_name": "Sam"}).body.startswith(f"Hi {value},\n\nThank you for")


def test_fields_that_a_wording_does_not_have_are_ignored() -> None:
    assert fill(BY_ID["M29"], SAMPLE | {"shoe_size": "42"}) == fill(BY_ID["M29"], SAMPLE)


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("channel", Channel)
def test_there_is_always_a_suitable_wording(purpose: Purpose, channel: Channel) -> None:
    for situation in (None, *Situation):
        found = suitable(purpose, channel=channel, situation=situation)
        assert found
        assert len({wording.id for wording in found}) == len(found)
        assert all(wording.purpose is purpose for wording in found)


@pytest.mark.parametrize(
    ("channel", "situation", "first"),
    [
        (Channel.EMAIL, Situation.COLD, "M09"),
        (Channel.EMAIL, Situation.WARM, "M01"),
        (Channel.IN_PERSON, Situation.WARM, "M02"),
        (Channel.LINKEDIN, Situation.SHARED_BACKGROUND, "M04"),
        (Channel.LINKEDIN, Situation.COLD, "M10"),
        (Channel.PHONE, Situation.COLD, "M12"),
        (Channel.IN_PERSON, Situation.COLD, "M02"),
        (Channel.TEXT, Situation.LOST_TOUCH, "M01"),
        (Channel.TEXT, Situation.COLD, "M09"),
    ],
)
def test_the_wording_of_the_situation_comes_first(channel: Channel, situation: Situation, first: str) -> None:
    assert suitable(Purpose.REQUEST, channel=channel, situation=situation)[0].id == first


def test_without_a_situation_the_wordings_of_the_channel_come_in_their_order() -> None:
    assert [wording.id for wording in suitable(Purpose.FOLLOW_UP, channel=Channel.EMAIL)] == ["M13", "M14"]
    assert [wording.id for wording in suitable(Purpose.FOLLOW_UP, channel=Channel.PHONE)] == ["M13", "M14"]
    assert [wording.id for wording in suitable(Purpose.REQUEST, channel=Channel.PHONE)] == ["M02", "M12"]


@pytest.mark.parametrize(
    ("tie", "situation", "by_name"),
    [
        (Tie.CLOSE, Situation.WARM, Situation.WARM),
        (Tie.CURRENT, Situation.WARM, Situation.WARM),
        (Tie.FORMER, Situation.WARM, Situation.WARM),
        (Tie.ACQUAINTANCE, Situation.WARM, Situation.WARM),
        (Tie.LOST_TOUCH, Situation.LOST_TOUCH, Situation.LOST_TOUCH),
        (Tie.SHARED, Situation.SHARED_BACKGROUND, Situation.REFERRED),
        (Tie.INTRODUCED, Situation.COLD, Situation.REFERRED),
        (Tie.STRANGER, Situation.COLD, Situation.REFERRED),
    ],
)
def test_the_tie_decides_how_to_ask(tie: Tie, situation: Situation, by_name: Situation) -> None:
    assert request_situation(tie, introducer_known=False) is situation
    assert request_situation(tie, introducer_known=True) is by_name


@pytest.mark.parametrize(
    ("outcome", "situation"),
    [
        (Outcome.MET, Situation.THANKS_TALK),
        (Outcome.ANSWERED, Situation.THANKS_ANSWER),
        (Outcome.PASSED_ON, Situation.THANKS_LEAD),
        (Outcome.NOT_NOW, Situation.THANKS_DECLINE),
        (Outcome.DECLINED, Situation.THANKS_DECLINE),
    ],
)
def test_what_came_of_it_decides_how_to_thank(outcome: Outcome, situation: Situation) -> None:
    assert thanks_situation(outcome) is situation


def test_a_limit_counts_words_or_characters_with_both_ends_included() -> None:
    words = Limit(unit=LimitUnit.WORDS, low=2, high=3)
    assert [words.fits(text) for text in ("a", "a b", "a b\n\nc", "a b c d")] == [False, True, True, False]
    assert Limit(unit=LimitUnit.CHARACTERS, low=0, high=3).fits("a b")
    assert BY_ID["M10"].limit == Limit(unit=LimitUnit.CHARACTERS, low=60, high=200)


def _tables(**changes: object) -> dict[str, Any]:
    """Return the file with the changes made in M29, whose fields are `name` and `my_name`."""
    tables = deepcopy(dict(read_toml("wordings.toml")))
    assert isinstance(tables["wording"], list)
    tables["wording"][28].update(changes)
    return tables


GOOD = "Hi {{ name }}\n| {{ my_name }}\n"


def test_the_changed_wording_itself_is_fine() -> None:
    assert wordings_from(_tables(body=GOOD)).wording[28].body == GOOD


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"body": GOOD + "{{ nmae }}"}, "M29, body line 3 uses an unknown field: nmae"),
        ({"body": GOOD + "{{ topic }}"}, "M29, body line 3 uses an unknown field: topic"),
        ({"subject": "For {{ topic }}\n~ For you"}, "M29, subject line 1 uses an unknown field: topic"),
        ({"optional": ["shoe_size"]}, "M29 declares a field without a gap text: shoe_size"),
    ],
)
def test_an_unknown_field_is_reported_with_its_wording_and_line(changes: dict[str, object], message: str) -> None:
    with pytest.raises(UnknownFieldError, match=message):
        wordings_from(_tables(**changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"optional": ["topic"]}, "M29 declares a field that no line uses: topic"),
        ({"body": GOOD + "{{ name"}, "M29, body line 3"),
        ({"body": "~ Hi\n" + GOOD}, "M29, body line 1: there is no line above"),
        (
            {"body": GOOD, "required": ["my_name"], "optional": ["name"], "subject": "{{ name }}"},
            "M29 needs one subject",
        ),
        (
            {"body": "{{ name }} {{ my_name }}", "required": ["my_name"], "optional": ["name"]},
            "M29 can lose .* my_name",
        ),
        ({"channels": ["pigeon"]}, "wording.28.channels"),
        ({"id": "M28"}, "a wording id stands there twice"),
    ],
)
def test_a_wording_that_cannot_be_used_is_reported_with_its_place(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ContentError, match=message):
        wordings_from(_tables(**changes))


@pytest.mark.parametrize("table", ["situation_by_tie", "situation_by_outcome"])
def test_a_tie_or_an_outcome_without_a_situation_is_reported(table: str) -> None:
    with pytest.raises(ContentError, match="has no situation"):
        wordings_from(_tables() | {table: {}})


def test_a_purpose_without_a_wording_is_reported() -> None:
    tables = _tables()
    tables["wording"] = [wording for wording in tables["wording"] if wording["purpose"] != "update"]
    with pytest.raises(ContentError, match="a purpose has no wording"):
        wordings_from(tables)
