"""What is noted in a conversation."""

from datetime import date

import pandas as pd
import pytest

from lib.domain import commands
from lib.domain.commands import InvalidInputsError
from lib.domain.errors import NotFoundError
from lib.domain.vocabulary import Mode, Tie
from lib.store.workspace import Workspace
from tests.cast import Clock, a_goal, a_question, an_interview, asked, done, only, scheduled, talked


def test_a_conversation_is_logged_with_its_length_and_way(workspace: Workspace) -> None:
    interview_id = scheduled(workspace)

    workspace.do(commands.LogConversation(interview_id=interview_id, minutes=35, mode=Mode.IN_PERSON))

    row = only(workspace.snapshot().interviews)
    assert (row.minutes, row.mode) == (35, "in_person")


def test_an_answer_is_begun_and_goes_on(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    question = a_question(workspace, goal_id)
    interview_id = asked(workspace, an_interview(workspace, goal_id=goal_id))

    for version, text in enumerate(("Mee", "Meetings.")):
        workspace.do(commands.SaveAnswer(interview_id=interview_id, question_id=question, version=version, text=text))

    answer = only(workspace.snapshot().answers)
    assert (answer.text, answer.version, answer.question_id) == ("Meetings.", 2, question)


def test_free_notes_are_kept(workspace: Workspace) -> None:
    interview_id = talked(workspace)

    workspace.do(commands.SaveNotes(interview_id=interview_id, version=0, text="She laughed.\n\nA lot."))

    assert only(workspace.snapshot().notes).text == "She laughed.\n\nA lot."


def test_a_takeaway_is_noted_said_better_and_taken_out(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    takeaway = done(workspace, commands.AddTakeaway(interview_id=interview_id, text="Nights are quiet."))

    workspace.do(commands.EditTakeaway(takeaway_id=takeaway, version=1, text="Nights are quiet but long."))
    assert only(workspace.snapshot().takeaways).text == "Nights are quiet but long."
    workspace.do(commands.RemoveTakeaway(takeaway_id=takeaway))

    assert workspace.snapshot().takeaways.empty


def test_a_person_they_named_becomes_a_contact(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    amara = only(workspace.snapshot().contacts).id

    noor_id = done(
        workspace,
        commands.AddReferral(interview_id=interview_id, name="Noor", organisation="City Clinic", may_use_name=True),
    )

    noor = workspace.snapshot().one("contacts", noor_id, "person")
    assert (noor.name, noor.organisation, noor.tie, noor.source) == ("Noor", "City Clinic", Tie.INTRODUCED, "referral")
    assert (noor.introducer_id, noor.named_in_id, noor.may_use_name) == (amara, interview_id, True)


def test_a_promise_is_noted_ticked_off_and_taken_out(workspace: Workspace, clock: Clock) -> None:
    interview_id = talked(workspace)
    promise = done(
        workspace, commands.AddPromise(interview_id=interview_id, text="Send the article", due_on=date(2026, 10, 9))
    )

    workspace.do(commands.KeepPromise(promise_id=promise))
    kept_at = only(workspace.snapshot().promises).kept_at
    clock.forward(hours=1)
    workspace.do(commands.KeepPromise(promise_id=promise))
    assert only(workspace.snapshot().promises).kept_at == kept_at
    workspace.do(commands.KeepPromise(promise_id=promise, kept=False))
    assert only(workspace.snapshot().promises).kept_at is pd.NaT
    workspace.do(commands.RemovePromise(promise_id=promise))

    assert workspace.snapshot().promises.empty


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (commands.AddTakeaway, {"text": " "}, "Write down what you learned, in a sentence."),
        (commands.AddPromise, {"text": ""}, "Write down what you promised to do."),
        (commands.AddReferral, {"name": "\n"}, "Enter the name of the person you want to talk to."),
    ],
)
def test_what_is_missing_is_said(kind: type[commands.Command], typed: dict[str, str], sentence: str) -> None:
    with pytest.raises(InvalidInputsError) as caught:
        kind.of(typed, interview_id="i")
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("command", "noun"),
    [
        (commands.EditTakeaway(takeaway_id="none", version=1, text="x"), "takeaway"),
        (commands.KeepPromise(promise_id="none"), "promise"),
        (commands.AddTakeaway(interview_id="none", text="x"), "interview"),
    ],
)
def test_what_is_not_there_is_reported(workspace: Workspace, command: commands.Command, noun: str) -> None:
    with pytest.raises(NotFoundError, match=f"This {noun} is not here any more"):
        workspace.do(command)


def test_an_answer_to_a_question_that_is_not_there_is_reported(workspace: Workspace) -> None:
    interview_id = asked(workspace)

    with pytest.raises(NotFoundError, match="This question is not here any more"):
        workspace.do(commands.SaveAnswer(interview_id=interview_id, question_id="none", version=0, text="x"))


def test_naming_somebody_twice_makes_one_contact(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    for _ in range(2):
        workspace.do(commands.AddReferral(interview_id=interview_id, name="Noor Aziz", organisation="Heron Bay"))
    assert len(workspace.snapshot().rows_of("contacts", "name", "Noor Aziz")) == 1


def test_somebody_known_who_is_named_keeps_what_is_written_about_them(workspace: Workspace) -> None:
    known = done(workspace, commands.AddContact(name="Noor Aziz", position="Analyst"))
    interview_id = talked(workspace)

    workspace.do(commands.AddReferral(interview_id=interview_id, name="noor aziz", may_use_name=True))

    [row] = workspace.snapshot().rows_of("contacts", "named_in_id", interview_id)
    assert (row.id, row.position, row.may_use_name) == (known, "Analyst", True)
