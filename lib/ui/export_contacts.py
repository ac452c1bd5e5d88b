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

_ALL, _ARCHIVED_TOO = "Everybody on my list", "Everybody, archived people too"


@dataclass(frozen=True, slots=True)
class _File:
    ending: str
    mime: str
    make: Callable[..., bytes]
    ticket: Callable[..., str]


_CSV = _File("csv", "text/csv", contacts_csv, contacts_csv_ticket)
_VCARD = _File("vcf", "text/vcard", vcards, vcards_ticket)


def export_contacts(found: Found, *, is_narrowed: bool) -> None:
    """Draw the door to both files: of everybody, or, where the list is narrowed, of those who were found."""
    with st.popover("Download contacts", icon=":material/download:"):
        export_buttons(_whom(found, is_narrowed=is_narrowed), place="contacts")
        st.caption("Either file can be brought in again, here or elsewhere, with all you know about them.")


def _whom(found: Found, *, is_narrowed: bool) -> Callable[[], Whom]:
    """Draw the choice of those to take out, where there is one, and return how they are asked for."""
    choices = [_ALL]
    if is_narrowed:
        choices.insert(0, f"The {len(found):,} found")
    if found.people["archived_at"].notna().any():
        choices.append(_ARCHIVED_TOO)
    # The first choice is in the key: when the search changes, it stands on those who were found again.
    key = session.key("export-whom", choices[0])
    chosen = st.radio("Whom?", choices, key=key) if len(choices) > 1 else _ALL
    if chosen == _ARCHIVED_TOO:
        return lambda: Whom(archived=True)
    return Whom if chosen == _ALL else lambda: Whom(found.ids(), archived=True)


def export_buttons(whom: Callable[[], Whom], *, place: str) -> None:
    """Draw a button for each file; `whom` is asked when one is clicked, and `place` tells the buttons apart."""
    with st.container(horizontal=True):
        _button("For spreadsheets (CSV)", _CSV, whom, session.key("export-contacts", place, "csv"))
        _button("For address books (vCard)", _VCARD, whom, session.key("export-contacts", place, "vcf"))


def _button(words: str, file: _File, whom: Callable[[], Whom], key: str) -> None:
    if settings().is_hosted:
        _by_ticket(words, file, whom, key)
        return
    workspace = session.workspace()

    def content() -> bytes:
        # Read at the click: what was typed since this run, here or in another tab, belongs in the file.
        chosen = whom()
        return file.make(workspace.snapshot(), chosen.ids, archived=chosen.archived)

    st.download_button(
        words,
        data=content,
        file_name=f"askwell-contacts-{session.today():%Y-%m-%d}.{file.ending}",
        mime=file.mime,
        icon=":material/download:",
        key=key,
        on_click="ignore",
    )


def _by_ticket(words: str, file: _File, whom: Callable[[], Whom], key: str) -> None:
    """Draw the button where others use this server too: Streamlit would give the file to whoever has its address."""
    if st.button(words, icon=":material/download:", key=key):
        with session.told():
            zone = session.zone().key
            take_file(file.ticket(session.desk(), session.actor(), session.workspace().id, zone=zone, whom=whom()))
