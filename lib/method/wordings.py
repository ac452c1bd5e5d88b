"""The wordings of the method: which one suits, and how it reads once it is filled in."""

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from lib.domain.vocabulary import Channel, InterviewKind, Outcome, Purpose, Tie, Tone
from lib.method.content_files import read_toml
from lib.method.tones import FULL_NAMES, ToneWords, in_tone
from lib.method.wording_content import (
    FILE,
    HardLimit,
    Limit,
    LimitUnit,
    Situation,
    UnknownFieldError,
    Wording,
    WordingContent,
    WordingField,
    wordings_from,
)
from lib.method.wording_text import one_line, with_values

__all__ = [
    "SPOKEN",
    "Filled",
    "HardLimit",
    "Limit",
    "LimitUnit",
    "Situation",
    "UnknownFieldError",
    "Wording",
    "WordingField",
    "all_wordings",
    "fill",
    "forwardable",
    "hard_limit",
    "request_situation",
    "subject_limit",
    "suitable",
    "thanks_situation",
    "tone_words",
    "ways",
    "wording_fields",
    "wordings_from",
]

# By which one says what stands there, and nobody reads it.
SPOKEN = frozenset({Channel.PHONE, Channel.IN_PERSON})


class Filled(BaseModel):
    """A wording with its fields put in; `gaps` names the required fields that are still open."""

    model_config = ConfigDict(frozen=True)

    subject: str
    body: str
    gaps: tuple[str, ...]


def all_wordings() -> tuple[Wording, ...]:
    """Return the wordings in the order of the file; raises ContentError where the file cannot be used."""
    return _content().wording


def wording_fields() -> Mapping[str, WordingField]:
    """Return every field that a wording can have, with its gap text and an example."""
    return _content().fields


def tone_words() -> Mapping[Tone, ToneWords]:
    """Return how each tone but the plain one greets and signs."""
    return _content().tones


def subject_limit() -> int:
    """Return how many characters a subject should have at most (method, section 1.3)."""
    return _content().subject_limit


def hard_limit(channel: Channel) -> HardLimit | None:
    """Return how many characters a channel takes at all; None where there is no such limit worth a word."""
    return _content().hard_limit.get(channel)


def ways(purpose: Purpose, situation: Situation | None = None) -> tuple[Channel, ...]:
    """Return the channels by which a letter can go, in their order.

    One that takes only so many characters is left out where no wording is made for it: the note of an invitation is
    for the first word to somebody, and for no other (method, section 5).
    """
    return tuple(channel for channel in Channel if not hard_limit(channel) or _is_made_for(channel, purpose, situation))


def request_situation(
    tie: Tie, *, introducer_known: bool, is_connected: bool = False, is_introduced: bool = False
) -> Situation:
    """Return the situation of a first request: by the tie, and by who stands between the two.

    `introducer_known` where somebody lent their name for it, `is_introduced` where they have brought both together
    already, `is_connected` where a stranger has accepted one's invitation on LinkedIn.
    """
    content = _content()
    by_name = content.situation_with_introducer if introducer_known else {}
    situation = by_name.get(tie, content.situation_by_tie[tie])
    if is_introduced and tie in content.situation_with_introducer:
        return Situation.INTRODUCED
    return Situation.LINKEDIN_CONNECTED if is_connected and situation is Situation.COLD else situation


def thanks_situation(
    outcome: Outcome, *, kind: InterviewKind = InterviewKind.TALK, do_not_contact: bool = False
) -> Situation:
    """Return the situation of a thank-you, by what came of the request.

    `kind` tells whether a talk or an introduction was asked for; `do_not_contact` that they wish for no more letters.
    """
    if do_not_contact:
        return Situation.THANKS_LAST if outcome is Outcome.MET else Situation.DO_NOT_CONTACT
    if kind is InterviewKind.INTRODUCTION and outcome is Outcome.PASSED_ON:
        return Situation.THANKS_INTRODUCTION
    return _content().situation_by_outcome[outcome]


def suitable(purpose: Purpose, *, channel: Channel, situation: Situation | None = None) -> tuple[Wording, ...]:
    """Return the wordings for a purpose and a channel, best first; none only where a purpose has no wording.

    Where none of the channel serves the situation, those of the situation in other channels come first: the wrong
    tone does more harm than the wrong length; what is written comes before what is said where one writes, and the other
    way round. Not so where a channel takes only so many characters: nothing else would go out there. Where none fits
    the channel, all of the purpose are returned.
    """
    of_purpose = [wording for wording in all_wordings() if wording.purpose is purpose]
    in_channel = sorted(
        (wording for wording in of_purpose if channel in wording.channels),
        key=lambda wording: _distance(wording, situation),
    )
    if situation is None or (in_channel and hard_limit(channel)):
        return tuple(in_channel or of_purpose)
    if in_channel and situation in (in_channel[0].situation, *in_channel[0].also_for):
        return tuple(in_channel)
    others = in_channel or [wording for wording in of_purpose if wording.situation is not situation]
    of_situation = [wording for wording in of_purpose if wording.situation is situation]
    return (*sorted(of_situation, key=lambda wording: _is_for_the_other_sense(wording, channel)), *others)


def forwardable(channel: Channel) -> Wording:
    """Return the lines that go under the ask for an introduction, to be forwarded as they are."""
    return suitable(Purpose.REQUEST, channel=channel, situation=Situation.FORWARDABLE)[0]


def fill(wording: Wording, fields: Mapping[str, str], tone: Tone = Tone.PLAIN) -> Filled:
    """Return the wording in a tone with its fields put in as they are; fields that it does not have are ignored.

    A value of nothing but spaces counts as missing. A sentence with a missing optional field is left out, a missing
    required field shows as a bracketed gap (method, section 5). Where a channel takes only so many characters,
    optional fields are left out too, the last one first, until the text fits or none is left.
    """
    given = {name: value for name, value in fields.items() if value.strip()}
    gaps = tuple(name for name in wording.required if name not in given)
    shown = {name: given[name] for name in (*wording.required, *wording.optional) if name in given}
    subject = one_line(wording.subject, shown, subject_limit())
    shown |= {name: f"[{wording_fields()[name].gap}]" for name in gaps}
    shown |= {full: given.get(full, shown[name]) for full, name in FULL_NAMES.items() if name in shown}
    text = in_tone(wording.body, tone, tone_words())
    body = with_values(text, shown)
    most = _hard_limit_of(wording)
    for name in reversed(wording.optional):
        if most and len(body) > most and name in shown:
            del shown[name]
            body = with_values(text, shown)
    return Filled(subject=subject, body=body, gaps=gaps)


@cache
def _content() -> WordingContent:
    return wordings_from(read_toml(FILE))


def _hard_limit_of(wording: Wording) -> int:
    """Return how many characters the strictest of a wording's channels takes; 0 where none has a limit."""
    limits = [limit.free for channel in wording.channels if (limit := hard_limit(channel))]
    return min(limits, default=0)


def _is_made_for(channel: Channel, purpose: Purpose, situation: Situation | None) -> bool:
    if situation is not None and channel not in _content().channels_for[situation]:
        return False
    return any(wording.purpose is purpose and channel in wording.channels for wording in all_wordings())


def _is_for_the_other_sense(wording: Wording, channel: Channel) -> bool:
    """Tell whether a wording is to be heard where the channel is read, or to be read where it is heard."""
    return SPOKEN.isdisjoint(wording.channels) if channel in SPOKEN else SPOKEN.issuperset(wording.channels)


def _distance(wording: Wording, situation: Situation | None) -> int:
    """Return how far a wording is from a situation: 0 is made for it."""
    serves = (wording.situation, *wording.also_for)
    return serves.index(situation) if situation in serves else len(Situation)
