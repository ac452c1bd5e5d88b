"""Every read and command of the store, tried by everybody on what Ada wrote."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from lib.domain import commands
from lib.domain.errors import AskwellError, NotFoundError, NotSignedInError
from lib.domain.snapshot import COLUMNS, Snapshot
from lib.store.copies import Rows
from lib.store.perform import PERFORM
from lib.store.store import Store
from lib.store.workspace import Workspace
from tests.isolation.conftest import Site
from tests.isolation.people import NOBODIES, OTHERS, Cast
from tests.isolation.refusals import refusals
from tests.isolation.registered import doors, every_command
from tests.isolation.rows import written_by
from tests.lib.store.every_command import CASES, ids_in

A_GOAL = commands.AddGoal(kind="role", topic="nursing")

# How each way into a workspace is tried; the workspace is bound to Ada's id in the name of whoever tries.
IN_A_WORKSPACE: Mapping[str, Callable[[Workspace], object]] = {
    "snapshot": lambda workspace: workspace.snapshot(),
    "rows": lambda workspace: workspace.rows(),
    "fill": lambda workspace: workspace.fill(Rows({}, 1, {})),
    "do": lambda workspace: workspace.do(A_GOAL),
    "do_all": lambda workspace: workspace.do_all([A_GOAL, A_GOAL]),
    "do_each": lambda workspace: workspace.do_each([lambda _: A_GOAL]),
    "undo": lambda workspace: workspace.undo(1),
    "undo_all": lambda workspace: workspace.undo_all([1]),
}

# How each way into the store is tried with Ada's ids, and what must be found there: nothing, or one's own.
Try = Callable[[Store, Any, Cast], object]
WITH_HER_ID: Mapping[str, Try] = {
    "workspace_of": lambda store, actor, cast: store.workspace_of(actor, cast.ada.workspace_id),
    "bound": lambda store, actor, cast: store.bound(actor, cast.ada.workspace_id).snapshot(),
}
FOR_ONESELF: Mapping[str, Try] = {
    "open_workspace": lambda store, actor, _: store.open_workspace(actor)[0].snapshot(),
    "has_sample": lambda store, actor, _: store.has_sample(actor),
    "workspace": lambda store, actor, _: store.workspace(actor).snapshot(),
    "snapshots": lambda store, actor, _: store.snapshots(actor),
    "open_sample": lambda store, actor, _: store.open_sample(actor),
    "remove": lambda store, actor, _: store.remove(actor, "own"),
}
# What belongs to nobody, and takes nobody's word for anything.
OF_THE_PROCESS = {"engine", "close"}


def refused(error: type[AskwellError], cast: Cast, attempt: Callable[..., object], *given: object) -> None:
    """Check that an attempt fails in this very way, is logged, and that its sentence tells nothing of Ada."""
    before = refusals(error)
    with pytest.raises(AskwellError) as caught:
        attempt(*given)
    assert refusals(error) == before + 1
    assert type(caught.value) is error
    assert [secret for secret in cast.secrets() if secret in str(caught.value)] == []


def told(answer: object) -> str:
    """Return an answer as text, every cell of every frame in it."""
    if isinstance(answer, Mapping):
        return "\n".join(told(part) for part in answer.values())
    if isinstance(answer, Workspace):
        return told(answer.snapshot())
    if isinstance(answer, Snapshot):
        return "\n".join([answer.workspace_id, *(getattr(answer, name).to_csv() for name in COLUMNS)])
    return str(answer)


@pytest.fixture
def watched(site: Site) -> Iterator[Site]:
    """A site where Ada's rows are afterwards what they were, whatever others try."""
    before = written_by(site.store.engine, site.cast.ada.actor.owner)
    assert all(before.values()), "every table has something of hers that could be lost"
    yield site
    assert written_by(site.store.engine, site.cast.ada.actor.owner) == before


# Nothing is left out.


def test_every_way_into_a_workspace_is_tried() -> None:
    assert doors(Workspace) == set(IN_A_WORKSPACE)


def test_every_way_into_the_store_is_tried() -> None:
    assert doors(Store) == {*WITH_HER_ID, *FOR_ONESELF, *OF_THE_PROCESS}
    for name in OF_THE_PROCESS - {"engine"}:
        assert "actor" not in inspect.signature(getattr(Store, name)).parameters


def test_every_command_is_tried() -> None:
    assert every_command() == set(PERFORM) == set(CASES)


def test_what_is_added_is_found() -> None:
    class WiderStore(Store):
        def peek(self) -> None:
            """Look."""

        @property
        def all_goals(self) -> list[str]:
            """All goals."""
            return []

    assert doors(WiderStore) - doors(Store) == {"peek", "all_goals"}


# Who may do what.


def test_others_find_no_workspace_of_hers(watched: Site, subtests: pytest.Subtests) -> None:
    store, cast = watched.store, watched.cast
    for name in OTHERS:
        actor = cast.actor(name)
        for way, attempt in IN_A_WORKSPACE.items():
            with subtests.test(way, who=name):
                refused(NotFoundError, cast, attempt, store.bound(actor, cast.ada.workspace_id))
        for way, look in WITH_HER_ID.items():
            with subtests.test(way, who=name):
                refused(NotFoundError, cast, look, store, actor, cast)


def test_others_get_their_own(watched: Site, subtests: pytest.Subtests) -> None:
    for name in OTHERS:
        for way, attempt in FOR_ONESELF.items():
            with subtests.test(way, who=name):
                answer = told(attempt(watched.store, watched.cast.actor(name), watched.cast))
                assert [secret for secret in watched.cast.secrets() if secret in answer] == []


def test_nobody_gets_anywhere(watched: Site, subtests: pytest.Subtests) -> None:
    store, cast = watched.store, watched.cast
    for name in NOBODIES:
        actor = cast.actor(name)
        for way, attempt in IN_A_WORKSPACE.items():
            with subtests.test(way, who=name):
                refused(NotSignedInError, cast, attempt, store.bound(actor, cast.ada.workspace_id))
        for way, look in {**WITH_HER_ID, **FOR_ONESELF}.items():
            with subtests.test(way, who=name):
                refused(NotSignedInError, cast, look, store, actor, cast)


def test_she_herself_gets_everywhere(site: Site, subtests: pytest.Subtests) -> None:
    ada, hers = site.cast.ada.actor, site.cast.ada.workspace_id
    for way, look in {**WITH_HER_ID, "workspace": FOR_ONESELF["workspace"]}.items():
        with subtests.test(way):
            assert "ZqgoalsZqtopicQz" in told(look(site.store, ada, site.cast))
    for way in IN_A_WORKSPACE.keys() - {"undo", "undo_all"}:
        with subtests.test(way):
            assert IN_A_WORKSPACE[way](site.store.bound(ada, hers)) is not None
    number = site.store.bound(ada, hers).do(A_GOAL).number
    assert site.store.bound(ada, hers).undo(number or 0)
    numbers = [receipt.number or 0 for receipt in site.store.bound(ada, hers).do_all([A_GOAL, A_GOAL])]
    assert site.store.bound(ada, hers).undo_all(numbers)


def test_no_command_reaches_into_her_workspace(watched: Site, subtests: pytest.Subtests) -> None:
    cast = watched.cast
    for name in (*OTHERS, *NOBODIES):
        workspace = watched.store.bound(cast.actor(name), cast.ada.workspace_id)
        error = NotSignedInError if name in NOBODIES else NotFoundError
        for kind, case in CASES.items():
            with subtests.test(kind.__name__, who=name):
                refused(error, cast, workspace.do, case(cast.hers))


def test_her_records_are_not_there_in_ones_own_workspace(watched: Site, subtests: pytest.Subtests) -> None:
    cast = watched.cast
    for name in OTHERS:
        person = cast.people[name]
        workspace = watched.store.workspace(person.actor)
        for kind, case in CASES.items():
            # Each id by itself among ids of one's own, where one has such records.
            for field, foreign in ids_in(case(cast.hers)).items():
                with subtests.test(kind.__name__, id=field, who=name):
                    reaching = case(person.world or cast.hers).model_copy(update={field: foreign})
                    refused(NotFoundError, cast, workspace.do, reaching)
        assert cast.ada.workspace_id not in told(workspace.snapshot())
