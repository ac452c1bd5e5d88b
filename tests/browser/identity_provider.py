"""An organisation's sign-in (OpenID Connect): small, real, and strict about what it is asked."""

import base64
import hashlib
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.browser.servers import free_port

CLIENT_ID, CLIENT_SECRET = "askwell", token_urlsafe(24)
REASON = "words of the provider about somebody"
_PATIENCE = 10.0  # seconds
_LIFE = timedelta(minutes=5)


def _new_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "first", "use": "sig", "alg": "RS256"})


@dataclass
class IdentityProvider:
    """One provider on a port of its own, at another host than Askwell's: to a browser, it is another site.

    `here` is what it says of whoever sits before any browser now; with None it signs nobody in. `forged` is laid over
    the claims of its tokens. `objections` is what it did not like in a request.
    """

    here: dict[str, Any] | None = None
    forged: dict[str, Any] = field(default_factory=dict)
    is_key_forged: bool = False
    objections: list[str] = field(default_factory=list)
    signed_out: int = 0
    port: int = field(default_factory=free_port)
    _key: RSAKey = field(default_factory=_new_key)
    _other_key: RSAKey = field(default_factory=_new_key)
    _codes: dict[str, tuple[dict[str, str], dict[str, Any]]] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        """The name under which it vouches for people."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def secrets(self) -> str:
        """What stands in the secrets of an Askwell that uses it; Streamlit fills in its own port."""
        return f"""
[auth]
redirect_uri = "http://localhost:{{port}}/oauth2callback"
cookie_secret = "{token_urlsafe(32)}"
client_id = "{CLIENT_ID}"
client_secret = "{CLIENT_SECRET}"
server_metadata_url = "{self.issuer}/.well-known/openid-configuration"
"""

    def start(self) -> "IdentityProvider":
        """Serve in a thread until `stop`."""
        routes = [
            Route("/.well-known/openid-configuration", self._metadata),
            Route("/authorize", self._authorize),
            Route("/token", self._token, methods=["POST"]),
            Route("/keys", self._keys),
            Route("/end", self._end),
        ]
        config = uvicorn.Config(Starlette(routes=routes), host="127.0.0.1", port=self.port, log_level="warning")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        for _ in range(int(_PATIENCE / 0.05)):
            if self._server.started:
                return self
            threading.Event().wait(0.05)
        raise RuntimeError("The provider did not come up.")

    def stop(self) -> None:
        """End the thread."""
        self._server.should_exit = True
        self._thread.join(_PATIENCE)

    async def _metadata(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "end_session_endpoint": f"{self.issuer}/end",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        is_right = {
            "client_id": asked.get("client_id") == CLIENT_ID,
            "response_type": asked.get("response_type") == "code",
            "scope": "openid" in asked.get("scope", "").split(),
            "state": len(asked.get("state", "")) >= 16,
            "nonce": len(asked.get("nonce", "")) >= 16,
            "code_challenge": bool(asked.get("code_challenge")) and asked.get("code_challenge_method") == "S256",
            "redirect_uri": asked.get("redirect_uri", "").endswith("/oauth2callback"),
        }
        if self._objects(is_right):
            return PlainTextResponse("bad request", status_code=400)
        if self.here is None:
            answer = {"error": "access_denied", "error_description": REASON}
        else:
            answer = {"code": token_urlsafe(16)}
            self._codes[answer["code"]] = (asked, dict(self.here))
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({**answer, 'state': asked['state']})}", 302)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        given = {name: str(value) for name, value in form.items()}
        asked, who = self._codes.pop(given.get("code", ""), ({}, {}))
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        is_right = {
            "authorization": request.headers.get("authorization") == f"Basic {basic}",
            "grant_type": given.get("grant_type") == "authorization_code",
            "code": bool(asked),
            "redirect_uri at token": given.get("redirect_uri") == asked.get("redirect_uri"),
            "code_verifier": base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked.get("code_challenge"),
        }
        if self._objects(is_right):
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        return JSONResponse(
            {
                "access_token": token_urlsafe(16),
                "token_type": "Bearer",
                "expires_in": int(_LIFE.total_seconds()),
                "id_token": self._id_token(who, asked["nonce"]),
            }
        )

    def _id_token(self, who: dict[str, Any], nonce: str) -> str:
        now = datetime.now(UTC)
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": int(now.timestamp()),
            "exp": int((now + _LIFE).timestamp()),
            "nonce": nonce,
            **who,
            **self.forged,
        }
        key = self._other_key if self.is_key_forged else self._key
        return jwt.encode({"alg": "RS256", "kid": self._key.kid}, claims, key)

    async def _end(self, request: Request) -> Response:
        self._objects({"id_token_hint": bool(request.query_params.get("id_token_hint"))})
        self.signed_out += 1
        self.here = None
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 302)

    def _objects(self, is_right: dict[str, bool]) -> bool:
        wrong = [name for name, holds in is_right.items() if not holds]
        self.objections += wrong
        return bool(wrong)
