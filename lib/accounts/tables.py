"""The tables of accounts; what people write lies in `lib.store.tables`, under the account's id as its owner."""

from typing import Any

import sqlalchemy as sa

from lib.store.tables import Instant, metadata


def _id(name: str, **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.String(40), **options)


def _hash(name: str, **options: Any) -> sa.Column[str]:
    """Return a column for the SHA-256 of a secret, in hex: who reads the database can't use what is in it."""
    return sa.Column(name, sa.String(64), **options)


def _of_account(**options: Any) -> sa.Column[str]:
    return sa.Column("account_id", sa.String(40), sa.ForeignKey("accounts.id", ondelete="CASCADE"), **options)


workshops = sa.Table(
    "workshops",
    metadata,
    _id("id", primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
)

# A visitor who tries the demo is an account without name and pass phrase that ends by itself.
accounts = sa.Table(
    "accounts",
    metadata,
    _id("id", primary_key=True),
    sa.Column("name", sa.String(100), nullable=False),
    # What makes two names the same to a reader (`lib.accounts.names`); null for a visitor.
    sa.Column("name_key", sa.String(400), unique=True),
    sa.Column("email", sa.String(254), nullable=False),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("workshop_id", sa.String(40), sa.ForeignKey("workshops.id"), index=True),
    sa.Column("password_hash", sa.String(100), nullable=False),
    # Raised by whatever must end all sessions: another pass phrase, another role, disabling.
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("second_factor", sa.Text, nullable=False),
    sa.Column("second_factor_step", sa.Integer, nullable=False),
    # Who signs in through the organisation: its issuer and their subject there, as one text.
    sa.Column("identity", sa.String(400), unique=True),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("disabled_at", Instant),
    sa.Column("expires_at", Instant, index=True),
)

recovery_codes = sa.Table(
    "recovery_codes",
    metadata,
    _of_account(nullable=False),
    _hash("code_hash", nullable=False),
    sa.PrimaryKeyConstraint("account_id", "code_hash"),
)

sessions = sa.Table(
    "sessions",
    metadata,
    _hash("id_hash", primary_key=True),
    _of_account(nullable=False, index=True),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("is_remembered", sa.Boolean, nullable=False),
    sa.Column("device", sa.String(200), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("seen_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False, index=True),
)

# What may be done once, soon: exchange a sign-in for a cookie, take a file, set a new pass phrase.
tickets = sa.Table(
    "tickets",
    metadata,
    _hash("id_hash", primary_key=True),
    sa.Column("purpose", sa.String(20), nullable=False),
    _of_account(nullable=False, index=True),
    sa.Column("details", sa.JSON, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False, index=True),
)

# A workshop's code is an invitation that many may use; `uses_left` is null where there is no limit.
invitations = sa.Table(
    "invitations",
    metadata,
    _id("id", primary_key=True),
    _hash("code_hash", nullable=False, unique=True),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("workshop_id", sa.String(40), sa.ForeignKey("workshops.id"), index=True),
    sa.Column("uses_left", sa.Integer),
    sa.Column("used", sa.Integer, nullable=False),
    # What it is for, in the words of whoever made it: the code itself can't be shown again.
    sa.Column("note", sa.String(100), nullable=False),
    sa.Column("made_by", sa.String(40), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("expires_at", Instant),
)

# How full each bucket is, and when it was last looked at; keys are hashed, so no name or address lies here.
throttle = sa.Table(
    "throttle",
    metadata,
    _hash("key_hash", primary_key=True),
    sa.Column("level", sa.Float, nullable=False),
    sa.Column("at", Instant, nullable=False, index=True),
)

# Who did what, when and from where; never what somebody wrote. It outlives the account until its time is over.
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", Instant, nullable=False, index=True),
    _id("account_id", index=True),
    _id("actor_id"),
    sa.Column("deed", sa.String(40), nullable=False),
    sa.Column("address", sa.String(50), nullable=False),
)

# Those that others refer to come first.
ACCOUNT_TABLES = (workshops, accounts, recovery_codes, sessions, tickets, invitations, throttle, audit)
