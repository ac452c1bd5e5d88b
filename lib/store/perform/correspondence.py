"""Carries out what is said in an interview beside its steps, and what is corrected about when it was said."""

from datetime import UTC
from typing import Any

from lib.domain import commands
from lib.domain.errors import NotAllowedNowError, NotFoundError
from lib.domain.lifecycle import WAITING
from lib.domain.vocabulary import Direction, Purpose, Step
from lib.store import tables
from lib.store.perform.deed import Deed
from lib.store.perform.messages import begun_reply
from lib.store.perform.steps import interview, stage_of, steps_taken
from lib.store.transaction import Row, Transaction

_NO_STEP = {Purpose.NOTE, Purpose.AUTO_REPLY}
_SENDING = {Step.REQUEST_SENT, Step.FOLLOW_UP_SENT, Step.THANKS_SENT, Step.UPDATE_SENT}
_HEARING = {Step.SAID_YES, Step.SAID_NOT_NOW, Step.SAID_NO, Step.ANSWERED, Step.PASSED_ON}


def fill_field(tx: Transaction, command: commands.FillField) -> Deed:
    """Keep what the person said for a field of wordings."""
    row = interview(tx, command.interview_id)
    fields = {**row["merge_fields"], command.field: command.text}
    known = {name: text for name, text in fields.items() if text}
    tx.update(tables.interviews, row, {"merge_fields": known})
    return Deed(row["id"], interview_id=row["id"])


def propose_times(tx: Transaction, command: commands.ProposeTimes) -> Deed:
    """Keep the moments that one offers."""
    row = interview(tx, command.interview_id)
    slots = [moment.astimezone(UTC).isoformat() for moment in sorted(set(command.slots))]
    tx.update(tables.interviews, row, {"slots": slots})
    return Deed(row["id"], interview_id=row["id"])


def log_message(tx: Transaction, command: commands.LogMessage) -> Deed:
    """Keep a message that is no step."""
    row = interview(tx, command.interview_id)
    message_id = _filed(tx, command) or _keep(tx, row, _logged(tx, command, Purpose.NOTE, command.direction))
    return Deed(message_id, interview_id=row["id"], happened_at=command.happened_at)


def _filed(tx: Transaction, command: commands.LogMessage | commands.RecordAutoReply) -> str | None:
    """Return the id of a mail that was brought in before; None where it was not, or is no mail."""
    found = tx.rows(tables.messages, tables.messages.c.mail_id == command.mail_id) if command.mail_id else []
    return str(found[0]["id"]) if found else None


def record_auto_reply(tx: Transaction, command: commands.RecordAutoReply) -> Deed:
    """Keep what a mailbox answered by itself; what waits for them waits until they are back."""
    row = interview(tx, command.interview_id)
    if message_id := _filed(tx, command):
        return Deed(message_id, interview_id=row["id"], happened_at=command.happened_at)
    if stage_of(tx, row["id"]) not in WAITING:
        raise NotAllowedNowError("Nothing waits for an answer here. Log it as a message instead.")
    message_id = _keep(tx, row, _logged(tx, command, Purpose.AUTO_REPLY, Direction.RECEIVED))
    tx.update(tables.interviews, row, {"away_until": command.back_on})
    return Deed(message_id, interview_id=row["id"], happened_at=command.happened_at)


def _logged(
    tx: Transaction, command: commands.LogMessage | commands.RecordAutoReply, purpose: Purpose, direction: Direction
) -> Row:
    return {
        **command.model_dump(include={"interview_id", "channel", "subject", "mail_id"}),
        "body": command.text,
        "purpose": purpose,
        "direction": direction,
        "wording_id": "",
        "tone": "",
        "to_contact_id": None,
        "sent_at": command.happened_at or tx.now,
        "saved_at": tx.now,
    }


def _keep(tx: Transaction, row: Row, logged: Row) -> str:
    """Keep a message; where it came and its text was not given, it is the one that `SaveReply` kept."""
    begun = begun_reply(tx, row) if logged["direction"] == Direction.RECEIVED and not logged["body"].strip() else None
    if begun is None or not begun["body"].strip():
        return tx.insert(tables.messages, logged)
    tx.update(tables.messages, begun, {**logged, "body": begun["body"]})
    return str(begun["id"])


def remove_message(tx: Transaction, command: commands.RemoveMessage) -> Deed:
    """Take out a message that is no step."""
    row = tx.row(tables.messages, command.message_id, "message")
    if row["purpose"] not in _NO_STEP:
        raise NotAllowedNowError("This message is a step of the interview, so it stays. Undo takes the step back.")
    tx.delete(tables.messages, row)
    return Deed(row["id"], interview_id=row["interview_id"])


def correct_message(tx: Transaction, command: commands.CorrectMessage) -> Deed:
    """Keep when and how a message really went out or came."""
    row = tx.row(tables.messages, command.message_id, "message")
    if row["sent_at"] is None:
        raise NotAllowedNowError("This message is not logged as sent yet.")
    step = _step_of(tx, row)
    tx.update(tables.messages, row, {"sent_at": command.happened_at, "channel": command.channel})
    return _corrected(tx, row["interview_id"], step, command)


def correct_step(tx: Transaction, command: commands.CorrectStep) -> Deed:
    """Keep when a step was really taken."""
    row = interview(tx, command.interview_id)
    taken = [step for step in steps_taken(tx, row["id"]) if step["number"] == command.number]
    if not taken:
        raise NotFoundError("step")
    columns = tables.messages.c
    for message in tx.rows(tables.messages, columns.interview_id == row["id"], columns.sent_at.is_not(None)):
        if _are_one(message, taken[0]):
            tx.update(tables.messages, message, {"sent_at": command.happened_at})
    return _corrected(tx, row["id"], taken[0], command)


def _corrected(tx: Transaction, interview_id: str, step: Row | None, command: Any) -> Deed:
    if step is None or step["happened_at"] == command.happened_at:
        return Deed(interview_id, interview_id=interview_id)
    # Raised, so that a correction is undone before what came before it.
    tx.touch(tables.interviews, interview(tx, interview_id))
    return Deed(interview_id, interview_id=interview_id, happened_at=command.happened_at, corrects=int(step["number"]))


def _step_of(tx: Transaction, message: Row) -> Row | None:
    """Return the step that a message was, if it was one."""
    return next((step for step in steps_taken(tx, message["interview_id"]) if _are_one(message, step)), None)


def _are_one(message: Row, step: Row) -> bool:
    """Tell whether a message and a step were logged as one: of one moment, and the same way round."""
    ways = _SENDING if message["direction"] == Direction.SENT else _HEARING
    return bool(step["happened_at"] == message["sent_at"] and step["step"] in ways)
