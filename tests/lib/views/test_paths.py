"""Whom one wants to reach, the ways there in words, and the picture of them."""

import pytest

from lib.domain import commands
from lib.domain.vocabulary import InterviewKind, Tie
from lib.store.workspace import Workspace
from lib.views.network_picture import EDGES, NODES, network_frames, network_words
from lib.views.paths import wanted
from tests.cast import a_contact, a_goal


@pytest.fixture
def goal(workspace: Workspace) -> str:
    """A goal for which Ada wants to reach Sam, whom Lee knows, whom Jo introduced; and anybody at a place."""
    goal = a_goal(workspace)
    jo = a_contact(workspace, "Jo Reyes", tie=Tie.FORMER)
    lee = a_contact(workspace, "Lee Park", tie=Tie.STRANGER, introducer_id=jo)
    sam = a_contact(workspace, "Sam Lin", tie=Tie.STRANGER, introducer_id=lee, organisation="Kestrel")
    a_contact(workspace, "Max Berg", tie=Tie.CLOSE, organisation="City Hospital GmbH")
    workspace.do(commands.AddTarget(goal_id=goal, contact_id=sam))
    workspace.do(commands.AddTarget(goal_id=goal, organisation="City Hospital"))
    return goal


def test_a_way_may_lead_over_two_and_asks_the_first_for_the_second(workspace: Workspace, goal: str) -> None:
    sam, hospital = wanted(workspace.snapshot(), goal)

    [way] = sam.ways
    assert way.names == ("Jo Reyes", "Lee Park", "Sam Lin")
    assert way.why == "They named Lee Park to you, or you noted that they know each other"
    assert workspace.snapshot().one("contacts", way.next_id, "person").name == "Lee Park"
    assert [(way.introducer, way.why, way.next_id) for way in hospital.ways] == [
        ("Max Berg", "They work at City Hospital", "")
    ]


def test_an_introduction_that_was_asked_for_is_known(workspace: Workspace, goal: str) -> None:
    max_ = wanted(workspace.snapshot(), goal)[1].ways[0].introducer_id
    asked = {"kind": InterviewKind.INTRODUCTION, "target_organisation": "City Hospital"}
    interview = workspace.do(commands.ChooseContact(goal_id=goal, contact_id=max_, **asked)).subject_id

    assert wanted(workspace.snapshot(), goal)[1].ways[0].interview_id == interview


def test_the_picture_stands_from_oneself_to_whom_one_wants_to_reach(workspace: Workspace, goal: str) -> None:
    targets = wanted(workspace.snapshot(), goal)

    nodes, edges = network_frames(targets)

    assert {name: str(dtype) for name, dtype in nodes.dtypes.items()} == NODES
    assert {name: str(dtype) for name, dtype in edges.dtypes.items()} == EDGES
    assert dict(zip(nodes["name"], nodes["column"], strict=True)) == {
        "You": 0,
        "Jo Reyes": 1,
        "Max Berg": 1,
        "Lee Park": 2,
        "Sam Lin, Kestrel": 3,
        "City Hospital": 3,
    }
    assert len(edges) == 5
    assert network_words(targets) == (
        "Your network around this goal. You can reach Sam Lin by way of Jo Reyes; City Hospital by way of Max Berg."
    )
