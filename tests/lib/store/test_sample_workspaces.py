"""The sample workspace beside one's own."""

from lib.store.store import OWN, SAMPLE, Store
from tests.cast import ADA, BEN, a_contact, a_goal, asked
from tests.lib.store.every_command import a_world


def test_one_works_in_ones_own_workspace_at_first(store: Store) -> None:
    workspace, is_sample = store.open_workspace(ADA)

    assert not is_sample
    assert workspace.id == store.workspace(ADA).id
    assert not store.has_sample(ADA)


def test_the_sample_is_opened_and_left_again(store: Store) -> None:
    own, sample = store.workspace(ADA), store.workspace(ADA, SAMPLE)
    a_contact(sample, "Invented Person")

    store.open_sample(ADA)
    opened, is_sample = store.open_workspace(ADA)
    assert (opened.id, is_sample) == (sample.id, True)
    store.open_sample(ADA, is_open=False)
    opened, is_sample = store.open_workspace(ADA)

    assert (opened.id, is_sample) == (own.id, False)
    assert store.has_sample(ADA)
    assert len(sample.snapshot().contacts) == 1


def test_a_sample_that_is_not_there_cannot_be_opened(store: Store) -> None:
    store.open_sample(ADA)

    assert store.open_workspace(ADA)[1] is False


def test_one_persons_sample_opens_for_nobody_else(store: Store) -> None:
    store.workspace(ADA, SAMPLE)
    store.workspace(BEN, SAMPLE)

    store.open_sample(ADA)

    assert store.open_workspace(BEN)[1] is False


def test_the_sample_is_removed_with_all_that_is_in_it(store: Store) -> None:
    own, sample = store.workspace(ADA), store.workspace(ADA, SAMPLE)
    a_goal(own)
    a_world(sample)
    store.open_sample(ADA)

    store.remove(ADA, SAMPLE)
    store.remove(ADA, SAMPLE)

    opened, is_sample = store.open_workspace(ADA)
    assert (opened.id, is_sample) == (own.id, False)
    assert not store.has_sample(ADA)
    assert store.workspace(ADA, SAMPLE).snapshot().contacts.empty


def test_a_workspace_that_is_removed_begins_anew(store: Store) -> None:
    asked(store.workspace(ADA))
    store.remove(ADA, OWN)

    snapshot = store.workspace(ADA).snapshot()

    assert (snapshot.revision, len(snapshot.interviews), len(snapshot.profiles)) == (0, 0, 1)
