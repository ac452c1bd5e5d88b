"""What has had its time goes away by itself while a hosted server runs."""

import asyncio
import logging
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from lib import clearing as clearing_module
from lib.accounts.sandbox import open_sandbox
from lib.accounts.tables import accounts
from lib.clearing import clear_once, clearing
from lib.identity import desk, store
from lib.settings import settings
from tests.cast import NOW
from tests.pages.hosted import an_account


@pytest.fixture
def _over(hosted: pytest.MonkeyPatch) -> None:
    """A sandbox whose time is over, and an account that stays."""
    hosted.setenv("ASKWELL_DEMO", "beside")
    settings.cache_clear()
    with time_machine.travel(NOW - timedelta(hours=25)):
        open_sandbox(desk(), address="here")
    an_account("Ben")


def names_left() -> list[str]:
    with store().engine.connect() as connection:
        return list(connection.execute(sa.select(accounts.c.name)).scalars())


async def until(names: list[str]) -> None:
    """Wait until only these accounts are left."""
    while names_left() != names:  # noqa: ASYNC110 - another thread does it, and tells nobody
        await asyncio.sleep(0.01)


@pytest.mark.usefixtures("_over")
def test_what_is_over_is_cleared_as_soon_as_the_server_runs(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "askwell.clearing")

    async def serve() -> None:
        async with clearing():
            await asyncio.wait_for(until(["Ben"]), timeout=30)

    with time_machine.travel(NOW):
        asyncio.run(serve())
    assert names_left() == ["Ben"]


@pytest.mark.usefixtures("_over")
def test_it_is_cleared_again_and_again_also_after_the_database_was_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clearing_module, "EVERY", timedelta(milliseconds=10))

    async def serve() -> None:
        away = pytest.MonkeyPatch()
        away.setenv("ASKWELL_DATABASE_URL", "postgresql://localhost:1/nowhere")
        settings.cache_clear()
        async with clearing():
            await asyncio.sleep(0.05)
            away.undo()
            settings.cache_clear()
            await asyncio.wait_for(until(["Ben"]), timeout=30)
            open_sandbox(desk(), address="here")
            with time_machine.travel(NOW + timedelta(hours=25)):
                await asyncio.wait_for(until(["Ben"]), timeout=30)

    with time_machine.travel(NOW):
        asyncio.run(serve())


@pytest.mark.usefixtures("_over")
def test_how_much_was_cleared_is_logged_and_not_whose(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "askwell.clearing")
    with time_machine.travel(NOW):
        asyncio.run(clear_once())
    [line] = [record.getMessage() for record in caplog.records if record.name == "askwell.clearing"]
    assert line.startswith("cleared: Cleared(sandboxes=1,")
    assert "Ben" not in line


def test_a_database_that_is_away_is_logged_and_no_failure(
    hosted: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    hosted.setenv("ASKWELL_DATABASE_URL", "postgresql://ben:secret@localhost:1/nowhere")
    settings.cache_clear()
    asyncio.run(clear_once())
    lines = [record.getMessage() for record in caplog.records if record.name == "askwell.clearing"]
    assert lines == ["could not clear: StoreUnavailableError"]


@pytest.mark.usefixtures("process_store")
def test_at_ones_own_computer_nothing_is_cleared() -> None:
    async def tasks() -> int:
        async with clearing():
            return len(asyncio.all_tasks())

    assert asyncio.run(tasks()) == 1


@pytest.mark.usefixtures("hosted")
def test_it_ends_with_the_server() -> None:
    async def tasks() -> tuple[int, int]:
        async with clearing():
            during = len(asyncio.all_tasks())
        return during, len(asyncio.all_tasks())

    assert asyncio.run(tasks()) == (2, 1)
