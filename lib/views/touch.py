"""When one was last in touch with whom, and how far one came with them: per person, over all their interviews."""

from enum import StrEnum
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Step
from lib.views.interviews import interviews

# Steps in which one of the two wrote or spoke to the other.
_TOUCHES = frozenset(
    {
        *(Step.REQUEST_SENT, Step.FOLLOW_UP_SENT, Step.SAID_YES, Step.SAID_NOT_NOW, Step.SAID_NO, Step.ANSWERED),
        *(Step.PASSED_ON, Step.TIME_AGREED, Step.TIME_CHANGED, Step.HELD, Step.THANKS_SENT, Step.UPDATE_SENT),
    }
)


class Reached(StrEnum):
    """How far one came with a person."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    TALKED = "talked"
    THANKED = "thanked"


# Words for the filter; each person is in the furthest one.
REACHED_WORDS = {
    Reached.NOT_ASKED: "Never asked",
    Reached.ASKED: "Asked",
    Reached.TALKED: "Talked or answered",
    Reached.THANKED: "Thanked",
}


def last_touches(snapshot: Snapshot, zone: ZoneInfo) -> pd.Series:
    """Return the day of the last touch by contact id, in the order of the contacts (datetime64[us], NaT where none).

    It is the latest of: last spoken, last written by a file's word, and the steps of their interviews.
    """
    return snapshot.derive(("last touches", zone.key), lambda: _last_touches(snapshot, zone))


def _last_touches(snapshot: Snapshot, zone: ZoneInfo) -> pd.Series:
    people = snapshot.contacts
    steps = _last_steps(snapshot, zone).reindex(people["id"]).to_numpy()
    noted = people[["last_spoke_on", "last_wrote_on"]].max(axis="columns").to_numpy()
    latest = pd.DataFrame({"steps": steps, "noted": noted}).astype("datetime64[us]").max(axis="columns")
    return pd.Series(latest.to_numpy(), index=people["id"], dtype="datetime64[us]")


def _last_steps(snapshot: Snapshot, zone: ZoneInfo) -> pd.Series:
    events = snapshot.events[snapshot.events["step"].isin(_TOUCHES)]
    asked = snapshot.interviews.set_index("id")["contact_id"]
    days = events["happened_at"].dt.tz_convert(zone.key).dt.tz_localize(None).dt.floor("D")
    latest: pd.Series = days.groupby(events["interview_id"].map(asked)).max()
    return latest


def reached(snapshot: Snapshot, zone: ZoneInfo) -> pd.Series:
    """Return how far one came with each person (values of `Reached`), by contact id, for those ever asked."""

    def compute() -> pd.Series:
        frame = interviews(snapshot, zone)
        talked = frame["held_on"].notna() | frame["answered_on"].notna()
        stand = pd.Series(0, index=frame.index)
        stand = stand.mask(frame["asked_on"].notna(), 1).mask(talked, 2).mask(frame["thanked_on"].notna(), 3)
        furthest: pd.Series = stand.groupby(frame["contact_id"]).max()
        return furthest.map(dict(enumerate(Reached)))

    return snapshot.derive(("reached", zone.key), compute)
