"""Tells requests of our own pages from those of other sites."""

from starlette.requests import Request

# A page of another site can't send this header without asking first, and we allow no one who asks.
HEADER = "x-askwell"


def is_from_askwell(request: Request) -> bool:
    """Return whether a page of ours sent a request: it carries our header, and the browser vouches for its origin."""
    is_ours = request.headers.get(HEADER) is not None
    return is_ours and request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
