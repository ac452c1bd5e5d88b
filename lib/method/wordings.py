"""The wordings of the method: which one suits, and how it reads once it is filled in.

How a wording is laid out in `content/wordings.toml` is explained at the top of that file.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple, Self

from jinja2 import StrictUndefined, Template, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, model_validator

from lib.domain.vocabulary import Channel, Outcome, Purpose, Tie
from lib.method.content_files import ContentError, checked, read_toml

FILE = "wordings.toml"
INSTEAD, OWN_LINE = "~ ", "| "
SENTENCE_ENDS = (".", "!", "?", "…")
ENDS_WITH_FIELD = re.compile(r"\{\{\s*(\w+)\s*\}\}\.$")

# Messages are plain text: escaping would put "&amp;" into somebody's mail. Whoever shows one as HTML escapes it there.
ENVIRONMENT = ImmutableSandboxedEnvironment(autoescape=False, undefined=StrictUndefined)


class UnknownFieldError(ContentError):
    """A wording uses a field that it does not declare, or declares one without a gap text."""


class Situation(StrEnum):
    """At which point of an interview a wording is used."""

    WARM = "warm"
    LOST_TOUCH = "lost_touch"
    SHARED_BACKGROUND = "shared_background"
    ASK_INTRODUCTION = "ask_introduction"
    FORWARDABLE = "forwardable"
    INTRODUCED = "introduced"
    REFERRED = "referred"
    COLD = "cold"
    LINKEDIN_INVITE = "linkedin_invite"
    LINKEDIN_CONNECTED = "linkedin_connected"
    VOICEMAIL = "voicemail"
    FIRST_FOLLOW_UP = "first_follow_up"
    CLOSE_THE_LOOP = "close_the_loop"
    FIX_TIME = "fix_time"
    CONFIRM = "confirm"
    MOVE = "move"
    THEY_MISSED = "they_missed"
    I_MISSED = "i_missed"
    THANKS_TALK = "thanks_talk"
    THANKS_ANSWER = "thanks_answer"
    THANKS_DECLINE = "thanks_decline"
    THANKS_LEAD = "thanks_lead"
    THANKS_INTRODUCER = "thanks_introducer"
    REFERRAL_ASK = "referral_ask"
    OUTCOME_UPDATE = "outcome_update"
    GOOD_NEWS = "good_news"
    QUESTIONS_BY_EMAIL = "questions_by_email"
    DO_NOT_CONTACT = "do_not_contact"
    CARD = "card"


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


class WordingField(_Content):
    """What stands for a field that is not known yet, and an example of how its value should read."""

    gap: str = Field(pattern=r"^[^\[\]{}]+$")
    example: str = Field(pattern=r"\S")


class Wording(_Content):
    """One wording, as the file has it: subject and body are templates."""

    id: str = Field(pattern=r"^M\d\d$")
    title: str
    purpose: Purpose
    situation: Situation
    also_for: tuple[Situation, ...]
    channels: tuple[Channel, ...] = Field(min_length=1)
    tone: str
    limit: Limit
    required: tuple[str, ...]
    optional: tuple[str, ...]
    subject: str
    body: str
    source: str


class Filled(_Content):
    """A wording with its fields put in; `gaps` names the required fields that are still open."""

    subject: str
    body: str
    gaps: tuple[str, ...]


class WordingContent(_Content):
    """The whole file of wordings."""

    situation_by_tie: dict[Tie, Situation]
    situation_with_introducer: dict[Tie, Situation]
    situation_by_outcome: dict[Outcome, Situation]
    fields: dict[str, WordingField]
    wording: tuple[Wording, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if set(self.situation_by_tie) != set(Tie) or set(self.situation_by_outcome) != set(Outcome):
            message = "a tie or an outcome has no situation"
            raise ValueError(message)
        if {wording.purpose for wording in self.wording} != set(Purpose):
            message = "a purpose has no wording"
            raise ValueError(message)
        if len({wording.id for wording in self.wording}) < len(self.wording):
            message = "a wording id stands there twice"
            raise ValueError(message)
        return self


class _Choice(NamedTuple):
    """One way to say a sentence."""

    line: int
    source: str
    fields: frozenset[str]


class _Sentence(NamedTuple):
    """A sentence in all its ways, the fullest first."""

    own_line: bool
    choices: tuple[_Choice, ...]


def all_wordings() -> tuple[Wording, ...]:
    """Return the wordings in the order of the file; raises ContentError where the file cannot be used."""
    return _content().wording


def wording_fields() -> Mapping[str, WordingField]:
    """Return every field that a wording can have, with its gap text and an example."""
    return _content().fields


def request_situation(tie: Tie, *, introducer_known: bool) -> Situation:
    """Return the situation of a first request by the tie, and by whether somebody lent their name for it."""
    content = _content()
    by_name = content.situation_with_introducer if introducer_known else {}
    return by_name.get(tie, content.situation_by_tie[tie])


def thanks_situation(outcome: Outcome) -> Situation:
    """Return the situation of a thank-you by what came of the request."""
    return _content().situation_by_outcome[outcome]


def suitable(purpose: Purpose, *, channel: Channel, situation: Situation | None = None) -> tuple[Wording, ...]:
    """Return the wordings for a purpose and a channel, best first and never none.

    Where none of the channel serves the situation, those of the situation in other channels come first: the wrong
    tone does more harm than the wrong length. Where none fits the channel, all of the purpose are returned.
    """
    of_purpose = [wording for wording in all_wordings() if wording.purpose is purpose]
    in_channel = sorted(
        (wording for wording in of_purpose if channel in wording.channels),
        key=lambda wording: _distance(wording, situation),
    )
    if situation is None:
        return tuple(in_channel or of_purpose)
    if in_channel and situation in (in_channel[0].situation, *in_channel[0].also_for):
        return tuple(in_channel)
    others = in_channel or [wording for wording in of_purpose if wording.situation is not situation]
    return (*(wording for wording in of_purpose if wording.situation is situation), *others)


def forwardable(channel: Channel) -> Wording:
    """Return the lines that go under the ask for an introduction, to be forwarded as they are."""
    return suitable(Purpose.REQUEST, channel=channel, situation=Situation.FORWARDABLE)[0]


def fill(wording: Wording, fields: Mapping[str, str]) -> Filled:
    """Return the wording with its fields put in as they are; fields that it does not have are ignored.

    A value of nothing but spaces counts as missing. A sentence with a missing optional field is left out, a missing
    required field shows as a bracketed gap (method, section 5).
    """
    declared = (*wording.required, *wording.optional)
    given = {name: fields[name] for name in declared if fields.get(name, "").strip()}
    gaps = tuple(name for name in wording.required if name not in given)
    shown = given | {name: f"[{wording_fields()[name].gap}]" for name in gaps}
    paragraphs = [_paragraph(sentences, shown) for sentences in _paragraphs(wording.body)]
    in_one_line = {name: " ".join(value.splitlines()) for name, value in given.items()}
    subject = "".join(_paragraph(sentences, in_one_line) for sentences in _paragraphs(wording.subject))
    return Filled(subject=subject, body="\n\n".join(filter(None, paragraphs)), gaps=gaps)


def wordings_from(tables: Mapping[str, object]) -> WordingContent:
    """Return the checked content of the wordings file; raises ContentError that names the wording and the line."""
    content = checked(WordingContent, tables, FILE)
    for wording in content.wording:
        _check_fields(wording, content.fields)
        _check_layout(wording)
    return content


@cache
def _content() -> WordingContent:
    return wordings_from(read_toml(FILE))


def _distance(wording: Wording, situation: Situation | None) -> int:
    """Return how far a wording is from a situation: 0 is made for it."""
    serves = (wording.situation, *wording.also_for)
    return serves.index(situation) if situation in serves else len(Situation)


def _paragraph(sentences: tuple[_Sentence, ...], shown: Mapping[str, str]) -> str:
    """Return the sentences that have all their fields, joined; an empty text where none has."""
    text = ""
    for sentence in sentences:
        choice = next((choice for choice in sentence.choices if choice.fields <= shown.keys()), None)
        if choice:
            joint = "\n" if sentence.own_line else " "
            text += (joint if text else "") + _rendered(choice, shown)
    return text


def _rendered(choice: _Choice, shown: Mapping[str, str]) -> str:
    """Return a sentence with its values; a value that ends a sentence by itself gets no second full stop."""
    text = _template(choice.source).render({name: shown[name] for name in choice.fields})
    closing = ENDS_WITH_FIELD.search(choice.source)
    if closing and shown[closing[1]].rstrip().endswith(SENTENCE_ENDS):
        return text.removesuffix(".")
    return text


@cache
def _template(source: str) -> Template:
    return ENVIRONMENT.from_string(source)


@cache
def _paragraphs(text: str) -> tuple[tuple[_Sentence, ...], ...]:
    """Return the sentences of a text by paragraph; raises ContentError that names the line."""
    paragraphs: list[list[_Sentence]] = [[]]
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line:
            paragraphs.append([])
        elif not line.startswith(INSTEAD):
            choice = _choice(number, line.removeprefix(OWN_LINE))
            paragraphs[-1].append(_Sentence(line.startswith(OWN_LINE), (choice,)))
        elif paragraphs[-1]:
            above = paragraphs[-1].pop()
            choices = (*above.choices, _choice(number, line.removeprefix(INSTEAD)))
            paragraphs[-1].append(above._replace(choices=choices))
        else:
            message = f'line {number}: there is no line above that this "{INSTEAD}" could stand in for'
            raise ContentError(message)
    return tuple(tuple(sentences) for sentences in paragraphs if sentences)


def _choice(number: int, source: str) -> _Choice:
    try:
        _template(source)
        return _Choice(number, source, frozenset(meta.find_undeclared_variables(ENVIRONMENT.parse(source))))
    except TemplateError as error:
        message = f"line {number}: {error}"
        raise ContentError(message) from error


def _sentences(wording: Wording, part: str, text: str) -> list[_Sentence]:
    try:
        return [sentence for sentences in _paragraphs(text) for sentence in sentences]
    except ContentError as error:
        message = f"{FILE}: {wording.id}, {part} {error}"
        raise ContentError(message) from error


def _check_fields(wording: Wording, known: Mapping[str, WordingField]) -> None:
    """Raise UnknownFieldError or ContentError where the fields declared and the fields used are not the same."""
    declared = {*wording.required, *wording.optional}
    if nameless := sorted(declared - known.keys()):
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
