"""Carries out what is kept of a draft's earlier versions."""

from datetime import timedelta

from lib.domain import commands
from lib.domain.errors import AlreadySentError, NotFoundError
from lib.store import tables
from lib.store.perform.deed import Deed
from lib.store.transaction import Row, Transaction

# Who goes on with a draft after such a pause may want to come back to what it said before.
PAUSE = timedelta(minutes=10)
MOST_VERSIONS = 50
_TEXT = ("channel", "wording_id", "tone", "subject", "body")


def draft(tx: Transaction, message_id: str) -> Row:
    """Return the row of a message that is not sent yet; raises AlreadySentError where it is."""
    row = tx.row(tables.messages, message_id, "draft")
    if row["sent_at"] is not None:
        raise AlreadySentError
    return row


def keep_draft_version(tx: Transaction, command: commands.KeepDraftVersion) -> Deed:
    """Keep what a draft says now."""
    row = draft(tx, command.message_id)
    keep_version(tx, row)
    return Deed(row["id"], interview_id=row["interview_id"])


def restore_draft_version(tx: Transaction, command: commands.RestoreDraftVersion) -> Deed:
    """Let a draft say again what it said before."""
    row = draft(tx, command.message_id)
    earlier = tx.row(tables.draft_versions, command.draft_version_id, "version")
    if earlier["message_id"] != row["id"]:
        raise NotFoundError("version")
    text = {name: earlier[name] for name in _TEXT}
    if any(row[name] != value for name, value in text.items()):
        keep_version(tx, row)
        tx.update(tables.messages, row, {**text, "saved_at": tx.now}, seen_version=command.version)
    return Deed(row["id"], interview_id=row["interview_id"])


def keep_version(tx: Transaction, row: Row) -> None:
    """Keep what a draft says as a version, unless it says nothing or stands among them; the oldest make room."""
    versions = versions_of(tx, row["id"])
    text = {name: row[name] for name in _TEXT}
    if not row["body"].strip() or any(all(kept[name] == text[name] for name in _TEXT) for kept in versions):
        return
    tx.insert(tables.draft_versions, {"message_id": row["id"], **text, "kept_at": tx.now})
    for oldest in versions[: max(0, len(versions) + 1 - MOST_VERSIONS)]:
        tx.delete(tables.draft_versions, oldest)


def versions_of(tx: Transaction, message_id: str) -> list[Row]:
    """Return the versions of a draft, the oldest first."""
    found = tx.rows(tables.draft_versions, tables.draft_versions.c.message_id == message_id)
    return sorted(found, key=lambda kept: (kept["kept_at"], kept["id"]))
