"""What lies ready for whoever hosts agrees with the program."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from pydantic import SecretStr

from lib.doctor import findings
from lib.doctor.server_options import variable
from lib.settings import Settings
from tests.lib.doctor.hosted import KEY, SAFE_OPTIONS

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
SERVICES: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
EXAMPLE = dict(
    line.split("=", maxsplit=1)
    for line in (ROOT / "deploy/env.example").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
FILLED_IN = {"ASKWELL_HOST": "askwell.example.org", "ASKWELL_SECRET_KEY": KEY, "ASKWELL_APP_PASSWORD": "b2"}
SECRETS = {name for name in EXAMPLE if re.search(r"KEY|SECRET|PASSWORD|TOKEN|SMTP", name)}


def _variables(service: str) -> dict[str, str]:
    """Return the variables of a service, as compose fills them in."""

    def filled(found: re.Match[str]) -> str:
        return FILLED_IN.get(found[1], "") or (found[3] if found[2] == ":-" else "")

    told: dict[str, str] = SERVICES[service]["environment"]
    return {name: re.sub(r"\$\{(\w+)(:[-?])?([^}]*)\}", filled, text) for name, text in told.items()}


@pytest.fixture
def hosted(monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings that compose gives to the app."""
    for name, text in _variables("app").items():
        monkeypatch.setenv(name, text)
    return Settings()


def test_every_setting_can_be_set_through_compose() -> None:
    # In a container there is no data folder.
    known = {f"ASKWELL_{name.upper()}" for name in Settings.model_fields} - {"ASKWELL_DATA_DIR"}
    assert {name for name in _variables("app") if name.startswith("ASKWELL_")} == known


def test_what_compose_leaves_open_is_as_in_the_program(hosted: Settings) -> None:
    set_by_compose = {"mode", "address", "secret_key", "database_url"}
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    open_ones = set(defaults) - set_by_compose - {"data_dir"}
    assert {name: getattr(hosted, name) for name in open_ones} == {name: defaults[name] for name in open_ones}


def test_the_doctor_accepts_what_compose_sets(hosted: Settings) -> None:
    variables = _variables("app")
    options = SAFE_OPTIONS | {"server.allowedHosts": variables[variable("server.allowedHosts")].split()}
    found = [finding for finding in findings(hosted, options, None, variables) if "not answer" not in finding.sentence]
    assert found == []


def test_the_app_knows_neither_the_owners_nor_the_superusers_password() -> None:
    assert not {name for name in SERVICES["app"]["environment"] if "OWNER" in name or "POSTGRES" in name}
    assert "askwell_app:" in SERVICES["app"]["environment"]["ASKWELL_DATABASE_URL"]
    assert "askwell_owner:" in SERVICES["migrate"]["environment"]["ASKWELL_DATABASE_URL"]
    assert not any("env_file" in service for service in SERVICES.values())


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"proxy"}
    assert SERVICES["db"]["networks"] == ["inside"]


def test_the_example_names_all_that_compose_asks_for_and_holds_no_secret() -> None:
    asked = set(re.findall(r"\$\{(\w+):\?", COMPOSE))
    assert asked <= set(EXAMPLE)
    assert {name: EXAMPLE[name] for name in SECRETS} == dict.fromkeys(SECRETS, "")
    assert Settings(secret_key=SecretStr(EXAMPLE["ASKWELL_SECRET_KEY"])).secret_key.get_secret_value() == ""


def test_the_image_holds_what_runs_and_nothing_else() -> None:
    let_in = {
        line.removeprefix("!").split("/")[0]
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    copied = set(re.findall(r"^COPY ([\w.]+)", DOCKERFILE, flags=re.MULTILINE))
    assert let_in == copied == {"app.py", ".streamlit", "lib", "pages", "requirements.lock"}
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_runs_as_nobody_special_and_hears_when_to_stop() -> None:
    assert re.search(r"^USER askwell$", DOCKERFILE, flags=re.MULTILINE)
    assert re.search(r'^CMD \["streamlit", "run", "app.py"', DOCKERFILE, flags=re.MULTILINE)
    assert "--require-hashes" in DOCKERFILE


@pytest.mark.parametrize("proxy", ["deploy/Caddyfile", "deploy/nginx.conf"])
def test_both_proxies_shield_what_is_not_for_the_internet(proxy: str) -> None:
    text = (ROOT / proxy).read_text(encoding="utf-8")
    limit = re.search(r"(?:max_size|client_max_body_size) (\d+)", text)
    configured = re.search(r"maxUploadSize = (\d+)", (ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert "X-Askwell-Actor" in text
    assert "/_stcore/metrics" in text
    assert limit
    assert configured
    assert int(limit[1]) == int(configured[1]) + 1


def test_the_pages_on_hosting_name_every_setting() -> None:
    pages = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
    missing = {name for name in Settings.model_fields if f"`ASKWELL_{name.upper()}`" not in pages}
    assert missing == set()
