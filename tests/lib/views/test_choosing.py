"""Whom to ask first: the worked check of the method, and who is left out."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from lib.domain import commands
from lib.domain.errors import NotFoundError
from lib.domain.snapshot import COLUMNS
from lib.domain.vocabulary import GoalKind, Reply, Standing, Tie
from lib.method.ranking import FACTORS
from lib.store.workspace import Workspace
from lib.views.choosing import ADDED, Suggestion, ranked, short_list, suggestions, warm_up
from tests.cast import BERLIN, TODAY, a_contact, a_goal, an_interview, asked, given_up, replied, thanked

# Six invented people: name, relevance, tie, could connect, signs of welcome, viewpoint.
SIX = [
    ("Former ward colleague, now analyst", 3, Tie.LOST_TOUCH, 2, 1, 3),
    ("Head of data with introducer", 3, Tie.INTRODUCED, 3, 1, 2),
    ("Same-university analyst", 3, Tie.SHARED, 1, 2, 3),
    ("Panel speaker", 3, Tie.STRANGER, 3, 0, 1),
    ("Own manager", 1, Tie.CURRENT, 1, 1, 2),
    ("Aunt", 0, Tie.CLOSE, 2, 3, 1),
]


def _six(workspace: Workspace, kind: GoalKind) -> str:
    goal_id = a_goal(workspace, kind=kind)
    for name, relevance, tie, connects, welcome, viewpoint in SIX:
        contact_id = a_contact(
            workspace, name, tie=tie, connects=connects, welcome=welcome, viewpoint=viewpoint, organisation=name
        )
        workspace.do(commands.RateFit(goal_id=goal_id, contact_id=contact_id, relevance=relevance))
    return goal_id


def _ranked(workspace: Workspace, goal_id: str, today: date = TODAY) -> pd.DataFrame:
    return ranked(workspace.snapshot(), BERLIN, goal_id, today)


def _scores(workspace: Workspace, goal_id: str) -> dict[str, int]:
    frame = _ranked(workspace, goal_id)
    return dict(zip(frame["name"], frame["score"], strict=True))


def _suggested(workspace: Workspace, goal_id: str) -> tuple[Suggestion, ...]:
    return suggestions(workspace.snapshot(), _ranked(workspace, goal_id), goal_id, most=10)


@pytest.mark.parametrize(
    ("kind", "scores"),
    [
        (GoalKind.ROLE, [83, 82, 77, 53, 52, 45]),
        (GoalKind.CONTACTS, [75, 85, 60, 43, 48, 60]),
    ],
)
def test_the_worked_check_of_the_method_holds(workspace: Workspace, kind: GoalKind, scores: list[int]) -> None:
    goal_id = _six(workspace, kind)

    found = _scores(workspace, goal_id)

    assert found == {row[0]: score for row, score in zip(SIX, scores, strict=True)}
    assert list(found.values()) == sorted(scores, reverse=True)


@pytest.mark.parametrize("fill", [a_goal, lambda workspace: _six(workspace, GoalKind.ROLE)])
def test_the_frame_has_its_columns_and_dtypes(workspace: Workspace, fill: Callable[[Workspace], str]) -> None:
    frame = _ranked(workspace, fill(workspace))
    expected = {"version": "Int64", **COLUMNS["contacts"], **ADDED}
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == expected


def test_people_of_the_same_score_stand_in_alphabetical_order(workspace: Workspace) -> None:
    for name in ("Cy", "Al", "Bo"):
        a_contact(workspace, name)
    assert list(_scores(workspace, a_goal(workspace))) == ["Al", "Bo", "Cy"]


def test_what_is_not_rated_is_guessed_from_the_words_of_the_goal(workspace: Workspace) -> None:
    goal_id = a_goal(workspace, "data work in hospitals", wanted="Which hospitals hire?")
    near = a_contact(workspace, "Near", position="Data Analyst", organisation="City Hospitals")
    far = a_contact(workspace, "Far", position="Baker")

    frame = _ranked(workspace, goal_id).set_index("contact_id")

    assert frame["relevance"].to_dict() == {near: 2, far: 0}
    assert frame["is_guess"].all()
    workspace.do(commands.RateFit(goal_id=goal_id, contact_id=near, relevance=0))
    frame = _ranked(workspace, goal_id).set_index("contact_id")
    assert (frame.loc[near, "relevance"], bool(frame.loc[near, "is_guess"])) == (0, False)


def _archived(workspace: Workspace, _goal: str, person: str) -> None:
    workspace.do(commands.ArchiveContact(contact_id=person))


def _unwilling(workspace: Workspace, _goal: str, person: str) -> None:
    workspace.do(commands.MarkDoNotContact(contact_id=person))


def _aside(workspace: Workspace, goal: str, person: str) -> None:
    workspace.do(commands.SetStanding(goal_id=goal, contact_id=person, standing=Standing.NOT_NOW))


def _open_here(workspace: Workspace, goal: str, person: str) -> None:
    an_interview(workspace, goal_id=goal, contact_id=person)


def _open_elsewhere(workspace: Workspace, _goal: str, person: str) -> None:
    asked(workspace, an_interview(workspace, contact_id=person))


def _talked_about_this(workspace: Workspace, goal: str, person: str) -> None:
    interview_id = asked(workspace, an_interview(workspace, goal_id=goal, contact_id=person))
    replied(workspace, Reply.YES, interview_id)
    workspace.do(commands.LogConversation(interview_id=interview_id))
    thanked(workspace, interview_id)


def _silent_elsewhere(workspace: Workspace, _goal: str, person: str) -> None:
    given_up(workspace, asked(workspace, an_interview(workspace, contact_id=person)))


def _silent_here(workspace: Workspace, goal: str, person: str) -> None:
    given_up(workspace, asked(workspace, an_interview(workspace, goal_id=goal, contact_id=person)))


Happened = Callable[[Workspace, str, str], None]


@pytest.mark.parametrize(
    "happened",
    [
        _archived,
        _unwilling,
        _aside,
        _open_here,
        _open_elsewhere,
        _talked_about_this,
        _silent_elsewhere,
        _silent_here,
    ],
)
def test_who_should_not_be_asked_now_is_left_out(workspace: Workspace, happened: Happened) -> None:
    goal, amara = a_goal(workspace), a_contact(workspace)
    a_contact(workspace, "Bo")
    assert len(_ranked(workspace, goal)) == 2

    happened(workspace, goal, amara)

    assert "Amara Obi" not in _scores(workspace, goal)
    assert "Bo" in _scores(workspace, goal)


def _talked_about_another(workspace: Workspace, _goal: str, person: str) -> None:
    thanked(workspace, replied(workspace, Reply.ANSWERED, asked(workspace, an_interview(workspace, contact_id=person))))


def _owed_thanks_for_another(workspace: Workspace, _goal: str, person: str) -> None:
    replied(workspace, Reply.ANSWERED, asked(workspace, an_interview(workspace, contact_id=person)))


def _called_off_here(workspace: Workspace, goal: str, person: str) -> None:
    workspace.do(commands.CallOff(interview_id=an_interview(workspace, goal_id=goal, contact_id=person)))


def _let_back_in(workspace: Workspace, goal: str, person: str) -> None:
    _aside(workspace, goal, person)
    workspace.do(commands.SetStanding(goal_id=goal, contact_id=person, standing=Standing.NONE))


def _aside_elsewhere(workspace: Workspace, _goal: str, person: str) -> None:
    _aside(workspace, a_goal(workspace, "another"), person)


@pytest.mark.parametrize(
    "happened", [_talked_about_another, _owed_thanks_for_another, _called_off_here, _let_back_in, _aside_elsewhere]
)
def test_who_may_be_asked_stays(workspace: Workspace, happened: Happened) -> None:
    goal, amara = a_goal(workspace), a_contact(workspace)

    happened(workspace, goal, amara)

    assert "Amara Obi" in _scores(workspace, goal)


@pytest.mark.parametrize("happened", [_silent_elsewhere, _silent_here])
@pytest.mark.parametrize(("days", "is_left_out"), [(181, True), (182, False)])
def test_who_did_not_answer_is_left_in_peace_for_half_a_year(
    workspace: Workspace, happened: Happened, days: int, *, is_left_out: bool
) -> None:
    goal, amara = a_goal(workspace), a_contact(workspace)
    happened(workspace, goal, amara)

    assert _ranked(workspace, goal, TODAY + timedelta(days=days)).empty == is_left_out


def test_a_goal_that_is_not_there_is_reported(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="This goal is not here any more"):
        _ranked(workspace, "none")


def test_a_suggestion_says_why(workspace: Workspace) -> None:
    first, *_, last = _suggested(workspace, _six(workspace, GoalKind.ROLE))

    assert (first.name, first.score, first.route) == ("Former ward colleague, now analyst", 83, "People I know")
    assert first.why == (
        "does the work you want to learn about, is one or two steps ahead of you and may well make time for you"
    )
    assert last.why == "is likely to make time for you, would welcome it and may connect you to others"
    assert list(first.points) == list(FACTORS)
    assert round(sum(first.points.values())) == first.score
    assert (first.relevance, first.is_guess, first.raises) == (3, False, "")


def test_no_more_are_suggested_than_asked_for(workspace: Workspace) -> None:
    goal_id = _six(workspace, GoalKind.ROLE)
    assert len(suggestions(workspace.snapshot(), _ranked(workspace, goal_id), goal_id, most=2)) == 2


@pytest.mark.parametrize("tie", [Tie.STRANGER, Tie.SHARED])
def test_an_introduction_raises_the_score_by_what_it_says(workspace: Workspace, tie: Tie) -> None:
    goal_id = a_goal(workspace)
    jo = a_contact(workspace, "Jo")
    card: dict[str, Any] = {"name": "Lin", "connects": 3, "viewpoint": 3, "introducer_id": jo}
    lin = a_contact(workspace, **card, tie=tie)
    before = {person.name: person for person in _suggested(workspace, goal_id)}["Lin"]

    workspace.do(commands.EditContact(contact_id=lin, version=1, tie=Tie.INTRODUCED, **card))

    after = {person.name: person for person in _suggested(workspace, goal_id)}["Lin"]
    words, gain = before.raises.rsplit("+", maxsplit=1)
    assert words == "Ask Jo for an introduction: "
    assert abs(after.score - before.score - int(gain)) <= 1
    assert after.raises == ""


def test_the_short_list_has_two_of_one_organisation_at_most(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    for number in range(4):
        a_contact(workspace, f"Clinic {number}", organisation="Clinic" if number % 2 else "CLINIC", welcome=3)
    for number in range(4):
        a_contact(workspace, f"Free {number}", welcome=1)

    frame = short_list(_ranked(workspace, goal_id))

    assert list(frame["name"]) == ["Clinic 0", "Clinic 1", "Free 0", "Free 1", "Free 2"]


def test_a_warm_up_is_somebody_close_whatever_the_score(workspace: Workspace) -> None:
    frame = _ranked(workspace, _six(workspace, GoalKind.ROLE))

    assert list(warm_up(frame)["name"]) == ["Own manager"]
    assert warm_up(frame[frame["tie"] == Tie.STRANGER]).empty


def test_whoever_was_asked_is_not_suggested_for_a_warm_up(workspace: Workspace) -> None:
    goal_id = _six(workspace, GoalKind.ROLE)
    names = workspace.snapshot().contacts.set_index("name")["id"]
    asked(workspace, an_interview(workspace, contact_id=str(names["Own manager"])))

    assert list(warm_up(_ranked(workspace, goal_id))["name"]) == ["Aunt"]
