"""What a snapshot holds and what it costs."""

import gc
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from lib.domain import commands
from lib.domain.errors import NotFoundError
from lib.domain.snapshot import COLUMNS, Snapshot
from lib.store.actor import LocalActor, reading_as
from lib.store.engine import open_engine
from lib.store.snapshots import UNREAD, FrameCache
from lib.store.store import SAMPLE, Store
from lib.store.workspace import Workspace
from tests.cast import ADA, BEN, CORA, Clock, a_contact, a_goal, only, scheduled
from tests.lib.store.every_command import a_world


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements that are issued, without those that only begin or set something."""
    issued: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.upper().startswith(("BEGIN", "PRAGMA", "SHOW", "SELECT SET_CONFIG")):
            issued.append(statement)

    sa.event.listen(Engine, "before_cursor_execute", note)
    try:
        yield issued
    finally:
        sa.event.remove(Engine, "before_cursor_execute", note)


def test_an_unchanged_workspace_costs_one_query_of_one_row(workspace: Workspace) -> None:
    a_world(workspace)
    first = workspace.snapshot()

    with counted() as issued:
        assert workspace.snapshot() is first

    [query] = issued
    assert query.startswith("SELECT workspaces.revision, workspaces.table_revisions \nFROM workspaces \nWHERE")


def test_only_what_changed_is_read_again(workspace: Workspace) -> None:
    a_world(workspace)
    before = workspace.snapshot()
    a_contact(workspace, "Lin")

    with counted() as issued:
        after = workspace.snapshot()

    assert len(issued) == 3  # the revision, contacts, and events
    changed = {name for name in COLUMNS if getattr(after, name) is not getattr(before, name)}
    assert changed == {"contacts", "events"}


def test_a_change_by_another_program_is_seen(store: Store, store_url: str, clock: Clock) -> None:
    here, there = store.workspace(ADA), Store(store_url, clock)
    assert here.snapshot().goals.empty

    a_goal(there.workspace(ADA), "from there")
    there.close()

    assert list(here.snapshot().goals["topic"]) == ["from there"]


def test_a_snapshot_does_not_change_under_its_reader(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    before = workspace.snapshot()

    workspace.do(commands.CloseGoal(goal_id=goal_id))

    assert only(before.goals).closed_at is pd.NaT
    assert workspace.snapshot().revision == before.revision + 1


def _check_types(snapshot: Snapshot) -> None:
    for name, columns in COLUMNS.items():
        expected = dict(columns) if name == "events" else {"id": "str", "version": "Int64", **columns}
        frame = getattr(snapshot, name)
        assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == expected, name


def test_frames_have_their_columns_and_dtypes_when_empty(workspace: Workspace) -> None:
    snapshot = workspace.snapshot()
    _check_types(snapshot)
    assert [name for name in COLUMNS if len(getattr(snapshot, name))] == ["profiles"]


def test_frames_have_their_columns_and_dtypes_when_full(workspace: Workspace) -> None:
    world = a_world(workspace)
    workspace.do(commands.RateFit(goal_id=world.goal, contact_id=world.stranger, relevance=2))
    snapshot = workspace.snapshot()
    _check_types(snapshot)
    assert all(len(getattr(snapshot, name)) for name in COLUMNS)


def test_frames_have_their_dtypes_where_a_whole_column_is_missing(workspace: Workspace) -> None:
    scheduled(workspace)  # every interview has a time
    a_contact(workspace, "Lin", last_spoke_on=date(1, 1, 1))
    a_contact(workspace, "Bo", last_spoke_on=date(9999, 12, 31))
    _check_types(workspace.snapshot())


def test_cells_are_what_the_columns_say(workspace: Workspace) -> None:
    scheduled(workspace)

    row = only(workspace.snapshot().interviews)

    assert (row.starts_on, row.starts_time) == (pd.Timestamp(2026, 10, 8), time(14))
    assert row.starts_at == pd.Timestamp("2026-10-08 12:00", tz="UTC")
    assert row.retry_on is pd.NaT


def test_events_are_in_the_order_in_which_they_were_recorded(workspace: Workspace) -> None:
    a_world(workspace)
    events = workspace.snapshot().events
    assert list(events["number"]) == sorted(events["number"])
    assert events["recorded_at"].is_monotonic_increasing


def test_one_row_is_found_by_its_id(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    snapshot = workspace.snapshot()

    assert snapshot.one("goals", goal_id, "goal").topic == "data work in hospitals"
    for missing in ("none", "", None):
        with pytest.raises(NotFoundError, match="This goal is not here any more"):
            snapshot.one("goals", missing, "goal")


def test_what_is_derived_is_computed_once_for_a_snapshot(workspace: Workspace) -> None:
    snapshot, calls = workspace.snapshot(), []

    for key in ("a", "a", "b"):
        snapshot.derive(key, lambda key=key: calls.append(key))  # type: ignore[misc]  # mypy can't infer the default

    assert calls == ["a", "b"]


def test_the_workspaces_that_were_read_last_are_kept(store: Store, store_url: str) -> None:
    ids = {actor: store.workspace(actor).id for actor in (ADA, BEN, CORA)}
    cache, engine = FrameCache(most=2), open_engine(store_url)

    def read(actor: LocalActor) -> Snapshot:
        with reading_as(engine, actor) as connection:
            return cache.snapshot(connection, actor.owner, ids[actor])

    ada, ben = read(ADA), read(BEN)
    assert read(ADA) is ada
    read(CORA)

    assert read(ADA) is ada
    assert read(BEN) is not ben
    engine.dispose()


def test_what_was_forgotten_is_read_again(store: Store, store_url: str) -> None:
    workspace_id = store.workspace(ADA).id
    cache, engine = FrameCache(), open_engine(store_url)
    with reading_as(engine, ADA) as connection:
        first = cache.snapshot(connection, ADA.owner, workspace_id)
        cache.forget(workspace_id)
        assert cache.snapshot(connection, ADA.owner, workspace_id) is not first
    engine.dispose()


def test_what_nobody_reads_any_more_goes_from_memory(store: Store, store_url: str) -> None:
    ids = {actor: store.workspace(actor).id for actor in (ADA, BEN)}
    moment = [0.0]
    cache, engine = FrameCache(clock=lambda: moment[0]), open_engine(store_url)

    def read(actor: LocalActor) -> weakref.ref[Snapshot]:
        with reading_as(engine, actor) as connection:
            return weakref.ref(cache.snapshot(connection, actor.owner, ids[actor]))

    adas, bens = read(ADA), read(BEN)
    moment[0] = UNREAD
    assert read(ADA) == adas
    assert bens() is not None
    moment[0] = UNREAD + 1
    read(ADA)
    gc.collect()
    assert (adas() is None, bens() is None) == (False, True)
    moment[0] = 3 * UNREAD
    cache.forget_unread()
    gc.collect()
    assert adas() is None
    engine.dispose()


def test_a_removed_workspace_goes_from_memory_at_once(store: Store) -> None:
    sample, own = store.workspace(ADA, SAMPLE), store.workspace(ADA)
    seen, stays = weakref.ref(sample.snapshot()), own.snapshot()
    store.remove(ADA, SAMPLE)
    gc.collect()
    assert seen() is None
    assert own.snapshot() is stays


def test_a_slow_reader_does_not_put_an_old_snapshot_back(store: Store, store_url: str) -> None:
    workspace = store.workspace(ADA)
    cache, engine = FrameCache(), open_engine(store_url)
    with reading_as(engine, ADA) as slow:
        slow.execute(sa.text("SELECT count(*) FROM goals"))
        if engine.dialect.name == "postgresql":  # SQLite's readers hold writers off instead
            a_goal(workspace)
        with reading_as(engine, ADA) as quick:
            newer = cache.snapshot(quick, ADA.owner, workspace.id)
        cache.snapshot(slow, ADA.owner, workspace.id)
        with reading_as(engine, ADA) as quick:
            assert cache.snapshot(quick, ADA.owner, workspace.id) is newer
    engine.dispose()
