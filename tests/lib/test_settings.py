"""Settings from outside."""

import stat
from pathlib import Path

import pytest
from pydantic import ValidationError

from lib.settings import DATABASE_FILE, Settings, settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the machine on which the tests run may have set."""
    for name in ("ASKWELL_DATA_DIR", "ASKWELL_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    settings.cache_clear()


def test_nothing_has_to_be_set() -> None:
    assert Settings().data_dir.name == "askwell"
    assert Settings().place() == str(Settings().data_dir / DATABASE_FILE)


def test_the_data_folder_is_made_for_its_owner_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "askwell"
    monkeypatch.setenv("ASKWELL_DATA_DIR", str(folder))

    assert Settings().store_url() == f"sqlite:///{folder}/askwell.db"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert Settings().store_url()


def test_asking_for_the_place_makes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASKWELL_DATA_DIR", str(tmp_path / "new"))
    assert Settings().place() == str(tmp_path / "new" / DATABASE_FILE)
    assert not (tmp_path / "new").exists()


def test_a_database_that_is_set_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASKWELL_DATA_DIR", str(tmp_path / "new"))
    monkeypatch.setenv("ASKWELL_DATABASE_URL", "postgresql://db/askwell")
    assert Settings().store_url() == "postgresql://db/askwell"
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("postgresql://ada:secret@db.example.org:5432/askwell", "db.example.org:5432/askwell"),
        ("postgresql://ada:p@ss:w/rd@db/askwell", "db/askwell"),
        ("postgresql://db/askwell?user=ada&password=secret", "db/askwell"),
        ("postgresql://ada:secret@db/askwell?sslmode=require", "db/askwell"),
    ],
)
def test_no_secret_is_told_with_the_place(monkeypatch: pytest.MonkeyPatch, url: str, place: str) -> None:
    monkeypatch.setenv("ASKWELL_DATABASE_URL", url)
    told = Settings().place()
    assert told.removeprefix("postgresql://") == place
    assert "secret" not in told


def test_settings_are_not_changed_while_running() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().database_url = "sqlite://"  # type: ignore[misc]  # that is the point


def test_a_process_reads_its_settings_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = settings()
    monkeypatch.setenv("ASKWELL_DATA_DIR", str(tmp_path))
    assert settings() is first
    settings.cache_clear()
