"""Who asks: the store confirms it in every transaction, before anything is read or written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from lib.store.engine import reading, writing


class Actor(Protocol):
    """Somebody in whose name the store is asked; what they own is theirs alone."""

    @property
    def owner(self) -> str:
        """Under which name their workspaces are kept."""

    def confirm(self, connection: sa.Connection) -> None:
        """Look in the database whether they may (still) ask at all.

        Raises:
            NotSignedInError: where their session has ended, or their account is not theirs to use any more.
        """


@dataclass(frozen=True)
class LocalActor:
    """Who needs no session: the person at their own computer, and the operator on the command line."""

    owner: str

    def confirm(self, connection: sa.Connection) -> None:
        """Accept them: whoever reaches this process owns what it keeps."""


# Where nobody signs in, there is one person.
LOCAL = LocalActor("local")


@contextmanager
def reading_as(engine: sa.Engine, actor: Actor) -> Iterator[sa.Connection]:
    """Give a connection in one read transaction, in the actor's name; raises as `reading` and `Actor.confirm` do."""
    with reading(engine) as connection:
        _admit(connection, actor)
        yield connection


@contextmanager
def writing_as(engine: sa.Engine, actor: Actor) -> Iterator[sa.Connection]:
    """Give a connection in one write transaction, in the actor's name; raises as `writing` and `Actor.confirm` do."""
    with writing(engine) as connection:
        _admit(connection, actor)
        yield connection


def _admit(connection: sa.Connection, actor: Actor) -> None:
    actor.confirm(connection)
    show_rows_of(connection, actor.owner)


def show_rows_of(connection: sa.Connection, owner: str) -> None:
    """Let row security show the rows of one owner only, until the transaction ends: the second wall, on PostgreSQL."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT set_config('askwell.owner', :owner, true)"), {"owner": owner})
