"""Pass phrases of 12 to 64 characters of any kind are locked by bcrypt, exactly as typed."""

import subprocess
import sys
import threading
from contextlib import ExitStack

import bcrypt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.accounts.pass_phrases import (
    COST,
    HASHING,
    MOST_BYTES,
    MOST_FROM_ONE,
    UNKNOWN_HASH,
    check_pass_phrase,
    hash_pass_phrase,
    in_turn,
    lockable,
    needs_rehash,
)
from lib.domain.errors import BusyError, InvalidInputError

LOWEST = 4  # bcrypt's
PHRASE = "correct horse battery"


def _refused(phrase: str, about: tuple[str, ...] = ()) -> str:
    with pytest.raises(InvalidInputError) as refusal:
        check_pass_phrase(phrase, about=about)
    assert refusal.value.field == "pass_phrase"
    return str(refusal.value)


@pytest.mark.parametrize(
    "phrase", ["ebt gq kwz mp", " two spaces ", "twelve chars", "кот на крыше", "🐈 on a tin roof", "no\x00such\tthing"]
)
def test_any_characters_will_do(phrase: str) -> None:
    check_pass_phrase(phrase)


def test_twelve_to_sixty_four_characters_will_do() -> None:
    text = "seven boats go to an island that nobody has ever seen before tod"
    assert len(text) == 64
    check_pass_phrase(text)
    check_pass_phrase("boats to sea")
    assert "at least 12 characters" in _refused("boats to se")
    assert "at most 64 characters" in _refused(text + "a")
    assert "at least 12" in _refused("")


def test_characters_are_counted_and_then_bytes() -> None:
    fits = "дом на реке, где никто не живёт давно ёж"
    assert (len(fits), len(fits.encode())) == (40, 71)
    check_pass_phrase(fits + "a")
    assert "too long for our lock" in _refused(fits + "ab")


def test_half_a_character_is_refused_in_words() -> None:
    assert _refused("boats to the \ud800")


def test_the_refusal_says_what_is_guessable() -> None:
    assert "many people use" in _refused("password1234")
    assert "name or address" in _refused("Ada.Lovelace.1815", ("Ada Lovelace",))
    check_pass_phrase("Ada.Lovelace.1815")


@given(st.text(max_size=80))
def test_whatever_is_accepted_can_be_locked(phrase: str) -> None:
    try:
        check_pass_phrase(phrase)
    except InvalidInputError:
        return
    assert 12 <= len(phrase) <= 64
    assert lockable(phrase) == phrase.encode()


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=12, max_size=18), st.text(min_size=12, max_size=18))
def test_a_hash_fits_its_phrase_only(phrase: str, other: str) -> None:
    made = hash_pass_phrase(phrase, cost=LOWEST).encode()
    assert bcrypt.checkpw(phrase.encode(), made)
    assert bcrypt.checkpw(other.encode(), made) == (phrase == other)


def test_a_hash_is_made_at_the_cost_of_today_and_with_new_salt() -> None:
    assert hash_pass_phrase(PHRASE).startswith(f"$2b${COST}$")
    assert hash_pass_phrase(PHRASE, cost=LOWEST) != hash_pass_phrase(PHRASE, cost=LOWEST)


def test_what_bcrypt_would_not_read_whole_is_not_locked() -> None:
    assert hash_pass_phrase("a" * MOST_BYTES, cost=LOWEST)
    for phrase in ("a" * (MOST_BYTES + 1), "\ud800"):
        with pytest.raises(InvalidInputError, match="too long for our lock"):
            hash_pass_phrase(phrase, cost=LOWEST)


def test_a_hash_of_a_lower_cost_or_another_kind_is_made_anew() -> None:
    today, before = UNKNOWN_HASH, hash_pass_phrase(PHRASE, cost=LOWEST)
    assert not needs_rehash(today)
    assert not needs_rehash(today.replace("$12$", "$13$", 1))
    assert needs_rehash(before)
    assert needs_rehash(today.replace("$2b$", "$2a$", 1))
    assert needs_rehash("")


def test_the_hash_of_nobody_costs_as_much_as_a_real_one_and_fits_nothing() -> None:
    assert UNKNOWN_HASH.startswith(f"$2b${COST}$")
    assert len(UNKNOWN_HASH) == len(hash_pass_phrase(PHRASE, cost=LOWEST))
    assert not bcrypt.checkpw(PHRASE.encode(), UNKNOWN_HASH.encode())


def test_the_hash_of_nobody_is_of_another_salt_in_each_process() -> None:
    command = [sys.executable, "-c", "from lib.accounts.pass_phrases import UNKNOWN_HASH; print(UNKNOWN_HASH)"]
    other = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert len(other) == len(UNKNOWN_HASH)
    assert other != UNKNOWN_HASH


def _free_places() -> int:
    taken = 0
    while HASHING.acquire(blocking=False):
        taken += 1
    HASHING.release(taken)
    return taken


def test_a_hashing_waits_for_its_turn_and_gives_it_back() -> None:
    places = _free_places()
    for _ in range(places):
        HASHING.acquire()
    made: list[str] = []
    waiting = threading.Thread(target=lambda: made.append(hash_pass_phrase(PHRASE, cost=LOWEST)))
    waiting.start()
    waiting.join(timeout=0.3)
    assert made == []
    HASHING.release(places)
    waiting.join()
    assert len(made) == 1
    assert _free_places() == places


def test_a_hashing_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.accounts.pass_phrases.LONGEST_WAIT", 0.01)
    places = _free_places()
    with ExitStack() as all_taken:
        for _ in range(places):
            all_taken.enter_context(HASHING)
        with pytest.raises(BusyError, match="in a moment"):
            hash_pass_phrase(PHRASE, cost=LOWEST)
    assert _free_places() == places


def test_one_address_holds_a_few_places_and_others_come_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.accounts.pass_phrases.LONGEST_TURN", 0.01)
    with ExitStack() as all_taken:
        for _ in range(MOST_FROM_ONE):
            all_taken.enter_context(in_turn("192.0.2.7"))
        with pytest.raises(BusyError), in_turn("192.0.2.7"):
            pass
        with in_turn("198.51.100.9"):
            assert hash_pass_phrase(PHRASE, cost=LOWEST)
    with in_turn("192.0.2.7"):
        pass


def test_others_go_on_while_a_hash_is_made() -> None:
    hashing = threading.Thread(target=hash_pass_phrase, args=(PHRASE,), kwargs={"cost": 13})
    turns = 0
    pause = threading.Event()
    hashing.start()
    while hashing.is_alive():
        pause.wait(0.001)
        turns += 1
    # Were the interpreter's lock held all the time, there would be one turn or two.
    assert turns > 5
