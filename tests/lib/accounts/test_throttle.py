"""Too many tries are refused for a while, even the right one: on all servers, after a restart, and never a class."""

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import partial
from hashlib import sha256

import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk
from lib.accounts.tables import audit, throttle
from lib.accounts.throttle import (
    Bucket,
    account_buckets,
    demo_buckets,
    give_back,
    mail_buckets,
    network,
    pass_phrase_buckets,
    sign_in_buckets,
    sign_up_buckets,
    take,
)
from lib.domain.errors import SignInRefusedError, TooManyTriesError
from lib.metrics import exposition
from lib.store.store import Store
from tests.cast import NOW
from tests.lib.accounts.people import (
    ADDRESS,
    ELSEWHERE,
    CheckedPhrases,
    at_once,
    deeds,
    made,
    rows,
    tried,
)

WRONG = "nine ships to the harbour"


def _wrong(desk: AccountDesk, times: int, name: str = "ada", address: str = ADDRESS) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefusedError):
            tried(desk, name, WRONG, address)


def _locked(desk: AccountDesk, name: str = "ada", address: str = ADDRESS) -> TooManyTriesError:
    with pytest.raises(TooManyTriesError) as refusal:
        tried(desk, name, address=address)
    return refusal.value


def _level(desk: AccountDesk, bucket: Bucket) -> float:
    with desk.reading() as connection:
        found = sa.select(throttle.c.level).where(throttle.c.key_hash == bucket.hashed(desk.secret_key))
        return float(connection.execute(found).scalar_one())


def _fill(desk: AccountDesk, bucket: Bucket, level: float) -> None:
    with desk.writing() as connection:
        mine = sa.update(throttle).where(throttle.c.key_hash == bucket.hashed(desk.secret_key))
        connection.execute(mine.values(level=level))


def test_after_five_wrong_tries_even_the_right_pass_phrase_is_refused(
    desk: AccountDesk, checked: CheckedPhrases
) -> None:
    account_id = made(desk)
    _wrong(desk, 5)
    refusal = _locked(desk)
    assert refusal.wait == timedelta(minutes=3)
    assert str(refusal).endswith("try again in 3 minutes.")
    assert len(checked.hashes) == 5  # the right one was not even compared
    assert deeds(desk, account_id) == [*[Deed.SIGN_IN_REFUSED] * 5, Deed.SIGN_IN_LOCKED]


def test_the_lock_opens_by_itself_and_no_sooner(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    made(desk)
    _wrong(desk, 5)
    moment.shift(timedelta(minutes=2, seconds=59))
    assert _locked(desk).wait > timedelta()
    moment.shift(timedelta(seconds=1))
    assert tried(desk, "ada").ticket


def test_one_more_wrong_try_locks_again(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    made(desk)
    _wrong(desk, 5)
    moment.shift(timedelta(minutes=3))
    _wrong(desk, 1)
    assert _locked(desk).wait == timedelta(minutes=3)


def test_tries_at_a_closed_lock_do_not_keep_it_closed(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    made(desk)
    _wrong(desk, 5)
    for _ in range(10):
        _locked(desk)
    moment.shift(timedelta(minutes=3))
    assert tried(desk, "ada").ticket


def test_an_hour_later_there_are_five_tries_and_not_more(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    made(desk)
    _wrong(desk, 2)
    moment.shift(timedelta(hours=1))
    _wrong(desk, 5)
    assert _locked(desk)


def test_a_clock_that_was_set_back_neither_opens_nor_breaks_the_lock(
    desk: AccountDesk, moment: time_machine.Traveller
) -> None:
    made(desk)
    _wrong(desk, 5)
    moment.shift(-timedelta(hours=1))
    assert _locked(desk).wait == timedelta(minutes=3)


def test_who_gets_in_has_all_tries_again_but_the_address_has_not(desk: AccountDesk) -> None:
    made(desk)
    of_ada, from_here, of_all = sign_in_buckets("ada", ADDRESS)
    _wrong(desk, 4)
    tried(desk, "ada")
    assert [_level(desk, bucket) for bucket in (of_ada, from_here, of_all)] == [0, 5, 5]
    _wrong(desk, 5)
    assert _locked(desk)


def test_somebody_else_is_not_locked_out(desk: AccountDesk) -> None:
    made(desk)
    made(desk, "ben")
    _wrong(desk, 5)
    assert tried(desk, "ben").ticket


def test_the_lock_holds_from_every_address(desk: AccountDesk) -> None:
    made(desk)
    for number in range(5):
        _wrong(desk, 1, address=f"192.0.2.{number}")
    assert _locked(desk, address=ELSEWHERE)


def test_all_spellings_of_a_name_share_their_tries(desk: AccountDesk) -> None:
    made(desk)
    for name in ("ada", "ADA", "Ada", "\uff41da", "\u0430da"):
        _wrong(desk, 1, name)
    assert _locked(desk)


def test_a_name_that_nobody_has_is_locked_alike(desk: AccountDesk) -> None:
    _wrong(desk, 5, "nobody")
    assert _locked(desk, "nobody").wait == timedelta(minutes=3)


def test_a_class_of_thirty_behind_one_address_signs_in_with_mistakes(desk: AccountDesk) -> None:
    with desk.writing() as connection:
        for person in range(30):
            buckets = sign_in_buckets(f"person {person}", ADDRESS)
            for _ in range(4):
                take(connection, buckets, NOW, desk.secret_key)
            give_back(connection, buckets[:1], NOW, desk.secret_key)
    assert _level(desk, sign_in_buckets("", ADDRESS)[1]) == 120


def test_more_than_a_few_classes_behind_one_address_wait_and_others_do_not(desk: AccountDesk) -> None:
    made(desk)
    made(desk, "ben")
    tried(desk, "ada")
    _fill(desk, sign_in_buckets("ada", ADDRESS)[1], 300)
    assert _locked(desk).wait == timedelta(seconds=3)
    assert tried(desk, "ben", address=ELSEWHERE).ticket


def test_a_flood_from_everywhere_is_stopped(desk: AccountDesk) -> None:
    made(desk)
    tried(desk, "ada")
    _fill(desk, sign_in_buckets("ada", ADDRESS)[2], 2_999)
    _wrong(desk, 1, "somebody", ELSEWHERE)
    assert _locked(desk, address="203.0.113.5")


def test_a_refused_try_counts_for_the_address_and_for_nobody_else(desk: AccountDesk) -> None:
    made(desk)
    _wrong(desk, 5)
    _locked(desk)
    assert [_level(desk, bucket) for bucket in sign_in_buckets("ada", ADDRESS)] == [5, 6, 5]


def test_a_full_bucket_is_not_filled_further_by_refused_tries(desk: AccountDesk) -> None:
    made(desk)
    tried(desk, "ada")
    from_here = sign_in_buckets("ada", ADDRESS)[1]
    _fill(desk, from_here, 300)
    for _ in range(3):
        _locked(desk)
    assert _level(desk, from_here) == 300


def test_a_lock_is_noted_once_within_its_span(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    account_id = made(desk)
    _wrong(desk, 5)
    for _ in range(10):
        _locked(desk)
    assert deeds(desk, account_id).count(Deed.SIGN_IN_LOCKED) == 1
    moment.shift(timedelta(minutes=15))
    _wrong(desk, 5)
    _locked(desk)
    assert deeds(desk, account_id).count(Deed.SIGN_IN_LOCKED) == 2


def test_a_full_address_fills_no_log_by_ever_other_names(desk: AccountDesk) -> None:
    tried_as = [f"person {number}" for number in range(6)]
    _wrong(desk, 1, tried_as[0])
    _fill(desk, sign_in_buckets("", ADDRESS)[1], 300)
    for name in tried_as[1:]:
        _locked(desk, name)
    assert [row.deed for row in rows(desk, audit)].count(Deed.SIGN_IN_LOCKED) == 1


def test_the_longest_wait_is_told(desk: AccountDesk) -> None:
    short, long = Bucket("a", "", 1, timedelta(minutes=1)), Bucket("b", "", 1, timedelta(hours=1))
    with desk.writing() as connection:
        take(connection, (short, long), NOW, desk.secret_key)
    with desk.writing() as connection, pytest.raises(TooManyTriesError) as refusal:
        take(connection, (long, short), NOW, desk.secret_key)
    assert refusal.value.wait == timedelta(hours=1)


def test_of_twenty_wrong_tries_at_once_five_get_through(
    desk: AccountDesk, other_desk: AccountDesk, checked: CheckedPhrases
) -> None:
    made(desk)
    outcomes = at_once([partial(tried, one, "ada", WRONG) for one in (desk, other_desk) * 10])
    assert Counter(map(type, outcomes)) == {SignInRefusedError: 5, TooManyTriesError: 15}
    assert len(checked.hashes) == 5


def test_servers_count_together_and_after_a_restart(
    desk: AccountDesk, other_desk: AccountDesk, store: Store, store_url: str
) -> None:
    made(desk)
    _wrong(desk, 3)
    _wrong(other_desk, 2)
    assert _locked(desk)
    assert _locked(other_desk)
    for engine in (store.engine, other_desk.engine):
        engine.dispose()
    restarted = Store(store_url)
    assert _locked(AccountDesk(restarted.engine, desk.secret_key, desk.is_right))
    restarted.close()


def test_nobody_reads_names_or_addresses_in_the_table(desk: AccountDesk) -> None:
    made(desk)
    tried(desk, "ada")
    kept = {row.key_hash for row in rows(desk, throttle)}
    assert len(kept) == 3
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in kept)
    guessed = {f"{kind}\n{key}" for kind in ("sign-in-of", "sign-in-from") for key in ("ada", ADDRESS)}
    assert kept.isdisjoint(sha256(text.encode()).hexdigest() for text in guessed)


def test_another_secret_key_gives_other_names() -> None:
    bucket = Bucket("sign-in-of", "ada", 5, timedelta(minutes=15))
    assert bucket.hashed("one key") != bucket.hashed("another key")


def test_half_a_character_in_a_key_breaks_nothing() -> None:
    assert len(Bucket("sign-in-of", "\ud800", 5, timedelta(minutes=15)).hashed("key")) == 64


def test_what_is_counted_apart_shares_no_bucket() -> None:
    alike = [
        *sign_in_buckets("ada", "ada"),
        *account_buckets("ada"),
        *pass_phrase_buckets("ada"),
        *sign_up_buckets("ada"),
        *demo_buckets("ada"),
    ]
    assert len({bucket.hashed("key") for bucket in alike}) == len(alike)


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unknown", "unknown"),
    ],
)
def test_an_address_is_counted_with_its_network(address: str, whose: str) -> None:
    assert network(address) == whose


def test_who_has_a_whole_network_fills_the_bucket_of_one() -> None:
    def keys(address: str) -> list[str]:
        every = (
            *sign_in_buckets("ada", address),
            *sign_up_buckets(address),
            *mail_buckets("ada", address),
            *demo_buckets(address),
        )
        return [bucket.hashed("key") for bucket in every]

    assert keys("2001:db8:1:2::1") == keys("2001:db8:1:2:ffff::2") != keys("2001:db8:1:3::1")
    assert keys("192.0.2.7") == keys("::ffff:192.0.2.7") != keys("192.0.2.8")


def test_what_was_tried_too_often_is_counted_by_its_kind(desk: AccountDesk) -> None:
    buckets = (
        *sign_in_buckets("ada", ADDRESS),
        *account_buckets("ada"),
        *pass_phrase_buckets("ada"),
        *sign_up_buckets(ADDRESS),
        *mail_buckets("ada", ADDRESS),
        *demo_buckets(ADDRESS),
    )
    for bucket in buckets:
        full = replace(bucket, most=1)
        desk.count_try((full,), account_id=None, address=ADDRESS)
        with pytest.raises(TooManyTriesError):
            desk.count_try((full,), account_id=None, address=ADDRESS)
        assert f'askwell_throttled_total{{kind="{bucket.kind}"}}'.encode() in exposition()[0]


def test_a_demo_has_room_for_a_class_and_not_for_a_flood() -> None:
    from_one, of_all = demo_buckets(ADDRESS)
    assert 100 <= from_one.most < of_all.most <= 1_000
