"""Everybody who may be asked, in an order: the worked check of the method, and who is left out."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from lib.domain import commands
from lib.domain.errors import NotFoundError
from lib.domain.vocabulary import GoalKind, InterviewKind, Reply, Standing, Tie, WorkField
from lib.store.workspace import Workspace
from lib.views.choosing import COLUMNS, narrowed, ranked, ways, weights
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
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == COLUMNS


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


def test_never_holds_for_every_goal_and_not_now_for_one(workspace: Workspace) -> None:
    here, there = a_goal(workspace, "here"), a_goal(workspace, "there")
    amara, bo = a_contact(workspace, "Amara"), a_contact(workspace, "Bo")

    workspace.do(commands.SetStanding(goal_id=here, contact_id=amara, standing=Standing.NEVER))
    workspace.do(commands.SetStanding(goal_id=here, contact_id=bo, standing=Standing.NOT_NOW))

    assert list(_scores(workspace, here)) == []
    assert list(_scores(workspace, there)) == ["Bo"]


def test_a_pin_and_its_reason_are_told_for_its_goal(workspace: Workspace) -> None:
    here, there, amara = a_goal(workspace, "here"), a_goal(workspace, "there"), a_contact(workspace)
    pin = {"goal_id": here, "contact_id": amara, "standing": Standing.PINNED, "reason": "We meet on Friday"}

    workspace.do(commands.SetStanding(**pin))

    assert list(_ranked(workspace, here)[["standing", "reason"]].iloc[0]) == [Standing.PINNED, "We meet on Friday"]
    assert list(_ranked(workspace, there)[["standing", "reason"]].iloc[0]) == [Standing.NONE, ""]


def test_chosen_weights_count_for_their_goal_until_they_are_put_back(workspace: Workspace) -> None:
    goal_id = _six(workspace, GoalKind.ROLE)
    before = _scores(workspace, goal_id)
    only_willing = {**dict.fromkeys(weights(workspace.snapshot(), goal_id), 0), "willing": 7}

    workspace.do(commands.ChooseWeights(goal_id=goal_id, weights=only_willing))

    assert _scores(workspace, goal_id)["Aunt"] == 100
    workspace.do(commands.ChooseWeights(goal_id=goal_id, weights=None))
    assert _scores(workspace, goal_id) == before


def test_the_kind_of_work_moves_points_between_ties(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    a_contact(workspace, "Close", tie=Tie.CLOSE)
    a_contact(workspace, "Met", tie=Tie.ACQUAINTANCE)

    workspace.do(commands.ChooseWeights(goal_id=goal_id, weights=None, work_field=WorkField.HANDS_ON))
    hands_on = _scores(workspace, goal_id)
    workspace.do(commands.ChooseWeights(goal_id=goal_id, weights=None, work_field=WorkField.DIGITAL))
    digital = _scores(workspace, goal_id)

    assert hands_on["Close"] > digital["Close"]
    assert hands_on["Met"] < digital["Met"]


REACHED = [
    ({"tie": Tie.STRANGER}, False),
    ({"tie": Tie.SHARED}, False),
    ({"tie": Tie.STRANGER, "email": "lin@example.org"}, True),
    ({"tie": Tie.SHARED, "phone": "030 1234"}, True),
    ({"tie": Tie.STRANGER, "profile_url": "https://example.org/lin"}, True),
    ({"tie": Tie.INTRODUCED}, True),
    ({"tie": Tie.CLOSE}, True),
]


@pytest.mark.parametrize(("card", "has_route"), REACHED)
def test_a_stranger_without_an_address_has_no_route_yet(
    workspace: Workspace, card: dict[str, Any], *, has_route: bool
) -> None:
    goal_id = a_goal(workspace)
    a_contact(workspace, "Lin", **card)
    assert list(_ranked(workspace, goal_id)["has_route"]) == [has_route]


def test_somebody_who_could_introduce_is_a_route(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    a_contact(workspace, "Lin", tie=Tie.STRANGER, introducer_id=a_contact(workspace, "Jo"))
    assert _ranked(workspace, goal_id)["has_route"].all()


def test_the_order_is_narrowed_by_route_and_to_those_who_were_found(workspace: Workspace) -> None:
    people = _ranked(workspace, _six(workspace, GoalKind.ROLE))
    ids = dict(zip(people["name"], people["contact_id"], strict=True))
    ex_colleague, _, alum, _, manager, aunt = (row[0] for row in SIX)

    assert ways(people) == {"know": 3, "introduced": 1, "shared": 1, "stranger": 1}
    assert list(narrowed(people, route="know")["name"]) == [ex_colleague, manager, aunt]
    assert list(narrowed(people, among=(ids[aunt], ids[alum]))["name"]) == [alum, aunt]
    assert list(narrowed(people, route="know", among=(ids[aunt], ids[alum]))["name"]) == [aunt]
    assert narrowed(people, among=()).empty


def test_whoever_was_asked_for_an_introduction_may_be_asked_for_a_talk_later(workspace: Workspace) -> None:
    goal_id, amara = a_goal(workspace), a_contact(workspace)
    introduction = {"kind": InterviewKind.INTRODUCTION, "target_organisation": "Kestrel"}
    chosen = commands.ChooseContact(goal_id=goal_id, contact_id=amara, **introduction)
    interview_id = workspace.do(chosen).subject_id
    assert _scores(workspace, goal_id) == {}

    thanked(workspace, replied(workspace, Reply.ANSWERED, asked(workspace, interview_id)))

    assert list(_scores(workspace, goal_id)) == ["Amara Obi"]


def test_somebody_may_be_pinned_whose_closeness_was_never_said(workspace: Workspace) -> None:
    goal = a_goal(workspace)
    a_contact(workspace, "Bo")
    lin = a_contact(workspace, "Lin")
    workspace.do(commands.SetStanding(goal_id=goal, contact_id=lin, standing=Standing.PINNED, reason="She offered."))

    people = ranked(workspace.snapshot(), BERLIN, goal, TODAY).set_index("name")

    assert list(people.loc[["Bo", "Lin"], "standing"]) == [Standing.NONE, Standing.PINNED]
    assert list(people.loc[["Bo", "Lin"], "reason"]) == ["", "She offered."]
    assert people["is_guess"].all()


def test_of_two_with_one_score_the_nearer_and_then_ones_own_comes_first(workspace: Workspace) -> None:
    goal = a_goal(workspace, "data quality in hospitals")
    came_in = tuple(
        commands.ImportedContact(name=name, position=position)
        for name, position in (("Al", "Hospital data"), ("Bo", "Hospital data quality"))
    )
    workspace.do(commands.ImportContacts(source="LinkedIn", contacts=came_in))
    a_contact(workspace, "Cy", tie=Tie.ACQUAINTANCE, position="Hospital data")

    people = ranked(workspace.snapshot(), BERLIN, goal, TODAY)

    assert len(set(people["score"])) == 1
    assert list(people["name"]) == ["Bo", "Cy", "Al"]


def test_a_stranger_whom_somebody_could_introduce_is_within_reach(workspace: Workspace) -> None:
    goal = a_goal(workspace)
    a_contact(workspace, "Far", tie=Tie.STRANGER)
    a_contact(workspace, "Near", tie=Tie.STRANGER, organisation="Harbour Clinic")
    a_contact(workspace, "Jo", tie=Tie.FORMER, organisation="Harbour Clinic GmbH")

    people = ranked(workspace.snapshot(), BERLIN, goal, TODAY).set_index("name")

    assert dict(people["has_route"]) == {"Jo": True, "Near": True, "Far": False}
