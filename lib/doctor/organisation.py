"""Looks at how an organisation signs people in: our settings, and what Streamlit's secrets say under [auth]."""

from collections.abc import Iterator, Mapping
from urllib.parse import SplitResult

from lib.doctor.finding import Finding
from lib.doctor.own_settings import SECRET_LENGTH, is_guessable, is_local, site
from lib.settings import Settings, SignUp

# Under this name `lib.ui.streamlit_options` gives what stands in the secrets under [auth].
SECRETS = "secrets.auth"
_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_WHERE = "docs/hosting.md says where to put it."


def findings(settings: Settings, options: Mapping[str, object]) -> Iterator[Finding]:
    """Give what is wrong; nothing where people sign in by pass phrase alone."""
    if not settings.organisation:
        if not settings.pass_phrases:
            yield Finding("ASKWELL_PASS_PHRASES", "Nobody could sign in. Set it to on, or set ASKWELL_ORGANISATION.")
        return
    section = options.get(SECRETS)
    told = {str(name): str(value) for name, value in section.items()} if isinstance(section, Mapping) else {}
    if not told:
        yield Finding("ASKWELL_ORGANISATION", f"Streamlit's secrets have no part [auth] that says how. {_WHERE}")
        return
    yield from (_finding(name, f"There is none. {_WHERE}") for name in _NEEDED if not told.get(name))
    yield from _cookie_secret(told.get("cookie_secret", ""))
    yield from _redirect(settings, told.get("redirect_uri", ""), str(options.get("server.port")))
    yield from _provider(settings, site(told.get("server_metadata_url", "")))
    if told.get("expose_tokens"):
        yield _finding("expose_tokens", "The organisation's tokens would lie in every page. Take it away.")


def _finding(name: str, sentence: str, *, is_refused: bool = True) -> Finding:
    return Finding(f"[auth] {name}", sentence, is_refused)


def _cookie_secret(secret: str) -> Iterator[Finding]:
    cure = 'Make one with: python -c "import secrets; print(secrets.token_hex(32))"'
    if secret and (len(secret) < SECRET_LENGTH or is_guessable(secret)):
        yield _finding("cookie_secret", f"Whoever guesses it signs in as anybody. {cure}")


def _redirect(settings: Settings, uri: str, port: str) -> Iterator[Finding]:
    expected = f"{settings.address.rstrip('/')}/oauth2callback"
    if uri and uri.replace("{port}", port) != expected:
        yield _finding("redirect_uri", f"People would not come back to this site. Set it to {expected}")


def _provider(settings: Settings, address: SplitResult) -> Iterator[Finding]:
    host = address.hostname or ""
    if host and address.scheme != "https" and not is_local(host):
        yield _finding(
            "server_metadata_url", "It must begin with https, or somebody on the way could vouch for anybody."
        )
    if settings.sign_up is SignUp.OPEN and _is_for_everybody(host, address.path):
        sentence = "Anybody in the world has an account there or can make one, and so can come in. If that is not meant"
        yield _finding("server_metadata_url", f"{sentence}, set ASKWELL_SIGN_UP to invited.", is_refused=False)


def _is_for_everybody(host: str, path: str) -> bool:
    tenant = path.strip("/").split("/")[0]
    return host == "accounts.google.com" or (
        host == "login.microsoftonline.com" and tenant in {"common", "consumers", "organizations"}
    )
