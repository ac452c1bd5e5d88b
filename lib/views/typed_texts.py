"""Every text that saves while it is typed: which command keeps it, and what the store has of it.

A text has an address, such as `goal/3f2a…/decision`. It comes back from the browser, so it is never trusted: an
address that names nothing of this workspace is simply not found.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

from lib.domain import commands
from lib.domain.commands.goals import GoalText, ProfileText
from lib.domain.errors import NotFoundError
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import NoteKind
from lib.views.conversation import Kept, answer_to, begun_reply, note_text

_NOUN = "text"
_PROFILE = "profile"

_Ids = tuple[str, ...]


@dataclass(frozen=True)
class _Kind:
    """How many ids an address of this kind has, whether a field's name follows, and what is done with them."""

    ids: int
    command: Callable[..., commands.Command]
    kept: Callable[[Snapshot, _Ids], Kept]
    fields: frozenset[str] = frozenset()


def _row(table: str, field: str | None = None, saved_at: str = "") -> Callable[[Snapshot, _Ids], Kept]:
    """Return the reader of a field of a table's row; without `field`, the address's last part names it."""

    def kept(snapshot: Snapshot, ids: _Ids) -> Kept:
        row = snapshot.one(table, ids[0], _NOUN)
        return Kept(str(getattr(row, field or ids[-1])), int(row.version), getattr(row, saved_at) if saved_at else None)

    return kept


def _profile(snapshot: Snapshot, ids: _Ids) -> Kept:
    return _row("profiles")(snapshot, (_PROFILE, *ids))


_KINDS: Mapping[str, _Kind] = MappingProxyType(
    {
        "goal": _Kind(
            1,
            lambda ids, **typed: commands.SaveGoalText.of(typed, goal_id=ids[0], field=ids[1]),
            _row("goals"),
            frozenset(get_args(GoalText)),
        ),
        "profile": _Kind(
            0,
            lambda ids, **typed: commands.SaveProfileText.of(typed, field=ids[0]),
            _profile,
            frozenset(get_args(ProfileText)),
        ),
        "question": _Kind(
            1,
            lambda ids, **typed: commands.EditQuestion.of(typed, question_id=ids[0]),
            _row("questions", "text"),
        ),
        "contact-notes": _Kind(
            1,
            lambda ids, **typed: commands.SaveContactNotes.of(typed, contact_id=ids[0]),
            _row("contacts", "notes"),
        ),
        "subject": _Kind(
            1,
            lambda ids, **typed: commands.SaveDraftSubject.of(typed, message_id=ids[0]),
            _row("messages", "subject", "saved_at"),
        ),
        "body": _Kind(
            1,
            lambda ids, **typed: commands.SaveDraftBody.of(typed, message_id=ids[0]),
            _row("messages", "body", "saved_at"),
        ),
        "reply": _Kind(
            1,
            lambda ids, **typed: commands.SaveReply.of(typed, interview_id=ids[0]),
            lambda snapshot, ids: begun_reply(snapshot, ids[0]),
        ),
        "takeaway": _Kind(
            1,
            lambda ids, **typed: commands.EditTakeaway.of(typed, takeaway_id=ids[0]),
            _row("takeaways", "text"),
        ),
        "answer": _Kind(
            2,
            lambda ids, **typed: commands.SaveAnswer.of(typed, interview_id=ids[0], question_id=ids[1]),
            lambda snapshot, ids: answer_to(snapshot, *ids),
        ),
        "notes": _Kind(
            1,
            lambda ids, **typed: commands.SaveNotes.of(typed, interview_id=ids[0]),
            lambda snapshot, ids: note_text(snapshot, ids[0]),
        ),
        "debrief": _Kind(
            1,
            lambda ids, **typed: commands.SaveNotes.of(typed, interview_id=ids[0], kind=NoteKind(ids[1])),
            lambda snapshot, ids: note_text(snapshot, ids[0], NoteKind(ids[1])),
            frozenset(kind.value for kind in NoteKind if kind),
        ),
    }
)
KINDS = frozenset(_KINDS)


def save_command(address: str, text: str, version: int) -> commands.Command:
    """Return the command that keeps `text` at an address; `version` is the one that the typing began with.

    Raises:
        NotFoundError: where there are no texts of such an address.
        InvalidInputsError: where the text does not hold, with the sentence that says why.
    """
    kind, ids = _parsed(address)
    try:
        return kind.command(ids, text=text, version=version)
    except commands.InvalidInputsError as error:
        if "text" in error.problems:
            raise
        raise NotFoundError(_NOUN) from error


def kept_text(snapshot: Snapshot, address: str) -> Kept:
    """Return what the store has at an address; nothing yet is version 0.

    Raises:
        NotFoundError: where the address names nothing of this workspace.
    """
    kind, ids = _parsed(address)
    return kind.kept(snapshot, ids)


def _parsed(address: str) -> tuple[_Kind, _Ids]:
    name, *ids = address.split("/")
    kind = _KINDS.get(name)
    if kind is None or len(ids) != kind.ids + bool(kind.fields) or (kind.fields and ids[-1] not in kind.fields):
        raise NotFoundError(_NOUN)
    return kind, tuple(ids)
