"""Looks at the options of the Streamlit server, which `.streamlit/config.toml` sets safely and a host may loosen."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lib.doctor.finding import Finding
from lib.doctor.own_settings import is_local, site
from lib.identity import HEADER
from lib.settings import Settings

MOST_MEGABYTES = 25  # of one message; a page with its largest table needs a small part of it
# Who is signed in, as `lib.identity` tells it; Streamlit then refuses another person's session id.
IDENTITY_HEADERS = {HEADER: "actor"}


@dataclass(frozen=True)
class _Rule:
    """What an option must be, how to set it, and why."""

    option: str
    holds: Callable[[object], bool]
    value: str
    why: str

    def finding(self) -> Finding:
        return Finding(self.option, f"{self.why} Set {variable(self.option)} to {self.value}.")


def _is_on(value: object) -> bool:
    return value is True


def _is_off(value: object) -> bool:
    return value is False or value is None


def _is_empty(value: object) -> bool:
    return not value


def _is_small_message(value: object) -> bool:
    return isinstance(value, int | float) and 0 < value <= MOST_MEGABYTES


_STATISTICS = _Rule(
    "browser.gatherUsageStats", _is_off, "false", "Streamlit would send statistics about people to its maker."
)
_RULES = (
    _STATISTICS,
    _Rule(
        "client.showErrorDetails",
        lambda value: value == "none",
        "none",
        "Error pages would show people's words, and perhaps the database's password.",
    ),
    _Rule("server.enableXsrfProtection", _is_on, "true", "Other web sites could upload in a person's name."),
    _Rule("server.enableCORS", _is_on, "true", "Other web sites could open a person's session from their browser."),
    _Rule(
        "client.allowedOrigins",
        _is_empty,
        "nothing",
        "Another site could put Askwell into a frame and steer it from there.",
    ),
    _Rule(
        "server.maxMessageSize",
        _is_small_message,
        str(MOST_MEGABYTES),
        "Anybody could fill the memory, because the server reads so many megabytes before it asks who sends them.",
    ),
    _Rule("runner.magicEnabled", _is_off, "false", "A stray expression in a page would print itself, data and all."),
    _Rule("server.enableAgentApi", _is_off, "false", "Programs could drive the pages beside people's browsers."),
    _Rule("logger.enableRich", _is_off, "false", "Errors would be printed past the log, with people's words in them."),
    _Rule(
        "server.unsafeMetricsUserAttributes", _is_empty, "nothing", "Streamlit's own figures would tell people apart."
    ),
    _Rule(
        "server.trustedUserHeaders",
        lambda value: value == IDENTITY_HEADERS,
        json.dumps(IDENTITY_HEADERS),
        "Without exactly this header, whoever learns a session's id could take the session over.",
    ),
)


def hosted(settings: Settings, options: Mapping[str, object]) -> Iterator[Finding]:
    """Give what is wrong with the server's options where people sign in."""
    yield from (rule.finding() for rule in _RULES if not rule.holds(options.get(rule.option)))
    yield from _allowed_hosts(settings, _texts(options.get("server.allowedHosts")))
    yield from _allowed_origins(settings, _texts(options.get("server.corsAllowedOrigins")))


def personal(options: Mapping[str, object]) -> Iterator[Finding]:
    """Give what is wrong with the server's options where one person uses it at their own computer."""
    if not _STATISTICS.holds(options.get(_STATISTICS.option)):
        yield _STATISTICS.finding()
    if not is_local(str(options.get("server.address") or "")):
        yield Finding(
            "server.address",
            "Whoever can reach this address sees your data, because nobody has to sign in. "
            f"Set {variable('server.address')} to localhost.",
            is_refused=False,
        )


def variable(option: str) -> str:
    """Return the name of the environment variable that sets an option of Streamlit."""
    return "STREAMLIT_" + re.sub(r"(?<=[a-z])(?=[A-Z])|\.", "_", option).upper()


def _allowed_hosts(settings: Settings, allowed: list[str]) -> Iterator[Finding]:
    name = "server.allowedHosts"
    host = site(settings.address).hostname or "the host of ASKWELL_ADDRESS"
    cure = f"Set {variable(name)} to “{host} localhost” (names with a blank between them)."
    if not allowed or any("*" in one for one in allowed):
        yield Finding(name, f"Any name would be answered, so another site could pass Askwell off as its own. {cure}")
    elif host not in allowed:
        yield Finding(name, f"People could not get in: ASKWELL_ADDRESS is not among the names. {cure}")


def _allowed_origins(settings: Settings, allowed: list[str]) -> Iterator[Finding]:
    parts = site(settings.address)
    if any(origin.rstrip("/") != f"{parts.scheme}://{parts.netloc}" for origin in allowed):
        name = "server.corsAllowedOrigins"
        yield Finding(
            name,
            "Another web site could open a person's session from their browser. "
            f"Leave {variable(name)} empty, or set it to ASKWELL_ADDRESS.",
        )


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(one) for one in value] if isinstance(value, list | tuple) else []
