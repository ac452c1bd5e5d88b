"""What Streamlit is told follows from Askwell's own settings."""

from collections.abc import Iterator

import pytest
from streamlit import config

from lib.settings import Settings
from lib.ui.streamlit_site import follow_settings

KEY = "b7c1" * 16


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("STREAMLIT_SERVER_ALLOWED_HOSTS", raising=False)
    names = ("server.allowedHosts", "server.cookieSecret")
    before = {name: (config.get_option(name), config.get_where_defined(name)) for name in names}
    yield
    for name, (value, where) in before.items():
        config._set_option(name, value, where)  # noqa: SLF001 - the way back that Streamlit's own tests use


def hosted(**more: str) -> Settings:
    return Settings.model_validate({"mode": "hosted", "secret_key": KEY, **more})


def test_it_answers_to_the_name_of_the_site() -> None:
    follow_settings(hosted(address="https://askwell.example.org"))
    assert config.get_option("server.allowedHosts") == ["askwell.example.org", "localhost"]


def test_names_that_the_host_set_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    before = config.get_option("server.allowedHosts")
    monkeypatch.setenv("STREAMLIT_SERVER_ALLOWED_HOSTS", "askwell.example.org")
    follow_settings(hosted(address="https://elsewhere.example.org"))
    assert config.get_option("server.allowedHosts") == before


def test_every_replica_signs_with_the_same_key_and_not_with_ours() -> None:
    follow_settings(hosted())
    first = config.get_option("server.cookieSecret")
    follow_settings(hosted())
    assert config.get_option("server.cookieSecret") == first
    assert len(first) == 64
    assert KEY not in first


def test_at_ones_own_computer_nothing_is_changed() -> None:
    before = [config.get_option(name) for name in ("server.allowedHosts", "server.cookieSecret")]
    follow_settings(Settings(address="https://askwell.example.org"))
    assert [config.get_option(name) for name in ("server.allowedHosts", "server.cookieSecret")] == before
