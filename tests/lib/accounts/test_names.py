"""A name to sign in with is plain to read, and no two names can be taken for each other."""

import unicodedata

import pytest
from confusable_homoglyphs.confusables import confusables_data  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from lib.accounts.names import LONGEST, LONGEST_KEY, check_name, name_key
from lib.domain.errors import InvalidInputError

LETTERS = st.characters(categories=["L", "M", "Nd"])
NAMES = st.text(alphabet=LETTERS | st.sampled_from("._-@+"), min_size=1, max_size=LONGEST + 2)
PLAIN = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789._-@+", min_size=2, max_size=LONGEST)
# Letters of other scripts that look like a small Latin one by Unicode's own table; the rest can't stand in a name.
LOOK_ALIKES = {
    letter: sorted(
        other["c"]
        for other in confusables_data[letter]
        if len(other["c"]) == 1
        and unicodedata.category(other["c"]) == "Ll"
        and unicodedata.is_normalized("NFKC", other["c"])
    )
    for letter in "acdeghijopqsuvxy"
}


def _refused(name: str) -> str:
    with pytest.raises(InvalidInputError) as refusal:
        check_name(name)
    assert refusal.value.field == "name"
    return str(refusal.value)


@pytest.mark.parametrize(
    "name",
    [
        *("ada", "Ada.Lovelace", "ada@example.org", "jo+work@example.org", "1815", "x_-y", "José", "Nguyễn", "Łukasz"),
        *("Нина", "анна@example.com", "Νίκος", "علي", "שרה", "सीता", "李小龙", "鈴木ひろし", "李Ada", "김철수"),
    ],
)
def test_names_of_many_alphabets_and_addresses_are_kept_as_typed(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  ada ", "ada"),
        ("Jose\u0301", "Jos\u00e9"),
        ("\uff21\uff24\uff21", "ADA"),
        ("ada@example.org\n", "ada@example.org"),
    ],
)
def test_a_name_is_tidied(typed: str, kept: str) -> None:
    assert check_name(typed) == kept


def test_two_to_sixty_characters_will_do() -> None:
    assert check_name("jo") == "jo"
    assert len(check_name("a" * 60)) == 60
    for name in ("", "   ", "j", "a" * 61, "a" * 1_000_000):
        assert "2 to 60 characters" in _refused(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "ada lovelace",
            "a\u00a0b",
            "a\tb",
            "<b>ada</b>",
            "ada'or'1",
            'a"b',
            "a&b",
            "a$b",
            "[a](b)",
            "a/b",
            "a\\b",
            "=1+1",
        ),
        *(
            "ad\x00a",
            "ad\x1ba",
            "ad\u200ba",
            "ad\u202ea",
            "ad\u2066a",
            "ad\u00ada",
            "ad\ufeffa",
            "ad\ud800a",
            "ad\ue000a",
        ),
        *("ad\u200da", "\u3164\u3164", "\u115f\u1160", "a\ufe0fb", "..", "@@", "---", "😀😀", "½½", "ⅷⅷ", "ﬁﬁ", "Ⓐⓐ"),
        *("a" + "\u0335" * 5, "1\u05d0"),
    ],
)
def test_what_is_not_plain_to_read_is_refused(name: str) -> None:
    assert "Use letters, digits" in _refused(name)


@pytest.mark.parametrize(
    "name", ["\u0412ob", "p\u0430ul@example.org", "Niko\u03c2", "ada@ex\u0430mple.org", "\u13aada"]
)
def test_alphabets_are_not_mixed(name: str) -> None:
    assert "one alphabet" in _refused(name)


@given(st.text(max_size=LONGEST + 10) | NAMES)
def test_a_name_that_is_accepted_is_tidy_already(name: str) -> None:
    try:
        kept = check_name(name)
    except InvalidInputError:
        return
    assert check_name(kept) == kept
    assert 2 <= len(kept) <= LONGEST
    assert not {unicodedata.category(character)[0] for character in kept} & set("CZ")
    assert not set(kept) & set("<>&\"'`/\\()[]{}$=*#~|")


@given(NAMES)
def test_a_name_has_one_key_however_its_case_or_letters_are_written(name: str) -> None:
    try:
        kept = check_name(name)
    except InvalidInputError:
        return
    key = name_key(kept)
    assert key
    assert not key.startswith("#")
    for spelling in (name, kept, kept.swapcase(), kept.casefold(), unicodedata.normalize("NFD", kept)):
        assert name_key(spelling.strip()) == key


@given(st.text())
def test_any_text_has_a_key_that_every_database_takes(text: str) -> None:
    key = name_key(text)
    assert len(key) <= LONGEST_KEY
    assert "\x00" not in key
    assert key.encode() or not key


@pytest.mark.parametrize(
    "text", ["", "\x00", "\ud800", "a" * 10_000_000, "\ufdfa" * 400, "\ufdfa" * 60, "\u0335" * 401]
)
def test_strange_and_very_long_texts_have_a_key(text: str) -> None:
    assert len(name_key(text)) <= LONGEST_KEY


def test_texts_too_long_for_a_name_do_not_share_their_key() -> None:
    assert name_key("a" * 500) != name_key("a" * 501)
    assert name_key("ada" + "\u200b" * 400) != name_key("ada")
    assert name_key("\ufdfa" * 60) != name_key("\ufdfa" * 61)


@given(PLAIN, st.data())
def test_letters_that_look_the_same_give_the_same_key(name: str, data: st.DataObject) -> None:
    disguised = "".join(
        data.draw(st.sampled_from([letter, *LOOK_ALIKES.get(letter, ())]), label=letter) for letter in name
    )
    assert name_key(disguised) == name_key(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(
            ("Paul", "p\u0430ul"),
            ("Bob", "\u0412\u043e\u0412"),
            ("hotel", "\u041d\u043etel"),
            ("PauI", "Paul"),
            ("Ian", "lan"),
        ),
        *(("olive", "0live"), ("annal", "anna1"), ("arnie", "amie"), ("Stra\u00dfe", "STRASSE"), ("ada", "\uff21da")),
        *(("ada", "a\u200bd\u00ada"), ("\u0130smail", "ismail"), ("I\u015f\u0131k", "\u0131\u015f\u0131k")),
        *(
            ("Jos\u00e9", "JOSE\u0301"),
            ("ava", "\u03b1\u03bd\u03b1"),
            ("\u0639\u0644\u064a", "\u0639\u0644\u0649"),
            ("ada", "\U0001d44e\U0001d451\U0001d44e"),
        ),
    ],
)
def test_a_reader_takes_these_for_the_same(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jose", "José"),
        ("Jurgen", "Jürgen"),
        ("Lukasz", "Łukasz"),
        ("ada", "adam"),
        ("a.b", "ab"),
        ("a-b", "a_b"),
        ("nina", "viva"),
    ],
)
def test_these_are_different_people(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_a_greek_letter_that_looks_two_ways_counts_as_its_small_form_and_may_not_join_latin_ones() -> None:
    capital_nu, small_nu = "\u039d", "\u03bd"
    assert name_key(capital_nu) == name_key(small_nu) == name_key("v")
    assert "one alphabet" in _refused(capital_nu + "ina")
