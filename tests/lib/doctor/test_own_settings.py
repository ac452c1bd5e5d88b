"""The doctor looks at Askwell's own settings."""

import pytest
from pydantic import SecretStr

from lib.doctor import findings
from lib.settings import Mode, Settings
from tests.lib.doctor.hosted import SAFE_OPTIONS, hosted_settings


def _refused(settings: Settings, environment: dict[str, str] | None = None) -> set[str]:
    found = findings(settings, SAFE_OPTIONS, None, environment or {})
    # The database has tests of its own; here nobody opens it.
    return {finding.name for finding in found if finding.is_refused and "does not answer" not in finding.sentence}


def test_a_variable_that_sets_nothing_is_named() -> None:
    told = {"ASKWELL_SIGNUP": "open", "ASKWELL_SIGN_UP": "open", "PATH": "/bin"}
    found = [finding for finding in findings(hosted_settings(), SAFE_OPTIONS, None, told) if not finding.is_refused]
    assert [finding.name for finding in found] == ["ASKWELL_SIGNUP"]


def test_safe_settings_are_let_through() -> None:
    assert _refused(hosted_settings()) == set()


@pytest.mark.parametrize(
    "key",
    [
        "",
        "k3Jx9QmZ2vTr7LwP5sYc8NdF4hGb6Ra",  # 31 characters
        "a" * 40,
        "aabbcaabcbbacabcabcbaabbccaabbcabcabca",
        "abababababababababababababababababababab",
        "k3Jx9QmZ2vTrk3Jx9QmZ2vTrk3Jx9QmZ2vTr",
        "change-me-change-it-to-Q8z2vTr7LwP5sYc",
        "Please-CHANGE-me-k3Jx9QmZ2vTr7LwP5sYc8",
        "0123456789abcdefghijklmnopqrstuvwxyz",
    ],
)
def test_a_secret_key_that_can_be_guessed_is_refused(key: str) -> None:
    assert _refused(hosted_settings(secret_key=SecretStr(key))) == {"ASKWELL_SECRET_KEY"}


def test_no_finding_repeats_the_key() -> None:
    key = "change-me-k3Jx9QmZ2vTr7LwP5sYc8NdF4hGb"
    (found, *_) = findings(hosted_settings(secret_key=SecretStr(key)), SAFE_OPTIONS, None, {})
    assert found.name == "ASKWELL_SECRET_KEY"
    assert key not in str(found)


@pytest.mark.parametrize("address", ["", "askwell.example.org", "ftp://a.org", "https://", "https://a.org:port"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    assert "ASKWELL_ADDRESS" in _refused(hosted_settings(address=address))


def test_an_address_without_tls_is_refused_unless_it_is_this_machine() -> None:
    assert "ASKWELL_ADDRESS" in _refused(hosted_settings(address="http://askwell.example.org"))
    assert "ASKWELL_ADDRESS" not in _refused(hosted_settings(address="http://localhost:8501"))


@pytest.mark.parametrize("url", ["", "sqlite:////var/askwell.db"])
def test_sqlite_is_refused_where_people_sign_in(url: str) -> None:
    assert _refused(hosted_settings(database_url=url)) == {"ASKWELL_DATABASE_URL"}


def test_a_short_metrics_token_is_refused_and_none_is_fine() -> None:
    assert _refused(hosted_settings(metrics_token=SecretStr("let-me-in"))) == {"ASKWELL_METRICS_TOKEN"}
    assert _refused(hosted_settings(metrics_token=SecretStr("k3Jx9QmZ2vTr7LwP5sYc8NdF4"))) == set()


def test_trusting_every_proxy_is_refused() -> None:
    assert _refused(hosted_settings(), {"FORWARDED_ALLOW_IPS": "*"}) == {"FORWARDED_ALLOW_IPS"}
    assert _refused(hosted_settings(), {"FORWARDED_ALLOW_IPS": "172.28.0.2"}) == set()


@pytest.mark.parametrize(
    "proxies",
    [
        "0.0.0.0/0",
        "::/0",
        "::ffff:0:0/96",
        "::/64",
        "172.28.0.2, 0.0.0.0/0",
        "0.0.0.0/1,128.0.0.0/1",
        "0.0.0.0/32,8.0.0.0/8",
        "93.184.0.0/16",
        "2001:4860::/32",
        "*,127.0.0.1",
    ],
)
def test_trusting_a_wide_piece_of_the_internet_is_refused(proxies: str) -> None:
    assert _refused(hosted_settings(), {"FORWARDED_ALLOW_IPS": proxies}) == {"FORWARDED_ALLOW_IPS"}


@pytest.mark.parametrize(
    "proxies",
    [
        "",
        "127.0.0.1",
        "172.16.0.0/12, 10.0.0.0/8",
        "fd00::/8",
        "::ffff:10.0.0.0/104",
        "93.184.216.34",
        "93.184.216.0/24",
        "2606:2800:220::/48",
        "/run/askwell.sock",
    ],
)
def test_trusting_proxies_of_our_own_is_let_through(proxies: str) -> None:
    assert _refused(hosted_settings(), {"FORWARDED_ALLOW_IPS": proxies}) == set()


def test_several_workers_in_one_place_are_refused() -> None:
    assert _refused(hosted_settings(), {"WEB_CONCURRENCY": "4"}) == {"WEB_CONCURRENCY"}
    assert _refused(hosted_settings(), {"WEB_CONCURRENCY": "1"}) == set()


def test_one_person_at_their_own_computer_needs_no_key() -> None:
    assert _refused(Settings(mode=Mode.PERSONAL)) == set()
