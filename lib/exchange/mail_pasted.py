"""The text of a mail as it was copied out of a mail program, perhaps with the lines above it that say from whom."""

import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from email.utils import getaddresses, parsedate_to_datetime
from functools import cache
from importlib.resources import files

from lib.domain.fields import LINE_LIMIT, TEXT_LIMIT, clean_text
from lib.domain.links import valid_email
from lib.exchange.mail_automatic import back_on, is_automatic
from lib.exchange.mail_days import written_days
from lib.exchange.mail_quotes import own_words, tidy_lines
from lib.exchange.received_mail import ReceivedMail
from lib.exchange.told import one_line

_MAX_TYPED = 4 * TEXT_LIMIT
_MOST_LINES = 12  # above a mail
_ENOUGH = 2  # of them make a head; one alone may be somebody's sentence
_MAX_LINE = 1_000
_NAMED = re.compile(r"[>*\s]*([^\W\d_][^\n:*\uff1a]{0,20})\*?\s?[:\uff1a][\s*]*(.*)")
_ANNOUNCES = re.compile(r"[>\s]*(?:-{2,}[^\n]{0,60}-{2,}|_{5,}|[^\n]{3,60}:)\s*")
_ONE_PERSON = re.compile(r"([^<>@\"]*)<([^<>\s]+)>\s*")
_SHOWN_PERSON = re.compile(r"[^<>@:]{1,80}<[^<>\s@]+@[^<>\s]+>")
_TO_ME = re.compile(r"(?:to|an|à|a|para|aan|do|til|till|naar) \S.{0,80}", re.IGNORECASE)
_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})[:.h](\d{2})(?::\d{2})?(?:\s?([ap])\.?m\b)?", re.IGNORECASE)
_NOON = 12


def read_pasted(text: str, *, zone: tzinfo, today: date | None = None) -> ReceivedMail:
    """Return what a copied mail says; it never fails, as any text may be one.

    Times above a copied mail are those of one's own clock (`zone`). `today` stands for the day of a mail without one,
    when it says on which day somebody is back.
    """
    whole = tidy_lines(clean_text(text[:_MAX_TYPED]))[:TEXT_LIMIT]
    head, body = _head_and_body(whole)
    sent_at = _moment(head.get("date", ""), zone)
    written = own_words(body) or body
    subject = one_line(head.get("subject", ""))[:LINE_LIMIT]
    automatic = is_automatic({}, subject, written)
    written_on = sent_at.date() if sent_at else today
    name, address = person(head.get("from", ""))
    return ReceivedMail(
        from_name=name,
        from_address=address,
        to=addresses(head.get("to", "")),
        subject=subject,
        sent_at=sent_at,
        text=written,
        whole=whole,
        is_automatic=automatic,
        back_on=back_on(written, written_on) if automatic else None,
    )


def person(header: str) -> tuple[str, str]:
    """Return the name and the checked address of the first person in a header; empty where there is none."""
    found = _ONE_PERSON.fullmatch(header[:_MAX_LINE])
    # Exchange writes names as “Park, Lee”; once decoded or copied, the comma looks like one between two people.
    people = [(found[1].strip(), found[2])] if found else getaddresses([header[:_MAX_LINE]])
    name, address = people[0] if people else ("", "")
    checked = valid_email(address) or ""
    if not checked and not name:
        name = header[:_MAX_LINE].partition("<")[0].partition("[")[0]
    return one_line(name)[:LINE_LIMIT], checked


def addresses(*headers: str) -> tuple[str, ...]:
    """Return the checked addresses in headers, each once."""
    found = getaddresses([header.replace(";", ",")[:_MAX_LINE] for header in headers])
    return tuple(dict.fromkeys(checked for _, address in found if (checked := valid_email(address))))


def _head_and_body(text: str) -> tuple[Mapping[str, str], str]:
    """Return the lines above a mail by their English names, and what stands below them."""
    lines = text.split("\n")
    begin = 1 if len(lines) > 1 and _ANNOUNCES.fullmatch(lines[0]) else 0
    while begin < len(lines) and not lines[begin].strip("> "):
        begin += 1
    head: dict[str, str] = {}
    end = begin
    for line in lines[begin : begin + _MOST_LINES]:
        found = _NAMED.fullmatch(line[:_MAX_LINE])
        name = _names().get(found[1].strip().casefold()) if found else None
        if found is None or name is None:
            break
        head.setdefault(name, found[2])
        end += 1
    if len(head) < _ENOUGH:
        return _as_shown(lines) or ({}, text)
    return head, "\n".join(lines[end:]).strip("\n")


def _as_shown(lines: list[str]) -> tuple[Mapping[str, str], str] | None:
    """Return the same of a mail that was copied as Gmail's page shows it: a person, a time, and “to me” below them."""
    for place, line in enumerate(lines[:_MOST_LINES]):
        who = _SHOWN_PERSON.match(line[:_MAX_LINE])
        if who is None:
            continue
        below = [line[who.end() :], *lines[place + 1 : place + 3]]
        timed = next((number for number, words in enumerate(below) if _CLOCK.search(words[:LINE_LIMIT])), None)
        if timed is None:
            return None
        begin = place + timed + 1
        is_to_me = begin < len(lines) and bool(_TO_ME.fullmatch(lines[begin][:LINE_LIMIT]))
        if not is_to_me and _moment(below[timed], UTC) is None:
            return None
        begin += is_to_me
        return {"from": who[0], "date": below[timed]}, "\n".join(lines[begin:]).strip("\n")
    return None


def _moment(text: str, zone: tzinfo) -> datetime | None:
    """Return the moment above a copied mail, where its year is written; noon, where its hour is not."""
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        found = None
    if found and found.tzinfo:
        return found
    day = next((day.day for day in written_days(text[:LINE_LIMIT].casefold(), None) if day.day), None)
    return datetime.combine(day, _clock(text), zone) if day else None


def _clock(text: str) -> time:
    # The last one: with full stops, a day looks like a time.
    found = list(_CLOCK.finditer(text[:LINE_LIMIT]))
    if not found:
        return time(_NOON)
    hour, minute, half = int(found[-1][1]), int(found[-1][2]), found[-1][3]
    if half:
        hour = hour % _NOON + (_NOON if half.casefold() == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return time(_NOON)


@cache
def _names() -> Mapping[str, str]:
    path = files("lib.exchange").joinpath("content/mail_headers.toml")
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: english for english, names in content.items() for name in names}
