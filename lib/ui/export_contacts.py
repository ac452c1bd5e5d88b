"""The buttons that take contacts out, as they are when one is clicked: as a CSV file, or as vCards."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from lib.accounts.downloads import Whom, contacts_csv_ticket, vcards_ticket
from lib.exchange.contacts_csv import contacts_csv
from lib.exchange.vcard_writing import vcards
from lib.settings import settings
from lib.ui import session
from lib.ui.hand_over import take_file
from lib.views.people import Found


@dataclass(frozen=True, slots=True)
class _File:
    words: str
    ending: str
    mime: str
    write: Callable[..., bytes]
    ticket: Callable[..., str]


_FILES = (
    _File("For spreadsheets (CSV)", "csv", "text/csv", contacts_csv, contacts_csv_ticket),
    _File("For address books (vCard)", "vcf", "text/vcard", vcards, vcards_ticket),
)


def export_contacts(found: Found, *, is_narrowed: bool) -> None:
    """Draw the door to both files: of everybody, or, where the list is narrowed, of those who were found."""
    with st.popover("Take them out", icon=":material/download:"):
        choices = _choices(found, is_narrowed=is_narrowed)
        first = next(iter(choices))
        # The first choice is in the key: when the search changes, it stands on those who were found again.
        chosen = st.radio("Whom?", list(choices), key=session.key("export-whom", first)) if len(choices) > 1 else first
        export_buttons(choices[chosen or first], place="contacts")
        st.caption("Either file can be brought in again, here or elsewhere, with all you know about them.")


def _choices(found: Found, *, is_narrowed: bool) -> dict[str, Callable[[], Whom]]:
    """Return who may be taken out, the likeliest first."""
    choices: dict[str, Callable[[], Whom]] = {}
    if is_narrowed:
        choices[f"The {len(found):,} found"] = lambda: Whom(found.ids(), archived=True)
    choices["Everybody on my list"] = Whom
    if found.people["archived_at"].notna().any():
        choices["Everybody, archived people too"] = lambda: Whom(archived=True)
    return choices


def export_buttons(whom: Callable[[], Whom], *, place: str) -> None:
    """Draw a button for each file; `whom` is asked when one is clicked, and `place` tells the buttons apart."""
    with st.container(horizontal=True):
        for file in _FILES:
            _button(file, whom, session.key("export-contacts", place, file.ending))


def _button(file: _File, whom: Callable[[], Whom], key: str) -> None:
    if settings().is_hosted:
        _by_ticket(file, whom, key)
        return
    workspace = session.workspace()

    def content() -> bytes:
        # Read at the click: what was typed since this run, here or in another tab, belongs in the file.
        chosen = whom()
        return file.write(workspace.snapshot(), chosen.ids, archived=chosen.archived)

    st.download_button(
        file.words,
        data=content,
        file_name=f"askwell-contacts-{session.today():%Y-%m-%d}.{file.ending}",
        mime=file.mime,
        icon=":material/download:",
        key=key,
        on_click="ignore",
    )


def _by_ticket(file: _File, whom: Callable[[], Whom], key: str) -> None:
    """Draw the button where others use this server too: Streamlit would give the file to whoever has its address."""
    if st.button(file.words, icon=":material/download:", key=key):
        with session.told():
            zone = session.zone().key
            take_file(file.ticket(session.desk(), session.actor(), session.workspace().id, zone=zone, whom=whom()))
