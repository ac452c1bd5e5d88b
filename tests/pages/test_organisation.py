"""The door of a site whose organisation signs people in, beside pass phrases or instead of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from lib.accounts.operating import create_workshop
from lib.accounts.organisation import FRESH, KEPT_OUT, OVER
from lib.accounts.own_account import JUST_SIGNED_IN, SIGN_IN_AGAIN
from lib.accounts.sign_up import CLOSED, CODE_UNKNOWN
from lib.accounts.tables import accounts, sessions
from lib.identity import COOKIE, desk
from lib.settings import settings
from lib.ui import navigation
from lib.ui.safe_text import md_escape
from tests.pages.hosted import Guest

pytestmark = pytest.mark.usefixtures("hosted")

Hosted = pytest.MonkeyPatch
BUTTON = "Sign in with Heron \\*Bay\\* University"
OPTIONAL, NEEDED = "Workshop code (if you have one)", "Workshop code or invitation"


@pytest.fixture(autouse=True)
def site(hosted: Hosted) -> Hosted:
    """A site whose organisation, with signs in its name, signs people in beside pass phrases."""
    return _be(hosted, organisation="Heron *Bay* University", sign_up="open")


def _be(site: Hosted, **more: str) -> Hosted:
    for name, value in more.items():
        site.setenv(f"ASKWELL_{name.upper()}", value)
    settings.cache_clear()
    return site


def _back(since: timedelta = timedelta(), **record: str) -> Guest:
    """Come back from the organisation, which vouched for Ada so long ago, to what the address names."""
    guest = Guest()
    guest.user = {
        "is_logged_in": True,
        "iss": "https://id.heron.example",
        "sub": "4711",
        "name": "Ada <b>Byron</b>",
        "iat": int((datetime.now(UTC) - since).timestamp()),
    }
    return guest.opens("today", **record)


def _goes_on(guest: Guest, **typed: str) -> Guest:
    return guest.sends("organisation_form", typed)


def _comes_in(guest: Guest) -> Guest:
    """Let the browser exchange the ticket; what the organisation said is forgotten then, in the page's session too."""
    assert guest.hands_over().status == 204
    return guest.reloads()


def _labels(guest: Guest) -> list[str]:
    return [button.label for button in guest.button]


def _rows() -> list[Any]:
    with desk().reading() as connection:
        return list(connection.execute(sa.select(accounts)).all())


def _age_sessions() -> None:
    with desk().writing() as connection:
        long_ago = datetime.now(UTC) - JUST_SIGNED_IN - timedelta(seconds=1)
        connection.execute(sa.update(sessions).values(created_at=long_ago))


def test_the_organisation_stands_beside_name_and_pass_phrase() -> None:
    guest = Guest().opens("today")
    assert [guest.shows(words) for words in (BUTTON, "Pass phrase", "Make an account", "forgotten?")] == [True] * 4
    assert "Continue" not in _labels(guest)


def test_the_organisation_stands_alone_where_nobody_has_a_pass_phrase(site: Hosted) -> None:
    _be(site, pass_phrases="off")  # noqa: S106 - a switch
    for record in ({}, {"reset": "token"}, {"invitation": "code"}):
        guest = Guest().opens("today", **record)
        assert _labels(guest) == [BUTTON]
        assert not any(guest.shows(words) for words in ("ass phrase", "Make an account", "forgotten?"))


def test_a_site_without_one_takes_nobodys_word(site: Hosted) -> None:
    _be(site, organisation="")
    guest = _back()
    assert not guest.shows("You are signed in at")
    assert BUTTON not in _labels(guest)


def test_who_comes_back_goes_on_with_one_click_and_is_asked_for_nothing_else() -> None:
    guest = _back()
    assert guest.shows(f"You are signed in at Heron \\*Bay\\* University as **{md_escape('Ada <b>Byron</b>')}**.")
    assert _labels(guest) == ["Continue", "Use another account"]
    assert not guest.shows("Pass phrase")
    assert _rows() == []
    _goes_on(guest)
    _comes_in(guest)
    assert COOKIE in guest.cookies
    assert len(_rows()) == 1


def test_the_second_time_no_code_is_asked_for() -> None:
    guest = _back()
    assert guest.field(OPTIONAL)
    _comes_in(_goes_on(guest))
    again = _back(timedelta(seconds=-1))
    assert not again.shows("Workshop code")
    _comes_in(_goes_on(again))
    assert len(_rows()) == 1


def test_by_invitation_a_code_is_asked_for_and_its_problem_stands_beneath(site: Hosted) -> None:
    _be(site, sign_up="invited")
    guest = _goes_on(_back(), **{NEEDED: "wrong"})
    assert guest.beneath("organisation_form", NEEDED) == CODE_UNKNOWN
    _comes_in(_goes_on(guest, **{NEEDED: create_workshop(desk(), "Finding work")}))
    assert [row.role for row in _rows()] == ["facilitator"]


def test_an_invitation_in_the_address_stands_in_its_field_after_coming_back(site: Hosted) -> None:
    _be(site, sign_up="invited")
    guest = _back(invitation=create_workshop(desk(), "Finding work"))
    _comes_in(_goes_on(guest))
    assert [row.role for row in _rows()] == ["facilitator"]


def test_the_tab_remembers_where_one_wanted_to_be_until_one_comes_back(site: Hosted) -> None:
    _be(site, sign_up="open")
    [before] = Guest().opens("learn", goal="0123456789abcdef", contact="Ada Byron").drawn("askwell_way_back")
    [after] = _back().drawn("askwell_way_back")
    assert (before["isBack"], after["isBack"]) == (False, True)
    # The page knows pages of ours alone, and is given nothing of what stands in the address.
    assert before["pages"] == {name: f"/{navigation.address(name)}" for name in navigation.PAGES}
    assert "Ada Byron" not in repr(before)
    assert Guest().opens("today").drawn("askwell_way_back") == [before]


def test_without_an_organisation_there_is_no_way_to_remember(site: Hosted) -> None:
    _be(site, organisation="")
    assert Guest().opens("learn").drawn("askwell_way_back") == []


def test_a_closed_site_says_so_to_a_stranger(site: Hosted) -> None:
    _be(site, sign_up="closed")
    guest = _back()
    assert guest.told() == [CLOSED]
    assert _labels(guest) == ["Use another account"]


def test_what_was_said_too_long_ago_names_nobody() -> None:
    guest = _back(FRESH + timedelta(minutes=1))
    assert BUTTON in _labels(guest)
    assert not guest.shows("Ada")


def test_a_word_that_was_used_sends_back_to_the_organisation() -> None:
    guest, other_tab = _back(), _back()
    _comes_in(_goes_on(guest))
    _goes_on(other_tab)
    assert other_tab.told() == [OVER]
    assert BUTTON in _labels(other_tab)
    assert other_tab.handed_over() == []


def test_who_is_kept_out_is_told_whom_to_ask() -> None:
    _comes_in(_goes_on(_back()))
    with desk().writing() as connection:
        connection.execute(sa.update(accounts).values(disabled_at=datetime.now(UTC)))
    assert _goes_on(_back(timedelta(seconds=-1))).told() == [KEPT_OUT]


def test_the_account_offers_nothing_that_needs_a_pass_phrase_and_is_deleted_without() -> None:
    guest = _comes_in(_goes_on(_back())).opens("account")
    assert not {"Pass phrase", "Second factor", "E-mail"} & set(guest.headings())
    guest.submits("Yes, delete everything")
    assert guest.told() == ["Tick the box first."]
    _age_sessions()
    guest.types("Yes, delete everything", value=True).submits("Yes, delete everything")
    assert guest.told() == [SIGN_IN_AGAIN]
    _comes_in(_goes_on(again := _back(timedelta(seconds=-1))))
    again.opens("account").types("Yes, delete everything", value=True).submits("Yes, delete everything")
    assert _rows() == []


def test_where_nobody_has_a_pass_phrase_a_sandbox_offers_none(site: Hosted) -> None:
    _be(site, demo="beside", pass_phrases="off")  # noqa: S106 - a switch
    guest = Guest().opens("today").clicks("Open a sandbox")
    visitor = _comes_in(guest).opens("account")
    assert visitor.shows("Once you sign out, nobody can open it again")
    assert not visitor.shows("ass phrase")
    assert not visitor.shows("Keep it")
