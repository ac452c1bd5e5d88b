"""What is known that a wording can use."""

from datetime import date, time

import pytest

from lib.domain import commands
from lib.domain.vocabulary import Mode, Reply, Tie
from lib.method.wordings import wording_fields
from lib.store.workspace import Workspace
from lib.views.interviews import one_interview
from lib.views.letter_fields import called, letter_fields
from tests.cast import (
    BERLIN,
    TODAY,
    a_contact,
    a_goal,
    a_question,
    an_interview,
    asked,
    replied,
    scheduled,
    talked,
)


def _fields(workspace: Workspace, interview_id: str, today: date = TODAY) -> dict[str, str]:
    snapshot = workspace.snapshot()
    return letter_fields(snapshot, one_interview(snapshot, BERLIN, interview_id), zone=BERLIN, today=today)


@pytest.mark.parametrize(
    ("name", "greeting"),
    [("Dr. Dana Okafor", "Dana"), ("Amara", "Amara"), ("Okafor, Dana", "Dana"), ("", "")],
)
def test_a_person_is_greeted_by_the_first_name(name: str, greeting: str) -> None:
    assert called(name) == greeting


def test_only_what_is_known_is_given(workspace: Workspace) -> None:
    fields = _fields(workspace, an_interview(workspace))

    assert fields == {
        "name": "Amara",
        "minutes": "20",
        "topic": "data work in hospitals",
        "topic_short": "data work in hospitals",
    }


def test_what_was_written_about_oneself_and_the_goal_is_given(workspace: Workspace) -> None:
    texts = {
        "name": "Ada",
        "full_name": "Ada Lovelace",
        "intro": "I count things. ",
        "contact_line": "ada@example.org",
        "phone": "+44 1",
    }
    for version, (field, text) in enumerate(texts.items(), start=1):
        workspace.do(commands.SaveProfileText.of({"field": field, "text": text, "version": version}))
    goal_id = a_goal(workspace, decision="Whether to retrain.")
    for number in range(4):
        a_question(workspace, goal_id, f"Question {number}?")

    fields = _fields(workspace, an_interview(workspace, goal_id=goal_id))

    assert (fields["my_name"], fields["my_full_name"], fields["my_contact"]) == (
        "Ada",
        "Ada Lovelace",
        "ada@example.org",
    )
    assert (fields["my_intro"], fields["decision"]) == ("I count things", "whether to retrain")
    assert [fields[f"question_{number}"] for number in (1, 2, 3)] == ["Question 0?", "Question 1?", "Question 2?"]
    assert "question_4" not in fields


def test_whoever_introduces_is_named(workspace: Workspace) -> None:
    jo = a_contact(workspace, "Jo Park")
    lin = a_contact(workspace, "Lin", introducer_id=jo, may_use_name=True, tie=Tie.INTRODUCED)

    fields = _fields(workspace, an_interview(workspace, contact_id=lin))

    assert (fields["introducer"], fields["introducer_or_source"]) == ("Jo Park", "Jo Park")


def test_a_time_is_told_in_the_writers_own_zone(workspace: Workspace) -> None:
    interview_id = scheduled(
        workspace, on=date(2026, 10, 8), at=time(20, 0), time_zone="America/New_York", mode=Mode.PHONE
    )

    fields = _fields(workspace, interview_id)

    assert (fields["date"], fields["time"], fields["time_zone"]) == ("9 October", "02:00", "Berlin time")
    assert (fields["day"], fields["month"], fields["mode"]) == ("on Friday", "October", "phone call")


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (TODAY, "today"),
        (date(2026, 10, 6), "on Monday"),
        (date(2026, 10, 12), "on Monday 5 October 2026"),
    ],
)
def test_the_day_of_a_talk_is_told_as_people_say_it(workspace: Workspace, today: date, words: str) -> None:
    interview_id = talked(workspace, replied(workspace, Reply.YES))
    assert _fields(workspace, interview_id, today)["day"] == words


def test_what_came_of_a_talk_is_given(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    workspace.do(commands.AddTakeaway(interview_id=interview_id, text="Nights are quiet."))
    workspace.do(commands.AddPromise(interview_id=interview_id, text="Send the article.", due_on=date(2026, 10, 9)))
    workspace.do(commands.AddReferral(interview_id=interview_id, name="Noor"))

    fields = _fields(workspace, interview_id)

    assert fields["specific_learning"] == "“nights are quiet”"
    assert (fields["next_action"], fields["next_action_date"]) == ("send the article", "9 October")
    assert (fields["target_name"], fields["referral_or_resource"]) == ("Noor", "naming Noor")


@pytest.mark.parametrize(
    ("typed", "inside"),
    [
        ("I count things.", "I count things"),
        ("I'm a nurse", "I'm a nurse"),
        ("NHS work first.", "NHS work first"),
        ("Whether to move?", "whether to move?"),
    ],
)
def test_a_sentence_reads_on_in_the_middle_of_another(workspace: Workspace, typed: str, inside: str) -> None:
    goal_id = a_goal(workspace, decision=typed)
    assert _fields(workspace, an_interview(workspace, goal_id=goal_id))["decision"] == inside


def test_every_field_that_is_given_is_one_of_the_wordings(workspace: Workspace) -> None:
    interview_id = asked(
        workspace,
        an_interview(workspace, contact_id=a_contact(workspace, introducer_id=a_contact(workspace), may_use_name=True)),
    )
    replied(workspace, Reply.YES, interview_id)
    scheduled(workspace, interview_id)
    workspace.do(commands.AddTakeaway(interview_id=interview_id, text="x"))
    workspace.do(commands.AddPromise(interview_id=interview_id, text="y", due_on=TODAY))
    workspace.do(commands.AddReferral(interview_id=interview_id, name="z"))

    assert set(_fields(workspace, interview_id)) <= set(wording_fields())
