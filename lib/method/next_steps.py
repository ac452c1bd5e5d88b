"""Which rules of the cadence hold where an interview stands: the method, section 2, as one function."""

from typing import NamedTuple

from lib.domain.vocabulary import InterviewKind, Outcome, Stage, Tie
from lib.method.cadence import cadence

_ENDS_WITH_THANKS = frozenset({Outcome.DECLINED})


class Case(NamedTuple):
    """What decides which rules hold.

    `notes_on_time` counts what one wrote about a time since the stage was reached, without an answer to it.
    `silent_updates` counts the updates in a row that had no answer.
    """

    stage: Stage
    outcome: Outcome | None = None
    kind: InterviewKind = InterviewKind.TALK
    is_its_day: bool = False
    has_started: bool = False
    is_confirmed: bool = False
    was_missed_by_me: bool = False
    writes_twice: bool = True
    notes_on_time: int = 0
    is_noted: bool = True
    has_promised: bool = False
    has_named: bool = False
    silent_updates: int = 0


def writes_twice(tie: str, *, was_sent: bool) -> bool:
    """Return whether a second follow-up is fine: not with strangers, where nobody sent one to them."""
    return was_sent or tie != Tie.STRANGER


def rules_of(case: Case) -> tuple[str, ...]:
    """Return the names of the rules that hold, of which each is one thing to do; empty where nothing is due any more.

    After a no, a thank-you is the end: nothing asks to write again. Who was asked for an introduction has days of
    their own.
    """
    own = f"introduction_{case.stage}"
    if case.kind is InterviewKind.INTRODUCTION and own in cadence().rules:
        return (own,)
    special = _SPECIAL.get(case.stage)
    if special is not None:
        return special(case)
    return (str(case.stage),) if case.stage in cadence().rules else ()


def _requested(case: Case) -> tuple[str, ...]:
    return ("requested", "somebody_else") if case.kind is InterviewKind.TALK else ("requested",)


def _followed_up(case: Case) -> tuple[str, ...]:
    return ("followed_up",) if case.writes_twice else ("followed_up_stranger",)


def _agreed(case: Case) -> tuple[str, ...]:
    return (("agreed", "agreed_waiting", "agreed_quiet")[min(case.notes_on_time, 2)],)


def _scheduled(case: Case) -> tuple[str, ...]:
    if case.has_started:
        return ("scheduled_past",)
    if case.is_its_day:
        return ("scheduled_today",)
    return ("scheduled",) if case.is_confirmed else ("confirm", "scheduled")


def _missed(case: Case) -> tuple[str, ...]:
    if case.notes_on_time:
        return ("missed_waiting",)
    return ("missed_by_me",) if case.was_missed_by_me else ("missed",)


def _held(case: Case) -> tuple[str, ...]:
    return ("held",) if case.is_noted else ("debrief", "held")


def _thanked(case: Case) -> tuple[str, ...]:
    if case.outcome in _ENDS_WITH_THANKS:
        return ()
    if case.outcome is Outcome.NOT_NOW:
        return ("thanked_not_now",)
    update = "thanked_promised" if case.has_promised else "thanked"
    could_name = case.kind is InterviewKind.TALK and case.outcome in {Outcome.MET, Outcome.ANSWERED}
    return ("referral_ask", update) if could_name and not case.has_named else (update,)


def _kept_in_touch(case: Case) -> tuple[str, ...]:
    silence = cadence().silence
    if case.outcome in _ENDS_WITH_THANKS or case.silent_updates >= silence.stop_after:
        return ()
    return ("kept_in_touch",) if case.silent_updates < silence.quiet_after else ("kept_in_touch_quiet",)


_SPECIAL = {
    Stage.REQUESTED: _requested,
    Stage.FOLLOWED_UP: _followed_up,
    Stage.AGREED: _agreed,
    Stage.SCHEDULED: _scheduled,
    Stage.MISSED: _missed,
    Stage.HELD: _held,
    Stage.THANKED: _thanked,
    Stage.KEPT_IN_TOUCH: _kept_in_touch,
}
