"""One interview, or one thing that is due, as an event of a calendar file (RFC 5545)."""

import re
import tomllib
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pandas as pd
from icalendar import vCalAddress, vText

from lib.domain.commands.interviews import USUAL_MINUTES
from lib.domain.fields import clean_line, clean_text
from lib.domain.frame_rows import cells
from lib.domain.links import safe_url, valid_email
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Mode, Outcome, Stage
from lib.exchange.calendar_lines import in_utc, moment, person, text, whole_day
from lib.method.labels import label
from lib.views.due import DueItem
from lib.views.interviews import starts
from lib.views.people import work_of
from lib.views.slots import comes_twice, slot_told

_DOMAIN = "askwell"
_LINE_ENDS = re.compile("[\u2028\u2029]")
_ALARMS = ("-P1D", "-PT15M")  # method, section 2: the day before, and a quarter of an hour
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


def _talk(snapshot: Snapshot, row: Any, stamp: datetime, summary: str) -> list[str]:
    """Return the lines of an interview's event that are the same for both people."""
    begins, ends = _span(row)
    stamped = in_utc(stamp)
    # Each step in an interview raises its version, so a change of time always has a higher number than the one before.
    version = int(_of(snapshot, "interviews", "version")[row.interview_id])
    lines = [
        "BEGIN:VEVENT",
        f"UID:{row.interview_id}@{_DOMAIN}",
        f"DTSTAMP:{stamped}",
        f"LAST-MODIFIED:{stamped}",
        f"SEQUENCE:{version}",
        moment("DTSTART", begins),
        moment("DTEND", ends),
        text("SUMMARY", summary),
        "STATUS:CONFIRMED" if takes_place(row) else "STATUS:CANCELLED",
    ]
    if row.place:
        lines.append(text("LOCATION", clean_line(row.place)))
        link = safe_url(row.place)
        lines += [f"URL:{link}"] if link and link.startswith("http") else []
    return lines


def _of(snapshot: Snapshot, table: str, column: str) -> dict[str, Any]:
    """Return one column of a table by id: whole rows would take most of the time here."""
    frame = getattr(snapshot, table)
    return snapshot.derive(("column", table, column), lambda: dict(cells(frame, "id", column)))


def _span(row: Any) -> tuple[datetime, datetime]:
    """Return when a conversation begins and ends, on its zone's clock; in UTC where that does not say it plainly."""
    return _span_of(row.starts_at.to_pydatetime(), _minutes(row), row.time_zone)


@lru_cache(maxsize=10_000)
def _span_of(begins: datetime, minutes: int, time_zone: str) -> tuple[datetime, datetime]:
    ends, zone = begins + timedelta(minutes=minutes), ZoneInfo(time_zone)
    there = begins.astimezone(zone), ends.astimezone(zone)
    is_plain = time_zone != "UTC" and not any(comes_twice(at) for at in there)
    return there if is_plain else (begins.astimezone(UTC), ends.astimezone(UTC))


def zone_and_years(row: Any) -> tuple[str, set[int]]:
    """Return on the clock of which time zone an interview's event is told, "" for UTC, and in which years."""
    begins, ends = _span(row)
    key = begins.tzinfo.key if isinstance(begins.tzinfo, ZoneInfo) else ""
    return key, {begins.year, ends.year}


def _minutes(row: Any) -> int:
    return USUAL_MINUTES if pd.isna(row.minutes) else int(row.minutes)


def own_talk(snapshot: Snapshot, row: Any, *, stamp: datetime, now: datetime) -> list[str]:
    """Return the event for one's own calendar: with the questions, and with alarms as long as it lies ahead."""
    summary = _OWN["summary"].format(name=clean_line(row.name))
    lines = [*_talk(snapshot, row, stamp, summary), "CLASS:PRIVATE"]
    if takes_place(row) and row.starts_at > now:
        lines.append(text("DESCRIPTION", _several_lines("\n".join(_own_lines(snapshot, row)))))
        for before in _ALARMS:
            lines += _alarm(summary, before)
    return [*lines, "END:VEVENT"]


def _own_lines(snapshot: Snapshot, row: Any) -> list[str]:
    lines = [work_of(row), _OWN["about"].format(topic=row.topic), _HOW.format(**_how(row))]
    if row.mode == Mode.PHONE and (phone := _of(snapshot, "contacts", "phone")[row.contact_id]):
        lines.append(_OWN["phone"].format(phone=phone))
    mine = snapshot.rows_of("questions", "goal_id", row.goal_id)
    asked = [question for question in mine if question.dropped_at is pd.NaT]
    questions = [question.text for question in sorted(asked, key=lambda question: question.place)]
    if questions:
        lines += ["", _OWN["questions"], *(f"{place}. {asked}" for place, asked in enumerate(questions, start=1))]
    return lines[0 if lines[0] else 1 :]


def _several_lines(value: str) -> str:
    """Return a text of several lines, in which some programs would take Unicode's line ends for those of the file."""
    return clean_text(_LINE_ENDS.sub("\n", value))


def _how(row: Any) -> dict[str, str]:
    return {"mode": label(Mode(row.mode)) if row.mode else label(Mode.VIDEO), "minutes": str(_minutes(row))}


def _alarm(summary: str, before: str) -> list[str]:
    return ["BEGIN:VALARM", "ACTION:DISPLAY", text("DESCRIPTION", summary), f"TRIGGER:{before}", "END:VALARM"]


def their_talk(snapshot: Snapshot, row: Any, *, zone: ZoneInfo, now: datetime) -> list[str]:
    """Return the event as an invitation: nothing in it but what the other one knows already.

    Who invites whom stands in it where both addresses are known; see `lib.exchange.calendar.invitation`.
    """
    profile: Any = next(snapshot.profiles.itertuples(index=False))
    me, name = clean_line(profile.full_name or profile.name), clean_line(row.name)
    summary = (_THEIRS["summary"] if me else _OWN["summary"]).format(me=me, name=name)
    at = slot_told(row.starts_at.to_pydatetime(), zone, ZoneInfo(row.time_zone), now.astimezone(zone).date())
    lines = _talk(snapshot, row, now, summary)
    lines.append(text("DESCRIPTION", f"{at}\n{_HOW.format(**_how(row))}"))
    contact = snapshot.one("contacts", row.contact_id, "person")
    mine, theirs = valid_email(profile.email), valid_email(contact.email)
    if mine and theirs:
        lines += [person("ORGANIZER", _address(mine, me)), person("ATTENDEE", _guest(theirs, name))]
    if takes_place(row):
        lines += _alarm(summary, _ALARMS[-1])
    return [*lines, "END:VEVENT"]


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


def due_event(item: DueItem, *, stamped: str, now: datetime) -> list[str]:
    """Return something that is due as an event of a whole day that leaves the day free; what is overdue is due today.

    `stamped` is when it was last changed (`in_utc`); `now` is on the person's own clock.
    """
    _, record = item.record
    day = max(item.due_on, now.date())
    lines = [
        "BEGIN:VEVENT",
        f"UID:{item.rule}-{record}@{_DOMAIN}",
        f"DTSTAMP:{stamped}",
        whole_day("DTSTART", day),
        whole_day("DTEND", day + timedelta(days=1)),
        text("SUMMARY", clean_line(item.what)),
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
    ]
    if item.due_on <= now.date():
        # How long ago something was is told as of today, so it says nothing of a later day.
        lines.append(text("DESCRIPTION", _several_lines(item.why)))
    return [*lines, "END:VEVENT"]
