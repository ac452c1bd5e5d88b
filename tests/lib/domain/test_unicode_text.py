"""Unicode's normal forms: ordinary texts get them as ever, and nothing that takes long ever reaches Python's."""

import ast
import sys
import unicodedata
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from lib.accounts.names import name_key
from lib.domain import fields, unicode_text
from lib.domain.links import normal_profile, safe_url
from lib.domain.unicode_text import MOST_MARKS, Form, bounded, normal
from lib.exchange.recognise import read_people
from lib.views.search import folded

ROOT = Path(__file__).parents[3]
FORMS: tuple[Form, ...] = get_args(Form)
# Each pair is in the order that has to be sorted. The last two fall apart into two marks, or become one.
PAIRS = ("\u0315\u0300", "\u0300\u0323", "\u05b0\u0591", "\U0001d167\u0334", "\u0f73\u0f71", "\u0315\uff9e")
ORDINARY = [
    "Tiếng Việt rất đẹp: Nguyễn Thị Ánh",
    unicodedata.normalize("NFD", "Tiếng Việt rất đẹp: Nguyễn Thị Ánh"),
    "بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ",
    "בְּרֵאשִׁית בָּרָא אֱלֹהִים",
    "स्त्री, क्षत्रिय, ज़िन्दगी",
    "བོད་སྐད་ཀྱི་ཡི་གེ",
    "ภาษาไทยที่มีวรรณยุกต์หลายตัวติดกันโดยไม่มีช่องว่าง",
    "各国の人々が一緒に働く場所についての長い文章です。ガギグゲゴ ｶﾞｷﾞｸﾞ",
    "한국어 " + unicodedata.normalize("NFD", "한국어로 쓴 글"),
    "👩‍👩‍👧‍👦 🧑🏽‍🚀 🏳️‍🌈 👍🏿" * 20,
    "Z" + "\u0300\u0316\u0334" * 10 + "algo" + "\u0315\u0300" * 15 + "!",
]
texts = st.text(
    st.characters() | st.sampled_from("".join(PAIRS) + "\u0344\u0345a\u00e9\u01d6\u1f82\ufcf2\u3042"), max_size=120
)


def longest_run(text: str) -> int:
    """Return how many marks follow each other at most, when each character is taken apart."""
    longest = marks = 0
    for character in "".join(unicodedata.normalize("NFKD", one) for one in text):
        marks = marks + 1 if unicodedata.combining(character) else 0
        longest = max(longest, marks)
    return longest


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what reaches Python's own normalisation."""
    texts: list[str] = []

    class Watched:
        combining = staticmethod(unicodedata.combining)

        @staticmethod
        def normalize(form: Form, text: str) -> str:
            texts.append(text)
            return unicodedata.normalize(form, text)

    monkeypatch.setattr(unicode_text, "unicodedata", Watched)
    return texts


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_texts_get_the_form_that_they_always_got(form: Form, text: str) -> None:
    assert bounded(text) == text
    assert normal(form, text) == unicodedata.normalize(form, text)


@given(st.text(st.characters(), max_size=MOST_MARKS // 3), st.sampled_from(FORMS))
def test_a_short_text_gets_the_form_that_it_always_got(text: str, form: Form) -> None:
    assert normal(form, text) == unicodedata.normalize(form, text)


@given(texts, st.sampled_from(FORMS))
def test_no_letter_keeps_more_marks_than_a_language_needs(text: str, form: Form) -> None:
    kept = bounded(text)
    assert longest_run(kept) <= MOST_MARKS
    assert longest_run(text) > MOST_MARKS or kept == text
    assert bounded(kept) == kept
    assert normal(form, normal(form, text)) == normal(form, text)


def test_every_mark_of_unicode_is_counted() -> None:
    everything = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)
    marks = [one for one in everything if all(map(unicodedata.combining, unicodedata.normalize("NFKD", one)))]
    assert len(marks) > 900
    for before, number in (("a", 40), ("\u01d6", 15), ("\u1f82", 14)):  # these bring two and three of their own
        texts = {mark: bounded(before + mark * number) for mark in marks}
        assert [hex(ord(mark)) for mark, text in texts.items() if longest_run(text) > MOST_MARKS] == []


@pytest.mark.parametrize("pair", PAIRS)
def test_marks_without_end_never_reach_pythons_normalisation(reached: list[str], pair: str) -> None:
    marks = "a" + pair * 5_000
    fields.clean_text(marks)
    folded(marks)
    name_key(marks[:400])
    safe_url(f"https://{marks[:900]}.example.org/")
    normal_profile(f"https://example.org/{marks[:300]}")
    read_people(f"First Name,Last Name,Email Address,{marks}\nAmara,Obi,a@example.org,\n".encode())
    assert len([text for text in reached if len(text) > MOST_MARKS // 2]) >= 7
    assert max(map(longest_run, reached)) <= MOST_MARKS


@pytest.mark.parametrize("kind", [fields.Text, fields.Line, fields.Email, fields.Link])
@pytest.mark.parametrize("marks", [16, 500_000])
def test_a_field_refuses_marks_without_end_in_words(reached: list[str], kind: Any, marks: int) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python("a" + "\u0315\u0300" * marks)
    sentence = str(caught.value.errors()[0]["msg"])
    assert sentence.endswith(("Please take some away.", "Please shorten it."))
    assert all(len(text) == 1 for text in reached)


def test_a_field_looks_at_the_length_before_it_tidies() -> None:
    with pytest.raises(ValidationError, match=r"This has 400,001 characters; 200 fit here\."):
        TypeAdapter(fields.Line).validate_python("x".ljust(fields.TYPED_LIMIT + 1))
    assert TypeAdapter(fields.Line).validate_python("x".ljust(fields.TYPED_LIMIT)) == "x"


def test_a_field_takes_as_many_marks_as_any_language_has() -> None:
    assert TypeAdapter(fields.Text).validate_python("Z" + "\u0300" * MOST_MARKS) == "Z" + "\u0300" * MOST_MARKS


def test_a_text_that_tidying_makes_short_enough_is_kept() -> None:
    typed = unicodedata.normalize("NFD", "ế\n" * (fields.TEXT_LIMIT // 2)).replace("\n", "\r\n")
    assert len(TypeAdapter(fields.Text).validate_python(typed)) == fields.TEXT_LIMIT


def test_only_one_module_asks_python_for_a_normal_form() -> None:
    asking = {path for path in ROOT.glob("lib/**/*.py") if _normalises(path.read_text(encoding="utf-8"))}
    assert asking == {ROOT / "lib/domain/unicode_text.py"}
    assert _normalises("from unicodedata import normalize")


def _normalises(source: str) -> bool:
    nodes = list(ast.walk(ast.parse(source)))
    called = any(isinstance(node, ast.Attribute) and node.attr == "normalize" for node in nodes)
    return called or any(isinstance(node, ast.alias) and node.name == "normalize" for node in nodes)
