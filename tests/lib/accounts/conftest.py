"""A desk on each engine at which accounts are asked for, on a Monday that stands still until a test moves on."""

from collections.abc import Callable, Iterator

import pytest
import time_machine

from lib.accounts.desk import AccountDesk
from lib.settings import settings
from lib.store.store import Store
from tests.cast import NOW
from tests.lib.accounts.people import CHEAP, CheckedPhrases, People, gathered, lock_with

KEY = "a key of the host that nobody can guess"

Configure = Callable[..., None]


@pytest.fixture
def moment() -> Iterator[time_machine.Traveller]:
    """What moves the clock of the process: sessions are confirmed by it, and not by a desk's."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def store(store_url: str, moment: time_machine.Traveller) -> Iterator[Store]:
    """A store in which nobody has a workspace yet, by the same clock as the desk."""
    assert moment
    opened = Store(store_url)
    yield opened
    opened.close()


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Iterator[Configure]:
    """Set settings by name: `configure(sign_up="open")`."""

    def configure(**values: object) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"ASKWELL_{name.upper()}", str(value))
        settings.cache_clear()

    configure(mode="hosted")
    yield configure
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def checked() -> CheckedPhrases:
    """Checks pass phrases, and remembers which."""
    return CheckedPhrases()


@pytest.fixture
def desk(store: Store, checked: CheckedPhrases, configure: Configure, monkeypatch: pytest.MonkeyPatch) -> AccountDesk:
    """The desk of one server."""
    configure(secret_key=KEY)
    lock_with(monkeypatch, CHEAP)
    return AccountDesk(store.engine, KEY, checked)


@pytest.fixture
def other_desk(store_url: str, checked: CheckedPhrases, desk: AccountDesk) -> Iterator[AccountDesk]:
    """The desk of a second server (or of the same after a restart) on the same database."""
    opened = Store(store_url)
    yield AccountDesk(opened.engine, desk.secret_key, checked)
    opened.close()


@pytest.fixture
def people(desk: AccountDesk) -> People:
    """Two workshops with their people, and an administrator."""
    return gathered(desk)
