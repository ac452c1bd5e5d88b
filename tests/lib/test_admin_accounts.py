"""The command line of whoever hosts Askwell makes the first accounts, helps in again, and clears away."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta

import pyotp
import pytest
import time_machine

from lib import admin
from lib.accounts.desk import AccountDesk, Role
from lib.accounts.own_account import switch_second_factor_on
from lib.accounts.reset_links import use_reset_link
from lib.accounts.sandbox import open_sandbox
from lib.accounts.second_factor import new_secret
from lib.accounts.sign_up import NAME_TAKEN, sign_up
from lib.accounts.tables import ACCOUNT_TABLES, accounts, workshops
from lib.settings import settings
from lib.store.store import Store
from tests.cast import NOW
from tests.lib.accounts.people import ADDRESS, CHEAP, PHRASE, CheckedPhrases, lock_with, made, rows, signed_in

SITE = "https://askwell.example.org"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def desk(store_url: str, set_database: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[AccountDesk]:
    """The desk of the server whose database the commands work in."""
    for name, value in {"MODE": "hosted", "DATABASE_URL": store_url, "ADDRESS": f"{SITE}/", "DEMO": "beside"}.items():
        set_database.setenv(f"ASKWELL_{name}", value)
    lock_with(set_database, CHEAP)
    with closing(Store(store_url)) as store:
        capsys.readouterr()
        yield AccountDesk(store.engine, "a key of the host that nobody can guess", CheckedPhrases())


@pytest.fixture
def run(desk: AccountDesk, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command; returns its exit code, its output and its errors."""
    assert desk

    def run(*words: str) -> tuple[int, str, str]:
        code = admin.main(words)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def _token(told: str) -> str:
    found = re.search(rf"^{re.escape(SITE)}/\?reset=(\S+)$", told, re.MULTILINE)
    assert found
    return found[1]


def _code(told: str) -> str:
    found = re.search(r": (\S+)$", told.rstrip())
    assert found
    return found[1]


def test_the_first_administrator_sets_their_pass_phrase_by_the_link_that_is_printed(
    run: Run, desk: AccountDesk
) -> None:
    code, told, refused = run("create-administrator", "root")
    assert (code, refused) == (0, "")
    assert told.startswith("Made. Within 24 hours, set the pass phrase here:\n")
    assert use_reset_link(desk, _token(told), PHRASE, address=ADDRESS) == "root"
    assert signed_in(desk, "root").role == Role.ADMINISTRATOR


def test_without_an_address_the_link_leads_to_this_computer(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASKWELL_ADDRESS")
    assert "\nhttp://localhost:8501/?reset=" in run("create-administrator", "root")[1]


@pytest.mark.parametrize("name", ["", "<b>root</b>", "two words"])
def test_an_administrators_name_that_is_none_is_refused_in_a_sentence(run: Run, desk: AccountDesk, name: str) -> None:
    code, told, refused = run("create-administrator", name)
    assert (code, told) == (1, "")
    assert refused.endswith(".\n")
    assert rows(desk, accounts) == []


def test_a_second_administrator_of_a_name_is_refused(run: Run, desk: AccountDesk) -> None:
    run("create-administrator", "root")
    assert run("create-administrator", "Root") == (1, "", f"{NAME_TAKEN}\n")
    assert len(rows(desk, accounts)) == 1


def test_a_workshop_is_made_with_its_facilitators_code(run: Run, desk: AccountDesk) -> None:
    code, told, refused = run("create-workshop", "Finding work")
    assert (code, refused) == (0, "")
    sign_up(desk, "fay", PHRASE, code=_code(told), address=ADDRESS)
    assert signed_in(desk, "fay").role == Role.FACILITATOR
    assert [row.name for row in rows(desk, workshops)] == ["Finding work"]


def test_a_workshop_without_a_name_is_refused_in_a_sentence(run: Run, desk: AccountDesk) -> None:
    assert run("create-workshop", " ") == (1, "", "A workshop's name has 1 to 200 characters on one line.\n")
    assert rows(desk, workshops) == []


def test_a_link_helps_somebody_in_again(run: Run, desk: AccountDesk) -> None:
    made(desk)
    code, told, refused = run("reset-link", "Ada")
    assert (code, refused) == (0, "")
    assert told.startswith("It holds for 24 hours, once:\n")
    assert use_reset_link(desk, _token(told), PHRASE, address=ADDRESS) == "ada"


def test_who_lost_their_app_signs_in_without_a_code_again(run: Run, desk: AccountDesk) -> None:
    with time_machine.travel(NOW, tick=False):
        made(desk)
        ada, secret = signed_in(desk), new_secret()
        switch_second_factor_on(desk, ada, secret, pyotp.TOTP(secret).at(NOW), PHRASE, address=ADDRESS)
        code, told, refused = run("second-factor-off", "Ada")
        assert (code, refused) == (0, "")
        assert told.startswith("Done. Their name and pass phrase alone")
        assert signed_in(desk)
        code, told, refused = run("second-factor-off", "Ada")
    assert (code, told) == (1, "")
    assert refused.startswith("This second factor is not here")


def test_a_link_for_nobody_is_refused_in_a_sentence(run: Run) -> None:
    code, told, refused = run("reset-link", "nobody")
    assert (code, told) == (1, "")
    assert refused.startswith("This account is not here")


def test_what_has_had_its_time_is_cleared_away_and_counted(run: Run, desk: AccountDesk) -> None:
    with time_machine.travel(NOW, tick=False) as moment:
        made(desk)
        signed_in(desk)
        open_sandbox(desk, address=ADDRESS)
        assert run("clear")[1] == "Removed: 0 sandboxes, 0 sessions, 0 tickets, 0 lines of the log.\n"
        moment.shift(timedelta(days=366))
        assert run("clear") == (0, "Removed: 1 sandboxes, 1 sessions, 0 tickets, 2 lines of the log.\n", "")
    assert [row.name for row in rows(desk, accounts)] == ["ada"]


@pytest.mark.parametrize("words", [("create-administrator",), ("create-workshop",), ("reset-link", "ada", "ben")])
def test_wrong_usage_leaves_with_code_2(run: Run, desk: AccountDesk, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as left:
        run(*words)
    assert left.value.code == 2
    assert not any(rows(desk, table) for table in ACCOUNT_TABLES)


@pytest.mark.parametrize(
    "part",
    ["create-administrator", "invite-administrator", "create-workshop", "reset-link", "second-factor-off", "clear"],
)
def test_every_command_explains_itself(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        admin.main([part, "--help"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: python -m lib.admin {part}")


def test_a_database_that_was_not_migrated_is_refused_and_left_as_it_is(
    set_database: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path_factory.mktemp("data") / "new.db"
    set_database.setenv("ASKWELL_DATABASE_URL", f"sqlite:///{file}")
    settings.cache_clear()
    assert admin.main(["create-administrator", "root"]) == 1
    assert "lib.admin migrate" in capsys.readouterr().err


def test_an_administrator_can_be_invited_who_has_no_pass_phrase_yet(run: Run, desk: AccountDesk) -> None:
    code, told, refused = run("invite-administrator")
    assert (code, refused) == (0, "")
    sign_up(desk, "root", PHRASE, code=_code(told), address=ADDRESS)
    assert signed_in(desk, "root").role == Role.ADMINISTRATOR
