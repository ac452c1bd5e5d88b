"""Step 4 in the store: thanking, and telling what came of it."""

import pytest

from lib.domain import commands
from lib.domain.errors import NotAllowedNowError
from lib.domain.vocabulary import Outcome, Purpose, Reply, Stage
from lib.store.workspace import Workspace
from lib.views.interviews import interviews
from tests.cast import BERLIN, asked, only, replied, sent, talked, thanked


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply.NO, Outcome.DECLINED),
        (Reply.NOT_NOW, Outcome.NOT_NOW),
        (Reply.ANSWERED, Outcome.ANSWERED),
        (Reply.PASSED_ON, Outcome.PASSED_ON),
    ],
)
def test_everybody_who_answered_is_thanked(workspace: Workspace, reply: Reply, outcome: Outcome) -> None:
    thanked(workspace, replied(workspace, reply))

    interview = only(interviews(workspace.snapshot(), BERLIN))
    assert (interview.stage, interview.outcome, interview.owes_thanks) == (Stage.THANKED, outcome, False)


def test_a_talk_is_thanked_for_and_told_about_later(workspace: Workspace) -> None:
    interview_id = thanked(workspace)

    for _ in range(2):
        sent(workspace, interview_id, Purpose.UPDATE)

    interview = only(interviews(workspace.snapshot(), BERLIN))
    assert (interview.stage, interview.outcome) == (Stage.KEPT_IN_TOUCH, Outcome.MET)


def test_nobody_is_thanked_before_they_gave_something(workspace: Workspace) -> None:
    with pytest.raises(NotAllowedNowError):
        thanked(workspace, asked(workspace))


def test_one_thank_you_goes_out(workspace: Workspace) -> None:
    interview_id = thanked(workspace)

    with pytest.raises(NotAllowedNowError):
        thanked(workspace, interview_id)


def test_a_thank_you_is_owed_until_it_is_logged_as_sent(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    workspace.do(
        commands.BeginDraft(interview_id=interview_id, purpose=Purpose.THANKS, channel="email", body="Thank you")
    )

    assert only(interviews(workspace.snapshot(), BERLIN)).owes_thanks
