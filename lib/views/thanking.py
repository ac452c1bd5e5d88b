"""Who is to be thanked, and for what; who likes to hear what came of it, and when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import InterviewKind, Outcome, Stage
from lib.method.cadence import rules
from lib.method.next_steps import Case, rules_of
from lib.method.wordings import Situation, all_wordings
from lib.views.asking import in_touch, owed_thanks
from lib.views.cases import introducer_of, person_of
from lib.views.conversation import referrals
from lib.views.dates import day_of, long_day
from lib.views.debriefing import promised
from lib.views.due import DueItem, due_list, expected_on
from lib.views.interviews import interviews, one_interview

INTRODUCER = "introducer"
# After how many days it is worth saying that a thank-you is welcome late, too (method, section 1.5).
_A_DAY, _A_WEEK = 1, 7

_GAVE = {
    Outcome.MET: "a talk",
    Outcome.ANSWERED: "an answer",
    Outcome.PASSED_ON: "a lead",
    Outcome.NOT_NOW: "an answer: not now",
    Outcome.DECLINED: "a kind no",
}


@dataclass(frozen=True)
class Giver:
    """Somebody who gave something and waits for thanks: what (`gave`, words of ours), and since when.

    `to_whom` is the person to whom they led one, as the contact is called ("" where it was no introduction). `view` is
    the side of the page where they are thanked: INTRODUCER for whoever is to hear how the talk went.
    """

    interview_id: str
    contact_id: str
    name: str
    gave: str
    to_whom: str
    since: date
    view: str = ""


def givers(snapshot: Snapshot, zone: ZoneInfo, now: datetime) -> tuple[Giver, ...]:
    """Return everybody who is to be thanked, the longest waiting first."""
    frame = interviews(snapshot, zone)
    owed = [_giver(row) for row in owed_thanks(frame).itertuples(index=False)]
    listed = due_list(snapshot, zone, now)
    told = [item for item in (*listed.due, *listed.coming) if item.rule == INTRODUCER]
    introducers = [_introducer(snapshot, one_interview(snapshot, zone, item.interview_id)) for item in told]
    return tuple(sorted([*owed, *introducers], key=lambda giver: giver.since))


def _giver(row: Any) -> Giver:
    outcome = Outcome(row.outcome)
    is_introduction = row.kind == InterviewKind.INTRODUCTION and outcome is Outcome.PASSED_ON
    gave, to_whom = ("an introduction to", row.target) if is_introduction else (_GAVE[outcome], "")
    return Giver(row.interview_id, row.contact_id, row.name, gave, to_whom, row.since.date())


def _introducer(snapshot: Snapshot, row: Any) -> Giver:
    person = introducer_of(snapshot, person_of(snapshot, row.interview_id))
    since = heard_on(row) or row.since.date()
    return Giver(row.interview_id, person.id, person.name, "the way to", row.name, since, INTRODUCER)


def heard_on(row: Any) -> date | None:
    """Return on which day one last heard something in an interview (a row of `interviews`): a talk, or an answer."""
    return max((day for cell in (row.held_on, row.answered_on) if (day := day_of(cell))), default=None)


def how_late(since: date, today: date) -> str:
    """Return that a thank-you is welcome now, in a kind sentence; `since` is when they gave what they gave."""
    days = (today - since).days
    if days <= _A_DAY:
        return "A thank-you is warmest within a day."
    return "A few days later is fine." if days <= _A_WEEK else "Late is still better than never."


def leads_to_somebody(snapshot: Snapshot, row: Any) -> bool:
    """Return whether somebody opened the way to a contact in an interview (a row of them), who was not asked yet."""
    if row.kind != InterviewKind.INTRODUCTION or row.outcome != Outcome.PASSED_ON or not row.target_contact_id:
        return False
    return not snapshot.rows_of("interviews", "contact_id", row.target_contact_id)


def after_thanks(snapshot: Snapshot, row: Any, today: date) -> str:
    """Return what comes next once the thank-you of an interview (a row of `interviews`) is out, and when."""
    if leads_to_somebody(snapshot, row):
        return f"Next: write to {row.target} while the way is open."
    case = Case(
        stage=Stage.THANKED,
        outcome=Outcome(row.outcome),
        kind=InterviewKind(row.kind),
        has_promised=bool(promised(snapshot, row.interview_id)),
        has_named=bool(referrals(snapshot, row.interview_id)),
    )
    names = rules_of(case)
    if not names or person_of(snapshot, row.interview_id).touch_every == 0:
        return "That closes the circle."
    name = names[0]
    day = expected_on(snapshot, row, name, today)
    if rules()[name].start == "retry_on":
        day = day_of(row.retry_on) or day
    words = rules()[name].what.format_map({"name": row.name, "target": row.target})
    return f"Next, on {long_day(day)}: {words}."


@dataclass(frozen=True)
class Kept:
    """One interview that one keeps in touch about (a row of `interviews`), and what is due there, if anything."""

    row: Any
    item: DueItem | None


def kept_in_touch(snapshot: Snapshot, zone: ZoneInfo, now: datetime) -> tuple[Kept, ...]:
    """Return the interviews whose thank-you is out and whose people may like to hear more, the soonest due first.

    Those of which nothing is due any more come last.
    """
    listed = due_list(snapshot, zone, now)
    items: dict[str, DueItem] = {}
    for item in (*listed.due, *listed.coming):
        if rules()[item.rule].rhythm and item.interview_id:
            items.setdefault(item.interview_id, item)
    rows = in_touch(interviews(snapshot, zone)).itertuples(index=False)
    kept = [Kept(row, items.get(str(row.interview_id))) for row in rows]
    return tuple(sorted(kept, key=lambda one: one.item.due_on if one.item else date.max))


@dataclass(frozen=True)
class Hearer:
    """Somebody who helped and may like to hear good news; `told_on` is when they last heard some."""

    interview_id: str
    contact_id: str
    name: str
    told_on: date | None


def hearers(snapshot: Snapshot, zone: ZoneInfo) -> tuple[Hearer, ...]:
    """Return everybody who helped and was thanked, each once, by their latest interview, in alphabetical order."""
    latest = in_touch(interviews(snapshot, zone)).drop_duplicates("contact_id", keep="last")
    alone = snapshot.contacts["id"][snapshot.contacts["do_not_contact"]]
    rows = latest[~latest["contact_id"].isin(alone)].sort_values("name", kind="stable").itertuples(index=False)
    return tuple(_hearer(snapshot, row, zone) for row in rows)


def _hearer(snapshot: Snapshot, row: Any, zone: ZoneInfo) -> Hearer:
    glad = {wording.id for wording in all_wordings() if wording.situation is Situation.GOOD_NEWS}
    messages = snapshot.rows_of("messages", "interview_id", row.interview_id)
    told = [message.sent_at for message in messages if message.wording_id in glad]
    days = [at.astimezone(zone).date() for at in told if not pd.isna(at)]
    return Hearer(row.interview_id, row.contact_id, row.name, max(days, default=None))


def news_told(snapshot: Snapshot, *, but: str) -> str:
    """Return good news as it was put for somebody else, in an interview that is not `but`; "" where there is none."""
    rows = snapshot.interviews[snapshot.interviews["id"] != but]
    texts = [str(fields["news"]) for fields in rows["merge_fields"] if fields.get("news")]
    return texts[-1] if texts else ""


def picked_giver(waiting: tuple[Giver, ...], interview_id: str | None, view: str) -> Giver | None:
    """Return who of those that wait is open: who is asked for, or the first where nobody is."""
    if interview_id is None:
        return waiting[0] if waiting else None
    is_introducer = view == INTRODUCER
    mine = (one for one in waiting if one.interview_id == interview_id)
    return next((one for one in mine if (one.view == INTRODUCER) == is_introducer), None)
