"""Streamlit's own cookies, which hold for 30 days what an organisation said of somebody: by TLS only, and let go."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

# Who somebody is (in parts, where it is long), their tokens, and what waits for the organisation's answer.
WORD, WAITING = "_streamlit_user", "_streamlit_session"
_OF_STREAMLIT = b"_streamlit_"
_SECURE = b"; Secure"


def forget_word(request: Request, answer: Response, base: str) -> None:
    """Let the browser forget what the organisation said; `base` is the path under which all pages lie."""
    for name in request.cookies:
        if name.startswith(WORD) or name == WAITING:
            for path in {"/", base or "/"}:
                answer.delete_cookie(name, path=path)


def secured(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return an answer's headers, with Streamlit's cookies for TLS only; by itself it would send them open as well."""
    return [(name, value + _SECURE if _is_open(name, value) else value) for name, value in headers]


def _is_open(name: bytes, value: bytes) -> bool:
    is_theirs = name.lower() == b"set-cookie" and value.startswith(_OF_STREAMLIT)
    return is_theirs and _SECURE.lower() not in value.lower()
