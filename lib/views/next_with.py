"""What is next with one person, over all that is due, comes up or waits."""

from datetime import datetime
from zoneinfo import ZoneInfo

from lib.domain.snapshot import Snapshot
from lib.views.cases import introducer_of, person_of
from lib.views.due import DueItem, due_list


def next_with(snapshot: Snapshot, contact_id: str, zone: ZoneInfo, now: datetime) -> DueItem | None:
    """Return what is due first that is about a person; None where nothing is.

    What an introducer is to hear is about them, though it lies in the interview with somebody else.
    """
    listed = due_list(snapshot, zone, now)
    mine = {row.id for row in snapshot.rows_of("interviews", "contact_id", contact_id)}

    def is_theirs(item: DueItem) -> bool:
        if item.rule == "introducer":
            introducer = introducer_of(snapshot, person_of(snapshot, item.interview_id))
            return introducer is not None and introducer.id == contact_id
        return item.contact_id == contact_id or item.interview_id in mine

    theirs = [item for item in (*listed.due, *listed.coming, *listed.waiting) if is_theirs(item)]
    return min(theirs, key=lambda item: item.due_on, default=None)
