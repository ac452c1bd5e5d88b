"""What somebody who guesses would try early is found, whatever surrounds it; a few words of one's own are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.accounts.guessable import common_passwords, why_guessable

ABOUT = ("Ada Lovelace", "ada@example.org")
WORDS = sorted(word for word in common_passwords() if word.isascii() and word.isalpha() and 4 <= len(word) <= 12)


def _why(phrase: str) -> str:
    return why_guessable(phrase, ABOUT) or ""


def test_the_list_is_long_and_in_lower_case() -> None:
    assert len(common_passwords()) > 19_000
    assert {"password", "1q2w3e4r5t6y", "sonnenschein"} <= common_passwords()
    assert all(word == word.casefold() for word in common_passwords())


@pytest.mark.parametrize(
    "phrase",
    ["correct horse battery", "were you there at ten", "überraschung im garten", "кот на крыше поёт", "839201748562"],
)
def test_words_of_ones_own_are_not_guessable(phrase: str) -> None:
    assert why_guessable(phrase, ABOUT) is None


@pytest.mark.parametrize(
    "phrase",
    [
        *("aaaaaaaaaaaa", "abababababab", "hello hello hello", "passwordpassword", "password password"),
        *("iloveyou-iloveyou", "1234512345123", "密码" * 6),
    ],
)
def test_a_repetition_counts_once(phrase: str) -> None:
    assert "repeats itself" in _why(phrase)


def test_a_long_phrase_may_be_said_twice() -> None:
    assert why_guessable("correct horse " * 2, ABOUT) is None


@pytest.mark.parametrize(
    "phrase", ["123456789012", "987654321098", "abcdefghijkl", "QWERTYUIOP12", "mnbvcxzlkjhgfdsa", "aaaabbbbccccdddd"]
)
def test_rows_of_keys_and_letters_are_guessable(phrase: str) -> None:
    assert "follows the keys" in _why(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        *(
            "sonnenschein",
            "SONNENSCHEIN",
            "sonnen\uff53\uff43\uff48ein",
            "1qaz2wsx3edc",
            "password1234",
            "!!12password34",
        ),
        *(
            "passwordpassword1",
            "p4ssw0rd2024",
            "p1neapple2024",
            "Sunshine 2024",
            "qwertypassword",
            "password----abcdef",
        ),
    ],
)
def test_common_passwords_are_found_through_what_is_put_around_them(phrase: str) -> None:
    assert "many people use" in _why(phrase)


@given(st.sampled_from(WORDS), st.text(alphabet="0123456789!? ", min_size=8, max_size=20), st.booleans())
def test_digits_and_signs_do_not_save_a_common_word(word: str, padding: str, is_before: bool) -> None:  # noqa: FBT001 - Hypothesis gives it
    assert why_guessable(padding + word.title() if is_before else word.title() + padding, ())


def test_a_single_letter_among_digits_is_no_common_password() -> None:
    assert why_guessable("x83729104857", ()) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "AdaLovelace1815",
        "ada@example.org",
        "lovelace lovelace 1815",
        "4d4 l0v3l4c3 99",
        "askwell-20261124",
        "ask Askwell 26!",
    ],
)
def test_what_others_know_of_the_person_is_guessable(phrase: str) -> None:
    assert "little more than a name" in _why(phrase)


def test_a_name_among_other_words_is_not_guessable() -> None:
    assert why_guessable("ada wrote the first program", ABOUT) is None


def test_short_parts_of_a_name_are_in_too_many_words_to_count() -> None:
    assert why_guessable("jo 5820 ko 1749", ("Jo Ko",)) is None


@given(st.text(max_size=200), st.lists(st.text(max_size=50), max_size=3))
def test_any_text_gets_an_answer(phrase: str, about: list[str]) -> None:
    assert why_guessable(phrase, about) is None or why_guessable(phrase, about)
