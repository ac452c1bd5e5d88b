"""What was put off or skipped, as long as it counts."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from lib.domain.commands.deferrals import RECORDS
from lib.domain.frame_rows import cells, is_among, named_rows
from lib.domain.snapshot import Snapshot
from lib.method.cadence import rules
from lib.views.dates import day_of, local_day

# To what something is put off with one click.
LATER = ("Tomorrow", "In 3 days", "Next week")
_WEEK = 7  # days
_LATELY = 14  # days that something skipped is listed


@dataclass(frozen=True)
class Deferral:
    """What one decided about something due: it waits `until` a day, or was skipped (None), on the day `on`."""

    id: str
    until: date | None
    reason: str
    on: date


def deferral_of(snapshot: Snapshot, zone: ZoneInfo, record_id: str, rule: str) -> Deferral | None:
    """Return what was decided about a record's step by a rule; None where nothing was, or it does not count any more.

    In an interview it counts until the next step: whatever happens there makes a decision of before obsolete.
    """
    return _all(snapshot, zone).get((record_id, rule))


def _all(snapshot: Snapshot, zone: ZoneInfo) -> dict[tuple[str, str], Deferral]:
    """Return what was decided and still counts, by record and rule."""
    return snapshot.derive(("deferrals", zone.key), lambda: _deferrals(snapshot, zone))


@dataclass(frozen=True)
class Skipped:
    """A thing to do that was skipped: what it was, and what was decided about it."""

    what: str
    decided: Deferral


def skipped_lately(snapshot: Snapshot, zone: ZoneInfo, today: date) -> tuple[Skipped, ...]:
    """Return what was skipped in the last two weeks and still counts, the latest first."""
    oldest = today - timedelta(days=_LATELY)
    found = [
        Skipped(rules()[rule].what.format_map(_words(snapshot, record_id, rule)), decided)
        for (record_id, rule), decided in _all(snapshot, zone).items()
        if decided.until is None and decided.on >= oldest and rule in rules()
    ]
    return tuple(sorted(found, key=lambda skipped: skipped.decided.on, reverse=True))


def _words(snapshot: Snapshot, record_id: str, rule: str) -> dict[str, str]:
    """Return what the texts of rules name, of an interview, a contact or a promise; a goal has none of it."""
    [promise] = snapshot.rows_of("promises", "id", record_id) or [None]
    [interview] = snapshot.rows_of("interviews", "id", promise.interview_id if promise else record_id) or [None]
    [person] = snapshot.rows_of("contacts", "id", interview.contact_id if interview else record_id) or [None]
    target_id = interview.target_contact_id if interview else ""
    if rule == "introducer" and person and person.introducer_id:
        target_id = person.id
        [person] = snapshot.rows_of("contacts", "id", person.introducer_id)
    [target] = snapshot.rows_of("contacts", "id", target_id) or [None]
    organisation = interview.target_organisation if interview else ""
    return {
        "name": person.name if person else "",
        "target": target.name if target else organisation,
        "text": promise.text if promise else "",
    }


def _deferrals(snapshot: Snapshot, zone: ZoneInfo) -> dict[tuple[str, str], Deferral]:
    events, about = snapshot.events, set(snapshot.deferrals["interview_id"].to_list())
    steps = events[(events["step"] != "") & is_among(events["interview_id"], about)]
    last_step = dict(cells(steps, "interview_id", "recorded_at"))
    found: dict[tuple[str, str], Deferral] = {}
    for row in named_rows(snapshot.deferrals):
        stepped_at = last_step.get(row.interview_id)
        if stepped_at is None or stepped_at <= row.created_at:
            record_id = next(str(getattr(row, name)) for name in RECORDS if getattr(row, name))
            made_on = local_day(row.created_at, zone)
            found[record_id, row.rule] = Deferral(row.id, day_of(row.until), row.reason, made_on)
    return found


def later_day(choice: str, today: date) -> date:
    """Return the day that one of the choices `LATER` means; next week begins on Monday."""
    ahead = {LATER[0]: 1, LATER[1]: 3, LATER[2]: _WEEK - today.weekday()}
    return today + timedelta(days=ahead[choice])
