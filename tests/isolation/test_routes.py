"""Every route and every download, asked by everybody with the cookie that their browser has."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa
from starlette.applications import Starlette

from lib.accounts import downloads
from lib.accounts.feeds import feed_of, make_feed
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import sign_in, who
from lib.front_door import APP_PARTS
from lib.identity import COOKIE
from lib.refusals import Refusal
from lib.settings import settings
from lib.store.tables import calendar_feeds
from lib.views.typed_texts import KINDS
from tests.asgi import Answer, asked
from tests.isolation.conftest import Site
from tests.isolation.people import ADDRESS, NOBODIES, OTHERS, OWNER, PHRASE, Person
from tests.isolation.refusals import counted
from tests.isolation.registered import asked_for, routes
from tests.isolation.rows import account_of, written_by
from tests.lib.store.every_command import World

APP = Starlette(routes=APP_PARTS["routes"], middleware=APP_PARTS["middleware"])
OURS = {"x-askwell": "1", "sec-fetch-site": "same-origin"}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

# What each download is asked for with, in somebody's name but with what is Ada's.
DOWNLOADS: Mapping[str, Callable[[Site, SignedIn], str]] = {
    "downloads.everything_ticket": lambda site, actor: downloads.everything_ticket(site.desk, actor, zone="UTC"),
    "downloads.interview_log_ticket": lambda site, actor: downloads.interview_log_ticket(
        site.desk, actor, site.cast.ada.workspace_id, zone="UTC", ids=None
    ),
    "downloads.contacts_csv_ticket": lambda site, actor: downloads.contacts_csv_ticket(
        site.desk, actor, site.cast.ada.workspace_id, zone="UTC", whom=downloads.Whom(archived=True)
    ),
    "downloads.vcards_ticket": lambda site, actor: downloads.vcards_ticket(
        site.desk, actor, site.cast.ada.workspace_id, zone="UTC", whom=downloads.Whom(archived=True)
    ),
    "downloads.draft_ticket": lambda site, actor: downloads.draft_ticket(
        site.desk, actor, site.cast.ada.workspace_id, zone="UTC", message_id=site.cast.hers.message
    ),
    "downloads.entry_ticket": lambda site, actor: downloads.entry_ticket(
        site.desk, actor, site.cast.ada.workspace_id, zone="UTC", interview_id=site.cast.hers.planned
    ),
    "downloads.invitation_ticket": lambda site, actor: downloads.invitation_ticket(
        site.desk, actor, site.cast.ada.workspace_id, zone="UTC", interview_id=site.cast.hers.planned
    ),
    "downloads.sheet_ticket": lambda site, actor: downloads.sheet_ticket(
        *(site.desk, actor, site.cast.ada.workspace_id),
        zone="UTC",
        which=downloads.SheetFile(site.cast.hers.planned, "html"),
    ),
    "downloads.report_ticket": lambda site, actor: downloads.report_ticket(
        *(site.desk, actor, site.cast.ada.workspace_id),
        zone="UTC",
        which=downloads.ReportFile(site.cast.hers.goal, "html"),
    ),
}

# Every kind of text that saves while it is typed, at an address of Ada's.
ADDRESSES: Mapping[str, Callable[[World], str]] = {
    "goal": lambda world: f"goal/{world.goal}/wanted",
    "profile": lambda _: "profile/name",
    "question": lambda world: f"question/{world.question}",
    "contact-notes": lambda world: f"contact-notes/{world.stranger}",
    "subject": lambda world: f"subject/{world.message}",
    "body": lambda world: f"body/{world.message}",
    "reply": lambda world: f"reply/{world.requested}",
    "takeaway": lambda world: f"takeaway/{world.takeaway}",
    "answer": lambda world: f"answer/{world.held}/{world.other_question}",
    "notes": lambda world: f"notes/{world.held}",
    "debrief": lambda world: f"debrief/{world.held}/changed",
}


@dataclass(frozen=True)
class Sent:
    """A request beside its method and cookie."""

    path: str
    headers: Mapping[str, str] = field(default_factory=lambda: OURS)
    body: bytes = b""


@dataclass(frozen=True)
class Case:
    """What is sent to a route, with what is Ada's, and with which status it answers whom."""

    sent: Callable[[Site], Sent]
    owner: int
    others: int
    nobody: int

    def status_for(self, name: str) -> int:
        """Return the status that somebody gets."""
        if name == OWNER:
            return self.owner
        return self.nobody if name in NOBODIES else self.others


def _plainly(path: str) -> Callable[[Site], Sent]:
    return lambda _: Sent(path)


def _typed(workspace_id: str, address: str) -> Sent:
    content = {"workspace": workspace_id, "address": address, "text": "Planted", "version": 1}
    return Sent("/typed", body=json.dumps(content).encode())


def _download(site: Site) -> Sent:
    return Sent(f"/download/{downloads.everything_ticket(site.desk, site.cast.ada.actor, zone='UTC')}")


def _calendar(site: Site) -> Sent:
    """Ask for Ada's calendar by what others could know of it: what lies in the database."""
    with site.desk.reading() as connection:
        hers = sa.select(calendar_feeds.c.token_hash).where(calendar_feeds.c.owner == site.cast.ada.actor.owner)
        return Sent(f"/calendar/{connection.execute(hers).scalar_one()}.ics")


_FOR_ALL = {"owner": 200, "others": 200, "nobody": 200}
_FOR_ONE = {"owner": 200, "others": 404, "nobody": 401}

CASES: Mapping[tuple[str, str], Case] = {
    **{(method, "/healthz"): Case(_plainly("/healthz"), **_FOR_ALL) for method in ("GET", "HEAD")},
    **{(method, "/readyz"): Case(_plainly("/readyz"), **_FOR_ALL) for method in ("GET", "HEAD")},
    # Who holds the token is nobody of these.
    **{(method, "/metrics"): Case(_plainly("/metrics"), 404, 404, 404) for method in ("GET", "HEAD")},
    ("POST", "/typed"): Case(
        lambda site: _typed(site.cast.ada.workspace_id, f"contact-notes/{site.cast.hers.stranger}"), **_FOR_ONE
    ),
    # A session is given for a ticket of a sign-in, to whoever holds it, whatever cookie they have; never for another's
    # cookie, id or download.
    ("POST", "/session"): Case(
        lambda site: Sent(
            "/session",
            {**OURS, "x-ticket": downloads.everything_ticket(site.desk, site.cast.ada.actor, zone="UTC")},
        ),
        403,
        403,
        403,
    ),
    # It takes a cookie away from the browser that asks; the session was ended by the page.
    ("POST", "/session/end"): Case(_plainly("/session/end"), 204, 204, 204),
    # Who holds the token is nobody of these; a cookie opens no calendar.
    **{(method, "/calendar/{name:path}"): Case(_calendar, 404, 404, 404) for method in ("GET", "HEAD")},
    ("GET", "/download/{ticket}"): Case(_download, **_FOR_ONE),
    # A HEAD takes nothing, and uses nothing up.
    ("HEAD", "/download/{ticket}"): Case(_download, 405, 405, 405),
}


def _ask(person: Person, method: str, sent: Sent) -> Answer:
    cookie = {"cookie": f"{COOKIE}={person.cookie}"} if person.cookie else {}
    return asked(APP, sent.path, method=method, headers={**sent.headers, **cookie}, body=sent.body)


def _told(answer: Answer) -> str:
    """Return all that an answer says, an archive unpacked."""
    body = answer.body
    if answer.headers.get("content-type") == "application/zip":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(archive.read(name) for name in archive.namelist())
    return body.decode() + str(answer.headers)


def _secrets_in(site: Site, answer: Answer) -> list[str]:
    return [secret for secret in (*site.cast.secrets(), site.cast.ada.cookie) if secret in _told(answer)]


# Nothing is left out.


def test_every_route_is_asked() -> None:
    assert routes() == set(CASES)


def test_every_download_is_asked() -> None:
    assert {name for name in asked_for("actor") if name.endswith("_ticket")} == set(DOWNLOADS)


def test_every_kind_of_typed_text_is_sent() -> None:
    assert set(ADDRESSES) == KINDS


# Who gets what.


def test_each_route_gives_others_nothing_of_hers(site: Site, subtests: pytest.Subtests) -> None:
    hers = site.cast.ada.actor.owner
    before = written_by(site.store.engine, hers), account_of(site.store.engine, hers)
    for (method, path), case in CASES.items():
        for name in (*OTHERS, *NOBODIES):
            with subtests.test(path, method=method, who=name):
                sent, refused = case.sent(site), counted(Refusal.REQUEST)
                answer = _ask(site.cast.people[name], method, sent)
                assert answer.status == case.status_for(name)
                assert counted(Refusal.REQUEST) == refused + (answer.status in {401, 403})
                assert _secrets_in(site, answer) == []
    assert written_by(site.store.engine, hers) == before[0]
    # Tickets of hers are made here, and used up by whoever tries them.
    assert {**account_of(site.store.engine, hers), "tickets": []} == {**before[1], "tickets": []}


def test_each_route_gives_her_what_is_hers(site: Site, subtests: pytest.Subtests) -> None:
    for (method, path), case in CASES.items():
        with subtests.test(path, method=method):
            answer = _ask(site.cast.ada, method, case.sent(site))
            assert answer.status == case.owner
            assert site.cast.ada.cookie not in _told(answer)


def test_no_route_knows_another_method(site: Site, subtests: pytest.Subtests) -> None:
    for path in sorted({path for _, path in CASES}):
        for method in METHODS:
            if (method, path) not in CASES:
                with subtests.test(path, method=method):
                    answer = _ask(site.cast.ada, method, Sent(path.replace("{ticket}", "none")))
                    assert answer.status == 405


def test_a_taken_ticket_is_used_up_by_whoever_tried_it(site: Site, subtests: pytest.Subtests) -> None:
    for download, ticket_for in DOWNLOADS.items():
        for name in OTHERS:
            with subtests.test(download, who=name):
                sent = Sent(f"/download/{ticket_for(site, site.cast.ada.actor)}")
                answers = [_ask(site.cast.people[who_asks], "GET", sent) for who_asks in (name, OWNER)]
                assert [answer.status for answer in answers] == [404, 404]
                assert _secrets_in(site, answers[0]) == []


def test_nobody_can_take_a_ticket_nor_use_it_up(site: Site, subtests: pytest.Subtests) -> None:
    for download, ticket_for in DOWNLOADS.items():
        for name in NOBODIES:
            with subtests.test(download, who=name):
                sent = Sent(f"/download/{ticket_for(site, site.cast.ada.actor)}")
                answers = [_ask(site.cast.people[who_asks], "GET", sent) for who_asks in (name, OWNER, OWNER)]
                assert [answer.status for answer in answers] == [401, 200, 404]
                assert _secrets_in(site, answers[0]) == []
                assert answers[1].headers["cache-control"] == "no-store"
                assert _secrets_in(site, answers[1])


def test_a_ticket_of_ones_own_opens_no_workspace_of_hers(site: Site, subtests: pytest.Subtests) -> None:
    for download, ticket_for in DOWNLOADS.items():
        for name in OTHERS:
            with subtests.test(download, who=name):
                person = site.cast.people[name]
                sent = Sent(f"/download/{ticket_for(site, person.actor)}")
                answer = _ask(person, "GET", sent)
                assert answer.status == (200 if "everything" in download else 404)
                assert _secrets_in(site, answer) == []


def test_a_calendar_opens_by_its_token_alone_and_holds_its_owners_alone(site: Site, subtests: pytest.Subtests) -> None:
    tokens = {name: _token_of(site, site.cast.people[name]) for name in (OWNER, "ben")}
    for name in (OWNER, *OTHERS, *NOBODIES):
        with subtests.test(name):
            hers, bens = (_ask(site.cast.people[name], "GET", Sent(f"/calendar/{tokens[of]}.ics")) for of in tokens)
            assert (hers.status, bens.status) == (200, 200)
            assert "ZqcontactsZqnameQz" in _told(hers)
            assert _secrets_in(site, bens) == []


def _token_of(site: Site, person: Person) -> str:
    make_feed(site.desk, person.actor, person.workspace_id, address=ADDRESS)
    feed = feed_of(site.desk, person.actor, person.workspace_id)
    assert feed
    return feed.token


def test_no_text_of_hers_can_be_typed_over_or_read(site: Site, subtests: pytest.Subtests) -> None:
    ada = site.cast.ada
    before = written_by(site.store.engine, ada.actor.owner)
    for kind, address in ADDRESSES.items():
        for name in (*OTHERS, *NOBODIES):
            person = site.cast.people[name]
            own_place = ada.workspace_id if kind == "profile" else person.workspace_id
            for workspace_id in {ada.workspace_id, own_place}:
                with subtests.test(kind, who=name):
                    answer = _ask(person, "POST", _typed(workspace_id, address(site.cast.hers)))
                    assert answer.status == (401 if name in NOBODIES else 404)
                    assert _secrets_in(site, answer) == []
    assert written_by(site.store.engine, ada.actor.owner) == before


def test_she_herself_types_wherever_she_wrote(site: Site, subtests: pytest.Subtests) -> None:
    for kind, address in ADDRESSES.items():
        with subtests.test(kind):
            answer = _ask(site.cast.ada, "POST", _typed(site.cast.ada.workspace_id, address(site.cast.hers)))
            assert answer.status in {200, 409}


def test_the_figures_say_nothing_of_anybody(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASKWELL_METRICS_TOKEN", "a token that the figures are read with")
    settings.cache_clear()
    bearer = {"authorization": "Bearer a token that the figures are read with"}
    for name in (OWNER, *OTHERS):
        _ask(site.cast.people[name], "GET", _download(site))
    answer = asked(APP, "/metrics", headers=bearer)
    assert answer.status == 200
    names = [secret for person in site.cast.people.values() for secret in (person.actor.owner, person.actor.session)]
    assert _secrets_in(site, answer) == []
    assert [secret for secret in names if secret in _told(answer)] == []


def test_a_ticket_of_a_sign_in_begins_a_session_of_its_owner_alone(site: Site) -> None:
    step = sign_in(site.desk, "ben", PHRASE.format("ben"), is_remembered=False, address=ADDRESS)
    answer = _ask(site.cast.people["cora"], "POST", Sent("/session", {**OURS, "x-ticket": step.ticket}))
    assert answer.status == 204
    session_id = answer.headers["set-cookie"].split("=", maxsplit=1)[1].split(";", maxsplit=1)[0]
    begun = who(site.desk, session_id)
    assert begun
    assert begun.owner == site.cast.actor("ben").owner
    assert begun.session != site.cast.actor("ben").session
