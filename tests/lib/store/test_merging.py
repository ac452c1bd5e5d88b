"""Merging two records of one person: nothing is lost, and undo brings back exactly what was."""

from typing import Any

import pytest

from lib.domain import commands
from lib.domain.errors import EditConflictError, NotFoundError
from lib.domain.vocabulary import InterviewKind, Reply, Standing, Tie
from lib.store.workspace import Receipt, Workspace
from tests.cast import a_contact, a_goal, an_interview, asked, assert_same, done, only, replied


def merge(workspace: Workspace, kept_id: str, other_id: str, **more: Any) -> Receipt:
    """Make two records one, as they stand now."""
    rows = workspace.snapshot().contacts.set_index("id")["version"]
    versions = {"kept_version": int(rows[kept_id]), "other_version": int(rows[other_id])}
    return workspace.do(commands.MergeContacts(kept_id=kept_id, other_id=other_id, **{**versions, **more}))


def a_pair(workspace: Workspace) -> tuple[str, str]:
    """Two records of Dana, about whom much is known on both sides."""
    goal, other_goal = a_goal(workspace), a_goal(workspace, "teaching")
    jo, lee = a_contact(workspace, "Jo Reyes"), a_contact(workspace, "Lee Park")
    kept = a_contact(workspace, "Dana Okafor", email="dana@x.org", tags=("choir",), notes="Sings.", introducer_id=jo)
    other = a_contact(workspace, "D. Okafor", email="d@y.org", phone="0171 1234567", tags=("work",), introducer_id=lee)
    asked(workspace, an_interview(workspace, goal_id=goal, contact_id=kept))
    asked(workspace, an_interview(workspace, goal_id=other_goal, contact_id=other))
    for person, standing in ((kept, Standing.PINNED), (other, Standing.NEVER)):
        workspace.do(commands.RateFit(goal_id=goal, contact_id=person, relevance=2))
        workspace.do(commands.SetStanding(goal_id=goal, contact_id=person, standing=standing, reason=standing))
        workspace.do(commands.AddTarget(goal_id=goal, contact_id=person))
    workspace.do(commands.RateFit(goal_id=other_goal, contact_id=other, relevance=3))
    workspace.do(commands.AddTarget(goal_id=other_goal, contact_id=other))
    a_contact(workspace, "Kim Ruiz", introducer_id=other)
    introduction = {"kind": InterviewKind.INTRODUCTION, "target_contact_id": other}
    done(workspace, commands.ChooseContact(goal_id=goal, contact_id=jo, **introduction))
    workspace.do(commands.KeepApart(contact_id=other, other_id=lee))
    workspace.do(commands.MarkDoNotContact(contact_id=other))
    return kept, other


def test_all_that_named_either_names_the_one(workspace: Workspace) -> None:
    kept, other = a_pair(workspace)
    before = workspace.snapshot()

    merge(workspace, kept, other)

    now = workspace.snapshot()
    assert set(now.contacts["id"]) == set(before.contacts["id"]) - {other}
    assert list(now.interviews["contact_id"][:2]) == [kept, kept]
    assert list(now.interviews["target_contact_id"]) == ["", "", kept]
    assert len(now.messages) == len(before.messages)
    assert sorted(now.targets["contact_id"]) == [kept, kept]
    assert only(now.contacts.query("name == 'Kim Ruiz'")).introducer_id == kept
    assert only(now.distinctions).contact_id == kept
    fits = now.fits.set_index("goal_id")
    assert set(fits["contact_id"]) == {kept}
    assert sorted(fits["relevance"]) == [2, 3]


def test_no_value_is_lost(workspace: Workspace) -> None:
    kept, other = a_pair(workspace)

    merge(workspace, kept, other, taken=("email",))

    row = workspace.snapshot().one("contacts", kept, "person")
    assert (row.name, row.email, row.phone) == ("Dana Okafor", "d@y.org", "0171 1234567")
    assert row.also == {"name": ["D. Okafor"], "email": ["dana@x.org"]}
    assert sorted(row.tags) == ["choir", "work"]
    assert row.notes == "Sings.\n\nCould also be introduced by Lee Park."
    assert row.do_not_contact
    [fit] = workspace.snapshot().fits.query("standing != 'none'").itertuples()
    assert (fit.standing, fit.reason) == (Standing.NEVER, "pinned / never")


def test_undo_brings_both_back_exactly(workspace: Workspace) -> None:
    kept, other = a_pair(workspace)
    before = workspace.snapshot()
    number = merge(workspace, kept, other, taken=("name", "tie")).number
    assert number is not None

    workspace.undo(number)

    assert_same(workspace.snapshot(), before)


def test_two_open_interviews_stay_two(workspace: Workspace) -> None:
    kept, other = a_contact(workspace), a_contact(workspace, "A. Obi")
    interviews = {asked(workspace, an_interview(workspace, contact_id=person)) for person in (kept, other)}

    merge(workspace, kept, other)

    assert set(workspace.snapshot().interviews["id"]) == interviews
    for interview in interviews:
        replied(workspace, Reply.NO, interview)


def test_nobody_is_asked_to_introduce_themselves(workspace: Workspace) -> None:
    bob, robert = a_contact(workspace, "Bob Roe"), a_contact(workspace, "Robert Roe", introducer_id=None)
    wish = {"kind": InterviewKind.INTRODUCTION, "target_contact_id": robert}
    done(workspace, commands.ChooseContact(goal_id=a_goal(workspace), contact_id=bob, **wish))

    merge(workspace, bob, robert)

    interview = only(workspace.snapshot().interviews)
    assert (interview.contact_id, interview.kind, interview.target_contact_id) == (bob, InterviewKind.TALK, "")


def test_an_introducer_and_the_introduced_may_turn_out_to_be_one(workspace: Workspace) -> None:
    kept = a_contact(workspace, "Dana Okafor")
    other = a_contact(workspace, "D. Okafor", introducer_id=kept)
    before = workspace.snapshot()

    number = merge(workspace, other, kept).number

    assert only(workspace.snapshot().contacts).introducer_id == ""
    workspace.undo(number or 0)
    assert_same(workspace.snapshot(), before)


def test_what_was_changed_in_another_tab_is_not_merged_unseen(workspace: Workspace) -> None:
    kept, other = a_contact(workspace), a_contact(workspace, "A. Obi")
    workspace.do(commands.SaveContactNotes(contact_id=other, version=1, text="New."))
    before = workspace.snapshot()

    with pytest.raises(EditConflictError):
        merge(workspace, kept, other, other_version=1)

    assert workspace.snapshot() is before


def test_nobody_can_be_merged_with_another_workspaces_person(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        workspace.do(
            commands.MergeContacts(kept_id=a_contact(workspace), other_id="nobody", kept_version=1, other_version=1)
        )


def test_who_is_kept_apart_stays_so_when_a_third_is_merged(workspace: Workspace) -> None:
    dana, son, third = (a_contact(workspace, "Dana Okafor", tie=Tie.CLOSE) for _ in range(3))
    workspace.do(commands.KeepApart(contact_id=dana, other_id=son))
    workspace.do(commands.KeepApart(contact_id=son, other_id=third))

    merge(workspace, dana, third)

    apart = only(workspace.snapshot().distinctions)
    assert {apart.contact_id, apart.other_id} == {dana, son}


def test_several_steps_are_taken_back_together_or_not_at_all(workspace: Workspace) -> None:
    people = [a_contact(workspace, f"Dana {number}") for number in range(4)]
    before = workspace.snapshot()
    pairs = [
        commands.MergeContacts(kept_id=kept, other_id=other, kept_version=1, other_version=1)
        for kept, other in (people[:2], people[2:])
    ]
    numbers = [receipt.number or 0 for receipt in workspace.do_all(pairs)]
    assert len(workspace.snapshot().contacts) == 2

    workspace.undo_all(numbers)

    assert_same(workspace.snapshot(), before)
