"""What the rules of the cadence ask about each interview, read from what was said and noted in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.frame_rows import cells, is_among, named_rows
from lib.domain.lifecycle import REPLIES
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Direction, InterviewKind, Outcome, PromiseKind, Purpose, Stage, Step
from lib.method.next_steps import Case, writes_twice
from lib.views.dates import day_of, local_day
from lib.views.interviews import interviews
from lib.views.steps import steps_taken

# A note so shortly before the talk confirms it.
_CONFIRMS_WITHIN = timedelta(days=3)
_TOO_LATE_TO_CONFIRM = timedelta(days=1)


class Said(NamedTuple):
    """What was said in one interview after its stage was reached.

    `notes_on_time` counts what one wrote about a time without an answer; `last_on` is the day of the last word, one's
    own or theirs (None without any); `confirmed_on` of the last note about a time. `silent_updates` counts the
    updates, over all stages, that had no answer yet.
    """

    notes_on_time: int = 0
    last_on: date | None = None
    confirmed_on: date | None = None
    silent_updates: int = 0


_NOTHING = Said()
# Where what was said decides.
_TELLING = (Stage.AGREED, Stage.MISSED, Stage.SCHEDULED, Stage.KEPT_IN_TOUCH)


def case_of(snapshot: Snapshot, row: Any, said: Said, now: datetime, *, starts_on: date | None) -> Case:
    """Return what decides which rules hold in an interview (a row of `interviews`) at a moment.

    `said` is what was said in it since it stands where it stands; `now` and `starts_on`, the day of the talk, are on
    one's own clock.
    """
    facts, person = _facts(snapshot), person_of(snapshot, row.interview_id)
    return Case(
        stage=Stage(row.stage),
        outcome=Outcome(row.outcome) if row.outcome else None,
        kind=InterviewKind(row.kind),
        is_its_day=starts_on == now.date(),
        has_started=not pd.isna(row.starts_at) and row.starts_at <= now,
        is_confirmed=_is_confirmed(said, row, starts_on),
        was_missed_by_me=row.last_step == Step.I_MISSED,
        writes_twice=person.may_be_followed_up_twice,
        notes_on_time=said.notes_on_time,
        is_noted=row.interview_id in facts.noted,
        has_promised=row.interview_id in facts.promised,
        has_named=row.interview_id in facts.named,
        silent_updates=said.silent_updates,
    )


def _is_confirmed(said: Said, row: Any, starts_on: date | None) -> bool:
    """Return whether they know that the talk stands: it was agreed on, or confirmed, shortly before."""
    if starts_on is None or row.since.date() >= starts_on - _TOO_LATE_TO_CONFIRM:
        return True
    return said.confirmed_on is not None and said.confirmed_on >= starts_on - _CONFIRMS_WITHIN


@dataclass(frozen=True)
class _Facts:
    """The interviews in which something was noted, promised, or somebody was named."""

    noted: frozenset[str]
    promised: frozenset[str]
    named: frozenset[str]


def _facts(snapshot: Snapshot) -> _Facts:
    return snapshot.derive("facts for the cadence", lambda: _read_facts(snapshot))


def _read_facts(snapshot: Snapshot) -> _Facts:
    promises = snapshot.promises
    written = [frame[frame["text"] != ""]["interview_id"] for frame in (snapshot.answers, snapshot.notes)]
    noted = frozenset(pd.concat([snapshot.takeaways["interview_id"], *written]).to_list())
    return _Facts(
        noted,
        frozenset(promises["interview_id"][promises["kind"] == PromiseKind.PROMISE].to_list()),
        frozenset(snapshot.contacts["named_in_id"].to_list()) - {""},
    )


def said_since(snapshot: Snapshot, interview_id: str, zone: ZoneInfo) -> Said:
    """Return what was said in an interview since it stands where it stands; days are those of `zone`."""
    return all_said(snapshot, zone).get(interview_id, _NOTHING)


def all_said(snapshot: Snapshot, zone: ZoneInfo) -> Mapping[str, Said]:
    """Return what was said in each interview in which a time is being found, or where updates went out."""
    return snapshot.derive(("said since", zone.key), lambda: dict(_all_said(snapshot, zone)))


def _all_said(snapshot: Snapshot, zone: ZoneInfo) -> Iterator[tuple[str, Said]]:
    frame = interviews(snapshot, zone)
    telling = set(frame["interview_id"][is_among(frame["stage"], _TELLING)].to_list())
    words = _words(snapshot, telling)
    steps = steps_taken(snapshot, zone)
    for interview_id in telling:
        taken = steps[interview_id]
        reached = taken[-1].at
        said = words.get(interview_id, [])
        answers = [at for at, is_mine in said if not is_mine]
        heard = max([*answers, *(one.at for one in taken if one.step in REPLIES)], default=None)
        since = [(at, is_mine) for at, is_mine in said if at > reached]
        mine = [at for at, is_mine in since if is_mine]
        last_answer = max((at for at, is_mine in since if not is_mine), default=None)
        yield (
            interview_id,
            Said(
                notes_on_time=sum(last_answer is None or at > last_answer for at in mine),
                last_on=local_day(max(at for at, _ in since), zone) if since else None,
                confirmed_on=local_day(max(mine), zone) if mine else None,
                silent_updates=sum(one.step == Step.UPDATE_SENT and (heard is None or one.at > heard) for one in taken),
            ),
        )


def _words(snapshot: Snapshot, of: set[str]) -> dict[str, list[tuple[datetime, bool]]]:
    """Return when one wrote about a time (True), and when they wrote (False), by interview."""
    messages = snapshot.messages[["interview_id", "direction", "purpose", "sent_at"]]
    messages = messages[messages["sent_at"].notna() & is_among(messages["interview_id"], of)]
    is_theirs = messages["direction"] == Direction.RECEIVED
    theirs = is_theirs & (messages["purpose"] != Purpose.AUTO_REPLY)
    told = messages[theirs | (~is_theirs & (messages["purpose"] == Purpose.SCHEDULING))]
    found: dict[str, list[tuple[datetime, bool]]] = {}
    for interview_id, at, direction in cells(told, "interview_id", "sent_at", "direction"):
        found.setdefault(interview_id, []).append((at, direction == Direction.SENT))
    return found


def told_introducers(snapshot: Snapshot) -> dict[str, datetime]:
    """Return when whoever introduced one was last told how the talk went, by interview."""
    messages = snapshot.messages
    sent = messages[(messages["purpose"] == Purpose.INTRODUCER) & messages["sent_at"].notna()]
    return dict(cells(sent, "interview_id", "sent_at"))


class Person(NamedTuple):
    """What the rules ask about the person of an interview, and what was chosen for it.

    `touch_every` is None where the method's rhythm holds; `routine` is "" where one's own does.
    """

    tie: str
    introducer_id: str
    named_in_id: str
    country: str
    touch_every: int | None
    away_until: date | None
    routine: str

    @property
    def may_be_followed_up_twice(self) -> bool:
        """Tell whether a second follow-up is right: to people with a tie, and to those one was sent to."""
        return writes_twice(self.tie, was_sent=bool(self.introducer_id or self.named_in_id))


_OF_PERSON = ["tie", "introducer_id", "named_in_id", "country", "touch_every"]


def person_of(snapshot: Snapshot, interview_id: str) -> Person:
    """Return the person of an interview; all of them are read at once, as there may be many contacts beside them.

    Raises:
        KeyError: where there is no such interview.
    """
    return people_asked(snapshot)[interview_id]


def people_asked(snapshot: Snapshot) -> Mapping[str, Person]:
    """Return the person of each interview, by the interview's id."""
    return snapshot.derive("people of interviews", lambda: _people(snapshot))


def _people(snapshot: Snapshot) -> dict[str, Person]:
    contacts, table = snapshot.contacts, snapshot.interviews
    asked = contacts[["id", *_OF_PERSON]][is_among(contacts["id"], set(table["contact_id"].to_list()))]
    known = dict(zip(asked["id"].to_list(), cells(asked, *_OF_PERSON), strict=True))
    found: dict[str, Person] = {}
    for row_id, contact_id, away, routine in cells(table, "id", "contact_id", "away_until", "routine"):
        tie, introducer_id, named_in_id, country, every = known[contact_id]
        touch_every = None if every is pd.NA else int(every)
        found[row_id] = Person(tie, introducer_id, named_in_id, country, touch_every, day_of(away), routine)
    return found


def introducer_of(snapshot: Snapshot, person: Person) -> Any:
    """Return who led to a person (a row of the contacts frame); None where nobody did, or they are gone."""
    introducer_id = person.introducer_id
    if person.named_in_id and not introducer_id:
        named_in = snapshot.rows_of("interviews", "id", person.named_in_id)
        introducer_id = named_in[0].contact_id if named_in else ""
    return introducers(snapshot).get(introducer_id)


def introducers(snapshot: Snapshot) -> Mapping[str, Any]:
    """Return those who led to somebody (rows of the contacts frame) by their ids; few, of however many contacts."""
    return snapshot.derive("introducers", lambda: _introducers(snapshot))


def _introducers(snapshot: Snapshot) -> dict[str, Any]:
    contacts, table = snapshot.contacts, snapshot.interviews
    named_in = set(contacts["named_in_id"].to_list())
    led = set(contacts["introducer_id"].to_list())
    led |= {contact_id for row_id, contact_id in cells(table, "id", "contact_id") if row_id in named_in}
    return {str(row.id): row for row in named_rows(contacts[is_among(contacts["id"], led)])}
