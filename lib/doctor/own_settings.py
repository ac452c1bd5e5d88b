"""Looks at Askwell's own settings, and at what surrounds the process."""

from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import SplitResult, urlsplit

from lib.doctor.finding import Finding
from lib.settings import PREFIX, Settings

SECRET_LENGTH = 32
TOKEN_LENGTH = 24
_FEWEST_CHARACTERS = 10
# Words of keys that stand in somebody's instructions, so that everybody knows them.
_KNOWN = ("change", "example", "secret", "password", "askwell", "replace", "0123456789", "abcdefgh")
_NEW_KEY = 'python -c "import secrets; print(secrets.token_hex(32))"'
_LOCAL = ("localhost", "127.0.0.1", "::1")
# On the internet, a network of proxies is at most so wide: 256 addresses of IPv4, or what one customer has of IPv6.
_WIDEST = {4: 24, 6: 48}
_MAPPED = IPv6Network("::ffff:0:0/96")  # every address of IPv4, written as one of IPv6


def findings(settings: Settings, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Give what is wrong with the settings of a hosted Askwell."""
    yield from _secret_key(settings.secret_key.get_secret_value())
    yield from _metrics_token(settings.metrics_token.get_secret_value())
    yield from _address(settings.address)
    yield from _database(settings.database_url)
    yield from _surroundings(environment)
    yield from _unknown(environment)


def site(address: str) -> SplitResult:
    """Return the parts of the address under which people find Askwell; empty ones where it is no address."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return urlsplit("")
    return parts


def is_local(host: str) -> bool:
    """Tell whether a host name means this very machine."""
    return host in _LOCAL


def _unknown(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Warn of variables that set nothing: a mistyped name leaves the real one at its default."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    for name in sorted(environment):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            yield Finding(name, "There is no such setting; docs/hosting.md lists them all.", is_refused=False)


def _secret_key(key: str) -> Iterator[Finding]:
    name = "ASKWELL_SECRET_KEY"
    if not key:
        yield Finding(name, f"There is none. Make one with: {_NEW_KEY}")
    elif len(key) < SECRET_LENGTH:
        yield Finding(name, f"It is shorter than {SECRET_LENGTH} characters. Make one with: {_NEW_KEY}")
    elif is_guessable(key):
        yield Finding(name, f"It can be guessed. Make one with: {_NEW_KEY}")


def is_guessable(key: str) -> bool:
    """Tell whether a key is one that people think of, or that stands in somebody's instructions."""
    is_repeated = key in (key + key)[1:-1]
    is_known = any(word in key.casefold() for word in _KNOWN)
    return len(set(key)) < _FEWEST_CHARACTERS or is_repeated or is_known


def _metrics_token(token: str) -> Iterator[Finding]:
    name = "ASKWELL_METRICS_TOKEN"
    if token and (len(token) < TOKEN_LENGTH or is_guessable(token)):
        yield Finding(
            name, f"It can be guessed. Make one with: {_NEW_KEY}; or leave it empty, and nobody reads /metrics."
        )


def _address(address: str) -> Iterator[Finding]:
    name = "ASKWELL_ADDRESS"
    parts = site(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        yield Finding(name, "Set it to where people find Askwell, such as https://askwell.example.org")
    elif parts.scheme != "https" and not is_local(parts.hostname):
        yield Finding(name, "It must begin with https: what people write would travel open to everybody on the way.")


def _database(url: str) -> Iterator[Finding]:
    name = "ASKWELL_DATABASE_URL"
    if not url or url.startswith("sqlite"):
        yield Finding(
            name,
            "Where people sign in, the database must be PostgreSQL, whose row security keeps them apart. "
            "Set it to postgresql://ROLE:PASSWORD@HOST/NAME",
        )


def _surroundings(environment: Mapping[str, str]) -> Iterator[Finding]:
    if any(_is_anybody(proxy.strip()) for proxy in environment.get("FORWARDED_ALLOW_IPS", "").split(",")):
        yield Finding(
            "FORWARDED_ALLOW_IPS",
            "Anybody could claim to come from any address, and the throttle would believe it. "
            "Set it to the address of your proxy.",
        )
    if environment.get("WEB_CONCURRENCY", "1") != "1":
        yield Finding(
            "WEB_CONCURRENCY",
            "Several workers behind one port lose uploads and sessions. "
            "Take it away; to serve more people, start more replicas behind a proxy with sticky sessions.",
        )


def _is_anybody(proxy: str) -> bool:
    """Tell whether an entry of FORWARDED_ALLOW_IPS means everybody, or a wide piece of the internet."""
    network = _network(proxy)
    if network is None:
        return "*" in proxy
    if isinstance(network, IPv6Network) and network.overlaps(_MAPPED):
        length = max(0, network.prefixlen - _MAPPED.prefixlen)
        network = IPv4Network((int(network.network_address) & 0xFFFF_FFFF, length))
    return not network.is_private and network.prefixlen < _WIDEST[network.version]


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None
