"""One's own account: seen, secured, and deleted with everything in it, by nobody else."""

import gc
import weakref
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
import time_machine

from lib.accounts import own_account, sessions
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.operating import reset_link
from lib.accounts.own_account import (
    NO_EMAIL,
    ON_ALREADY,
    WRONG_CODE,
    WRONG_PASS_PHRASE,
    Account,
    account,
    change_email,
    change_pass_phrase,
    delete_account,
    end_other_sessions,
    end_session,
    own_log,
    own_sessions,
    switch_second_factor_off,
    switch_second_factor_on,
)
from lib.accounts.reset_links import use_reset_link
from lib.accounts.second_factor import new_secret
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import who
from lib.accounts.tables import ACCOUNT_TABLES, accounts, recovery_codes, tickets
from lib.domain.errors import (
    BusyError,
    InvalidInputError,
    NotFoundError,
    NotSignedInError,
    SignInRefusedError,
    TooManyTriesError,
)
from lib.store.store import Store
from tests.cast import NOW, a_goal
from tests.lib.accounts.people import (
    ADDRESS,
    ELSEWHERE,
    NEW_PHRASE,
    PHRASE,
    CheckedPhrases,
    actor_of,
    arrived,
    begun,
    by_ticket,
    deeds,
    hash_of_phrase,
    made,
    row_of,
    rows,
    signed_in,
    tried,
)

WRONG = "nine ships to the harbour"
DEEDS: dict[str, Callable[[AccountDesk, SignedIn], object]] = {
    "account": account,
    "change": lambda desk, actor: change_pass_phrase(desk, actor, PHRASE, NEW_PHRASE, address=ADDRESS),
    "e-mail": lambda desk, actor: change_email(desk, actor, "ada@example.org", PHRASE, address=ADDRESS),
    "sessions": own_sessions,
    "end one": lambda desk, actor: end_session(desk, actor, actor.session, address=ADDRESS),
    "end others": lambda desk, actor: end_other_sessions(desk, actor, address=ADDRESS),
    "factor on": lambda desk, actor: switch_second_factor_on(
        desk, actor, new_secret(), "000000", PHRASE, address=ADDRESS
    ),
    "factor off": lambda desk, actor: switch_second_factor_off(desk, actor, "000000", PHRASE, address=ADDRESS),
    "log": own_log,
    "delete": lambda desk, actor: delete_account(desk, actor, PHRASE, address=ADDRESS),
}


@pytest.fixture
def ada(desk: AccountDesk) -> SignedIn:
    """Ada, who is signed in."""
    return arrived(desk)


def _code(secret: str, desk: AccountDesk) -> str:
    return pyotp.TOTP(secret).at(desk.clock())


def _switched_on(desk: AccountDesk, actor: SignedIn, secret: str) -> tuple[str, ...]:
    return switch_second_factor_on(desk, actor, secret, _code(secret, desk), PHRASE, address=ADDRESS)


def _change_refused(desk: AccountDesk, actor: SignedIn, old: str, new: str) -> tuple[str, str]:
    with pytest.raises(InvalidInputError) as refusal:
        change_pass_phrase(desk, actor, old, new, address=ADDRESS)
    return refusal.value.field, str(refusal.value)


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
def test_who_is_not_signed_in_any_more_does_nothing(
    desk: AccountDesk, ada: SignedIn, deed: Callable[[AccountDesk, SignedIn], object]
) -> None:
    with desk.writing() as connection:
        sessions.end(connection, ada.owner, ada.session)
    with pytest.raises(NotSignedInError):
        deed(desk, ada)
    assert deeds(desk, ada.owner) == [Deed.SIGNED_IN]


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
def test_who_says_to_be_somebody_else_does_nothing(
    desk: AccountDesk, ada: SignedIn, deed: Callable[[AccountDesk, SignedIn], object]
) -> None:
    ben = arrived(desk, "ben")
    with pytest.raises(NotSignedInError):
        deed(desk, SignedIn(ada.owner, ben.session, ada.role))
    assert row_of(desk, ada.owner)


def test_the_account_is_shown_without_its_secrets(desk: AccountDesk, ada: SignedIn) -> None:
    assert account(desk, ada) == Account(
        id=ada.owner,
        name="ada",
        email="",
        role=Role.PARTICIPANT,
        workshop_id=None,
        has_pass_phrase=True,
        has_second_factor=False,
        recovery_codes_left=0,
        created_at=NOW,
    )


def test_a_new_pass_phrase_holds_and_the_old_one_does_not(desk: AccountDesk, ada: SignedIn) -> None:
    ticket = change_pass_phrase(desk, ada, PHRASE, NEW_PHRASE, address=ADDRESS)
    assert actor_of(desk, by_ticket(desk, ticket)).owner == ada.owner
    with pytest.raises(SignInRefusedError):
        tried(desk, "ada", PHRASE)
    assert tried(desk, "ada", NEW_PHRASE).ticket
    assert Deed.PASS_PHRASE_CHANGED in deeds(desk, ada.owner)


def test_a_new_pass_phrase_ends_all_links_and_tickets(desk: AccountDesk, ada: SignedIn) -> None:
    tried(desk, "ada")
    change_pass_phrase(desk, ada, PHRASE, NEW_PHRASE, address=ADDRESS)
    assert [row.purpose for row in rows(desk, tickets)] == ["sign-in"]  # the new one


def test_what_is_wrong_with_a_new_pass_phrase_is_told_at_its_field(desk: AccountDesk, ada: SignedIn) -> None:
    assert _change_refused(desk, ada, WRONG, NEW_PHRASE) == ("pass_phrase", WRONG_PASS_PHRASE)
    assert _change_refused(desk, ada, PHRASE, "short")[0] == "new"
    assert _change_refused(desk, ada, PHRASE, "password1234")[0] == "new"
    assert tried(desk, "ada").ticket
    assert account(desk, ada)


def test_a_new_pass_phrase_that_will_not_do_makes_nobody_check_the_old_one(
    desk: AccountDesk, ada: SignedIn, checked: CheckedPhrases
) -> None:
    before = len(checked.hashes)
    for _ in range(10):
        _change_refused(desk, ada, PHRASE, "short")
    assert len(checked.hashes) == before


def test_the_address_for_mails_is_set_and_taken_away(desk: AccountDesk, ada: SignedIn) -> None:
    for typed, kept in ((" ada@example.org ", "ada@example.org"), ("  ", "")):
        change_email(desk, ada, typed, PHRASE, address=ADDRESS)
        assert account(desk, ada).email == kept
    assert deeds(desk, ada.owner).count(Deed.EMAIL_CHANGED) == 2


@pytest.mark.parametrize(
    "email", ["ada", "ada@", "ada@example.org, ben@example.org", "ada@example.org\nBcc: ben@x.org"]
)
def test_what_is_no_address_for_mails_is_refused(desk: AccountDesk, ada: SignedIn, email: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        change_email(desk, ada, email, PHRASE, address=ADDRESS)
    assert (refusal.value.field, str(refusal.value)) == ("email", NO_EMAIL)
    assert account(desk, ada).email == ""


def test_the_address_for_mails_is_not_changed_without_the_pass_phrase(desk: AccountDesk, ada: SignedIn) -> None:
    with pytest.raises(InvalidInputError, match="not your pass phrase"):
        change_email(desk, ada, "mallory@example.org", WRONG, address=ADDRESS)
    assert account(desk, ada).email == ""


def test_a_link_on_its_way_to_the_old_address_holds_no_more(desk: AccountDesk, ada: SignedIn) -> None:
    link = reset_link(desk, "ada")
    change_email(desk, ada, "ada@example.org", PHRASE, address=ADDRESS)
    with pytest.raises(InvalidInputError) as refusal:
        use_reset_link(desk, link, NEW_PHRASE, address=ADDRESS)
    assert refusal.value.field == "token"


def test_an_account_without_a_pass_phrase_can_not_confirm_by_one(desk: AccountDesk, ada: SignedIn) -> None:
    with desk.writing() as connection:
        connection.execute(accounts.update().values(password_hash=""))
    easy = AccountDesk(desk.engine, desk.secret_key, lambda _phrase, _hash: True)
    assert _change_refused(easy, ada, "", NEW_PHRASE) == ("pass_phrase", WRONG_PASS_PHRASE)


def test_somebody_at_an_open_page_can_not_try_pass_phrases_on_and_on(desk: AccountDesk, ada: SignedIn) -> None:
    for _ in range(5):
        _change_refused(desk, ada, WRONG, NEW_PHRASE)
    with pytest.raises(TooManyTriesError):
        change_pass_phrase(desk, ada, PHRASE, NEW_PHRASE, address=ADDRESS)
    with pytest.raises(TooManyTriesError):
        delete_account(desk, ada, PHRASE, address=ELSEWHERE)
    assert row_of(desk, ada.owner)


def test_a_proof_that_nobody_had_time_for_is_not_one_of_five(desk: AccountDesk, ada: SignedIn) -> None:
    def busy(_pass_phrase: str, _password_hash: str) -> bool:
        raise BusyError

    for _ in range(6):
        with pytest.raises(BusyError):
            change_email(replace(desk, is_right=busy), ada, "ada@example.org", PHRASE, address=ADDRESS)
    change_email(desk, ada, "ada@example.org", PHRASE, address=ADDRESS)


def test_the_right_pass_phrase_gives_all_tries_back(desk: AccountDesk, ada: SignedIn) -> None:
    for _ in range(3):
        for _ in range(4):
            _change_refused(desk, ada, WRONG, NEW_PHRASE)
        change_email(desk, ada, "ada@example.org", PHRASE, address=ADDRESS)


def test_the_right_pass_phrase_gives_no_tries_of_codes_back(desk: AccountDesk, ada: SignedIn) -> None:
    _switched_on(desk, ada, new_secret())
    for _ in range(4):
        with pytest.raises(InvalidInputError):
            switch_second_factor_off(desk, ada, "wrong", PHRASE, address=ADDRESS)
        change_email(desk, ada, "ada@example.org", PHRASE, address=ADDRESS)
    with pytest.raises(TooManyTriesError):
        switch_second_factor_off(desk, ada, "wrong", PHRASE, address=ADDRESS)


def test_a_session_elsewhere_can_be_ended(desk: AccountDesk, ada: SignedIn) -> None:
    there = begun(desk)
    [other] = [session for session in own_sessions(desk, ada) if session.id_hash != ada.session]
    end_session(desk, ada, other.id_hash, address=ADDRESS)
    assert who(desk, there.id) is None
    assert [session.id_hash for session in own_sessions(desk, ada)] == [ada.session]
    assert deeds(desk, ada.owner)[-1] is Deed.SESSION_ENDED
    with pytest.raises(NotFoundError):
        end_session(desk, ada, other.id_hash, address=ADDRESS)


def test_another_ones_session_is_not_found(desk: AccountDesk, ada: SignedIn) -> None:
    ben = arrived(desk, "ben")
    with pytest.raises(NotFoundError):
        end_session(desk, ada, ben.session, address=ADDRESS)
    assert account(desk, ben)
    assert Deed.SESSION_ENDED not in deeds(desk, ada.owner)


def test_all_other_sessions_can_be_ended(desk: AccountDesk, ada: SignedIn) -> None:
    others = [begun(desk), begun(desk)]
    ben = arrived(desk, "ben")
    assert end_other_sessions(desk, ada, address=ADDRESS) == 2
    assert not any(who(desk, other.id) for other in others)
    assert account(desk, ada)
    assert account(desk, ben)
    assert deeds(desk, ada.owner)[-1] is Deed.SESSIONS_ENDED


def test_the_second_factor_is_on_once_a_code_proves_it(desk: AccountDesk, ada: SignedIn) -> None:
    secret = new_secret()
    with pytest.raises(InvalidInputError, match="does not hold") as refusal:
        switch_second_factor_on(desk, ada, secret, "wrong", PHRASE, address=ADDRESS)
    assert (refusal.value.field, account(desk, ada).has_second_factor) == ("code", False)
    codes = _switched_on(desk, ada, secret)
    mine = account(desk, ada)
    assert (mine.has_second_factor, mine.recovery_codes_left, len(set(codes))) == (True, 10, 10)
    assert tried(desk, "ada").needs_code
    assert deeds(desk, ada.owner)[-1] is Deed.SECOND_FACTOR_ON


def test_a_second_factor_that_is_on_is_not_replaced_without_its_code(desk: AccountDesk, ada: SignedIn) -> None:
    secret = new_secret()
    codes = _switched_on(desk, ada, secret)
    with pytest.raises(InvalidInputError) as refusal:
        _switched_on(desk, ada, new_secret())
    assert (refusal.value.field, str(refusal.value)) == ("code", ON_ALREADY)
    switch_second_factor_off(desk, ada, codes[0], PHRASE, address=ADDRESS)


@pytest.mark.parametrize("phrase", ["", WRONG])
def test_the_second_factor_goes_on_and_off_by_the_pass_phrase_only(
    desk: AccountDesk, ada: SignedIn, moment: time_machine.Traveller, phrase: str
) -> None:
    secret = new_secret()
    with pytest.raises(InvalidInputError, match="not your pass phrase") as refusal:
        switch_second_factor_on(desk, ada, secret, _code(secret, desk), phrase, address=ADDRESS)
    assert (refusal.value.field, account(desk, ada).has_second_factor) == ("pass_phrase", False)
    codes = _switched_on(desk, ada, secret)
    moment.shift(timedelta(minutes=1))
    for code in (_code(secret, desk), codes[0]):
        with pytest.raises(InvalidInputError, match="not your pass phrase"):
            switch_second_factor_off(desk, ada, code, phrase, address=ADDRESS)
    assert account(desk, ada).has_second_factor
    # What was refused has used no code up.
    switch_second_factor_off(desk, ada, codes[0], PHRASE, address=ADDRESS)


def test_codes_to_switch_it_on_can_not_be_tried_on_and_on(desk: AccountDesk, ada: SignedIn) -> None:
    secret = new_secret()
    for _ in range(5):
        with pytest.raises(InvalidInputError):
            switch_second_factor_on(desk, ada, secret, "wrong", PHRASE, address=ADDRESS)
    with pytest.raises(TooManyTriesError):
        _switched_on(desk, ada, secret)


def test_the_second_factor_goes_off_with_a_code(
    desk: AccountDesk, ada: SignedIn, moment: time_machine.Traveller
) -> None:
    secret = new_secret()
    codes = _switched_on(desk, ada, secret)
    with pytest.raises(InvalidInputError) as refusal:
        switch_second_factor_off(desk, ada, _code(secret, desk), PHRASE, address=ADDRESS)  # the one that switched it on
    assert (refusal.value.field, str(refusal.value)) == ("code", WRONG_CODE)
    moment.shift(timedelta(minutes=1))
    switch_second_factor_off(desk, ada, _code(secret, desk), PHRASE, address=ADDRESS)
    assert not account(desk, ada).has_second_factor
    assert rows(desk, recovery_codes) == []
    assert not tried(desk, "ada").needs_code
    assert deeds(desk, ada.owner)[-1] is Deed.SECOND_FACTOR_OFF
    with pytest.raises(InvalidInputError):
        switch_second_factor_off(desk, ada, codes[0], PHRASE, address=ADDRESS)


def test_a_new_app_brings_new_recovery_codes(desk: AccountDesk, ada: SignedIn, moment: time_machine.Traveller) -> None:
    old = _switched_on(desk, ada, new_secret())
    switch_second_factor_off(desk, ada, old[0], PHRASE, address=ADDRESS)
    moment.shift(timedelta(minutes=1))
    new = _switched_on(desk, ada, new_secret())
    assert not set(old) & set(new)
    with pytest.raises(InvalidInputError):
        switch_second_factor_off(desk, ada, old[1], PHRASE, address=ADDRESS)


def test_one_reads_ones_own_log_and_nobody_elses(desk: AccountDesk, ada: SignedIn) -> None:
    arrived(desk, "ben")
    [entry] = own_log(desk, ada)
    assert (entry.deed, entry.at, entry.address, entry.by_other) == (Deed.SIGNED_IN, NOW, ADDRESS, False)


def test_deleting_takes_everything_and_only_what_is_ones_own(desk: AccountDesk, store: Store, ada: SignedIn) -> None:
    ben = arrived(desk, "ben")
    _switched_on(desk, ada, new_secret())
    for actor in (ada, ben):
        a_goal(store.workspace(actor))
    delete_account(desk, ada, PHRASE, address=ADDRESS)
    held = {table.name: [row for row in rows(desk, table) if ada.owner in row] for table in ACCOUNT_TABLES}
    assert [name for name, found in held.items() if found] == ["audit"]
    with pytest.raises(SignInRefusedError):
        tried(desk, "ada")
    assert len(store.workspace(ben).snapshot().goals) == 1
    assert deeds(desk, ada.owner)[-1] is Deed.DELETED


def test_nobody_finds_the_notes_of_a_deleted_account(desk: AccountDesk, store: Store, ada: SignedIn) -> None:
    workspace = store.workspace(ada)
    a_goal(workspace)
    delete_account(desk, ada, PHRASE, address=ADDRESS)
    # Somebody who got the very same id would find nothing.
    with desk.writing() as connection:
        connection.execute(accounts.insert().values(_row_like(ada.owner)))
    again = signed_in(desk)
    assert again.owner == ada.owner
    assert store.snapshots(again) == {}


def test_the_notes_of_a_deleted_account_go_from_memory_too(desk: AccountDesk, store: Store, ada: SignedIn) -> None:
    ben = arrived(desk, "ben")
    adas, bens = store.workspace(ada), store.workspace(ben)
    a_goal(adas)
    seen, stays = weakref.ref(adas.snapshot()), bens.snapshot()
    delete_account(desk, ada, PHRASE, address=ADDRESS)
    gc.collect()
    assert seen() is None
    assert bens.snapshot() is stays


def _row_like(account_id: str) -> dict[str, object]:
    return {
        "id": account_id,
        "name": "ada",
        "name_key": "ada",
        "email": "",
        "role": Role.PARTICIPANT,
        "password_hash": hash_of_phrase(),
        "generation": 1,
        "second_factor": "",
        "second_factor_step": 0,
        "created_at": NOW,
    }


def test_deleting_needs_the_pass_phrase(desk: AccountDesk, ada: SignedIn) -> None:
    for wrong in ("", WRONG):
        with pytest.raises(InvalidInputError, match="not your pass phrase"):
            delete_account(desk, ada, wrong, address=ADDRESS)
    assert account(desk, ada)


def test_the_name_of_a_deleted_account_is_free_again(desk: AccountDesk, ada: SignedIn) -> None:
    delete_account(desk, ada, PHRASE, address=ADDRESS)
    assert made(desk) != ada.owner


def test_a_page_that_is_open_finds_nothing_after_deletion(desk: AccountDesk, store: Store, ada: SignedIn) -> None:
    workspace = store.workspace(ada)
    delete_account(desk, ada, PHRASE, address=ADDRESS)
    with pytest.raises(NotSignedInError):
        a_goal(workspace)
    with pytest.raises(NotSignedInError):
        own_account.own_log(desk, ada)
