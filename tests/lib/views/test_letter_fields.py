"""What is known that a wording can use."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from lib.domain import commands
from lib.domain.vocabulary import InterviewKind, Mode, PromiseKind, Purpose, Reply, Tie, Tone
from lib.method.wordings import Situation, all_wordings, wording_fields
from lib.store.workspace import Workspace
from lib.views.interviews import one_interview
from lib.views.letter_fields import called, filled_letter, letter_fields
from tests.cast import (
    BERLIN,
    TODAY,
    a_contact,
    a_goal,
    a_question,
    an_interview,
    asked,
    done,
    replied,
    scheduled,
    talked,
)


def _fields(workspace: Workspace, interview_id: str, today: date = TODAY, **more: Any) -> dict[str, str]:
    snapshot = workspace.snapshot()
    return letter_fields(snapshot, one_interview(snapshot, BERLIN, interview_id), zone=BERLIN, today=today, **more)


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Dr. Dana Okafor", "Dana"),
        ("Amara", "Amara"),
        ("Okafor, Dana", "Dana"),
        ("Kim Novak", "Kim"),
        ("Hoàng Minh Anh", "Hoàng Minh Anh"),
        ("", ""),
    ],
)
def test_a_person_is_greeted_by_the_first_name(name: str, greeting: str) -> None:
    assert called(name) == greeting


def test_only_what_is_known_is_given(workspace: Workspace) -> None:
    fields = _fields(workspace, an_interview(workspace))

    assert fields == {
        "name": "Amara",
        "their_full_name": "Amara Obi",
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
    assert fields["my_short_intro"] == fields["my_intro"]
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

    assert (fields["date"], fields["time"]) == ("9 October", "02:00")
    assert fields["time_zone"] == "Berlin time, 20:00 in New York"
    assert fields["agreed_time"] == "Thursday 8 October at 20:00 New York time (Friday 02:00 Berlin time)"
    assert (fields["day"], fields["month"], fields["mode"]) == ("on Friday", "October", "phone call")


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (TODAY, "today"),
        (date(2026, 10, 6), "on Monday"),
        (date(2026, 10, 12), "on Monday 5 October"),
        (date(2027, 1, 12), "on Monday 5 October 2026"),
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

    assert fields["specific_learning"] == "Nights are quiet"
    assert (fields["next_action"], fields["next_action_date"]) == ("send the article", "9 October")
    assert (fields["target_name"], fields["referral_or_resource"]) == ("Noor", "naming Noor")


def test_a_second_takeaway_and_what_is_still_to_do_are_given(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    for text in ("Nights are quiet.", "The pay drops at first."):
        workspace.do(commands.AddTakeaway(interview_id=interview_id, text=text))
    done = workspace.do(commands.AddPromise(interview_id=interview_id, text="Read the report")).subject_id
    workspace.do(commands.AddPromise(interview_id=interview_id, text="I'll send the article"))
    workspace.do(commands.KeepPromise(promise_id=done))

    fields = _fields(workspace, interview_id)

    assert fields["also_learned"] == "the pay drops at first"
    assert fields["next_action"] == "send the article"
    assert fields["kept_promise"] == "read the report"
    assert fields["action_done"] == "I said that I would read the report, and I have"
    assert "result" not in fields


def test_no_letter_tells_what_is_off_the_record_or_only_a_to_do(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    takeaway_id = done(workspace, commands.AddTakeaway(interview_id=interview_id, text="She leaves in May"))
    workspace.do(commands.KeepOffRecord(off_record=True, takeaway_id=takeaway_id))
    workspace.do(commands.AddPromise(interview_id=interview_id, text="check her story", kind=PromiseKind.TO_DO))

    assert not {"specific_learning", "next_action"} & _fields(workspace, interview_id).keys()


def test_a_promise_about_them_is_said_to_them_and_not_to_others(workspace: Workspace) -> None:
    jo = a_contact(workspace, "Jo Park")
    lin = a_contact(workspace, "Lin Wu", introducer_id=jo, tie=Tie.INTRODUCED)
    interview_id = talked(
        workspace,
        scheduled(workspace, replied(workspace, Reply.YES, asked(workspace, an_interview(workspace, contact_id=lin)))),
    )
    workspace.do(
        commands.AddPromise(interview_id=interview_id, text="Show Lin Wu's sister the list that Lin and Linda made")
    )

    assert _fields(workspace, interview_id)["next_action"] == "show your sister the list that you and Linda made"
    to_jo = _fields(workspace, interview_id, purpose=Purpose.INTRODUCER)
    assert to_jo["next_action"] == "show Lin Wu's sister the list that Lin and Linda made"


def test_what_the_person_filled_in_wins_and_reads_on(workspace: Workspace) -> None:
    interview_id = an_interview(workspace)
    typed = {
        "why_them": "Because you moved to data.",
        "time_since": "4 years ago",
        "found_via_short": "I read your article",
        "shared_group": "Leeds alumni",
        "topic": "Hospital beds",
        "name": "Mara",
    }
    for field, text in typed.items():
        workspace.do(commands.FillField(interview_id=interview_id, field=field, text=text))

    fields = _fields(workspace, interview_id)

    assert fields["why_them"] == "you moved to data"
    assert fields["time_since"] == "4 years"
    assert fields["found_via_short"] == "I read your article."
    assert (fields["shared_group"], fields["topic"]) == ("Leeds alumni", "Hospital beds")
    assert fields["name"] == "Mara"


def test_only_times_that_were_offered_are_named_on_both_clocks(workspace: Workspace) -> None:
    lin = a_contact(workspace, "Lin", time_zone="America/New_York")
    interview_id = an_interview(workspace, contact_id=lin)
    assert "slot_1" not in _fields(workspace, interview_id)

    offered = (datetime(2026, 10, 9, 13, 0, tzinfo=UTC), datetime(2026, 10, 8, 8, 0, tzinfo=UTC))
    workspace.do(commands.ProposeTimes(interview_id=interview_id, slots=offered))

    fields = _fields(workspace, interview_id)
    assert fields["slot_1"] == "Thursday 8 October at 04:00 New York time (10:00 Berlin time)"
    assert fields["slot_2"] == "Friday 9 October at 09:00 New York time (15:00 Berlin time)"


def test_a_follow_up_knows_the_subject_of_the_request(workspace: Workspace) -> None:
    assert _fields(workspace, asked(workspace))["first_subject"] == "A question about your work"


def test_a_not_now_knows_when_to_write_again(workspace: Workspace) -> None:
    interview_id = replied(workspace, Reply.NOT_NOW, retry_on=date(2027, 1, 15))
    assert _fields(workspace, interview_id)["retry_when"] == "around 15 January"
    assert "retry_when" not in _fields(workspace, interview_id, today=date(2027, 1, 16))


def test_a_letter_to_whoever_introduced_one_speaks_of_the_person_one_met(workspace: Workspace) -> None:
    jo = a_contact(workspace, "Jo Park")
    lin = a_contact(workspace, "Lin Wu", introducer_id=jo, tie=Tie.INTRODUCED)
    interview_id = an_interview(workspace, contact_id=lin)

    for more in ({"to": jo}, {"purpose": Purpose.INTRODUCER}):
        fields = _fields(workspace, interview_id, **more)
        assert (fields["name"], fields["target_name"]) == ("Jo", "Lin Wu")
    assert _fields(workspace, interview_id)["name"] == "Lin"
    assert "introducer" not in _fields(workspace, interview_id)


def test_an_introduction_names_whom_one_wants_to_meet(workspace: Workspace) -> None:
    lin, goal_id = a_contact(workspace, "Lin Wu"), a_goal(workspace)
    for target, name in (({"target_contact_id": lin}, "Lin Wu"), ({"target_organisation": "Acme"}, "somebody at Acme")):
        asked_one = a_contact(workspace, "J")
        chosen = commands.ChooseContact(
            goal_id=goal_id, contact_id=asked_one, kind=InterviewKind.INTRODUCTION, **target
        )
        assert _fields(workspace, workspace.do(chosen).subject_id)["target_name"] == name


def test_under_a_written_ask_for_an_introduction_stand_the_lines_to_forward() -> None:
    written, _, spoken = (wording for wording in all_wordings() if wording.situation is Situation.ASK_INTRODUCTION)
    sample = {name: field.example for name, field in wording_fields().items()}
    assert "\n\n* * *\n\nFor Priya Shah: my name is Sam Okafor." in filled_letter(written, sample).body
    assert "* * *" not in filled_letter(spoken, sample).body
    assert "my_contact" in filled_letter(written, {}).gaps
    assert filled_letter(written, sample, tone=Tone.FORMAL).body.startswith("Dear Amara Obi,")


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
