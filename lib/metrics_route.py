"""Shows the figures to whoever holds the token, and to nobody else that there are any."""

from hmac import compare_digest

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lib.metrics import exposition
from lib.settings import settings

PATH = "/metrics"
_SCHEME = "bearer"


async def metrics(request: Request) -> Response:
    """Answer with the figures where the request carries `Authorization: Bearer <token>`; 404 otherwise."""
    token = settings().metrics_token.get_secret_value()
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    if not token or scheme.lower() != _SCHEME or not compare_digest(shown.strip().encode(), token.encode()):
        return PlainTextResponse("There is no such page.", status_code=404)
    content, content_type = exposition()
    return Response(content, headers={"content-type": content_type, "cache-control": "no-store"})
