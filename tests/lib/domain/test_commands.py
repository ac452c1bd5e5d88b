"""Commands: frozen data that is checked before it reaches the store."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from lib.domain import commands
from lib.domain.commands import Command, InvalidInputsError
from lib.domain.commands.contacts import card_fields
from lib.domain.fields import LINE_LIMIT
from tests.cast import TODAY

KINDS = [
    kind
    for name in commands.__all__
    if isinstance(kind := getattr(commands, name), type) and issubclass(kind, Command) and kind is not Command
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_command_is_frozen_documented_and_takes_nothing_else(kind: type[Command]) -> None:
    assert kind.model_config["frozen"]
    assert kind.model_config["extra"] == "forbid"
    assert kind.__doc__
    with pytest.raises(InvalidInputsError):
        kind.of({"owner": "somebody"})


def test_a_command_cannot_be_changed() -> None:
    command = commands.CloseGoal(goal_id="a")
    with pytest.raises(ValidationError, match="frozen"):
        command.goal_id = "b"  # type: ignore[misc]  # that is the point


def test_what_was_typed_and_what_is_known_make_a_command() -> None:
    command = commands.AddTakeaway.of({"text": " Nights are quiet. "}, interview_id="a1")
    assert command == commands.AddTakeaway(interview_id="a1", text="Nights are quiet.")


def test_a_form_is_told_about_every_field_at_once() -> None:
    with pytest.raises(InvalidInputsError) as caught:
        commands.AddGoal.of({"kind": "role", "topic": "", "target": 51, "by_on": "soon"})
    assert caught.value.problems == {
        "topic": "Say in a few words what you want to learn about, for example “data work in hospitals”.",
        "target": "Choose between 1 and 50 conversations.",
        "by_on": "Please check this field.",
    }
    assert caught.value.field == "topic"


@pytest.mark.parametrize("target", [0, 51])
def test_a_number_of_conversations_has_bounds(target: int) -> None:
    assert commands.AddGoal.of({"kind": "role", "topic": "nursing", "target": 50}).target == 50
    with pytest.raises(InvalidInputsError, match="Choose between 1 and 50"):
        commands.AddGoal.of({"kind": "role", "topic": "nursing", "target": target})


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (1, True)])
def test_a_day_ahead_is_checked_against_the_persons_own_day(days: int, holds: bool) -> None:  # noqa: FBT001 - a column
    typed = {"kind": "role", "topic": "nursing", "by_on": TODAY + timedelta(days=days)}
    if holds:
        assert commands.AddGoal.of(typed, today=TODAY).by_on
    else:
        with pytest.raises(InvalidInputsError, match="This day is already past"):
            commands.AddGoal.of(typed, today=TODAY)


@pytest.mark.parametrize(("days", "holds"), [(-1, True), (0, True), (1, False)])
def test_a_day_past_is_checked_against_the_persons_own_day(days: int, holds: bool) -> None:  # noqa: FBT001 - a column
    typed = {"name": "Amara", "last_spoke_on": TODAY + timedelta(days=days)}
    if holds:
        assert commands.AddContact.of(typed, today=TODAY).last_spoke_on
    else:
        with pytest.raises(InvalidInputsError, match="This day is still to come"):
            commands.AddContact.of(typed, today=TODAY)


def test_without_a_day_to_compare_with_every_day_holds() -> None:
    assert commands.AddGoal.of({"kind": "role", "topic": "nursing", "by_on": date(2000, 1, 1)}).by_on


def test_today_is_no_part_of_what_is_stored() -> None:
    command = commands.AddContact.of({"name": "Amara"}, today=TODAY)
    assert "today" not in command.model_dump()
    assert "today" not in card_fields(command)
    assert card_fields(command) == {"name": "Amara"}  # what is left out stays as it is


def test_a_goal_keeps_its_name() -> None:
    with pytest.raises(InvalidInputsError, match="A goal needs a few words that name it"):
        commands.SaveGoalText.of({"goal_id": "g", "version": 1, "field": "topic", "text": " \n"})
    assert commands.SaveGoalText.of({"goal_id": "g", "version": 1, "field": "plan", "text": ""}).text == ""


@pytest.mark.parametrize("field", ["name", "full_name", "contact_line", "phone"])
def test_a_field_of_one_line_takes_no_more_than_one(field: str) -> None:
    typed = {"version": 1, "field": field, "text": f" {'x' * LINE_LIMIT} \n"}
    assert commands.SaveProfileText.of(typed).text == "x" * LINE_LIMIT
    with pytest.raises(InvalidInputsError, match="This has 201 characters; 200 fit here"):
        commands.SaveProfileText.of({**typed, "text": "x" * (LINE_LIMIT + 1)})


def test_a_field_of_many_lines_takes_them() -> None:
    text = f"{'x' * 500}\nand more"
    assert commands.SaveProfileText.of({"version": 1, "field": "intro", "text": text}).text == text


def test_nobody_introduces_themselves() -> None:
    with pytest.raises(InvalidInputsError, match="Somebody else has to make the introduction") as caught:
        commands.EditContact.of({"name": "Amara", "introducer_id": "a1"}, contact_id="a1", version=1)
    assert set(caught.value.problems) == {"contact_id"}


def test_a_time_is_on_the_wall_clock_of_its_zone() -> None:
    typed = {"on": TODAY, "at": "14:00", "time_zone": "Asia/Tokyo"}
    command = commands.AgreeTime.of(typed, interview_id="a1", today=TODAY)
    assert (command.on, command.at, command.minutes) == (TODAY, time(14), 20)


def test_numbers_that_are_none_are_refused() -> None:
    with pytest.raises(InvalidInputsError):
        commands.RateFit.of({"goal_id": "g", "contact_id": "c", "relevance": float("nan")})


def test_a_day_with_a_slip_in_its_year_is_refused() -> None:
    typed = {"kind": "role", "topic": "nursing", "by_on": date(9999, 12, 31)}
    with pytest.raises(InvalidInputsError) as refused:
        commands.AddGoal.of(typed, today=TODAY)
    assert refused.value.problems == {"by_on": "This day is more than ten years away. Check the year."}


def test_a_time_is_past_by_the_clock_of_its_own_zone() -> None:
    now = datetime(2026, 10, 5, 22, 0, tzinfo=ZoneInfo("Pacific/Auckland"))
    typed = {"on": date(2026, 10, 5), "at": "17:00", "time_zone": "America/New_York"}
    assert commands.AgreeTime.of(typed, interview_id="a1", today=now.date(), now=now).at == time(17)
    with pytest.raises(InvalidInputsError) as refused:
        commands.AgreeTime.of({**typed, "at": "04:00"}, interview_id="a1", today=now.date(), now=now)
    assert refused.value.problems == {"time_zone": "This time is already past. Choose a later one."}


def test_a_promise_is_for_a_day_to_come() -> None:
    typed = {"text": "Write to her", "due_on": TODAY - timedelta(days=1)}
    with pytest.raises(InvalidInputsError, match="already past"):
        commands.AddPromise.of(typed, interview_id="a1", today=TODAY)
