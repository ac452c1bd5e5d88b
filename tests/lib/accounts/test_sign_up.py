"""An account is made by whom the host lets make one, under a name that nobody else's can be taken for."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.inviting import invite
from lib.accounts.operating import create_workshop
from lib.accounts.sign_in import who
from lib.accounts.sign_up import CLOSED, CODE_UNKNOWN, NAME_TAKEN, sign_up
from lib.accounts.tables import accounts, audit, invitations, throttle, workshops
from lib.accounts.throttle import sign_up_buckets
from lib.domain.errors import InvalidInputError, TooManyTriesError
from tests.cast import NOW
from tests.lib.accounts.people import (
    ADDRESS,
    ELSEWHERE,
    PHRASE,
    a_workshop,
    arrived,
    at_once,
    by_ticket,
    deeds,
    row_of,
    rows,
    signed_in,
    texts,
)

Configure = Callable[..., None]


@pytest.fixture
def open_to_all(configure: Configure) -> Configure:
    """Anybody may make an account."""
    configure(sign_up="open")
    return configure


def _signed_up(desk: AccountDesk, name: str = "ada", pass_phrase: str = PHRASE, code: str = "") -> str:
    return sign_up(desk, name, pass_phrase, code=code, address=ADDRESS)


def _refused(desk: AccountDesk, name: str = "ada", pass_phrase: str = PHRASE, code: str = "") -> tuple[str, str]:
    before = len(rows(desk, accounts))
    with pytest.raises(InvalidInputError) as refusal:
        _signed_up(desk, name, pass_phrase, code)
    assert len(rows(desk, accounts)) == before
    return refusal.value.field, str(refusal.value)


@pytest.mark.usefixtures("open_to_all")
def test_an_open_site_needs_no_code_and_one_is_signed_in_at_once(desk: AccountDesk) -> None:
    session = by_ticket(desk, _signed_up(desk))
    actor = who(desk, session.id)
    assert actor
    assert (actor.role, session.ends_at) == (Role.PARTICIPANT, None)
    row = row_of(desk, actor.owner)
    assert (row.name, row.workshop_id, row.expires_at, row.created_at) == ("ada", None, None, NOW)
    assert signed_in(desk)
    assert deeds(desk, actor.owner)[:2] == [Deed.SIGNED_UP, Deed.SIGNED_IN]


@pytest.mark.usefixtures("open_to_all")
def test_the_pass_phrase_is_not_kept_as_typed(desk: AccountDesk) -> None:
    _signed_up(desk)
    [row] = rows(desk, accounts)
    assert row.password_hash.startswith("$2b$")
    assert PHRASE not in texts(desk, accounts)


@pytest.mark.usefixtures("open_to_all")
def test_a_code_on_an_open_site_leads_into_its_workshop(desk: AccountDesk) -> None:
    workshop_id = a_workshop(desk)
    code = invite(desk, arrived(desk, "fay", Role.FACILITATOR, workshop_id), uses=None, address=ADDRESS)
    _signed_up(desk, "ben", code=code)
    assert row_of(desk, signed_in(desk, "ben").owner).workshop_id == workshop_id
    assert _refused(desk, "cora", code="not-a-code") == ("code", CODE_UNKNOWN)


def test_where_one_has_to_be_invited_nobody_comes_in_without_a_code(desk: AccountDesk) -> None:
    for code in ("", "  ", "-", "bcdf-ghjk-mnpq", "\ud800", "\x00", "' OR 1=1 --"):
        assert _refused(desk, code=code) == ("code", CODE_UNKNOWN)


def test_the_code_of_a_workshop_makes_its_facilitator_once(desk: AccountDesk) -> None:
    code = create_workshop(desk, "Finding work")
    _signed_up(desk, "fay", code=code)
    fay = signed_in(desk, "fay")
    assert fay.role == Role.FACILITATOR
    [workshop] = rows(desk, workshops)
    assert row_of(desk, fay.owner).workshop_id == workshop.id
    assert _refused(desk, "mallory", code=code) == ("code", CODE_UNKNOWN)


def test_a_code_may_be_typed_in_any_way(desk: AccountDesk) -> None:
    code = create_workshop(desk, "Finding work")
    _signed_up(desk, "fay", code=f" {code.upper().replace('-', ' ')} ")
    assert signed_in(desk, "fay").role == Role.FACILITATOR


def test_a_workshops_code_lets_in_as_many_as_come(desk: AccountDesk) -> None:
    code = invite(desk, arrived(desk, "fay", Role.FACILITATOR, a_workshop(desk)), uses=None, address=ADDRESS)
    for number in range(4):
        _signed_up(desk, f"person{number}", code=code)
    assert len(rows(desk, accounts)) == 5


def test_a_code_for_two_lets_in_two_even_of_six_at_once(desk: AccountDesk, other_desk: AccountDesk) -> None:
    code = invite(desk, arrived(desk, "fay", Role.ADMINISTRATOR), uses=2, address=ADDRESS)
    names = ["ada", "ben", "cora", "dan", "eve", "gus"]
    outcomes = at_once(
        [partial(_signed_up, one, name, code=code) for one, name in zip([desk, other_desk] * 3, names, strict=True)]
    )
    assert Counter(map(str, outcomes))[CODE_UNKNOWN] == 4
    assert len(rows(desk, accounts)) == 3
    assert [row.uses_left for row in rows(desk, invitations)] == [0]


@pytest.mark.parametrize("store_url", ["postgres_url"], ids=["postgresql"], indirect=True)
def test_who_waits_for_a_code_that_is_just_being_used_up_comes_too_late(
    desk: AccountDesk, other_desk: AccountDesk
) -> None:
    code = invite(desk, arrived(desk, "fay", Role.ADMINISTRATOR), uses=1, address=ADDRESS)
    with ThreadPoolExecutor(1) as pool, other_desk.writing() as connection:
        connection.execute(sa.update(invitations).values(uses_left=0))
        waiting = pool.submit(_signed_up, desk, code=code)
        while not connection.execute(sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one():
            assert not waiting.done()
        connection.commit()
        with pytest.raises(InvalidInputError) as refusal:
            waiting.result()
    assert str(refusal.value) == CODE_UNKNOWN


def test_a_code_is_not_used_up_by_whoever_is_refused(desk: AccountDesk) -> None:
    code = invite(desk, arrived(desk, "fay", Role.ADMINISTRATOR), uses=1, address=ADDRESS)
    assert _refused(desk, "fay", code=code)[0] == "name"
    assert _refused(desk, "<b>ada</b>", code=code)[0] == "name"
    assert _refused(desk, pass_phrase="short", code=code)[0] == "pass_phrase"  # noqa: S106 - an example
    assert _signed_up(desk, code=code)


def test_a_code_holds_for_ninety_days(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    code = invite(desk, arrived(desk, "fay", Role.ADMINISTRATOR), uses=None, address=ADDRESS)
    moment.shift(timedelta(days=90) - timedelta(seconds=1))
    _signed_up(desk, code=code)
    moment.shift(1)
    assert _refused(desk, "ben", code=code) == ("code", CODE_UNKNOWN)


def test_a_code_without_an_end_holds(desk: AccountDesk, moment: time_machine.Traveller) -> None:
    code = invite(desk, arrived(desk, "fay", Role.ADMINISTRATOR), uses=None, address=ADDRESS)
    with desk.writing() as connection:
        connection.execute(sa.update(invitations).values(expires_at=None))
    moment.shift(timedelta(days=1_000))
    assert _signed_up(desk, code=code)


def test_the_table_holds_no_code(desk: AccountDesk) -> None:
    code = create_workshop(desk, "Finding work")
    held = texts(desk, invitations)
    assert code not in held
    assert code.replace("-", "") not in held


def test_a_closed_site_makes_no_accounts_not_even_by_code(desk: AccountDesk, configure: Configure) -> None:
    code = create_workshop(desk, "Finding work")
    configure(sign_up="closed")
    assert _refused(desk) == ("code", CLOSED)
    assert _refused(desk, code=code) == ("code", CLOSED)


@pytest.mark.usefixtures("open_to_all")
@pytest.mark.parametrize("alike", ["ada", "ADA", "\uff41\uff44\uff41", "\u0430d\u0430", "AdA"])
def test_a_name_that_looks_like_anothers_is_taken(desk: AccountDesk, alike: str) -> None:
    _signed_up(desk, "ada")
    assert _refused(desk, alike) in {
        ("name", NAME_TAKEN),
        ("name", "Write the name in the letters of one alphabet."),
    }


@pytest.mark.usefixtures("open_to_all")
def test_a_name_all_in_look_alikes_is_taken(desk: AccountDesk) -> None:
    _signed_up(desk, "cap")
    assert _refused(desk, "\u0441\u0430\u0440") == ("name", NAME_TAKEN)


@pytest.mark.usefixtures("open_to_all")
@pytest.mark.parametrize("names", [["ada"] * 6, ["cap", "CAP", "\u0441\u0430\u0440"] * 2])
def test_of_six_who_want_a_name_at_the_same_moment_one_gets_it(
    desk: AccountDesk, other_desk: AccountDesk, names: list[str]
) -> None:
    outcomes = at_once(
        [partial(_signed_up, one, name) for one, name in zip([desk, other_desk] * 3, names, strict=True)]
    )
    refusals = [outcome for outcome in outcomes if isinstance(outcome, InvalidInputError)]
    assert [(refusal.field, str(refusal)) for refusal in refusals] == [("name", NAME_TAKEN)] * 5
    assert len(rows(desk, accounts)) == 1
    assert [row.deed for row in rows(desk, audit)] == [Deed.SIGNED_UP]


@pytest.mark.usefixtures("open_to_all")
def test_of_two_who_saw_the_name_free_the_slower_is_told(desk: AccountDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    # What the look beforehand does not see, the table's own rule does.
    _signed_up(desk)
    monkeypatch.setattr("lib.accounts.sign_up.name_key", lambda _name: "ada")
    with desk.writing() as connection:
        connection.execute(sa.update(accounts).values(name_key="ada"))
    monkeypatch.setattr(sa.Result, "first", lambda _self: None)
    with pytest.raises(InvalidInputError) as refusal:
        _signed_up(desk)
    assert (refusal.value.field, str(refusal.value)) == ("name", NAME_TAKEN)


@pytest.mark.usefixtures("open_to_all")
def test_a_name_of_markup_or_unseen_characters_is_refused(desk: AccountDesk) -> None:
    for name in (
        *("<script>alert(1)</script>", "[ada](javascript:x)", "**ada**", "ada|ben", "`ada`", ":material/home:", "a$b$"),
        *(
            "ada\nben",
            "ada\x00",
            "ada\u202eneb",
            "ada\u200bb",
            "ada\x1b[31m",
            "\ud800ada",
            "a" * 61,
            "a",
            "",
            "ada ben",
        ),
    ):
        assert _refused(desk, name)[0] == "name"


@pytest.mark.usefixtures("open_to_all")
def test_a_pass_phrase_that_is_easy_to_guess_is_refused(desk: AccountDesk) -> None:
    for phrase in ("short", "password1234", "adalovelace ada", "x" * 65):
        assert _refused(desk, "ada.lovelace", phrase)[0] == "pass_phrase"


@pytest.mark.usefixtures("open_to_all")
def test_a_flood_from_one_address_waits_and_others_do_not(desk: AccountDesk) -> None:
    _signed_up(desk)
    with desk.writing() as connection:
        mine = throttle.c.key_hash == sign_up_buckets(ADDRESS)[0].hashed(desk.secret_key)
        connection.execute(sa.update(throttle).where(mine).values(level=100))
    with pytest.raises(TooManyTriesError):
        _signed_up(desk, "ben")
    assert sign_up(desk, "ben", PHRASE, code="", address=ELSEWHERE)


def test_codes_can_not_be_guessed_in_a_row(desk: AccountDesk) -> None:
    _refused(desk, code="bcdf-ghjk-mnpq")
    with desk.writing() as connection:
        connection.execute(sa.update(throttle).values(level=99))
    _refused(desk, code="bcdf-ghjk-mnpr")
    with pytest.raises(TooManyTriesError):
        _signed_up(desk, code="bcdf-ghjk-mnps")
