"""What somebody gets who speaks to a hosted Askwell by hand: the door, and nothing of anybody's."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from secrets import token_hex, token_urlsafe
from typing import Any

import pytest
import sqlalchemy as sa
from websockets.exceptions import InvalidStatus

from lib.accounts.desk import AccountDesk, Role
from lib.accounts.inviting import add_workshop
from lib.accounts.own_account import remove_account, set_pass_phrase
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import sign_out
from lib.accounts.tables import accounts, sessions, tickets
from lib.accounts.tickets import Purpose, issue
from lib.accounts.tokens import token_hash
from lib.identity import COOKIE, HEADER
from lib.same_origin import HEADER as OURS
from lib.session_route import BEGIN, END, TICKET_HEADER
from lib.store.store import Store
from lib.ui import navigation
from tests.browser.hosted_app import SECRET_KEY, Site
from tests.browser.raw_visitor import Shown, ask, cookie_header, open_socket, run, send
from tests.cast import a_contact, a_goal

CANARY = "somebody-secret"


@dataclass(frozen=True)
class Member:
    """Somebody with an account and a session: what only they and the server know."""

    id: str
    cookie: str

    @property
    def signed_in(self) -> SignedIn:
        """What the server makes of the cookie."""
        return SignedIn(self.id, token_hash(self.cookie), Role.PARTICIPANT)

    @property
    def headers(self) -> dict[str, str]:
        """What their browser sends."""
        return cookie_header(self.cookie)


@pytest.fixture(scope="module")
def port(site: Site) -> int:
    return site.servers[0].port


@pytest.fixture(scope="module")
def join(site: Site) -> Callable[..., Member]:
    """Let somebody join, and begin their session."""

    def member(role: Role = Role.PARTICIPANT, workshop_id: str | None = None) -> Member:
        account_id = site.add_account(f"somebody-{token_hex(6)}", role, workshop_id)
        return Member(account_id, site.begin_session(account_id))

    return member


@pytest.fixture
def ada(site: Site, join: Callable[..., Member]) -> Member:
    """Ada, who has written something that nobody else may read."""
    member = join()
    store = Store(str(site.engine.url.render_as_string(hide_password=False)))
    workspace = store.workspace(member.signed_in)
    a_goal(workspace, CANARY)
    a_contact(workspace, CANARY)
    store.close()
    return member


@pytest.fixture
def desk(site: Site) -> AccountDesk:
    return AccountDesk(site.engine, SECRET_KEY)


def is_the_door_alone(shown: Shown) -> bool:
    return shown.titles == ["Askwell", "Sign in"] and CANARY not in shown.text


def seen_with(port: int, headers: Mapping[str, str], page: str = "learn") -> Shown:
    with open_socket(port, headers) as socket:
        return run(socket, page)


def test_the_owner_sees_what_she_wrote(port: int, ada: Member) -> None:
    assert CANARY in seen_with(port, ada.headers).text


@pytest.mark.parametrize("who", ["nobody", "somebody else", "nobody with her header"])
def test_a_streamlit_session_is_its_owners_alone(port: int, ada: Member, join: Callable[..., Member], who: str) -> None:
    spoofed = {HEADER: f"{ada.id}:{ada.signed_in.session[:16]}"}
    headers = {"nobody": {}, "somebody else": join().headers, "nobody with her header": spoofed}[who]

    with open_socket(port, ada.headers) as hers:
        before = run(hers, "learn")
        with open_socket(port, headers, before.session_id) as theirs:
            while_she_is_there = run(theirs, "learn")
        assert CANARY in run(hers, "learn").text
    with open_socket(port, headers, before.session_id) as theirs:
        after_she_left = run(theirs, "learn")

    for taken in (while_she_is_there, after_she_left):
        assert taken.session_id != before.session_id
        assert CANARY not in taken.text
    with open_socket(port, ada.headers, before.session_id) as again:
        assert run(again, "learn").session_id == before.session_id


def test_a_header_that_names_somebody_lets_nobody_in(port: int, ada: Member) -> None:
    for name in (HEADER, HEADER.lower(), HEADER.upper()):
        assert is_the_door_alone(seen_with(port, {name: f"{ada.id}:{ada.signed_in.session[:16]}"}))


def _part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def _token(algorithm: str, key: str = "") -> str:
    """Return a token as streamlit-authenticator makes it: signed with a key, or with none."""
    head, body = _part({"alg": algorithm, "typ": "JWT"}), _part({"username": "ada", "exp_date": 9e18})
    signature = hmac.new(key.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest() if key else b""
    return f"{head}.{body}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


FORGERIES: Mapping[str, Callable[[str], str]] = {
    "made up": lambda _: token_urlsafe(32),
    "its hash": token_hash,
    "truncated": lambda real: real[:-1],
    "longer": lambda real: f"{real}A",
    "other case": str.swapcase,
    "in quotes with an escape": lambda real: f'"\\101{real}"',
    "a token without algorithm": lambda _: _token("none"),
    "a token with the known key": lambda _: _token("HS256", "some_signature_key"),
    "a token with our key": lambda _: _token("HS256", SECRET_KEY),
    "very long": lambda real: real + "A" * 4_000,
    "SQL": lambda _: "' OR 1=1 --",
    "bytes that are no text": lambda _: "\xff\xfe",
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_cookie_lets_nobody_in(port: int, ada: Member, forge: Callable[[str], str]) -> None:
    headers = cookie_header(forge(ada.cookie))

    assert is_the_door_alone(seen_with(port, headers))
    assert ask(port, "GET", "/media/any.png", headers).status == 403
    assert ask(port, "GET", f"/download/{token_urlsafe(32)}", headers).status == 401


def _change(**values: Any) -> Callable[[AccountDesk, Member], None]:
    def change(desk: AccountDesk, ada: Member) -> None:
        with desk.writing() as connection:
            mine = sessions.c.account_id == ada.id
            connection.execute(sa.update(sessions).where(mine).values(**values))

    return change


def _change_account(**values: Any) -> Callable[[AccountDesk, Member], None]:
    def change(desk: AccountDesk, ada: Member) -> None:
        with desk.writing() as connection:
            connection.execute(sa.update(accounts).where(accounts.c.id == ada.id).values(**values))

    return change


def _new_pass_phrase(desk: AccountDesk, ada: Member) -> None:
    with desk.writing() as connection:
        row = connection.execute(sa.select(accounts).where(accounts.c.id == ada.id)).one()
        set_pass_phrase(connection, row, row.password_hash)


def _delete(desk: AccountDesk, ada: Member) -> None:
    with desk.writing() as connection:
        remove_account(connection, ada.id)


LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
ENDINGS: Mapping[str, Callable[[AccountDesk, Member], None]] = {
    "signed out": lambda desk, ada: sign_out(desk, ada.signed_in, address=""),
    "another pass phrase": _new_pass_phrase,
    "deleted": _delete,
    "kept out": _change_account(disabled_at=LONG_AGO),
    "another role": _change_account(generation=2),
    "expired": _change(expires_at=LONG_AGO),
    "lay idle": _change(seen_at=LONG_AGO),
    "a sandbox that is over": _change_account(expires_at=LONG_AGO),
}


@pytest.mark.parametrize("end", ENDINGS.values(), ids=ENDINGS)
def test_a_session_that_has_ended_is_over_everywhere_at_once(
    port: int, site: Site, desk: AccountDesk, ada: Member, end: Callable[[AccountDesk, Member], None]
) -> None:
    with desk.writing() as connection:
        ticket = issue(connection, Purpose.DOWNLOAD, ada.id, datetime.now(UTC), {"what": "everything", "zone": "UTC"})
    with open_socket(port, ada.headers) as socket:
        before = run(socket, "learn")
        assert CANARY in before.text

        end(desk, ada)

        after = run(socket, "learn")
        assert is_the_door_alone(after)
    assert is_the_door_alone(seen_with(port, ada.headers))
    with open_socket(port, ada.headers, before.session_id) as again:
        assert is_the_door_alone(run(again, "learn"))
    assert ask(port, "GET", f"/download/{ticket}", ada.headers).status == 401
    assert ask(port, "GET", "/media/any.png", ada.headers).status == 403
    assert CANARY not in site.log()


@pytest.fixture
def sign_in_ticket(desk: AccountDesk, ada: Member) -> str:
    with desk.writing() as connection:
        details = {"is_remembered": False, "generation": 1}
        return issue(connection, Purpose.SIGN_IN, ada.id, datetime.now(UTC), details)


def test_a_ticket_is_exchanged_once(port: int, sign_in_ticket: str) -> None:
    headers = {OURS: "1", TICKET_HEADER: sign_in_ticket}

    first, second = (ask(port, "POST", BEGIN, headers) for _ in range(2))

    assert (first.status, second.status) == (204, 403)
    flags = first.headers["set-cookie"].lower()
    assert all(flag in flags for flag in (f"{COOKIE.lower()}=", "httponly", "secure", "samesite=strict", "path=/"))
    assert "domain" not in flags
    assert first.headers["cache-control"] == "no-store"
    assert "set-cookie" not in second.headers


def test_a_device_on_which_one_stays_signed_in_keeps_the_cookie(port: int, desk: AccountDesk, ada: Member) -> None:
    with desk.writing() as connection:
        details = {"is_remembered": True, "generation": 1}
        ticket = issue(connection, Purpose.SIGN_IN, ada.id, datetime.now(UTC), details)

    answer = ask(port, "POST", BEGIN, {OURS: "1", TICKET_HEADER: ticket})

    ends = re.search(r"expires=([^;]+)", answer.headers["set-cookie"])
    assert ends is not None
    assert timedelta(days=29.9) < parsedate_to_datetime(ends[1]) - datetime.now(UTC) <= timedelta(days=30)


def test_a_ticket_is_over_after_half_a_minute(port: int, site: Site, sign_in_ticket: str) -> None:
    mine = tickets.c.id_hash == token_hash(sign_in_ticket)
    [row] = site.rows(sa.select(tickets).where(mine))
    assert row.expires_at - row.created_at == timedelta(seconds=30)
    site.change(sa.update(tickets).where(mine).values(expires_at=row.expires_at - timedelta(seconds=31)))

    answer = ask(port, "POST", BEGIN, {OURS: "1", TICKET_HEADER: sign_in_ticket})

    assert (answer.status, "set-cookie" in answer.headers) == (403, False)


@pytest.mark.parametrize("purpose", [Purpose.DOWNLOAD, Purpose.RESET, Purpose.SECOND_FACTOR])
def test_a_ticket_for_something_else_is_none(port: int, desk: AccountDesk, ada: Member, purpose: Purpose) -> None:
    with desk.writing() as connection:
        ticket = issue(
            connection, purpose, ada.id, datetime.now(UTC), {"is_remembered": False, "generation": 1, "what": "x"}
        )

    assert ask(port, "POST", BEGIN, {OURS: "1", TICKET_HEADER: ticket}).status == 403


FOREIGN: Mapping[str, Mapping[str, str]] = {
    "without our header": {},
    "from another site": {OURS: "1", "Sec-Fetch-Site": "cross-site"},
    "from a sister site": {OURS: "1", "Sec-Fetch-Site": "same-site"},
    "from an address bar": {OURS: "1", "Sec-Fetch-Site": "none"},
    "of a foreign origin": {"Origin": "https://evil.example"},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_another_site_can_neither_begin_nor_end_a_session(
    port: int, sign_in_ticket: str, headers: Mapping[str, str]
) -> None:
    begun = ask(port, "POST", BEGIN, {**headers, TICKET_HEADER: sign_in_ticket})
    ended = ask(port, "POST", END, headers)
    looked = ask(port, "OPTIONS", BEGIN, {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"})

    assert (begun.status, ended.status) == (403, 403)
    assert "set-cookie" not in {**begun.headers, **ended.headers}
    assert "access-control-allow-origin" not in looked.headers
    # What another site tried used nothing up.
    assert ask(port, "POST", BEGIN, {OURS: "1", TICKET_HEADER: sign_in_ticket}).status == 204


GUARDED = {
    "media": ("GET", "/media/0123456789abcdef.png", 403),
    "media, encoded": ("GET", "/%6Dedia/0123456789abcdef.png", 403),
    "upload": ("PUT", "/_stcore/upload_file/session/file", 403),
    "upload, encoded": ("PUT", "/_stcore/upload%5Ffile/session/file", 403),
    "removal of an upload": ("DELETE", "/_stcore/upload_file/session/file", 403),
    "figures": ("GET", "/_stcore/metrics", 404),
    "our own figures": ("GET", "/metrics", 404),
    "a download": ("GET", "/download/0123456789", 401),
    # Streamlit would show its page for both.
    "a session by a link": ("GET", "/session", 405),
    "below a route of ours": ("GET", "/typed/x", 404),
}


@pytest.mark.parametrize(("method", "path", "status"), GUARDED.values(), ids=GUARDED)
def test_nobody_gets_files_or_figures_and_nobody_leaves_files(port: int, method: str, path: str, status: int) -> None:
    assert ask(port, method, path, body=b"x" if method == "PUT" else None).status == status


def test_a_download_of_another_is_none(port: int, desk: AccountDesk, ada: Member, join: Callable[..., Member]) -> None:
    with desk.writing() as connection:
        ticket = issue(connection, Purpose.DOWNLOAD, ada.id, datetime.now(UTC), {"what": "everything", "zone": "UTC"})

    assert ask(port, "GET", f"/download/{ticket}", join().headers).status == 404
    assert ask(port, "GET", f"/download/{ticket}", ada.headers).status == 404


@dataclass(frozen=True)
class Workshop:
    """A workshop with its facilitator and a participant."""

    fay: Member
    ben: Member


@pytest.fixture
def workshop(site: Site, join: Callable[..., Member]) -> Workshop:
    with site.engine.begin() as connection:
        workshop_id = add_workshop(connection, "Autumn", datetime.now(UTC))
    return Workshop(join(Role.FACILITATOR, workshop_id), join(workshop_id=workshop_id))


def _is_kept_out(site: Site, member: Member) -> bool:
    return site.rows(sa.select(accounts.c.disabled_at).where(accounts.c.id == member.id))[0].disabled_at is not None


@pytest.mark.parametrize("who", ["the facilitator", "the facilitator after her session", "Ben", "nobody"])
def test_a_forged_click_does_what_its_sender_may_do(
    port: int, site: Site, desk: AccountDesk, workshop: Workshop, who: str
) -> None:
    ben = f"person={workshop.ben.id}"
    with open_socket(port, workshop.fay.headers) as socket:
        drawn = run(socket, "workshop", record=ben)
    headers = {"Ben": workshop.ben.headers, "nobody": {}}.get(who, workshop.fay.headers)

    with open_socket(port, headers) as socket:
        run(socket, "workshop", record=ben)
        if who == "the facilitator after her session":
            sign_out(desk, workshop.fay.signed_in, address="")
        forged = {drawn.widgets["Keep out"]: True}
        answered = run(socket, page_hash=drawn.pages["workshop"], record=ben, used=forged)

    assert _is_kept_out(site, workshop.ben) == (who == "the facilitator")
    assert is_the_door_alone(answered) == (who in {"nobody", "the facilitator after her session"})


def test_forged_texts_and_fragments_of_nobody_change_nothing(port: int, site: Site, ada: Member) -> None:
    hers = seen_with(port, ada.headers)
    before = _all_rows(site)

    with open_socket(port) as socket:
        run(socket, "learn")
        forged = dict.fromkeys(hers.widgets.values(), True)
        clicked = run(socket, page_hash=hers.pages["learn"], used=forged)
        typed = run(socket, page_hash=hers.pages["learn"], used=dict.fromkeys(hers.widgets.values(), "forged"))
        send(socket, page_hash=hers.pages["learn"], fragment="0123456789abcdef", used=forged)
        later = run(socket, "learn")

    assert all(is_the_door_alone(shown) for shown in (clicked, typed, later))
    assert _all_rows(site) == before


def _all_rows(site: Site) -> list[Any]:
    return site.rows(sa.text("SELECT * FROM goals ORDER BY id")) + site.rows(sa.text("SELECT count(*) FROM events"))  # type: ignore[arg-type]  # a text is one kind of select here


def test_typed_texts_of_nobody_and_of_others_are_not_kept(
    port: int, site: Site, ada: Member, join: Callable[..., Member]
) -> None:
    [workspace] = site.rows(sa.text(f"SELECT id FROM workspaces WHERE owner = '{ada.id}'"))  # type: ignore[arg-type]  # noqa: S608 - our own id
    body = json.dumps({"workspace": workspace.id, "address": "profile/name", "text": "x", "version": 1}).encode()

    nobody = ask(port, "POST", "/typed", {OURS: "1"}, body)
    other = ask(port, "POST", "/typed", {OURS: "1", **join().headers}, body)

    assert (nobody.status, other.status) == (401, 404)
    assert CANARY.encode() not in nobody.body + other.body


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost.evil.example", "null"])
def test_a_page_of_another_site_opens_no_socket(port: int, ada: Member, origin: str) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        open_socket(port, {**ada.headers, "Origin": origin})


@pytest.fixture(scope="module")
def fresh_port(site: Site) -> Iterator[int]:
    """A server that nobody has asked for anything yet."""
    server = site.serve()
    yield server.port
    server.stop()


@pytest.mark.parametrize("name", list(navigation.PAGES))
def test_the_address_of_a_page_shows_nobody_more_than_the_door(fresh_port: int, name: str) -> None:
    shown = seen_with(fresh_port, {}, navigation.address(name))

    assert is_the_door_alone(shown)
    with open_socket(fresh_port) as socket:
        assert is_the_door_alone(run(socket, page_hash=shown.pages[navigation.address(name)]))
