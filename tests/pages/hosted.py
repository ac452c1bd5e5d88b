"""A hosted site: accounts, and somebody at a page of it, whose browser keeps a cookie as browsers do."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from http.cookies import SimpleCookie
from typing import Any, Self

import pytest
from starlette.applications import Starlette
from streamlit.runtime.context import ContextProxy, StreamlitCookies

from lib import same_origin, session_route
from lib.accounts import sessions
from lib.accounts.desk import Role
from lib.accounts.pass_phrases import hash_pass_phrase
from lib.accounts.sign_in import who
from lib.accounts.sign_up import add_account
from lib.domain.errors import StoreUnavailableError
from lib.front_door import APP_PARTS
from lib.identity import COOKIE, USER_FIELD, actor_of, desk, store, tag_of
from tests.asgi import Answer, asked
from tests.lib.accounts.people import CHEAP, lock_with
from tests.pages.visitor import Visitor

SECRET_KEY = "a key for tests, of more than thirty-two characters"  # noqa: S105 - it opens nothing
PASS_PHRASE = "violet kettle under seven moons"  # noqa: S105 - it opens nothing
ROUTES = Starlette(routes=APP_PARTS["routes"], middleware=APP_PARTS["middleware"])


def be_hosted(monkeypatch: pytest.MonkeyPatch, **more: str) -> None:
    """Set what makes this process a hosted one, and more ASKWELL_* variables; the database is set elsewhere.

    Pass phrases are locked away by the same code, at the least that it may cost.
    """
    lock_with(monkeypatch, CHEAP)
    for name, value in {"mode": "hosted", "secret_key": SECRET_KEY, **more}.items():
        monkeypatch.setenv(f"ASKWELL_{name.upper()}", value)


@cache
def _hashed(pass_phrase: str) -> str:
    return hash_pass_phrase(pass_phrase, cost=CHEAP)


def an_account(
    name: str, role: Role = Role.PARTICIPANT, *, workshop_id: str | None = None, pass_phrase: str = PASS_PHRASE
) -> str:
    """Make an account, and return its id."""
    asked_at = desk()
    with asked_at.writing() as connection:
        return add_account(
            connection,
            name,
            now=asked_at.clock(),
            password_hash=_hashed(pass_phrase),
            role=role,
            workshop_id=workshop_id,
        )


def cookies_of(account_id: str, device: str = "Firefox on Linux") -> dict[str, str]:
    """Begin a session of an account, and return the cookies of the browser that is signed in by it."""
    asked_at = desk()
    with asked_at.writing() as connection:
        session_id, _ = sessions.begin(connection, account_id, device=device, is_remembered=False, now=asked_at.clock())
    return {COOKIE: session_id}


class Guest(Visitor):
    """A browser session at a hosted site; `cookies` are those that the browser holds."""

    def __init__(self, cookies: Mapping[str, str] | None = None, address: str = "192.0.2.7") -> None:
        """Sit down at a browser that holds these cookies, at a network address."""
        super().__init__(None)
        self.cookies = dict(cookies or {})
        self.address = address

    def _run(self, *args: Any, **options: Any) -> Any:
        # What the server's middleware tells Streamlit at the handshake; with the database away, it stays as it was.
        with suppress(StoreUnavailableError):
            if found := who(desk(), self.cookies.get(COOKIE, "")):
                self.user = {USER_FIELD: tag_of(found)}
        with pytest.MonkeyPatch.context() as patch:
            # What AppTest has no connection to read from.
            patch.setattr(ContextProxy, "cookies", property(lambda _: StreamlitCookies(self.cookies)))
            patch.setattr(ContextProxy, "ip_address", property(lambda _: self.address))
            return super()._run(*args, **options)

    def key_of(self, *parts: str) -> str:
        """Return the key of a widget in the open workspace of whoever is signed in."""
        workspace, _ = store().open_workspace(actor_of(self.cookies))
        return "-".join((workspace.id, *parts))

    def reloads(self) -> Self:
        """Load the page afresh, with the cookies that the browser holds by now."""
        fresh = Guest(self.cookies, self.address).opens(self.page, **self.query_params)
        self.__dict__ = fresh.__dict__
        return self

    def handed_over(self) -> list[Any]:
        """Return what the page gives the browser to do."""
        return self.drawn("askwell_hand_over")

    def hands_over(self) -> Answer:
        """Let the browser do the one thing that the page gives it, as `hand_over.js` does; return the answer."""
        [work] = self.handed_over()
        way = work["way"]
        if way == "take":
            return asked(ROUTES, work["url"], headers=self._headers())
        ticket = {session_route.TICKET_HEADER: work["ticket"]} if way == "begin" else {}
        answer = asked(
            ROUTES, work["url"], method="POST", headers={**self._headers(), same_origin.HEADER: "1", **ticket}
        )
        if answer.status == 204:
            self._keeps(answer)
        return answer

    def _headers(self) -> dict[str, str]:
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"user-agent": "Chromium", "sec-fetch-site": "same-origin", **({"cookie": held} if held else {})}

    def _keeps(self, answer: Answer) -> None:
        [(name, morsel)] = SimpleCookie(answer.headers["set-cookie"]).items()
        if morsel.value and morsel["max-age"] != "0":
            self.cookies[name] = morsel.value
        else:
            self.cookies.pop(name, None)

    def gets_in(self) -> Self:
        """Let the browser exchange the ticket that the page has for it, and load the page again."""
        assert self.hands_over().status == 204
        return self.reloads()

    def presses_for(self, deed: str, record_id: str) -> Self:
        """Click the button that does something for an account or a session, by that one's id."""
        return self._presses(self.button(key=f"{deed}-{record_id}"), twice=False)
