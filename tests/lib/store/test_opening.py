"""How a process comes to its store."""

from pathlib import Path
from threading import Barrier, Thread

import pytest

from lib.domain.errors import StoreUnavailableError, UnusableDatabaseError
from lib.store.store import Store, opened
from tests.cast import ADA, a_goal


def test_a_process_opens_a_database_once(tmp_path: Path) -> None:
    url, start = f"sqlite:///{tmp_path / 'askwell.db'}", Barrier(5)
    found: list[Store] = []

    def ask() -> None:
        start.wait()
        found.append(opened(url))

    threads = [Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 5
    assert len(set(found)) == 1
    a_goal(found[0].workspace(ADA))
    found[0].close()


def test_an_opening_that_failed_is_tried_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'later' / 'askwell.db'}"
    with pytest.raises(StoreUnavailableError):
        opened(url)

    (tmp_path / "later").mkdir()
    store = opened(url)

    assert store.workspace(ADA).snapshot().goals.empty
    store.close()


@pytest.mark.parametrize("url", ["no address", "oracle://somewhere/else", "sqlite:///{file}"])
def test_what_is_no_database_of_ours_is_refused_in_a_sentence(url: str, tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear Amara, " * 200)

    with pytest.raises(UnusableDatabaseError, match="There is no database that Askwell can use"):
        opened(url.format(file=file))

    assert file.read_text() == "Dear Amara, " * 200


def test_a_short_name_of_postgresql_is_understood(postgres_url: str) -> None:
    store = opened(postgres_url.replace("postgresql:", "postgres:", 1))
    assert store.workspace(ADA).snapshot().goals.empty
    store.close()


def test_two_who_bring_a_database_up_to_date_at_the_same_time_both_can(tmp_path: Path) -> None:
    url, start = f"sqlite:///{tmp_path / 'askwell.db'}", Barrier(4)
    stores: list[Store] = []

    def open_it() -> None:
        start.wait()
        stores.append(Store(url))

    threads = [Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(stores) == 4
    for store in stores:
        store.workspace(ADA).snapshot()
        store.close()
