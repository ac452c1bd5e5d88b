"""Nobody reaches into another's workspace: for every command and every id in it, another's record is not there."""

import re

import pytest

from lib.domain import commands
from lib.domain.errors import NotFoundError, NothingToUndoError
from lib.store.store import SAMPLE, Store
from tests.cast import ADA, BEN, CORA, FAY, a_contact, a_goal, assert_same
from tests.lib.store.every_command import CASES, a_world, ids_in


def test_the_walk_finds_the_ids_of_commands() -> None:
    command = commands.SaveAnswer(interview_id="a", question_id="b", version=0, text="")
    assert ids_in(command) == {"interview_id": "a", "question_id": "b"}
    assert ids_in(commands.ArchiveContacts(contact_ids=("a", "b"))) == {"contact_ids": ("a", "b")}
    assert not ids_in(commands.AddQuestion(goal_id="g", text="Who?", bank_id="who-else")).keys() - {"goal_id"}


def test_another_ones_records_are_not_there_in_any_command(store: Store, subtests: pytest.Subtests) -> None:
    ada, cora = store.workspace(ADA), store.workspace(CORA)
    hers, mine = a_world(ada), a_world(cora)
    before = ada.snapshot(), cora.snapshot()
    for kind, case in CASES.items():
        for name, foreign in ids_in(case(hers)).items():
            with subtests.test(kind.__name__, id=name):
                reaching = case(mine).model_copy(update={name: foreign})
                with pytest.raises(NotFoundError) as caught:
                    cora.do(reaching)
                assert not any(one in str(caught.value) for one in ([foreign] if isinstance(foreign, str) else foreign))
    assert (ada.snapshot(), cora.snapshot()) == before


def test_commands_that_name_no_record_stay_in_their_workspace(store: Store, subtests: pytest.Subtests) -> None:
    ada, cora = store.workspace(ADA), store.workspace(CORA)
    world = a_world(ada)
    before = ada.snapshot()
    nameless = {kind: case(world) for kind, case in CASES.items() if not ids_in(case(world))}
    assert set(nameless) >= {commands.AddGoal, commands.SaveProfileText, commands.ImportContacts}
    for kind, command in nameless.items():
        with subtests.test(kind.__name__):
            assert cora.do(command).number
    assert ada.snapshot() is before


def test_an_undo_reaches_only_its_own_workspace(store: Store) -> None:
    ada, ben = store.workspace(ADA), store.workspace(BEN)
    number = ada.do(commands.AddGoal(kind="role", topic="nursing")).number

    with pytest.raises(NothingToUndoError):
        ben.undo(number or 0)

    assert len(ada.snapshot().goals) == 1


def test_everybody_sees_their_own(store: Store) -> None:
    for owner in (ADA, BEN, CORA, FAY):
        a_goal(store.workspace(owner), f"the goal of {owner}")

    for owner in (ADA, BEN, CORA, FAY):
        assert list(store.workspace(owner).snapshot().goals["topic"]) == [f"the goal of {owner}"]


def test_the_same_id_in_two_workspaces_is_two_records(store: Store) -> None:
    ada, ben = store.workspace(ADA), store.workspace(BEN)

    ada.do(commands.SaveProfileText(version=1, field="name", text="Ada"))

    assert list(ben.snapshot().profiles["name"]) == [""]
    assert list(ben.snapshot().profiles["version"]) == [1]


def test_removing_a_workspace_leaves_the_others(store: Store) -> None:
    ada, ben = store.workspace(ADA), store.workspace(BEN)
    a_world(ada)
    a_contact(ben)
    before = ben.snapshot()

    store.remove(ADA, "own")

    assert ben.snapshot() is before
    with pytest.raises(NotFoundError, match="This workspace is not here any more"):
        ada.snapshot()
    with pytest.raises(NotFoundError):
        ada.do(commands.AddContact(name="Amara"))


def test_a_workspace_is_found_by_its_id_for_its_owner_alone(store: Store) -> None:
    ada = store.workspace(ADA)
    goal_id = a_goal(ada)

    assert list(store.workspace_of(ADA, ada.id).snapshot().goals["id"]) == [goal_id]
    for owner, workspace_id in ((BEN, ada.id), (ADA, "none"), (ADA, "")):
        with pytest.raises(NotFoundError, match="This workspace is not here any more"):
            store.workspace_of(owner, workspace_id)


def test_a_sample_is_apart_from_ones_own(store: Store) -> None:
    own, sample = store.workspace(ADA), store.workspace(ADA, SAMPLE)
    goal_id = a_goal(sample)

    with pytest.raises(NotFoundError):
        own.do(commands.CloseGoal(goal_id=goal_id))

    assert own.snapshot().goals.empty
    assert own.id != sample.id
    assert re.fullmatch("[0-9a-f]{16}", own.id)


def test_two_who_open_a_new_workspace_get_the_same(store: Store) -> None:
    first, second = store.workspace(ADA), store.workspace(ADA)

    a_goal(first)

    assert_same(first.snapshot(), second.snapshot())
