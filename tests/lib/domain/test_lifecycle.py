"""The lifecycle: every stage can be reached and left, and whoever gave time is thanked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.errors import NotAllowedNowError
from lib.domain.lifecycle import (
    ANSWERABLE,
    OPEN,
    OWED_THANKS,
    STEP_OF_REPLY,
    TABLE,
    WAITING,
    Standing,
    next_stage,
    standing,
    steps_from,
)
from lib.domain.vocabulary import Outcome, Reply, Stage, Step

REPLIES = set(STEP_OF_REPLY.values())

AT_REST = frozenset({Stage.NO_REPLY, Stage.CALLED_OFF})


@st.composite
def walks(draw: st.DrawFn) -> list[Step]:
    """Ways through the lifecycle, step by step, as far as thirty steps."""
    stage: Stage | None = None
    walk: list[Step] = []
    for _ in range(draw(st.integers(1, 30))):
        step = draw(st.sampled_from(sorted(steps_from(stage))))
        stage = next_stage(stage, step)
        walk.append(step)
    return walk


def _reachable(*starts: Stage | None) -> set[Stage]:
    found: set[Stage] = set()
    waiting = list(starts)
    while waiting:
        for stage in steps_from(waiting.pop()).values():
            if stage not in found:
                found.add(stage)
                waiting.append(stage)
    return found


def test_every_stage_can_be_reached() -> None:
    assert _reachable(None) == set(Stage)


def test_every_step_can_be_taken_somewhere() -> None:
    assert {step for stage in (None, *Stage) for step in steps_from(stage)} == set(Step)


@pytest.mark.parametrize("stage", Stage)
def test_no_stage_is_a_dead_end(stage: Stage) -> None:
    assert steps_from(stage)
    assert _reachable(stage) >= {Stage.IDENTIFIED, Stage.HELD, Stage.THANKED}


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_is_of_one_sort(stage: Stage) -> None:
    later = {Stage.THANKED, Stage.KEPT_IN_TOUCH}
    assert sum(stage in sort for sort in (OPEN, OWED_THANKS, AT_REST, later)) == 1
    assert stage in TABLE


@pytest.mark.parametrize("stage", [Stage.HELD, Stage.ANSWERED, Stage.PASSED_ON])
def test_whoever_gave_time_is_thanked_before_anything_else(stage: Stage) -> None:
    assert steps_from(stage) == {Step.THANKS_SENT: Stage.THANKED}


def test_after_not_now_one_thanks_or_hears_more_or_asks_again() -> None:
    assert set(steps_from(Stage.NOT_NOW)) == {Step.THANKS_SENT, Step.REOPENED} | REPLIES - {Step.SAID_NOT_NOW}


def test_after_a_no_one_thanks_or_hears_more() -> None:
    assert set(steps_from(Stage.DECLINED)) == {Step.THANKS_SENT} | REPLIES - {Step.SAID_NO}


@pytest.mark.parametrize("stage", [Stage.THANKED, Stage.KEPT_IN_TOUCH])
def test_a_late_yes_is_welcome_after_the_thank_you(stage: Stage) -> None:
    assert next_stage(stage, Step.SAID_YES) is Stage.AGREED


@pytest.mark.parametrize("stage", [Stage.REQUESTED, Stage.FOLLOWED_UP, Stage.FOLLOWED_UP_TWICE, Stage.NO_REPLY])
@pytest.mark.parametrize("reply", Reply)
def test_every_answer_is_welcome_while_waiting_and_after_giving_up(stage: Stage, reply: Reply) -> None:
    assert stage in ANSWERABLE
    assert STEP_OF_REPLY[reply] in steps_from(stage)


@pytest.mark.parametrize("stage", [Stage.IDENTIFIED, Stage.DRAFTED, Stage.SCHEDULED, Stage.HELD, Stage.CALLED_OFF])
def test_nobody_answers_what_is_not_asked(stage: Stage) -> None:
    assert not REPLIES & set(steps_from(stage))


@pytest.mark.parametrize("stage", sorted(WAITING))
def test_whoever_waits_may_let_it_rest(stage: Stage) -> None:
    assert next_stage(stage, Step.CLOSED) is Stage.NO_REPLY


def test_there_are_two_follow_ups_and_no_third() -> None:
    assert next_stage(Stage.REQUESTED, Step.FOLLOW_UP_SENT) is Stage.FOLLOWED_UP
    assert next_stage(Stage.FOLLOWED_UP, Step.FOLLOW_UP_SENT) is Stage.FOLLOWED_UP_TWICE
    with pytest.raises(NotAllowedNowError):
        next_stage(Stage.FOLLOWED_UP_TWICE, Step.FOLLOW_UP_SENT)


def test_a_step_that_does_not_fit_is_refused_in_words() -> None:
    with pytest.raises(NotAllowedNowError, match="This step doesn't fit where the interview stands now"):
        next_stage(Stage.IDENTIFIED, Step.THANKS_SENT)


@pytest.mark.parametrize("steps", [[], [Step.HELD]], ids=["none", "held"])
def test_an_interview_begins_with_choosing(steps: list[Step]) -> None:
    with pytest.raises(NotAllowedNowError):
        standing(steps)


@pytest.mark.parametrize(
    ("steps", "reached"),
    [
        ("chosen", Standing(Stage.IDENTIFIED, None)),
        ("chosen request_sent said_yes time_agreed held", Standing(Stage.HELD, Outcome.MET)),
        ("chosen request_sent said_yes held thanks_sent update_sent", Standing(Stage.KEPT_IN_TOUCH, Outcome.MET)),
        ("chosen request_sent closed", Standing(Stage.NO_REPLY, Outcome.NO_REPLY)),
        ("chosen request_sent closed said_yes", Standing(Stage.AGREED, None)),
        ("chosen request_sent closed reopened", Standing(Stage.IDENTIFIED, None)),
        ("chosen request_sent said_not_now thanks_sent", Standing(Stage.THANKED, Outcome.NOT_NOW)),
        ("chosen request_sent said_not_now said_no thanks_sent", Standing(Stage.THANKED, Outcome.DECLINED)),
        ("chosen request_sent said_yes answered", Standing(Stage.ANSWERED, Outcome.ANSWERED)),
        (
            "chosen request_sent said_yes time_agreed they_missed called_off",
            Standing(Stage.CALLED_OFF, Outcome.CALLED_OFF),
        ),
        ("chosen request_sent passed_on thanks_sent reopened request_sent", Standing(Stage.REQUESTED, None)),
    ],
)
def test_a_way_through_ends_where_it_should(steps: str, reached: Standing) -> None:
    assert standing(Step(step) for step in steps.split()) == reached


@given(walks())
def test_an_outcome_is_known_exactly_when_nothing_is_open(walk: list[Step]) -> None:
    reached = standing(walk)
    assert (reached.outcome is None) == (reached.stage in OPEN)


@given(walks())
def test_thanks_and_updates_leave_the_outcome(walk: list[Step]) -> None:
    reached = standing(walk)
    for step in {Step.THANKS_SENT, Step.UPDATE_SENT} & set(steps_from(reached.stage)):
        assert standing([*walk, step]).outcome == reached.outcome


@given(walks(), st.sampled_from(Step))
def test_a_step_either_leads_on_or_is_refused(walk: list[Step], step: Step) -> None:
    stage = standing(walk).stage
    if step in steps_from(stage):
        assert standing([*walk, step]).stage is next_stage(stage, step)
    else:
        with pytest.raises(NotAllowedNowError):
            standing([*walk, step])
