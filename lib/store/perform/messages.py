"""Carries out what is written to a contact, and what they answered."""

from datetime import timedelta
from typing import Any

from lib.domain import commands
from lib.domain.errors import AlreadySentError, NotAllowedNowError
from lib.domain.lifecycle import STEP_OF_REPLY
from lib.domain.vocabulary import Channel, Direction, Purpose, Reply, Stage, Step
from lib.store import tables
from lib.store.perform.contacts import check_may_be_written_to, contact
from lib.store.perform.conversations import open_the_way, refer
from lib.store.perform.deed import Deed
from lib.store.perform.drafts import PAUSE, draft, keep_version
from lib.store.perform.steps import interview, stage_of, take_step
from lib.store.transaction import Row, Transaction

# How long after “I sent it” the last words that were typed before it may still arrive.
_ON_ITS_WAY = timedelta(minutes=1)

_STEP_OF_PURPOSE = {
    Purpose.REQUEST: Step.REQUEST_SENT,
    Purpose.FOLLOW_UP: Step.FOLLOW_UP_SENT,
    Purpose.THANKS: Step.THANKS_SENT,
    Purpose.UPDATE: Step.UPDATE_SENT,
}


def begin_draft(tx: Transaction, command: commands.BeginDraft) -> Deed:
    """Start a message; where one for this purpose is already begun, that one goes on."""
    row = interview(tx, command.interview_id)
    begun = [
        message
        for message in tx.rows(tables.messages, tables.messages.c.interview_id == row["id"])
        if message["sent_at"] is None
        and message["purpose"] == command.purpose
        and message["direction"] == Direction.SENT
    ]
    if command.to_contact_id:
        check_may_be_written_to(contact(tx, command.to_contact_id))
    message_id = str(begun[0]["id"]) if begun else _new_draft(tx, command)
    if command.purpose is Purpose.REQUEST and stage_of(tx, row["id"]) is Stage.IDENTIFIED:
        deed = take_step(tx, row, Step.DRAFTED, happened_at=command.happened_at)
        return Deed(message_id, interview_id=row["id"], step=deed.step, happened_at=deed.happened_at)
    return Deed(message_id, interview_id=row["id"])


def _new_draft(tx: Transaction, command: commands.BeginDraft) -> str:
    given = ("purpose", "channel", "wording_id", "tone", "to_contact_id", "subject", "body")
    text = command.model_dump(include=set(given))
    unsent = {"direction": Direction.SENT, "mail_id": "", "sent_at": None, "saved_at": tx.now}
    unsent["interview_id"] = command.interview_id
    return tx.insert(tables.messages, {**text, **unsent})


def save_draft_body(tx: Transaction, command: commands.SaveDraftBody) -> Deed:
    """Keep the text of a draft."""
    return _save(tx, command.message_id, command.version, {"body": command.text})


def save_draft_subject(tx: Transaction, command: commands.SaveDraftSubject) -> Deed:
    """Keep the subject of a draft."""
    return _save(tx, command.message_id, command.version, {"subject": command.text})


def _save(tx: Transaction, message_id: str, version: int, text: dict[str, str]) -> Deed:
    row = tx.row(tables.messages, message_id, "draft")
    if row["sent_at"] is not None and not _was_on_its_way(tx, row, version):
        raise AlreadySentError
    begins_again = False
    if any(row[name] != value for name, value in text.items()):
        begins_again = row["sent_at"] is None and tx.now - row["saved_at"] > PAUSE
        tx.update(tables.messages, row, {**text, "saved_at": tx.now}, seen_version=version)
    if begins_again:
        keep_version(tx, row)
    return Deed(message_id, interview_id=row["interview_id"], typed=not begins_again)


def _was_on_its_way(tx: Transaction, row: Row, version: int) -> bool:
    """Return whether a text was typed before “I sent it” was clicked and arrives a moment after it."""
    return bool(tx.now - row["sent_at"] < _ON_ITS_WAY and version < row["version"])


def choose_wording(tx: Transaction, command: commands.ChooseWording) -> Deed:
    """Replace a draft's text by that of another wording."""
    row = draft(tx, command.message_id)
    values = command.model_dump(include={"channel", "wording_id", "tone", "subject", "body"})
    if any(row[name] != value for name, value in values.items()):
        keep_version(tx, row)
    tx.update(tables.messages, row, values, seen_version=command.version)
    return Deed(command.message_id, interview_id=row["interview_id"])


def record_sent(tx: Transaction, command: commands.RecordSent) -> Deed:
    """Log that a draft was sent, and take the step that it is."""
    message = draft(tx, command.message_id)
    row = interview(tx, command.interview_id)
    if message["interview_id"] != row["id"]:
        raise NotAllowedNowError("This message belongs to another interview.")
    purpose = Purpose(message["purpose"])
    if message["to_contact_id"]:
        check_may_be_written_to(contact(tx, message["to_contact_id"]))
    if purpose in {Purpose.REQUEST, Purpose.FOLLOW_UP}:
        check_may_be_written_to(contact(tx, row["contact_id"]))
    sent_at = command.happened_at or tx.now
    tx.update(tables.messages, message, {"sent_at": sent_at, "channel": command.channel})
    step = _STEP_OF_PURPOSE.get(purpose)
    if step is None:
        return Deed(row["id"], interview_id=row["id"], happened_at=sent_at)
    return take_step(tx, row, step, happened_at=sent_at)


def save_reply(tx: Transaction, command: commands.SaveReply) -> Deed:
    """Keep their own words beside the interview, until the answer is logged."""
    row = interview(tx, command.interview_id)
    begun = begun_reply(tx, row)
    if begun is None:
        message_id = tx.insert(tables.messages, {**_received(row), "body": command.text, "saved_at": tx.now})
        return Deed(message_id, interview_id=row["id"], typed=True)
    if begun["body"] != command.text:
        values = {"body": command.text, "saved_at": tx.now}
        tx.update(tables.messages, begun, values, seen_version=command.version)
    return Deed(begun["id"], interview_id=row["id"], typed=True)


def record_reply(tx: Transaction, command: commands.RecordReply) -> Deed:
    """Log what they answered, in their own words where they are at hand, and add whom they named."""
    row = interview(tx, command.interview_id)
    received_at = command.happened_at or tx.now
    received = {"sent_at": received_at, **command.model_dump(include={"channel", "subject", "mail_id"})}
    begun = begun_reply(tx, row)
    if command.text.strip():
        tx.insert(tables.messages, {**_received(row), **received, "body": command.text, "saved_at": tx.now})
    elif begun and begun["body"].strip():
        tx.update(tables.messages, begun, received)
    if command.reply is Reply.PASSED_ON and row["target_contact_id"]:
        open_the_way(tx, row, may_use_name=command.may_use_name)
    if command.named:
        named = {"name": command.named, "organisation": command.named_organisation, "email": command.named_email}
        refer(tx, row, {**named, "may_use_name": command.may_use_name})
    step = STEP_OF_REPLY[command.reply]
    values = {"retry_on": command.retry_on}
    return take_step(tx, row, step, happened_at=received_at, values=values)


def begun_reply(tx: Transaction, row: Row) -> Row | None:
    """Return the words of theirs that were kept but not logged yet."""
    columns = tables.messages.c
    mine = (columns.interview_id == row["id"], columns.direction == Direction.RECEIVED, columns.sent_at.is_(None))
    found = tx.rows(tables.messages, *mine)
    return found[0] if found else None


def _received(row: Row) -> dict[str, Any]:
    return {
        "interview_id": row["id"],
        "purpose": Purpose.REQUEST,
        "direction": Direction.RECEIVED,
        "channel": Channel.EMAIL,
        "wording_id": "",
        "tone": "",
        "to_contact_id": None,
        "subject": "",
        "mail_id": "",
        "sent_at": None,
    }
