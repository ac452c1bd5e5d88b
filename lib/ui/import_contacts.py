"""Bringing people in from a file: drop it, see what is in it, then say yes; the whole of it can be undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from lib.domain.commands import ImportContacts
from lib.domain.snapshot import Snapshot
from lib.exchange.columns import NoNameColumnError, read_by_columns
from lib.exchange.imports import ImportCounts, choice_of, import_command, remembered_columns, what_is_known
from lib.exchange.people import Progress, ReadPeople
from lib.exchange.recognise import read_people
from lib.exchange.unknown_table import UnknownTable
from lib.settings import settings
from lib.ui import navigation, session
from lib.ui.column_choice import column_choice
from lib.ui.import_preview import counted_people, leaves_unclear_out, preview, shown_progress
from lib.ui.safe_text import md_escape

_TYPES = ["csv", "zip", "vcf", "vcard", "xlsx", "xls", "tsv", "txt"]
_KEPT = "askwell:file-with-people"
_DONE = "askwell:imports-done"

_WHERE_FROM = """
- **LinkedIn**: *Settings, Data privacy, Get a copy of your data*. Choose *Connections*, and *Messages* and
  *Invitations* if you want to see when you last wrote. LinkedIn sends you a zip file; give it here as it is. Nobody on
  LinkedIn hears of it.
- **Google**: open *contacts.google.com*, then *Export*, *Google CSV*.
- **Outlook**: *People, Manage contacts, Export contacts*.
- **iPhone, iCloud, Android**: in the contacts app, choose *Share* or *Export*. You get a file that ends in .vcf.
- **Any list of your own**: a CSV file or an Excel workbook with a row for each person.
"""


def import_contacts() -> None:
    """Draw the place for the file, what was found in it, and the button that brings it in."""
    kept = "is not kept" if settings().is_hosted else "stays on this computer"
    st.markdown(
        "LinkedIn's archive, Google, Outlook, a phone's contacts, or any list as CSV or Excel. You see what is in it "
        f"before anything comes in. The file {kept}."
    )
    with st.popover("Where do I get such a file?", icon=":material/help:", type="tertiary"):
        st.markdown(_WHERE_FROM)
    file = st.file_uploader("A file with your contacts", type=_TYPES, key=_uploader())
    if file is None:
        return
    with session.told():
        _from_file(file.file_id, file.name, file.getvalue)


def _uploader() -> str:
    """Return the uploader's key: a new one after each import, so that the file no longer lies there."""
    return session.key("file-with-people", str(st.session_state.get(_DONE, 0)))


def _put_file_away() -> None:
    st.session_state.pop(_KEPT, None)
    st.session_state[_DONE] = st.session_state.get(_DONE, 0) + 1


@dataclass
class _Kept:
    """What was read of the file that lies there, so that no rerun reads it again.

    `compared` is of one revision of the workspace and one choice of columns; `by` names them.
    """

    file_id: str
    found: ReadPeople | UnknownTable
    by: tuple[object, ...] = ()
    compared: tuple[ReadPeople, ImportContacts, ImportCounts] | None = None


def _from_file(file_id: str, name: str, content: Callable[[], bytes]) -> None:
    kept = st.session_state.get(_KEPT)
    if not isinstance(kept, _Kept) or kept.file_id != file_id:
        with shown_progress("Reading the file …") as progress:
            kept = _Kept(file_id, read_people(content(), name, progress))
        st.session_state[_KEPT] = kept
    snapshot = session.snapshot()
    columns = None
    if isinstance(kept.found, UnknownTable):
        columns = column_choice(kept.found, remembered_columns(snapshot, kept.found), file_id)
    try:
        _dry_run(kept, snapshot, columns)
    except NoNameColumnError as missing:
        st.info(md_escape(str(missing)), icon=":material/arrow_upward:")


def _dry_run(kept: _Kept, snapshot: Snapshot, columns: Mapping[str, str] | None) -> None:
    read, command, counts = _compared(kept, snapshot, columns)
    preview(read, command, counts, is_by_columns=columns is not None)
    if not command.contacts:
        return
    left_out = leaves_unclear_out(counts, kept.file_id)
    new = counts.new if left_out else counts.new + len(counts.unclear)
    if not new + counts.known:
        st.markdown("Then nobody comes in.")
        return
    words = f"Bring {counted_people(new)} in" if new else "Fill in what is missing"
    if st.button(words, type="primary", key=session.key("bring-in", kept.file_id)):
        if left_out:
            unclear = set(counts.unclear)
            clear = (person for place, person in enumerate(command.contacts) if place not in unclear)
            command = command.model_copy(update={"contacts": tuple(clear)})
        with session.told(), st.spinner(f"Bringing {counted_people(new)} in …"):
            _bring_in(command, new, counts, look_alikes=0 if left_out else len(counts.unclear))


def _compared(
    kept: _Kept, snapshot: Snapshot, columns: Mapping[str, str] | None
) -> tuple[ReadPeople, ImportContacts, ImportCounts]:
    by = (snapshot.workspace_id, snapshot.revision, None if columns is None else tuple(columns.items()))
    if kept.compared is None or kept.by != by:
        with shown_progress("Comparing with the people you have …") as progress:
            kept.compared = _compare(kept.found, snapshot, columns, progress)
        kept.by = by
    return kept.compared


def _compare(
    found: ReadPeople | UnknownTable, snapshot: Snapshot, columns: Mapping[str, str] | None, progress: Progress
) -> tuple[ReadPeople, ImportContacts, ImportCounts]:
    if isinstance(found, UnknownTable):
        chosen = columns or {}
        read, choice = read_by_columns(found, chosen), choice_of(found, chosen)
        command = import_command(read, choice)
    else:
        read, command = found, import_command(found)
    return read, command, what_is_known(snapshot, command, progress)


def _bring_in(command: ImportContacts, new: int, counts: ImportCounts, *, look_alikes: int) -> NoReturn:
    receipt = session.do(command)
    _put_file_away()
    way = session.Way("Perhaps the same person", "contacts", {"duplicates": "yes"}) if look_alikes else None
    session.notice(_done(new, counts.known, look_alikes), receipt, way=way)
    navigation.go("contacts")


def _done(new: int, known: int, look_alikes: int) -> str:
    if not new:
        return f"Nobody new. {known:,} of this file were among your contacts already."
    rest = f" {known:,} you had already; what was missing about them is filled in." if known else ""
    alike = f" {look_alikes:,} {'shares' if look_alikes == 1 else 'share'} a name with somebody." if look_alikes else ""
    return f"{counted_people(new)} {'is' if new == 1 else 'are'} on your list now.{rest}{alike}"
