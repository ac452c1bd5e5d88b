"""The door of a hosted site: the ways through it, and what stands before it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts import facilitating, inviting, own_account
from lib.accounts.desk import Role
from lib.accounts.operating import create_administrator, create_workshop, reset_link
from lib.accounts.reset_links import LINK_UNKNOWN
from lib.accounts.sandbox import open_sandbox
from lib.accounts.second_factor import new_secret
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import CODE_REFUSED
from lib.accounts.sign_up import CODE_UNKNOWN, NAME_TAKEN
from lib.identity import COOKIE, actor_of, desk, store
from lib.settings import settings
from lib.ui import navigation
from lib.ui.password_check import is_right
from tests.cast import NOW, a_contact, a_goal
from tests.pages.hosted import PASS_PHRASE, Guest, an_account, cookies_of

pytestmark = pytest.mark.usefixtures("hosted")

REFUSED = "This name and pass phrase do not belong together. Check both, and try again."
OTHER_PHRASE = "seven lanterns crossed the harbour"
Hosted = pytest.MonkeyPatch


def be(site: Hosted, **more: str) -> None:
    """Set more of the site."""
    for name, value in more.items():
        site.setenv(f"ASKWELL_{name.upper()}", value)
    settings.cache_clear()


def signs_in(guest: Guest, name: str = "Ben", phrase: str = PASS_PHRASE) -> Guest:
    return guest.sends("sign_in", {"Name": name, "Pass phrase": phrase})


def signs_up(guest: Guest, name: str, phrase: str = PASS_PHRASE, code: str | None = None) -> Guest:
    """Make an account with a code, at a site where one needs one; None: at one where one does not."""
    label = "Workshop code (if you have one)" if code is None else "Workshop code or invitation"
    return guest.sends("sign_up", {label: code or "", "Name to sign in with": name, "Pass phrase": phrase})


def actor(guest: Guest) -> SignedIn:
    found = actor_of(guest.cookies)
    assert isinstance(found, SignedIn)
    return found


def at_the_door(guest: Guest) -> bool:
    return guest.headings()[0] == "Askwell"


# Before the door.


@pytest.mark.parametrize("name", navigation.PAGES)
def test_nobody_sees_more_of_any_page_than_the_door(name: str) -> None:
    ben = actor_of(cookies_of(an_account("Ben")))
    goal_id = a_goal(store().workspace(ben), "Bens goal")
    guest = Guest().opens(name, goal=goal_id)
    assert guest.headings() == ["Askwell", "Sign in"]
    assert not guest.shows("Bens goal")
    assert guest.handed_over() == []


@pytest.mark.parametrize("value", ["", "x" * 43, "x" * 1_000])
def test_a_cookie_that_holds_nothing_leads_to_the_door(value: str) -> None:
    assert at_the_door(Guest({COOKIE: value}).opens("today"))


@pytest.mark.parametrize("name", ["learn", "contacts", "account"])
def test_whoever_gets_in_is_where_they_wanted_to_be(name: str) -> None:
    an_account("Ben")
    guest = signs_in(Guest().opens(name)).gets_in()
    assert guest.page == name
    assert not at_the_door(guest)


def test_nobody_makes_a_workspace_before_the_door() -> None:
    for name in navigation.PAGES:
        Guest().opens(name)
    with store().engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM workspaces")).scalar() == 0


def test_while_the_database_is_away_it_is_said_so_and_work_goes_on_when_it_is_back(hosted: Hosted) -> None:
    guest = Guest(cookies_of(an_account("Ben"))).opens("today")
    with pytest.MonkeyPatch.context() as away:
        away.setenv("ASKWELL_DATABASE_URL", "postgresql://localhost:1/nowhere")
        settings.cache_clear()
        guest.runs()
        assert guest.told() == [
            "Your data can't be reached just now. Nothing was changed; please try again in a moment."
        ]
    be(hosted)
    assert guest.clicks("Try again").headings() == ["Today"]


# Signing in.


@pytest.mark.parametrize("name", ["Ben", "ben", "BEN", " Ben "])
def test_whoever_knows_name_and_pass_phrase_gets_in(name: str) -> None:
    ben = an_account("Ben")
    guest = signs_in(Guest().opens("today"), name)
    assert guest.told() == []
    assert guest.gets_in().headings() == ["Today"]
    assert actor(guest).owner == ben
    for page in navigation.listed(Role.PARTICIPANT):
        assert not at_the_door(guest.opens(page))


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("Ben", OTHER_PHRASE),
        ("Ben", ""),
        ("Ben", PASS_PHRASE.upper()),
        ("Ben", f"{PASS_PHRASE} "),
        ("Nobody", PASS_PHRASE),
        ("", ""),
        ("", PASS_PHRASE),
        ("Ben", "\N{GRINNING FACE}" * 200),
    ],
)
def test_whatever_is_wrong_the_door_says_the_same(name: str, phrase: str) -> None:
    an_account("Ben")
    guest = signs_in(Guest().opens("today"), name, phrase)
    assert guest.told() == [REFUSED]
    assert guest.handed_over() == []
    assert guest.stands_in("sign_in", "Name") == name


def test_after_too_many_tries_even_the_right_phrase_waits() -> None:
    an_account("Ben")
    guest = Guest().opens("today")
    for _ in range(5):
        assert signs_in(guest, phrase=OTHER_PHRASE).told() == [REFUSED]
    [sentence] = signs_in(guest).told()
    assert sentence.startswith("There were too many tries.")
    assert guest.handed_over() == []
    with time_machine.travel(NOW + timedelta(minutes=16)):
        assert signs_in(guest).gets_in().headings() == ["Today"]


def test_an_account_that_is_kept_out_does_not_get_in() -> None:
    ben = an_account("Ben")
    admin = actor_of(cookies_of(an_account("Root", Role.ADMINISTRATOR)))
    assert isinstance(admin, SignedIn)
    facilitating.disable(desk(), admin, ben, address="here")
    assert signs_in(Guest().opens("today")).told() == [REFUSED]


@pytest.mark.parametrize("stays", [False, True])
def test_one_stays_signed_in_on_a_device_where_one_asks_for_it(*, stays: bool) -> None:
    an_account("Ben")
    guest = Guest().opens("today")
    guest.types("Stay signed in on this device for 30 days", stays)
    signs_in(guest)
    assert ("expires=" in guest.hands_over().headers["set-cookie"]) is stays


def test_the_pass_phrase_is_in_nothing_that_the_page_sends() -> None:
    an_account("Ben")
    guest = signs_in(Guest().opens("today"))
    assert PASS_PHRASE not in repr(guest) + repr(guest.handed_over())


def test_a_session_that_ends_leads_to_the_door_at_the_next_click() -> None:
    ben = Guest(cookies_of(an_account("Ben"))).opens("learn")
    other = Guest(cookies_of(actor(ben).owner))
    own_account.end_other_sessions(desk(), actor(other), address="here")
    assert at_the_door(ben.runs())


def test_after_signing_out_in_another_tab_the_door_says_why_one_stands_before_it() -> None:
    an_account("Ben")
    assert Guest().opens("learn").told() == []
    tab = signs_in(Guest().opens("learn")).gets_in()
    other = Guest(tab.cookies).opens("account").clicks("Sign out")
    assert at_the_door(tab.runs())
    [sentence] = tab.told()
    assert sentence.startswith("You are not signed in any more: you signed out in another tab")
    assert signs_in(tab).gets_in().headings()[0] == "What do you want to learn?"
    assert other.hands_over().status == 204
    assert Guest(other.cookies).opens("today").told() == []


def test_who_signs_in_after_another_sees_nothing_of_theirs_in_the_same_tab() -> None:
    ben, cora = (cookies_of(an_account(name)) for name in ("Ben", "Cora"))
    a_contact(store().workspace(actor_of(ben)), "Bens friend")
    guest = Guest(ben).opens("contacts")
    assert guest.shows("Bens friend")
    guest.cookies = cora
    assert not guest.opens("contacts").shows("Bens friend")
    assert not guest.told()


# The second factor.


@pytest.fixture
def secret(hosted: Hosted) -> str:
    """What Ben's authenticator app knows, since a minute ago."""
    assert hosted
    secret = new_secret()
    with time_machine.travel(NOW - timedelta(minutes=1), tick=False):
        ben = actor_of(cookies_of(an_account("Ben")))
        assert isinstance(ben, SignedIn)
        checks = replace(desk(), is_right=is_right)
        own_account.switch_second_factor_on(checks, ben, secret, pyotp.TOTP(secret).now(), PASS_PHRASE, address="here")
    return secret


CODE = "The code that your app shows now, or one of your recovery codes"


def test_with_a_second_factor_the_pass_phrase_alone_opens_nothing(secret: str) -> None:
    guest = signs_in(Guest().opens("today"))
    assert guest.headings() == ["Askwell", "One more step"]
    assert guest.handed_over() == []
    guest.sends("second_factor", {CODE: pyotp.TOTP(secret).now()})
    assert guest.gets_in().headings() == ["Today"]


def test_a_code_works_once(secret: str) -> None:
    code = pyotp.TOTP(secret).now()
    signs_in(Guest().opens("today")).sends("second_factor", {CODE: code}).gets_in()
    again = signs_in(Guest().opens("today")).sends("second_factor", {CODE: code})
    assert again.handed_over() == []
    assert again.told() == [CODE_REFUSED]


@pytest.mark.usefixtures("secret")
@pytest.mark.parametrize("code", ["", "000000", "x", "\0", "9" * 40])
def test_a_wrong_code_is_told_and_can_be_typed_again(code: str) -> None:
    guest = signs_in(Guest().opens("today")).sends("second_factor", {CODE: code})
    assert guest.told() == [CODE_REFUSED]
    assert guest.headings() == ["Askwell", "One more step"]
    assert guest.handed_over() == []


@pytest.mark.usefixtures("secret")
def test_one_can_start_again_instead_of_giving_a_code() -> None:
    guest = signs_in(Guest().opens("today")).clicks("Start again")
    assert guest.headings() == ["Askwell", "Sign in"]


# Making an account.


def test_at_an_open_site_anybody_makes_an_account(hosted: Hosted) -> None:
    be(hosted, sign_up="open")
    guest = signs_up(Guest().opens("today"), "Cora").gets_in()
    assert guest.headings() == ["Today"]
    assert actor(guest).role == Role.PARTICIPANT


def test_with_a_workshops_code_one_is_in_that_workshop() -> None:
    fay = signs_up(Guest().opens("today"), "Fay", code=create_workshop(desk(), "Autumn")).gets_in()
    assert actor(fay).role == Role.FACILITATOR
    code = inviting.invite(desk(), actor(fay), uses=None, address="here")
    for name in ("Ben", "Cora"):
        assert actor(signs_up(Guest().opens("today"), name, code=code.upper()).gets_in()).role == Role.PARTICIPANT
    assert [person.name for person in facilitating.participants(desk(), actor(fay)).people] == ["Ben", "Cora"]


def test_an_invitation_in_the_address_stands_in_its_field() -> None:
    code = create_workshop(desk(), "Autumn")
    guest = Guest().opens("today", invitation=code)
    assert guest.stands_in("sign_up", "Workshop code or invitation") == code
    guest.sends("sign_up", {"Name to sign in with": "Fay", "Pass phrase": PASS_PHRASE})
    assert actor(guest.gets_in()).role == Role.FACILITATOR


NAME, PHRASE, ANY_CODE = "Name to sign in with", "Pass phrase", "Workshop code (if you have one)"


@pytest.mark.parametrize(
    ("typed", "label", "sentence"),
    [
        ({NAME: "", PHRASE: PASS_PHRASE}, NAME, ""),
        ({NAME: "<b>Ben</b>", PHRASE: PASS_PHRASE}, NAME, ""),
        ({NAME: "ada", PHRASE: PASS_PHRASE}, NAME, NAME_TAKEN),
        ({NAME: "\N{CYRILLIC CAPITAL LETTER A}da", PHRASE: PASS_PHRASE}, NAME, ""),
        ({NAME: "Cora", PHRASE: "short"}, PHRASE, "Your pass phrase needs at least 12 characters."),
        ({NAME: "Cora", PHRASE: "password password"}, PHRASE, ""),
        ({NAME: "Cora", PHRASE: "cora cora cora cora"}, PHRASE, ""),
        ({NAME: "Cora", PHRASE: PASS_PHRASE, ANY_CODE: "no such code"}, ANY_CODE, CODE_UNKNOWN),
    ],
)
def test_what_does_not_hold_is_told_beneath_its_field_and_what_was_typed_stays(
    hosted: Hosted, typed: dict[str, str], label: str, sentence: str
) -> None:
    be(hosted, sign_up="open")
    an_account("Ada")
    guest = Guest().opens("today").sends("sign_up", typed)
    told = {field: guest.beneath("sign_up", field) for field in (ANY_CODE, NAME, PHRASE)}
    assert [field for field, words in told.items() if words] == [label]
    assert sentence in str(told[label])
    assert {field: guest.stands_in("sign_up", field) for field in typed} == typed
    assert len(guest.told()) == 1
    assert guest.handed_over() == []


def test_a_wrong_code_tells_nothing_of_which_names_there_are() -> None:
    an_account("Ben")
    for name in ("Ben", "Cora"):
        assert signs_up(Guest().opens("today"), name, code="no such code").told() == [CODE_UNKNOWN]


def test_where_sign_up_is_closed_nobody_is_asked_for_a_name(hosted: Hosted) -> None:
    be(hosted, sign_up="closed")
    guest = Guest().opens("today", invitation="code")
    assert guest.headings() == ["Askwell", "Sign in"]
    assert not guest.shows("Make an account")
    assert not guest.shows("Name to sign in with")


# A link for a new pass phrase.


def new_phrase(guest: Guest, phrase: str) -> Guest:
    return guest.sends("new_pass_phrase", {"New pass phrase": phrase})


def test_a_link_sets_a_new_pass_phrase_and_ends_what_was_open() -> None:
    ben = Guest(cookies_of(an_account("Ben"))).opens("today")
    guest = new_phrase(Guest().opens("today", reset=reset_link(desk(), "ben")), OTHER_PHRASE)
    assert guest.told() == ["Your new pass phrase is set. Sign in as Ben."]
    assert guest.query_params == {}
    assert at_the_door(ben.runs())
    assert signs_in(guest).told() == [REFUSED]
    assert signs_in(guest, phrase=OTHER_PHRASE).gets_in().headings() == ["Today"]


def test_the_first_administrator_comes_in_by_a_link() -> None:
    token = create_administrator(desk(), "root@example.org")
    guest = new_phrase(Guest().opens("today", reset=token), OTHER_PHRASE)
    signs_in(guest, "Root@example.org", OTHER_PHRASE)
    assert actor(guest.gets_in()).role == Role.ADMINISTRATOR


@pytest.mark.parametrize("phrase", ["", "short", "password password", "ben ben ben ben"])
def test_a_phrase_that_does_not_hold_uses_no_link_up(phrase: str) -> None:
    an_account("Ben")
    guest = Guest().opens("today", reset=reset_link(desk(), "Ben"))
    new_phrase(guest, phrase)
    assert guest.beneath("new_pass_phrase", "New pass phrase") == guest.told()[0]
    assert guest.stands_in("new_pass_phrase", "New pass phrase") == phrase
    assert new_phrase(guest, OTHER_PHRASE).told() == ["Your new pass phrase is set. Sign in as Ben."]


def test_a_link_works_once_and_says_so() -> None:
    an_account("Ben")
    token = reset_link(desk(), "Ben")
    first, second = (Guest().opens("today", reset=token) for _ in range(2))
    new_phrase(first, OTHER_PHRASE)
    assert new_phrase(second, PASS_PHRASE).told() == [LINK_UNKNOWN]
    assert second.clicks("Back to sign-in").headings() == ["Askwell", "Sign in"]
    assert signs_in(second).told() == [REFUSED]


@pytest.mark.parametrize("token", ["x", "x" * 43, "<script>", "x" * 10_000])
def test_a_forged_link_sets_nothing(token: str) -> None:
    an_account("Ben")
    guest = Guest().opens("today", reset=token)
    assert guest.told() == [LINK_UNKNOWN]
    assert list(guest.text_input) == []
    assert signs_in(guest.clicks("Back to sign-in")).told() == []


def test_a_link_whose_time_is_over_asks_for_nothing() -> None:
    an_account("Ben")
    token = reset_link(desk(), "Ben")
    with time_machine.travel(NOW + timedelta(hours=25)):
        guest = Guest().opens("today", reset=token)
    assert guest.told() == [LINK_UNKNOWN]
    assert list(guest.text_input) == []


def test_a_link_alone_does_not_pass_a_second_factor(secret: str) -> None:
    assert secret
    guest = new_phrase(Guest().opens("today", reset=reset_link(desk(), "Ben")), OTHER_PHRASE)
    assert signs_in(guest, phrase=OTHER_PHRASE).headings() == ["Askwell", "One more step"]
    assert guest.handed_over() == []


# The demo.


def test_without_a_demo_no_sandbox_is_offered() -> None:
    assert not Guest().opens("today").shows("sandbox")


def test_beside_sign_in_a_sandbox_opens_by_one_click(hosted: Hosted) -> None:
    be(hosted, demo="beside")
    guest = Guest().opens("today")
    assert "Sign in" in guest.headings()
    assert guest.shows("It goes away after 24 hours")
    guest.clicks("Open a sandbox").gets_in()
    assert guest.headings()[0] == "Today"
    assert actor(guest).role == Role.VISITOR
    assert guest.shows("Invented people")


def test_each_sandbox_is_for_one_visitor_alone(hosted: Hosted) -> None:
    be(hosted, demo="only")
    first, second = (Guest().opens("today").clicks("Open a sandbox").gets_in() for _ in range(2))
    assert actor(first).owner != actor(second).owner
    a_contact(store().open_workspace(actor(first))[0], "A friend")
    assert first.opens("contacts").shows("A friend")
    assert not second.opens("contacts").shows("A friend")


def test_at_a_site_that_is_a_demo_only_there_is_nothing_but_the_sandbox(hosted: Hosted) -> None:
    be(hosted, demo="only", demo_hours="2")
    an_account("Ben")
    guest = Guest().opens("today", reset=reset_link(desk(), "Ben"))
    assert guest.headings() == ["Askwell"]
    assert guest.shows("It goes away after 2 hours")
    assert list(guest.text_input) == []


def test_a_sandbox_whose_time_is_over_leads_to_the_door(hosted: Hosted) -> None:
    be(hosted, demo="beside", demo_hours="1")
    guest = Guest().opens("today").clicks("Open a sandbox").gets_in()
    with time_machine.travel(NOW + timedelta(hours=1, minutes=1)):
        assert at_the_door(guest.runs())


def test_where_there_are_sandboxes_only_the_door_says_that_ones_own_has_ended(hosted: Hosted) -> None:
    be(hosted, demo="only", demo_hours="1")
    guest = Guest().opens("today").clicks("Open a sandbox").gets_in()
    with time_machine.travel(NOW + timedelta(hours=1, minutes=1)):
        assert guest.runs().told() == ["Your sandbox has ended, and what was in it is gone. You can open a new one."]


def test_where_there_are_both_the_door_promises_nobody_that_a_sandbox_is_safe(hosted: Hosted) -> None:
    be(hosted, demo="beside", demo_hours="1")
    guest = Guest().opens("today").clicks("Open a sandbox").gets_in()
    with time_machine.travel(NOW + timedelta(hours=1, minutes=1)):
        [sentence] = guest.runs().told()
    assert sentence.endswith("What you saved in an account is safe; a sandbox is gone when it has ended.")


def test_a_flood_of_sandboxes_is_stopped_in_words(hosted: Hosted) -> None:
    be(hosted, demo="beside")
    guest = Guest().opens("today")
    for _ in range(120):
        open_sandbox(desk(), address=guest.address)
    [sentence] = guest.clicks("Open a sandbox").told()
    assert sentence.startswith("There were too many tries.")
    assert guest.handed_over() == []
    elsewhere = Guest(address="198.51.100.1").opens("today")
    assert elsewhere.clicks("Open a sandbox").gets_in().headings()[0] == "Today"


def test_a_session_that_streamlit_knows_as_anothers_meets_the_door(
    signed_in_as: Callable[[str], Guest], monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = signed_in_as(an_account("Ben"))
    monkeypatch.setattr("tests.pages.hosted.tag_of", lambda _: "somebody:else")
    assert "Sign in" in ben.opens("today").headings()
