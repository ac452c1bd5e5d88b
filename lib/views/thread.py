"""Everything that was said in an interview, in order, with the steps between that have no words of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lib.domain.lifecycle import REPLIES
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Channel, Direction, Purpose, Step
from lib.views.conversation import parts_of, thread

_SENDING = frozenset((Step.REQUEST_SENT, Step.FOLLOW_UP_SENT, Step.THANKS_SENT, Step.UPDATE_SENT))
_UNSAID = frozenset((Step.CHOSEN, Step.DRAFTED))
_REMOVABLE = frozenset((Purpose.NOTE, Purpose.AUTO_REPLY))


@dataclass(frozen=True)
class Said:
    """A message. `to_name` is to whom one wrote, where that is somebody else than whom the interview is with."""

    message_id: str
    at: datetime
    is_mine: bool
    channel: Channel
    purpose: Purpose
    subject: str
    body: str
    to_name: str = ""

    @property
    def is_automatic(self) -> bool:
        """Tell whether a mailbox answered by itself."""
        return self.purpose is Purpose.AUTO_REPLY

    @property
    def is_removable(self) -> bool:
        """Tell whether it is no step, so that it can be taken out by itself."""
        return self.purpose in _REMOVABLE


@dataclass(frozen=True)
class Happened:
    """A step that was taken without a message: the number of its event, and which step."""

    number: int
    at: datetime
    step: Step


def whole_thread(snapshot: Snapshot, interview_id: str) -> tuple[Said | Happened, ...]:
    """Return messages and steps of an interview, oldest first; of one moment, messages come first.

    Steps that only prepare (choosing whom to ask, beginning a draft) are not in it.
    """
    messages = [_said(snapshot, row) for row in thread(snapshot, interview_id)]
    entries: list[Said | Happened] = [*messages, *_wordless(snapshot, interview_id, messages)]
    return tuple(sorted(entries, key=lambda entry: entry.at))


def _said(snapshot: Snapshot, row: Any) -> Said:
    to = snapshot.one("contacts", row.to_contact_id, "person").name if row.to_contact_id else ""
    return Said(
        message_id=str(row.id),
        at=row.sent_at.to_pydatetime(),
        is_mine=row.direction == Direction.SENT,
        channel=Channel(row.channel),
        purpose=Purpose(row.purpose),
        subject=str(row.subject),
        body=str(row.body),
        to_name=str(to),
    )


def _wordless(snapshot: Snapshot, interview_id: str, messages: list[Said]) -> Iterator[Happened]:
    told = {(said.at, said.is_mine) for said in messages}
    for row in parts_of(snapshot, "events", interview_id):
        if not row.step or row.step in _UNSAID:
            continue
        step, at = Step(row.step), row.happened_at.to_pydatetime()
        is_told = (at, True) in told if step in _SENDING else step in REPLIES and (at, False) in told
        if not is_told:
            yield Happened(int(row.number), at, step)
