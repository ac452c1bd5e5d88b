"""The route of texts that save while they are typed: what it keeps, and what it refuses."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Route

from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import sign_out
from lib.domain.fields import TEXT_LIMIT
from lib.identity import COOKIE, actor_of, desk, store
from lib.logs import JsonLines
from lib.store.actor import LOCAL
from lib.store.store import Store
from lib.store.workspace import Workspace
from lib.typed_route import MOST_BYTES, PATH, path_under, take_typed
from tests.asgi import Answer, asked
from tests.cast import BEN, a_draft, a_goal, an_interview, only
from tests.pages.hosted import an_account, cookies_of

APP = Starlette(routes=[Route(PATH, take_typed, methods=["POST"])])
OURS = {"x-askwell": "1", "content-type": "application/json", "sec-fetch-site": "same-origin"}


@pytest.fixture
def workspace(process_store: Store) -> Workspace:
    """The workspace of whoever uses this machine."""
    return process_store.workspace(LOCAL)


def sent(body: bytes, headers: dict[str, str] | None = None) -> Answer:
    return asked(APP, PATH, method="POST", headers=OURS if headers is None else headers, body=body)


def typed(
    workspace_id: str,
    address: str,
    text: str,
    version: int = 1,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> Answer:
    content = {"workspace": workspace_id, "address": address, "text": text, "version": version, **more}
    return sent(json.dumps(content).encode(), headers)


@pytest.fixture
def bens_cookies(hosted: pytest.MonkeyPatch) -> dict[str, str]:
    """The cookies of the browser in which Ben is signed in, at a site where people do."""
    assert hosted
    return cookies_of(an_account("Ben"))


@pytest.fixture
def bens(bens_cookies: dict[str, str]) -> Workspace:
    """Ben's workspace."""
    return store().workspace(actor_of(bens_cookies))


def test_a_text_is_kept_and_its_version_told(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    answer = typed(workspace.id, f"goal/{goal_id}/wanted", "The mornings\r\n")
    assert (answer.status, answer.content) == (200, {"text": "The mornings\n", "version": 2})
    assert only(workspace.snapshot().goals).wanted == "The mornings\n"
    assert answer.headers["cache-control"] == "no-store"


def test_a_text_that_another_tab_changed_is_told_and_stays(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    typed(workspace.id, f"goal/{goal_id}/wanted", "From the first tab")
    answer = typed(workspace.id, f"goal/{goal_id}/wanted", "From the second tab")
    assert (answer.status, answer.content) == (409, {"text": "From the first tab", "version": 2})
    assert only(workspace.snapshot().goals).wanted == "From the first tab"


def test_a_conflict_with_what_the_tab_itself_sent_before_is_none(workspace: Workspace) -> None:
    address = f"goal/{a_goal(workspace)}/wanted"
    typed(workspace.id, address, "One two ")
    answer = typed(workspace.id, address, "One two three", unanswered=["One", "One two "])
    assert (answer.status, answer.content) == (200, {"text": "One two three", "version": 3})


def test_what_another_tab_sent_between_two_of_ours_is_a_conflict(workspace: Workspace) -> None:
    address = f"goal/{a_goal(workspace)}/wanted"
    typed(workspace.id, address, "Ours")
    typed(workspace.id, address, "Theirs", version=2)
    assert typed(workspace.id, address, "Ours and more", unanswered=["Ours"]).status == 409


def test_those_who_write_at_once_are_never_told_anothers_text_as_their_own(workspace: Workspace) -> None:
    address = f"goal/{a_goal(workspace)}/wanted"

    def writes(name: str) -> list[tuple[str, str]]:
        told, version = [], 1
        for number in range(60):
            answer = typed(workspace.id, address, f"{name} {number}", version=version)
            version = answer.content["version"]
            told += [(f"{name} {number}", answer.content["text"])] * (answer.status == 200)
        return told

    with ThreadPoolExecutor() as pool:
        told = [pair for pairs in pool.map(writes, ["first", "second", "third", "fourth"]) for pair in pairs]
    assert len(told) > 2
    assert [pair for pair in told if pair[0] != pair[1]] == []


def test_the_workspace_of_somebody_else_is_not_found(workspace: Workspace, process_store: Store) -> None:
    theirs = process_store.workspace(BEN)
    goal_id = a_goal(theirs)
    answer = typed(theirs.id, f"goal/{goal_id}/wanted", "Written by another")
    assert answer.status == 404
    assert only(theirs.snapshot().goals).wanted == ""
    assert workspace.id != theirs.id


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "application/json"},
        {**OURS, "sec-fetch-site": "cross-site"},
        {**OURS, "sec-fetch-site": "same-site"},
        {**OURS, "sec-fetch-site": "none"},
    ],
)
def test_a_request_that_a_page_of_ours_did_not_make_is_refused(workspace: Workspace, headers: dict[str, str]) -> None:
    goal_id = a_goal(workspace)
    content = {"workspace": workspace.id, "address": f"goal/{goal_id}/wanted", "text": "Planted", "version": 1}
    assert sent(json.dumps(content).encode(), headers).status == 403
    assert only(workspace.snapshot().goals).wanted == ""


def test_a_browser_that_does_not_tell_where_a_request_comes_from_is_believed(workspace: Workspace) -> None:
    content = {"workspace": workspace.id, "address": "profile/name", "text": "Ada", "version": 1}
    assert sent(json.dumps(content).encode(), {"x-askwell": "1"}).status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"text": "alone"}',
        b'{"workspace": "w", "address": "profile/name", "text": "a", "version": -1}',
        b'{"workspace": "w", "address": "profile/name", "text": "a", "version": 99999999999999999999}',
        b'{"workspace": "w", "address": "profile/name", "text": "a", "version": 1, "more": 1}',
        b'{"workspace": "w", "address": "profile/name", "text": "a", "version": 1, "unanswered": ["1","2","3","4"]}',
        b'{"workspace": "w", "address": "profile/name", "text": "\\ud800", "version": 1}',
        "é".encode("latin-1"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(workspace: Workspace, body: bytes) -> None:
    answer = sent(body)
    assert answer.status == 422
    assert answer.content["sentence"].startswith("This text could not be read.")
    assert workspace.snapshot().revision == 0


def test_more_than_any_text_needs_is_not_even_read(workspace: Workspace) -> None:
    answer = sent(b" " * (MOST_BYTES + 1))
    assert answer.status == 413
    assert answer.content["sentence"] == "This text is too long to keep. Please shorten it."
    assert workspace.snapshot().revision == 0


def test_the_longest_text_fits_and_one_character_more_is_told(workspace: Workspace) -> None:
    address = f"goal/{a_goal(workspace)}/wanted"
    longest = "\N{GRINNING FACE}" * TEXT_LIMIT
    assert typed(workspace.id, address, longest + "a").status == 422
    answer = sent(
        json.dumps(
            {"workspace": workspace.id, "address": address, "text": longest, "version": 1, "unanswered": [longest] * 3},
            ensure_ascii=False,
        ).encode()
    )
    assert answer.status == 200


def test_a_text_that_does_not_hold_is_refused_in_words(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    answer = typed(workspace.id, f"goal/{goal_id}/topic", " ")
    assert answer.status == 422
    assert answer.content["sentence"] == "A goal needs a few words that name it. The last ones are kept."


def test_a_record_that_was_removed_is_not_found(workspace: Workspace) -> None:
    answer = typed(workspace.id, "goal/0123456789abcdef/wanted", "Too late")
    assert answer.status == 404
    assert "not here any more" in answer.content["sentence"]


def test_a_database_that_is_away_is_said_so_and_nothing_else(set_database: pytest.MonkeyPatch) -> None:
    set_database.setenv("ASKWELL_DATABASE_URL", "postgresql://localhost:1/nowhere")
    assert typed("0123456789abcdef", "profile/name", "Ada").status == 503


# What the coach says of a letter.


def test_a_letter_that_is_kept_comes_back_with_the_coachs_remarks(workspace: Workspace) -> None:
    draft_id = a_draft(workspace, an_interview(workspace))
    answer = typed(workspace.id, f"body/{draft_id}", "Hi Amora, are you hiring?")
    assert answer.content["version"] == 2
    said = {remark["id"]: remark for remark in answer.content["remarks"]}
    assert said["name"]["said"] == "You wrote “Amora”; you keep their name as “Amara”."
    assert said["no_job_ask"]["verdict"] == "better"
    assert set(said["name"]) == {"id", "verdict", "title", "said", "why", "source", "grade"}
    again = typed(workspace.id, f"subject/{draft_id}", "Urgent", version=2)
    assert {"name", "subject"} <= {remark["id"] for remark in again.content["remarks"] if remark["verdict"] == "better"}


def test_a_fault_of_the_coach_costs_no_text(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def at_fault(*_: object, **__: object) -> None:
        message = "Hi Amara, in confidence"
        raise RuntimeError(message)

    monkeypatch.setattr("lib.typed_route.letter_remarks", at_fault)
    draft_id = a_draft(workspace, an_interview(workspace))
    answer = typed(workspace.id, f"body/{draft_id}", "Hi Amara, in confidence")
    assert (answer.status, answer.content) == (200, {"text": "Hi Amara, in confidence", "version": 2})
    [record] = [record for record in caplog.records if record.name == "askwell.typed"]
    assert "confidence" not in JsonLines().format(record)
    assert "RuntimeError" in JsonLines().format(record)


# Where people sign in.

NOT_SIGNED_IN = "You are not signed in any more. Sign in again to go on; what you saved is safe."
GONE = "This workspace is not here any more. It may have been removed in another tab."


def as_one(cookies: dict[str, str]) -> dict[str, str]:
    return {**OURS, "cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}


def test_whoever_is_signed_in_writes_in_their_own_workspace(bens: Workspace, bens_cookies: dict[str, str]) -> None:
    answer = typed(bens.id, "profile/name", "Ben", headers=as_one(bens_cookies))
    assert (answer.status, answer.content) == (200, {"text": "Ben", "version": 2})
    assert only(bens.snapshot().profiles).name == "Ben"


@pytest.mark.parametrize("cookies", [{}, {COOKIE: ""}, {COOKIE: "x" * 43}, {"askwell": "x"}])
def test_whoever_is_not_signed_in_is_told_so_and_writes_nothing(bens: Workspace, cookies: dict[str, str]) -> None:
    answer = typed(bens.id, "profile/name", "Nobody", headers=as_one(cookies))
    assert (answer.status, answer.content) == (401, {"sentence": NOT_SIGNED_IN})
    assert answer.headers["cache-control"] == "no-store"
    assert only(bens.snapshot().profiles).name == ""


def test_a_text_that_comes_after_signing_out_is_not_kept(bens: Workspace, bens_cookies: dict[str, str]) -> None:
    actor = actor_of(bens_cookies)
    assert isinstance(actor, SignedIn)
    sign_out(desk(), actor, address="here")
    assert typed(bens.id, "profile/name", "Too late", headers=as_one(bens_cookies)).status == 401


def test_anothers_workspace_is_not_found_whatever_is_sent(bens: Workspace) -> None:
    goal_id = a_goal(bens)
    coras = as_one(cookies_of(an_account("Cora")))
    for address in ("profile/name", f"goal/{goal_id}/wanted", "goal/0123456789abcdef/wanted", "nothing"):
        for version in (0, 1, 2):
            answer = typed(bens.id, address, "Planted", version, headers=coras)
            assert (answer.status, answer.content) == (404, {"sentence": GONE})
    assert typed("0123456789abcdef", "profile/name", "Planted", headers=coras).content == {"sentence": GONE}
    assert only(bens.snapshot().goals).wanted == ""
    assert only(bens.snapshot().profiles).name == ""


def test_a_record_of_another_is_not_found_in_ones_own_workspace(bens: Workspace) -> None:
    goal_id = a_goal(bens)
    cookies = cookies_of(an_account("Cora"))
    own = store().workspace(actor_of(cookies))
    draft_id = a_draft(bens, an_interview(bens, goal_id=goal_id))
    for address in (f"goal/{goal_id}/wanted", f"body/{draft_id}", f"subject/{draft_id}"):
        answer = typed(own.id, address, "Planted", headers=as_one(cookies))
        assert answer.status == 404
        assert set(answer.content) == {"sentence"}
    assert only(bens.snapshot().goals).wanted == ""
    assert "Planted" not in only(bens.snapshot().messages).body


def test_the_workspace_of_ones_own_computer_is_nobodys_at_a_site(
    process_store: Store, bens_cookies: dict[str, str]
) -> None:
    left = process_store.workspace(LOCAL)
    assert typed(left.id, "profile/name", "Mine now", headers=as_one(bens_cookies)).status == 404
    assert typed(left.id, "profile/name", "Mine now").status == 401


def test_a_full_disk_is_told_in_words(workspace: Workspace, process_store: Store) -> None:
    goal_id = a_goal(workspace)
    with process_store._engine.connect() as connection:  # noqa: SLF001 - the limit is a connection's
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    answer = typed(workspace.id, f"goal/{goal_id}/wanted", "x" * 100_000)
    assert answer.status == 507
    assert answer.content["sentence"].startswith("The disk is full")


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    address=st.text(max_size=120)
    | st.lists(st.sampled_from(["goal", "profile", "body", "x", "", "name"])).map("/".join)
)
def test_an_address_that_names_nothing_changes_nothing(workspace: Workspace, address: str) -> None:
    before = workspace.snapshot().revision
    answer = typed(workspace.id, address, "Anything")
    if address == "profile/name":
        assert answer.status in {200, 409}
    else:
        assert answer.status in {404, 422}
        assert workspace.snapshot().revision == before


def test_the_path_lies_where_the_pages_lie() -> None:
    assert [path_under(base) for base in ("", "/", "askwell", "/a/b/")] == [
        "/typed",
        "/typed",
        "/askwell/typed",
        "/a/b/typed",
    ]
