"""Wordings of one's own: what may stand in them, how they are filled in, and how a letter becomes one."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.commands import InvalidInputsError
from lib.domain.vocabulary import Tone
from lib.method.own_wordings import checked, filled_own, generalised, own_fields
from lib.method.wordings import all_wordings, fill, wording_fields

SAMPLE = {name: field.example for name, field in wording_fields().items()}
HOSTILE = [
    "{{ 7*7 }}",
    "{% raw %}",
    "{# no #}",
    'Jo "Q" O\'Neil',
    "a\r\nBcc: all",
    "😀",
    "\u202eעַמְרָה",
    "<b>&amp;</b>",
    "\\1 $x",
]


def _row(body: str, subject: str = "") -> Any:
    return SimpleNamespace(title="Mine", subject=subject, body=body)


def test_known_fields_may_stand_in_an_own_wording() -> None:
    wording = checked("Mine", "For {{ name }}", "Hi {{name}}, on {{ topic }}. 100 % {yes} }}\n{{ my_name }}")
    assert wording.fields == ("name", "topic", "my_name")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            "Hi\n{{ nmae }}",
            "In line 2 of “Mine”, {{ nmae }} is no field that can be filled in. Did you mean {{ name }}?",
        ),
        ("{{ shoe_size }}", "In line 1 of “Mine”, {{ shoe_size }} is no field that can be filled in."),
        ("Hi\n\n{% if name %}", "In line 3 of “Mine”, {% and {# have no use."),
        ("{# a note #}", "In line 1 of “Mine”, {% and {# have no use."),
        ("{% raw %}{{ name }}{% endraw %}", "In line 1 of “Mine”, {% and {# have no use."),
        ("{{ name.__class__ }}", "In line 1 of “Mine”, write one field between"),
        ("{{ name|upper }}", "In line 1 of “Mine”, write one field between"),
        ("{{ name() }}", "In line 1 of “Mine”, write one field between"),
        ("{{ 7*7 }}", "In line 1 of “Mine”, write one field between"),
        ("{{- name }}", "In line 1 of “Mine”, write one field between"),
        ("Hi\r\n{{ name", "In line 2 of “Mine”, write one field between"),
        ("Hi\nDear { name },", "In line 2 of “Mine”, write one field between"),
        ("Dear name }},", "In line 1 of “Mine”, write one field between"),
        ("{{ nam }}", "In line 1 of “Mine”, {{ nam }} is no field that can be filled in. Did you mean {{ name }}?"),
        ("{{ name }", "In line 1 of “Mine”, write one field between"),
    ],
)
def test_anything_else_is_refused_with_the_wording_and_the_line(body: str, sentence: str) -> None:
    with pytest.raises(InvalidInputsError) as refused:
        checked("Mine", "", body)
    assert refused.value.problems["body"].startswith(sentence)


def test_a_refused_subject_is_named_beside_the_body() -> None:
    with pytest.raises(InvalidInputsError) as refused:
        checked("Mine", "{{ x }}", "{{ y }}")
    assert set(refused.value.problems) == {"subject", "body"}
    assert refused.value.problems["subject"].startswith("In the subject of “Mine”, {{ x }}")


@given(text=st.text(st.sampled_from("{}%#- name|.7\n")))
def test_whatever_is_accepted_can_be_filled_in_and_whatever_is_not_stays_as_it_is(text: str) -> None:
    try:
        accepted = bool(checked("Mine", "", text))
    except InvalidInputsError:
        accepted = False
    body = filled_own(_row(text), {"name": "Amara"}).body
    assert accepted or body == text


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("tone", Tone)
def test_a_value_comes_through_as_it_is_and_is_never_a_template(value: str, tone: Tone) -> None:
    filled = filled_own(_row("Hi {{ name }},\n\nSo: {{ topic }}!", "{{ topic }}"), dict.fromkeys(SAMPLE, value), tone)
    assert filled.body.endswith(f" {value},\n\nSo: {value}!")
    assert filled.subject == " ".join(value.splitlines())
    assert filled.gaps == ()


def test_what_is_not_known_is_a_gap_and_its_sentence_stays() -> None:
    filled = filled_own(
        _row("Hi {{ name }}.\nYou came to mind because {{ why_them }}."), {"name": "Amara", "why_them": " "}
    )
    assert filled.body == "Hi Amara.\nYou came to mind because [why you thought of them]."
    assert filled.gaps == ("why_them",)


def test_a_tone_changes_greeting_and_sign_off_as_in_our_wordings() -> None:
    row = _row("Hi {{ name }},\n\nA word.\n\nThanks,\n{{ my_name }}\n")
    assert filled_own(row, SAMPLE).body == "Hi Amara,\n\nA word.\n\nThanks,\nSam"
    formal = filled_own(row, SAMPLE, Tone.FORMAL).body
    assert formal == "Dear Amara Obi,\n\nA word.\n\nWith thanks and kind regards,\nSam Okafor"


def test_the_fields_of_a_kept_wording_are_known_in_their_order() -> None:
    assert own_fields(_row("{{ topic }} {{ name }} {{ no_more }} {{topic}}", "{{ my_name }}")) == (
        "my_name",
        "topic",
        "name",
    )


def test_a_letter_becomes_a_wording_by_whole_words_longest_first() -> None:
    letter = (
        "Hi Amara,\n\nAmaranth, MacAmara, Amara Obi, Jo Reyes, Jo: data work in hospitals, 20 minutes, May 20.\n\nSam"
    )
    known = {**SAMPLE, "month": "May", "day": "today"}
    assert generalised(letter, known) == (
        "Hi {{ name }},\n\nAmaranth, MacAmara, {{ their_full_name }}, {{ introducer }}, Jo: {{ topic }}, "
        "20 minutes, May 20.\n\n{{ my_name }}"
    )


def test_an_open_gap_becomes_its_field_and_a_namesake_signs_as_oneself() -> None:
    letter = "Hi Sam,\nI thought of you because [why you thought of them].\nSam"
    wording = generalised(letter, {"name": "Sam", "my_name": "Sam"})
    assert wording == "Hi {{ name }},\nI thought of you because {{ why_them }}.\n{{ my_name }}"


def test_a_name_of_one_letter_stays_as_it_is_a_word_too() -> None:
    assert generalised("A word from A.", {"name": "A"}) == "A word from A."


@pytest.mark.parametrize("value", [*HOSTILE, "A", "."])
def test_any_name_can_be_taken_out_again(value: str) -> None:
    name = " ".join(value.split())
    wording = generalised(f"Hi {name}, a word.", {"name": name})
    assert filled_own(_row(wording), {"name": name}).body == f"Hi {name}, a word."


@pytest.mark.parametrize("wording", all_wordings(), ids=lambda wording: wording.id)
def test_every_letter_of_ours_can_be_kept_and_reads_the_same_again(wording: Any) -> None:
    filled = fill(wording, SAMPLE)
    subject, body = generalised(filled.subject, SAMPLE), generalised(filled.body, SAMPLE)
    kept = checked("Mine", subject, body)
    again = filled_own(kept, SAMPLE)
    assert (again.subject, again.body) == (filled.subject, filled.body)
    assert "Amara" not in body
