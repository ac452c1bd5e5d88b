"""The kinds of text, link and number in commands: what is kept, what is cleaned, what is refused."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from lib.domain import fields
from lib.domain.fields import LINE_LIMIT, TAG_LENGTH, TAG_LIMIT, TEXT_LIMIT, clean_line, clean_text

UNSEEN = "".join(chr(code) for code in (*range(9), *range(11, 32), *range(127, 160), 0xD800, 0xDBFF, 0xDFFF))
any_text = st.text(st.characters(), max_size=300) | st.text(st.sampled_from(f" \t\n\r\u2028aé́{UNSEEN}"), max_size=60)


def _read(kind: Any, value: object) -> object:
    return TypeAdapter(kind).validate_python(value)


def _refusal(kind: object, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        _read(kind, value)
    return str(caught.value.errors()[0]["msg"])


@given(any_text)
def test_no_control_character_but_tab_and_line_feed_is_kept(text: str) -> None:
    kept = clean_text(text)
    assert all(unicodedata.category(character) not in {"Cc", "Cs"} or character in "\t\n" for character in kept)
    kept.encode()


@given(any_text)
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=100))
def test_whatever_can_be_seen_is_kept(text: str) -> None:
    assert clean_text(text) == unicodedata.normalize("NFC", text)


@given(any_text)
def test_a_line_is_one_line_without_space_around_it(text: str) -> None:
    line = clean_line(text)
    assert line == line.strip()
    assert not set(line) & set("\n\t\r\u2028\u2029")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("Zoe\u0308", "Zoë"),
        ("a\x00b\x0bc\x7fd\x9fe", "abcde"),
        ("half \ud83d a smile", "half  a smile"),
        ("👩‍👩‍👧 مرحبا \u202eback", "👩‍👩‍👧 مرحبا \u202eback"),
        ("  kept\tas typed  \n", "  kept\tas typed  \n"),
    ],
)
def test_a_text_is_cleaned_as_documented(text: str, kept: str) -> None:
    assert _read(fields.Text, text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Amara \n\n Obi\t", "Amara Obi"),
        ("two  spaces", "two  spaces"),
        ("\u2028Amara\u2029Obi", "Amara Obi"),
        (" \n\t ", ""),
    ],
)
def test_a_line_is_cleaned_as_documented(text: str, kept: str) -> None:
    assert _read(fields.Line, text) == kept


def test_a_very_long_run_of_spaces_is_read_at_once() -> None:
    # A pattern that looks for spaces before each line end would need hours for this.
    assert clean_line(f"a{' ' * 1_000_000}b").startswith("a ")


@pytest.mark.parametrize(("kind", "limit"), [(fields.Line, LINE_LIMIT), (fields.Text, TEXT_LIMIT)])
def test_a_text_that_is_too_long_is_refused_in_words(kind: object, limit: int) -> None:
    assert _read(kind, "x" * limit) == "x" * limit
    sentence = f"This has {limit + 1:,} characters; {limit:,} fit here. Please shorten it."
    assert _refusal(kind, "x" * (limit + 1)) == sentence


def test_space_around_a_line_does_not_count() -> None:
    assert _read(fields.Line, f"  {'x' * LINE_LIMIT}\n") == "x" * LINE_LIMIT


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("choir, School ,choir,, CHOIR", ("CHOIR", "School")),
        (["a b", " a\nb "], ("a b",)),
        ("", ()),
        (f"{'x' * 50}, {'x' * 60}", ("x" * TAG_LENGTH,)),
        (",".join(str(number) for number in range(99)), tuple(str(number) for number in range(TAG_LIMIT))),
    ],
)
def test_tags_are_told_apart_trimmed_and_limited(typed: object, tags: tuple[str, ...]) -> None:
    assert _read(fields.Tags, typed) == tags


@given(st.lists(any_text, max_size=30))
def test_no_tag_comes_twice(typed: list[str]) -> None:
    tags = _read(fields.Tags, typed)
    assert isinstance(tags, tuple)
    assert len({tag.casefold() for tag in tags}) == len(tags) <= TAG_LIMIT
    assert _read(fields.Tags, tags) == tags


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (fields.Email, "", ""),
        (fields.Email, " Amara@Example.ORG ", "Amara@example.org"),
        (fields.Link, "", ""),
        (fields.Link, "example.org/amara", "https://example.org/amara"),
        (fields.Zone, "Asia/Kathmandu", "Asia/Kathmandu"),
    ],
)
def test_what_holds_is_kept_in_its_normal_form(kind: object, typed: str, kept: str) -> None:
    assert _read(kind, typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (fields.Email, "amara", "This does not look like an e-mail address. Check the part before and after the @."),
        (
            fields.Link,
            "javascript:alert(1)",
            "This is not a link that can be opened. Paste one that starts with https://.",
        ),
        (fields.Zone, "Berlin", "Choose a time zone from the list."),
        (fields.Moment, datetime(2026, 10, 5), "A moment needs its time zone."),  # noqa: DTZ001 - that is the point
    ],
)
def test_what_does_not_hold_is_refused_in_words(kind: object, typed: object, sentence: str) -> None:
    assert _refusal(kind, typed) == sentence


def test_a_moment_keeps_its_zone() -> None:
    moment = datetime(2026, 10, 5, 9, tzinfo=timezone(timedelta(hours=5)))
    assert _read(fields.Moment, moment) == moment.astimezone(UTC)


@pytest.mark.parametrize("value", ["", "A", "a b", "a" * 41, "a\n", "../x", "é"])
def test_an_id_is_of_small_letters_digits_and_dashes(value: str) -> None:
    assert _read(fields.RecordId, "0f-a") == "0f-a"
    assert _refusal(fields.RecordId, value)
