"""Bringing people in from LinkedIn's file: choose it, see what is in it, then say yes."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from lib.domain.commands import ImportContacts
from lib.exchange.columns import read_by_columns
from lib.exchange.imports import ImportCounts, import_command, what_is_known
from lib.exchange.people import ReadPeople
from lib.exchange.recognise import read_people
from lib.settings import settings
from lib.ui import session
from lib.ui.safe_text import md_escape

_MOST_PROBLEMS = 50
_READ = "askwell:read-connections"
_DONE = "askwell:imports-done"


def import_contacts() -> None:
    """Draw the place for the file, what was found in it, and the button that brings it in."""
    kept = "is not kept" if settings().is_hosted else "stays on this computer"
    st.markdown(
        "On LinkedIn, open *Settings, Data privacy, Get a copy of your data* and choose *Connections*. LinkedIn sends "
        "you an archive: unpack it, and choose the file `Connections.csv`. Nobody on LinkedIn hears of it, and the "
        f"file {kept}."
    )
    file = st.file_uploader("LinkedIn's Connections.csv", type=["csv", "zip", "xlsx"], key=_uploader())
    if file is None:
        return
    with session.told():
        _preview(_read(file.file_id, file.getvalue))


def _uploader() -> str:
    """Return the uploader's key: a new one after each import, so that the file no longer lies there."""
    return session.key("connections", str(st.session_state.get(_DONE, 0)))


def _put_file_away() -> None:
    st.session_state.pop(_READ, None)
    st.session_state[_DONE] = st.session_state.get(_DONE, 0) + 1


@dataclass(frozen=True)
class _Preview:
    """What is in a file, compared with who is known at a revision of the workspace."""

    file_id: str
    workspace_id: str
    revision: int
    read: ReadPeople
    command: ImportContacts
    known: ImportCounts


def _read(file_id: str, content: Callable[[], bytes]) -> _Preview:
    """Read and compare a file once, not at every rerun while it lies there."""
    now = session.snapshot()
    kept = st.session_state.get(_READ)
    mine = (file_id, now.workspace_id, now.revision)
    if isinstance(kept, _Preview) and (kept.file_id, kept.workspace_id, kept.revision) == mine:
        return kept
    with st.spinner("Reading the file …"):
        found = read_people(content())
        read = found if isinstance(found, ReadPeople) else read_by_columns(found, found.guesses)
        command = import_command(read)
        preview = _Preview(*mine, read, command, what_is_known(now, command))
    st.session_state[_READ] = preview
    return preview


def _preview(preview: _Preview) -> None:
    known, problems = preview.known, preview.read.problems
    st.markdown(f"**{known.new:,} new** · {known.known:,} you already have · {len(problems):,} lines to look at")
    if problems:
        with st.expander(f"Lines to look at ({len(problems):,})"):
            st.markdown("\n".join(f"- {md_escape(problem.sentence)}" for problem in problems[:_MOST_PROBLEMS]))
            if len(problems) > _MOST_PROBLEMS:
                st.markdown(f"… and {len(problems) - _MOST_PROBLEMS:,} more.")
    if not preview.command.contacts:
        st.info("There is nobody in this file.")
    elif st.button(f"Bring {known.new:,} people in" if known.new else "Fill in what is missing", type="primary"):
        with session.told(), st.spinner("Bringing them in …"):
            receipt = session.do(preview.command)
            _put_file_away()
            session.finish(_done(known.new, known.known), receipt)


def _done(new: int, known: int) -> str:
    if not new:
        return f"Nobody new. The {known:,} people in this file were among your contacts already."
    rest = f" {known:,} you had already; what was missing about them is filled in." if known else ""
    return f"{new:,} people are on your list now.{rest}"
