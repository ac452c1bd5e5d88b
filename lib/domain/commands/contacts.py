"""Step 2: the people one knows, and how well they fit a goal."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, ValidationInfo, field_validator

from lib.domain.commands.base import Command, DatedCommand, DayPast
from lib.domain.fields import Email, Line, Link, RecordId, Score, Tags, Text, Version, refused, required
from lib.domain.vocabulary import Tie

ContactName = Annotated[Line, required("Enter the name of the person you want to talk to.")]


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
    tags: Tags = ()
    notes: Text = ""
    last_spoke_on: DayPast = None
    introducer_id: RecordId | None = None
    may_use_name: bool = False
    connects: Score = 1
    welcome: Score = 0
    viewpoint: Annotated[int, Field(ge=1, le=3)] = 2


class AddContact(ContactCard):
    """Add a person by hand."""


class EditContact(ContactCard):
    """Change what is written about a person."""

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


class ImportedContact(Command):
    """One person as a file gave them; empty values stand for what the file did not say."""

    name: ContactName
    organisation: Line = ""
    position: Line = ""
    email: Email = ""
    profile_url: Link = ""
    connected_on: date | None = None


class ImportContacts(Command):
    """Bring people in from a file: all of them or none, those already known not twice."""

    source: Line
    contacts: tuple[ImportedContact, ...]


class RateFit(Command):
    """Say how close a person's work is to a goal, 0 (not related) to 3 (does exactly that); None to guess again."""

    goal_id: RecordId
    contact_id: RecordId
    relevance: Score | None


class SetAside(Command):
    """Leave a person out of the suggestions for a goal, or let them back in."""

    goal_id: RecordId
    contact_id: RecordId
    aside: bool = True


def card_fields(card: ContactCard) -> dict[str, Any]:
    """Return the columns of the contacts table that a card fills."""
    return card.model_dump(include=set(ContactCard.model_fields) - {"today"})
