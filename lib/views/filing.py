"""To which interview a mail belongs that was brought in, and which way it went."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any
from zoneinfo import ZoneInfo

from lib.domain.commands import EditContact
from lib.domain.mailboxes import mailbox
from lib.domain.name_likeness import FIT_FOR_OFFICE, Likeness, likeness
from lib.domain.person_names import person_name
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Direction, Stage, Step
from lib.views.interviews import interviews

_ALIKE = FIT_FOR_OFFICE | {Likeness.GIVEN_SLIP, Likeness.INITIAL, Likeness.FAMILY_INITIAL}


@dataclass(frozen=True)
class Filing:
    """Where a mail belongs: `interview_id` is the best guess, "" where there is none; `choices` all, likely ones first.

    `contact_id` is whose address wrote or got it, "" where it is nobody's; `by_name` says that the guess is by name.
    `filed_in` is the interview in which this very mail lies already, "" where it does not.
    """

    direction: Direction
    interview_id: str
    choices: tuple[str, ...]
    contact_id: str = ""
    by_name: bool = False
    filed_in: str = ""


def where_it_belongs(  # noqa: PLR0913 - what a mail says of itself
    snapshot: Snapshot,
    zone: ZoneInfo,
    *,
    from_name: str,
    from_address: str,
    to: Sequence[str] = (),
    mail_id: str = "",
    text: str = "",
    sent_at: datetime | None = None,
    here: str = "",
) -> Filing:
    """Return where a mail belongs; `here` is the interview in which it was brought in, if in one.

    A mail is one's own by the address in the profile; without one there, when a contact got it and none sent it.
    """
    mine = {mailbox(address) for address in [str(snapshot.profiles["email"].iloc[0])] if address}
    boxes = _boxes(snapshot)
    sender = boxes.get(mailbox(from_address), "") if from_address else ""
    receiver = next((boxes[mailbox(address)] for address in to if mailbox(address) in boxes), "")
    is_own = mailbox(from_address) in mine if mine and from_address else bool(receiver and not sender)
    contact_id = receiver if is_own else sender
    alike = frozenset() if contact_id or is_own else _alike(snapshot, from_name or _name_in(from_address))
    frame = interviews(snapshot, zone).sort_values("since", ascending=False, kind="stable")
    rows: list[Any] = list(frame.itertuples(index=False))
    rows.sort(key=lambda row: (_nearness(row, contact_id, alike, here), row.interview_id != here, _patience(row)))
    how = _nearness(rows[0], contact_id, alike, here) if rows else _Near.NOT
    return Filing(
        direction=Direction.SENT if is_own else Direction.RECEIVED,
        interview_id=str(rows[0].interview_id) if how is not _Near.NOT else "",
        choices=tuple(str(row.interview_id) for row in rows),
        contact_id=contact_id,
        by_name=how is _Near.BY_NAME,
        filed_in=_filed_in(snapshot, mail_id, text, sent_at),
    )


class _Near(IntEnum):
    """How near an interview is to a mail, the nearest first."""

    THEIRS = 0
    ABOUT_THEM = 1  # they introduced one, or are to be met
    BY_NAME = 2
    HERE = 3
    NOT = 4


def _nearness(row: Any, contact_id: str, alike: Collection[str], here: str) -> _Near:
    if contact_id and row.contact_id == contact_id:
        return _Near.THEIRS
    if contact_id and contact_id in {row.introducer_id, row.target_contact_id}:
        return _Near.ABOUT_THEM
    if row.contact_id in alike:
        return _Near.BY_NAME
    return _Near.HERE if row.interview_id == here else _Near.NOT


def _patience(row: Any) -> int:
    """Return how long an interview can wait for a message: first those that wait for one, last those at rest."""
    return 0 if row.is_waiting else 1 if row.is_open else 2


def _boxes(snapshot: Snapshot) -> dict[str, str]:
    """Return whose each mailbox is: contact ids."""
    return snapshot.derive("mailboxes", lambda: dict(_mailboxes(snapshot)))


def _mailboxes(snapshot: Snapshot) -> Sequence[tuple[str, str]]:
    contacts = snapshot.contacts
    found: list[tuple[str, str]] = []
    for contact_id, email, also in zip(contacts["id"], contacts["email"], contacts["also"], strict=True):
        found.extend(
            (mailbox(address), str(contact_id)) for address in (email, *(also or {}).get("email", ())) if address
        )
    # Where an office shares a mailbox, the person who was added first has it.
    return found[::-1]


def _alike(snapshot: Snapshot, name: str) -> frozenset[str]:
    """Return which people of interviews have a name like this one."""
    if not name:
        return frozenset()
    sought = person_name(name)
    people = {str(row.contact_id) for row in snapshot.interviews.itertuples(index=False)}
    names = {contact_id: str(snapshot.one("contacts", contact_id, "person").name) for contact_id in people}
    return frozenset(
        contact_id for contact_id, known in names.items() if likeness(sought, person_name(known)) in _ALIKE
    )


def _name_in(address: str) -> str:
    """Return the name that an address is made of, as lee.park@ is; empty where it is one word."""
    words = address.partition("@")[0].replace(".", " ").replace("_", " ").replace("-", " ").split()
    return " ".join(words) if len(words) > 1 else ""


def _filed_in(snapshot: Snapshot, mail_id: str, text: str, sent_at: datetime | None) -> str:
    rows = snapshot.rows_of("messages", "mail_id", mail_id) if mail_id else ()
    if rows or not text or sent_at is None:
        return str(rows[0].interview_id) if rows else ""
    # What is pasted has no id: the same words of the same minute are the same mail.
    messages = snapshot.messages
    same = messages[(messages["body"] == text) & messages["sent_at"].notna()]
    told = zip(same["interview_id"], same["sent_at"], strict=True)
    return next((str(interview_id) for interview_id, at in told if _minute(at) == _minute(sent_at)), "")


def _minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def request_sent(snapshot: Snapshot, row: Any) -> int | None:
    """Return by which event (its number) a request went out in a row of `interviews`, while nothing came after it."""
    if row.stage != Stage.REQUESTED:
        return None
    events = snapshot.events
    sent = events[(events["interview_id"] == row.interview_id) & (events["step"] == Step.REQUEST_SENT)]
    return int(sent["number"].max())


def keep_address(person: Any, address: str) -> EditContact:
    """Return the command that notes one more address of a person (a row of the contacts frame).

    Raises:
        InvalidInputsError: with one sentence, where it is no address.
    """
    if not person.email:
        return EditContact.of({"name": person.name, "email": address}, **_of(person))
    also = dict(person.also or {})
    also["email"] = (*also.get("email", ()), address)
    return EditContact.of({"name": person.name, "also": also}, **_of(person))


def _of(person: Any) -> dict[str, Any]:
    return {"contact_id": str(person.id), "version": int(person.version)}
