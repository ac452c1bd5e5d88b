"""What a page's rerun asks of the database: in an unchanged workspace one query of one row, whatever the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from lib.store.workspace import Workspace
from lib.ui import navigation
from tests.cast import TODAY, a_contact, a_goal, a_question, scheduled, talked
from tests.pages.visitor import OpenPage

_SNAPSHOT = "SELECT workspaces.revision, workspaces.table_revisions \nFROM workspaces \nWHERE"


@contextmanager
def _counted() -> Iterator[list[str]]:
    """Collect the statements that are issued, without those that only begin or set something."""
    issued: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.upper().startswith(("BEGIN", "PRAGMA")):
            issued.append(statement)

    sa.event.listen(Engine, "before_cursor_execute", note)
    try:
        yield issued
    finally:
        sa.event.remove(Engine, "before_cursor_execute", note)


def _places(ada: Workspace) -> dict[str, dict[str, str]]:
    """Return for each page the record at which it is opened."""
    goal_id, contact_id = a_goal(ada), a_contact(ada, "Lee Park")
    a_question(ada, goal_id)
    interview_id, held = scheduled(ada), talked(ada)
    records = {"learn": {"goal": goal_id}, "choose": {"goal": goal_id}, "contacts": {"contact": contact_id}}
    return records | {"ask": {"interview": interview_id}, "thank": {"interview": held}, "talk": {"interview": held}}


@pytest.mark.parametrize("name", list(navigation.PAGES))
def test_a_rerun_in_an_unchanged_workspace_costs_one_query_of_one_row(
    open_page: OpenPage, ada: Workspace, name: str
) -> None:
    record = _places(ada).get(name, {})
    page = open_page(name, **record)

    with _counted() as issued:
        page.runs()

    assert issued[1:] == []
    assert issued[0].startswith(_SNAPSHOT)


@pytest.mark.parametrize("name", list(navigation.PAGES))
def test_a_new_visitor_costs_one_query_more(open_page: OpenPage, ada: Workspace, name: str) -> None:
    _places(ada)
    open_page(name)

    with _counted() as issued:
        open_page(name)

    assert len(issued) <= 4, issued
    assert issued[-1].startswith(_SNAPSHOT)


def test_after_a_change_only_what_changed_is_read_again(open_page: OpenPage, ada: Workspace) -> None:
    _places(ada)
    page = open_page("progress")
    a_contact(ada, "Jo")

    with _counted() as issued:
        page.runs()

    read = [query.split("FROM ")[1].split()[0] for query in issued]
    assert read == ["workspaces", "contacts", "events"]


def test_a_click_reads_twice_and_writes_once(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("ask", interview=scheduled(ada, on=TODAY, at=time(9, 0)))

    with _counted() as issued:
        page.clicks("They did not show up")

    writes = [query for query in issued if not query.startswith("SELECT")]
    assert len(writes) == 4  # the interview's version, the event, its changes, the workspace's revision
    assert sum(query.startswith(_SNAPSHOT) for query in issued) == 2
