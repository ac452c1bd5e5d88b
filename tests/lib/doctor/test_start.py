"""What the doctor does at the start, and on the command line."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lib.doctor import DoctorRefusalError, check_at_start
from lib.settings import Mode, Settings
from tests.lib.doctor.hosted import KEY, SAFE_OPTIONS, hosted_settings

ROOT = Path(__file__).parents[3]


def _doctor(**variables: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ASKWELL_", "STREAMLIT_"))}
    return subprocess.run(
        [sys.executable, "-m", "lib.doctor"],
        cwd=ROOT,
        env=clean | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_setting_that_holds_what_it_can_not_is_named_without_what_it_holds() -> None:
    asked = _doctor(ASKWELL_DEMO="sometimes", ASKWELL_DEMO_HOURS="a day")
    assert (asked.returncode, asked.stdout) == (1, "")
    first, *lines = asked.stderr.splitlines()
    assert first == "These settings can't be read; docs/hosting.md lists what each may be:"
    assert [line.split(": ")[0] for line in lines] == ["ASKWELL_DEMO", "ASKWELL_DEMO_HOURS"]
    assert "sometimes" not in asked.stderr


def test_all_that_is_refused_is_told_at_once() -> None:
    dangerous = SAFE_OPTIONS | {"server.enableCORS": False, "server.enableXsrfProtection": False}
    with pytest.raises(DoctorRefusalError) as raised:
        check_at_start(hosted_settings(address="", database_url=""), dangerous, {})
    lines = str(raised.value).splitlines()
    assert lines[0] == "Askwell does not start, because its settings are dangerous:"
    assert [line.split(": ")[1] for line in lines[1:]] == [
        "ASKWELL_ADDRESS",
        "ASKWELL_DATABASE_URL",
        "server.enableXsrfProtection",
        "server.enableCORS",
        "server.allowedHosts",
    ]


def test_a_warning_is_logged_and_lets_askwell_start(caplog: pytest.LogCaptureFixture) -> None:
    options = SAFE_OPTIONS | {"server.address": "192.0.2.7"}
    with caplog.at_level(logging.WARNING, logger="askwell.doctor"):
        check_at_start(Settings(mode=Mode.PERSONAL), options, {})
    (line,) = caplog.messages
    assert line.startswith("warning: server.address: Whoever can reach this address sees your data")


def test_the_command_says_that_nothing_is_wrong() -> None:
    told = _doctor()
    assert (told.returncode, told.stdout) == (0, "Nothing is wrong with the settings.\n")


def test_the_command_warns_without_refusing() -> None:
    told = _doctor(STREAMLIT_SERVER_ADDRESS="0.0.0.0")  # noqa: S104 - the point of the test
    assert told.returncode == 0
    assert told.stdout.startswith("warning: server.address: ")


def test_the_command_refuses_a_bare_hosted_mode_by_name() -> None:
    told = _doctor(ASKWELL_MODE="hosted", STREAMLIT_SERVER_ENABLE_CORS="false")
    names = [line.split(": ")[1] for line in told.stdout.splitlines() if line.startswith("refused: ")]
    assert told.returncode == 1
    assert {"ASKWELL_SECRET_KEY", "ASKWELL_DATABASE_URL", "server.enableCORS"} <= set(names)


def test_the_command_lets_a_safe_site_through(postgres_url: str) -> None:
    told = _doctor(
        ASKWELL_MODE="hosted",
        ASKWELL_SECRET_KEY=KEY,
        ASKWELL_ADDRESS="https://askwell.example.org",
        ASKWELL_DATABASE_URL=postgres_url,
        STREAMLIT_SERVER_ALLOWED_HOSTS="askwell.example.org localhost",
        STREAMLIT_SERVER_TRUSTED_USER_HEADERS='{"X-Askwell-Actor": "actor"}',
        STREAMLIT_LOGGER_ENABLE_RICH="false",
    )
    assert (told.returncode, told.stdout) == (0, "Nothing is wrong with the settings.\n"), told.stderr
