"""A thank-you from its first words to what was noted since: the commands that begin it and bring it up to date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from lib.domain.commands import BeginDraft, ChooseWording, Command
from lib.domain.fields import clean_line, clean_text
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Channel, Purpose, Tone
from lib.method.wordings import Filled, Situation, all_wordings, suitable, ways, wording_fields
from lib.views.conversation import draft_of, thread
from lib.views.drafts import first_channel
from lib.views.letter_fields import filled_letter, letter_fields
from lib.views.situations import situation_of


def begun_thanks(snapshot: Snapshot, row: Any, *, zone: ZoneInfo, today: date) -> BeginDraft:
    """Return the command that begins the thank-you of an interview (a row of `interviews`) with what fits it best."""
    person = snapshot.one("contacts", row.contact_id, "person")
    situation = situation_of(snapshot, row, Purpose.THANKS)
    channel = first_channel(person, row.channel, ways(Purpose.THANKS, situation))
    wording = suitable(Purpose.THANKS, channel=channel, situation=situation)[0]
    tone = _last_tone(snapshot, row.interview_id)
    filled = filled_letter(wording, _fields(snapshot, row, zone, today), tone=tone)
    return BeginDraft.of(
        _text(filled, channel),
        interview_id=row.interview_id,
        purpose=Purpose.THANKS,
        channel=channel,
        tone=tone,
        wording_id=wording.id,
    )


def as_card(snapshot: Snapshot, row: Any, *, zone: ZoneInfo, today: date) -> Command | None:
    """Return the command that makes the thank-you of a talk a card by hand; None where it is one already."""
    wording = suitable(Purpose.THANKS, channel=Channel.IN_PERSON, situation=Situation.CARD)[0]
    draft = draft_of(snapshot, row.interview_id, Purpose.THANKS)
    tone = Tone(draft.tone) if draft is not None and draft.tone else _last_tone(snapshot, row.interview_id)
    filled = filled_letter(wording, _fields(snapshot, row, zone, today), tone=tone)
    text = _text(filled, Channel.IN_PERSON)
    what = {"channel": Channel.IN_PERSON, "tone": tone, "wording_id": wording.id}
    if draft is None:
        return BeginDraft.of(text, interview_id=row.interview_id, purpose=Purpose.THANKS, **what)
    if draft.wording_id == wording.id:
        return None
    return ChooseWording.of(text, message_id=draft.id, version=int(draft.version), **what)


@dataclass(frozen=True)
class Noted:
    """Two snapshots between which something was noted, and where and when that is."""

    before: Snapshot
    after: Snapshot
    zone: ZoneInfo
    today: date


def taken_up(noted: Noted, row: Any, purpose: Purpose) -> ChooseWording | None:
    """Return the command by which a letter that is begun takes up what was noted in its interview since.

    A text that nobody has changed is filled anew; in one's own words, only gaps are filled. None where no draft for
    this purpose is begun, or nothing in it changes.
    """
    draft = draft_of(noted.after, row.interview_id, purpose)
    if draft is None:
        return None
    known, now_known = (
        letter_fields(snapshot, row, zone=noted.zone, today=noted.today, purpose=purpose, to=draft.to_contact_id)
        for snapshot in (noted.before, noted.after)
    )
    tone = Tone(draft.tone or Tone.PLAIN)
    was, is_now = (_by_wording(draft.wording_id, fields, tone) for fields in (known, now_known))
    text = {
        "subject": _up_to_date(draft.subject, clean_line(was.subject), is_now.subject, now_known),
        "body": _up_to_date(draft.body, clean_text(was.body), is_now.body, now_known),
    }
    if text == {"subject": draft.subject, "body": draft.body}:
        return None
    what = {"channel": Channel(draft.channel), "tone": tone, "wording_id": draft.wording_id}
    return ChooseWording.of(text, message_id=draft.id, version=int(draft.version), **what)


def _last_tone(snapshot: Snapshot, interview_id: str) -> Tone:
    """Return the tone in which one wrote to them last."""
    tones = [message.tone for message in thread(snapshot, interview_id) if message.tone and not message.to_contact_id]
    return Tone(tones[-1]) if tones else Tone.PLAIN


def _fields(snapshot: Snapshot, row: Any, zone: ZoneInfo, today: date) -> Mapping[str, str]:
    return letter_fields(snapshot, row, zone=zone, today=today, purpose=Purpose.THANKS)


def _text(filled: Filled, channel: Channel) -> dict[str, str]:
    """Return what a letter says; only a mail has a subject."""
    return {"subject": filled.subject if channel is Channel.EMAIL else "", "body": filled.body}


def _by_wording(wording_id: str, fields: Mapping[str, str], tone: Tone) -> Filled:
    """Return how one of our wordings reads; nothing where it is none of ours."""
    found = next((wording for wording in all_wordings() if wording.id == wording_id), None)
    return filled_letter(found, fields, tone=tone) if found else Filled(subject="", body="", gaps=())


def _up_to_date(said: str, was: str, is_now: str, known: Mapping[str, str]) -> str:
    """Return a text as its wording has it now where nobody changed it; else with what is known in its gaps."""
    return is_now if said and said == was else _without_gaps(said, known)


def _without_gaps(text: str, known: Mapping[str, str]) -> str:
    for name, field in wording_fields().items():
        if name in known:
            text = text.replace(f"[{field.gap}]", known[name])
    return text
