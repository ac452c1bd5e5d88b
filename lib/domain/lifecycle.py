"""The lifecycle of one interview, as one table: from this stage, by this step, to that stage.

The stage is never stored. It is what the table makes of the steps in the event log, so no counter can go wrong.
When the next step is due, and whose turn it is, stands in `lib/method/content/cadence.toml`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lib.domain.errors import NotAllowedNowError
from lib.domain.vocabulary import Outcome, Reply, Stage, Step

# One line a stage: the steps that may be taken there, and where each leads.
TABLE: Mapping[Stage | None, Mapping[Step, Stage]] = MappingProxyType(
    {
        None: {Step.CHOSEN: Stage.IDENTIFIED},
        Stage.IDENTIFIED: {
            Step.DRAFTED: Stage.DRAFTED,
            Step.REQUEST_SENT: Stage.REQUESTED,
            Step.CALLED_OFF: Stage.CALLED_OFF,
        },
        Stage.DRAFTED: {Step.REQUEST_SENT: Stage.REQUESTED, Step.CALLED_OFF: Stage.CALLED_OFF},
        Stage.REQUESTED: {Step.FOLLOW_UP_SENT: Stage.FOLLOWED_UP},
        Stage.FOLLOWED_UP: {Step.FOLLOW_UP_SENT: Stage.FOLLOWED_UP_TWICE},
        Stage.FOLLOWED_UP_TWICE: {},
        Stage.AGREED: {
            Step.TIME_AGREED: Stage.SCHEDULED,
            Step.HELD: Stage.HELD,
            Step.CALLED_OFF: Stage.CALLED_OFF,
            Step.CLOSED: Stage.NO_REPLY,
        },
        Stage.SCHEDULED: {
            Step.TIME_CHANGED: Stage.SCHEDULED,
            Step.THEY_MISSED: Stage.MISSED,
            Step.I_MISSED: Stage.MISSED,
            Step.HELD: Stage.HELD,
            Step.CALLED_OFF: Stage.CALLED_OFF,
        },
        Stage.MISSED: {
            Step.TIME_CHANGED: Stage.SCHEDULED,
            Step.HELD: Stage.HELD,
            Step.CALLED_OFF: Stage.CALLED_OFF,
            Step.CLOSED: Stage.NO_REPLY,
        },
        Stage.HELD: {Step.THANKS_SENT: Stage.THANKED},
        Stage.ANSWERED: {Step.THANKS_SENT: Stage.THANKED},
        Stage.PASSED_ON: {Step.THANKS_SENT: Stage.THANKED},
        Stage.NOT_NOW: {Step.THANKS_SENT: Stage.THANKED},
        Stage.DECLINED: {Step.THANKS_SENT: Stage.THANKED},
        Stage.THANKED: {Step.UPDATE_SENT: Stage.KEPT_IN_TOUCH, Step.REOPENED: Stage.IDENTIFIED},
        Stage.KEPT_IN_TOUCH: {Step.UPDATE_SENT: Stage.KEPT_IN_TOUCH, Step.REOPENED: Stage.IDENTIFIED},
        Stage.NO_REPLY: {Step.REOPENED: Stage.IDENTIFIED},
        Stage.CALLED_OFF: {Step.REOPENED: Stage.IDENTIFIED},
    }
)

REPLIES: Mapping[Step, Stage] = MappingProxyType(
    {
        Step.SAID_YES: Stage.AGREED,
        Step.SAID_NOT_NOW: Stage.NOT_NOW,
        Step.SAID_NO: Stage.DECLINED,
        Step.ANSWERED: Stage.ANSWERED,
        Step.PASSED_ON: Stage.PASSED_ON,
    }
)

# A late answer is welcome at any time, and a first answer may be overtaken by another one.
ANSWERABLE = frozenset(
    {
        Stage.REQUESTED,
        Stage.FOLLOWED_UP,
        Stage.FOLLOWED_UP_TWICE,
        Stage.NO_REPLY,
        Stage.NOT_NOW,
        Stage.DECLINED,
        Stage.AGREED,
        Stage.MISSED,
        Stage.THANKED,
        Stage.KEPT_IN_TOUCH,
    }
)
WAITING = frozenset({Stage.REQUESTED, Stage.FOLLOWED_UP, Stage.FOLLOWED_UP_TWICE})
OPEN = WAITING | {Stage.IDENTIFIED, Stage.DRAFTED, Stage.AGREED, Stage.SCHEDULED, Stage.MISSED}
OWED_THANKS = frozenset({Stage.HELD, Stage.ANSWERED, Stage.PASSED_ON, Stage.NOT_NOW, Stage.DECLINED})

STEP_OF_REPLY: Mapping[Reply, Step] = MappingProxyType(
    {
        Reply.YES: Step.SAID_YES,
        Reply.NOT_NOW: Step.SAID_NOT_NOW,
        Reply.NO: Step.SAID_NO,
        Reply.ANSWERED: Step.ANSWERED,
        Reply.PASSED_ON: Step.PASSED_ON,
    }
)

REPLY_OF_STEP: Mapping[Step, Reply] = MappingProxyType({step: reply for reply, step in STEP_OF_REPLY.items()})

_OUTCOMES: Mapping[Stage, Outcome] = MappingProxyType(
    {
        Stage.HELD: Outcome.MET,
        Stage.ANSWERED: Outcome.ANSWERED,
        Stage.PASSED_ON: Outcome.PASSED_ON,
        Stage.NOT_NOW: Outcome.NOT_NOW,
        Stage.DECLINED: Outcome.DECLINED,
        Stage.NO_REPLY: Outcome.NO_REPLY,
        Stage.CALLED_OFF: Outcome.CALLED_OFF,
    }
)


@dataclass(frozen=True)
class Standing:
    """Where an interview stands, and what came of the request so far."""

    stage: Stage
    outcome: Outcome | None


@cache
def steps_from(stage: Stage | None) -> Mapping[Step, Stage]:
    """Return the steps that may be taken at a stage, each with the stage it leads to."""
    steps = dict(TABLE[stage])
    if stage in ANSWERABLE:
        steps |= {step: to for step, to in REPLIES.items() if to != stage}
    if stage in WAITING:
        steps[Step.CLOSED] = Stage.NO_REPLY
    if stage is Stage.NOT_NOW:
        steps[Step.REOPENED] = Stage.IDENTIFIED
    return MappingProxyType(steps)


def next_stage(stage: Stage | None, step: Step) -> Stage:
    """Return where a step leads.

    Raises:
        NotAllowedNowError: where the table has no such step at this stage.
    """
    reached = steps_from(stage).get(step)
    if reached is None:
        raise NotAllowedNowError("This step doesn't fit where the interview stands now. Reload the page to see it.")
    return reached


def standing(steps: Iterable[Step]) -> Standing:
    """Return where an interview stands after these steps, oldest first.

    Raises:
        NotAllowedNowError: where the steps are not a way through the table.
    """
    stage: Stage | None = None
    outcome: Outcome | None = None
    for step in steps:
        stage = next_stage(stage, step)
        outcome = None if step is Step.REOPENED else _OUTCOMES.get(stage, outcome)
        if stage in OPEN:
            outcome = None
    if stage is None:
        raise NotAllowedNowError("An interview begins with choosing whom to ask.")
    return Standing(stage, outcome)
