"""People at a hosted Askwell, in a real browser: in, about, and out again."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

import pyotp
import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from lib.accounts.desk import Role
from lib.accounts.inviting import add_invitation
from lib.accounts.tables import accounts, audit, sessions, workshops
from lib.identity import COOKIE
from lib.store import tables
from tests.browser.accessibility import violations
from tests.browser.hosted_app import PASS_PHRASE, Guest, Site, Watch

NEW_PHRASE = "seven loud geese marching"
_REFUSED = "This name and pass phrase do not belong together."


@pytest.fixture
def name() -> str:
    """A name that nobody has yet."""
    return f"ada-{token_hex(4)}"


@pytest.fixture
def ada(site: Site, visit: Callable[..., Guest], name: str) -> Guest:
    """Ada, who has had an account for long, signed in on the page Account."""
    guest = visit()
    guest.shows(site.begin_session(site.add_account(name)))
    guest.opens("account")
    guest.is_in()
    return guest


def test_the_first_administrator_comes_in_by_the_printed_link(
    site: Site, visit: Callable[..., Guest], name: str
) -> None:
    told = site.told_by("create-administrator", name)
    link = re.search(r"\S+reset=\S+", told)
    root = visit()

    assert link is not None
    root.opens(link[0].removeprefix(site.url))
    root.types("New pass phrase", "too short")
    root.clicks("Set it")
    root.sees("Your pass phrase needs at least 12 characters.")
    root.types("New pass phrase", PASS_PHRASE)
    root.clicks("Set it")
    root.sees(f"Your new pass phrase is set. Sign in as {name}.")
    root.signs_in(name.upper())
    root.is_in()
    root.goes_to("Workshop")
    root.clicks("Make a code")
    root.sees("This code lets in as many people as you give it to")

    root.opens(f"?reset={link[0].rpartition('=')[2]}")
    root.signs_out()
    root.opens(f"?reset={link[0].rpartition('=')[2]}")
    root.sees("This link was used already, or its time is over.")
    expect(root.page.get_by_label("New pass phrase", exact=True)).to_have_count(0)


def test_a_workshop_from_the_facilitators_code_to_what_ada_finds_again(
    site: Site, visit: Callable[..., Guest], name: str
) -> None:
    told = site.told_by("create-workshop", "Autumn")
    fay, ada = visit(), visit()

    fay.opens()
    fay.signs_up(told.split()[-1], f"fay-{name}")
    fay.is_in()
    fay.goes_to("Workshop")
    fay.sees("Nobody has joined yet.")
    fay.clicks("Make a code")
    code = fay.code_shown()

    ada.opens("learn")
    ada.signs_up(code, f"FAY-{name}")
    ada.sees("Somebody has this name already")
    ada.signs_up(code, name)
    ada.is_in()
    ada.sees("What do you want to learn?")
    ada.types("What about, in a few words?", "data work in hospitals")
    ada.clicks("Write it down")
    ada.writes("What will you decide with it?", "Whether to train as an analyst.")
    ada.signs_out()
    ada.opens("learn")
    ada.signs_in(name)
    ada.is_in()
    expect(ada.page.get_by_label("What will you decide with it?")).to_have_value("Whether to train as an analyst.")

    fay.goes_to("Account")
    fay.goes_to("Workshop")
    fay.sees(name)
    assert "hospitals" not in fay.page.content()


def test_the_cookie_of_a_session_is_the_browsers_alone(visit: Callable[..., Guest], site: Site, name: str) -> None:
    site.add_account(name)
    ada = visit()
    ada.opens()
    ada.signs_in(name)
    ada.is_in()

    [cookie] = [cookie for cookie in ada.page.context.cookies() if cookie["name"] == COOKIE]
    flags = {"httpOnly": True, "secure": True, "sameSite": "Strict", "path": "/", "domain": "localhost", "expires": -1}
    assert {**cookie, **flags} == cookie
    assert COOKIE not in ada.page.evaluate("document.cookie")
    assert cookie["value"] not in ada.page.content() + site.log()
    assert cookie["value"] not in str(site.rows(sa.select(sessions)))


def test_a_wrong_pass_phrase_and_an_unknown_name_get_the_same_words(
    visit: Callable[..., Guest], site: Site, name: str
) -> None:
    site.add_account(name)
    guest = visit()
    guest.opens()
    for who in (f"nobody-{name}", name):
        guest.signs_in(who, "not the right pass phrase")
        guest.sees(_REFUSED)
        guest.waits()
        expect(guest.page.get_by_test_id("stAlert")).to_have_count(1)
    guest.is_out()
    assert COOKIE not in str(guest.page.context.cookies())


def test_what_a_new_account_lacks_is_said_beside_the_field(site: Site, visit: Callable[..., Guest], name: str) -> None:
    guest = visit()
    guest.opens("?invitation=not-a-code")
    guest.signs_up("not-a-code", name, "password1234")
    guest.sees(re.compile("pass phrase", re.IGNORECASE))
    expect(guest.page.get_by_test_id("stAlert")).to_have_count(1)
    guest.signs_up("not-a-code", name, "short")
    guest.sees("Your pass phrase needs at least 12 characters.")
    guest.signs_up("not-a-code", name, PASS_PHRASE)
    guest.sees("This code is not known, or it is used up.")
    expect(guest.page.get_by_test_id("stSidebarNav")).to_have_count(0)
    assert site.rows(sa.select(accounts).where(accounts.c.name == name)) == []


def test_an_address_still_leads_there_and_a_second_tab_is_in_until_the_first_signs_out(
    site: Site, visit: Callable[..., Guest], watch: Watch, name: str
) -> None:
    site.add_account(name)
    first = visit()
    first.opens("contacts?new=yes")
    first.signs_in(name)
    first.is_in()
    expect(first.page).to_have_url(f"{site.url}contacts?new=yes")
    first.sees("How strong is the tie?")

    second = Guest(first.page.context.new_page(), first.server)
    watch.on(second.page)
    second.opens("progress")
    second.is_in()
    second.sees("All your interviews")

    first.signs_out()
    second.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Contacts").click()
    second.is_out()


def test_another_pass_phrase_ends_the_sessions_elsewhere_and_keeps_this_one(
    site: Site, visit: Callable[..., Guest], ada: Guest, name: str
) -> None:
    elsewhere = visit()
    elsewhere.shows(site.begin_session(_id_of(site, name)))
    elsewhere.opens()
    elsewhere.is_in()
    before = {cookie["name"]: cookie["value"] for cookie in ada.page.context.cookies()}[COOKIE]

    ada.types("Your pass phrase now", "not the right one")
    ada.types("The new one", NEW_PHRASE)
    ada.clicks("Change it, and sign out everywhere else")
    ada.sees("This is not your pass phrase.")
    ada.types("Your pass phrase now", PASS_PHRASE)
    ada.types("The new one", NEW_PHRASE)
    ada.page.get_by_role("button", name="Change it").click()
    ada.sees("Your pass phrase is changed.")
    ada.is_in()

    after = {cookie["name"]: cookie["value"] for cookie in ada.page.context.cookies()}[COOKIE]
    assert before != after
    elsewhere.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Contacts").click()
    elsewhere.is_out()
    elsewhere.signs_in(name)
    elsewhere.sees(_REFUSED)
    elsewhere.signs_in(name, NEW_PHRASE)
    elsewhere.is_in()


def test_sessions_are_named_in_words_and_ended_one_by_one(
    site: Site, visit: Callable[..., Guest], ada: Guest, name: str
) -> None:
    elsewhere = visit()
    elsewhere.opens()
    elsewhere.signs_in(name)
    elsewhere.is_in()

    ada.goes_to("Today")
    ada.goes_to("Account")
    ada.sees("Chrome on Linux")
    ada.clicks("End it")
    ada.sees("That session has ended.")
    elsewhere.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Contacts").click()
    elsewhere.is_out()
    assert len(site.rows(sa.select(sessions).where(sessions.c.account_id == _id_of(site, name)))) == 1


def test_a_second_factor_asks_for_a_code_and_takes_each_once(site: Site, ada: Guest, name: str) -> None:
    ada.clicks("Set it up")
    secret = ada.code_shown()
    ada.types("2. Type the code that it shows", "000000")
    ada.types("3. Type your pass phrase", PASS_PHRASE)
    ada.clicks("Switch it on")
    ada.sees("This code does not hold")
    used = _code(secret)
    ada.types("2. Type the code that it shows", used)
    ada.clicks("Switch it on")
    ada.sees("Recovery codes left: 10.")
    recovery = ada.code_shown().split()[-1]
    ada.clicks("I have kept them")
    ada.signs_out()

    ada.signs_in(name)
    ada.types("The code that your app shows now, or one of your recovery codes", used)
    ada.clicks("Go on")
    ada.sees(re.compile("do not belong together|code"))
    assert COOKIE not in str(ada.page.context.cookies())
    _forget_step(site, name)
    ada.types("The code that your app shows now, or one of your recovery codes", _code(secret))
    ada.page.get_by_role("button", name="Go on").click()
    ada.is_in()
    ada.signs_out()

    ada.signs_in(name)
    ada.types("The code that your app shows now, or one of your recovery codes", recovery.upper())
    ada.page.get_by_role("button", name="Go on").click()
    ada.is_in()
    ada.goes_to("Account")
    ada.sees("Recovery codes left: 9.")


def _code(secret: str) -> str:
    return pyotp.TOTP(secret).now()


def _forget_step(site: Site, name: str) -> None:
    """Let half a minute pass: the code of this step may be used again."""
    site.change(sa.update(accounts).where(accounts.c.name == name).values(second_factor_step=0))


def test_everything_is_downloaded_once(ada: Guest, tmp_path: Path) -> None:
    with ada.page.expect_download() as download:
        ada.page.get_by_role("button", name="Download everything").click()
    download.value.save_as(tmp_path / "all.zip")
    assert re.fullmatch(r"askwell-\d{4}-\d\d-\d\d\.zip", download.value.suggested_filename)
    with zipfile.ZipFile(io.BytesIO((tmp_path / "all.zip").read_bytes())) as archive:
        assert any(part.endswith(".csv") for part in archive.namelist())
        for part in archive.namelist():
            if part.endswith(".json"):
                json.loads(archive.read(part))

    again = ada.page.request.get(download.value.url)
    assert again.status == 404
    assert "over" in again.text()


def test_a_deleted_account_is_gone_with_everything_in_it(site: Site, ada: Guest, name: str) -> None:
    account_id = _id_of(site, name)
    ada.opens("learn")
    ada.types("What about, in a few words?", "data work in hospitals")
    ada.clicks("Write it down")
    ada.goes_to("Account")
    form = ada.page.get_by_test_id("stForm").filter(has_text="Delete my account")
    form.get_by_label("Your pass phrase").fill("not the right one")
    ada.clicks("Delete my account")
    ada.sees("This is not your pass phrase.")
    form.get_by_label("Your pass phrase").fill(PASS_PHRASE)
    form.get_by_role("button", name="Delete my account").click()
    ada.is_out()

    ada.signs_in(name)
    ada.sees(_REFUSED)
    assert site.rows(sa.select(accounts).where(accounts.c.id == account_id)) == []
    assert site.rows(sa.select(sessions).where(sessions.c.account_id == account_id)) == []
    assert site.rows(sa.select(tables.workspaces).where(tables.workspaces.c.owner == account_id)) == []
    told = site.rows(sa.select(audit.c.deed).where(audit.c.account_id == account_id))
    assert [row.deed for row in told][-1] == "Account deleted"


def _id_of(site: Site, name: str) -> str:
    return str(site.rows(sa.select(accounts.c.id).where(accounts.c.name == name))[0].id)


def _an_invitation(site: Site) -> str:
    code = f"code-{token_hex(4)}"
    with site.engine.begin() as connection:
        add_invitation(
            connection,
            code,
            role=Role.PARTICIPANT,
            workshop_id=None,
            uses=1,
            made_by="operator",
            now=datetime.now(UTC),
        )
    return code


def test_a_sandbox_shows_the_sample_to_its_visitor_alone_and_is_kept(
    site: Site, visit: Callable[..., Guest], name: str
) -> None:
    visitor, other = visit(), visit()
    for guest in (visitor, other):
        guest.opens()
        guest.page.get_by_role("button", name="Open a sandbox").click()
        guest.is_in()
        guest.sees("Invented people.")
    visitor.goes_to("1 Learn")
    visitor.sees("it goes away tomorrow")
    visitor.clicks("Back to my own")
    visitor.goes_to("1 Learn")
    visitor.types("What about, in a few words?", "lighthouse keeping")
    visitor.clicks("Write it down")
    visitor.follows("Keep it as an account")
    visitor.types("Workshop code or invitation", _an_invitation(site))
    visitor.types("Name to sign in with", name)
    visitor.types("Pass phrase", PASS_PHRASE)
    visitor.page.get_by_role("button", name="Keep it as my account").click()
    visitor.sees("This is your account now")
    visitor.sees(name)
    visitor.signs_out()
    visitor.opens("learn")
    visitor.signs_in(name)
    visitor.is_in()
    visitor.sees("lighthouse keeping")
    expect(visitor.page.get_by_text("it goes away")).to_have_count(0)

    other.clicks("Remove it")
    other.page.reload()
    other.waits()
    expect(other.page.get_by_text("Invented people.")).to_have_count(0)
    other.goes_to("1 Learn")
    other.sees("What do you want to learn?")
    assert "lighthouse" not in other.page.content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_door_and_the_pages_of_an_account_break_no_rule(
    site: Site, visit: Callable[..., Guest], name: str, scheme: str
) -> None:
    workshop_id = _workshop(site)
    fay_id = site.add_account(f"fay-{name}", Role.FACILITATOR, workshop_id)
    site.add_account(name, workshop_id=workshop_id)
    fay = visit(color_scheme=scheme, viewport={"width": 390, "height": 844})
    fay.opens()
    fay.unfolds("Make an account")
    found = {"door": violations(fay.page)}
    fay.opens("?reset=gone")
    found["reset"] = violations(fay.page)
    fay.shows(site.begin_session(fay_id))
    fay.opens("account")
    fay.clicks("Set it up")
    fay.unfolds("The log of your account")
    found["account"] = violations(fay.page)
    fay.opens("workshop")
    fay.page.get_by_role("button", name="Make a code").click()
    fay.unfolds("Open codes (1)")
    found["workshop"] = violations(fay.page)
    fay.clicks(f"{name} · participant")
    fay.clicks("Link for a new pass phrase")
    found["participant"] = violations(fay.page)
    assert {page: broken for page, broken in found.items() if broken} == {}
    assert fay.page.evaluate("document.documentElement.scrollWidth") <= 390


def _workshop(site: Site) -> str:
    workshop_id = token_hex(8)
    with site.engine.begin() as connection:
        row = {"id": workshop_id, "name": "Autumn", "created_at": datetime.now(UTC)}
        connection.execute(sa.insert(workshops).values(row))
    return workshop_id
