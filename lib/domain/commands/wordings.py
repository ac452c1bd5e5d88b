"""Wordings of one's own. Whether their fields are known, whoever offers the form asks the method first."""

from typing import Annotated

from lib.domain.commands.base import Command
from lib.domain.fields import Line, RecordId, Text, required
from lib.domain.vocabulary import Channel, Purpose, Tone

Title = Annotated[Line, required("Give the wording a name, so that you find it again.")]
WordingText = Annotated[Text, required("Write the wording first.")]


class OwnWordingCard(Command):
    """What a form says of a wording."""

    title: Title
    purpose: Purpose
    channel: Channel
    tone: Tone = Tone.PLAIN
    subject: Line = ""
    body: WordingText


class AddWording(OwnWordingCard):
    """Keep a wording for later letters."""


class EditWording(OwnWordingCard):
    """Change a wording of one's own; letters that were begun with it stay as they are."""

    wording_id: RecordId


class RemoveWording(Command):
    """Take a wording of one's own out; letters that were begun with it stay as they are."""

    wording_id: RecordId
