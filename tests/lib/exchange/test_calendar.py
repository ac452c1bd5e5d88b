"""Calendar files: what is in them, that they hold to the standard, and that others read the same times."""

import dataclasses
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from lib.domain import commands
from lib.domain.errors import NotFoundError
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Mode, Reply
from lib.exchange.calendar import calendar_of, file_name, invitation, own_entry
from lib.store.store import Store
from lib.store.workspace import Workspace
from lib.views.interviews import one_interview
from tests.cast import (
    ADA,
    BERLIN,
    NOW,
    TODAY,
    Clock,
    a_contact,
    a_goal,
    a_question,
    an_interview,
    asked,
    done,
    replied,
    scheduled,
    talked,
)
from tests.lib.exchange.rfc5545 import Component, strictly_read

NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """A fresh SQLite database with the tables in it."""
    return sqlite_url


def with_addresses(workspace: Workspace, theirs: str = "amara@example.org", mine: str = "ada@example.org") -> str:
    """Let both have an e-mail address, and agree on a talk; return its id."""
    profile = commands.SaveProfileText(field="email", text=mine, version=1)
    workspace.do(profile)
    workspace.do(commands.SaveProfileText(field="name", text="Ada", version=2))
    contact_id = a_contact(workspace, email=theirs)
    return scheduled(workspace, asked_by(workspace, an_interview(workspace, contact_id=contact_id)))


def asked_by(workspace: Workspace, interview_id: str) -> str:
    return replied(workspace, Reply.YES, asked(workspace, interview_id))


def invited(workspace: Workspace, interview_id: str) -> Component:
    snapshot = workspace.snapshot()
    row = one_interview(snapshot, BERLIN, interview_id)
    return read_by_all(invitation(snapshot, row, zone=BERLIN, now=NOW))


def own(workspace: Workspace, interview_id: str, now: datetime = NOW) -> Component:
    snapshot = workspace.snapshot()
    return read_by_all(own_entry(snapshot, one_interview(snapshot, BERLIN, interview_id), zone=BERLIN, now=now))


def fed(workspace: Workspace, now: datetime = NOW, zone: ZoneInfo = BERLIN) -> Component:
    return read_by_all(calendar_of(workspace.snapshot(), zone, now))


def read_by_all(content: bytes) -> Component:
    """Return what our strict reading found, after two other libraries took the file for valid, too."""
    calendar = strictly_read(content)
    other = vobject.readOne(content.decode())
    other.validate(raiseException=True)
    assert IcsCalendarStream.calendar_from_ics(content.decode()).events is not None
    return calendar


def event(calendar: Component) -> Component:
    [only] = calendar.all_of("VEVENT")
    return only


def talks(calendar: Component) -> list[Component]:
    return [found for found in calendar.all_of("VEVENT") if "TRANSP" not in found.names()]


def days(calendar: Component) -> dict[str, str]:
    """Return what is due on which day."""
    due = [found for found in calendar.all_of("VEVENT") if "TRANSP" in found.names()]
    return {found.value("SUMMARY"): found.value("DTSTART") for found in due}


# One talk


def test_an_invitation_can_be_answered_where_both_addresses_are_known(workspace: Workspace) -> None:
    calendar = invited(workspace, with_addresses(workspace))
    assert calendar.value("METHOD") == "REQUEST"
    assert event(calendar).value("ORGANIZER") == "mailto:ada@example.org"
    assert event(calendar).value("ATTENDEE") == "mailto:amara@example.org"
    assert event(calendar).value("SUMMARY") == "Talk: Ada and Amara Obi"
    assert event(calendar).value("STATUS") == "CONFIRMED"
    assert "8 October at 14:00" in event(calendar).value("DESCRIPTION")
    assert [alarm.value("TRIGGER") for alarm in event(calendar).all_of("VALARM")] == ["-PT15M"]


@pytest.mark.parametrize(("theirs", "mine"), [("", "ada@example.org"), ("amara@example.org", "not an address")])
def test_without_both_addresses_it_is_told_to_nobody_in_particular(
    workspace: Workspace, theirs: str, mine: str
) -> None:
    calendar = invited(workspace, with_addresses(workspace, theirs, mine))
    assert calendar.value("METHOD") == "PUBLISH"
    assert not {"ORGANIZER", "ATTENDEE"} & set(calendar.names())


def test_an_invitation_holds_nothing_from_anybodys_notes(workspace: Workspace) -> None:
    goal_id = a_goal(workspace, "zebras", decision="whether to leave")
    a_question(workspace, goal_id, "What do zebras earn?")
    contact_id = a_contact(workspace, notes="She is grumpy", how_known="from the zoo", email="amara@example.org")
    interview_id = asked_by(workspace, an_interview(workspace, goal_id=goal_id, contact_id=contact_id))
    scheduled(workspace, interview_id)
    snapshot = workspace.snapshot()
    row = one_interview(snapshot, BERLIN, interview_id)
    told = invitation(snapshot, row, zone=BERLIN, now=NOW).decode().lower()
    assert not re.search("zebra|grumpy|zoo|leave", told)
    mine = event(own(workspace, interview_id)).value("DESCRIPTION")
    assert "What do zebras earn?" in mine
    assert "grumpy" not in mine


def test_ones_own_entry_is_private_and_rings_twice_until_it_begins(workspace: Workspace) -> None:
    interview_id = scheduled(workspace, place="https://meet.example.org/a?b=c", mode=Mode.VIDEO)
    calendar = own(workspace, interview_id)
    assert calendar.value("METHOD") == "PUBLISH"
    mine = event(calendar)
    assert (mine.value("CLASS"), mine.value("SUMMARY")) == ("PRIVATE", "Talk with Amara Obi")
    assert mine.value("LOCATION") == mine.value("URL") == "https://meet.example.org/a?b=c"
    assert [alarm.value("TRIGGER") for alarm in mine.all_of("VALARM")] == ["-P1D", "-PT15M"]
    assert event(own(workspace, interview_id, NOW + timedelta(days=4))).all_of("VALARM") == []


def test_a_place_that_is_no_link_is_a_place_alone(workspace: Workspace) -> None:
    mine = event(own(workspace, scheduled(workspace, place="Café Ångström; upstairs, left")))
    assert mine.value("LOCATION") == r"Café Ångström\; upstairs\, left"
    assert "URL" not in mine.names()


def test_every_change_keeps_the_id_and_raises_the_number(workspace: Workspace) -> None:
    interview_id = with_addresses(workspace)
    seen = [event(invited(workspace, interview_id))]
    for command in (
        commands.AgreeTime(interview_id=interview_id, on=TODAY, at=time(16), time_zone=BERLIN.key),
        commands.RecordMissed(interview_id=interview_id, by_them=True),
        commands.AgreeTime(interview_id=interview_id, on=date(2026, 10, 9), at=time(9), time_zone=BERLIN.key),
        commands.CallOff(interview_id=interview_id),
    ):
        number = workspace.do(command).number
        seen.append(event(invited(workspace, interview_id)))
    assert number
    workspace.undo(number)
    seen.append(event(invited(workspace, interview_id)))
    assert {one.value("UID") for one in seen} == {f"{interview_id}@askwell"}
    numbers = [int(one.value("SEQUENCE")) for one in seen]
    assert numbers == sorted(set(numbers))


def test_what_is_called_off_is_cancelled(workspace: Workspace) -> None:
    interview_id = with_addresses(workspace)
    workspace.do(commands.CallOff(interview_id=interview_id))
    for calendar in (invited(workspace, interview_id), own(workspace, interview_id)):
        assert calendar.value("METHOD") == "CANCEL"
        assert event(calendar).value("STATUS") == "CANCELLED"
    assert "ATTENDEE" in invited(workspace, interview_id).names()
    assert own(workspace, interview_id).components[-1].all_of("VALARM") == []


def test_a_talk_that_was_held_stays_as_it_was(workspace: Workspace) -> None:
    assert event(own(workspace, talked(workspace))).value("STATUS") == "CONFIRMED"


def test_without_a_time_there_is_no_file(workspace: Workspace) -> None:
    interview_id = asked_by(workspace, an_interview(workspace))
    row = one_interview(workspace.snapshot(), BERLIN, interview_id)
    for make in (invitation, own_entry):
        with pytest.raises(NotFoundError):
            make(workspace.snapshot(), row, zone=BERLIN, now=NOW)


def test_a_file_is_called_by_its_day(workspace: Workspace) -> None:
    interview_id = scheduled(workspace)
    row = one_interview(workspace.snapshot(), BERLIN, interview_id)
    names = [file_name(row, is_invitation=theirs) for theirs in (False, True)]
    assert names == ["askwell-talk-2026-10-08.ics", "askwell-invitation-2026-10-08.ics"]


# The same times


@pytest.mark.parametrize(
    ("key", "on", "at"),
    [
        ("Europe/Berlin", date(2026, 10, 8), time(14, 0)),
        ("Europe/Berlin", date(2026, 10, 25), time(3, 30)),  # just after the clocks went back
        ("Europe/Berlin", date(2027, 3, 28), time(1, 59)),  # just before they go forward
        ("Europe/Berlin", date(2027, 3, 28), time(3, 0)),
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30)),  # this comes twice
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30, fold=1)),
        ("America/New_York", date(2026, 11, 1), time(1, 30, fold=1)),
        ("America/New_York", date(2027, 3, 14), time(9, 0)),
        ("Asia/Kolkata", date(2026, 12, 31), time(23, 50)),  # it ends in another year
        ("Africa/Casablanca", date(2027, 2, 8), time(10, 0)),  # in Ramadan
        ("Australia/Lord_Howe", date(2027, 4, 4), time(10, 0)),
        ("America/Santiago", date(2027, 4, 5), time(10, 0)),
        ("Pacific/Kiritimati", date(2026, 10, 9), time(0, 15)),
        ("UTC", date(2026, 10, 9), time(12, 0)),
    ],
)
def test_two_other_libraries_read_the_same_moments(workspace: Workspace, key: str, on: date, at: time) -> None:
    interview_id = scheduled(workspace, on=on, at=at, time_zone=key, minutes=30)
    snapshot = workspace.snapshot()
    row = one_interview(snapshot, NEW_YORK, interview_id)
    begins = datetime.combine(on, at, ZoneInfo(key)).astimezone(UTC)
    # Under a name that nobody knows, so that what is in the file has to say it.
    content = own_entry(snapshot, row, zone=NEW_YORK, now=NOW).decode().replace(key, f"Nowhere/{key}/{at.fold}")
    agreed = (begins, begins + timedelta(minutes=30))
    assert _by_ical(content) == agreed
    assert _by_vobject(content) == agreed


def _by_ical(content: str) -> tuple[datetime, datetime]:
    [read] = IcsCalendarStream.calendar_from_ics(content).events
    return _utc(read.dtstart), _utc(read.dtend)


def _by_vobject(content: str) -> tuple[datetime, datetime]:
    read: Any = vobject.readOne(content).vevent
    return _utc(read.dtstart.value), _utc(read.dtend.value)


def _utc(moment: Any) -> datetime:
    utc: datetime = moment.astimezone(UTC)
    return utc


# Everything


def test_the_calendar_holds_talks_past_and_to_come_and_those_that_do_not_take_place(workspace: Workspace) -> None:
    def agreed(name: str, on: date) -> str:
        contact_id = a_contact(workspace, name)
        return scheduled(workspace, asked_by(workspace, an_interview(workspace, contact_id=contact_id)), on=on)

    talked(workspace, agreed("Held", date(2026, 10, 6)))
    agreed("To come", date(2026, 11, 6))
    missed = commands.RecordMissed(interview_id=agreed("Missed", date(2026, 10, 7)), by_them=True)
    workspace.do(missed)
    workspace.do(commands.CallOff(interview_id=agreed("Off", date(2026, 10, 9))))
    an_interview(workspace)
    found = {one.value("SUMMARY"): one.value("STATUS") for one in talks(fed(workspace, NOW + timedelta(days=20)))}
    assert found == {
        "Talk with Held": "CONFIRMED",
        "Talk with To come": "CONFIRMED",
        "Talk with Missed": "CANCELLED",
        "Talk with Off": "CANCELLED",
    }


def test_what_is_due_stands_on_its_day_and_what_is_overdue_on_today(workspace: Workspace) -> None:
    asked(workspace)
    assert days(fed(workspace)) == {"Follow up with Amara Obi": "20261013"}
    assert days(fed(workspace, NOW + timedelta(days=30)))["Follow up with Amara Obi"] == "20261104"
    # In Auckland it is the next day already.
    late = NOW + timedelta(days=30, hours=3)
    assert days(fed(workspace, late, ZoneInfo("Pacific/Auckland")))["Follow up with Amara Obi"] == "20261105"


def test_what_is_due_takes_no_time_and_its_id_stays(workspace: Workspace) -> None:
    asked(workspace)
    first, later = (event(fed(workspace, NOW + timedelta(days=ahead))) for ahead in (0, 20))
    assert first.value("TRANSP") == "TRANSPARENT"
    assert first.value("UID") == later.value("UID")
    assert first.value("DTEND") == "20261014"


def test_no_two_events_share_an_id(workspace: Workspace) -> None:
    for name in ("Bo", "Cleo", "Dana"):
        contact_id = a_contact(workspace, name)
        interview_id = asked_by(workspace, an_interview(workspace, contact_id=contact_id))
        talked(workspace, scheduled(workspace, interview_id))
        for text in ("Send the link", "Send the link"):
            workspace.do(commands.AddPromise(interview_id=interview_id, text=text))
        done(workspace, commands.AddReferral(interview_id=interview_id, name=f"Friend of {name}"))
    ids = [one.value("UID") for one in fed(workspace).all_of("VEVENT")]
    assert len(ids) == len(set(ids)) > 9


def test_a_calendar_of_nothing_is_one_all_the_same(workspace: Workspace) -> None:
    calendar = fed(workspace)
    assert calendar.all_of("VEVENT") == []
    assert (calendar.value("X-WR-CALNAME"), calendar.value("REFRESH-INTERVAL")) == ("Askwell", "PT1H")


def test_it_is_made_once_until_something_changes_or_begins(workspace: Workspace) -> None:
    scheduled(workspace)
    snapshot = workspace.snapshot()
    first = calendar_of(snapshot, BERLIN, NOW)
    assert calendar_of(snapshot, BERLIN, NOW + timedelta(hours=1)) is first
    assert calendar_of(snapshot, BERLIN, NOW + timedelta(days=1)) is not first
    begun = datetime(2026, 10, 8, 14, 1, tzinfo=BERLIN)
    assert calendar_of(snapshot, BERLIN, begun - timedelta(minutes=2)) != calendar_of(snapshot, BERLIN, begun)


# Whatever people write


@pytest.fixture(scope="module")
def written(_migrated_sqlite: bytes, copied_file: Any) -> Any:
    """A snapshot with a talk and a question in it, and the id of the talk."""
    with copied_file(_migrated_sqlite) as url:
        store = Store(url, Clock())
        workspace = store.workspace(ADA)
        interview_id = with_addresses(workspace)
        a_question(workspace, workspace.snapshot().goals["id"].iloc[0])
        yield workspace.snapshot(), interview_id
        store.close()


def with_text(snapshot: Snapshot, text: str) -> Snapshot:
    """Return the snapshot with a text wherever people write, past everything that tidies it."""
    changed = {
        "contacts": snapshot.contacts.assign(name=text, position=text, organisation=text, phone=text),
        "goals": snapshot.goals.assign(topic=text),
        "questions": snapshot.questions.assign(text=text),
        "profiles": snapshot.profiles.assign(name=text, full_name=text),
        "interviews": snapshot.interviews.assign(place=text, mode=str(Mode.PHONE)),
    }
    return dataclasses.replace(snapshot, **changed, _derived={})  # type: ignore[arg-type]


NASTY = (
    "x\r\nATTENDEE:mailto:eve@example.org",
    "x\nBEGIN:VEVENT\nEND:VEVENT",
    'Amara "Mimi" Obi; née, Okafor \\n',
    "\u2028END:VCALENDAR\u2029\x85\x0b\x0c\x1c",
    "אמרה עובי \u202e ﷽",
    "👩🏽‍🔬" * 60,
    "\0\x07\x1b[31m",
    "{0} {name} %s",
    'ORGANIZER;CN="x":mailto:eve@example.org^n^\'',
)


def names_in(snapshot: Snapshot, interview_id: str, read: Callable[[bytes], Component]) -> list[list[str]]:
    """Return the names of all properties in each of the three files."""
    row = one_interview(snapshot, BERLIN, interview_id)
    files = [make(snapshot, row, zone=BERLIN, now=NOW) for make in (invitation, own_entry)]
    files.append(calendar_of(snapshot, BERLIN, NOW))
    for content in files:
        # What reads by other line ends than the standard's finds no more lines either.
        assert all(re.match(r"[A-Z-]+[;:]| ", line) for line in content.decode().splitlines())
    return [read(content).names() for content in files]


def without_place(found: list[list[str]]) -> list[list[str]]:
    """Leave out what is there for a place: none for an empty one, two for a link."""
    return [[name for name in names if name not in {"LOCATION", "URL"}] for names in found]


@pytest.mark.parametrize("number", range(len(NASTY)))
def test_no_nasty_text_adds_a_property_or_a_line(written: tuple[Snapshot, str], number: int) -> None:
    snapshot, interview_id = written
    found = names_in(with_text(snapshot, NASTY[number]), interview_id, read_by_all)
    assert without_place(found) == without_place(names_in(snapshot, interview_id, read_by_all))


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_no_text_adds_a_property_or_a_line(written: tuple[Snapshot, str], text: str) -> None:
    snapshot, interview_id = written
    found = names_in(with_text(snapshot, text), interview_id, strictly_read)
    assert without_place(found) == without_place(names_in(with_text(snapshot, "A"), interview_id, strictly_read))


def test_a_name_comes_through_as_it_is(workspace: Workspace) -> None:
    name = "Ó'Brien; née, “Zoë” \\ אמרה 👩🏽‍🔬"
    interview_id = scheduled(
        workspace, asked_by(workspace, an_interview(workspace, contact_id=a_contact(workspace, name)))
    )
    snapshot = workspace.snapshot()
    content = own_entry(snapshot, one_interview(snapshot, BERLIN, interview_id), zone=BERLIN, now=NOW).decode()
    assert vobject.readOne(content).vevent.summary.value == f"Talk with {name}"
    [read] = IcsCalendarStream.calendar_from_ics(content).events
    assert read.summary == f"Talk with {name}"


@pytest.mark.parametrize("address", ["jörg+a@example.org", "o'neil@example.org", "a{b}@example.org"])
def test_an_address_is_written_as_a_mail_link(workspace: Workspace, address: str) -> None:
    calendar = invited(workspace, with_addresses(workspace, address))
    written = event(calendar).value("ATTENDEE")
    assert written.isascii()
    assert written.startswith("mailto:")
