"""Somebody signs in by their organisation, in a real browser and by a real provider; it ends in a session of ours."""

import re
from collections.abc import Callable, Iterator
from secrets import token_hex
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect
from websockets import Origin, Subprotocol
from websockets.sync.client import ClientConnection, connect

from lib.accounts.tables import accounts, sessions
from lib.identity import COOKIE
from lib.streamlit_cookies import WORD
from tests.browser.hosted_app import Guest, Site, Watch
from tests.browser.identity_provider import REASON, IdentityProvider
from tests.browser.raw_visitor import run
from tests.browser.servers import Server

ORGANISATION = "Heron Bay University"
BUTTON = f"Sign in with {ORGANISATION}"
XSRF = "_streamlit_xsrf"


def somebody(name: str = "Ada Byron") -> dict[str, Any]:
    """Return what the organisation says of somebody; with the picture, it does not fit into one cookie."""
    subject = token_hex(16)
    return {
        "sub": subject,
        "name": name,
        "email": f"{subject}@heron.example",
        "picture": f"data:{token_hex(3_000)}",
    }


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    """The organisation's provider."""
    provider = IdentityProvider().start()
    yield provider
    provider.stop()


@pytest.fixture(autouse=True)
def _honest(provider: IdentityProvider) -> Iterator[None]:
    """Let the provider begin each test honestly, and have nothing to object at its end."""
    provider.here, provider.forged, provider.is_key_forged = somebody(), {}, False
    yield
    assert provider.objections == []


@pytest.fixture(scope="module")
def server(site: Site, provider: IdentityProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server at which the organisation alone signs people in, and whoever it vouches for may come."""
    path = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    path.write_text(provider.secrets)
    server = site.serve(
        ASKWELL_ORGANISATION=ORGANISATION,
        ASKWELL_PASS_PHRASES="off",  # noqa: S106 - a switch
        ASKWELL_SIGN_UP="open",
        STREAMLIT_SECRETS_FILES=str(path),
        # What docs/hosting.md advises where the organisation says a lot: several cookies at once.
        WEBSOCKETS_MAX_LINE_LENGTH="65536",
    )
    yield server
    server.stop()
    site.servers.remove(server)


@pytest.fixture
def come(server: Server, provider: IdentityProvider, new_page: Callable[..., Page]) -> Iterator[Callable[[], Guest]]:
    """Come to the site with a browser of one's own; its pages go nowhere but to the provider."""
    watch = Watch()

    def come() -> Guest:
        page = new_page(viewport={"width": 1280, "height": 900})
        watch.on(page)
        guest = Guest(page, server)
        guest.opens()
        return guest

    yield come
    assert [line for line in watch.seen if not line.startswith(f"off the site: {provider.issuer}/")] == []


def presses(guest: Guest, name: str) -> None:
    """Click what leads to another page."""
    guest.page.get_by_role("button", name=name, exact=True).click()


def goes_to_the_organisation(guest: Guest) -> None:
    presses(guest, BUTTON)
    expect(guest.page.get_by_text(f"You are signed in at {ORGANISATION} as")).to_be_visible()
    guest.waits()


def signs_in(guest: Guest) -> None:
    goes_to_the_organisation(guest)
    presses(guest, "Continue")
    guest.is_in()


def is_before_the_door(guest: Guest) -> None:
    expect(guest.page.get_by_role("button", name=BUTTON)).to_be_visible()
    expect(guest.page.get_by_test_id("stSidebarNav")).to_have_count(0)


def signs_out(guest: Guest) -> None:
    guest.goes_to("Account")
    presses(guest, "Sign out")
    is_before_the_door(guest)


def cookies(guest: Guest) -> dict[str, Any]:
    return {cookie["name"]: cookie for cookie in guest.page.context.cookies(guest.server.url)}


def words_kept(guest: Guest) -> list[str]:
    return [name for name in cookies(guest) if name.startswith(WORD)]


def accounts_of(site: Site, who: dict[str, Any]) -> list[Any]:
    return site.rows(sa.select(accounts).where(accounts.c.identity.endswith(f"\n{who['sub']}")))


def sessions_of(site: Site, account_id: str) -> list[Any]:
    return site.rows(sa.select(sessions).where(sessions.c.account_id == account_id))


def test_somebody_signs_in_by_the_organisation_and_out_for_good(
    come: Callable[[], Guest], site: Site, provider: IdentityProvider
) -> None:
    guest = come()
    is_before_the_door(guest)
    expect(guest.page.get_by_label("Pass phrase")).to_have_count(0)
    expect(guest.page.get_by_text("Make an account")).to_have_count(0)
    goes_to_the_organisation(guest)
    expect(guest.page.get_by_text("Ada Byron")).to_be_visible()
    # The organisation vouches for her, and still nobody is in.
    assert len(words_kept(guest)) > 2
    assert COOKIE not in cookies(guest)
    assert accounts_of(site, provider.here or {}) == []
    presses(guest, "Continue")
    guest.is_in()
    kept = cookies(guest)[COOKIE]
    assert (kept["httpOnly"], kept["secure"], kept["sameSite"], kept["expires"]) == (True, True, "Strict", -1)
    assert words_kept(guest) == []
    [account] = accounts_of(site, provider.here or {})
    assert (account.password_hash, account.email) == ("", "")
    assert len(sessions_of(site, account.id)) == 1
    guest.opens("account")
    expect(guest.page.get_by_role("heading", name="Where you are signed in")).to_be_visible()
    for heading in ("Pass phrase", "Second factor", "E-mail"):
        expect(guest.page.get_by_role("heading", name=heading, exact=True)).to_have_count(0)
    signs_out(guest)
    assert sessions_of(site, account.id) == []
    assert COOKIE not in cookies(guest)
    assert words_kept(guest) == []
    guest.opens("contacts")
    is_before_the_door(guest)


def test_the_same_subject_is_the_same_account_and_another_sees_nothing_of_it(
    come: Callable[[], Guest], site: Site, provider: IdentityProvider
) -> None:
    ada, ben = provider.here or {}, somebody("Ben Okri")
    guest = come()
    signs_in(guest)
    guest.opens("contacts?new=yes")
    guest.types("Name", "Cora Canary")
    guest.clicks(re.compile("^(Add|Save)"))
    guest.sees("Cora Canary")
    signs_out(guest)
    provider.here = ben
    signs_in(guest)
    guest.opens("contacts")
    expect(guest.page.get_by_text("Cora Canary")).to_have_count(0)
    signs_out(guest)
    other_browser = come()
    provider.here = ada | {"name": "Ada Lovelace"}
    signs_in(other_browser)
    other_browser.opens("contacts")
    other_browser.sees("Cora Canary")
    assert (len(accounts_of(site, ada)), len(accounts_of(site, ben))) == (1, 1)


KEPT = "sessionStorage.getItem('askwell:way-back')"


def test_an_invitation_and_the_address_of_a_record_are_not_lost_on_the_way(
    come: Callable[[], Guest], provider: IdentityProvider
) -> None:
    guest = come()
    guest.opens("?invitation=bcdf-ghjk-mnpq")
    goes_to_the_organisation(guest)
    expect(guest.page.get_by_label("Workshop code (if you have one)")).to_have_value("bcdf-ghjk-mnpq")

    guest.opens("learn?goal=0123456789abcdef&name=Ada+Byron&to=%2F%2Fevil.example&mail=ada@heron.example")
    presses(guest, "Use another account")
    is_before_the_door(guest)
    provider.here = somebody("Ben Okri")
    goes_to_the_organisation(guest)
    expect(guest.page).to_have_url(f"{guest.server.url}learn?goal=0123456789abcdef")
    presses(guest, "Continue")
    guest.is_in()
    expect(guest.page).to_have_url(f"{guest.server.url}learn?goal=0123456789abcdef")
    assert guest.page.evaluate(KEPT) is None


@pytest.mark.parametrize(
    "forged",
    [
        '{"page": "//evil.example", "ids": []}',
        '{"page": "learn", "ids": [["goal", "x"]], "at": 0}',
        '{"page": "constructor", "ids": [], "at": 9e15}',
        "no json",
    ],
)
def test_what_the_tab_remembers_leads_nowhere_but_to_a_page_of_ours(come: Callable[[], Guest], forged: str) -> None:
    guest = come()
    guest.page.evaluate("kept => sessionStorage.setItem('askwell:way-back', kept)", forged)
    goes_to_the_organisation(guest)
    guest.waits()
    expect(guest.page).to_have_url(guest.server.url)
    assert guest.page.evaluate(KEPT) is None


def test_on_a_shared_computer_the_next_one_uses_another_account(
    come: Callable[[], Guest], provider: IdentityProvider
) -> None:
    guest = come()
    goes_to_the_organisation(guest)
    before = provider.signed_out
    presses(guest, "Use another account")
    is_before_the_door(guest)
    assert provider.signed_out == before + 1
    assert words_kept(guest) == []
    with guest.page.expect_request("**/oauth2callback?error=*"):
        presses(guest, BUTTON)
    is_before_the_door(guest)
    logged = guest.server.log.read_text() if guest.server.log else ""
    assert "Error during authentication" in logged
    assert not any(words in logged for words in (REASON, "Ada Byron", "heron.example"))


def test_a_second_tab_can_not_use_the_word_again(come: Callable[[], Guest]) -> None:
    guest = come()
    goes_to_the_organisation(guest)
    tab = Guest(guest.page.context.new_page(), guest.server)
    tab.opens()
    presses(tab, "Continue")
    tab.is_in()
    signs_out(tab)
    presses(guest, "Continue")
    guest.sees("This sign-in was used already, or it is too old.")
    is_before_the_door(guest)


FORGED: tuple[dict[str, Any], ...] = (
    {"nonce": "another"},
    {"aud": "another"},
    {"iss": "https://evil.example"},
    {"exp": 1_000_000_000},
    {},
)


def test_a_forged_or_old_token_opens_nothing(come: Callable[[], Guest], provider: IdentityProvider) -> None:
    guest = come()
    for forged in (*FORGED, {"iat": 1_000_000_000}):
        provider.forged, provider.is_key_forged = forged, not forged
        with guest.page.expect_request("**/oauth2callback*"):
            presses(guest, BUTTON)
        is_before_the_door(guest)
        guest.waits()
        expect(guest.page.get_by_text("Ada Byron")).to_have_count(0)
        # The old one was true, so Streamlit keeps it; we do not take it.
        assert bool(words_kept(guest)) == ("iat" in forged)


def test_nobody_takes_over_a_session_for_which_the_organisation_vouched(come: Callable[[], Guest]) -> None:
    guest = come()
    goes_to_the_organisation(guest)
    held = {name: cookie["value"] for name, cookie in cookies(guest).items()}
    with _socket(guest.server, held) as socket:
        hers = run(socket)
    assert "Ada Byron" in hers.text
    for stolen_with in ({}, {XSRF: held[XSRF]}):
        with _socket(guest.server, stolen_with, hers.session_id) as socket:
            seen = run(socket)
        assert seen.session_id != hers.session_id
        assert "Ada Byron" not in seen.text
    with _socket(guest.server, held, hers.session_id) as socket:
        assert run(socket).session_id == hers.session_id
    # Nor one in which she is in by our cookie, with the organisation's word beside it.
    presses(guest, "Continue")
    guest.is_in()
    both = held | {COOKIE: cookies(guest)[COOKIE]["value"]}
    with _socket(guest.server, both) as socket:
        inside = run(socket, "account")
    assert "Where you are signed in" in inside.titles
    # The door; with her word, the one that greets her.
    for stolen_with, titles in (({}, ["Askwell", "Sign in"]), (held, ["Askwell"])):
        with _socket(guest.server, stolen_with, inside.session_id) as socket:
            seen = run(socket, "account")
        assert seen.session_id != inside.session_id
        assert seen.titles == titles
    with _socket(guest.server, both, inside.session_id) as socket:
        assert run(socket, "account").session_id == inside.session_id


def _socket(server: Server, held: dict[str, str], streamlit_session: str = "") -> ClientConnection:
    words = ["streamlit", held.get(XSRF, "none"), *([streamlit_session] if streamlit_session else [])]
    return connect(
        f"ws://localhost:{server.port}/_stcore/stream",
        subprotocols=[Subprotocol(word) for word in words],
        origin=Origin(server.url.rstrip("/")),
        additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in held.items())},
        max_size=None,
    )
