"""Very many tries to sign in from very many addresses: few are compared, and who belongs in is not kept out for long.

The few hundred here stand for ten thousand and more: how many are compared hangs on how full a bucket is and on the
time that goes by, not on how many are refused, since a full bucket stays as it is. Ten thousand by these same
functions, once by hand: 24 were compared at one name within an hour, and 2,999 at as many names within 30 seconds.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from ipaddress import IPv4Address

import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts.desk import AccountDesk
from lib.accounts.sign_in import SignInStep, sign_in, who
from lib.accounts.tables import audit, throttle
from lib.accounts.throttle import sign_in_buckets
from lib.domain.errors import SignInRefusedError, TooManyTriesError
from tests.lib.accounts.people import ADDRESS, ELSEWHERE, PHRASE, begun, made, rows

WRONG = "nine ships to the harbour"
HOUR = timedelta(hours=1)
# So many within the hour that each time when a bucket has room again, one is there to fill it.
TRIES = 200
_OF_ALL = sign_in_buckets("", "")[2]


@dataclass
class Compared:
    """Compares pass phrases in no time, and counts how often it was asked to."""

    times: int = 0

    def __call__(self, pass_phrase: str, _password_hash: str) -> bool:
        """Tell whether it is the pass phrase that all share."""
        self.times += 1
        return pass_phrase == PHRASE


@pytest.fixture
def compared() -> Compared:
    return Compared()


@pytest.fixture
def flooded(desk: AccountDesk, compared: Compared) -> AccountDesk:
    """A desk at which comparing costs nothing, so that nothing but the throttle holds anybody up."""
    return replace(desk, is_right=compared)


def attempt(desk: AccountDesk, name: str, pass_phrase: str, address: str) -> type[object]:
    """Try to sign in; return what came of it."""
    try:
        return type(sign_in(desk, name, pass_phrase, is_remembered=False, address=address))
    except (SignInRefusedError, TooManyTriesError) as error:
        return type(error)


def address_of(number: int) -> str:
    """Return an address that nobody else has."""
    return str(IPv4Address("10.0.0.0") + number)


def one_name_for_an_hour(desk: AccountDesk, moment: time_machine.Traveller, tries: int) -> Counter[type[object]]:
    """Try wrong pass phrases for one name, each from another address, at a steady pace; return what came of them."""
    outcomes: Counter[type[object]] = Counter()
    for number in range(tries):
        outcomes[attempt(desk, "ada", WRONG, address_of(number))] += 1
        moment.shift(HOUR / tries)
    return outcomes


def every_name_at_once(desk: AccountDesk, tries: int) -> Counter[type[object]]:
    """Try one pass phrase for ever other names, each from another address, several at a time."""
    with ThreadPoolExecutor(4) as crowd:
        done = crowd.map(lambda number: attempt(desk, f"person-{number}", WRONG, address_of(number)), range(tries))
        return Counter(done)


def test_an_hour_of_guessing_at_one_name_from_everywhere_compares_at_most_twenty_five(
    flooded: AccountDesk, compared: Compared, moment: time_machine.Traveller
) -> None:
    made(flooded)
    home = begun(flooded, is_remembered=True)
    compared.times = 0
    outcomes = one_name_for_an_hour(flooded, moment, TRIES)
    assert set(outcomes) == {SignInRefusedError, TooManyTriesError}
    # Five at once, and from then on one every three minutes.
    assert 20 < compared.times == outcomes[SignInRefusedError] <= 25
    assert len(rows(flooded, audit)) < 35  # nobody fills the log by going on
    # Her own device is still signed in; elsewhere she gets in as soon as the lock has opened by itself.
    assert who(flooded, home.id)
    moment.shift(timedelta(minutes=3))
    assert attempt(flooded, "ada", PHRASE, ADDRESS) is SignInStep


def test_a_flood_of_names_from_everywhere_is_compared_up_to_the_bound_for_all(
    flooded: AccountDesk, compared: Compared, moment: time_machine.Traveller
) -> None:
    made(flooded)
    home = begun(flooded)
    with flooded.writing() as connection:
        of_all = throttle.c.key_hash == _OF_ALL.hashed(flooded.secret_key)
        connection.execute(sa.update(throttle).where(of_all).values(level=_OF_ALL.most - 50))
    compared.times = 0
    assert every_name_at_once(flooded, 150) == {SignInRefusedError: 50, TooManyTriesError: 100}
    assert compared.times == 50
    assert who(flooded, home.id)
    assert attempt(flooded, "ada", PHRASE, ELSEWHERE) is TooManyTriesError
    moment.shift(_OF_ALL.span / _OF_ALL.most)
    assert attempt(flooded, "ada", PHRASE, ELSEWHERE) is SignInStep
