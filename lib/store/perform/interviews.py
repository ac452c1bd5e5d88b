"""Carries out the steps of an interview that are not messages."""

from datetime import datetime
from zoneinfo import ZoneInfo

from lib.domain import commands
from lib.domain.commands.interviews import USUAL_MINUTES
from lib.domain.errors import NotAllowedNowError
from lib.domain.lifecycle import OPEN
from lib.domain.vocabulary import Mode, Stage, Step
from lib.store import tables
from lib.store.perform.contacts import check_may_be_written_to, contact
from lib.store.perform.conversations import remove_takeaways
from lib.store.perform.deed import Deed
from lib.store.perform.deferrals import forget_deferrals
from lib.store.perform.drafts import versions_of
from lib.store.perform.steps import interview, stage_of, take_step
from lib.store.transaction import Transaction

_NO_TIME = {
    **dict.fromkeys(("starts_on", "starts_time", "starts_at", "minutes")),
    **dict.fromkeys(("time_zone", "mode", "place"), ""),
}


def choose_contact(tx: Transaction, command: commands.ChooseContact) -> Deed:
    """Put a person on the list; one open request a person, so that nobody is asked twice at once."""
    tx.row(tables.goals, command.goal_id, "goal")
    if command.target_contact_id:
        contact(tx, command.target_contact_id)
    _check_may_be_asked(tx, command.contact_id)
    interview_id = tx.insert(
        tables.interviews,
        {
            **command.model_dump(exclude={"happened_at"}),
            **_NO_TIME,
            "retry_on": None,
            "away_until": None,
            "routine": "",
            "merge_fields": {},
            "slots": [],
            "plan": [],
            "began_at": None,
            "created_at": tx.now,
        },
    )
    return Deed(interview_id, interview_id=interview_id, step=Step.CHOSEN, happened_at=command.happened_at)


def _check_may_be_asked(tx: Transaction, contact_id: str) -> None:
    person = contact(tx, contact_id)
    check_may_be_written_to(person)
    for row in tx.rows(tables.interviews, tables.interviews.c.contact_id == contact_id):
        if stage_of(tx, row["id"]) in OPEN:
            raise NotAllowedNowError(f"You already have {person['name']} on your list. Finish that interview first.")


def agree_time(tx: Transaction, command: commands.AgreeTime) -> Deed:
    """Keep the time on the wall clock of its zone, and the moment it stands for; how and where may come later."""
    row = interview(tx, command.interview_id)
    wall = datetime.combine(command.on, command.at, ZoneInfo(command.time_zone))
    values = {
        "starts_on": command.on,
        "starts_time": command.at,
        "time_zone": command.time_zone,
        "starts_at": wall,
        **command.model_dump(include={"minutes", "mode", "place"}),
    }
    stage = stage_of(tx, row["id"])
    if stage is Stage.SCHEDULED and row["starts_at"] == wall:
        tx.update(tables.interviews, row, values)
        return Deed(row["id"], interview_id=row["id"])
    step = Step.TIME_AGREED if stage is Stage.AGREED else Step.TIME_CHANGED
    return take_step(tx, row, step, happened_at=command.happened_at, values=values)


def record_missed(tx: Transaction, command: commands.RecordMissed) -> Deed:
    """Log that somebody did not show up."""
    step = Step.THEY_MISSED if command.by_them else Step.I_MISSED
    return take_step(tx, interview(tx, command.interview_id), step, happened_at=command.happened_at)


def call_off(tx: Transaction, command: commands.CallOff) -> Deed:
    """Log that it will not take place."""
    return take_step(tx, interview(tx, command.interview_id), Step.CALLED_OFF, happened_at=command.happened_at)


def log_conversation(tx: Transaction, command: commands.LogConversation) -> Deed:
    """Log that the conversation was held, how and for how long."""
    row = interview(tx, command.interview_id)
    values = {
        "minutes": command.minutes or row["minutes"] or USUAL_MINUTES,
        "mode": command.mode or row["mode"] or Mode.VIDEO,
    }
    return take_step(tx, row, Step.HELD, happened_at=command.happened_at, values=values)


def close_interview(tx: Transaction, command: commands.CloseInterview) -> Deed:
    """Let it rest."""
    return take_step(tx, interview(tx, command.interview_id), Step.CLOSED, happened_at=command.happened_at)


def reopen_interview(tx: Transaction, command: commands.ReopenInterview) -> Deed:
    """Take an interview up again; the time that was agreed on before is over."""
    row = interview(tx, command.interview_id)
    _check_may_be_asked(tx, row["contact_id"])
    return take_step(tx, row, Step.REOPENED, happened_at=command.happened_at, values=_NO_TIME)


def remove_interview(tx: Transaction, command: commands.RemoveInterview) -> Deed:
    """Take an interview out with all that was noted in it; people who were named stay contacts."""
    row = interview(tx, command.interview_id)
    promises = tx.rows(tables.promises, tables.promises.c.interview_id == row["id"])
    for promise in promises:
        forget_deferrals(tx, "promise_id", promise["id"])
    forget_deferrals(tx, "interview_id", row["id"])
    tx.delete_many(tables.promises, promises)
    messages = tx.rows(tables.messages, tables.messages.c.interview_id == row["id"])
    for message in messages:
        tx.delete_many(tables.draft_versions, versions_of(tx, message["id"]))
    tx.delete_many(tables.messages, messages)
    remove_takeaways(tx, tx.rows(tables.takeaways, tables.takeaways.c.interview_id == row["id"]))
    for table in (tables.ratings, tables.resources, tables.notes, tables.answers):
        tx.delete_many(table, tx.rows(table, table.c.interview_id == row["id"]))
    tx.delete(tables.interviews, row)
    return Deed(row["id"], interview_id=row["id"])
