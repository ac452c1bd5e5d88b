"""Hands out files that hold personal data: once, to their owner, and to no cache on the way."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lib.accounts.downloads import CONTACTS_CSV, DRAFT, EVERYTHING, INVITATION, OWN_ENTRY, VCARDS, redeem_download
from lib.accounts.sessions import SignedIn
from lib.domain.errors import AskwellError, NotFoundError, NotSignedInError, StoreUnavailableError
from lib.exchange import calendar
from lib.exchange.contacts_csv import contacts_csv
from lib.exchange.draft_file import MIME, draft_file
from lib.exchange.everything import everything_zip
from lib.exchange.interview_log import interview_log_csv
from lib.exchange.vcard_writing import vcards
from lib.identity import actor_of, desk, store
from lib.session_route import address_of
from lib.views.interviews import interviews, one_interview

PATH = "/download"
_LONGEST_TICKET = 100


async def take_download(request: Request) -> Response:
    """Answer with the file that a ticket stands for.

    401 without a session; 404 for a ticket that does not hold or is somebody else's, which is then used up as well;
    405 to a HEAD; 503 where the database does not answer.
    """
    if request.method != "GET":
        # A HEAD would use the ticket up.
        return Response(status_code=405, headers={"allow": "GET", "cache-control": "no-store"})
    ticket = request.path_params["ticket"][:_LONGEST_TICKET]
    try:
        return await run_in_threadpool(_file, ticket, request)
    except NotSignedInError as error:
        return _sentence(401, str(error))
    except StoreUnavailableError as error:
        return _sentence(503, str(error))
    except AskwellError:
        return _sentence(404, "This download is over. Go back, and start it again.")


def _file(ticket: str, request: Request) -> Response:
    actor = actor_of(request.cookies)
    if not isinstance(actor, SignedIn):
        # At one's own computer, files are taken from the page itself.
        raise NotFoundError("download")
    details = redeem_download(desk(), actor, ticket, address=address_of(request))
    zone = ZoneInfo(details["zone"])
    day = datetime.now(zone).date()
    if details["what"] == EVERYTHING:
        content = everything_zip(store().snapshots(actor), zone, datetime.now(UTC))
        return _attached(content, f"askwell-{day}.zip", "application/zip")
    snapshot = store().workspace_of(actor, str(details["workspace"])).snapshot()
    if details["what"] == DRAFT:
        return _attached(draft_file(snapshot, str(details["message"])), f"askwell-letter-{day}.eml", MIME)
    if details["what"] in {OWN_ENTRY, INVITATION}:
        row = one_interview(snapshot, zone, str(details["interview"]))
        is_invitation = details["what"] == INVITATION
        make = calendar.invitation if is_invitation else calendar.own_entry
        content = make(snapshot, row, zone=zone, now=datetime.now(UTC))
        return _attached(content, calendar.file_name(row, is_invitation=is_invitation), calendar.MIME)
    if details["what"] == CONTACTS_CSV:
        content = contacts_csv(snapshot, details["ids"], archived=details["archived"])
        return _attached(content, f"askwell-contacts-{day}.csv", "text/csv; charset=utf-8")
    if details["what"] == VCARDS:
        content = vcards(snapshot, details["ids"], archived=details["archived"])
        return _attached(content, f"askwell-contacts-{day}.vcf", "text/vcard; charset=utf-8")
    content = interview_log_csv(snapshot, interviews(snapshot, zone), zone, details["ids"])
    return _attached(content, f"askwell-interviews-{day}.csv", "text/csv; charset=utf-8")


def _attached(content: bytes, name: str, kind: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, media_type=kind, headers=headers)


def _sentence(status: int, sentence: str) -> Response:
    return PlainTextResponse(sentence, status_code=status, headers={"cache-control": "no-store"})
