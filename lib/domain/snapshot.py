"""What one workspace holds at one revision, as typed frames. Frames are never changed, only read."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar, cast

import pandas as pd

from lib.domain.errors import NotFoundError
from lib.domain.frame_rows import named_rows

TEXT, WHOLE, YES_NO, DAY, MOMENT, LIST, CLOCK = (
    "str",
    "Int64",
    "bool",
    "datetime64[us]",
    "datetime64[us, UTC]",
    "object",
    "object",
)

# Each frame's columns and dtypes, also when it is empty. `id` and `version` come first; every `_id` names another row.
# `_on` is a day, `_at` a moment in UTC; missing days and moments are NaT, missing ids and texts are "".
# `tags` are lists of texts; `also` maps a field to a list of further values, `weights` a factor to a whole number (None
# where the method's hold), `columns` a heading to a field; `cadence` a rule to days, `merge_fields` a field to a text;
# `days_off` are ISO days, `slots` ISO moments in UTC, `plan` ids of questions (none: the goal's, as they stand);
# `to_contact_id` is "" where a message goes to the interview's contact;
# `touch_every` counts days, 0 for never, NA for the method's rhythm.
COLUMNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "profiles": {
            **dict.fromkeys(("name", "full_name", "intro", "contact_line", "phone", "email", "time_zone"), TEXT),
            **dict.fromkeys(("routine", "country", "subdivision"), TEXT),
            "cadence": LIST,
            "days_off": LIST,
        },
        "goals": {
            **dict.fromkeys(("kind", "topic", "wanted", "decision", "known", "plan", "conclusion", "decided"), TEXT),
            "by_on": DAY,
            "decided_on": DAY,
            "target": WHOLE,
            "confidence": WHOLE,
            "weights": LIST,
            "work_field": TEXT,
            "created_at": MOMENT,
            "closed_at": MOMENT,
        },
        "questions": {"goal_id": TEXT, "place": WHOLE, "text": TEXT, "bank_id": TEXT, "dropped_at": MOMENT},
        "contacts": {
            **dict.fromkeys(
                ("name", "organisation", "position", "email", "phone", "profile_url", "how_known", "tie"), TEXT
            ),
            "also": LIST,
            "tags": LIST,
            "notes": TEXT,
            "own_employer": TEXT,
            "circle": TEXT,
            "last_spoke_on": DAY,
            "last_wrote_on": DAY,
            "introducer_id": TEXT,
            "named_in_id": TEXT,
            "may_use_name": YES_NO,
            **dict.fromkeys(("connects", "welcome", "viewpoint"), WHOLE),
            "source": TEXT,
            "connected_on": DAY,
            "do_not_contact": YES_NO,
            "time_zone": TEXT,
            "country": TEXT,
            "touch_every": WHOLE,
            "created_at": MOMENT,
            "archived_at": MOMENT,
        },
        "fits": {"goal_id": TEXT, "contact_id": TEXT, "relevance": WHOLE, "standing": TEXT, "reason": TEXT},
        "interviews": {
            "goal_id": TEXT,
            "contact_id": TEXT,
            "kind": TEXT,
            "target_contact_id": TEXT,
            "target_organisation": TEXT,
            "starts_on": DAY,
            "starts_time": CLOCK,
            "time_zone": TEXT,
            "starts_at": MOMENT,
            "minutes": WHOLE,
            "mode": TEXT,
            "place": TEXT,
            "retry_on": DAY,
            "away_until": DAY,
            "routine": TEXT,
            "merge_fields": LIST,
            "slots": LIST,
            "plan": LIST,
            "began_at": MOMENT,
            "created_at": MOMENT,
        },
        "messages": {
            **dict.fromkeys(("interview_id", "purpose", "direction", "channel", "wording_id", "tone"), TEXT),
            **dict.fromkeys(("subject", "body", "to_contact_id", "mail_id"), TEXT),
            "sent_at": MOMENT,
            "saved_at": MOMENT,
        },
        # What a draft said before.
        "draft_versions": {
            **dict.fromkeys(("message_id", "channel", "wording_id", "tone", "subject", "body"), TEXT),
            "kept_at": MOMENT,
        },
        "own_wordings": {
            **dict.fromkeys(("title", "purpose", "channel", "tone", "subject", "body"), TEXT),
            "created_at": MOMENT,
        },
        # What is `carried` was not asked there, and is to be asked first in the next interview.
        "answers": {
            **dict.fromkeys(("interview_id", "question_id", "text"), TEXT),
            **dict.fromkeys(("off_record", "carried"), YES_NO),
            "saved_at": MOMENT,
        },
        "notes": {
            **dict.fromkeys(("interview_id", "kind", "text"), TEXT),
            "off_record": YES_NO,
            "saved_at": MOMENT,
        },
        # One with an `about_id` agrees with the claim of that takeaway, or contradicts it, by its `stance`.
        "takeaways": {
            **dict.fromkeys(("interview_id", "question_id", "about_id", "text", "mark", "theme", "stance"), TEXT),
            "tags": LIST,
            "off_record": YES_NO,
            "created_at": MOMENT,
        },
        "promises": {
            **dict.fromkeys(("interview_id", "kind", "text"), TEXT),
            "due_on": DAY,
            "kept_at": MOMENT,
            "created_at": MOMENT,
        },
        "resources": {"interview_id": TEXT, "text": TEXT, "created_at": MOMENT},
        # One row for each thing rated, before and after; `interview_id` is "" where it is about the goal alone.
        "ratings": {
            **dict.fromkeys(("goal_id", "interview_id", "rating", "rated_when"), TEXT),
            "value": WHOLE,
            "rated_at": MOMENT,
        },
        # Whom one wants to reach about a goal: a contact, or only an organisation.
        "targets": {"goal_id": TEXT, "contact_id": TEXT, "organisation": TEXT, "created_at": MOMENT},
        # Two contacts who look alike and are not the same person.
        "distinctions": {"contact_id": TEXT, "other_id": TEXT},
        # Which heading of a file was which field, by the signature of its headings.
        "column_choices": {"signature": TEXT, "columns": LIST, "saved_at": MOMENT},
        # What was put off until a day, or skipped (NaT), with the reason; one of the four ids is filled in.
        "deferrals": {
            **dict.fromkeys(("interview_id", "contact_id", "promise_id", "goal_id", "rule", "reason"), TEXT),
            "until": DAY,
            "created_at": MOMENT,
        },
        # What happened and was not undone, in the order in which it was recorded.
        "events": {
            "number": WHOLE,
            "command": TEXT,
            "subject_id": TEXT,
            "interview_id": TEXT,
            "step": TEXT,
            "happened_at": MOMENT,
            "recorded_at": MOMENT,
        },
    }
)

_FEW = 2_000  # rows that are made at once

Derived = TypeVar("Derived")


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One workspace at one revision; the frames' columns and dtypes are in `COLUMNS`."""

    workspace_id: str
    revision: int
    profiles: pd.DataFrame
    goals: pd.DataFrame
    questions: pd.DataFrame
    contacts: pd.DataFrame
    fits: pd.DataFrame
    interviews: pd.DataFrame
    messages: pd.DataFrame
    draft_versions: pd.DataFrame
    own_wordings: pd.DataFrame
    answers: pd.DataFrame
    notes: pd.DataFrame
    takeaways: pd.DataFrame
    promises: pd.DataFrame
    resources: pd.DataFrame
    ratings: pd.DataFrame
    targets: pd.DataFrame
    distinctions: pd.DataFrame
    column_choices: pd.DataFrame
    deferrals: pd.DataFrame
    events: pd.DataFrame
    # What views have derived from these very frames, so that a rerun does not derive it again.
    _derived: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    def derive(self, key: Hashable, compute: Callable[[], Derived]) -> Derived:
        """Return `compute()`, computed once for this snapshot and key."""
        if key not in self._derived:
            self._derived[key] = compute()
        return cast("Derived", self._derived[key])

    def one(self, table: str, row_id: str | None, noun: str) -> Any:
        """Return one row as a named tuple.

        Raises:
            NotFoundError: where there is none of that id; `noun` says in words what was looked for.
        """
        rows = self.derive(("rows", table), lambda: _RowsById(getattr(self, table)))
        row = None if row_id is None else rows.get(row_id)
        if row is None:
            raise NotFoundError(noun)
        return row

    def rows_of(self, table: str, column: str, value: str) -> tuple[Any, ...]:
        """Return the rows of a table that have a value in a text column, as named tuples in the frame's order."""
        groups: dict[str, tuple[Any, ...]] = self.derive(
            ("groups", table, column), lambda: _grouped(getattr(self, table), column)
        )
        return groups.get(value, ())


def _grouped(frame: pd.DataFrame, column: str) -> dict[str, tuple[Any, ...]]:
    groups: dict[str, list[Any]] = {}
    for row in named_rows(frame):
        groups.setdefault(str(getattr(row, column)), []).append(row)
    return {value: tuple(rows) for value, rows in groups.items()}


class _RowsById:
    """The rows of a frame by id; in a large frame each is made when it is asked for, as all of them would take long."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame
        self._places = {row_id: place for place, row_id in enumerate(frame["id"].to_list())}
        few = frame if len(frame) <= _FEW else frame.head(0)
        self._made: dict[str, Any] = {str(row.id): row for row in named_rows(few)}

    def get(self, row_id: str) -> Any:
        """Return the row of that id; None where there is none."""
        place = self._places.get(row_id)
        if row_id not in self._made and place is not None:
            self._made[row_id] = named_rows(self._frame.iloc[[place]])[0]
        return self._made.get(row_id)


def columns_of(table: str) -> Mapping[str, str]:
    """Return all columns of a table's frame with their dtypes, `id` and `version` among them where it has them."""
    return COLUMNS[table] if table == "events" else {"id": TEXT, "version": WHOLE, **COLUMNS[table]}


def typed_frame(table: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows as the frame that `COLUMNS` documents."""
    return frame_of(table, {name: [row[name] for row in rows] for name in columns_of(table)})


def frame_of(table: str, cells: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """Return columns of cells, by their names, as the frame that `COLUMNS` documents."""
    return pd.DataFrame({name: _column(cells[name], dtype) for name, dtype in columns_of(table).items()})


def _column(values: Sequence[Any], dtype: str) -> pd.Series:
    if dtype == TEXT:
        return pd.Series(["" if value is None else value for value in values], dtype="str")
    if dtype == MOMENT:
        return pd.Series(pd.to_datetime(values, utc=True), dtype=MOMENT)
    return pd.Series(values, dtype=dtype)
