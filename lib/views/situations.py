"""At which point of an interview a letter is written, so that the wording that is made for it comes first."""

from typing import Any

import pandas as pd

from lib.domain.lifecycle import REPLIES
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import InterviewKind, Outcome, Purpose, Stage, Step, Tie
from lib.method.wordings import Situation, request_situation, thanks_situation
from lib.views.conversation import thread

_HEARD = frozenset({Step.HELD, Step.ANSWERED})


def situation_of(snapshot: Snapshot, row: Any, purpose: Purpose) -> Situation | None:
    """Return the situation of a letter for a purpose in an interview (a row of `interviews`).

    None where the purpose alone says all that is known.
    """
    if purpose is Purpose.REQUEST:
        return _request(snapshot, row)
    if purpose is Purpose.FOLLOW_UP:
        return _follow_up(row)
    if purpose is Purpose.SCHEDULING:
        return _scheduling(snapshot, row)
    if purpose is Purpose.THANKS:
        return _thanks(snapshot, row)
    if purpose is Purpose.INTRODUCER:
        return Situation.THANKS_INTRODUCER
    return Situation.OUTCOME_UPDATE if purpose is Purpose.UPDATE else None


def introduced_by(snapshot: Snapshot, contact_id: str) -> str:
    """Return the id of the contact who introduced one to a person, having been asked to; "" where nobody did."""
    asked = snapshot.rows_of("interviews", "target_contact_id", contact_id)
    made = [one for one in asked if Step.PASSED_ON in _steps(snapshot, one.id)]
    return str(made[-1].contact_id) if made else ""


def _request(snapshot: Snapshot, row: Any) -> Situation:
    if row.kind == InterviewKind.INTRODUCTION:
        return Situation.ASK_INTRODUCTION
    before = _before_this_round(_steps(snapshot, row.interview_id))
    if _HEARD.intersection(before):
        return Situation.SECOND_TALK
    if (replies := [step for step in before if step in REPLIES]) and replies[-1] == Step.SAID_NOT_NOW:
        return Situation.ASK_AGAIN
    person = snapshot.one("contacts", row.contact_id, "person")
    return request_situation(
        Tie(person.tie),
        introducer_known=bool(person.introducer_id and person.may_use_name),
        is_connected=person.connected_on is not pd.NaT,
        is_introduced=bool(introduced_by(snapshot, row.contact_id)),
    )


def _follow_up(row: Any) -> Situation:
    is_first = row.stage == Stage.REQUESTED
    if row.kind == InterviewKind.INTRODUCTION:
        return Situation.INTRODUCTION_FOLLOW_UP if is_first else Situation.INTRODUCTION_CLOSE
    return Situation.FIRST_FOLLOW_UP if is_first else Situation.CLOSE_THE_LOOP


def _scheduling(snapshot: Snapshot, row: Any) -> Situation:
    if row.stage == Stage.MISSED:
        return Situation.I_MISSED if row.last_step == Step.I_MISSED else Situation.THEY_MISSED
    if row.stage == Stage.SCHEDULED:
        return Situation.CONFIRM
    wrote = [message for message in thread(snapshot, row.interview_id) if message.purpose == Purpose.SCHEDULING]
    return Situation.QUIET_AFTER_YES if wrote else Situation.FIX_TIME


def _thanks(snapshot: Snapshot, row: Any) -> Situation | None:
    if not row.outcome:
        return None
    person = snapshot.one("contacts", row.contact_id, "person")
    return thanks_situation(
        Outcome(row.outcome), kind=InterviewKind(row.kind), do_not_contact=bool(person.do_not_contact)
    )


def _steps(snapshot: Snapshot, interview_id: str) -> list[str]:
    taken = snapshot.rows_of("events", "interview_id", interview_id)
    return [str(event.step) for event in taken if event.step]


def _before_this_round(steps: list[str]) -> list[str]:
    """Return the steps before an interview was last taken up again; none where it never was."""
    return steps[: len(steps) - steps[::-1].index(Step.REOPENED)] if Step.REOPENED in steps else []
