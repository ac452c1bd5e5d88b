"""The doctor looks at how an organisation signs people in."""

from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit import config

from lib.doctor import Finding, findings
from lib.doctor.organisation import SECRETS
from lib.settings import SignUp
from lib.ui.streamlit_options import server_options
from tests.lib.doctor.hosted import SAFE_OPTIONS, hosted_settings

AUTH = {
    "redirect_uri": "https://askwell.example.org/oauth2callback",
    "cookie_secret": "Yc8NdF4hGb6RaEk3Jx9QmZ2vTr7LwP5s",
    "client_id": "askwell",
    "client_secret": "of the provider",
    "server_metadata_url": "https://id.heron.example/.well-known/openid-configuration",
}
GOOGLE = "https://accounts.google.com/.well-known/openid-configuration"
MICROSOFT = "https://login.microsoftonline.com/{}/v2.0/.well-known/openid-configuration"


def _found(auth: Any = AUTH, port: int = 8501, **settings: Any) -> list[Finding]:
    safe = {"organisation": "Heron Bay University"}
    found = findings(
        hosted_settings(**(safe | settings)), {**SAFE_OPTIONS, SECRETS: auth, "server.port": port}, None, {}
    )
    # The database has tests of its own; here nobody opens it.
    return [finding for finding in found if finding.name != "ASKWELL_DATABASE_URL"]


def _refused(auth: Any = AUTH, **settings: Any) -> list[str]:
    return [finding.name for finding in _found(auth, **settings) if finding.is_refused]


def test_an_organisation_beside_or_instead_of_pass_phrases_is_let_through() -> None:
    assert _found() == []
    assert _found(pass_phrases=False) == []
    assert _found({}, organisation="") == []


def test_a_site_at_which_nobody_could_sign_in_is_refused() -> None:
    assert _refused(organisation="", pass_phrases=False) == ["ASKWELL_PASS_PHRASES"]


@pytest.mark.parametrize("auth", [{}, None, "askwell"])
def test_an_organisation_that_streamlit_knows_nothing_of_is_refused(auth: object) -> None:
    assert _refused(auth) == ["ASKWELL_ORGANISATION"]


@pytest.mark.parametrize("name", AUTH)
def test_what_is_missing_is_named(name: str) -> None:
    assert _refused({key: value for key, value in AUTH.items() if key != name}) == [f"[auth] {name}"]


@pytest.mark.parametrize(
    "secret", ["short", AUTH["cookie_secret"][:31], "a" * 40, "change-me-" + AUTH["cookie_secret"]]
)
def test_a_cookie_secret_that_can_be_guessed_is_refused_and_not_repeated(secret: str) -> None:
    [found] = _found(AUTH | {"cookie_secret": secret})
    assert (found.name, found.is_refused) == ("[auth] cookie_secret", True)
    assert secret not in found.sentence


@pytest.mark.parametrize(
    "uri", ["https://askwell.example.org/", "http://askwell.example.org/oauth2callback", "https://a.org/oauth2callback"]
)
def test_a_way_back_to_somewhere_else_is_refused(uri: str) -> None:
    assert _refused(AUTH | {"redirect_uri": uri}) == ["[auth] redirect_uri"]


def test_the_way_back_may_name_the_port_as_streamlit_lets_it_and_lie_under_a_path() -> None:
    here = AUTH | {"redirect_uri": "http://localhost:{port}/a/oauth2callback"}
    options = {"address": "http://localhost:8765/a/"}
    assert "[auth] redirect_uri" not in {finding.name for finding in _found(here, 8765, **options)}
    assert "[auth] redirect_uri" in {finding.name for finding in _found(here, 8501, **options)}


def test_a_provider_without_encryption_is_refused_unless_it_is_this_machine() -> None:
    assert _refused(AUTH | {"server_metadata_url": "http://id.heron.example"}) == ["[auth] server_metadata_url"]
    assert _refused(AUTH | {"server_metadata_url": "http://127.0.0.1:5000"}) == []


def test_tokens_for_pages_are_refused() -> None:
    assert _refused(AUTH | {"expose_tokens": "id"}) == ["[auth] expose_tokens"]


@pytest.mark.parametrize("url", [GOOGLE, *(MICROSOFT.format(tenant) for tenant in ("common", "organizations"))])
def test_an_open_door_for_the_whole_world_is_a_warning(url: str) -> None:
    [found] = _found(AUTH | {"server_metadata_url": url}, sign_up=SignUp.OPEN)
    assert (found.name, found.is_refused) == ("[auth] server_metadata_url", False)
    assert _found(AUTH | {"server_metadata_url": url}, sign_up=SignUp.INVITED) == []


def test_one_organisation_of_many_at_a_provider_is_no_open_door() -> None:
    url = MICROSOFT.format("7f0c1d2e-heron")
    assert _found(AUTH | {"server_metadata_url": url}, sign_up=SignUp.OPEN) == []


def test_what_streamlit_was_told_is_read_from_its_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secrets.toml"
    monkeypatch.setattr(st.secrets, "_secrets", None)
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(path)])
    try:
        assert server_options()[SECRETS] == {}
        path.write_text("[auth]\n" + "".join(f'{name} = "{value}"\n' for name, value in AUTH.items()))
        assert server_options()[SECRETS] == AUTH
    finally:
        config.set_option("secrets.files", before)
