"""Hands out files that hold personal data: once, to their owner, and to no cache on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lib.accounts.downloads import (
    CONTACTS_CSV,
    DRAFT,
    EVERYTHING,
    INTERVIEW_LOG,
    INVITATION,
    OWN_ENTRY,
    REPORT,
    SHEET,
    VCARDS,
    redeem_download,
)
from lib.accounts.sessions import SignedIn
from lib.domain.errors import AskwellError, NotFoundError, NotSignedInError, StoreUnavailableError
from lib.domain.snapshot import Snapshot
from lib.exchange import calendar
from lib.exchange.contacts_csv import contacts_csv
from lib.exchange.document_file import Format, written
from lib.exchange.draft_file import MIME, draft_file
from lib.exchange.everything import everything_zip
from lib.exchange.interview_log import interview_log_csv
from lib.exchange.report import report, report_name
from lib.exchange.sheet import sheet, sheet_name
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
    if details["what"] == EVERYTHING:
        content = everything_zip(store().snapshots(actor), zone, datetime.now(UTC))
        return _attached(content, f"askwell-{datetime.now(zone).date()}.zip", "application/zip")
    snapshot = store().workspace_of(actor, str(details["workspace"])).snapshot()
    return _MAKERS[details["what"]](_Asked(snapshot, zone, datetime.now(zone).date(), details))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a ticket stands for: a file made from a snapshot, on a day in a zone, with what else was asked for."""

    snapshot: Snapshot
    zone: ZoneInfo
    day: date
    details: Mapping[str, Any]


def _draft(asked: _Asked) -> Response:
    content = draft_file(asked.snapshot, str(asked.details["message"]))
    return _attached(content, f"askwell-letter-{asked.day}.eml", MIME)


def _calendar_file(asked: _Asked) -> Response:
    row = one_interview(asked.snapshot, asked.zone, str(asked.details["interview"]))
    is_invitation = asked.details["what"] == INVITATION
    make = calendar.invitation if is_invitation else calendar.own_entry
    content = make(asked.snapshot, row, zone=asked.zone, now=datetime.now(UTC))
    return _attached(content, calendar.file_name(row, is_invitation=is_invitation), calendar.MIME)


def _contacts(asked: _Asked) -> Response:
    content = contacts_csv(asked.snapshot, asked.details["ids"], archived=asked.details["archived"])
    return _attached(content, f"askwell-contacts-{asked.day}.csv", "text/csv; charset=utf-8")


def _vcards(asked: _Asked) -> Response:
    content = vcards(asked.snapshot, asked.details["ids"], archived=asked.details["archived"])
    return _attached(content, f"askwell-contacts-{asked.day}.vcf", "text/vcard; charset=utf-8")


def _interview_log(asked: _Asked) -> Response:
    rows = interviews(asked.snapshot, asked.zone)
    content = interview_log_csv(asked.snapshot, rows, asked.zone, asked.details["ids"])
    return _attached(content, f"askwell-interviews-{asked.day}.csv", "text/csv; charset=utf-8")


def _sheet(asked: _Asked) -> Response:
    form = Format(asked.details["form"])
    document = sheet(asked.snapshot, str(asked.details["interview"]), zone=asked.zone, today=asked.day)
    return _attached(written(document, form), sheet_name(form, asked.day), form.mime)


def _report(asked: _Asked) -> Response:
    form, names = Format(asked.details["form"]), bool(asked.details["names"])
    document = report(asked.snapshot, str(asked.details["goal"]), zone=asked.zone, today=asked.day, names=names)
    return _attached(written(document, form), report_name(form, asked.day), form.mime)


_MAKERS: Mapping[str, Callable[[_Asked], Response]] = {
    DRAFT: _draft,
    OWN_ENTRY: _calendar_file,
    INVITATION: _calendar_file,
    CONTACTS_CSV: _contacts,
    VCARDS: _vcards,
    INTERVIEW_LOG: _interview_log,
    SHEET: _sheet,
    REPORT: _report,
}


def _attached(content: bytes, name: str, kind: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, media_type=kind, headers=headers)


def _sentence(status: int, sentence: str) -> Response:
    return PlainTextResponse(sentence, status_code=status, headers={"cache-control": "no-store"})
