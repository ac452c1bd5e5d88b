"""Tickets for files: who may take what, once, within a minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lib.accounts import audit, tickets
from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk
from lib.accounts.sessions import SignedIn
from lib.accounts.tickets import Purpose
from lib.domain.errors import NotFoundError
from lib.refusals import Refusal, tell_refusal
from lib.store.actor import Actor

EVERYTHING, INTERVIEW_LOG, CONTACTS_CSV, VCARDS = "everything", "interview log", "contacts", "vcards"
DRAFT, OWN_ENTRY, INVITATION, SHEET, REPORT = "draft", "calendar entry", "invitation", "sheet", "report"


@dataclass(frozen=True, slots=True)
class Whom:
    """Which contacts go into a file: all or those in `ids`, archived people among them where it is said so."""

    ids: Sequence[str] | None = None
    archived: bool = False


@dataclass(frozen=True, slots=True)
class SheetFile:
    """The sheet of an interview as a file; `form` is the ending of its name."""

    interview_id: str
    form: str


@dataclass(frozen=True, slots=True)
class ReportFile:
    """The report of a goal as a file; `form` is the ending of its name."""

    goal_id: str
    form: str
    names: bool = True


def everything_ticket(desk: AccountDesk, actor: Actor, *, zone: str) -> str:
    """Return a ticket for the archive of all that the actor wrote, with times in a zone.

    Raises:
        NotSignedInError: where the actor's session has ended; so do all functions here.
    """
    return _ticket(desk, actor, {"what": EVERYTHING, "zone": zone})


def interview_log_ticket(
    desk: AccountDesk, actor: Actor, workspace_id: str, *, zone: str, ids: Sequence[str] | None
) -> str:
    """Return a ticket for the interview log of a workspace: of all interviews, or of those in `ids`.

    Whose workspace it is, is asked when the file is taken.
    """
    details = {"what": INTERVIEW_LOG, "zone": zone, "workspace": workspace_id}
    return _ticket(desk, actor, {**details, "ids": None if ids is None else list(ids)})


def contacts_csv_ticket(desk: AccountDesk, actor: Actor, workspace_id: str, *, zone: str, whom: Whom) -> str:
    """Return a ticket for contacts of a workspace as a CSV file.

    Whose workspace it is, is asked when the file is taken.
    """
    return _contacts_ticket(desk, actor, {"what": CONTACTS_CSV, "zone": zone, "workspace": workspace_id}, whom)


def vcards_ticket(desk: AccountDesk, actor: Actor, workspace_id: str, *, zone: str, whom: Whom) -> str:
    """Return a ticket for contacts of a workspace as a vCard file, as `contacts_csv_ticket` does for a CSV file."""
    return _contacts_ticket(desk, actor, {"what": VCARDS, "zone": zone, "workspace": workspace_id}, whom)


def draft_ticket(desk: AccountDesk, actor: Actor, workspace_id: str, *, zone: str, message_id: str) -> str:
    """Return a ticket for a message of a workspace as a draft file.

    Whose workspace it is, and whether the message is in it, is asked when the file is taken.
    """
    return _ticket(desk, actor, {"what": DRAFT, "zone": zone, "workspace": workspace_id, "message": message_id})


def entry_ticket(desk: AccountDesk, actor: Actor, workspace_id: str, *, zone: str, interview_id: str) -> str:
    """Return a ticket for the time of an interview as a file for one's own calendar.

    Whose workspace it is, and whether the interview is in it, is asked when the file is taken.
    """
    return _ticket(desk, actor, {"what": OWN_ENTRY, "zone": zone, "workspace": workspace_id, "interview": interview_id})


def invitation_ticket(desk: AccountDesk, actor: Actor, workspace_id: str, *, zone: str, interview_id: str) -> str:
    """Return a ticket for the invitation to an interview, as `entry_ticket` does for one's own calendar."""
    details = {"what": INVITATION, "zone": zone, "workspace": workspace_id, "interview": interview_id}
    return _ticket(desk, actor, details)


def sheet_ticket(desk: AccountDesk, actor: Actor, workspace_id: str, *, zone: str, which: SheetFile) -> str:
    """Return a ticket for the sheet of an interview of a workspace.

    Whose workspace it is, and whether the interview is in it, is asked when the file is taken.
    """
    details = {"what": SHEET, "zone": zone, "workspace": workspace_id}
    return _ticket(desk, actor, {**details, "interview": which.interview_id, "form": which.form})


def report_ticket(desk: AccountDesk, actor: Actor, workspace_id: str, *, zone: str, which: ReportFile) -> str:
    """Return a ticket for the report of a goal of a workspace, with the names of people or without.

    Whose workspace it is, and whether the goal is in it, is asked when the file is taken.
    """
    details = {"what": REPORT, "zone": zone, "workspace": workspace_id}
    return _ticket(desk, actor, {**details, "goal": which.goal_id, "form": which.form, "names": which.names})


def _contacts_ticket(desk: AccountDesk, actor: Actor, details: dict[str, Any], whom: Whom) -> str:
    ids = None if whom.ids is None else list(whom.ids)
    return _ticket(desk, actor, {**details, "ids": ids, "archived": whom.archived})


def _ticket(desk: AccountDesk, actor: Actor, details: dict[str, Any]) -> str:
    with desk.writing() as connection:
        actor.confirm(connection)
        return tickets.issue(connection, Purpose.DOWNLOAD, actor.owner, desk.clock(), details)


def redeem_download(desk: AccountDesk, actor: SignedIn, ticket: str, *, address: str) -> dict[str, Any]:
    """Use a ticket up, and return what it is for: `what`, `zone`, and but for everything `workspace` and `ids`.

    For contacts, `archived` tells whether archived people are meant, too; for a draft, `message` takes the place of
    `ids`, for a calendar file and a sheet `interview`, and for a report `goal`. Sheet and report have a `form`, too;
    `names` tells whether people are named in a report.

    Raises:
        NotFoundError: where it does not hold, or is somebody else's.
    """
    with desk.writing() as connection:
        actor.confirm(connection)
        used = tickets.redeem(connection, Purpose.DOWNLOAD, ticket, desk.clock())
        is_theirs = used is not None and used.account_id == actor.owner
        if is_theirs:
            audit.note(connection, Deed.DATA_TAKEN, actor.owner, now=desk.clock(), address=address)
    if used is None or not is_theirs:
        # After the transaction, so that the ticket is used up.
        tell_refusal(Refusal.NOT_FOUND, actor.owner)
        raise NotFoundError("download")
    details: dict[str, Any] = used.details
    return details
