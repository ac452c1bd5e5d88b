"""Opens the database, brings it up to date, and hands out workspaces."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from secrets import token_hex
from threading import Lock

import sqlalchemy as sa

from lib.domain.errors import NotFoundError, UnusableDatabaseError
from lib.domain.snapshot import Snapshot
from lib.store import tables
from lib.store.actor import Actor, reading_as, writing_as
from lib.store.engine import open_engine
from lib.store.migrate import check_up_to_date, upgrade
from lib.store.perform.goals import BLANK_PROFILE, PROFILE_ID
from lib.store.snapshots import frames_of
from lib.store.workspace import Workspace

OWN, SAMPLE = "own", "sample"

_OPENING = Lock()


class Store:
    """A database with everybody's workspaces; `copy` is the file that was made before an upgrade, where one was."""

    def __init__(self, url: str, clock: Callable[[], datetime] | None = None, *, upgrades: bool = True) -> None:
        """Open the database at `url`, and bring its schema up to date.

        Raises:
            NewerDatabaseError: where a newer Askwell made it; it is left as it is.
            OlderDatabaseError: where it is not up to date, and is not to be upgraded from here.
            UnusableDatabaseError: where there is none, or none of ours.
            StoreUnavailableError: where it does not answer.
        """
        self._engine, self.copy = _open_and_upgrade(url, upgrades=upgrades)
        self._cache = frames_of(self._engine)
        self._clock = clock or (lambda: datetime.now(UTC))

    @property
    def engine(self) -> sa.Engine:
        """The database, for what is kept beside the workspaces."""
        return self._engine

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def open_workspace(self, actor: Actor) -> tuple[Workspace, bool]:
        """Return the workspace in which the actor works now, and whether it is the sample."""
        kinds = self._open_kinds(actor)
        is_sample = kinds.get(SAMPLE, False)
        return self.workspace(actor, SAMPLE if is_sample else OWN), is_sample

    def has_sample(self, actor: Actor) -> bool:
        """Return whether the actor has a sample workspace, open or put aside."""
        return SAMPLE in self._open_kinds(actor)

    def _open_kinds(self, actor: Actor) -> dict[str, bool]:
        columns = tables.workspaces.c
        with reading_as(self._engine, actor) as connection:
            rows = connection.execute(
                sa.select(columns.kind, columns.is_open).where(columns.owner == actor.owner)
            ).all()
        return {row.kind: row.is_open for row in rows}

    def workspace(self, actor: Actor, kind: str = OWN) -> Workspace:
        """Return the actor's workspace of a kind, made on the first call."""
        found = self._find(actor, kind)
        if found is None:
            self._make(actor, kind)
            found = self._find(actor, kind)
        return Workspace(self._engine, actor, str(found), self._cache, self._clock)

    def workspace_of(self, actor: Actor, workspace_id: str) -> Workspace:
        """Return the actor's workspace of that id.

        Raises:
            NotFoundError: where the actor has none of that id, whoever else may have it.
        """
        columns = tables.workspaces.c
        with reading_as(self._engine, actor) as connection:
            found = connection.execute(
                sa.select(columns.id).where(columns.owner == actor.owner, columns.id == workspace_id)
            ).scalar_one_or_none()
            if found is None:
                raise NotFoundError("workspace")
        return Workspace(self._engine, actor, workspace_id, self._cache, self._clock)

    def snapshots(self, actor: Actor) -> dict[str, Snapshot]:
        """Return all that the actor's workspaces hold, by their kind."""
        return {kind: self.workspace(actor, kind).snapshot() for kind in sorted(self._open_kinds(actor))}

    def bound(self, actor: Actor, workspace_id: str) -> Workspace:
        """Return the workspace of that id without a look whether it is the actor's: each read and write does that."""
        return Workspace(self._engine, actor, workspace_id, self._cache, self._clock)

    def open_sample(self, actor: Actor, *, is_open: bool = True) -> None:
        """Make the sample workspace the one in which the actor works, or their own again."""
        columns = tables.workspaces.c
        mine = sa.and_(columns.owner == actor.owner, columns.kind == SAMPLE)
        with writing_as(self._engine, actor) as connection:
            connection.execute(sa.update(tables.workspaces).where(mine).values(is_open=is_open))

    def remove(self, actor: Actor, kind: str) -> None:
        """Remove a workspace of the actor with all that is in it; harmless where there is none."""
        workspace_id = self._find(actor, kind)
        if workspace_id is None:
            return
        with writing_as(self._engine, actor) as connection:
            connection.execute(sa.delete(tables.workspaces).where(tables.workspaces.c.id == workspace_id))
        self._cache.forget(workspace_id)

    def _find(self, actor: Actor, kind: str) -> str | None:
        columns = tables.workspaces.c
        with reading_as(self._engine, actor) as connection:
            return connection.execute(
                sa.select(columns.id).where(columns.owner == actor.owner, columns.kind == kind)
            ).scalar_one_or_none()

    def _make(self, actor: Actor, kind: str) -> None:
        workspace_id = token_hex(8)
        row = {
            "id": workspace_id,
            "owner": actor.owner,
            "kind": kind,
            "is_open": kind == OWN,
            "revision": 0,
            "table_revisions": {},
            "created_at": self._clock(),
        }
        profile = {"workspace_id": workspace_id, "id": PROFILE_ID, "version": 1, **BLANK_PROFILE}
        try:
            with writing_as(self._engine, actor) as connection:
                connection.execute(sa.insert(tables.workspaces).values(row))
                connection.execute(sa.insert(tables.profiles).values(profile))
        except sa.exc.IntegrityError:
            # Two tabs opened a new person's first page at once; the other one made it.
            return


def _open_and_upgrade(url: str, *, upgrades: bool) -> tuple[sa.Engine, Path | None]:
    try:
        engine = open_engine(url)
    except (sa.exc.ArgumentError, ModuleNotFoundError) as error:
        # The latter: the address asks for a driver that is not there.
        raise UnusableDatabaseError(_without_password(url)) from error
    try:
        if upgrades:
            return engine, upgrade(engine)
        check_up_to_date(engine)
        return engine, None  # noqa: TRY300 - the two ways to open stand side by side
    except sa.exc.DatabaseError as error:
        engine.dispose()
        raise UnusableDatabaseError(_without_password(url)) from error
    except Exception:
        engine.dispose()
        raise


def _without_password(url: str) -> str:
    return url.rsplit("@", maxsplit=1)[-1].removeprefix("sqlite:///")


def opened(url: str, *, upgrades: bool = True) -> Store:
    """Return this process's store for a database URL, opened and (with `upgrades`) brought up to date at first.

    Raises as `Store` does; a failed opening is tried again at the next call.
    """
    with _OPENING:
        return _opened(url, upgrades)


@cache
def _opened(url: str, upgrades: bool) -> Store:  # noqa: FBT001 - `cache` keeps by position
    return Store(url, upgrades=upgrades)
