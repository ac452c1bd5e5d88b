"""What is prepared for a conversation, noted in it, and made of it: answers, takeaways, promises, ratings."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from lib.domain.commands.base import Command, DatedCommand, DayAhead
from lib.domain.commands.contacts import ContactName
from lib.domain.fields import Line, Moment, RecordId, Tags, Text, Version, refused, required, short_enough
from lib.domain.vocabulary import Mark, NoteKind, PromiseKind, RatedWhen, Rating, Stance

MOST_QUESTIONS = 200
THEME_LENGTH = 60  # characters
# The least and the most of each scale (method, sections 1.0 and 1.4).
SCALES: Mapping[Rating, tuple[int, int]] = MappingProxyType(
    {Rating.CONFIDENCE: (1, 5), Rating.FIT: (-2, 2), Rating.USEFULNESS: (1, 5)}
)


def _short_theme(theme: str) -> str:
    return short_enough(theme, THEME_LENGTH)


TakeawayText = Annotated[Line, required("Write down what you learned, in a sentence.")]
PromiseText = Annotated[Line, required("Write down what you promised to do.")]
Theme = Annotated[Line, AfterValidator(_short_theme)]


class SaveAnswer(Command):
    """Keep the answer to one question as it is being typed."""

    interview_id: RecordId
    question_id: RecordId
    version: Version
    text: Text


class SaveNotes(Command):
    """Keep a text about a conversation as it is being typed: the free notes, or a part of the debrief."""

    interview_id: RecordId
    kind: NoteKind = NoteKind.FREE
    version: Version
    text: Text


class AddTakeaway(Command):
    """Note one thing that was learned, where it answers a question, and how it was marked in the notes."""

    interview_id: RecordId
    text: TakeawayText
    question_id: RecordId | None = None
    mark: Mark | None = None


class EditTakeaway(Command):
    """Keep a takeaway in other words, as they are being typed."""

    takeaway_id: RecordId
    version: Version
    text: TakeawayText


class SortTakeaway(Command):
    """Say under which theme and tags a takeaway belongs, and with which other one's claim it agrees or not."""

    takeaway_id: RecordId
    theme: Theme = ""
    tags: Tags = ()
    about_id: RecordId | None = None
    stance: Stance | None = Field(default=None, validate_default=True)

    @field_validator("stance")
    @classmethod
    def _to_a_claim(cls, stance: Stance | None, info: ValidationInfo) -> Stance | None:
        if (stance is None) != (info.data.get("about_id") is None):
            raise refused("Say both: which takeaway it is about, and whether it agrees.")
        if info.data.get("about_id") == info.data.get("takeaway_id"):
            raise refused("A takeaway can't agree with itself. Choose another one.")
        return stance


class RemoveTakeaway(Command):
    """Take a takeaway out."""

    takeaway_id: RecordId


class AddReferral(Command):
    """Note a person they named: they become a contact, introduced by the one who named them."""

    interview_id: RecordId
    name: ContactName
    organisation: Line = ""
    position: Line = ""
    may_use_name: bool = False


class AddPromise(DatedCommand):
    """Note something that one promised or means to do, and by when."""

    interview_id: RecordId
    text: PromiseText
    kind: PromiseKind = PromiseKind.PROMISE
    due_on: DayAhead = None


class KeepPromise(Command):
    """Tick a promise off, or take the tick back."""

    promise_id: RecordId
    kept: bool = True


class RemovePromise(Command):
    """Take a promise out."""

    promise_id: RecordId


class AddResource(Command):
    """Note something they named to read, watch, join or try."""

    interview_id: RecordId
    text: Annotated[Line, required("Write down what they named: a book, a site, a group …")]


class RemoveResource(Command):
    """Take a resource out."""

    resource_id: RecordId


class KeepOffRecord(Command):
    """Keep one takeaway, answer or note out of every report, or let it back in."""

    off_record: bool
    takeaway_id: RecordId | None = None
    answer_id: RecordId | None = None
    note_id: RecordId | None = None

    @model_validator(mode="before")
    @classmethod
    def _about_one(cls, given: Mapping[str, Any]) -> Mapping[str, Any]:
        if sum(bool(given.get(name)) for name in ("takeaway_id", "answer_id", "note_id")) != 1:
            raise refused("This names no single entry. Reload the page, and try again.")
        return given


class PlanQuestions(Command):
    """Choose which of a goal's questions to ask in an interview, in order; none for all as they stand."""

    interview_id: RecordId
    question_ids: Annotated[tuple[RecordId, ...], Field(max_length=MOST_QUESTIONS)]


class CarryQuestion(Command):
    """Ask a question first in the next interview, as it was not asked in this one; or no longer."""

    interview_id: RecordId
    question_id: RecordId
    carried: bool = True


class BeginTalk(Command):
    """Start the clock of a conversation; None stops it, as if it had not been started."""

    interview_id: RecordId
    began_at: Moment | None


class Rate(Command):
    """Rate something about a goal, before or after an interview or by itself; None takes a rating back."""

    goal_id: RecordId
    interview_id: RecordId | None = None
    rating: Rating
    rated_when: RatedWhen
    value: int | None

    @field_validator("value")
    @classmethod
    def _on_its_scale(cls, value: int | None, info: ValidationInfo) -> int | None:
        least, most = SCALES[info.data["rating"]] if "rating" in info.data else (0, 0)
        if value is not None and not least <= value <= most:
            raise refused(f"Choose a number from {least} to {most}.")
        return value
