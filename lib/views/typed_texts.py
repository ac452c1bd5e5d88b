"""Every text that saves while it is typed: which command keeps it, and what the store has of it.

A text has an address, such as `goal/3f2a…/decision`. It comes back from the browser, so it is never trusted: an
address that names nothing of this workspace is simply not found.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from lib.domain import commands
from lib.domain.errors import NotFoundError
from lib.domain.snapshot import Snapshot
from lib.views.conversation import Kept, answer_to, free_notes

_NOUN = "text"
_PROFILE = "profile"


@dataclass(frozen=True)
class _Kind:
    """How many ids an address of this kind has, and what is done with them."""

    ids: int
    command: Callable[[tuple[str, ...], str, int], commands.Command]
    kept: Callable[[Snapshot, tuple[str, ...]], Kept]


def _row(table: str, field: str | None = None, saved_at: str = "") -> Callable[[Snapshot, tuple[str, ...]], Kept]:
    """Return the reader of a field of a table's row; without `field`, the address's last part names it."""

    def kept(snapshot: Snapshot, ids: tuple[str, ...]) -> Kept:
        row = snapshot.one(table, ids[0], _NOUN)
        name = field or ids[-1]
        if name not in row._fields:
            raise NotFoundError(_NOUN)
        return Kept(str(getattr(row, name)), int(row.version), getattr(row, saved_at) if saved_at else None)

    return kept


def _profile(snapshot: Snapshot, ids: tuple[str, ...]) -> Kept:
    return _row("profiles")(snapshot, (_PROFILE, ids[0]))


def _typed(text: str, version: int) -> dict[str, Any]:
    return {"text": text, "version": version}


_KINDS: Mapping[str, _Kind] = MappingProxyType(
    {
        "goal": _Kind(
            2,
            lambda ids, text, version: commands.SaveGoalText.of(
                {"field": ids[1]}, goal_id=ids[0], **_typed(text, version)
            ),
            _row("goals"),
        ),
        "profile": _Kind(
            1,
            lambda ids, text, version: commands.SaveProfileText.of({"field": ids[0]}, **_typed(text, version)),
            _profile,
        ),
        "question": _Kind(
            1,
            lambda ids, text, version: commands.EditQuestion.of(_typed(text, version), question_id=ids[0]),
            _row("questions", "text"),
        ),
        "contact-notes": _Kind(
            1,
            lambda ids, text, version: commands.SaveContactNotes.of(_typed(text, version), contact_id=ids[0]),
            _row("contacts", "notes"),
        ),
        "subject": _Kind(
            1,
            lambda ids, text, version: commands.SaveDraftSubject.of(_typed(text, version), message_id=ids[0]),
            _row("messages", "subject", "saved_at"),
        ),
        "body": _Kind(
            1,
            lambda ids, text, version: commands.SaveDraftBody.of(_typed(text, version), message_id=ids[0]),
            _row("messages", "body", "saved_at"),
        ),
        "answer": _Kind(
            2,
            lambda ids, text, version: commands.SaveAnswer.of(
                _typed(text, version), interview_id=ids[0], question_id=ids[1]
            ),
            lambda snapshot, ids: answer_to(snapshot, *ids),
        ),
        "notes": _Kind(
            1,
            lambda ids, text, version: commands.SaveNotes.of(_typed(text, version), interview_id=ids[0]),
            lambda snapshot, ids: free_notes(snapshot, ids[0]),
        ),
    }
)


def save_command(address: str, text: str, version: int) -> commands.Command:
    """Return the command that keeps `text` at an address; `version` is the one that the typing began with.

    Raises:
        NotFoundError: where there are no texts of such an address.
        InvalidInputsError: where the text does not hold, with the sentence that says why.
    """
    kind, ids = _parsed(address)
    return kind.command(ids, text, version)


def kept_text(snapshot: Snapshot, address: str) -> Kept:
    """Return what the store has at an address; nothing yet is version 0.

    Raises:
        NotFoundError: where the address names nothing of this workspace.
    """
    kind, ids = _parsed(address)
    return kind.kept(snapshot, ids)


def _parsed(address: str) -> tuple[_Kind, tuple[str, ...]]:
    name, *ids = address.split("/")
    kind = _KINDS.get(name)
    if kind is None or len(ids) != kind.ids:
        raise NotFoundError(_NOUN)
    return kind, tuple(ids)
