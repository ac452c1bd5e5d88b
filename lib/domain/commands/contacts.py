"""Step 2: the people one knows, and how well they fit a goal."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from lib.domain.commands.base import Command, DatedCommand, DayPast
from lib.domain.fields import (
    Also,
    AlsoField,
    AnyZone,
    Country,
    Email,
    Line,
    Link,
    RecordId,
    Score,
    Tags,
    Text,
    Version,
    refused,
    required,
)
from lib.domain.vocabulary import OwnEmployer, Standing, Tie, WorkField

HEAVIEST = 100
SELDOM = 1_100  # days, three years
# Fields of a contact in which a merge lets a person choose whose value holds, and those that a column of a file may be.
ChoosableField = AlsoField | Literal["how_known", "tie", "viewpoint"]
ColumnField = Literal[
    "name",
    "first_name",
    "last_name",
    "nickname",
    "organisation",
    "position",
    "email",
    "phone",
    "profile_url",
    "how_known",
    "tags",
    "notes",
    "connected_on",
    "last_spoke_on",
    "last_wrote_on",
]
Factor = Literal["relevance", "connects", "willing", "fresh", "welcome", "viewpoint"]


def _rhythm(days: int | None) -> int | None:
    if days is not None and not 0 <= days <= SELDOM:
        raise refused(f"Choose a rhythm of up to {SELDOM} days, or no reminders.")
    return days


# Days; 0 for no reminders, None for the method's rhythm.
TouchEvery = Annotated[int | None, AfterValidator(_rhythm)]
Viewpoint = Annotated[int, Field(ge=1, le=3)]
ContactName = Annotated[Line, required("Enter the name of the person you want to talk to.")]


People = Annotated[tuple[RecordId, ...], Field(min_length=1)]
Weight = Annotated[int, Field(ge=0, le=HEAVIEST)]


def _some_weight(weights: Mapping[Factor, int]) -> Mapping[Factor, int]:
    if set(weights) != set(get_args(Factor)) or not any(weights.values()):
        raise refused("Give at least one factor some weight.")
    return weights


def _another(other_id: str, one_id: str | None) -> str:
    if other_id == one_id:
        raise refused("Choose two different people.")
    return other_id


class ContactCard(DatedCommand):
    """What a form or a file says about one person."""

    name: ContactName
    organisation: Line = ""
    position: Line = ""
    email: Email = ""
    phone: Line = ""
    profile_url: Link = ""
    how_known: Line = ""
    tie: Tie = Tie.ACQUAINTANCE
    also: Also = Field(default_factory=dict)
    tags: Tags = ()
    notes: Text = ""
    own_employer: OwnEmployer = OwnEmployer.ELSEWHERE
    circle: Line = ""
    last_spoke_on: DayPast = None
    introducer_id: RecordId | None = None
    may_use_name: bool = False
    connects: Score = 1
    welcome: Score = 0
    viewpoint: Viewpoint = 2
    time_zone: AnyZone = ""
    country: Country = ""
    touch_every: TouchEvery = None


class AddContact(ContactCard):
    """Add a person by hand."""


class EditContact(ContactCard):
    """Change what is written about a person; fields that are left out stay as they are."""

    contact_id: RecordId
    version: Version

    @field_validator("contact_id")
    @classmethod
    def _somebody_else_introduces(cls, contact_id: str, info: ValidationInfo) -> str:
        if info.data.get("introducer_id") == contact_id:
            raise refused("Somebody else has to make the introduction.")
        return contact_id


class SaveContactNotes(Command):
    """Keep the notes on a person as they are being typed."""

    contact_id: RecordId
    version: Version
    text: Text


class ArchiveContact(Command):
    """Take a person off the lists; nothing about them is lost."""

    contact_id: RecordId


class RestoreContact(Command):
    """Put an archived person back on the lists."""

    contact_id: RecordId


class MarkDoNotContact(Command):
    """Respect that a person does not wish to be written to, or take that mark off again."""

    contact_id: RecordId
    do_not_contact: bool = True


class EditContacts(Command):
    """Change tags or the tie of many people at once."""

    contact_ids: People
    add_tags: Tags = ()
    drop_tags: Tags = ()
    tie: Tie | None = None


class ArchiveContacts(Command):
    """Take many people off the lists at once."""

    contact_ids: People


class RestoreContacts(Command):
    """Put many archived people back on the lists at once."""

    contact_ids: People


class MergeContacts(Command):
    """Make two records of one person one; `taken` names the fields in which the value of the other one holds."""

    kept_id: RecordId
    other_id: RecordId
    kept_version: Version
    other_version: Version
    taken: tuple[ChoosableField, ...] = ()

    @field_validator("other_id")
    @classmethod
    def _two_records(cls, other_id: str, info: ValidationInfo) -> str:
        return _another(other_id, info.data.get("kept_id"))


class KeepApart(Command):
    """Say that two people who look alike are two people."""

    contact_id: RecordId
    other_id: RecordId

    @field_validator("other_id")
    @classmethod
    def _two_records(cls, other_id: str, info: ValidationInfo) -> str:
        return _another(other_id, info.data.get("contact_id"))


class ImportedContact(Command):
    """One person as a file gave them; empty values stand for what the file did not say.

    `key` is unique in its file, and `introducer_key` names another person of the same file by it.
    """

    name: ContactName
    organisation: Line = ""
    position: Line = ""
    email: Email = ""
    phone: Line = ""
    profile_url: Link = ""
    how_known: Line = ""
    also: Also = Field(default_factory=dict)
    tags: Tags = ()
    notes: Text = ""
    own_employer: OwnEmployer | None = None
    circle: Line = ""
    tie: Tie | None = None
    connected_on: date | None = None
    last_spoke_on: date | None = None
    last_wrote_on: date | None = None
    connects: Score | None = None
    welcome: Score | None = None
    viewpoint: Viewpoint | None = None
    time_zone: AnyZone = ""
    country: Country = ""
    touch_every: TouchEvery = None
    may_use_name: bool = False
    do_not_contact: bool = False
    archived: bool = False
    key: Line = ""
    introducer_key: Line = ""


class ColumnChoice(Command):
    """Which heading of a file is which field, to be proposed again for files with the same headings."""

    signature: Line
    columns: Mapping[str, ColumnField]


class ImportContacts(Command):
    """Bring people in from a file: all of them or none, those already known not twice."""

    source: Line
    contacts: tuple[ImportedContact, ...]
    columns: ColumnChoice | None = None


class RateFit(Command):
    """Say how close a person's work is to a goal, 0 (not related) to 3 (does exactly that); None to guess again."""

    goal_id: RecordId
    contact_id: RecordId
    relevance: Score | None


class SetStanding(Command):
    """Pin a person for a goal, leave them out of its suggestions or of all, or leave it to the ranking again."""

    goal_id: RecordId
    contact_id: RecordId
    standing: Standing
    reason: Line = ""


class ChooseWeights(Command):
    """Weigh the factors of the ranking in one's own way for a goal; None for the method's weights."""

    goal_id: RecordId
    weights: Annotated[Mapping[Factor, Weight], AfterValidator(_some_weight)] | None
    work_field: WorkField = WorkField.ANY


class AddTarget(Command):
    """Name whom one wants to reach about a goal: a known contact, a new person, or only an organisation."""

    goal_id: RecordId
    contact_id: RecordId | None = None
    name: Line = ""
    organisation: Annotated[Line, Field(validate_default=True)] = ""
    position: Line = ""
    profile_url: Link = ""

    @field_validator("organisation")
    @classmethod
    def _somebody_or_somewhere(cls, organisation: str, info: ValidationInfo) -> str:
        if not (organisation or info.data.get("contact_id") or info.data.get("name")):
            raise refused("Name a person or an organisation that you want to reach.")
        return organisation


class RemoveTarget(Command):
    """Let go of a person or organisation that one wanted to reach; a person stays a contact."""

    target_id: RecordId


def card_fields(card: ContactCard) -> dict[str, Any]:
    """Return the columns of the contacts table that a card fills: those that it was given."""
    return card.model_dump(include=set(ContactCard.model_fields) - {"today"}, exclude_unset=True)
