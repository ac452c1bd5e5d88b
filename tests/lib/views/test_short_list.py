"""The short list: whom to ask first, why, what would raise it, and who stands beside it."""

from typing import Any

import pytest

from lib.domain import commands
from lib.domain.vocabulary import GoalKind, OwnEmployer, Reply, Standing, Tie
from lib.method.ranking import FACTORS, ranking
from lib.store.workspace import Workspace
from lib.views.short_list import PINNED, ShortList, Suggestion, short_list
from tests.cast import BERLIN, TODAY, a_contact, a_goal, an_interview, asked, replied

# Of five points each way; the weights of a role give one step of closeness 12 points, one of welcome 3.
CLOSE, MIDDLE = {"tie": Tie.CLOSE}, {"tie": Tie.ACQUAINTANCE}


def _list(workspace: Workspace, goal_id: str) -> ShortList:
    return short_list(workspace.snapshot(), BERLIN, goal_id, TODAY)


def _names(workspace: Workspace, goal_id: str) -> list[str]:
    return [person.name for person in _list(workspace, goal_id).people]


def _one(workspace: Workspace, goal_id: str, name: str) -> Suggestion:
    return next(person for person in _list(workspace, goal_id).people if person.name == name)


def _pinned(workspace: Workspace, goal_id: str, contact_id: str, reason: str = "") -> None:
    pin = {"goal_id": goal_id, "contact_id": contact_id, "standing": Standing.PINNED, "reason": reason}
    workspace.do(commands.SetStanding(**pin))


def _rated(workspace: Workspace, goal_id: str, contact_id: str, relevance: int) -> None:
    workspace.do(commands.RateFit(goal_id=goal_id, contact_id=contact_id, relevance=relevance))


def test_people_stand_in_groups_by_route_ones_own_network_first(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    reached = {"email": "somebody@example.org", "welcome": 3}
    for name, tie in [("Sue", Tie.STRANGER), ("Sam", Tie.SHARED), ("Ina", Tie.INTRODUCED)]:
        a_contact(workspace, name, tie=tie, **reached)
    a_contact(workspace, "Kim", tie=Tie.CLOSE)

    found = _list(workspace, goal_id)

    assert [(group.title, [person.name for person in group.people]) for group in found.groups] == [
        ("People I know", ["Kim"]),
        ("People they know", ["Ina"]),
        ("People I share something with", ["Sam"]),
        ("Strangers", ["Sue"]),
    ]
    assert [person.name for person in found.by_score] == ["Ina", "Sam", "Kim", "Sue"]
    assert found.best == found.by_score[0]
    assert [person.place for person in found.by_score] == [1, 2, 3, 4]


def test_a_suggestion_says_why_with_points(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    card: dict[str, Any] = {"tie": Tie.LOST_TOUCH, "connects": 2, "welcome": 1, "viewpoint": 3}
    _rated(workspace, goal_id, a_contact(workspace, "Amara", **card), 3)

    amara = _one(workspace, goal_id, "Amara")

    assert amara.why == (
        "does the work you want to learn about (35), one or two steps ahead of you (15), "
        "you know each other from earlier (13)"
    )
    assert [part.factor for part in amara.parts] == list(FACTORS)
    assert sum(part.points for part in amara.parts) == amara.score == 83
    assert (amara.parts[0].value, amara.parts[0].weight) == ("Does exactly that", 35)
    assert (amara.relevance, amara.is_guess, amara.equals, amara.cautions) == (3, False, (), ())


def test_there_are_five_at_most_and_two_of_one_organisation(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    for number in range(4):
        a_contact(workspace, f"Clinic {number}", organisation="Clinic" if number % 2 else "CLINIC", welcome=3)
    for number in range(4):
        a_contact(workspace, f"Free {number}", welcome=1)

    assert _names(workspace, goal_id) == ["Clinic 0", "Clinic 1", "Free 0", "Free 1", "Free 2"]


def test_how_many_others_are_about_equal_is_told(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    for number in range(7):
        a_contact(workspace, f"Good {number}", welcome=3)
    assert _list(workspace, goal_id).as_good == 2
    a_contact(workspace, "Near", welcome=2)
    a_contact(workspace, "Weak", welcome=0)
    a_contact(workspace, "Out of reach", tie=Tie.SHARED, welcome=3, connects=3, viewpoint=3)

    found = _list(workspace, goal_id)

    assert found.as_good == 3


def test_whoever_is_pinned_stands_on_top_whatever_the_score(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    for number in range(6):
        a_contact(workspace, f"Good {number}", welcome=3)
    weak = a_contact(workspace, "Weak", tie=Tie.STRANGER)

    _pinned(workspace, goal_id, weak, "We meet on Friday")

    found = _list(workspace, goal_id)
    assert _names(workspace, goal_id) == ["Weak", "Good 0", "Good 1", "Good 2", "Good 3"]
    assert (found.groups[0].title, found.people[0].pinned_for, found.people[0].place) == (
        PINNED,
        "We meet on Friday",
        7,
    )
    assert found.best
    assert found.best.name == "Good 0"
    assert found.people[0].cautions == (ranking().cautions["no_route"],)


def test_a_pin_does_not_bring_back_who_must_not_be_asked(workspace: Workspace) -> None:
    goal_id, amara = a_goal(workspace), a_contact(workspace)
    _pinned(workspace, goal_id, amara)
    workspace.do(commands.MarkDoNotContact(contact_id=amara))
    assert _names(workspace, goal_id) == []


def test_whoever_cannot_be_reached_is_not_on_the_list(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    a_contact(workspace, "Far", tie=Tie.STRANGER)
    a_contact(workspace, "Near", tie=Tie.STRANGER, email="near@example.org")
    assert _names(workspace, goal_id) == ["Near"]


@pytest.mark.parametrize(("welcome", "are_equal"), [(1, True), (2, False)])
def test_neighbours_within_five_points_are_about_equal(workspace: Workspace, welcome: int, *, are_equal: bool) -> None:
    goal_id = a_goal(workspace)
    a_contact(workspace, "Amara")
    a_contact(workspace, "Bo", welcome=welcome)

    amara, bo = _one(workspace, goal_id, "Amara"), _one(workspace, goal_id, "Bo")

    assert (bo.score - amara.score <= ranking().about_equal) == are_equal
    assert (amara.equals, bo.equals) == ((("Bo",), ("Amara",)) if are_equal else ((), ()))


@pytest.mark.parametrize("tie", [Tie.STRANGER, Tie.SHARED])
def test_an_introduction_raises_the_score_by_what_it_says(workspace: Workspace, tie: Tie) -> None:
    goal_id = a_goal(workspace)
    jo = a_contact(workspace, "Jo")
    card: dict[str, Any] = {"name": "Lin", "connects": 3, "viewpoint": 3, "introducer_id": jo}
    lin = a_contact(workspace, **card, tie=tie)
    before = _one(workspace, goal_id, "Lin")

    workspace.do(commands.EditContact(contact_id=lin, version=1, tie=Tie.INTRODUCED, **card))

    words, gain = before.raises[0].rsplit("+", maxsplit=1)
    assert words == "Ask Jo for an introduction: "
    after = _one(workspace, goal_id, "Lin")
    assert after.score - before.score == int(gain)
    assert not any("introduction" in sentence for sentence in after.raises)


def test_without_anybody_who_could_introduce_one_is_to_be_found(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    jo = a_contact(workspace, "Jo")
    a_contact(workspace, "Lin", tie=Tie.SHARED, introducer_id=jo)
    a_contact(workspace, "Mia", tie=Tie.SHARED, email="mia@example.org")
    workspace.do(commands.MarkDoNotContact(contact_id=jo))

    for name in ("Lin", "Mia"):
        assert _one(workspace, goal_id, name).raises[0].startswith("Find somebody who could introduce you: +")


def test_what_one_could_say_raises_the_score_by_what_it_says_at_most(workspace: Workspace) -> None:
    goal_id, amara = a_goal(workspace), a_contact(workspace)
    before = _one(workspace, goal_id, "Amara Obi")
    assert before.raises == (
        "Say how close their work is: up to +35",
        "Did they offer help? Say so: up to +10",
    )

    _rated(workspace, goal_id, amara, 3)
    workspace.do(commands.EditContact(contact_id=amara, version=before.version, name="Amara Obi", welcome=3))

    after = _one(workspace, goal_id, "Amara Obi")
    assert after.score == before.score + 45
    assert after.raises == ("Do they know many people? Say so: up to +7",)


@pytest.mark.parametrize(
    ("own_employer", "tie", "caution"),
    [
        (OwnEmployer.NOT_SAFE, Tie.FORMER, "not_safe"),
        (OwnEmployer.UNSURE, Tie.CURRENT, "unsure"),
        (OwnEmployer.ELSEWHERE, Tie.CURRENT, "current"),
        (OwnEmployer.SAFE, Tie.CURRENT, None),
        (OwnEmployer.ELSEWHERE, Tie.FORMER, None),
    ],
)
def test_whoever_works_where_one_works_is_shown_with_a_caution(
    workspace: Workspace, own_employer: OwnEmployer, tie: Tie, caution: str | None
) -> None:
    goal_id = a_goal(workspace)
    a_contact(workspace, tie=tie, own_employer=own_employer)
    found = _one(workspace, goal_id, "Amara Obi")
    assert found.cautions == ((ranking().cautions[caution],) if caution else ())


def _seven(workspace: Workspace) -> None:
    for number in range(5):
        a_contact(workspace, f"Better {number}", welcome=3)


def test_a_warm_up_is_somebody_near_who_is_not_on_the_list(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    _seven(workspace)
    a_contact(workspace, "Aunt", tie=Tie.CLOSE)
    a_contact(workspace, "Boss", tie=Tie.CURRENT, viewpoint=1, own_employer=OwnEmployer.NOT_SAFE, welcome=1)

    found = _list(workspace, goal_id)

    assert found.warm_up
    assert (found.warm_up.name, found.warm_up.tie) == ("Aunt", "close to you")
    assert "Aunt" not in _names(workspace, goal_id)


def test_whoever_was_asked_is_no_warm_up(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    _seven(workspace)
    asked(workspace, an_interview(workspace, contact_id=a_contact(workspace, "Aunt", tie=Tie.CLOSE)))
    assert _list(workspace, goal_id).warm_up is None


def test_only_close_ties_are_remarked_on(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    first = a_contact(workspace, "Ann", **CLOSE)
    assert _list(workspace, goal_id).advice == ()
    second = a_contact(workspace, "Ben", tie=Tie.CURRENT)
    assert _list(workspace, goal_id).advice == (ranking().advice["all_close"],)
    a_contact(workspace, "Cem", **MIDDLE)
    assert _list(workspace, goal_id).advice == ()

    for contact_id in (first, second):
        an_interview(workspace, goal_id=goal_id, contact_id=contact_id)

    assert _list(workspace, goal_id).advice == (ranking().advice["close_picks"],)


def test_five_requests_that_wait_are_enough(workspace: Workspace) -> None:
    goal_id = a_goal(workspace, kind=GoalKind.ROLE)
    waiting = [asked(workspace, an_interview(workspace, goal_id=a_goal(workspace))) for _ in range(4)]
    assert _list(workspace, goal_id).advice == ()
    waiting.append(asked(workspace, an_interview(workspace, goal_id=goal_id)))
    assert _list(workspace, goal_id).advice[0].startswith("5 of your requests wait for an answer.")

    replied(workspace, Reply.NO, waiting[0])

    assert _list(workspace, goal_id).advice == ()


def test_with_nobody_there_the_list_is_empty(workspace: Workspace) -> None:
    found = _list(workspace, a_goal(workspace))
    assert (found.groups, found.best, found.warm_up, found.advice, found.as_good) == ((), None, None, (), 0)
