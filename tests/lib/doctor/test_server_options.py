"""The doctor looks at the options of the Streamlit server."""

import pytest

from lib.doctor import findings
from lib.doctor.server_options import IDENTITY_HEADERS, variable
from lib.settings import Mode, Settings
from lib.ui.streamlit_options import options_of_a_server_here, server_options
from tests.lib.doctor.hosted import SAFE_OPTIONS, hosted_settings

PERSONAL = Settings(mode=Mode.PERSONAL)


def _refused(changed: dict[str, object], address: str = "https://askwell.example.org") -> list[str]:
    found = findings(hosted_settings(address=address), SAFE_OPTIONS | changed, None, {})
    return [finding.name for finding in found if "does not answer" not in finding.sentence]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("browser.gatherUsageStats", True),
        ("client.showErrorDetails", "full"),
        ("client.showErrorDetails", "stacktrace"),
        ("client.showErrorDetails", None),
        ("client.allowedOrigins", ["https://*.streamlit.app"]),
        ("logger.enableRich", True),
        ("runner.magicEnabled", True),
        ("server.enableAgentApi", True),
        ("server.enableCORS", False),
        ("server.enableXsrfProtection", False),
        ("server.maxMessageSize", 200),
        ("server.maxMessageSize", 0),
        ("server.maxMessageSize", None),
        ("server.trustedUserHeaders", {}),
        ("server.trustedUserHeaders", IDENTITY_HEADERS | {"X-Email": "email"}),
        ("server.trustedUserHeaders", {"X-Email": "actor"}),
        ("server.unsafeMetricsUserAttributes", ["actor"]),
        ("server.corsAllowedOrigins", ["*"]),
        ("server.corsAllowedOrigins", ["https://elsewhere.example.org"]),
        ("server.allowedHosts", []),
        ("server.allowedHosts", None),
        ("server.allowedHosts", ["*"]),
        ("server.allowedHosts", ["askwell.example.org", "*.example.org"]),
        ("server.allowedHosts", ["localhost", "127.0.0.1"]),
        # Streamlit wants blanks between names; with a comma it is one name that nobody has.
        ("server.allowedHosts", ("askwell.example.org,localhost",)),
        ("server.allowedHosts", "elsewhere.askwell.example.org"),
    ],
)
def test_a_dangerous_option_is_refused_by_name(option: str, value: object) -> None:
    assert _refused({option: value}) == [option]


def test_every_rule_refuses_a_server_that_tells_nothing() -> None:
    found = findings(hosted_settings(), {}, None, {})
    assert {"server.enableCORS", "server.trustedUserHeaders", "server.allowedHosts"} <= {each.name for each in found}


def test_our_own_origin_may_be_named() -> None:
    assert _refused({"server.corsAllowedOrigins": ["https://askwell.example.org/"]}) == []


def test_a_site_on_this_machine_may_be_called_localhost() -> None:
    assert _refused({"server.allowedHosts": ["localhost"]}, "http://localhost:8501") == []


def test_the_variables_are_called_as_streamlit_calls_them() -> None:
    from streamlit import config  # noqa: PLC0415 - the one test that compares with Streamlit itself

    known = config.get_config_options()
    assert {name: variable(name) for name in SAFE_OPTIONS} == {name: known[name].env_var for name in SAFE_OPTIONS}


def test_at_home_statistics_are_refused_and_an_open_address_is_a_warning() -> None:
    safe = {"browser.gatherUsageStats": False, "server.address": "localhost"}
    assert findings(PERSONAL, safe, None, {}) == []
    (refused,) = findings(PERSONAL, safe | {"browser.gatherUsageStats": True}, None, {})
    assert (refused.name, refused.is_refused) == ("browser.gatherUsageStats", True)
    (warned,) = findings(PERSONAL, safe | {"server.address": "0.0.0.0"}, None, {})  # noqa: S104 - the point
    assert (warned.name, warned.is_refused) == ("server.address", False)


def test_the_shipped_configuration_is_safe_at_home() -> None:
    assert findings(PERSONAL, server_options(), None, {}) == []


def test_the_shipped_configuration_reads_no_large_message_of_a_stranger() -> None:
    assert _refused({"server.maxMessageSize": server_options()["server.maxMessageSize"]}) == []


def test_variables_count_as_on_streamlits_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_ALLOWED_HOSTS", "askwell.example.org localhost")
    monkeypatch.setenv("STREAMLIT_SERVER_TRUSTED_USER_HEADERS", '{"X-Askwell-Actor": "actor"}')
    options = options_of_a_server_here()
    monkeypatch.undo()
    again = options_of_a_server_here()
    assert options["server.allowedHosts"] == ("askwell.example.org", "localhost")
    assert options["server.trustedUserHeaders"] == IDENTITY_HEADERS
    assert again["server.allowedHosts"] == ["localhost", "127.0.0.1"]
