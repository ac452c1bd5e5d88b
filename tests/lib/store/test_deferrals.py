"""What is due can be put off, skipped with a reason, and taken up again."""

from datetime import date

import pytest

from lib.domain import commands
from lib.domain.commands import InvalidInputsError
from lib.domain.errors import NotFoundError
from lib.domain.vocabulary import Purpose
from lib.store.workspace import Workspace
from tests.cast import TODAY, a_contact, asked, done, only, sent, talked

LATER = date(2026, 10, 20)


def test_putting_off_again_moves_the_day_and_skipping_takes_its_place(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    for until in (date(2026, 10, 12), LATER):
        workspace.do(commands.PutOff(rule="requested", interview_id=interview_id, until=until))
    assert only(workspace.snapshot().deferrals).until.date() == LATER

    workspace.do(commands.Skip(rule="requested", interview_id=interview_id, reason="She is on leave"))

    skipped = only(workspace.snapshot().deferrals)
    assert (str(skipped.until), skipped.reason) == ("NaT", "She is on leave")


def test_after_a_step_the_same_day_is_put_off_anew(workspace: Workspace) -> None:
    interview_id = asked(workspace)
    put_off = commands.PutOff(rule="requested", interview_id=interview_id, until=LATER)
    workspace.do(put_off)
    first = only(workspace.snapshot().deferrals).created_at
    sent(workspace, interview_id, Purpose.FOLLOW_UP)

    workspace.do(put_off)

    assert only(workspace.snapshot().deferrals).created_at > first


@pytest.mark.parametrize("named", [{}, {"interview_id": "a", "contact_id": "b"}])
def test_a_deferral_is_about_one_record(named: dict[str, str]) -> None:
    with pytest.raises(InvalidInputsError, match="no single entry"):
        commands.PutOff.of({"until": LATER}, rule="requested", **named)


def test_what_is_past_and_no_reason_are_refused_in_words() -> None:
    with pytest.raises(InvalidInputsError, match="already past"):
        commands.PutOff.of({"until": date(2026, 10, 4)}, rule="requested", contact_id="a", today=TODAY)
    with pytest.raises(InvalidInputsError, match="why"):
        commands.Skip.of({"reason": " "}, rule="requested", contact_id="a")


def test_somebody_who_is_not_there_has_nothing_to_put_off(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        workspace.do(commands.PutOff(rule="referred", contact_id="nobody", until=LATER))


def test_a_removed_interview_takes_along_what_was_put_off_in_it(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    promise = done(workspace, commands.AddPromise(interview_id=interview_id, text="Send the article"))
    workspace.do(commands.PutOff(rule="promise", promise_id=promise, until=LATER))
    workspace.do(commands.Skip(rule="held", interview_id=interview_id, reason="Thanked in person"))

    receipt = workspace.do(commands.RemoveInterview(interview_id=interview_id))

    assert workspace.snapshot().deferrals.empty
    workspace.undo(receipt.number or 0)
    assert len(workspace.snapshot().deferrals) == 2


def test_whoever_is_merged_takes_along_what_was_put_off(workspace: Workspace) -> None:
    kept, other = a_contact(workspace, "Bo Ek"), a_contact(workspace, "Bo Eck")
    workspace.do(commands.PutOff(rule="referred", contact_id=other, until=LATER))

    workspace.do(commands.MergeContacts(kept_id=kept, other_id=other, kept_version=1, other_version=1))

    assert only(workspace.snapshot().deferrals).contact_id == kept
