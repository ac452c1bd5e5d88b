"""Files that hold personal data: for whom, how often, and what is in them."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine

from lib.accounts import tickets
from lib.accounts.downloads import (
    ReportFile,
    Whom,
    contacts_csv_ticket,
    draft_ticket,
    entry_ticket,
    everything_ticket,
    interview_log_ticket,
    invitation_ticket,
    report_ticket,
    vcards_ticket,
)
from lib.accounts.own_account import own_log
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import sign_out
from lib.accounts.tickets import LIFE, Purpose
from lib.domain.commands import AddTakeaway, ArchiveContact
from lib.exchange.people import ReadPeople
from lib.exchange.recognise import read_people
from lib.front_door import HEADERS
from lib.identity import COOKIE, actor_of, desk, store
from lib.settings import settings
from lib.store.store import SAMPLE
from lib.store.workspace import Workspace
from tests.asgi import CLIENT, Answer, asked
from tests.cast import BERLIN, NOW, a_contact, a_draft, a_goal, an_interview, scheduled
from tests.pages.hosted import ROUTES, an_account, cookies_of


class Person:
    """Somebody who is signed in, and their workspace."""

    def __init__(self, name: str) -> None:
        self.cookies = cookies_of(an_account(name))
        actor = actor_of(self.cookies)
        assert isinstance(actor, SignedIn)
        self.actor = actor

    @property
    def workspace(self) -> Workspace:
        """Their own workspace."""
        return store().workspace(self.actor)

    def takes(self, ticket: str, method: str = "GET") -> Answer:
        """Follow the address of a download."""
        headers = {"cookie": f"{COOKIE}={self.cookies[COOKIE]}"}
        return asked(ROUTES, f"/download/{ticket}", method=method, headers=headers)

    def everything(self) -> str:
        """Get a ticket for all."""
        return everything_ticket(desk(), self.actor, zone=BERLIN.key)

    def log(self, workspace_id: str = "", ids: list[str] | None = None) -> str:
        """Get a ticket for an interview log."""
        return interview_log_ticket(desk(), self.actor, workspace_id or self.workspace.id, zone=BERLIN.key, ids=ids)

    def report(self, which: ReportFile) -> str:
        """Get a ticket for the report of a goal."""
        return report_ticket(desk(), self.actor, self.workspace.id, zone=BERLIN.key, which=which)

    def deeds(self) -> list[str]:
        """Return what the audit log says."""
        return [line.deed.value for line in own_log(desk(), self.actor)]


@pytest.fixture
def ben(hosted: pytest.MonkeyPatch) -> Person:
    """Ben, a participant."""
    assert hosted
    return Person("Ben")


@pytest.fixture
def cora(hosted: pytest.MonkeyPatch) -> Person:
    """Cora, somebody else."""
    assert hosted
    return Person("Cora")


def names_in(answer: Answer) -> list[str]:
    rows = csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig")))
    return [row["person"] for row in rows]


def people_in(answer: Answer) -> list[str]:
    read = read_people(answer.body)
    assert isinstance(read, ReadPeople)
    return sorted(person.name for person in read.people)


OVER = b"This download is over. Go back, and start it again."


def assert_refused(answer: Answer, status: int = 404, sentence: bytes = OVER) -> None:
    assert (answer.status, answer.body) == (status, sentence)
    assert answer.headers["cache-control"] == "no-store"
    assert "content-disposition" not in answer.headers


def test_the_interview_log_comes_as_a_file_that_no_cache_keeps(ben: Person) -> None:
    an_interview(ben.workspace)
    with time_machine.travel(NOW.replace(hour=23), tick=False):  # in Berlin, it is tomorrow
        answer = ben.takes(ben.log())
    assert answer.status == 200
    assert names_in(answer) == ["Amara Obi"]
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="askwell-interviews-2026-10-06.csv"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers.items() >= HEADERS.items()


def test_the_log_may_be_of_some_interviews(ben: Person) -> None:
    goal_id = a_goal(ben.workspace)
    first, _ = (
        an_interview(ben.workspace, goal_id=goal_id, contact_id=a_contact(ben.workspace, name))
        for name in ("Amara Obi", "Bo Lind")
    )
    assert names_in(ben.takes(ben.log(ids=[first]))) == ["Amara Obi"]
    assert names_in(ben.takes(ben.log(ids=[]))) == []
    assert len(names_in(ben.takes(ben.log()))) == 2


@pytest.mark.parametrize(
    ("ticket_for", "name", "kind"),
    [
        (contacts_csv_ticket, "askwell-contacts-2026-10-06.csv", "text/csv"),
        (vcards_ticket, "askwell-contacts-2026-10-06.vcf", "text/vcard"),
    ],
)
def test_contacts_come_as_a_file_that_no_cache_keeps(
    ben: Person, ticket_for: Callable[..., str], name: str, kind: str
) -> None:
    ids = [a_contact(ben.workspace, person) for person in ("Amara Obi", "Bo Lind", "Cleo Ash")]
    ben.workspace.do(ArchiveContact(contact_id=ids[2]))

    def takes(whom: Whom) -> Answer:
        with time_machine.travel(NOW.replace(hour=23), tick=False):  # in Berlin, it is tomorrow
            ticket = ticket_for(desk(), ben.actor, ben.workspace.id, zone=BERLIN.key, whom=whom)
            return ben.takes(ticket)

    answer = takes(Whom())
    assert answer.status == 200
    assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["cache-control"] == "no-store"
    assert people_in(answer) == ["Amara Obi", "Bo Lind"]
    assert people_in(takes(Whom(archived=True))) == ["Amara Obi", "Bo Lind", "Cleo Ash"]
    assert people_in(takes(Whom(ids[1:], archived=True))) == ["Bo Lind", "Cleo Ash"]


def test_a_letter_comes_as_a_draft_for_ones_mail_program(ben: Person) -> None:
    contact_id = a_contact(ben.workspace, "Amara Obi", email="amara@example.org")
    message_id = a_draft(ben.workspace, an_interview(ben.workspace, contact_id=contact_id))
    with time_machine.travel(NOW.replace(hour=23), tick=False):  # in Berlin, it is tomorrow
        ticket = draft_ticket(desk(), ben.actor, ben.workspace.id, zone=BERLIN.key, message_id=message_id)
        answer = ben.takes(ticket)
    assert answer.headers["content-type"] == "message/rfc822"
    assert answer.headers["content-disposition"] == 'attachment; filename="askwell-letter-2026-10-06.eml"'
    draft = message_from_bytes(answer.body, policy=default)
    assert (draft["To"], draft["X-Unsent"]) == ("Amara Obi <amara@example.org>", "1")
    assert "may I ask you a few questions?" in draft.get_content()


def test_the_time_of_a_talk_comes_as_a_calendar_file(ben: Person) -> None:
    interview_id = scheduled(ben.workspace)
    with time_machine.travel(NOW, tick=False):
        ben.cookies = cookies_of(ben.actor.owner)
        asked_for = {"zone": BERLIN.key, "interview_id": interview_id}
        own, theirs = (
            ben.takes(ticket_for(desk(), ben.actor, ben.workspace.id, **asked_for))
            for ticket_for in (entry_ticket, invitation_ticket)
        )
    assert own.headers["content-type"] == "text/calendar; charset=utf-8"
    assert own.headers["content-disposition"] == 'attachment; filename="askwell-talk-2026-10-08.ics"'
    assert b"CLASS:PRIVATE" in own.body
    assert b"CLASS:PRIVATE" not in theirs.body
    assert b"DTSTART;TZID=Europe/Berlin:20261008T140000" in theirs.body


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
        ("md", "text/markdown; charset=utf-8", b"# What I learned"),
    ],
)
def test_a_report_comes_as_the_file_that_was_asked_for(ben: Person, form: str, kind: str, begins: bytes) -> None:
    goal_id = a_goal(ben.workspace)
    with time_machine.travel(NOW.replace(hour=23), tick=False):  # in Berlin, it is tomorrow
        answer = ben.takes(ben.report(ReportFile(goal_id, form)))
    assert answer.status == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-disposition"] == f'attachment; filename="askwell-report-2026-10-06.{form}"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.body.startswith(begins)


def test_a_report_leaves_out_names_where_that_was_asked_for(ben: Person) -> None:
    goal_id = a_goal(ben.workspace)
    ben.workspace.do(AddTakeaway(interview_id=an_interview(ben.workspace, goal_id=goal_id), text="Projects count."))
    assert b"Amara Obi" in ben.takes(ben.report(ReportFile(goal_id, "md"))).body
    nameless = ben.takes(ben.report(ReportFile(goal_id, "md", names=False))).body
    assert b"Projects count." in nameless
    assert b"Amara" not in nameless


def test_everything_comes_as_an_archive(ben: Person) -> None:
    an_interview(ben.workspace)
    a_goal(store().workspace(ben.actor, SAMPLE), "A topic of the sample")
    with time_machine.travel(NOW, tick=False):
        answer = ben.takes(ben.everything())
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="askwell-2026-10-05.zip"'
    assert answer.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert archive.testzip() is None
        own, sample = (json.loads(archive.read(f"{kind}/everything.json")) for kind in ("own", "sample"))
    assert [row["name"] for row in own["tables"]["contacts"]] == ["Amara Obi"]
    assert [row["topic"] for row in sample["tables"]["goals"]] == ["A topic of the sample"]
    assert own["made_at"] == NOW.isoformat()


def test_everything_of_somebody_who_wrote_nothing_is_an_archive_too(ben: Person) -> None:
    answer = ben.takes(ben.everything())
    assert answer.status == 200
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert archive.namelist() == ["README.txt"]


def test_nothing_of_anybody_else_is_in_the_archive(ben: Person, cora: Person) -> None:
    a_goal(ben.workspace, "Bees")
    a_goal(cora.workspace, "Corals")
    answer = ben.takes(ben.everything())
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Corals" not in whole
    assert b"Bees" in whole


def test_a_ticket_is_good_for_one_file(ben: Person) -> None:
    ticket = ben.everything()
    assert ben.takes(ticket).status == 200
    assert_refused(ben.takes(ticket))


def test_a_ticket_is_over_after_a_minute(ben: Person) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        ben.cookies = cookies_of(ben.actor.owner)
        ben.actor = actor_of(ben.cookies)  # type: ignore[assignment]  # signed in, as before
        early, late = ben.everything(), ben.everything()
        clock.shift(LIFE[Purpose.DOWNLOAD] - timedelta(seconds=1))
        assert ben.takes(early).status == 200
        clock.shift(timedelta(seconds=1))
        assert_refused(ben.takes(late))


def test_a_ticket_of_somebody_else_is_refused_and_used_up(ben: Person, cora: Person) -> None:
    ticket = ben.everything()
    assert_refused(cora.takes(ticket))
    assert_refused(ben.takes(ticket))
    assert "Data downloaded" not in ben.deeds() + cora.deeds()


def test_a_ticket_without_a_session_is_refused_and_still_good(ben: Person) -> None:
    ticket = ben.everything()
    sentence = "You are not signed in any more. Sign in again to go on; what you saved is safe."
    for headers in ({}, {"cookie": f"{COOKIE}={'x' * 43}"}, {"x-askwell-actor": ben.actor.owner}):
        assert_refused(asked(ROUTES, f"/download/{ticket}", headers=headers), 401, sentence.encode())
    assert ben.takes(ticket).status == 200


def test_a_ticket_ends_with_the_session_for_whoever_has_signed_out(ben: Person) -> None:
    ticket = ben.everything()
    sign_out(desk(), ben.actor, address="here")
    assert ben.takes(ticket).status == 401


def test_a_ticket_for_the_log_of_somebody_elses_workspace_gets_nothing(ben: Person, cora: Person) -> None:
    an_interview(cora.workspace)
    assert_refused(ben.takes(ben.log(cora.workspace.id)))
    assert_refused(ben.takes(ben.log("nowhere")))


@pytest.mark.parametrize("ticket", ["x", "x" * 43, "x" * 100_000, "..", "%00", "' OR 1=1 --", "\0"])
def test_a_forged_ticket_gets_nothing(ben: Person, ticket: str) -> None:
    assert_refused(ben.takes(ticket))


@pytest.mark.parametrize("purpose", [Purpose.SIGN_IN, Purpose.RESET, Purpose.SECOND_FACTOR])
def test_a_ticket_for_something_else_gets_nothing(ben: Person, purpose: Purpose) -> None:
    with desk().writing() as connection:
        ticket = tickets.issue(connection, purpose, ben.actor.owner, desk().clock())
    assert_refused(ben.takes(ticket))


def test_each_download_stands_in_the_log_of_its_owner(ben: Person) -> None:
    ben.takes(ben.everything())
    [line] = own_log(desk(), ben.actor)
    assert (line.deed.value, line.address, line.by_other) == ("Data downloaded", CLIENT, False)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_file_is_only_fetched(ben: Person, method: str) -> None:
    ticket = ben.everything()
    assert ben.takes(ticket, method).status == 405
    assert ben.takes(ticket).status == 200


def test_a_database_that_is_away_is_said_so(hosted: pytest.MonkeyPatch, ben: Person) -> None:
    ticket = ben.everything()
    hosted.setenv("ASKWELL_DATABASE_URL", "postgresql://localhost:1/nowhere")
    settings.cache_clear()
    sentence = "Your data can't be reached just now. Nothing was changed; please try again in a moment."
    assert_refused(ben.takes(ticket), 503, sentence.encode())


@pytest.mark.usefixtures("process_store")
def test_at_ones_own_computer_there_is_nothing_to_fetch() -> None:
    assert_refused(asked(ROUTES, "/download/0123"))
