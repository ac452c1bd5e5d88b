"""Who a request comes from, and what Streamlit is told of it."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send
from streamlit import config

from lib.accounts.desk import Role
from lib.accounts.own_account import end_other_sessions
from lib.accounts.sessions import SignedIn
from lib.accounts.tokens import token_hash
from lib.domain.errors import NotSignedInError, StoreUnavailableError
from lib.front_door import APP_PARTS
from lib.identity import COOKIE, HEADER, Identity, actor_of, cookies_in, desk, store
from lib.settings import settings
from lib.store.actor import LOCAL
from tests.asgi import Answer, asked
from tests.pages.hosted import an_account, cookies_of

MEDIA, UPLOAD = "/media/0123.csv", "/_stcore/upload_file/0123/4567"
GUARDED = [("GET", MEDIA), ("HEAD", MEDIA), ("PUT", UPLOAD), ("DELETE", UPLOAD)]


class Streamlit:
    """Stands where Streamlit stands, and keeps what it is told."""

    def __init__(self) -> None:
        self.scopes: list[Scope] = []

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answer every request with a file."""
        self.scopes.append(scope)
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"a file"})

    def told(self) -> list[str]:
        """Return what the last request says about who is there."""
        return [value.decode() for name, value in self.scopes[-1]["headers"] if name.decode().lower() == HEADER.lower()]


def cookie(cookies: Mapping[str, str]) -> dict[str, str]:
    return {"cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}


def connected(headers: Mapping[str, str], kind: str = "websocket") -> list[str]:
    """Return what Streamlit is told about who opens a connection with these headers."""
    streamlit = Streamlit()

    async def nothing(*_: object) -> Message:
        return {}

    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    scope: dict[str, Any] = {"type": kind, "path": "/_stcore/stream", "headers": raw}
    asyncio.run(Identity(streamlit)(scope, nothing, nothing))  # type: ignore[arg-type]  # it neither reads nor sends
    return streamlit.told()


def closed(headers: Mapping[str, str]) -> int:
    """Return the code with which a websocket that opens with these headers is closed before Streamlit hears of it."""
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        told.append(message)

    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    scope: dict[str, Any] = {"type": "websocket", "path": "/_stcore/stream", "headers": raw}
    streamlit = Streamlit()
    asyncio.run(Identity(streamlit)(scope, receive, send))
    assert streamlit.scopes == []
    return int(told[-1]["code"])


def requested(path: str, headers: Mapping[str, str], method: str = "GET", base: str = "") -> tuple[Answer, Streamlit]:
    streamlit = Streamlit()
    return asked(Identity(streamlit, base), path, method=method, headers=headers), streamlit


@pytest.fixture
def ben(hosted: pytest.MonkeyPatch) -> str:
    """Ben's account."""
    assert hosted
    return an_account("Ben")


@pytest.mark.usefixtures("process_store")
def test_at_ones_own_computer_everybody_is_the_one_person() -> None:
    assert actor_of({}) is LOCAL
    assert actor_of({COOKIE: "whatever"}) is LOCAL


def test_a_cookie_says_whose_session_it_is(ben: str) -> None:
    cookies = cookies_of(ben)
    actor = actor_of(cookies)
    assert actor == SignedIn(ben, token_hash(cookies[COOKIE]), Role.PARTICIPANT)


@pytest.mark.parametrize("kept", ["", "x", "x" * 43, "x" * 1_000_000, "'; --", "\udcff", "é" * 43, "\0"])
def test_a_cookie_that_is_none_belongs_to_nobody(ben: str, kept: str) -> None:
    cookies_of(ben)
    with pytest.raises(NotSignedInError):
        actor_of({COOKIE: kept})


def test_no_part_of_a_cookie_and_none_of_another_name_belongs_to_anybody(ben: str) -> None:
    value = cookies_of(ben)[COOKIE]
    for cookies in ({COOKIE: value[:-1]}, {COOKIE: f"{value}x"}, {COOKIE.lower(): value}, {"askwell": value}, {}):
        with pytest.raises(NotSignedInError):
            actor_of(cookies)


def test_what_the_database_knows_of_a_session_is_no_cookie(ben: str) -> None:
    known = token_hash(cookies_of(ben)[COOKIE])
    with pytest.raises(NotSignedInError):
        actor_of({COOKIE: known})


def test_a_session_that_was_ended_elsewhere_belongs_to_nobody_from_then_on(ben: str) -> None:
    ended, here = cookies_of(ben), cookies_of(ben)
    actor = actor_of(here)
    assert isinstance(actor, SignedIn)
    end_other_sessions(desk(), actor, address="here")
    assert actor_of(here) == actor
    with pytest.raises(NotSignedInError):
        actor_of(ended)


def test_a_database_that_is_away_is_said_so_to_whoever_asks_who_is_there(hosted: pytest.MonkeyPatch) -> None:
    away(hosted)
    with pytest.raises(StoreUnavailableError):
        actor_of({COOKIE: "x" * 43})


def away(site: pytest.MonkeyPatch) -> None:
    store().close()
    site.setenv("ASKWELL_DATABASE_URL", "postgresql://localhost:1/nowhere")
    settings.cache_clear()


@pytest.mark.usefixtures("hosted")
def test_the_desk_of_a_route_takes_no_pass_phrase_for_right() -> None:
    assert not desk().is_right("", "")


@pytest.mark.parametrize(
    ("header", "cookies"),
    [
        ("", {}),
        ("a=1; b=2", {"a": "1", "b": "2"}),
        ("a=1; a=2", {"a": "2"}),
        (f"theme=dark; {COOKIE}=x-_y", {"theme": "dark", COOKIE: "x-_y"}),
        ("(a)=1", {"(a)": "1"}),
        (f'x={{"a":1}}; foo; a@b=1; {COOKIE}=x-_y', {"x": '{"a":1}', "": "foo", "a@b": "1", COOKIE: "x-_y"}),
        (";;;", {}),
    ],
)
def test_cookies_are_read_from_their_header(header: str, cookies: dict[str, str]) -> None:
    assert cookies_in(header) == cookies


@given(st.text(max_size=200))
def test_no_header_of_cookies_is_ever_a_failure(header: str) -> None:
    assert all(isinstance(value, str) for value in cookies_in(header).values())


# The header that Streamlit trusts.


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("name", [HEADER, HEADER.lower(), HEADER.upper()])
@pytest.mark.usefixtures("process_store")
def test_at_ones_own_computer_no_header_of_the_client_gets_through(kind: str, name: str) -> None:
    assert connected({name: "somebody", "x-other": "kept"}, kind) == []


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("name", [HEADER, HEADER.lower(), HEADER.upper()])
@pytest.mark.usefixtures("hosted")
def test_nobody_gets_a_header_of_their_own_through(kind: str, name: str) -> None:
    assert connected({name: "somebody"}, kind) == []


def test_a_connection_says_who_is_there_whatever_the_client_says(ben: str) -> None:
    cookies = cookies_of(ben)
    said = f"{ben}:{token_hash(cookies[COOKIE])[:16]}"
    assert connected(cookie(cookies)) == [said]
    assert connected({HEADER: "somebody", **cookie(cookies), HEADER.lower(): "else"}) == [said]


def test_two_sessions_of_one_account_are_told_apart(ben: str) -> None:
    assert connected(cookie(cookies_of(ben))) != connected(cookie(cookies_of(ben)))


def test_what_is_told_is_of_no_use_as_a_cookie(ben: str) -> None:
    cookies = cookies_of(ben)
    [said] = connected(cookie(cookies))
    assert cookies[COOKIE] not in said
    assert token_hash(cookies[COOKIE]) not in said


@pytest.mark.usefixtures("ben")
@pytest.mark.parametrize("value", ["x" * 43, "x" * 101, "", '"', "x; y"])
def test_a_connection_of_nobody_says_nothing(value: str) -> None:
    assert connected({"cookie": f"{COOKIE}={value}"}) == []


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from([HEADER, HEADER.lower(), "Cookie", "Origin", "X-Askwell-Actor2"]),
        st.text(st.characters(max_codepoint=255), max_size=60),
    )
)
def test_no_headers_make_anybody_of_nobody(ben: str, headers: dict[str, str]) -> None:
    assert ben
    assert connected(headers) == []


@pytest.mark.usefixtures("hosted")
def test_everything_else_of_a_request_passes_as_it_is() -> None:
    streamlit = Streamlit()
    passed = asked(Identity(streamlit), "/learn", headers={"x-other": "kept"})
    assert passed.body == b"a file"
    [scope] = streamlit.scopes
    assert scope["path"] == "/learn"
    assert Headers(scope=scope)["x-other"] == "kept"


@pytest.mark.usefixtures("hosted")
def test_what_is_neither_a_request_nor_a_connection_is_passed_on_untouched() -> None:
    streamlit = Streamlit()
    scope = {"type": "lifespan", "app": None}

    async def nothing(*_: object) -> Message:
        return {}

    asyncio.run(Identity(streamlit)(scope, nothing, nothing))  # type: ignore[arg-type]  # it neither reads nor sends
    assert streamlit.scopes == [scope]
    assert streamlit.scopes[0] is scope


# Files and uploads.


@pytest.mark.usefixtures("hosted")
@pytest.mark.parametrize("base", ["", "/askwell", "/a/b", "/static", "/media"])
@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_files_and_uploads_are_refused_to_nobody_under_any_base(method: str, path: str, base: str) -> None:
    answer, streamlit = requested(f"{base}{path}", {}, method, base)
    assert (answer.status, answer.body) == (403, b"Sign in first.")
    assert streamlit.scopes == []


@pytest.mark.usefixtures("hosted")
@pytest.mark.parametrize(
    "path", ["/_stcore/upload_file/static/4567", "/media/static/0123.csv", "/x/static/media/0.csv"]
)
def test_the_word_static_opens_no_file(path: str) -> None:
    answer, _ = requested(path, {})
    assert answer.status == 403


@pytest.mark.parametrize("base", ["", "/askwell"])
@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_files_and_uploads_are_for_those_who_are_signed_in(ben: str, method: str, path: str, base: str) -> None:
    cookies = cookies_of(ben)
    headers = {**cookie(cookies), HEADER: "somebody", "content-length": "6"}
    answer, streamlit = requested(f"{base}{path}", headers, method, base)
    assert (answer.status, answer.body) == (200, b"a file")
    assert streamlit.told() == [f"{ben}:{token_hash(cookies[COOKIE])[:16]}"]


def test_uploads_have_to_say_how_long_they_are_and_end_where_they_fill_the_memory(ben: str) -> None:
    headers = cookie(cookies_of(ben))
    app = Identity(Streamlit())
    path = "/_stcore/upload_file/1/2"

    def sent(**more: str) -> int:
        given = {**headers, **{name.replace("_", "-"): value for name, value in more.items()}}
        return asked(app, path, method="PUT", headers=given).status

    assert sent() == 411
    assert [sent(content_length=str(30_000_000)) for _ in range(3)] == [200, 200, 413]


@pytest.mark.usefixtures("hosted")
@pytest.mark.parametrize("base", ["", "/askwell", "/static", "/media"])
@pytest.mark.parametrize("path", ["/static/media/SourceSans.woff2", "/static/js/index.js"])
def test_streamlits_own_files_are_for_everybody(path: str, base: str) -> None:
    answer, _ = requested(f"{base}{path}", {}, base=base)
    assert answer.status == 200


@pytest.mark.usefixtures("hosted")
@pytest.mark.parametrize("path", ["/", "/learn", "/_stcore/health", "/_stcore/host-config", "/app/static/icon.png"])
def test_what_the_door_needs_is_for_everybody(path: str) -> None:
    answer, _ = requested(path, {})
    assert answer.status == 200


@pytest.mark.usefixtures("process_store")
@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_at_ones_own_computer_files_need_no_session(method: str, path: str) -> None:
    answer, _ = requested(path, {}, method)
    assert answer.status == 200


def test_while_the_database_is_away_nobody_is_signed_in(hosted: pytest.MonkeyPatch, ben: str) -> None:
    headers = cookie(cookies_of(ben))
    away(hosted)
    answer, streamlit = requested(MEDIA, headers)
    assert answer.status == 503
    assert streamlit.scopes == []
    # Let in, the session would be nobody's, and so be taken over by whoever knows its id.
    assert closed(headers) == 1013


def test_streamlit_trusts_no_other_header_than_ours() -> None:
    assert config.get_option("server.trustedUserHeaders") == {HEADER: "actor"}


def test_the_server_asks_who_is_there_before_streamlit_does() -> None:
    classes: list[object] = [part.cls for part in APP_PARTS["middleware"]]
    assert Identity in classes
