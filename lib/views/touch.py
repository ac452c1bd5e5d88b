"""When one was last in touch with whom, and how far one came with them: per person, over all their interviews."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Purpose, Step
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

# How often one may wish to be in touch, in days; None is the method's rhythm, 0 is never.
_RHYTHMS: Mapping[int | None, str] = MappingProxyType(
    {
        None: "As usual",
        30: "Monthly",
        91: "Every 3 months",
        182: "Every 6 months",
        365: "Yearly",
        0: "No reminders",
    }
)


def rhythms(now: int | None) -> dict[str, int | None]:
    """Return how often one may choose to be in touch, in days by its words, the rhythm of now among them."""
    return {rhythm_words(days): days for days in (*_RHYTHMS, now)}


def rhythm_words(days: int | None) -> str:
    """Return a rhythm in words."""
    return _RHYTHMS.get(days) or f"Every {days} days"


def rhythm_of(person: Any) -> int | None:
    """Return how often one wishes to be in touch with a person (a row of the contacts frame), as in `rhythms`."""
    return None if pd.isna(person.touch_every) else int(person.touch_every)


def last_touches(snapshot: Snapshot, zone: ZoneInfo) -> pd.Series:
    """Return the day of the last touch by contact id, in the order of the contacts (datetime64[us], NaT where none).

    It is the latest of: last spoken, last written by a file's word, the steps of their interviews, and what was written
    to them or by them, also about somebody else's talk. What a mailbox answers by itself is no touch.
    """
    return snapshot.derive(("last touches", zone.key), lambda: _last_touches(snapshot, zone))


def _last_touches(snapshot: Snapshot, zone: ZoneInfo) -> pd.Series:
    people = snapshot.contacts
    steps = _last_steps(snapshot, zone).reindex(people["id"]).to_numpy()
    written = _last_written(snapshot, zone).reindex(people["id"]).to_numpy()
    noted = people[["last_spoke_on", "last_wrote_on"]].max(axis="columns").to_numpy()
    latest = (
        pd.DataFrame({"steps": steps, "written": written, "noted": noted}).astype("datetime64[us]").max(axis="columns")
    )
    return pd.Series(latest.to_numpy(), index=people["id"], dtype="datetime64[us]")


def _last_steps(snapshot: Snapshot, zone: ZoneInfo) -> pd.Series:
    events = snapshot.events[snapshot.events["step"].isin(_TOUCHES)]
    asked = snapshot.interviews.set_index("id")["contact_id"]
    return _latest(events["happened_at"], events["interview_id"].map(asked), zone)


def _last_written(snapshot: Snapshot, zone: ZoneInfo) -> pd.Series:
    messages = snapshot.messages
    told = messages[messages["sent_at"].notna() & (messages["purpose"] != Purpose.AUTO_REPLY)]
    asked = snapshot.interviews.set_index("id")["contact_id"]
    with_whom = told["to_contact_id"].mask(told["to_contact_id"] == "", told["interview_id"].map(asked))
    return _latest(told["sent_at"], with_whom, zone)


def _latest(moments: pd.Series, contact_ids: pd.Series, zone: ZoneInfo) -> pd.Series:
    days = moments.dt.tz_convert(zone.key).dt.tz_localize(None).dt.floor("D")
    latest: pd.Series = days.groupby(contact_ids).max()
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
