"""Which pass phrases may be chosen, and how they are locked away: with bcrypt, a few at a time."""

import os
import re
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from weakref import WeakValueDictionary

import bcrypt

from lib.accounts.guessable import why_guessable
from lib.accounts.throttle import network
from lib.domain.errors import BusyError, InvalidInputError

SHORTEST = 12  # characters
LONGEST = 64  # characters
MOST_BYTES = 72  # bcrypt reads no more
COST = 12  # 2 ** 12 rounds: about 0.2 s of one core

# bcrypt lets go of the interpreter's lock while it works, so others' pages go on; half of the cores are left to them.
HASHING = threading.BoundedSemaphore(max(1, (os.cpu_count() or 1) // 2))
LONGEST_WAIT = 10.0  # seconds
# Longer than a class of fifty takes on two cores: all of it gets in, and the last wait as long as that takes.
LONGEST_TURN = 30.0  # seconds
# So many of one address wait in the queue of all, so that others come in between; a class takes its turns.
MOST_FROM_ONE = 4
_FROM_ONE: WeakValueDictionary[str, threading.Semaphore] = WeakValueDictionary()
_LOOKING = threading.Lock()

# For a name that nobody has: checking against it takes as long as against a real one, and no phrase is known to fit.
UNKNOWN_HASH = bcrypt.gensalt(COST).decode() + "." * 31

_HASH = re.compile(r"\$2b\$(\d\d)\$[./A-Za-z0-9]{53}")


def check_pass_phrase(phrase: str, *, about: Collection[str] = ()) -> None:
    """Raise InvalidInputError where the phrase can't be a pass phrase; it is kept exactly as it was typed.

    `about` are texts that others know of the person, such as their name and address.
    """
    sentence = _why_unfit(phrase) or why_guessable(phrase, about)
    if sentence:
        raise InvalidInputError("pass_phrase", sentence)


def lockable(phrase: str) -> bytes | None:
    """Return the bytes of the phrase that bcrypt locks, or None where there are too many, or it is no text."""
    try:
        data = phrase.encode()
    except UnicodeEncodeError:
        return None
    return data if len(data) <= MOST_BYTES else None


def hash_pass_phrase(phrase: str, *, cost: int = COST) -> str:
    """Return the phrase's bcrypt hash; raises InvalidInputError if it can't be.

    Waits where too many are being made, and raises BusyError where that takes too long.
    """
    data = lockable(phrase)
    if data is None:
        raise InvalidInputError("pass_phrase", _TOO_MANY_BYTES)
    with hashing():
        return bcrypt.hashpw(data, bcrypt.gensalt(cost)).decode()


@contextmanager
def hashing() -> Iterator[None]:
    """Hold one of the places for bcrypt as long as the block lasts.

    Raises:
        BusyError: where none gets free within ten seconds.
    """
    with _held(HASHING, LONGEST_WAIT):
        yield


@contextmanager
def in_turn(address: str) -> Iterator[None]:
    """Let in a few of one address at a time, as long as the block lasts; for what anybody can ask for.

    Raises:
        BusyError: where none of them is done within half a minute.
    """
    whose = network(address)
    with _LOOKING:
        places = _FROM_ONE.get(whose)
        if places is None:
            places = _FROM_ONE[whose] = threading.Semaphore(MOST_FROM_ONE)
    with _held(places, LONGEST_TURN):
        yield


@contextmanager
def _held(places: threading.Semaphore, longest: float) -> Iterator[None]:
    if not places.acquire(timeout=longest):
        raise BusyError
    try:
        yield
    finally:
        places.release()


def needs_rehash(password_hash: str) -> bool:
    """Tell whether the hash was made at a lower cost than today's, or in another way."""
    found = _HASH.fullmatch(password_hash)
    return found is None or int(found[1]) < COST


_TOO_MANY_BYTES = "Your pass phrase is too long for our lock. Shorten it a little: emoji and accents take more room."


def _why_unfit(phrase: str) -> str | None:
    if len(phrase) < SHORTEST:
        return f"Your pass phrase needs at least {SHORTEST} characters. A few words in a row are easy to remember."
    if len(phrase) > LONGEST:
        return f"Your pass phrase may have at most {LONGEST} characters. Shorten it a little."
    if lockable(phrase) is None:
        return _TOO_MANY_BYTES
    return None
