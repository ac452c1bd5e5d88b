"""Asking for an introduction: to whom, and what is noted once the way is open."""

import pytest

from lib.domain import commands
from lib.domain.commands import InvalidInputsError
from lib.domain.errors import NotFoundError
from lib.domain.vocabulary import InterviewKind, Reply, Tie
from lib.store.workspace import Workspace
from tests.cast import a_contact, a_goal, asked, done, only, replied


def an_introduction(workspace: Workspace, target: str | None, organisation: str = "") -> str:
    """Ask Jo for an introduction, and return the interview."""
    jo = a_contact(workspace, "Jo Reyes")
    chosen = commands.ChooseContact(
        goal_id=a_goal(workspace),
        contact_id=jo,
        kind=InterviewKind.INTRODUCTION,
        target_contact_id=target,
        target_organisation=organisation,
    )
    return asked(workspace, done(workspace, chosen))


@pytest.mark.parametrize(("before", "after"), [(Tie.STRANGER, Tie.INTRODUCED), (Tie.FORMER, Tie.FORMER)])
def test_whoever_opens_the_way_stands_as_the_introducer(workspace: Workspace, before: Tie, after: Tie) -> None:
    sam = a_contact(workspace, "Sam Lin", tie=before, welcome=3)
    introduction = an_introduction(workspace, sam)

    replied(workspace, Reply.PASSED_ON, introduction, may_use_name=True)

    row = workspace.snapshot().one("contacts", sam, "person")
    jo = workspace.snapshot().one("interviews", introduction, "interview").contact_id
    assert (row.introducer_id, row.named_in_id, row.may_use_name) == (jo, introduction, True)
    assert (row.tie, row.welcome) == (after, 3)


def test_a_no_opens_nothing(workspace: Workspace) -> None:
    sam = a_contact(workspace, "Sam Lin", tie=Tie.STRANGER)

    replied(workspace, Reply.NO, an_introduction(workspace, sam))

    row = workspace.snapshot().one("contacts", sam, "person")
    assert (row.introducer_id, row.tie) == ("", Tie.STRANGER)


def test_whom_they_name_at_a_place_becomes_a_contact(workspace: Workspace) -> None:
    introduction = an_introduction(workspace, None, "Harbour Clinic")

    replied(workspace, Reply.PASSED_ON, introduction, named="Sam Lin", named_organisation="Harbour Clinic")

    sam = only(workspace.snapshot().contacts.query("name == 'Sam Lin'"))
    assert (sam.organisation, sam.tie, sam.named_in_id) == ("Harbour Clinic", Tie.INTRODUCED, introduction)


def test_nobody_introduces_one_to_themselves(workspace: Workspace) -> None:
    jo = a_contact(workspace)
    with pytest.raises(InvalidInputsError, match="Nobody can introduce you to themselves"):
        commands.ChooseContact.of({"contact_id": jo, "target_contact_id": jo}, goal_id=a_goal(workspace))


def test_who_is_not_there_can_not_be_reached(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        an_introduction(workspace, "nobody")


def test_a_target_that_is_a_new_person_becomes_a_contact(workspace: Workspace) -> None:
    goal = a_goal(workspace)

    workspace.do(commands.AddTarget(goal_id=goal, name="Sam Lin", organisation="Harbour Clinic", position="Nurse"))
    workspace.do(commands.AddTarget(goal_id=goal, organisation="City Hospital"))

    now = workspace.snapshot()
    sam = only(now.contacts)
    assert (sam.name, sam.organisation, sam.position, sam.tie) == ("Sam Lin", "Harbour Clinic", "Nurse", Tie.STRANGER)
    assert sorted(zip(now.targets["contact_id"], now.targets["organisation"], strict=True)) == [
        ("", "City Hospital"),
        (sam.id, "Harbour Clinic"),
    ]


@pytest.mark.parametrize("typed", [{}, {"name": " ", "organisation": ""}])
def test_a_target_is_somebody_or_some_place(workspace: Workspace, typed: dict[str, str]) -> None:
    with pytest.raises(InvalidInputsError, match="Name a person or an organisation"):
        commands.AddTarget.of(typed, goal_id=a_goal(workspace))
