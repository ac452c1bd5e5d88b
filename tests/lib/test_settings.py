"""Settings from outside."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from lib.settings import DATABASE_FILE, Demo, Mode, Settings, SignUp, settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the machine on which the tests run may have set."""
    for name in [name for name in os.environ if name.startswith("ASKWELL_")]:
        monkeypatch.delenv(name)
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


# Where people sign in.


def test_nobody_signs_in_and_nothing_is_open_until_somebody_says_so() -> None:
    unset = Settings()
    assert (unset.mode, unset.is_hosted) == (Mode.PERSONAL, False)
    assert (unset.sign_up, unset.demo) == (SignUp.INVITED, Demo.OFF)
    assert {secret.get_secret_value() for secret in (unset.secret_key, unset.metrics_token)} == {""}
    assert unset.address == "http://localhost:8501"


def test_a_site_is_made_by_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "MODE": "hosted",
        "SIGN_UP": "open",
        "DEMO": "only",
        "DEMO_HOURS": "2",
        "ADDRESS": "https://askwell.example.org",
    }.items():
        monkeypatch.setenv(f"ASKWELL_{name}", value)
    site = Settings()
    assert site.is_hosted
    assert (site.sign_up, site.demo, site.demo_hours) == (SignUp.OPEN, Demo.ONLY, 2)
    assert site.address == "https://askwell.example.org"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODE", "Hosted, please"),
        ("MODE", ""),
        ("SIGN_UP", "everybody"),
        ("DEMO", "yes"),
        ("DEMO_HOURS", "0"),
        ("DEMO_HOURS", "721"),
        ("SESSION_IDLE_HOURS", "0"),
        ("SESSION_IDLE_HOURS", "25"),
        ("SESSION_HOURS", "25"),
        ("SESSION_HOURS", "-1"),
        ("REMEMBER_DAYS", "91"),
        ("AUDIT_DAYS", "29"),
        ("AUDIT_DAYS", "many"),
    ],
)
def test_what_cannot_be_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"ASKWELL_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_no_secret_shows_where_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET_KEY", "METRICS_TOKEN"):
        monkeypatch.setenv(f"ASKWELL_{name}", f"the words of {name}")
    site = Settings()
    assert site.secret_key.get_secret_value() == "the words of SECRET_KEY"
    assert "the words of" not in f"{site!r} {site} {site.model_dump()} {site.model_dump_json()}"


def test_a_session_that_is_remembered_lasts_days_and_may_lie_unused_as_long() -> None:
    unset = Settings()
    assert unset.session_life(is_remembered=True) == timedelta(days=30)
    assert unset.session_idle(is_remembered=True) == timedelta(days=30)


def test_any_other_session_lasts_hours_and_less_when_it_lies_unused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().session_life(is_remembered=False) == timedelta(hours=12)
    assert Settings().session_idle(is_remembered=False) == timedelta(hours=2)
    monkeypatch.setenv("ASKWELL_SESSION_HOURS", "3")
    monkeypatch.setenv("ASKWELL_SESSION_IDLE_HOURS", "1")
    assert Settings().session_life(is_remembered=False) == timedelta(hours=3)
    assert Settings().session_idle(is_remembered=False) == timedelta(hours=1)
