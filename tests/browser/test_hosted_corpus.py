"""Scripts in every field: on no page does one run, fetch anything off the site, or open anything."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from lib.store import tables
from lib.store.actor import LocalActor, show_rows_of
from lib.store.store import Store
from lib.ui import navigation
from tests.browser.hosted_app import Guest, Site
from tests.isolation.canaries import columns
from tests.lib.store.every_command import a_world
from tests.script_corpus import EVERYTHING, LINKS, SCRIPTS

pytestmark = pytest.mark.browser

_UNFOLD = "document.querySelectorAll('[data-testid=stExpander] details:not([open]) > summary').forEach(e => e.click())"


@dataclass(frozen=True)
class Scripted:
    """Somebody every text of whose is scripts: their session, and the addresses of their pages and records."""

    session: str
    addresses: tuple[str, ...]


@pytest.fixture(scope="module")
def scripted(site: Site) -> Scripted:
    """Ada, whose rows hold the whole corpus in every column in which people write."""
    account_id = site.add_account("ada.scripts")
    store = Store(site.servers[0].environment["ASKWELL_DATABASE_URL"])
    workspace = store.workspace(LocalActor(account_id))
    a_world(workspace)
    with site.engine.begin() as connection:
        _write_scripts(connection, account_id)
    ids = {name: list(getattr(workspace.snapshot(), name)["id"]) for name in ("goals", "contacts", "interviews")}
    store.close()
    return Scripted(site.begin_session(account_id), tuple(_addresses(ids)))


def _write_scripts(connection: sa.Connection, owner: str) -> None:
    """Write past every check, as if some way in had none."""
    show_rows_of(connection, owner)
    mine = sa.select(tables.workspaces.c.id).where(tables.workspaces.c.owner == owner)
    for column in columns():
        typed: str | list[str] = EVERYTHING
        if column.name == "tags":
            typed = list(SCRIPTS[:5])
        elif column.name in {"profile_url", "place"}:
            typed = LINKS[0]
        table = column.table
        connection.execute(sa.update(table).where(table.c.workspace_id.in_(mine)).values({column: typed}))
    # What is kept by revision is read again.
    connection.execute(
        sa.update(tables.workspaces)
        .where(tables.workspaces.c.owner == owner)
        .values(revision=10_000, table_revisions={})
    )


def _addresses(ids: dict[str, list[str]]) -> Iterator[str]:
    yield from (navigation.address(name) for name in navigation.PAGES if name != "workshop")
    yield from (f"learn?goal={goal}" for goal in ids["goals"])
    yield from (f"contacts?contact={contact}" for contact in ids["contacts"][:2])
    yield from (f"ask?interview={interview}" for interview in ids["interviews"])
    yield from (f"talk?view={view}&interview={ids['interviews'][0]}" for view in ("prepare", "during", "after"))
    yield f"thank?interview={ids['interviews'][0]}"


def _dangerous(ada: Guest) -> list[str]:
    """Return the addresses of links that lead to a script or off the site, letters to be written aside."""
    links = ada.page.locator("a[href]").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    return [link for link in links if re.match(r"(?i)\s*(javascript|data|vbscript):", link) or "//evil" in link]


def test_no_script_runs_on_any_page(visit: Callable[..., Guest], scripted: Scripted) -> None:
    ada = visit()
    ada.shows(scripted.session)
    opened: list[str] = []
    ada.page.on("dialog", lambda dialog: opened.append(dialog.message))
    ada.page.context.on("page", lambda page: opened.append(page.url))
    shown = 0
    for address in scripted.addresses:
        ada.opens(address)
        expect(ada.page.get_by_test_id("stSidebarNav")).to_be_attached()
        ada.page.evaluate(_UNFOLD)
        ada.waits()
        assert ada.page.evaluate("window.__ran") is None, address
        assert _dangerous(ada) == [], address
        shown += "window.__ran" in ada.page.get_by_test_id("stMain").inner_text()
    assert opened == []
    # The pages did show the texts; else this would prove nothing.
    assert shown > len(scripted.addresses) / 2
