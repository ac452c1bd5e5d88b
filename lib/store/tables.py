"""The tables, for SQLite and PostgreSQL alike; every row belongs to one workspace, every reference stays inside it."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa


class Instant(sa.TypeDecorator[datetime]):
    """A moment, kept in UTC by every engine and given back with its zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Return the moment as the engine keeps it: SQLite has no zones."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self,
        value: datetime | None,
        dialect: sa.Dialect,  # noqa: ARG002 - SQLAlchemy hands it to every type, and UTC is UTC on all of them
    ) -> datetime | None:
        """Return the moment with its zone, UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

workspaces = sa.Table(
    "workspaces",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("owner", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("table_revisions", sa.JSON, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.UniqueConstraint("owner", "kind"),
)


def owned_by(owner: str, workspace_id: str) -> sa.ColumnElement[bool]:
    """Return the condition that a workspace is this one and this owner's."""
    return sa.and_(workspaces.c.owner == owner, workspaces.c.id == workspace_id)


def _id(name: str = "id", **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.String(40), **options)


def _owned(name: str, *columns: Any) -> sa.Table:
    """Return a table whose rows belong to a workspace, are named within it, and carry a version."""
    return sa.Table(
        name,
        metadata,
        _id("workspace_id", nullable=False),
        _id(nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], ondelete="CASCADE"),
    )


def _refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    """Return a reference that can't leave the workspace."""
    return sa.ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


profiles = _owned(
    "profiles",
    *(_text(name) for name in ("name", "full_name", "intro", "contact_line", "phone", "email", "time_zone")),
    *(_text(name) for name in ("routine", "country", "subdivision")),
    sa.Column("cadence", sa.JSON, nullable=False),
    sa.Column("days_off", sa.JSON, nullable=False),
)

goals = _owned(
    "goals",
    *(_text(name) for name in ("kind", "topic", "wanted", "decision", "known", "plan", "conclusion", "decided")),
    sa.Column("by_on", sa.Date),
    sa.Column("decided_on", sa.Date),
    sa.Column("target", sa.Integer, nullable=False),
    sa.Column("confidence", sa.Integer),
    sa.Column("weights", sa.JSON(none_as_null=True)),
    _text("work_field"),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("closed_at", Instant),
)

questions = _owned(
    "questions",
    _id("goal_id", nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    _text("text"),
    _text("bank_id"),
    sa.Column("dropped_at", Instant),
    _refers("goal_id", "goals"),
)

contacts = _owned(
    "contacts",
    *(_text(name) for name in ("name", "organisation", "position", "email", "phone", "profile_url", "how_known")),
    _text("tie"),
    sa.Column("also", sa.JSON, nullable=False),
    sa.Column("tags", sa.JSON, nullable=False),
    _text("notes"),
    _text("own_employer"),
    _text("circle"),
    sa.Column("last_spoke_on", sa.Date),
    sa.Column("last_wrote_on", sa.Date),
    _id("introducer_id"),
    _id("named_in_id"),
    sa.Column("may_use_name", sa.Boolean, nullable=False),
    sa.Column("connects", sa.Integer, nullable=False),
    sa.Column("welcome", sa.Integer, nullable=False),
    sa.Column("viewpoint", sa.Integer, nullable=False),
    _text("source"),
    sa.Column("connected_on", sa.Date),
    sa.Column("do_not_contact", sa.Boolean, nullable=False),
    _text("time_zone"),
    _text("country"),
    sa.Column("touch_every", sa.Integer),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("archived_at", Instant),
    _refers("introducer_id", "contacts"),
    # Before a person is removed, the database looks for everybody whom they introduced.
    sa.Index(None, "workspace_id", "introducer_id"),
)

fits = _owned(
    "fits",
    _id("goal_id", nullable=False),
    _id("contact_id", nullable=False),
    sa.Column("relevance", sa.Integer),
    _text("standing"),
    _text("reason"),
    _refers("goal_id", "goals"),
    _refers("contact_id", "contacts"),
    sa.UniqueConstraint("workspace_id", "goal_id", "contact_id"),
)

interviews = _owned(
    "interviews",
    _id("goal_id", nullable=False),
    _id("contact_id", nullable=False),
    _text("kind"),
    _id("target_contact_id"),
    _text("target_organisation"),
    sa.Column("starts_on", sa.Date),
    sa.Column("starts_time", sa.Time),
    _text("time_zone"),
    sa.Column("starts_at", Instant),
    sa.Column("minutes", sa.Integer),
    _text("mode"),
    _text("place"),
    sa.Column("retry_on", sa.Date),
    sa.Column("away_until", sa.Date),
    _text("routine"),
    sa.Column("merge_fields", sa.JSON, nullable=False),
    sa.Column("slots", sa.JSON, nullable=False),
    sa.Column("plan", sa.JSON, nullable=False),
    sa.Column("began_at", Instant),
    sa.Column("created_at", Instant, nullable=False),
    _refers("goal_id", "goals"),
    _refers("contact_id", "contacts"),
    _refers("target_contact_id", "contacts"),
)

messages = _owned(
    "messages",
    _id("interview_id", nullable=False),
    _id("to_contact_id"),
    *(_text(name) for name in ("purpose", "direction", "channel", "wording_id", "tone", "subject", "body", "mail_id")),
    sa.Column("sent_at", Instant),
    sa.Column("saved_at", Instant, nullable=False),
    _refers("interview_id", "interviews"),
    _refers("to_contact_id", "contacts"),
)

draft_versions = _owned(
    "draft_versions",
    _id("message_id", nullable=False),
    *(_text(name) for name in ("channel", "wording_id", "tone", "subject", "body")),
    sa.Column("kept_at", Instant, nullable=False),
    _refers("message_id", "messages"),
)

own_wordings = _owned(
    "own_wordings",
    *(_text(name) for name in ("title", "purpose", "channel", "tone", "subject", "body")),
    sa.Column("created_at", Instant, nullable=False),
)

answers = _owned(
    "answers",
    _id("interview_id", nullable=False),
    _id("question_id", nullable=False),
    _text("text"),
    *(sa.Column(name, sa.Boolean, nullable=False) for name in ("off_record", "carried")),
    sa.Column("saved_at", Instant, nullable=False),
    _refers("interview_id", "interviews"),
    _refers("question_id", "questions"),
)

notes = _owned(
    "notes",
    _id("interview_id", nullable=False),
    _text("kind"),
    _text("text"),
    sa.Column("off_record", sa.Boolean, nullable=False),
    sa.Column("saved_at", Instant, nullable=False),
    _refers("interview_id", "interviews"),
)

# `about_id` is the takeaway that heads the claim with which this one agrees, or which it contradicts.
takeaways = _owned(
    "takeaways",
    _id("interview_id", nullable=False),
    *(_id(name) for name in ("question_id", "about_id")),
    *(_text(name) for name in ("text", "mark", "theme", "stance")),
    sa.Column("tags", sa.JSON, nullable=False),
    sa.Column("off_record", sa.Boolean, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    _refers("interview_id", "interviews"),
    _refers("question_id", "questions"),
    _refers("about_id", "takeaways"),
)

resources = _owned(
    "resources",
    _id("interview_id", nullable=False),
    _text("text"),
    sa.Column("created_at", Instant, nullable=False),
    _refers("interview_id", "interviews"),
)

ratings = _owned(
    "ratings",
    _id("goal_id", nullable=False),
    _id("interview_id"),
    *(_text(name) for name in ("rating", "rated_when")),
    sa.Column("value", sa.Integer, nullable=False),
    sa.Column("rated_at", Instant, nullable=False),
    _refers("goal_id", "goals"),
    _refers("interview_id", "interviews"),
)

promises = _owned(
    "promises",
    _id("interview_id", nullable=False),
    *(_text(name) for name in ("kind", "text")),
    sa.Column("due_on", sa.Date),
    sa.Column("kept_at", Instant),
    sa.Column("created_at", Instant, nullable=False),
    _refers("interview_id", "interviews"),
)

targets = _owned(
    "targets",
    _id("goal_id", nullable=False),
    _id("contact_id"),
    _text("organisation"),
    sa.Column("created_at", Instant, nullable=False),
    _refers("goal_id", "goals"),
    _refers("contact_id", "contacts"),
)

distinctions = _owned(
    "distinctions",
    _id("contact_id", nullable=False),
    _id("other_id", nullable=False),
    _refers("contact_id", "contacts"),
    _refers("other_id", "contacts"),
)

column_choices = _owned(
    "column_choices",
    _text("signature"),
    sa.Column("columns", sa.JSON, nullable=False),
    sa.Column("saved_at", Instant, nullable=False),
)

# What was put off or skipped, by the rule that made it due and the one record that it was about.
deferrals = _owned(
    "deferrals",
    *(_id(name) for name in ("interview_id", "contact_id", "promise_id", "goal_id")),
    _text("rule"),
    sa.Column("until", sa.Date),
    _text("reason"),
    sa.Column("created_at", Instant, nullable=False),
    _refers("interview_id", "interviews"),
    _refers("contact_id", "contacts"),
    _refers("promise_id", "promises"),
    _refers("goal_id", "goals"),
)

# What happened, in order: `number` is the workspace's revision that the command made. Where it only says that another
# event happened at another moment, `corrects` is that one's number.
events = sa.Table(
    "events",
    metadata,
    _id("workspace_id", nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    _text("command"),
    _id("subject_id", nullable=False),
    _id("interview_id"),
    sa.Column("step", sa.String(20)),
    sa.Column("happened_at", Instant, nullable=False),
    sa.Column("recorded_at", Instant, nullable=False),
    sa.Column("undone_at", Instant),
    sa.Column("corrects", sa.Integer),
    sa.PrimaryKeyConstraint("workspace_id", "number"),
    sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], ondelete="CASCADE"),
    sa.Index(None, "workspace_id", "subject_id"),
    sa.Index(None, "workspace_id", "interview_id"),
)

# What each event did to which row: enough to take it back, and to tell which fields changed since a version.
changes = sa.Table(
    "changes",
    metadata,
    _id("workspace_id", nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("table_name", sa.String(20), nullable=False),
    _id("row_id", nullable=False),
    sa.Column("before", sa.JSON),
    sa.Column("fields", sa.JSON, nullable=False),
    sa.Column("version_after", sa.Integer),
    sa.PrimaryKeyConstraint("workspace_id", "number", "place"),
    sa.ForeignKeyConstraint(["workspace_id", "number"], ["events.workspace_id", "events.number"], ondelete="CASCADE"),
    sa.Index(None, "workspace_id", "table_name", "row_id"),
)

# By which secret address a calendar program reads a workspace: found by the token's SHA-256, before anybody is known.
# `sealed` is the token itself, to be shown to its owner again.
calendar_feeds = sa.Table(
    "calendar_feeds",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("owner", sa.String(40), nullable=False),
    _id("workspace_id", nullable=False, unique=True),
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("read_at", Instant),
    sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], ondelete="CASCADE"),
)

# Parents before children: the order in which rows may be put back.
OWNED: tuple[sa.Table, ...] = (
    profiles,
    goals,
    questions,
    contacts,
    fits,
    interviews,
    messages,
    draft_versions,
    own_wordings,
    answers,
    notes,
    takeaways,
    promises,
    resources,
    ratings,
    targets,
    distinctions,
    column_choices,
    deferrals,
)
