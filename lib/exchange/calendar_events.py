"""One interview, or one thing that is due, as an event of a calendar file (RFC 5545)."""

import re
import tomllib
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pandas as pd
from icalendar import Alarm, Event, vCalAddress, vText

from lib.domain.commands.interviews import USUAL_MINUTES
from lib.domain.fields import clean_line, clean_text
from lib.domain.links import safe_url, valid_email
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Mode, Outcome, Stage
from lib.method.labels import label
from lib.views.conversation import asked_questions
from lib.views.due import DueItem
from lib.views.interviews import starts
from lib.views.people import work_of
from lib.views.slots import comes_twice, is_on_the_clock, slot_words

_DOMAIN = "askwell"
_LINE_ENDS = re.compile("[\u2028\u2029]")
_ALARMS = (timedelta(days=-1), timedelta(minutes=-15))  # method, section 2: the day before, and a quarter of an hour
_WORDS = tomllib.loads(files("lib.exchange").joinpath("content/calendar.toml").read_text(encoding="utf-8"))
_OWN: dict[str, str] = _WORDS["own"]
_THEIRS: dict[str, str] = _WORDS["theirs"]
_HOW: str = _WORDS["how"]
FEED_NAME: str = _WORDS["feed_name"]
# What may stand in a mailto address as it is (RFC 6068).
_PLAIN_IN_ADDRESS = "@!$'*+=_~.-"


def has_event(row: Any) -> bool:
    """Return whether a time was agreed on in an interview (a row of `interviews`), be it past or called off by now."""
    return starts(row) is not None


def takes_place(row: Any) -> bool:
    """Return whether the conversation is still to come, or was held."""
    return Stage(row.stage) is Stage.SCHEDULED or row.outcome == str(Outcome.MET)


def wall_clock(row: Any) -> datetime:
    """Return when a conversation begins, on the clock of its zone; in UTC where that clock does not say it plainly."""
    begins: datetime = row.starts_at.to_pydatetime()
    there = begins.astimezone(ZoneInfo(row.time_zone))
    is_plain = is_on_the_clock(there) and not comes_twice(there)
    return there if is_plain and row.time_zone != "UTC" else begins.astimezone(UTC)


def talk(snapshot: Snapshot, row: Any, stamp: datetime) -> Event:
    """Return the event of an interview with nothing but what is the same for both people."""
    event = Event()
    event.add("uid", f"{row.interview_id}@{_DOMAIN}")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    # Each step in an interview raises its version, so a change of time always has a higher number than the one before.
    event.add("sequence", int(snapshot.one("interviews", row.interview_id, "interview").version))
    begins = wall_clock(row)
    ends = (begins.astimezone(UTC) + timedelta(minutes=_minutes(row))).astimezone(begins.tzinfo)
    event.add("dtstart", begins)
    event.add("dtend", ends)
    event.add("status", "CONFIRMED" if takes_place(row) else "CANCELLED")
    if row.place:
        event.add("location", clean_line(row.place))
        link = safe_url(row.place)
        if link and link.startswith("http"):
            event.add("url", link)
    return event


def _minutes(row: Any) -> int:
    return USUAL_MINUTES if pd.isna(row.minutes) else int(row.minutes)


def own_talk(snapshot: Snapshot, row: Any, *, stamp: datetime, now: datetime) -> Event:
    """Return the event for one's own calendar: with the questions, and with alarms as long as it lies ahead."""
    event = talk(snapshot, row, stamp)
    summary = _OWN["summary"].format(name=clean_line(row.name))
    event.add("summary", summary)
    event.add("class", "PRIVATE")
    if takes_place(row) and row.starts_at > now:
        event.add("description", _text("\n".join(_own_lines(snapshot, row))))
        for before in _ALARMS:
            event.add_component(_alarm(summary, before))
    return event


def _own_lines(snapshot: Snapshot, row: Any) -> list[str]:
    person = snapshot.one("contacts", row.contact_id, "person")
    lines = [work_of(row), _OWN["about"].format(topic=row.topic), _HOW.format(**_how(row))]
    if row.mode == Mode.PHONE and person.phone:
        lines.append(_OWN["phone"].format(phone=person.phone))
    questions = [question.text for question in asked_questions(snapshot, row.interview_id) if not question.is_dropped]
    if questions:
        lines += ["", _OWN["questions"], *(f"{place}. {text}" for place, text in enumerate(questions, start=1))]
    return lines[0 if lines[0] else 1 :]


def _text(text: str) -> str:
    """Return a text of several lines, in which some programs would take Unicode's line ends for those of the file."""
    return clean_text(_LINE_ENDS.sub("\n", text))


def _how(row: Any) -> dict[str, str]:
    return {"mode": label(Mode(row.mode)) if row.mode else label(Mode.VIDEO), "minutes": str(_minutes(row))}


def _alarm(text: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", before)
    return alarm


def their_talk(snapshot: Snapshot, row: Any, *, zone: ZoneInfo, now: datetime) -> Event:
    """Return the event as an invitation: nothing in it but what the other one knows already.

    Who invites whom stands in it where both addresses are known; see `lib.exchange.calendar.invitation`.
    """
    event = talk(snapshot, row, now)
    profile: Any = next(snapshot.profiles.itertuples(index=False))
    me, name = clean_line(profile.full_name or profile.name), clean_line(row.name)
    summary = (_THEIRS["summary"] if me else _OWN["summary"]).format(me=me, name=name)
    event.add("summary", summary)
    at = slot_words(row.starts_at.to_pydatetime(), zone, ZoneInfo(row.time_zone), now.astimezone(zone).date())
    event.add("description", f"{at}\n{_HOW.format(**_how(row))}")
    person = snapshot.one("contacts", row.contact_id, "person")
    mine, theirs = valid_email(profile.email), valid_email(person.email)
    if mine and theirs:
        event.add("organizer", _address(mine, me))
        event.add("attendee", _guest(theirs, name))
    if takes_place(row):
        event.add_component(_alarm(summary, _ALARMS[-1]))
    return event


def _address(email: str, name: str) -> vCalAddress:
    """Return a person in a calendar file; a quotation mark has no plain way into a name there (RFC 6868)."""
    address = vCalAddress(f"mailto:{quote(email, safe=_PLAIN_IN_ADDRESS)}")
    if name:
        address.params["CN"] = vText(name.replace('"', "'"))
    return address


def _guest(email: str, name: str) -> vCalAddress:
    guest = _address(email, name)
    guest.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    return guest


def due_event(item: DueItem, *, stamp: datetime, now: datetime) -> Event:
    """Return something that is due as an event of a whole day that leaves the day free; what is overdue is due today.

    `now` is on the person's own clock.
    """
    event = Event()
    record = item.promise_id or item.interview_id or item.contact_id
    event.add("uid", f"{item.rule}-{record}@{_DOMAIN}")
    event.add("dtstamp", stamp)
    day = max(item.due_on, now.date())
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", clean_line(item.what))
    if item.due_on <= now.date():
        # How long ago something was is told as of today, so it says nothing of a later day.
        event.add("description", _text(item.why))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
