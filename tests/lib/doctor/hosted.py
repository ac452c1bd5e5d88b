"""Settings and options that are safe, for tests that make one of them dangerous."""

from typing import Any

from pydantic import SecretStr

from lib.settings import Mode, Settings

KEY = "k3Jx9QmZ2vTr7LwP5sYc8NdF4hGb6RaE"
SAFE_OPTIONS: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.allowedOrigins": [],
    "logger.enableRich": False,
    "runner.magicEnabled": False,
    "server.address": "0.0.0.0",  # noqa: S104 - a container listens on all of its addresses
    "server.allowedHosts": ("askwell.example.org", "localhost"),
    "server.corsAllowedOrigins": [],
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": True,
    "server.enableXsrfProtection": True,
    "server.maxMessageSize": 25,
    "server.trustedUserHeaders": {"X-Askwell-Actor": "actor"},
    "server.unsafeMetricsUserAttributes": [],
}


def hosted_settings(**others: Any) -> Settings:
    """Return the settings of a safe site, except for what is named."""
    safe: dict[str, Any] = {
        "mode": Mode.HOSTED,
        "database_url": "postgresql://askwell_app@db/askwell",
        "secret_key": SecretStr(KEY),
        "address": "https://askwell.example.org",
    }
    return Settings(**(safe | others))
