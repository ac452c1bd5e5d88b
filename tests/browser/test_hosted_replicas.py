"""Two servers of a hosted Askwell on one database: whoever is in at one is in at the other."""

import re
from collections.abc import Callable, Iterator
from secrets import token_hex

import pytest
from playwright.sync_api import expect

from tests.browser.hosted_app import PASS_PHRASE, Guest, Site
from tests.browser.raw_visitor import cookie_header, open_socket, run
from tests.browser.servers import Server


@pytest.fixture(scope="module")
def other(site: Site) -> Iterator[Server]:
    """A second server of the site."""
    started = site.serve()
    yield started
    started.stop()


def test_signing_out_at_one_server_is_signing_out_at_the_other(
    site: Site, other: Server, visit: Callable[..., Guest]
) -> None:
    session_id = site.begin_session(site.add_account(f"ada-{token_hex(4)}"))
    ada = visit(other)
    ada.shows(session_id)
    ada.opens("account")
    with open_socket(site.servers[0].port, cookie_header(session_id)) as socket:
        assert run(socket, "learn").titles[0] == "What do you want to learn?"

        ada.signs_out()

        assert run(socket, "learn").titles == ["Askwell", "Sign in"]


def test_tries_at_both_servers_count_together(site: Site, other: Server, visit: Callable[..., Guest]) -> None:
    name = f"ada-{token_hex(4)}"
    site.add_account(name)
    at_one, at_other = visit(), visit(other)
    for guest in (at_one, at_other):
        guest.opens()
    for guest, times in ((at_one, 3), (at_other, 2)):
        for number in range(times):
            guest.signs_in(name, f"not the right one, {number}")
            guest.sees("do not belong together")
            guest.waits()

    for guest in (at_one, at_other):
        guest.signs_in(name, PASS_PHRASE)
        guest.sees(re.compile(r"There were too many tries\."))
        guest.is_out()


def test_whoever_was_at_a_server_that_is_killed_goes_on_at_the_other(
    site: Site, other: Server, visit: Callable[..., Guest]
) -> None:
    name = f"ada-{token_hex(4)}"
    site.add_account(name)
    ada = visit(other)
    ada.opens("learn")
    ada.signs_in(name)
    ada.is_in()
    ada.types("What about, in a few words?", "data work in hospitals")
    ada.clicks("Write it down")
    ada.writes("What will you decide with it?", "Whether to train as an analyst.")

    other.kill()
    ada.server = site.servers[0]
    ada.opens("learn")

    ada.is_in()
    expect(ada.page.get_by_label("What will you decide with it?")).to_have_value("Whether to train as an analyst.")
    ada.signs_out()
