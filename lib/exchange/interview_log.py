"""The interview log: one row an interview, with everything that was entered about it, to be read in a spreadsheet."""

from collections.abc import Collection
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.lifecycle import REPLY_OF_STEP
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import (
    Channel,
    Direction,
    GoalKind,
    InterviewKind,
    Mode,
    NoteKind,
    Outcome,
    PromiseKind,
    Purpose,
    RatedWhen,
    Rating,
    Stage,
    Step,
    Tie,
)
from lib.exchange.spreadsheet_csv import spreadsheet_csv
from lib.method.labels import label
from lib.views.dates import day_of, moment_of
from lib.views.debriefing import rated
from lib.views.interviews import starts

_TEXT, _WHOLE = "str", "Int64"

# What each column holds is told in `docs/interview-log.md`.
COLUMNS = MappingProxyType(
    {
        **dict.fromkeys(
            ("interview_id", "person", "organisation", "position", "email", "phone", "profile_link"), _TEXT
        ),
        **dict.fromkeys(("how_we_know_each_other", "introduced_by", "goal", "goal_kind", "asked_for"), _TEXT),
        **dict.fromkeys(("introduction_to", "stage", "outcome"), _TEXT),
        **dict.fromkeys(("chosen", "requested", "request_channel"), _TEXT),
        "follow_ups": _WHOLE,
        **dict.fromkeys(("replied", "reply", "reply_text", "ask_again", "agreed_start", "time_zone"), _TEXT),
        "minutes": _WHOLE,
        **dict.fromkeys(("how_held", "place", "held", "thanked", "thanks_channel"), _TEXT),
        **dict.fromkeys(("confidence_before", "confidence_after", "fit", "usefulness"), _WHOLE),
        **dict.fromkeys(("questions_and_answers", "notes", "takeaways", "what_changed", "next_time"), _TEXT),
        **dict.fromkeys(("people_named", "resources", "promises", "to_dos"), _TEXT),
        "messages": _WHOLE,
        **dict.fromkeys(("correspondence", "history"), _TEXT),
    }
)


def interview_log(
    snapshot: Snapshot, interviews: pd.DataFrame, zone: ZoneInfo, ids: Collection[str] | None = None
) -> pd.DataFrame:
    """Return the log of the interviews (rows of `lib.views.interviews.interviews`), of all or of those in `ids`.

    Columns and dtypes are in `COLUMNS`; days and times are text (2026-03-05, 2026-03-05 14:00) in `zone`, save for
    `agreed_start`, which is on the wall clock of its `time_zone`. Cells with several entries have one a line. Missing
    texts are "", missing numbers NA.
    """
    chosen = interviews if ids is None else interviews[interviews["interview_id"].isin(set(ids))]
    log = _Log(snapshot, zone)
    rows = [log.row(row) for row in chosen.itertuples(index=False)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict(COLUMNS))


def interview_log_csv(
    snapshot: Snapshot, interviews: pd.DataFrame, zone: ZoneInfo, ids: Collection[str] | None = None
) -> bytes:
    """Return the log as a CSV file that spreadsheets open without harm (see `spreadsheet_csv`)."""
    return spreadsheet_csv(interview_log(snapshot, interviews, zone, ids))


class _Log:
    """Finds what belongs to each interview; every frame is gone through once."""

    def __init__(self, snapshot: Snapshot, zone: ZoneInfo) -> None:
        self._snapshot = snapshot
        self._zone = zone
        self._answers = _by_interview(snapshot.answers)
        self._takeaways = _by_interview(snapshot.takeaways)
        self._resources = _by_interview(snapshot.resources)
        self._promises = _by_interview(snapshot.promises)
        self._messages = _by_interview(snapshot.messages.sort_values("sent_at", kind="stable"))
        self._named = _by_interview(snapshot.contacts, "named_in_id")
        self._steps = _by_interview(snapshot.events[snapshot.events["step"] != ""])

    def row(self, row: Any) -> dict[str, Any]:
        told = self._who(row) | self._asked(row) | self._talked(row)
        return told | self._rated(row.interview_id) | self._noted(row.interview_id)

    def _who(self, row: Any) -> dict[str, Any]:
        person = self._snapshot.one("contacts", row.contact_id, "person")
        goal = self._snapshot.one("goals", row.goal_id, "goal")
        introducer = person.introducer_id
        return {
            "interview_id": row.interview_id,
            "person": person.name,
            "organisation": person.organisation,
            "position": person.position,
            "email": person.email,
            "phone": person.phone,
            "profile_link": person.profile_url,
            "how_we_know_each_other": _joined([label(Tie(person.tie)), person.how_known], ": "),
            "introduced_by": self._snapshot.one("contacts", introducer, "person").name if introducer else "",
            "goal": goal.topic,
            "goal_kind": label(GoalKind(goal.kind)),
            "asked_for": label(InterviewKind(row.kind)),
            "introduction_to": row.target,
        }

    def _asked(self, row: Any) -> dict[str, Any]:
        messages = self._messages.get(row.interview_id, [])
        received = [message.body for message in messages if message.direction == Direction.RECEIVED]
        replies = [
            REPLY_OF_STEP[step]
            for taken in self._steps[row.interview_id]
            if (step := Step(taken.step)) in REPLY_OF_STEP
        ]
        return {
            "stage": label(Stage(row.stage)),
            "outcome": label(Outcome(row.outcome)) if row.outcome else "",
            "chosen": _day(row.chosen_on),
            "requested": _day(row.asked_on),
            "request_channel": _channel(messages, Purpose.REQUEST),
            "follow_ups": row.follow_ups,
            "replied": _day(row.replied_on),
            "reply": label(replies[-1]) if replies else "",
            "reply_text": "\n\n".join(received),
            "ask_again": _day(row.retry_on),
            "thanked": _day(row.thanked_on),
            "thanks_channel": _channel(messages, Purpose.THANKS),
        }

    def _talked(self, row: Any) -> dict[str, Any]:
        at = starts(row)
        return {
            "agreed_start": _minute(at) if at else "",
            "time_zone": row.time_zone,
            "minutes": row.minutes,
            "how_held": label(Mode(row.mode)) if row.mode else "",
            "place": row.place,
            "held": _day(row.held_on),
        }

    def _rated(self, interview_id: str) -> dict[str, Any]:
        columns = {
            "confidence_before": (Rating.CONFIDENCE, RatedWhen.BEFORE),
            "confidence_after": (Rating.CONFIDENCE, RatedWhen.AFTER),
            "fit": (Rating.FIT, RatedWhen.AFTER),
            "usefulness": (Rating.USEFULNESS, RatedWhen.AFTER),
        }
        return {name: rated(self._snapshot, interview_id, *what) for name, what in columns.items()}

    def _noted(self, interview_id: str) -> dict[str, Any]:
        messages = self._messages.get(interview_id, [])
        return {
            "questions_and_answers": "\n\n".join(self._answered(interview_id)),
            "notes": self._note(interview_id, NoteKind.FREE),
            "takeaways": "\n".join(map(_marked, self._takeaways.get(interview_id, []))),
            "what_changed": self._note(interview_id, NoteKind.CHANGED),
            "next_time": self._note(interview_id, NoteKind.NEXT_TIME),
            "people_named": "\n".join(map(_named, self._named.get(interview_id, []))),
            "resources": "\n".join(resource.text for resource in self._resources.get(interview_id, [])),
            "promises": self._promises_of(interview_id, PromiseKind.PROMISE),
            "to_dos": self._promises_of(interview_id, PromiseKind.TO_DO),
            "messages": len(messages),
            "correspondence": "\n\n".join(map(self._message, messages)),
            "history": "\n".join(map(self._step, self._steps[interview_id])),
        }

    def _answered(self, interview_id: str) -> list[str]:
        """Return the questions that were answered, in their order, those dropped since at the end."""
        told = [
            (self._snapshot.one("questions", answer.question_id, "question"), answer)
            for answer in self._answers.get(interview_id, [])
            if answer.text
        ]
        told.sort(key=lambda pair: (not pd.isna(pair[0].dropped_at), pair[0].place))
        return [
            f"Q: {question.text}\nA{' (off the record)' if answer.off_record else ''}: {answer.text}"
            for question, answer in told
        ]

    def _note(self, interview_id: str, kind: NoteKind) -> str:
        rows = self._snapshot.rows_of("notes", "interview_id", interview_id)
        return "".join(_marked(row) for row in rows if row.kind == kind and row.text)

    def _promises_of(self, interview_id: str, kind: PromiseKind) -> str:
        made = [row for row in self._promises.get(interview_id, []) if row.kind == kind]
        return "\n".join(map(self._promise, made))

    def _promise(self, row: Any) -> str:
        due = f"due {_day(row.due_on)}" if day_of(row.due_on) else "no day named"
        kept = moment_of(row.kept_at)
        return f"{row.text} ({due}, {f'kept {self._local_day(kept)}' if kept else 'still open'})"

    def _message(self, row: Any) -> str:
        sent = moment_of(row.sent_at)
        when = _minute(sent.astimezone(self._zone)) if sent else "Draft, not sent"
        words = (when, label(Direction(row.direction)), label(Channel(row.channel)), label(Purpose(row.purpose)))
        # A reply is kept under the purpose of what it answers, which would read as if they had asked.
        head = ", ".join(words[:3] if row.direction == Direction.RECEIVED else words)
        return _joined([head, row.subject and f"Subject: {row.subject}", row.body], "\n")

    def _step(self, row: Any) -> str:
        return f"{_minute(row.happened_at.to_pydatetime().astimezone(self._zone))} {label(Step(row.step))}"

    def _local_day(self, at: datetime) -> str:
        return at.astimezone(self._zone).date().isoformat()


def _by_interview(frame: pd.DataFrame, column: str = "interview_id") -> dict[str, list[Any]]:
    """Return the rows that belong to each interview, in the frame's order."""
    found: dict[str, list[Any]] = {}
    for interview_id, row in zip(frame[column], frame.itertuples(index=False), strict=True):
        found.setdefault(str(interview_id), []).append(row)
    return found


def _channel(messages: list[Any], purpose: Purpose) -> str:
    """Return in words the channel of the first message that was sent, or begun, for a purpose."""
    mine = (message for message in messages if message.direction == Direction.SENT and message.purpose == purpose)
    first = next(mine, None)
    return label(Channel(first.channel)) if first else ""


def _marked(row: Any) -> str:
    """Return a text as it is typed, with a word where it is kept out of reports."""
    return f"{row.text} (off the record)" if row.off_record else str(row.text)


def _named(row: Any) -> str:
    who = _joined([row.name, row.position, row.organisation], ", ")
    return f"{who} (I may use the name of who told me)" if row.may_use_name else who


def _joined(parts: list[str], joint: str) -> str:
    return joint.join(part for part in parts if part)


def _day(value: object) -> str:
    day = day_of(value)
    return day.isoformat() if day else ""


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
