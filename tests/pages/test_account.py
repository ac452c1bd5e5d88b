"""Somebody's own account at a hosted site: what they see, change, take out and delete; and what pages say there."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts import facilitating
from lib.accounts.desk import Role
from lib.accounts.own_account import WRONG_CODE, WRONG_PASS_PHRASE, account, own_log, own_sessions
from lib.accounts.sandbox import open_sandbox
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import exchange, sign_in
from lib.accounts.sign_up import CODE_UNKNOWN, NAME_TAKEN
from lib.domain.errors import NotSignedInError, SignInRefusedError
from lib.identity import COOKIE, actor_of, desk, store
from lib.settings import settings
from lib.store.workspace import Workspace
from lib.ui import navigation
from lib.ui.password_check import is_right
from tests.cast import NOW, a_contact, a_goal, an_interview
from tests.pages.hosted import PASS_PHRASE, Guest, an_account, cookies_of
from tests.pages.visitor import OpenPage

OTHER_PHRASE = "seven lanterns crossed the harbour"
CODE, PROOF = "2. Type the code that it shows", "3. Type your pass phrase"
OFF_CODE = "A code of your app, or a recovery code"
NOW_LABEL, NEW_LABEL, ONCE_MORE = "Your pass phrase now", "The new one", "Your pass phrase"


@pytest.fixture
def ben(signed_in_as: Callable[[str], Guest]) -> Guest:
    """The browser in which Ben is signed in."""
    return signed_in_as(an_account("Ben"))


@pytest.fixture
def visitor(hosted: pytest.MonkeyPatch) -> Guest:
    """Somebody in a sandbox of their own."""
    hosted.setenv("ASKWELL_DEMO", "beside")
    hosted.setenv("ASKWELL_SIGN_UP", "open")
    settings.cache_clear()
    begun = exchange(desk(), open_sandbox(desk(), address="here"), device="", address="here")
    assert begun is not None
    return Guest({COOKIE: begun.id})


def actor(guest: Guest) -> SignedIn:
    found = actor_of(guest.cookies)
    assert isinstance(found, SignedIn)
    return found


def workspace_of(guest: Guest) -> Workspace:
    return store().open_workspace(actor(guest))[0]


def deeds(guest: Guest) -> list[str]:
    return [line.deed.value for line in own_log(desk(), actor(guest))]


def knows(name: str, phrase: str) -> bool:
    """Tell whether a name and pass phrase open the door."""
    try:
        sign_in(replace(desk(), is_right=is_right), name, phrase, is_remembered=False, address="elsewhere")
    except SignInRefusedError:
        return False
    return True


def is_out(guest: Guest) -> bool:
    with pytest.raises(NotSignedInError):
        actor_of(guest.cookies)
    return guest.runs().headings()[0] == "Askwell"


def rows_left() -> int:
    with store().engine.connect() as connection:
        return sum(
            connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - names of ours
            for table in ("accounts", "workspaces", "sessions", "contacts", "goals")
        )


# Who is signed in, and out.


def test_one_sees_by_which_name_and_role_one_is_signed_in(ben: Guest) -> None:
    assert ben.opens("account").shows("Signed in as **Ben**, participant.")


def test_signing_out_ends_the_session_and_leads_to_the_door(ben: Guest) -> None:
    held = dict(ben.cookies)
    ben.opens("account").clicks("Sign out")
    assert not ben.shows("Download everything")  # the page shows nothing more
    [work] = ben.handed_over()
    assert (work["way"], work["home"]) == ("end", "/")
    assert ben.hands_over().status == 204
    assert ben.cookies == {}
    assert ben.reloads().headings() == ["Askwell", "Sign in"]
    assert is_out(Guest(held).opens("today"))


def test_at_ones_own_computer_there_is_no_such_page(open_page: OpenPage) -> None:
    for name in ("account", "workshop"):
        page = open_page(name)
        assert page.page == navigation.DEFAULT
        assert page.headings()[0] == "Today"


# The pass phrase.


def change(guest: Guest, old: str, new: str) -> Guest:
    return guest.opens("account").sends("change_pass_phrase", {NOW_LABEL: old, NEW_LABEL: new})


def test_a_new_pass_phrase_ends_every_other_session(ben: Guest) -> None:
    other = Guest(cookies_of(actor(ben).owner)).opens("today")
    before = dict(ben.cookies)
    change(ben, PASS_PHRASE, OTHER_PHRASE).gets_in()
    assert ben.told() == ["Your pass phrase is changed. Every other session has ended."]
    assert ben.reloads().told() == []
    assert ben.cookies != before
    assert is_out(other)
    assert is_out(Guest(before).opens("today"))
    assert (knows("Ben", OTHER_PHRASE), knows("Ben", PASS_PHRASE)) == (True, False)
    assert "Pass phrase changed" in deeds(ben)


@pytest.mark.parametrize(
    ("old", "new", "label", "sentence"),
    [
        (OTHER_PHRASE, OTHER_PHRASE, NOW_LABEL, WRONG_PASS_PHRASE),
        ("", OTHER_PHRASE, NOW_LABEL, WRONG_PASS_PHRASE),
        (PASS_PHRASE, "short", NEW_LABEL, "Your pass phrase needs at least 12 characters."),
        (PASS_PHRASE, "benbenbenbenben", NEW_LABEL, "repeats itself"),
    ],
)
def test_what_does_not_hold_is_told_beneath_it_and_nothing_changes(
    ben: Guest, old: str, new: str, label: str, sentence: str
) -> None:
    change(ben, old, new)
    told = {name: ben.beneath("change_pass_phrase", name) for name in (NOW_LABEL, NEW_LABEL)}
    assert [name for name, words in told.items() if words] == [label]
    assert sentence in str(told[label])
    assert ben.stands_in("change_pass_phrase", NEW_LABEL) == new
    assert ben.handed_over() == []
    assert knows("Ben", PASS_PHRASE)


def test_whoever_sits_at_somebody_elses_browser_cannot_guess_the_phrase_there(ben: Guest) -> None:
    for _ in range(5):
        assert change(ben, OTHER_PHRASE, OTHER_PHRASE).told() == [WRONG_PASS_PHRASE]
    [sentence] = change(ben, PASS_PHRASE, OTHER_PHRASE).told()
    assert sentence.startswith("There were too many tries.")
    assert knows("Ben", PASS_PHRASE)


# The second factor.


def secret_on(guest: Guest) -> str:
    """Return the key that the page shows for the app."""
    [secret] = [str(code.value) for code in guest.code]
    assert re.fullmatch(r"[A-Z2-7]{32}", secret)
    return secret


def switched_on(guest: Guest) -> list[str]:
    """Switch the second factor on, and return the recovery codes."""
    guest.opens("account").clicks("Set it up")
    code = pyotp.TOTP(secret_on(guest)).now()
    guest.sends("switch_on", {CODE: code, PROOF: PASS_PHRASE})
    return recovery_codes_on(guest)


def recovery_codes_on(guest: Guest) -> list[str]:
    """Return the recovery codes that the page shows."""
    [shown] = [str(code.value) for code in guest.code]
    head, *codes = shown.split("\n")
    assert head == "Askwell recovery codes"
    return codes


def test_a_second_factor_is_switched_on_by_its_first_code_and_shows_recovery_codes_until_they_are_kept(
    ben: Guest,
) -> None:
    codes = switched_on(ben)
    assert len(set(codes)) == 10
    assert ben.shows("On. Recovery codes left: 10.")
    assert account(desk(), actor(ben)).has_second_factor
    assert recovery_codes_on(ben.runs()) == codes
    assert list(ben.clicks("I have kept them").code) == []
    assert list(ben.reloads().code) == []
    assert "Second factor switched on" in deeds(ben)


def test_the_square_code_is_in_the_page_itself_and_at_no_address(ben: Guest) -> None:
    ben.opens("account").clicks("Set it up")
    [image] = [text for text in ben.markdown_sent() if "<img" in text]
    assert 'src="data:image/png;base64,' in image
    assert 'alt="Square code for your authenticator app"' in image


@pytest.mark.parametrize("code", ["000000", "x", "12 34", "\N{ARABIC-INDIC DIGIT ONE}" * 6])
def test_a_wrong_first_code_switches_nothing_on(ben: Guest, code: str) -> None:
    ben.opens("account").clicks("Set it up")
    secret = secret_on(ben)
    ben.sends("switch_on", {CODE: code, PROOF: PASS_PHRASE})
    assert (ben.beneath("switch_on", CODE), ben.beneath("switch_on", PROOF)) == (WRONG_CODE, None)
    assert secret_on(ben) == secret
    assert not account(desk(), actor(ben)).has_second_factor


def test_without_the_pass_phrase_nothing_is_switched_on(ben: Guest) -> None:
    ben.opens("account").clicks("Set it up")
    code = pyotp.TOTP(secret_on(ben)).now()
    for phrase in ("", OTHER_PHRASE):
        ben.sends("switch_on", {CODE: code, PROOF: phrase})
        assert (ben.beneath("switch_on", CODE), ben.beneath("switch_on", PROOF)) == (None, WRONG_PASS_PHRASE)
        assert ben.stands_in("switch_on", CODE) == code
    assert not account(desk(), actor(ben)).has_second_factor
    ben.sends("switch_on", {CODE: code, PROOF: PASS_PHRASE})
    assert account(desk(), actor(ben)).has_second_factor


def test_a_second_factor_is_switched_off_by_a_recovery_code_and_the_pass_phrase(ben: Guest) -> None:
    code = switched_on(ben)[3]
    ben.sends("switch_off", {OFF_CODE: "no code", ONCE_MORE: PASS_PHRASE})
    assert (ben.beneath("switch_off", OFF_CODE), ben.beneath("switch_off", ONCE_MORE)) == (WRONG_CODE, None)
    ben.sends("switch_off", {OFF_CODE: code, ONCE_MORE: OTHER_PHRASE})
    assert ben.beneath("switch_off", ONCE_MORE) == WRONG_PASS_PHRASE
    ben.sends("switch_off", {OFF_CODE: code.upper().replace("-", " "), ONCE_MORE: PASS_PHRASE})
    assert ben.told() == ["The second factor is off."]
    assert not account(desk(), actor(ben)).has_second_factor
    assert ben.shows("Off. With it,")


# Sessions.


def test_one_sees_where_one_is_signed_in_and_ends_one_of_them(ben: Guest) -> None:
    owner = actor(ben).owner
    phone = Guest(cookies_of(owner, "Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0"))
    cookies_of(owner)
    assert ben.opens("account").shows("Firefox on Android")
    assert len([text for text in ben.words() if "**here**" in text]) == 1
    ben.presses_for("end", actor(phone).session[:16])
    assert ben.told() == ["That session has ended."]
    assert is_out(phone.opens("today"))
    assert len(own_sessions(desk(), actor(ben))) == 2
    assert not ben.shows("Firefox on Android")


def test_all_others_are_ended_at_once(ben: Guest) -> None:
    others = [Guest(cookies_of(actor(ben).owner)).opens("today") for _ in range(2)]
    ben.opens("account").clicks("End all others")
    assert ben.told() == ["Every other session has ended."]
    assert all(is_out(other) for other in others)
    assert len(own_sessions(desk(), actor(ben))) == 1
    assert "End all others" not in [button.label for button in ben.button]


def test_what_a_browser_says_of_itself_is_no_markup(ben: Guest) -> None:
    cookies_of(actor(ben).owner, "[x](https://evil.example) <b> :red[x] Firefox/133.0")
    sent = ben.opens("account").markdown_sent()
    assert not [text for text in sent if "](https://evil" in text or "<b>" in text or ":red[" in text]


# Out of it.


def test_everything_is_taken_out_as_an_archive(ben: Guest) -> None:
    a_contact(workspace_of(ben), "Bens friend")
    ben.opens("account").clicks("Download everything")
    answer = ben.hands_over()
    assert (answer.status, answer.headers["content-type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert b"Bens friend" in archive.read("own/everything.json")
    assert ben.hands_over().status == 404  # each click is good for one file


def test_the_log_of_the_account_tells_what_was_done_and_by_whom(ben: Guest) -> None:
    root = actor_of(cookies_of(an_account("Root", Role.ADMINISTRATOR)))
    assert isinstance(root, SignedIn)
    facilitating.make_reset_link(desk(), root, actor(ben).owner, address="198.51.100.9")
    ben.opens("account").clicks("Download everything").hands_over()
    [table] = ben.opens("account").table
    rows = table.value.to_dict("records")
    assert [(row["What"], row["By"]) for row in rows] == [
        ("Data downloaded", "you"),
        ("Link for a new pass phrase made", "somebody who runs this site"),
    ]
    assert [row["From"].replace("\\", "") for row in rows] == ["192.0.2.1", "198.51.100.9"]


def test_an_account_goes_with_everything_in_it(ben: Guest) -> None:
    an_interview(workspace_of(ben))
    ben.opens("account").sends("delete_account", {ONCE_MORE: PASS_PHRASE})
    assert ben.hands_over().status == 204
    assert ben.cookies == {}
    assert rows_left() == 0
    assert not knows("Ben", PASS_PHRASE)
    assert ben.reloads().headings() == ["Askwell", "Sign in"]


@pytest.mark.parametrize("phrase", ["", OTHER_PHRASE])
def test_without_the_pass_phrase_nothing_is_deleted(ben: Guest, phrase: str) -> None:
    a_goal(workspace_of(ben))
    ben.opens("account").sends("delete_account", {ONCE_MORE: phrase})
    assert ben.beneath("delete_account", ONCE_MORE) == WRONG_PASS_PHRASE
    assert len(workspace_of(ben).snapshot().goals) == 1


# A sandbox.


def test_a_sandbox_has_no_pass_phrase_to_change(visitor: Guest) -> None:
    headings = visitor.opens("account").headings()
    assert "Pass phrase" not in headings
    assert "Second factor" not in headings
    assert "Take it out" in headings


def test_a_sandbox_is_kept_as_an_account_with_all_that_is_in_it(visitor: Guest) -> None:
    visitor.opens("today")
    a_contact(workspace_of(visitor), "A friend")
    owner = actor(visitor).owner
    visitor.opens("account").sends("keep_sandbox", {"Name to sign in with": "Vera", "Pass phrase": PASS_PHRASE})
    visitor.gets_in()
    assert visitor.told() == ["This is your account now, with everything in it. Sign in by your name from now on."]
    assert (actor(visitor).owner, actor(visitor).role) == (owner, Role.PARTICIPANT)
    assert visitor.opens("contacts").shows("A friend")
    assert knows("vera", PASS_PHRASE)
    with time_machine.travel(NOW + timedelta(hours=11)):
        later = Guest(cookies_of(owner)).opens("contacts")
        assert later.shows("A friend")


def test_a_name_that_somebody_has_keeps_the_sandbox_a_sandbox(visitor: Guest) -> None:
    an_account("Vera")
    visitor.opens("account").sends("keep_sandbox", {"Name to sign in with": "vera", "Pass phrase": PASS_PHRASE})
    assert visitor.beneath("keep_sandbox", "Name to sign in with") == NAME_TAKEN
    assert visitor.handed_over() == []
    assert actor(visitor).role == Role.VISITOR


def test_where_one_has_to_be_invited_keeping_asks_for_the_code(visitor: Guest, hosted: pytest.MonkeyPatch) -> None:
    hosted.setenv("ASKWELL_SIGN_UP", "invited")
    settings.cache_clear()
    visitor.opens("account").sends("keep_sandbox", {"Name to sign in with": "Vera", "Pass phrase": PASS_PHRASE})
    assert visitor.beneath("keep_sandbox", "Workshop code or invitation") == CODE_UNKNOWN
    assert actor(visitor).role == Role.VISITOR


def test_at_a_site_that_is_a_demo_only_keeping_is_not_offered(visitor: Guest, hosted: pytest.MonkeyPatch) -> None:
    assert visitor.opens("today").shows("it goes away")
    hosted.setenv("ASKWELL_DEMO", "only")
    settings.cache_clear()
    assert not visitor.opens("account").shows("stays, with everything in it")
    assert visitor.shows("Once you sign out, nobody can open it again")


def test_a_sandbox_is_deleted_without_more_ado(visitor: Guest) -> None:
    visitor.opens("account").clicks("Delete the sandbox now")
    assert visitor.hands_over().status == 204
    assert rows_left() == 0
    assert visitor.reloads().headings()[0] == "Askwell"


# What other pages say and do at a hosted site.


@pytest.mark.parametrize("name", navigation.listed(Role.PARTICIPANT))
def test_no_page_says_that_things_stay_on_this_computer(ben: Guest, name: str) -> None:
    words = " ".join(ben.opens(name).words())
    assert "this computer" not in words
    assert settings().place() not in words


def exported(guest: Guest) -> list[str]:
    answer = guest.hands_over()
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return [row["person"] for row in csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig")))]


def test_the_interview_log_is_handed_out_by_ticket_and_not_by_an_address(
    ben: Guest, downloads: list[Callable[[], bytes]]
) -> None:
    an_interview(workspace_of(ben))
    ben.opens("your_data")
    assert list(ben.get("download_button")) == []
    assert exported(ben.clicks("Export the interview log")) == ["Amara Obi"]
    assert downloads == []
    assert ben.hands_over().status == 404
    assert "Data downloaded" in deeds(ben)


def test_the_log_of_what_the_filters_show_holds_no_more(ben: Guest) -> None:
    workspace = workspace_of(ben)
    goal_id = a_goal(workspace)
    for name in ("Amara Obi", "Bo Lind"):
        an_interview(workspace, goal_id=goal_id, contact_id=a_contact(workspace, name))
    ben.opens("progress")
    assert sorted(exported(ben.clicks("Export all as CSV"))) == ["Amara Obi", "Bo Lind"]
    ben.chooses("Search", "lind")
    assert exported(ben.clicks("Export these 1 as CSV")) == ["Bo Lind"]


def test_an_export_after_the_session_has_ended_hands_out_nothing(ben: Guest) -> None:
    ben.opens("your_data").clicks("Export the interview log")
    ben.cookies = {}
    answer = ben.hands_over()
    assert answer.status == 401
    assert "content-disposition" not in answer.headers
