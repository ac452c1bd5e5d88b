"""What Streamlit keeps of the organisation's word: for TLS only, and gone once it has done its work."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send
from streamlit.web.server.starlette import starlette_server_config as streamlit_names

from lib import session_route
from lib.accounts import tickets
from lib.accounts.tickets import Purpose
from lib.front_door import APP_PARTS
from lib.identity import desk
from lib.settings import settings
from lib.streamlit_cookies import WAITING, WORD, forget_word, secured
from tests.asgi import asked
from tests.pages.hosted import an_account

ORGANISATION = "Heron Bay University"
OURS = {"x-askwell": "1", "sec-fetch-site": "same-origin"}
THEIRS = f"{WORD}=a; {WORD}_1=b; {WORD}_tokens=c; {WORD}_tokens_12=d; {WAITING}=e"


async def _sets_cookies(scope: Scope, receive: Receive, send: Send) -> None:
    answer = PlainTextResponse(str(scope["path"]))
    answer.set_cookie(WORD, "somebody", httponly=True)
    await answer(scope, receive, send)


APP = Starlette(routes=[*APP_PARTS["routes"], Mount("/", _sets_cookies)], middleware=APP_PARTS["middleware"])


def _forgotten(cookies: str, base: str = "") -> set[tuple[str, str]]:
    """Return the names and paths of the cookies that an answer takes away."""
    answer = Response()
    forget_word(Request({"type": "http", "headers": [(b"cookie", cookies.encode())]}), answer, base)
    told = [value.decode() for name, value in answer.raw_headers if name == b"set-cookie"]
    assert all("Max-Age=0" in line for line in told)
    return {(line.split("=")[0], line.partition("Path=")[2].split(";")[0]) for line in told}


def test_streamlit_names_its_cookies_so() -> None:
    assert {WORD, f"{WORD}_tokens", WAITING} == {
        streamlit_names.USER_COOKIE_NAME,
        streamlit_names.TOKENS_COOKIE_NAME,
        streamlit_names.SESSION_COOKIE_NAME,
    }


def test_the_word_is_forgotten_in_all_its_parts_and_nothing_else_is() -> None:
    names = {WORD, f"{WORD}_1", f"{WORD}_tokens", f"{WORD}_tokens_12", WAITING}
    assert _forgotten(f"{THEIRS}; _streamlit_xsrf=f; other=g") == {(name, "/") for name in names}
    assert _forgotten("_streamlit_xsrf=f") == set()


def test_it_is_forgotten_wherever_it_may_lie() -> None:
    assert _forgotten(f"{WORD}=a", "/askwell") == {(WORD, "/"), (WORD, "/askwell")}


def test_only_streamlits_cookies_are_made_secure_and_once() -> None:
    headers = [
        (b"set-cookie", b"_streamlit_user=a; Path=/; HttpOnly"),
        (b"Set-Cookie", b"_streamlit_xsrf=a; Path=/; secure"),
        (b"set-cookie", b"other=a; Path=/"),
        (b"x-note", b"_streamlit_user=a"),
    ]
    assert secured(headers) == [(headers[0][0], headers[0][1] + b"; Secure"), *headers[1:]]


@pytest.mark.parametrize(("address", "is_secure"), [("https://askwell.example.org", True), ("http://localhost", False)])
def test_where_people_come_encrypted_the_cookies_do_too(
    hosted: pytest.MonkeyPatch, address: str, *, is_secure: bool
) -> None:
    hosted.setenv("ASKWELL_ADDRESS", address)
    settings.cache_clear()
    assert asked(APP, "/").headers["set-cookie"].endswith("; Secure") == is_secure


def test_who_comes_in_or_signs_out_leaves_no_word_behind(hosted: pytest.MonkeyPatch) -> None:
    assert hosted
    account_id, at = an_account("Ben"), desk()
    with at.writing() as connection:
        details = {"is_remembered": False, "generation": 1}
        ticket = tickets.issue(connection, Purpose.SIGN_IN, account_id, at.clock(), details)
    held = OURS | {"cookie": f"{WORD}=somebody"}
    for path, more in ((session_route.BEGIN, {session_route.TICKET_HEADER: ticket}), (session_route.END, {})):
        answer = asked(APP, path, method="POST", headers=held | more)
        assert answer.status == 204
        assert answer.headers["set-cookie"].startswith(f'{WORD}=""; ')


@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/oauth2callback"])
def test_the_ways_to_the_organisation_are_there_where_one_is_set(hosted: pytest.MonkeyPatch, path: str) -> None:
    assert asked(APP, path).status == 404
    hosted.setenv("ASKWELL_ORGANISATION", ORGANISATION)
    settings.cache_clear()
    assert asked(APP, path).body == path.encode()
    assert asked(APP, f"{path}/more").status == 404
    assert asked(APP, "/auth/nowhere").status == 404


def test_at_ones_own_computer_there_is_no_organisation(set_database: pytest.MonkeyPatch) -> None:
    set_database.setenv("ASKWELL_ORGANISATION", ORGANISATION)
    assert asked(APP, "/oauth2callback").status == 404
