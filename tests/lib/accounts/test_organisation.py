"""Whom the organisation vouches for gets their own account, whatever it calls them; its word counts once, and soon."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pyotp
import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.facilitating import BY_ORGANISATION, make_reset_link, participants
from lib.accounts.operating import create_workshop, invite_administrator, reset_link
from lib.accounts.organisation import FRESH, KEPT_OUT, OVER, Vouched, enter, is_known, vouched
from lib.accounts.own_account import (
    JUST_SIGNED_IN,
    SIGN_IN_AGAIN,
    WRONG_PASS_PHRASE,
    account,
    delete_account,
    switch_second_factor_on,
)
from lib.accounts.sandbox import keep_sandbox, open_sandbox
from lib.accounts.second_factor import new_secret
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import SignInStep, sign_in
from lib.accounts.sign_up import CLOSED, CODE_UNKNOWN, sign_up
from lib.accounts.tables import accounts, tickets
from lib.domain.errors import InvalidInputError, NotFoundError, SignInRefusedError, TooManyTriesError
from tests.cast import NOW
from tests.lib.accounts.people import (
    ADDRESS,
    PHRASE,
    actor_of,
    at_once,
    by_ticket,
    deeds,
    made,
    present,
    row_of,
    rows,
    signed_in,
)

Configure = Callable[..., None]

ISSUER = "https://id.heron.example"
CLAIMS: dict[str, object] = {
    "iss": ISSUER,
    "sub": "4711",
    "iat": int(NOW.timestamp()),
    "name": "Ada Byron",
    "email": "ada@heron.example",
    "email_verified": True,
}
ADA = Vouched(ISSUER, "4711", "Ada Byron", "ada@heron.example", NOW)


@pytest.fixture(autouse=True)
def by_organisation(configure: Configure) -> None:
    """Anybody whom the organisation vouches for may come in."""
    configure(organisation="Heron Bay University", sign_up="open")


def _entered(desk: AccountDesk, who: Vouched, code: str = "") -> SignedIn:
    return actor_of(desk, by_ticket(desk, _tried(desk, who, code).ticket))


def _tried(desk: AccountDesk, who: Vouched, code: str = "") -> SignInStep:
    return enter(desk, who, code=code, address=ADDRESS)


def _again(who: Vouched) -> Vouched:
    return replace(who, said_at=who.said_at + timedelta(seconds=1))


def _named(desk: AccountDesk, actor: SignedIn) -> str:
    return str(row_of(desk, actor.owner).name)


def test_the_first_time_makes_an_account_and_every_other_time_opens_it(desk: AccountDesk) -> None:
    assert not is_known(desk, ADA)
    actor = _entered(desk, ADA)
    assert is_known(desk, ADA)
    assert actor.role == Role.PARTICIPANT
    row = row_of(desk, actor.owner)
    assert (row.name, row.password_hash, row.email) == ("ada@heron.example", "", "")
    assert row.identity == f"{ISSUER}\n4711"
    renamed = replace(_again(ADA), name="Ada Lovelace", email="lovelace@heron.example")
    assert _entered(desk, renamed).owner == actor.owner
    assert deeds(desk, actor.owner) == [Deed.SIGNED_UP, Deed.SIGNED_IN, Deed.SIGNED_IN]


def test_the_session_ends_with_the_browser(desk: AccountDesk) -> None:
    session = by_ticket(desk, _tried(desk, ADA).ticket)
    assert session.ends_at is None


@pytest.mark.parametrize(
    "other",
    [
        replace(ADA, subject="4712"),
        replace(ADA, issuer="https://id.owl.example"),
        replace(ADA, subject="4711\u0000"),
        replace(ADA, subject="4711 " + "x" * 500),
    ],
)
def test_another_subject_or_issuer_is_somebody_else_whatever_they_are_called(desk: AccountDesk, other: Vouched) -> None:
    ada, somebody = _entered(desk, ADA), _entered(desk, other)
    assert somebody.owner != ada.owner
    assert _named(desk, somebody) == "ada.2"
    assert _entered(desk, _again(other)).owner == somebody.owner


def test_who_is_who_can_not_be_shifted_between_issuer_and_subject() -> None:
    one, other = replace(ADA, issuer="a\nb", subject="c"), replace(ADA, issuer="a", subject="b\nc")
    assert one.identity != other.identity
    assert max(len(who.identity) for who in (one, replace(ADA, subject="x" * 900))) <= 400


def test_an_address_opens_no_account_that_was_there(desk: AccountDesk) -> None:
    there = made(desk, "ada@heron.example")
    actor = _entered(desk, ADA)
    assert actor.owner != there
    assert _named(desk, actor) == "ada.2"
    assert row_of(desk, there).identity is None
    assert signed_in(desk, "ada@heron.example").owner == there


def test_an_account_of_the_organisation_opens_to_no_pass_phrase(desk: AccountDesk) -> None:
    _entered(desk, ADA)
    gullible = replace(desk, is_right=lambda _pass_phrase, _hash: True)
    for phrase in ("", PHRASE):
        with pytest.raises(SignInRefusedError):
            sign_in(gullible, "ada@heron.example", phrase, is_remembered=False, address=ADDRESS)


@pytest.mark.parametrize(
    ("name", "email", "names"),
    [
        ("Ada Byron", "", ["Ada.Byron", "Ada.Byron.2", "Ada.Byron.3"]),
        ("", "", ["participant", "participant.2", "participant.3"]),
        ("<b>*!", "", ["participant", "participant.2", "participant.3"]),
        ("Ada Byron", "a" * 60 + "@heron.example", ["a" * 50, "a" * 50 + ".2", "a" * 50 + ".3"]),
        ("root@heron.example", "", ["root.heron.example", "root.heron.example.2", "root.heron.example.3"]),
    ],
)
def test_a_free_name_is_made_of_what_is_known(desk: AccountDesk, name: str, email: str, names: list[str]) -> None:
    people = [replace(ADA, subject=str(number), name=name, email=email) for number in range(3)]
    assert [_named(desk, _entered(desk, who)) for who in people] == names


def test_after_nine_of_a_name_the_rest_is_chance(desk: AccountDesk) -> None:
    names = [_named(desk, _entered(desk, replace(ADA, subject=str(number)))) for number in range(11)]
    assert names[:9] == ["ada@heron.example", *(f"ada.{number}" for number in range(2, 10))]
    assert len({name for name in names[9:] if len(name) == len("ada.") + 6}) == 2


def test_a_word_counts_once(desk: AccountDesk, other_desk: AccountDesk, moment: time_machine.Traveller) -> None:
    assert _tried(desk, ADA)
    for later in (timedelta(), FRESH - timedelta(seconds=1)):
        moment.move_to(NOW + later)
        with pytest.raises(SignInRefusedError, match=OVER):
            _tried(other_desk, ADA)
    assert _tried(desk, _again(ADA))


def test_two_tabs_at_once_make_one_account(desk: AccountDesk) -> None:
    tabs: list[Callable[[], Any]] = [partial(_tried, desk, ADA) for _ in range(4)]
    answers = at_once(tabs)
    assert sorted(type(answer).__name__ for answer in answers) == [*["SignInRefusedError"] * 3, "SignInStep"]
    assert len(rows(desk, accounts)) == 1


@pytest.mark.parametrize("since", [FRESH, -FRESH])
def test_an_old_word_opens_nothing(desk: AccountDesk, moment: time_machine.Traveller, since: timedelta) -> None:
    moment.move_to(NOW + since * 1.01)
    assert not ADA.is_fresh(desk.clock())
    with pytest.raises(SignInRefusedError, match=OVER):
        _tried(desk, ADA)
    assert rows(desk, accounts) == []
    moment.move_to(NOW + since * 0.99)
    assert _tried(desk, ADA)


def test_who_is_kept_out_stays_out(desk: AccountDesk) -> None:
    actor = _entered(desk, ADA)
    with desk.writing() as connection:
        connection.execute(sa.update(accounts).values(disabled_at=NOW))
    with pytest.raises(SignInRefusedError, match=KEPT_OUT):
        _tried(desk, _again(ADA))
    assert deeds(desk, actor.owner)[-1] == Deed.SIGN_IN_REFUSED


def test_a_closed_site_makes_no_account_and_still_opens_those_there_are(
    desk: AccountDesk, configure: Configure
) -> None:
    actor = _entered(desk, ADA)
    configure(sign_up="closed")
    with pytest.raises(InvalidInputError, match=CLOSED):
        _tried(desk, replace(ADA, subject="other"))
    assert _entered(desk, _again(ADA)).owner == actor.owner
    assert len(rows(desk, accounts)) == 1


def test_by_invitation_a_code_is_needed_once_and_says_where_one_belongs(
    desk: AccountDesk, configure: Configure
) -> None:
    configure(sign_up="invited")
    code = create_workshop(desk, "Finding work")
    for wrong in ("", "no such code"):
        with pytest.raises(InvalidInputError, match=CODE_UNKNOWN.split(".", maxsplit=1)[0]):
            _tried(desk, ADA, wrong)
    # What was refused for the code was not used up.
    actor = _entered(desk, ADA, code)
    assert actor.role == Role.FACILITATOR
    assert row_of(desk, actor.owner).workshop_id is not None
    assert _entered(desk, _again(ADA)).owner == actor.owner
    with pytest.raises(InvalidInputError):
        _tried(desk, replace(ADA, subject="other"), code)


def test_codes_can_not_be_guessed_without_end(desk: AccountDesk, configure: Configure) -> None:
    configure(sign_up="invited")
    refusals = []
    for number in range(101):
        with pytest.raises((InvalidInputError, TooManyTriesError)) as refusal:
            _tried(desk, ADA, f"guess {number}")
        refusals.append(refusal.type)
    assert (refusals[99], refusals[100]) == (InvalidInputError, TooManyTriesError)


def test_a_site_without_an_organisation_lets_nobody_in_this_way(desk: AccountDesk, configure: Configure) -> None:
    configure(organisation="")
    with pytest.raises(NotFoundError):
        _tried(desk, ADA)


def test_where_the_organisation_alone_signs_in_a_pass_phrase_opens_nothing(
    desk: AccountDesk, configure: Configure
) -> None:
    made(desk, "ben")
    configure(pass_phrases=False)
    with pytest.raises(NotFoundError):
        sign_in(desk, "ben", PHRASE, is_remembered=False, address=ADDRESS)
    with pytest.raises(InvalidInputError, match=CLOSED):
        sign_up(desk, "cora", PHRASE, code="", address=ADDRESS)
    assert _entered(desk, ADA)


def test_a_token_is_read() -> None:
    assert vouched(CLAIMS) == ADA


@pytest.mark.parametrize("missing", ["iss", "sub", "iat"])
def test_a_token_without_who_or_when_says_nothing(missing: str) -> None:
    for value in (None, "", ["4711"]):
        assert vouched(CLAIMS | {missing: value}) is None
    assert vouched({name: value for name, value in CLAIMS.items() if name != missing}) is None


@pytest.mark.parametrize("never", [1e20, -1e20, 10**400, float("inf"), float("-inf"), float("nan"), "1790000000"])
def test_a_token_of_no_day_in_any_calendar_says_nothing(never: object) -> None:
    assert vouched(CLAIMS | {"iat": never}) is None


@pytest.mark.parametrize(
    "odd",
    [
        {"email": "no address"},
        {"email": ["ada@heron.example"]},
        {"email": None},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
    ],
)
def test_an_address_that_is_none_or_unverified_is_left_out(odd: dict[str, object]) -> None:
    assert vouched(CLAIMS | odd) == replace(ADA, email="")


def test_an_address_of_which_nobody_says_that_it_was_verified_is_left_out() -> None:
    silent = {name: value for name, value in CLAIMS.items() if name != "email_verified"}
    assert vouched(silent) == replace(ADA, email="")


def test_who_has_no_pass_phrase_deletes_the_account_just_after_signing_in(
    desk: AccountDesk, moment: time_machine.Traveller
) -> None:
    actor = _entered(desk, ADA)
    assert not account(desk, actor).has_pass_phrase
    moment.move_to(NOW + JUST_SIGNED_IN + timedelta(seconds=1))
    for phrase in ("", PHRASE):
        with pytest.raises(InvalidInputError, match=SIGN_IN_AGAIN):
            delete_account(desk, actor, phrase, address=ADDRESS)
    assert row_of(desk, actor.owner)
    again = _entered(desk, replace(ADA, said_at=NOW + JUST_SIGNED_IN))
    delete_account(desk, again, "", address=ADDRESS)
    assert rows(desk, accounts) == []
    assert not is_known(desk, ADA)


def test_who_has_no_pass_phrase_switches_a_second_factor_on_just_after_signing_in(
    desk: AccountDesk, moment: time_machine.Traveller
) -> None:
    secret, actor = new_secret(), _entered(desk, ADA)
    moment.move_to(NOW + JUST_SIGNED_IN + timedelta(seconds=1))
    code = pyotp.TOTP(secret).at(desk.clock())
    for phrase in ("", PHRASE):
        with pytest.raises(InvalidInputError, match=SIGN_IN_AGAIN):
            switch_second_factor_on(desk, actor, secret, code, phrase, address=ADDRESS)
    again = _entered(desk, replace(ADA, said_at=NOW + JUST_SIGNED_IN))
    switch_second_factor_on(desk, again, secret, code, "", address=ADDRESS)
    assert account(desk, again).has_second_factor


def test_who_has_a_pass_phrase_needs_it_however_young_the_session(desk: AccountDesk) -> None:
    made(desk, "ben")
    actor = signed_in(desk, "ben")
    assert account(desk, actor).has_pass_phrase
    with pytest.raises(InvalidInputError, match=WRONG_PASS_PHRASE):
        delete_account(desk, actor, "", address=ADDRESS)


def test_nobody_gets_a_link_to_set_a_pass_phrase_past_the_organisation(desk: AccountDesk) -> None:
    ada = _entered(desk, ADA)
    made(desk, "ida", Role.ADMINISTRATOR)
    ida = signed_in(desk, "ida")
    with pytest.raises(InvalidInputError, match=BY_ORGANISATION):
        make_reset_link(desk, ida, ada.owner, address=ADDRESS)
    assert [person.has_pass_phrase for person in participants(desk, ida).people] == [False]
    with pytest.raises(NotFoundError):
        reset_link(desk, "ada@heron.example")
    assert rows(desk, tickets) == []


def test_where_the_organisation_alone_signs_in_nobody_gets_a_link(desk: AccountDesk, configure: Configure) -> None:
    ben = made(desk, "ben")
    ida = present(desk, "ida", Role.ADMINISTRATOR)
    assert make_reset_link(desk, ida, ben, address=ADDRESS)
    configure(pass_phrases=False)
    assert [person.has_pass_phrase for person in participants(desk, ida).people] == [False]
    with pytest.raises(InvalidInputError, match=BY_ORGANISATION):
        make_reset_link(desk, ida, ben, address=ADDRESS)


def test_a_code_of_the_command_line_makes_an_administrator_who_has_no_pass_phrase(
    desk: AccountDesk, configure: Configure
) -> None:
    configure(sign_up="invited", pass_phrases=False)
    actor = _entered(desk, ADA, invite_administrator(desk))
    assert (actor.role, account(desk, actor).has_pass_phrase) == (Role.ADMINISTRATOR, False)


def test_where_nobody_has_a_pass_phrase_a_sandbox_gets_none(desk: AccountDesk, configure: Configure) -> None:
    configure(demo="beside", pass_phrases=False)
    visitor = actor_of(desk, by_ticket(desk, open_sandbox(desk, address=ADDRESS)))
    with pytest.raises(NotFoundError):
        keep_sandbox(desk, visitor, "vic", PHRASE, address=ADDRESS)
