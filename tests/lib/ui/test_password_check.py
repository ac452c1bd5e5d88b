"""What we use of streamlit-authenticator: one check against one hash, which leaves nothing behind in a session."""

import threading
from importlib.metadata import version
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.accounts.pass_phrases import HASHING, UNKNOWN_HASH, hash_pass_phrase
from lib.domain.errors import BusyError
from lib.ui.password_check import is_right

LOWEST = 4  # bcrypt's
PHRASE = "correct horse battery"


def _script(phrase: str, password_hash: str) -> None:
    import streamlit as st  # noqa: PLC0415 - AppTest runs the body alone

    from lib.ui.password_check import is_right  # noqa: PLC0415 - likewise

    before = dict(st.session_state)
    st.text(str(is_right(phrase, password_hash)))
    st.text(str(dict(st.session_state) == before))


def _asked(phrase: str, password_hash: str, **kept: Any) -> tuple[bool, AppTest]:
    """Ask inside a page's run, in a session that keeps this, and check that it keeps nothing else afterwards."""
    page = AppTest.from_function(_script, args=(phrase, password_hash))
    for key, value in kept.items():
        page.session_state[key] = value
    page.run()
    assert not page.exception
    answer, is_same = (text.value for text in page.text)
    assert is_same == "True"
    return answer == "True", page


def test_it_is_the_version_whose_inside_we_know() -> None:
    assert version("streamlit-authenticator") == "0.4.2"


@pytest.mark.parametrize(
    "phrase", [PHRASE, "кот на крыше поёт", "🐈 on a hot tin roof", "a" * 72, " spaces around ", "\tno\x00such\nthing"]
)
def test_the_right_phrase_is_right(phrase: str) -> None:
    assert _asked(phrase, hash_pass_phrase(phrase, cost=LOWEST))[0]


@pytest.mark.parametrize(
    "phrase", ["", " ", "Correct horse battery", PHRASE + "x", PHRASE[:-1], f" {PHRASE}", f"{PHRASE} ", f"{PHRASE}\n"]
)
def test_any_other_phrase_is_wrong(phrase: str) -> None:
    assert not _asked(phrase, hash_pass_phrase(PHRASE, cost=LOWEST))[0]


def test_spaces_around_a_phrase_are_part_of_it() -> None:
    assert not _asked("spaces around", hash_pass_phrase(" spaces around ", cost=LOWEST))[0]


def test_an_accent_in_two_characters_is_not_the_accent_in_one() -> None:
    assert not _asked("cafe\u0301 at the sea", hash_pass_phrase("caf\u00e9 at the sea", cost=LOWEST))[0]


@pytest.mark.parametrize("phrase", ["a" * 73, "é" * 37, "a" * 1_000_000, "half \ud800 a character"])
def test_what_bcrypt_cannot_read_is_wrong_without_a_word(phrase: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert not is_right(phrase, hash_pass_phrase("a" * 72, cost=LOWEST))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("password_hash", ["", UNKNOWN_HASH], ids=["no hash", "nobody's hash"])
@pytest.mark.parametrize("phrase", ["", PHRASE])
def test_nothing_fits_where_there_is_no_phrase(
    phrase: str, password_hash: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not _asked(phrase, password_hash)[0]
    assert capsys.readouterr().out == ""


def test_what_a_session_keeps_under_the_librarys_names_stays() -> None:
    kept = {"name": "Ben", "username": "ben", "logout": False}
    _, page = _asked(PHRASE, hash_pass_phrase(PHRASE, cost=LOWEST), **kept)
    assert {key: page.session_state[key] for key in kept} == kept


def test_nothing_is_left_where_there_is_no_page() -> None:
    for phrase in (PHRASE, "another phrase"):
        assert is_right(phrase, hash_pass_phrase(PHRASE, cost=LOWEST)) == (phrase == PHRASE)
        assert dict(st.session_state) == {}


def test_a_check_waits_for_its_turn_with_the_hashings() -> None:
    password_hash = hash_pass_phrase(PHRASE, cost=LOWEST)
    places = 0
    while HASHING.acquire(blocking=False):
        places += 1
    answers: list[bool] = []
    waiting = threading.Thread(target=lambda: answers.append(is_right(PHRASE, password_hash)))
    waiting.start()
    waiting.join(timeout=0.3)
    assert answers == []
    HASHING.release(places)
    waiting.join()
    assert answers == [True]


def test_a_check_that_would_wait_too_long_says_that_many_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.accounts.pass_phrases.LONGEST_WAIT", 0.01)
    places = 0
    while HASHING.acquire(blocking=False):
        places += 1
    try:
        with pytest.raises(BusyError):
            is_right(PHRASE, UNKNOWN_HASH)
    finally:
        HASHING.release(places)
