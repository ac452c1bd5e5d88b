"""What `content/wordings.toml` holds, checked: wordings, fields, tones, and which channels suit a situation."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from lib.domain.vocabulary import Channel, Outcome, Purpose, Tie, Tone
from lib.method.content_files import ContentError, checked
from lib.method.tones import FULL_NAMES, ToneWords, in_tone
from lib.method.wording_text import Sentence, paragraphs

FILE = "wordings.toml"

# What is only logged, never written from a wording.
WITHOUT_WORDING = frozenset({Purpose.NOTE, Purpose.AUTO_REPLY})


class UnknownFieldError(ContentError):
    """A wording uses a field that it does not declare, or declares one without a gap text."""


class Situation(StrEnum):
    """At which point of an interview a wording is used."""

    WARM = "warm"
    LOST_TOUCH = "lost_touch"
    SHARED_BACKGROUND = "shared_background"
    MET_ONCE = "met_once"
    ASK_INTRODUCTION = "ask_introduction"
    FORWARDABLE = "forwardable"
    INTRODUCED = "introduced"
    REFERRED = "referred"
    COLD = "cold"
    LINKEDIN_CONNECTED = "linkedin_connected"
    VOICEMAIL = "voicemail"
    ASK_AGAIN = "ask_again"
    SECOND_TALK = "second_talk"
    FIRST_FOLLOW_UP = "first_follow_up"
    CLOSE_THE_LOOP = "close_the_loop"
    INTRODUCTION_FOLLOW_UP = "introduction_follow_up"
    INTRODUCTION_CLOSE = "introduction_close"
    QUIET_AFTER_YES = "quiet_after_yes"
    FIX_TIME = "fix_time"
    ACCEPT_TIME = "accept_time"
    CONFIRM = "confirm"
    MOVE = "move"
    THEY_MISSED = "they_missed"
    I_MISSED = "i_missed"
    CALL_OFF = "call_off"
    QUESTIONS_BY_EMAIL = "questions_by_email"
    THANKS_TALK = "thanks_talk"
    THANKS_LAST = "thanks_last"
    THANKS_ANSWER = "thanks_answer"
    THANKS_DECLINE = "thanks_decline"
    THANKS_NOT_NOW = "thanks_not_now"
    THANKS_LEAD = "thanks_lead"
    THANKS_INTRODUCTION = "thanks_introduction"
    DO_NOT_CONTACT = "do_not_contact"
    CARD = "card"
    THANKS_INTRODUCER = "thanks_introducer"
    REFERRAL_ASK = "referral_ask"
    OUTCOME_UPDATE = "outcome_update"
    GOOD_NEWS = "good_news"
    STAY_IN_TOUCH = "stay_in_touch"


class LimitUnit(StrEnum):
    """What the length of a body is counted in."""

    WORDS = "words"
    CHARACTERS = "characters"


class _Content(BaseModel):
    """A piece of the file: frozen, and without keys that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Limit(_Content):
    """How long a body should be, both ends included."""

    unit: LimitUnit
    low: int = Field(ge=0)
    high: int = Field(gt=0)

    def length(self, body: str) -> int:
        """Return the length of a body, in the unit of this limit."""
        return len(body) if self.unit is LimitUnit.CHARACTERS else len(body.split())

    def fits(self, body: str) -> bool:
        """Return whether a body is neither too short nor too long."""
        return self.low <= self.length(body) <= self.high


class HardLimit(_Content):
    """How many characters a service takes, on a free and on a paid account."""

    free: int = Field(gt=0)
    paid: int = Field(gt=0)


class WordingField(_Content):
    """What stands for a field that is not known yet, and an example of how its value should read.

    `label` is asked where the person is to fill it in; `offered` tells that a letter is better with it, though it goes
    without; `general` that its value becomes the field again where a letter becomes a wording for others; `joins` that
    it stands in the middle of a sentence, where a small word has no capital.
    """

    gap: str = Field(pattern=r"^[^\[\]{}]+$")
    example: str = Field(pattern=r"\S")
    label: str = Field(pattern=r"\S")
    offered: bool = False
    general: bool = True
    joins: bool = False


class Wording(_Content):
    """One wording, as the file has it: subject and body are templates."""

    id: str = Field(pattern=r"^[MA]\d\d$")
    title: str
    purpose: Purpose
    situation: Situation
    also_for: tuple[Situation, ...] = ()
    channels: tuple[Channel, ...] = Field(min_length=1)
    tone: str
    limit: Limit
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    subject: str = ""
    body: str
    source: str = Field(pattern=r"\S")


class WordingContent(_Content):
    """The whole file of wordings."""

    subject_limit: int = Field(gt=0)
    hard_limit: dict[Channel, HardLimit]
    situation_by_tie: dict[Tie, Situation]
    situation_with_introducer: dict[Tie, Situation]
    situation_by_outcome: dict[Outcome, Situation]
    channels_for: dict[Situation, tuple[Channel, ...]]
    tones: dict[Tone, ToneWords]
    fields: dict[str, WordingField]
    wording: tuple[Wording, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if set(self.situation_by_tie) != set(Tie) or set(self.situation_by_outcome) != set(Outcome):
            message = "a tie or an outcome has no situation"
            raise ValueError(message)
        if {wording.purpose for wording in self.wording} != set(Purpose) - WITHOUT_WORDING:
            message = "a purpose has no wording"
            raise ValueError(message)
        if len({wording.id for wording in self.wording}) < len(self.wording):
            message = "a wording id stands there twice"
            raise ValueError(message)
        if set(self.tones) != set(Tone) - {Tone.PLAIN}:
            message = "a tone other than the plain one has no words"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _every_situation_is_served(self) -> Self:
        if missing := sorted(set(Situation) - self.channels_for.keys()):
            message = f"no channel makes sense for: {', '.join(missing)}"
            raise ValueError(message)
        served = {(wording.situation, channel) for wording in self.wording for channel in wording.channels}
        sensible = {(situation, channel) for situation, channels in self.channels_for.items() for channel in channels}
        if odd := sorted(f"{situation} by {channel}" for situation, channel in sensible ^ served):
            message = f"no wording is made for, or none makes sense: {', '.join(odd)}"
            raise ValueError(message)
        return self


def wordings_from(tables: Mapping[str, object]) -> WordingContent:
    """Return the checked content of the wordings file; raises ContentError that names the wording and the line."""
    content = checked(WordingContent, tables, FILE)
    for wording in content.wording:
        _check_fields(wording, content.fields)
        _check_layout(wording)
        for tone in Tone:
            _sentences(wording, "body", in_tone(wording.body, tone, content.tones))
    return content


def _sentences(wording: Wording, part: str, text: str) -> list[Sentence]:
    try:
        return [sentence for sentences in paragraphs(text) for sentence in sentences]
    except ContentError as error:
        message = f"{FILE}: {wording.id}, {part} {error}"
        raise ContentError(message) from error


def _check_fields(wording: Wording, known: Mapping[str, WordingField]) -> None:
    """Raise UnknownFieldError or ContentError where the fields declared and the fields used are not the same."""
    declared = {*wording.required, *wording.optional}
    if nameless := sorted((declared | FULL_NAMES.keys()) - known.keys()):
        message = f"{FILE}: {wording.id} declares a field without a gap text: {', '.join(nameless)}"
        raise UnknownFieldError(message)
    used: set[str] = set()
    for part, text in (("subject", wording.subject), ("body", wording.body)):
        for choice in (choice for sentence in _sentences(wording, part, text) for choice in sentence.choices):
            if unknown := sorted(choice.fields - declared):
                message = f"{FILE}: {wording.id}, {part} line {choice.line} uses an unknown field: {', '.join(unknown)}"
                raise UnknownFieldError(message)
            used |= choice.fields
    if idle := sorted(declared - used):
        message = f"{FILE}: {wording.id} declares a field that no line uses: {', '.join(idle)}"
        raise ContentError(message)


def _check_layout(wording: Wording) -> None:
    """Raise ContentError where a required field could drop out with a sentence, or a subject could be left without."""
    body = _sentences(wording, "body", wording.body)
    certain = [sentence for sentence in body if not sentence.choices[-1].fields & set(wording.optional)]
    for name in wording.required:
        if not any(all(name in choice.fields for choice in sentence.choices) for sentence in certain):
            message = f"{FILE}: {wording.id} can lose its required field with a sentence: {name}"
            raise ContentError(message)
    subject = _sentences(wording, "subject", wording.subject)
    if len(subject) > 1 or any(sentence.choices[-1].fields for sentence in subject):
        message = f"{FILE}: {wording.id} needs one subject whose last choice has no field"
        raise ContentError(message)
