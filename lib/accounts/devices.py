"""What a browser says of itself, in words that people know."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ua_parser import parse

UNKNOWN: Final = "A device that does not say what it is"
_BROWSERS: Mapping[str, str] = MappingProxyType(
    {
        "HeadlessChrome": "Chrome",
        "Chrome Mobile": "Chrome",
        "Chrome Mobile iOS": "Chrome",
        "Chrome Mobile WebView": "An app",
        "Edge Mobile": "Edge",
        "Firefox Mobile": "Firefox",
        "Firefox iOS": "Firefox",
        "Mobile Safari": "Safari",
        "Mobile Safari UI/WKWebView": "An app",
    }
)
_SYSTEMS: Mapping[str, str] = MappingProxyType({"Mac OS X": "macOS", "iOS": "an iPhone or iPad"})


def device_in_words(user_agent: str) -> str:
    """Return such as “Chrome on Linux” for what a browser sends as User-Agent; it may send anything, so escape it."""
    found = parse(user_agent)
    if found.user_agent is None:
        return UNKNOWN
    browser = _BROWSERS.get(found.user_agent.family, found.user_agent.family)
    if found.os is None:
        return browser
    return f"{browser} on {_SYSTEMS.get(found.os.family, found.os.family)}"
