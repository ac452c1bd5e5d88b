"""Sets the cookie of a session in exchange for a ticket, and takes it away again.

By routes, since a page can't: a cookie that scripts can't read comes by an answer's header only.
"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from lib.accounts.sign_in import exchange
from lib.domain.errors import DiskFullError, StoreUnavailableError
from lib.identity import COOKIE, desk
from lib.same_origin import is_from_askwell
from lib.settings import settings
from lib.streamlit_cookies import forget_word

BEGIN, END = "/session", "/session/end"
TICKET_HEADER = "x-ticket"
_LONGEST_TICKET = 100
_DEVICE = 200


async def begin_session(request: Request) -> Response:
    """Answer 204 with the cookie; 403 to other pages and to tickets that don't hold, 404 without sign-in, 503 later."""
    if not settings().is_hosted:
        return _bare(404)
    ticket = request.headers.get(TICKET_HEADER, "")
    if not is_from_askwell(request) or not 0 < len(ticket) <= _LONGEST_TICKET:
        return _bare(403)
    told = {
        "device": request.headers.get("user-agent", "")[:_DEVICE],
        "address": address_of(request),
        "instead_of": request.cookies.get(COOKIE, ""),
    }
    try:
        begun = await run_in_threadpool(exchange, desk(), ticket, **told)
    except (StoreUnavailableError, DiskFullError):
        return _bare(503)
    if begun is None:
        return _bare(403)
    answer = _bare(204)
    answer.set_cookie(COOKIE, begun.id, expires=begun.ends_at, secure=True, httponly=True, samesite="strict", path="/")
    # It has done its work: who signs out, or whose session ends, must not get in again by it.
    forget_word(request, answer, request.url.path.removesuffix(BEGIN))
    return answer


async def forget_session(request: Request) -> Response:
    """Answer 204 and take the cookie away; the session itself was ended by the page that asks."""
    if not is_from_askwell(request):
        return _bare(403)
    answer = _bare(204)
    answer.delete_cookie(COOKIE, secure=True, httponly=True, samesite="strict", path="/")
    forget_word(request, answer, request.url.path.removesuffix(END))
    return answer


def address_of(request: Request) -> str:
    """Return the network address that a request comes from, as the proxy in front of us tells it."""
    return request.client.host if request.client else ""


def _bare(status: int) -> Response:
    return Response(status_code=status, headers={"cache-control": "no-store"})
